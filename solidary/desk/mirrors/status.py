"""How each mirror stands, in words: what it serves, when it was looked at, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from solidary.desk.mirrors.wording import problem_with
from solidary.mirrors.models import Mirror
from solidary.mirrors.register import in_use, not_yet_empty
from solidary.mirrors.under_way import UnderWay, under_way

FOUND: dict[str, tuple[str, Any]] = {
    "sound": ("public", gettext_lazy("OK")),
    "stale": ("waiting", gettext_lazy("An old release")),
    "unreachable": ("waiting", gettext_lazy("Out of reach")),
    "exposed": (
        "waiting",
        gettext_lazy("The right files, but readers are not protected as they should be"),
    ),
    "tampered": ("bad", gettext_lazy("Not what was published")),
}
"""What a check finds → the tone of its mark and its words; the colour never stands alone."""


@dataclass(frozen=True, slots=True)
class Status:
    """A mirror with what is said of it."""

    mirror: Mirror
    tone: str
    label: str
    found_tone: str
    found: str
    work: UnderWay | None
    troubled: bool
    """whether somebody has to look"""

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again by itself; None where nothing is wrong or it is being tried."""
        return None if self.work else self.mirror.next_try

    @property
    def problem(self) -> str:
        return problem_with(self.mirror)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A mirror that is given up and not empty yet."""

    mirror: Mirror
    work: UnderWay | None

    @property
    def problem(self) -> str:
        return problem_with(self.mirror)


def leftovers() -> list[Leftover]:
    """Every mirror whose emptying has begun and hasn't ended, by name."""
    return [Leftover(mirror, under_way(mirror)) for mirror in not_yet_empty()]


def statuses(release: int) -> list[Status]:
    """Every mirror that is kept up, by name; `release`: the number of the standing one."""
    return [status_of(mirror, release) for mirror in in_use()]


def status_of(mirror: Mirror, release: int) -> Status:
    work = under_way(mirror)
    found_tone, found = FOUND.get(mirror.state, ("draft", _("Not checked yet")))
    tone, label = _served(mirror, release)
    return Status(
        mirror=mirror,
        tone=tone,
        label=label,
        found_tone=found_tone,
        found=str(found),
        work=work,
        troubled=bool(mirror.problem) or mirror.state in ("tampered", "stale", "unreachable"),
    )


def _served(mirror: Mirror, release: int) -> tuple[str, str]:
    if not mirror.sequence:
        return "draft", _("Serves nothing yet")
    if mirror.behind:
        return "waiting", ngettext(
            "%(count)s file behind", "%(count)s files behind", mirror.behind
        ) % {"count": f"{mirror.behind:,}".replace(",", "\u202f")}
    if mirror.sequence < release:
        return "waiting", _("An older release")
    return "public", _("Up to date")
