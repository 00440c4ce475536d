from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from solidary.desk.acts.base import ActPage
from solidary.desk.things import edit_address, kind_label
from solidary.stories.acts.bring_back import BringBack


class BringBackPage(ActPage):
    """Say what comes back, and bring it."""

    act_class = BringBack

    def right_needed(self) -> str:
        return BringBack.right_to(self.thing)

    def back(self) -> str:
        return self.address_of("list")

    def explanation(self) -> list[str]:
        lines = [
            _("%(kind)s, in the bin until %(day)s.")
            % {
                "kind": kind_label(self.thing.thing_model),
                "day": date_format(self.thing.until, "DATE_FORMAT"),
            },
            _("It comes back as it was, with its address, its versions and its history."),
        ]
        if self.thing.kind == "story":
            lines.append(_("Readers don't see it until somebody publishes it."))
        return lines

    def done(self, result: list[Any]) -> str:
        line = _("“%(title)s” is back.") % {"title": self.thing.title}
        if others := len(result) - 1:
            more = ngettext(
                "So is %(count)s thing it shows.", "So are %(count)s things it shows.", others
            )
            line = f"{line} {more % {'count': others}}"
        return line

    def next_address(self, result: list[Any]) -> str:
        return edit_address(result[-1])
