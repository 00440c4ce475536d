"""The standing release as those who answer for it see it: its number, its signature, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from solidary.press.addresses import CERTIFICATE_FILE
from solidary.press.root import Certificate, Malformed, Root, parse_certificate, read_root

CERTIFICATE_NOTICE = timedelta(days=30)
"""How long before its end the desk asks for a new certificate: the root key lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Release:
    """What stands at the newsroom's own site."""

    root: Root
    certificate: Certificate | None
    warnings: tuple[str, ...]
    """what somebody has to see to, a line each"""

    @property
    def key(self) -> str:
        """The id of the key that signed it; '' where nobody did."""
        return self.root.signed.key if self.root.signed else ""

    @property
    def expires(self) -> datetime | None:
        return self.root.signed.expires if self.root.signed else None


def standing_release() -> Release | None:
    """None where nothing has been published yet."""
    site = Path(settings.SITE_FOLDER)
    root = read_root(site)
    if root is None:
        return None
    certificate = _certificate(site) if root.signed else None
    return Release(root, certificate, tuple(_warnings(root, certificate, timezone.now())))


def _certificate(site: Path) -> Certificate | None:
    try:
        return parse_certificate((site / CERTIFICATE_FILE).read_bytes())
    except (OSError, Malformed):
        return None


def _warnings(root: Root, certificate: Certificate | None, now: datetime) -> list[str]:
    if root.signed is None:
        return [
            _(
                "It isn't signed: nobody can tell a forged copy from yours. "
                "“solidary keys new” makes the keys."
            )
        ]
    found = []
    left, whole = root.signed.expires - now, root.signed.expires - root.signed.created
    if left <= timedelta(0):
        found.append(
            _(
                "It has expired: whoever checks a copy is told that it is old. "
                "“solidary publish” signs it anew."
            )
        )
    elif left < whole / 4:
        found.append(
            _(
                "It expires soon and hasn't been signed anew by itself. "
                "“solidary publish” does it, or tells why it can't be done."
            )
        )
    if certificate is None:
        found.append(_("Its certificate is missing. “solidary publish” puts it there again."))
    elif certificate.until - now <= timedelta(0):
        found.append(
            _("The release key's certificate has ended. “solidary keys renew” makes a new key.")
        )
    elif certificate.until - now < CERTIFICATE_NOTICE:
        found.append(
            _("The release key's certificate ends soon. “solidary keys renew” makes a new key.")
        )
    return found
