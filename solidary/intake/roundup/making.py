"""A draft becomes a story, or a part of one: all of it in one transaction, or nothing.

Pictures are finished by the keeper before it, each with what was confirmed as covered. In it everything
is looked at again: what was withdrawn, refused or decided otherwise meanwhile stops it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from solidary.errors import SolidaryError
from solidary.intake.covering import confirmed, edits_of
from solidary.intake.missing import first_piece
from solidary.intake.models import Contribution, IntakeSettings, Item, State
from solidary.intake.models.contribution import WORDS
from solidary.intake.roundup.bodies import Made, blocks_of, placed_in
from solidary.intake.roundup.learning import learn
from solidary.intake.roundup.phrases import Said
from solidary.intake.roundup.shaping import Draft, Message, Photo
from solidary.intake.roundup.storing import file_name, store
from solidary.intake.strongroom import current_strongroom
from solidary.intake.unborn import announced
from solidary.intake.uses import note_photo, note_words
from solidary.keeper.client import Keeper, Picture
from solidary.stories import models as record
from solidary.stories.known_places import row_of
from solidary.stories.languages import locale_of


class Finished(NamedTuple):
    """A picture as it may be published, and with which edits it was made."""

    picture: Picture
    edits: list[dict[str, object]]


Files = Mapping[tuple[str, str], Finished]
"""Envelope and item → the finished picture."""


class RoundupError(SolidaryError):
    """The draft can't be made as things are; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an editor said about the whole."""

    language: str
    headline: str = ""
    standfirst: str = ""
    wall_title: str = ""
    topics: Sequence[Any] = ()
    order: Sequence[str] = ()
    """keys of places, as ordered"""
    learned: Sequence[tuple[str, int]] = ()
    """spellings with the places they were given"""


def finished(
    keeper: Keeper, token: str, photos: Iterable[Photo]
) -> dict[tuple[str, str], Finished]:
    """Each picture as it may be published. Raises KeeperError, RoundupError."""
    found = {}
    for photo in photos:
        item = _item(photo.envelope, photo.item)
        covering = confirmed(item) if item is not None else None
        if covering is None:
            raise _changed()
        edits = edits_of(covering)
        picture = keeper.finish(token, photo.envelope, photo.item, edits)
        found[photo.envelope, photo.item] = Finished(picture, edits)
    return found


def make(draft: Draft, plan: Plan, files: Files, *, by: Any) -> record.Story:
    """A story of its own, as a draft. Raises RoundupError."""
    if not by.has_perm("stories.add_story"):
        raise RoundupError(_("You may not write stories."))
    return _written(draft, plan, files, None, by)


def add(story: record.Story, draft: Draft, plan: Plan, files: Files, *, by: Any) -> record.Story:
    """The same as an update of a roundup, dated today, in what is being written of it. Readers see it
    when that is published. Raises RoundupError."""
    if not by.has_perm("stories.change_story"):
        raise RoundupError(_("You may not change stories."))
    lock = story.get_lock()
    if lock is not None and lock.for_user(by):
        raise RoundupError(_("This story is locked: nothing can be added to it now."))
    return _written(draft, plan, files, story, by)


def _written(
    draft: Draft, plan: Plan, files: Files, story: record.Story | None, by: Any
) -> record.Story:
    if not draft:
        raise RoundupError(_("There is nothing in this draft."))
    fresh = {key: record.Photo() for key in files}
    names = [file_name(photo, files[key].picture) for key, photo in fresh.items()]
    with announced(names), transaction.atomic():
        items = _items(draft, files)
        newsroom = record.Newsroom.load()
        places = {
            at.key: row_of(at.place, newsroom.languages).pk
            for at in _places(draft)
            if at.place is not None
        }
        where = {photo: stop.at for stop in draft.stops for photo in stop.photos}
        for photo, at in where.items():
            key = (photo.envelope, photo.item)
            said = Said(at, photo.day, photo.who)
            store(fresh[key], files[key].picture, said, newsroom.languages)
        added = newsroom.now().date() if story is not None else None
        with translation.override(plan.language):
            made = blocks_of(
                draft, places, {key: photo.pk for key, photo in fresh.items()},
                wall_title=plan.wall_title, elsewhere=_("Elsewhere"), added=added,
            )  # fmt: skip
        row = _begun(plan, made, by) if story is None else story
        _write(row, made, list(places.values()), bool(files), by=by, new=story is None)
        _note(made, row, items, fresh, by)
        _remember(plan, by)
    return row


