"""The intake as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "solidary.intake"
    label = "intake"
    verbose_name = _("Intake")
