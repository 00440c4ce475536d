"""Opening the desk, which takes longer than everything else about starting: its viewsets, hooks
and API routers are set up only where an editor will sit at it.

The record's models are the same with the desk closed; a command that only reads the record
and draws pages starts in half the time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig

_Config: Any = AppConfig  # what the mixin below is mixed with; Wagtail has no types


class _WithDesk(_Config):
    """An application that is made ready when the desk opens."""

    def ready(self) -> None:
        if not settings.DESK_CLOSED:
            super().ready()

    def open(self) -> None:
        super().ready()


class Documents(_WithDesk, WagtailDocsAppConfig):
    """Wagtail's documents."""


class Images(_WithDesk, WagtailImagesAppConfig):
    """Wagtail's images."""


class Snippets(_WithDesk, WagtailSnippetsAppConfig):
    """Wagtail's snippets: the viewsets of everything an editor edits."""


@cache
def open_desk() -> None:
    """Make ready what was left out at the start; does nothing where the desk is open.

    Whatever writes the record as an editor would has to call it: what Wagtail notes beside
    the record (rights, references, the log) is told to it by these applications.
    """
    if not settings.DESK_CLOSED:
        return
    for config in apps.get_app_configs():
        if isinstance(config, _WithDesk):
            config.open()
