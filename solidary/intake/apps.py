"""The intake as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "solidary.intake"
    label = "intake"
    verbose_name = _("Intake")

    def ready(self) -> None:
        from solidary.intake.leftovers import note
        from solidary.stories.erasing.signals import erased

        erased.connect(note, dispatch_uid="intake.leftovers")
