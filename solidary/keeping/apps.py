"""Keeping as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "solidary.keeping"
    label = "keeping"
    verbose_name = _("Backup and restore")
