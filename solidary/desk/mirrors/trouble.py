"""What of the release and its mirrors somebody has to see to, for the dashboard; else nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from solidary.desk.mirrors import RIGHT
from solidary.desk.mirrors.release import standing_release
from solidary.desk.mirrors.status import leftovers, statuses
from solidary.mirrors.confirmations import unconfirmed

GRACE = timedelta(hours=1)
"""How long what left may take to be confirmed before the dashboard speaks of it."""


class MirrorTrouble(Component):
    name = "mirrors"
    template_name = "desk/panels/mirrors.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        seen_to = request is not None and request.user.has_perm(RIGHT)
        return {"panel": self, "lines": trouble() if seen_to else []}


def trouble() -> list[str]:
    """A line for each thing that is wrong. An unsigned release alone is a choice, not trouble."""
    release = standing_release()
    if release is None:
        return []
    lines = release.urgent
    found = statuses(release.root.sequence)
    for one in found:
        if problem := one.problem:
            said = _("The mirror %(name)s: %(problem)s")
            lines.append(said % {"name": one.mirror.name, "problem": problem})
        elif one.troubled:
            said = _("The mirror %(name)s was checked: %(found)s")
            lines.append(said % {"name": one.mirror.name, "found": one.found})
    for left in leftovers():
        if not left.work:
            said = _("The mirror %(name)s has been retired, but its files are still there.")
            lines.append(said % {"name": left.mirror.name})
    if waiting := unconfirmed([one.mirror for one in found], before=timezone.now() - GRACE):
        lines.append(
            ngettext(
                "%(count)s withdrawn item isn't confirmed to be gone from every mirror.",
                "%(count)s withdrawn items aren't confirmed to be gone from every mirror.",
                waiting,
            )
            % {"count": waiting}
        )
    return lines
