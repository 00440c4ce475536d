"""The dashboard's panel: what opens the letterbox, what waits, what dies soon, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from solidary.desk.receiving import RIGHT
from solidary.home import current_home
from solidary.intake import ending
from solidary.intake.deciding import SEE
from solidary.intake.looking import shown_by_hour
from solidary.intake.models import BagProblem, Contribution, IntakeSettings, State
from solidary.intake.strongroom import current_desk_keys
from solidary.intake.unusual import unusual_hours
from solidary.intake.way import is_on_one_machine
from solidary.keeper.client import Keeper, KeeperError
from solidary.sealing.disk import today
from solidary.sealing.recipients import LEAST_DESK_KEYS
from solidary.stories.models import MarkedBlock, Newsroom, Story


class Receiving(Component):
    """Shown to whoever may see what was sent, or may set how the newsroom receives."""

    name = "receiving"
    template_name = "desk/receiving/panel.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context = parent_context or {}
        request = context.get("request")
        if request is None:
            return {}
        sees, sets = request.user.has_perm(SEE), request.user.has_perm(RIGHT)
        unusual = unusual_lines()
        if not (sees or sets):
            return {"shown": bool(unusual), "trouble": unusual, "sets": False, "sees": False}
        keys = current_desk_keys()
        made, recovery = len(keys.names()), keys.recovery.exists()
        closed = made < LEAST_DESK_KEYS or not recovery
        return {
            "shown": True,
            "sees": sees,
            "sets": sets,
            "csrf_token": context.get("csrf_token"),
            "made": made,
            "least": LEAST_DESK_KEYS,
            "has_recovery": recovery,
            "closed": closed,
            "paused": IntakeSettings.load().paused,
            "one_machine": is_on_one_machine(),
            "waiting": waiting_line() if sees else "",
            "keeper": keeper_line() if sees and not closed else "",
            "dying": dying_line() if sees else "",
            "trouble": [*unusual, *trouble()],
            "newsroom": Newsroom.load(),
        }


def waiting_line() -> str:
    """How many wait, and since which day the oldest does."""
    waiting = Contribution.objects.filter(state__in=[State.WAITING, State.ASKED])
    found = waiting.aggregate(count=Count("pk"), since=Min("came_on"))
    if not found["count"]:
        return _("Nothing waits.")
    said = ngettext(
        "%(count)s contribution waits, since %(day)s.",
        "%(count)s contributions wait, the oldest since %(day)s.",
        found["count"],
    )
    return said % {"count": found["count"], "day": _day(found["since"])}


def keeper_line() -> str:
    """Whether what was sent can be opened now, and by whose key."""
    try:
        state = Keeper(current_home().keeper_socket).state()
    except KeeperError:
        return _("The keeper isn’t running: nothing of it can be opened.")
    if not state.unlocked:
        return _("All keys are locked: nothing of it can be opened.")
    return _("Unlocked: %(names)s.") % {"names": ", ".join(sorted(set(state.unlocked)))}


def dying_line() -> str:
    """What dies within a week; '' where nothing does. Whoever reads it has been given notice."""
    dying = ending.show_dying(today())
    if not dying.items or dying.first is None:
        return ""
    said = ngettext(
        "%(count)s file or message is deleted within a week, on %(day)s.",
        "%(count)s files and messages are deleted within a week, the first on %(day)s.",
        dying.items,
    )
    return said % {"count": dying.items, "day": _day(max(dying.first, today()))}


def unusual_lines() -> list[str]:
    """Hours in which far more was opened than usual: everybody is to know."""
    return [
        _("%(opened)s items were opened in the hour from %(hour)s; %(usual)s are usual.")
        % {
            "opened": each.opened,
            "usual": each.usual,
            "hour": date_format(each.hour.astimezone(Newsroom.load().zone), "DATETIME_FORMAT"),
        }
        for each in unusual_hours(shown_by_hour(), datetime.now(UTC))
    ]


def trouble() -> list[str | SafeString]:
    """A line for each thing somebody has to see to."""
    lines: list[str | SafeString] = []
    if problem := IntakeSettings.load().problem:
        lines.append(_with_reason(_("The letterbox’s bag can’t be emptied:"), problem))
    if waiting := list(BagProblem.objects.all()[:20]):
        said = ngettext(
            "%(count)s envelope is damaged and set aside:",
            "%(count)s envelopes are damaged and set aside:",
            len(waiting),
        )
        lines.append(_with_reason(said % {"count": len(waiting)}, waiting[0].line))
    if faults := ending.log_faults():
        lines.append(_with_reason(_("The log of who saw what isn’t as it was written:"), faults[0]))
    marked = MarkedBlock.objects.values("story")
    for story in Story.objects.filter(address__in=marked)[:20]:
        lines.append(
            format_html(
                '{} <a href="{}">{}</a>',
                _("Words in “%(story)s” were taken back by who sent them.") % {"story": story},
                reverse("desk_decide_marked", args=[story.pk]),
                _("Decide about marked blocks"),
            )
        )
    return lines


def _with_reason(said: str, line: str) -> SafeString:
    """What is wrong, and the program's own line for whoever mends it."""
    return format_html('{} <code lang="en" dir="ltr">{}</code>', said, line)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
