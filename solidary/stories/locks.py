"""The lock on a withdrawn story."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class WithdrawnLock(BaseLock):
    """Nobody edits or publishes a withdrawn story by accident: it has to be restored first."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This story was withdrawn. Restore it before you edit or publish it again.")

    def get_icon(self, user: Any) -> str:
        return "no-view"

    def get_locked_by(self, user: Any) -> str:
        return _("Withdrawn")

    def get_description(self, user: Any) -> str:
        return _("Readers no longer see it; its history is kept.")
