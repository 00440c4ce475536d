"""What the desk asks before it takes a mirror in, or gives one up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import PlaceError, kind_of

KINDS = (
    ("folder", _("A folder of this machine, or a stick")),
    ("s3", _("An S3-compatible store")),
    ("sftp", _("A server, through SFTP")),
    ("rsync", _("A server, through rsync")),
)
PLACES = {
    "folder": "/srv/mirror",
    "s3": "s3://bucket/folder",
    "sftp": "sftp://user@host.example.org/srv/site",
    "rsync": "user@host.example.org:/srv/site",
}
PROFILES = (
    ("none", _("Nobody: the place sets its own")),
    ("nginx", "nginx"),
    ("caddy", "Caddy"),
    ("headers-file", _("A file “_headers” beside the pages")),
    ("object", _("The store, with each file")),
)
OPTIONS = {"s3": ("endpoint", "region"), "sftp": ("host_key",), "rsync": ("host_key", "port")}
SECRETS = {
    "s3": ("access_key_id", "secret_access_key"),
    "sftp": ("private_key", "key_file", "passphrase", "password"),
    "rsync": ("key_file", "password"),
}
ASKED_OF = {
    "endpoint": "s3", "region": "s3", "access_key_id": "s3", "secret_access_key": "s3",
    "host_key": "server", "port": "rsync", "private_key": "sftp", "key_file": "server", "passphrase": "sftp",
    "password": "server",
}  # fmt: skip
"""Field → the kinds of place it is asked of; all others are asked of every place."""


def _hidden_words() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "off"})


class AddMirrorForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]+\Z", _("Small letters, digits and hyphens, such as berlin-2.")
            )
        ],
        help_text=_("For the desk only; readers never see it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    place = forms.CharField(
        label=_("Place"),
        max_length=500,
        help_text=format_lazy(
            _("Where the files go: {examples}"), examples=" · ".join(PLACES.values())
        ),
    )
    endpoint = forms.URLField(
        label=_("Endpoint"), required=False, assume_scheme="https",
        help_text=_("The store's own address; empty for Amazon."),
    )  # fmt: skip
    region = forms.CharField(label=_("Region"), required=False, max_length=60)
    access_key_id = forms.CharField(label=_("Access key"), required=False, max_length=200)
    secret_access_key = forms.CharField(
        label=_("Secret key"), required=False, max_length=400, widget=_hidden_words()
    )
    host_key = forms.CharField(
        label=_("The server's key"), required=False, max_length=2000,
        help_text=_("Its public host key, such as “ssh-ed25519 AAAA…”: it shows that nobody stands between."),
    )  # fmt: skip
    port = forms.IntegerField(
        label=_("Port"), required=False, min_value=1, max_value=65_535,
        help_text=_("The port of ssh, where it isn't 22."),
    )  # fmt: skip
    private_key = forms.CharField(
        label=_("Our private key"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    key_file = forms.CharField(
        label=_("File of our private key"), required=False, max_length=400,
        help_text=_("Where the key lies on this machine; empty for the keys of the user that runs the desk."),
    )  # fmt: skip
    passphrase = forms.CharField(
        label=_("Passphrase of the key"), required=False, max_length=400, widget=_hidden_words()
    )
    password = forms.CharField(
        label=_("Password"), required=False, max_length=400, widget=_hidden_words()
    )
    address = forms.URLField(
        label=_("Address"), required=False, assume_scheme="https",
        help_text=_("Where readers find it; empty for a stick or a copy nobody serves."),
    )  # fmt: skip
    onion = forms.URLField(
        label=_("Onion address"), required=False, assume_scheme="http",
        help_text=_("Its onion service, if it has one; Tor Browser offers it to readers."),
    )  # fmt: skip
    profile = forms.ChoiceField(
        label=_("Who sets the headers"), choices=PROFILES,
        help_text=_("What to put into the server's settings stands behind “Headers” afterwards."),
    )  # fmt: skip
    dangerous = forms.BooleanField(
        label=_("Browsers may keep nothing"), required=False,
        help_text=_("For readers whose phones are searched. Pages then load anew each time."),
    )  # fmt: skip

    def lines(self) -> list[tuple[forms.BoundField, str]]:
        """Each field with the kinds of place it is asked of, which its line has as a class."""
        return [(field, ASKED_OF.get(field.name, "")) for field in self.visible_fields()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, place = cleaned.get("kind", ""), cleaned.get("place", "")
        if place and kind:
            try:
                fits = kind_of(place) == kind
            except PlaceError:
                fits = False
            if not fits:
                told = {"example": PLACES[kind]}
                self.add_error("place", gettext("Write such a place as %(example)s.") % told)
        if cleaned.get("profile") == "headers-file" and not cleaned.get("address"):
            self.add_error("address", gettext("A file of headers needs the address it is for."))
        return cleaned

    def take_in(self) -> Mirror:
        """The mirror that was told of. A folder is tried at once, what lies elsewhere by its first
        sync: nobody waits at the desk for a slow host. Raises register.MirrorError."""
        said = self.cleaned_data
        kind = said["kind"]
        return register.add(
            said["name"],
            said["place"],
            address=said["address"],
            onion=said["onion"],
            dangerous=said["dangerous"],
            profile=said["profile"],
            options=self._said(OPTIONS.get(kind, ())),
            secrets=self._said(SECRETS.get(kind, ())) or None,
            unseen=kind != "folder",
        )

    def _said(self, names: tuple[str, ...]) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


class RetireForm(forms.Form):
    empty = forms.BooleanField(
        label=_("Remove every file of the release from it first"), required=False
    )
