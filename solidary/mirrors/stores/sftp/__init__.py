"""A folder on a host that speaks SFTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.fields import (
    HOST_KEY,
    KEY_FILE,
    KNOWN_HOSTS,
    PASSWORD,
    TIMEOUT,
    LongText,
    Secret,
    Values,
)
from solidary.mirrors.store import Store
from solidary.mirrors.store_kind import StoreKind

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets


class Sftp(StoreKind):
    """A folder of a user who logs in with a key or a password."""

    name = "sftp"
    order = 30
    label = _("A server, through SFTP")
    example = "sftp://user@host.example.org/srv/site"
    shapes = ("sftp://user@host:port/path",)
    schemes = ("sftp",)
    options = (HOST_KEY, KNOWN_HOSTS, TIMEOUT)
    secrets = (
        LongText("private_key", _("Our private key"), most=8000),
        KEY_FILE,
        Secret("passphrase", _("Passphrase of the key")),
        PASSWORD,
    )

    def open(self, place: str, options: Values, secrets: Secrets) -> Store:
        from solidary.mirrors.stores.sftp.session import SftpStore

        return SftpStore(place, options, secrets)


STORE = Sftp()
