"""The dashboard's lines on backups, on what the last check found, and on what a restore holds back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from solidary.desk.clocks import worded
from solidary.keeping import held_back
from solidary.keeping.models import BackupPlan, Upkeep
from solidary.keeping.timer import is_late
from solidary.stories.models import Newsroom

RIGHT = "stories.change_newsroom"


class Backups(Component):
    """Shown to whoever sets where backups go; what is held back, to whoever may publish."""

    name = "backups"
    template_name = "desk/keeping/panel.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        if request is None:
            return {}
        sets = request.user.has_perm(RIGHT)
        decides = request.user.has_perm(held_back.RIGHT)
        plan = BackupPlan.objects.filter(pk=1).first() or BackupPlan()
        upkeep = Upkeep.load()
        return {
            "sets": sets,
            "held": held_line() if decides else "",
            "made": made_line(plan),
            "trouble": [*trouble(plan), *damage(upkeep)],
            "checked": checked_line(upkeep),
            "newsroom": Newsroom.load(),
        }


def held_line() -> str:
    """How much waits for a decision; '' where nothing does."""
    if not (count := len(held_back.waiting())):
        return ""
    return ngettext(
        "%(count)s item that readers were told is withdrawn is held back since a backup was restored.",
        "%(count)s items that readers were told are withdrawn are held back since a backup was restored.",
        count,
    ) % {"count": count}


def made_line(plan: BackupPlan) -> str:
    """The last backup that was found whole."""
    if plan.made_at is None:
        return _("No backup has been made yet.")
    said = _("The last backup was made on %(moment)s and read back: %(size)s.")
    return said % {"moment": worded(plan.made_at), "size": filesizeformat(plan.bytes)}


def trouble(plan: BackupPlan) -> list[str | SafeString]:
    """A line for each thing somebody has to see to."""
    lines: list[str | SafeString] = []
    if plan.problem and plan.tried_at:
        said = _("No backup could be made on %(moment)s:") % {"moment": worded(plan.tried_at)}
        # The program's own line, for whoever mends it.
        lines.append(format_html('{} <code lang="en" dir="ltr">{}</code>', said, plan.problem))
    elif is_late(plan, timezone.now()):
        lines.append(_("A backup should have been made since."))
    elif not plan.place:
        lines.append(_("No place for backups has been chosen."))
    return lines


SHOWN = 3
"""Troubles of a check that the dashboard names; the command names all."""


def checked_line(upkeep: Upkeep) -> str:
    """That the last check found nothing; '' where it did, or there was none."""
    if upkeep.checked_at is None or upkeep.troubles:
        return ""
    said = _("Record, files and release were last checked on %(moment)s: nothing is wrong.")
    return said % {"moment": worded(upkeep.checked_at)}


def damage(upkeep: Upkeep) -> list[str | SafeString]:
    """What the last check found, its first lines below the number."""
    if upkeep.checked_at is None or not upkeep.troubles:
        return []
    said = ngettext(
        "The check on %(moment)s found %(count)s thing that is wrong; “solidary check” says what to do.",
        "The check on %(moment)s found %(count)s things that are wrong; “solidary check” says what to do.",
        upkeep.troubles,
    ) % {"moment": worded(upkeep.checked_at), "count": upkeep.troubles}
    return [
        said, *(format_html('<code lang="en" dir="ltr">{}</code>', line) for line in upkeep.lines[:SHOWN]),
    ]  # fmt: skip
