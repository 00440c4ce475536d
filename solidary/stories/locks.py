"""The locks on a withdrawn story, and on one with marked blocks."""

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


class MarkedLock(BaseLock):
    """Words had to go that were merged with others: somebody decides before anything is published."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _(
            "Words in this story were taken back by who sent them, and merged with others. Decide "
            "about the marked blocks before you edit or publish it."
        )

    def get_icon(self, user: Any) -> str:
        return "warning"

    def get_locked_by(self, user: Any) -> str:
        return _("Marked blocks")

    def get_description(self, user: Any) -> str:
        return _("Nobody publishes it until somebody has decided.")
