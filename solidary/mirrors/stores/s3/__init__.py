"""A bucket in an S3-compatible object store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.fields import TIMEOUT, Secret, Switch, Text, Values, WebAddress
from solidary.mirrors.store import Store
from solidary.mirrors.store_kind import StoreKind

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

ENDPOINT = WebAddress(
    "endpoint", _("Endpoint"), help=_("The store's own address; empty for Amazon.")
)
REGION = Text("region", _("Region"), most=60, usual="us-east-1")
VIRTUAL_HOST = Switch("virtual_host")
"""The bucket is a name before the store's, not a folder below it."""
ALLOW_HTTP = Switch("allow_http")
"""The store may be spoken to without TLS."""


class Bucket(StoreKind):
    """A bucket, or what stands under a prefix in one."""

    name = "s3"
    order = 20
    label = _("An S3-compatible store")
    example = "s3://bucket/folder"
    shapes = ("s3://bucket/prefix",)
    schemes = ("s3",)
    options = (ENDPOINT, REGION, VIRTUAL_HOST, ALLOW_HTTP, TIMEOUT)
    secrets = (
        Text("access_key_id", _("Access key"), most=200, needed=True),
        Secret("secret_access_key", _("Secret key"), needed=True),
        Secret("session_token"),
    )
    profile = "object"

    def served_from(self, place: str, name: str) -> str:
        # What serves a bucket reads no folder; one that is copied beside it is named for it.
        return name

    def open(self, place: str, options: Values, secrets: Secrets) -> Store:
        from solidary.mirrors.stores.s3.bucket import S3Store

        return S3Store(place, options, secrets)


STORE = Bucket()