def _begun(plan: Plan, made: Made, by: Any) -> record.Story:
    story = record.Story(
        kind=record.Kind.ROUNDUP, locale=locale_of(plan.language), live=False,
        has_unpublished_changes=True, headline=plan.headline, standfirst=plan.standfirst,
        body=made.blocks,
    )  # fmt: skip
    story.topics = list(plan.topics)
    story.save()
    log(instance=story, action="wagtail.create", user=by)
    return story


def _write(
    row: record.Story, made: Made, places: list[int], has_photos: bool, *, by: Any, new: bool
) -> None:
    latest = row if new else row.get_latest_revision_as_object()
    if not new:
        latest.body = placed_in(latest.raw_body, made.blocks)
    named = [*(place.pk for place in latest.places.all()), *places]
    latest.places = list(record.Place.objects.filter(pk__in=named))
    latest.photos = latest.photos or has_photos
    if new:
        latest.save()
    latest.save_revision(user=by, clean=False, log_action=not new)


def _note(
    made: Made, story: record.Story, items: Mapping[tuple[str, str], Item],
    photos: Mapping[tuple[str, str], record.Photo], by: Any,
) -> None:  # fmt: skip
    for entry in made.entries:
        of = entry.made_of
        if isinstance(of, Message):
            item = items[of.envelope, WORDS]
            note_words(item, story, entry.id, of.text, field="text", by=by)
        else:
            key = (of.envelope, of.item)
            note_photo(items[key], story, entry.id, photos[key], by=by)


def _items(draft: Draft, files: Files) -> dict[tuple[str, str], Item]:
    """The items of a draft, all of which may still be shown. Raises RoundupError."""
    refs = {message.ref for message in draft.messages} | {photo.ref for photo in draft.photos}
    known = Contribution.objects.select_for_update().filter(ref__in=refs, state=State.ACCEPTED)
    if known.count() != len(refs):
        raise _changed()
    wanted = {(each.envelope, WORDS) for each in draft.messages}
    wanted |= {(each.envelope, each.item) for each in draft.photos}
    found = Item.objects.filter(envelope__contribution__in=known, state=State.ACCEPTED)
    rows = {
        (item.envelope.ref, item.ref): item
        for item in found.select_related("envelope__contribution")
    }
    room = current_strongroom()
    for key in wanted:
        item = rows.get(key)
        if item is None or not room.has_header(item.envelope.ref, first_piece(item)):
            raise _changed()
        if key in files:
            covering = confirmed(item)
            if covering is None or edits_of(covering) != files[key].edits:
                raise _changed()
    return {key: rows[key] for key in wanted}


def _remember(plan: Plan, by: Any) -> None:
    for typed, place in plan.learned:
        learn(typed, place, by=by)
    if plan.order:
        rest = [key for key in IntakeSettings.load().city_order if key not in set(plan.order)]
        order = [*plan.order, *rest][:MOST_ORDERED]
        IntakeSettings.objects.update_or_create(pk=1, defaults={"city_order": order})


MOST_ORDERED = 2000
"""Places whose order is remembered."""


def _places(draft: Draft) -> list[Any]:
    return [*(stop.at for stop in draft.stops), *(at for _message, at in draft.wishes)]


def _item(envelope: str, ref: str) -> Item | None:
    found: Item | None = Item.objects.filter(envelope__ref=envelope, ref=ref).first()
    return found


def _changed() -> RoundupError:
    return RoundupError(
        _("Something of this was withdrawn or decided otherwise meanwhile. Please look again.")
    )
