"""What a card of the wall says of a contribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from solidary.desk.queue.filtering import ALL, STATES, Filter
from solidary.desk.queue.gathering import Sent
from solidary.intake.models import State
from solidary.intake.models.contribution import LABELS


@dataclass(frozen=True, slots=True)
class Card:
    """A contribution as the wall draws it."""

    sent: Sent
    ref: str
    address: str
    picture: str
    """the thumbnail's address; '' where there is none"""
    pictures: int
    files: int
    """files that can't be shown"""
    beginning: str
    is_cut: bool
    language: str
    day: str
    state: str
    label: str
    faces: str
    quote: str
    note: str
    """what has to be known besides: handed over, proposed, added to"""


def card_of(sent: Sent, by: Any, query: str) -> Card:
    """The card of a contribution, for one of the editors. `query`: the choice the wall was drawn for,
    to which every way from here leads back."""
    cover = sent.cover
    picture = ""
    if cover is not None and cover.is_picture:
        picture = reverse(
            "desk_queue_picture", args=[sent.ref, cover.envelope, cover.item, "thumbnail"]
        )
    return Card(
        sent=sent,
        ref=sent.ref,
        address=reverse("desk_contribution", args=[sent.ref]) + query,
        picture=picture,
        pictures=len(sent.pictures),
        files=sent.sealed_files,
        beginning=sent.beginning,
        is_cut=sent.letters > len(sent.beginning),
        language=sent.language,
        day=date_format(sent.row.came_on, "DATE_FORMAT"),
        state=str(sent.row.state),
        label=str(LABELS[State(sent.row.state)]),
        faces=faces_said(sent.consent.faces),
        quote=quote_said(sent.consent.quote),
        note=note_of(sent, by),
    )


def faces_said(allowed: bool) -> str:
    """The consent about faces, in words short enough for a card."""
    return _("faces may be shown") if allowed else _("no faces")


def quote_said(allowed: bool) -> str:
    """The consent about words."""
    return _("may be quoted") if allowed else _("not to be quoted")


def note_of(sent: Sent, by: Any) -> str:
    """What an editor has to know besides its state; '' for nothing."""
    row = sent.row
    if sent.is_added_to:
        return _("something was added")
    if row.proposed and row.proposed_by is not None and row.proposed != row.state:
        label = LABELS[State(row.proposed)]
        if row.proposed_by_id == by.pk:
            return _("you proposed: %(what)s; somebody else confirms") % {"what": label}
        who = row.proposed_by.get_username()
        return _("%(who)s proposes: %(what)s") % {"who": who, "what": label}
    if row.handed_to_id == by.pk:
        return _("handed to you")
    if row.handed_to is not None:
        return _("handed to %(who)s") % {"who": row.handed_to.get_username()}
    return ""


def state_choices(chosen: Filter) -> list[dict[str, Any]]:
    """The states an editor can look at, with their addresses."""
    words = [(str(state), LABELS[state]) for state in STATES]
    return [
        {
            "name": name,
            "label": label,
            "address": reverse("desk_queue")
            + chosen.query(state="" if name == State.WAITING else name),
            "is_chosen": chosen.state == name,
        }
        for name, label in [*words, (ALL, pgettext("contributions", "all"))]
    ]
