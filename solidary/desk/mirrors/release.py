"""The standing release as those who answer for it see it: its number, its signature, until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from solidary.desk.mirrors.wording import said_of
from solidary.home import current_home
from solidary.release.key_state import Care, KeyState, key_state
from solidary.release.statements import Root, read_root


@dataclass(frozen=True, slots=True)
class Release:
    """What stands at the newsroom's own site, and the keys that speak for it."""

    root: Root
    keys: KeyState

    @property
    def key(self) -> str:
        """The id of the key that signed it; '' where nobody did."""
        return self.root.signed.key if self.root.signed else ""

    @property
    def expires(self) -> datetime | None:
        return self.root.signed.expires if self.root.signed else None

    @property
    def warnings(self) -> list[str]:
        """What somebody has to see to, a line each, the most urgent first."""
        return [CARES[care](self.keys) for care in self.keys.cares]

    @property
    def urgent(self) -> list[str]:
        """The same without what a newsroom may have chosen: to sign nothing."""
        return [CARES[care](self.keys) for care in self.keys.cares if care is not Care.NO_KEYS]


def standing_release() -> Release | None:
    """None where nothing has been published yet."""
    home = current_home()
    root = read_root(home.site)
    return Release(root, key_state(home.keys, home.site)) if root is not None else None


def _day(moment: datetime | None) -> str:
    return str(date_format(moment, "DATE_FORMAT")) if moment else ""


CARES: dict[Care, Callable[[KeyState], str]] = {
    Care.NO_KEYS: lambda keys: _(
        "Nothing is signed: readers can't tell a forged copy from ours. "
        "“solidary keys new” makes the keys."
    ),
    Care.UNUSABLE: lambda keys: (
        _("The key can't be used, so nothing is published: %(problem)s")
        % {"problem": said_of(keys.error) if keys.error else ""}
    ),
    Care.CERTIFICATE_ENDED: lambda keys: _(
        "The key's certificate has ended. Insert the memory stick with the root key and run "
        "“solidary keys renew”."
    ),
    Care.CERTIFICATE_ENDS: lambda keys: (
        _(
            "The key's certificate ends on %(date)s. Before then, insert the memory stick with the "
            "root key and run “solidary keys renew”."
        )
        % {"date": _day(keys.until)}
    ),
    Care.ROOT_EXPIRED: lambda keys: _(
        "The signature has expired: anyone who checks our site sees it as out of date. "
        "“solidary publish” signs it again, or says why it can't."
    ),
    Care.ROOT_EXPIRES: lambda keys: (
        _(
            "The signature expires on %(date)s and should have been renewed automatically. "
            "“solidary publish” renews it, or says why it can't."
        )
        % {"date": _day(keys.expires)}
    ),
    Care.UNSIGNED: lambda keys: _(
        "What is published is not signed with our key yet; the next publish signs it."
    ),
    Care.ROOT_KEY_HERE: lambda keys: _("The root key lies on this machine. Move it to a stick."),
}
"""What needs somebody's attention → its line."""
