"""Binding a record that was put back to what the world was shown since.

In one transaction: the next release gets a number above every one that was shown and names the newest
as the one before it; what the world was told is withdrawn is held back, until an editor decides; what
the record doesn't know any more stays on the withdrawn list; everything is asked for in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from solidary.home import Home
from solidary.intake.log import keep_head_of_record
from solidary.keeping.faults import RestoreRefusedError
from solidary.keeping.mark import Known, keep, mark_in, read_known
from solidary.keeping.world import Shown, World, merged, places_of, read_world
from solidary.mirrors.register import in_use
from solidary.press.index.assets import names_of
from solidary.press.index.journal import ask_for_full_publish
from solidary.press.models import Hold, WithdrawnBefore
from solidary.press.plan import release_state
from solidary.press.reading.asking import in_batches
from solidary.press.things import BY_KIND
from solidary.release.keyring import SALT, UnusableKeyError, read_root_public, write_private
from solidary.release.statements import MOST_AHEAD, Withdrawn, read_root
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story
from solidary.stories.models.photo import PhotoRendition

STORY = "story"


@dataclass(slots=True)
class Bound:
    """What became of it."""

    above: int = 0
    """the next release's number is above this one"""
    held: list[str] = field(default_factory=list)
    """headlines and titles of what is held back"""
    world: World = field(default_factory=World)


def bind(home: Home, world: World, *, above: int = 0, restored: bool = False) -> Bound:
    """Bind the record to what the world was shown. `above`: a number somebody knows to be given out.
    `restored`: the record came from a backup. May be asked again; it happens wholly or not at all."""
    known = release_state().sequence
    if above > known + MOST_AHEAD:
        raise RestoreRefusedError(
            f"the record knows release {known}, and can't have fallen {above - known} releases behind"
        )
    counted = world.counted(known)
    newest = max(counted, key=lambda one: one.sequence, default=None)
    for one in world.shown:
        if one.sequence > known + MOST_AHEAD:
            world.unread.append(
                f"{one.place}: no newsroom gets to release {one.sequence}. Somebody has the release key: "
                "`solidary keys renew`"
            )
    _keep_salt(home, newest)
    with transaction.atomic():
        state = release_state()
        bound = Bound(max(state.sequence, above, newest.sequence if newest else 0), world=world)
        state.sequence = bound.above
        state.root, state.root_before = (newest.root, "") if newest else (state.root, "")
        state.save(update_fields=["sequence", "root", "root_before"])
        for withdrawn in world.withdrawn:
            bound.held += [*_hold_stories(withdrawn), *_hold_things(withdrawn)]
        WithdrawnBefore.objects.bulk_create(
            [WithdrawnBefore(salt=salt, sha256=one) for salt, one in merged(world.withdrawn)],
            ignore_conflicts=True, batch_size=1_000,
        )  # fmt: skip
        if restored:
            # Files of these are in no backup, and whoever was signed in then isn't now.
            PhotoRendition.objects.all()._raw_delete("default")
            Session.objects.all().delete()
        keep_head_of_record()
        ask_for_full_publish()
    marks, root = read_known(home), read_root(home.site)
    keep(
        home,
        Known(
            marks.marks if marks else (mark_in(home.record),),
            beside=root.sha256 if root is not None else "",
        ),
    )
    return bound


def world_of(home: Home, more: Iterable[str] = (), *, mirrors: bool = True) -> World:
    """What was shown, as far as it can be learnt: from mirrors, and from the home's own release.

    Nothing can be where the newsroom signs nothing. Raises RestoreRefusedError for a root key that
    can't be read."""
    try:
        key = read_root_public(home.keys)
    except FileNotFoundError:
        return World(unread=["there is no root key, so nobody can tell what mirrors show"])
    except UnusableKeyError as error:
        raise RestoreRefusedError(str(error)) from error
    return read_world(places_of(in_use() if mirrors else [], home.site, more), key)


def _keep_salt(home: Home, newest: Shown | None) -> None:
    """A home without the salt of the withdrawn list goes on with the one the world knows."""
    if newest is not None and newest.withdrawn.salt and not (home.keys / SALT).exists():
        home.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(home.keys / SALT, newest.withdrawn.salt.encode())


def _hold_stories(withdrawn: Withdrawn) -> list[str]:
    """Take from readers what the list names and the record would publish, by itself or at a click."""
    rows = Story.objects.filter(withdrawn_at=None).values_list("pk", "address")
    named = [pk for pk, address in rows.iterator(chunk_size=4_000) if withdrawn.names(address)]
    held = []
    for batch in in_batches(named):
        for story in Story.objects.filter(pk__in=batch):
            _hold_story(story)
            held.append(story.headline)
    return held


def _hold_story(story: Any) -> None:
    reason = gettext("Readers were told that it is withdrawn, after this backup was made.")
    public = story.is_public
    Hold.objects.update_or_create(
        kind=STORY, ref=story.pk, defaults={"public": public, "waiting": True}
    )
    if public:
        Withdraw(story, reason).execute()
        return
    if review := story.current_workflow_state:
        review.cancel()
    row = Story.objects.get(pk=story.pk)
    row.revisions.update(approved_go_live_at=None)
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason
    row.live, row.go_live_at = False, None
    row.save()
    Withdraw(row, reason).note(row, reason=reason)


def _hold_things(withdrawn: Withdrawn) -> list[str]:
    """Have the press leave out things that the list names."""
    held = []
    for kind, thing in BY_KIND.items():
        keys = list(thing.model._default_manager.values_list("pk", flat=True))
        for batch in in_batches(keys):
            named = [
                ref for ref, names in names_of(kind, batch).items()
                if any(withdrawn.names(name) for name in names)
            ]  # fmt: skip
            known = set(Hold.objects.filter(kind=kind, ref__in=named).values_list("ref", flat=True))
            fresh = [ref for ref in named if ref not in known]
            Hold.objects.bulk_create([Hold(kind=kind, ref=ref, public=True) for ref in fresh])
            held += [title for _, title in sorted(thing.titles(fresh).items())]
    return held
