"""The chronicle as a Django application: what it does when Django starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChronicleConfig(AppConfig):
    name = "solidary.chronicle"
    label = "chronicle"
    verbose_name = _("Chronicle")

    def ready(self) -> None:
        from solidary.chronicle.following import listen

        listen()
