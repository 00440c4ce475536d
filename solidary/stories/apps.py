"""The record as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "solidary.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from solidary.stories import deletions

        deletions.listen()
