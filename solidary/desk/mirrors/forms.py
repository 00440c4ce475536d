"""What the desk asks before it takes a mirror in, or gives one up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.desk.mirrors.fields import asked_by, input_for
from solidary.mirrors import register
from solidary.mirrors.fields import Field
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import kind_of
from solidary.mirrors.profiles import profiles
from solidary.mirrors.store_kind import PlaceError, StoreKind
from solidary.mirrors.stores import store_kind, store_kinds


class AddMirrorForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("mirror", "Name"),
        max_length=40,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]+\Z", _("Small letters, digits and hyphens, such as berlin-2.")
            )
        ],
        help_text=_("For the desk only; readers never see it."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("mirror", "Kind"),
        choices=[(kind.name, kind.label) for kind in store_kinds()],
    )
    place = forms.CharField(
        label=pgettext_lazy("mirror", "Place"),
        max_length=500,
        help_text=format_lazy(
            _("Where the files go: {examples}"),
            examples=" · ".join(kind.example for kind in store_kinds()),
        ),
    )
    address = forms.URLField(
        label=pgettext_lazy("mirror", "Address"), required=False, assume_scheme="https",
        help_text=_("Where readers find it; empty for a stick or a copy nobody serves."),
    )  # fmt: skip
    onion = forms.URLField(
        label=_("Onion address"), required=False, assume_scheme="http",
        help_text=_("Its onion service, if it has one; Tor Browser offers it to readers."),
    )  # fmt: skip
    profile = forms.ChoiceField(
        label=_("Who sets the HTTP headers"),
        choices=[(profile.name, profile.label) for profile in profiles().values()],
        help_text=_("You will find what to put into the server's settings under “HTTP headers”."),
    )  # fmt: skip
    dangerous = forms.BooleanField(
        label=_("Browsers may keep nothing"), required=False,
        help_text=_("For readers whose phones are searched. Pages then load anew each time."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked_by(store_kinds())
        self.fields.update((one.name, input_for(one.field)) for one in self.asked)
        self.order_fields(["name", "kind", "place", *(one.name for one in self.asked)])

    def lines(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each field with the kinds of place it is asked of; none where it is asked of all."""
        kinds = {one.name: one.kinds for one in self.asked}
        return [(field, kinds.get(field.name, [])) for field in self.visible_fields()]

    def kinds(self) -> list[str]:
        """The names of the kinds of place there are."""
        return [kind.name for kind in store_kinds()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, place = cleaned.get("kind", ""), cleaned.get("place", "")
        if place and kind:
            try:
                fits = kind_of(place).name == kind
            except PlaceError:
                fits = False
            if not fits:
                words = {"example": store_kind(kind).example}
                self.add_error("place", gettext("Write such a place as %(example)s.") % words)
        profile = profiles().get(cleaned.get("profile", ""))
        if profile is not None and profile.file and not cleaned.get("address"):
            self.add_error("address", profile.addressless_at_desk)
        return cleaned

    def take_in(self) -> Mirror:
        """The mirror that was told of. One in this machine's own files is tried at once, what lies
        elsewhere by its first sync: nobody waits at the desk for a slow host. Raises
        register.MirrorError."""
        said = self.cleaned_data
        kind = store_kind(said["kind"])
        return register.add(
            said["name"],
            said["place"],
            address=said["address"],
            onion=said["onion"],
            dangerous=said["dangerous"],
            profile=said["profile"],
            options=self._said(kind, kind.options),
            secrets=self._said(kind, kind.secrets) or None,
            unseen=not kind.local,
        )

    def _said(self, kind: StoreKind, fields: tuple[Field, ...]) -> dict[str, Any]:
        """What was filled in of these fields, by the names the store knows them by."""
        return {
            one.field.name: self.cleaned_data[one.name]
            for one in self.asked
            if kind.name in one.kinds and one.field in fields and self.cleaned_data[one.name]
        }


class RetireForm(forms.Form):
    empty = forms.BooleanField(
        label=_("Remove every file of the release from it first"), required=False
    )
