"""Laws of merging: parting takes nothing from anybody, and every id that readers had leads somewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.leading import lead, settle
from solidary.chronicle.models import Action, Estimate, Former, Report
from solidary.chronicle.whole import end_of, is_public, whole
from solidary.stories.acts.base import NotNowError
from solidary.stories.changes import changed
from solidary.stories.models import Story
from tests.chronicle.record import MakeStory, everything
from tests.fixtures.laws import SHARED, examples

ACTIONS = 4
number = st.integers(0, ACTIONS - 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "part", "withdraw", "publish"]), number, number), max_size=8
)


class _UndoneError(Exception):
    """Every example leaves the record as it was."""


def _actions(stories: list[Story]) -> list[Action]:
    """An action for each story, some of which readers have."""
    made = []
    for order, story in enumerate(stories):
        action = Action(form="rally", further_forms=["march"][: order % 2])
        action.save()
        report = Report(action=action, story=story)
        report.save()
        Estimate(report=report, low=order * 10, high=order * 10 + order, kept=order != 2).save()
        made.append(action)
    return made


def _step(step: tuple[str, int, int], actions: list[Action], stories: list[Story]) -> None:
    kind, one, other = step
    if kind in ("withdraw", "publish"):
        Story.objects.filter(pk=stories[one].pk).update(live=kind == "publish")
        changed(story=[stories[one].pk])
        return
    thing, into = (Action.objects.get(pk=actions[each].pk) for each in (one, other))
    try:
        (MergeActions(thing, into) if kind == "merge" else PartActions(thing)).execute()
    except NotNowError:
        assert kind == "part" or thing.merged_into_id or end_of(into).pk == thing.pk


def _in_a_record(stories: list[Story], law: Any) -> None:
    try:
        with transaction.atomic():
            law(_actions(stories))
            raise _UndoneError
    except _UndoneError:
        return


def _stories(make_story: MakeStory) -> list[Story]:
    return [make_story(f"Story {order}", published=order != 1) for order in range(ACTIONS)]


def _public(actions: list[Action]) -> set[str]:
    rows = Action.objects.filter(pk__in=[action.pk for action in actions])
    return {row.address for row in rows if is_public(row)}


def _shown(action: Action) -> Any:
    found = whole(action)
    return found.parts, found.forms, found.when, found.turnout, found.is_public, found.reports


def test_parting_after_any_merges_restores_every_action(make_story: MakeStory) -> None:
    stories = _stories(make_story)

    @settings(max_examples=examples(5), suppress_health_check=SHARED)
    @given(STEPS, st.permutations(range(ACTIONS)))
    def law(steps: list[tuple[str, int, int]], order: list[int]) -> None:
        def tried(actions: list[Action]) -> None:
            had = _public(actions)
            before, shown = everything(), [_shown(action) for action in actions]
            for step in (step for step in steps if step[0] in ("merge", "part")):
                _step(step, actions, stories)
            for each in order:
                action = Action.objects.get(pk=actions[each].pk)
                if action.merged_into_id is not None:
                    PartActions(action).execute()
            # What was never public has been, as part of what it was merged with.
            after = everything()
            assert [row for row in after.pop("former") if row[0] in had] == before.pop("former")
            assert after == before
            assert [_shown(Action.objects.get(pk=action.pk)) for action in actions] == shown

        _in_a_record(stories, tried)

    law()


def test_an_edit_between_merging_and_parting_stays_with_whom_it_was_made(
    make_story: MakeStory,
) -> None:
    one, two, *_ = _actions(_stories(make_story))
    MergeActions(one, two).execute()
    Action.objects.filter(pk=two.pk).update(venue="A square")
    assert whole(one).venue == "A square"
    PartActions(Action.objects.get(pk=one.pk)).execute()
    assert (whole(one).venue, whole(Action.objects.get(pk=two.pk)).venue) == ("", "A square")


def test_every_id_leads_to_one_public_or_former_end(make_story: MakeStory) -> None:
    stories = _stories(make_story)

    @settings(max_examples=examples(4), suppress_health_check=SHARED)
    @given(STEPS)
    def law(steps: list[tuple[str, int, int]]) -> None:
        def tried(actions: list[Action]) -> None:
            had = _public(actions)
            for step in steps:
                _step(step, actions, stories)
                public = _public(actions)
                had |= public
                former = dict(Former.objects.values_list("address", "merged_into"))
                assert had == public | set(former) and not public & set(former)
                for address in had:
                    end = lead(address)
                    assert end is not None
                    assert (end.address in public) == end.is_public
                    # Chains are no longer than one step to what is public or withdrawn.
                    assert former.get(address) in (None, "", end.address)
                kept = everything()
                settle()
                assert everything() == kept, "one by one comes to the same as all at once"

        _in_a_record(stories, tried)

    law()


def test_ranges_follow_from_kept_estimates_of_public_stories_only(make_story: MakeStory) -> None:
    stories = _stories(make_story)

    @settings(max_examples=examples(5), suppress_health_check=SHARED)
    @given(STEPS)
    def law(steps: list[tuple[str, int, int]]) -> None:
        def tried(actions: list[Action]) -> None:
            for step in steps:
                _step(step, actions, stories)
            for action in Action.objects.filter(merged_into=None):
                rows = Estimate.objects.filter(
                    report__action__in=[part.pk for part in whole(action).parts],
                    report__story__live=True, kept=True,
                )  # fmt: skip
                lows, highs = [row.low for row in rows], [row.high for row in rows]
                found = whole(action).turnout
                assert (found and found[:2]) == ((min(lows), max(highs)) if lows else None)

        _in_a_record(stories, tried)

    law()


def test_the_day_of_a_former_id_is_the_newsrooms(make_story: MakeStory) -> None:
    one, _, two, *_ = _actions(_stories(make_story))
    MergeActions(one, two).execute()
    assert abs((Former.objects.get().day - date.today()).days) <= 1
