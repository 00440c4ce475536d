"""What is found in a draft: each check finds what is wrong, and nothing in what is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from solidary.stories.body.fields import RawBlock
from solidary.stories.checks import CHECKS, findings
from solidary.stories.checks.draft import Dead, Draft, Original, ShownThing
from solidary.stories.checks.finding import FORBIDDING, Found
from solidary.stories.checks.translation import lines_of

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=ZoneInfo("Europe/Vilnius"))
PHOTO = ShownThing(1, "On the avenue", "Hanna", "own", in_language="A street", fallback="A street")
FILM = ShownThing(2, "A film", "Radio", "own")


def block(kind: str, value: Any) -> RawBlock:
    return {"type": kind, "value": value, "id": f"id of {kind}"}


def paragraph(markup: str) -> RawBlock:
    return block("paragraph", markup)


GOOD = Draft(
    headline="A living chain",
    standfirst="From the cathedral to the prison.",
    kind="news",
    body=[
        paragraph("<p>Two hundred came.</p>"),
        block("photo", {"photo": 1, "caption": ""}),
        block("video", {"video": 2, "caption": ""}),
        block("dispatch", {"place": 3, "place_name": "", "text": "<p>They sang.</p>"}),
        block("correction", {"day": "2021-02-08", "text": "It was two hundred."}),
    ],
    day=date(2021, 2, 8),
    time=time(11, 59),
    goes_out=NOON,
    has_topics=True,
    photos={1: PHOTO},
    recordings={2: FILM},
)


def found(draft: Draft) -> list[Found]:
    return [finding.found for finding in findings(draft)]


def with_body(*body: RawBlock, **more: Any) -> Draft:
    return replace(GOOD, body=[*GOOD.body, *body], **more)


def test_nothing_is_found_in_a_story_that_has_all_it_needs() -> None:
    assert findings(GOOD) == []


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"headline": ""}, Found.NO_HEADLINE),
        ({"headline": " \u00a0"}, Found.NO_HEADLINE),
        ({"headline": "#Belarus #Салідарнасць"}, Found.ONLY_HASHTAGS),
        ({"headline": "#Belarus!"}, Found.ONLY_HASHTAGS),
        ({"standfirst": ""}, Found.NO_STANDFIRST),
        ({"standfirst": "#Belarus"}, Found.ONLY_HASHTAGS),
        ({"body": []}, Found.NO_WORDS),
        ({"body": [paragraph("<p> </p>"), *GOOD.body[1:3]]}, Found.NEEDED),
        ({"body": [paragraph("<p>#Belarus</p>")]}, Found.ONLY_HASHTAGS),
        ({"has_topics": False}, Found.NO_TOPIC),
        ({"day": None, "time": None}, Found.NO_DAY),
        ({"day": None}, Found.TIME_WITHOUT_DAY),
        ({"day": date(2021, 2, 9)}, Found.DAY_AHEAD),
        ({"day": date(2206, 3, 1)}, Found.DAY_AHEAD),
        ({"time": time(12, 1)}, Found.TIME_AHEAD),
        ({"kind": "roundup", "body": GOOD.body[:1]}, Found.NO_PLACE),
        ({"photos": {1: replace(PHOTO, in_language="", fallback="")}}, Found.NO_ALT_TEXT),
        ({"photos": {1: replace(PHOTO, in_language="")}}, Found.FOREIGN_ALT_TEXT),
        ({"photos": {1: replace(PHOTO, credit=" ")}}, Found.NO_CREDIT),
        ({"photos": {1: replace(PHOTO, consent="not_said")}}, Found.CONSENT_NOT_SAID),
        ({"recordings": {2: replace(FILM, credit="")}}, Found.NO_CREDIT),
        ({"recordings": {2: replace(FILM, consent="not_said")}}, Found.CONSENT_NOT_SAID),
        ({"gone": frozenset({("photo", 1)})}, Found.GONE),
        ({"unnamed": (("sources", "outlet"),)}, Found.NEEDED),
    ],
)  # fmt: skip
def test_what_is_missing_or_ahead_is_found(change: dict[str, Any], expected: Found) -> None:
    assert expected in found(replace(GOOD, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Belarus: #Салідарнасць"},
        {"headline": "9 жніўня"},
        {"time": None},
        {"time": time(12, 0)},
        {"day": date(2020, 2, 9), "time": time(23, 0)},
        {"photos": {1: replace(PHOTO, in_language="", fallback="", decorative=True)}},
        {"kind": "roundup"},
        {"kind": "roundup", "body": GOOD.body[:1], "has_places": True},
        # What waits for its own time is not ahead of it.
        {"day": date(2021, 3, 9), "goes_out": NOON.replace(month=3, day=9)},
    ],
)
def test_what_is_right_is_left_alone(change: dict[str, Any]) -> None:
    assert found(replace(GOOD, **change)) == []


@pytest.mark.parametrize(
    "said",
    [
        ("heading", ""),
        ("quote", {"text": " ", "who": "A teacher", "about": ""}),
        ("photo", {"photo": None, "caption": "A caption"}),
        ("gallery", {"photos": [], "caption": ""}),
        ("table", {"rows": [], "head": True, "caption": ""}),
        ("document", {"document": None, "note": ""}),
        ("embed", {"address": "", "title": "A title"}),
        ("correction", {"day": None, "text": "It was two hundred."}),
    ],
)
def test_a_block_that_lacks_what_it_needs_forbids_publishing(said: tuple[str, Any]) -> None:
    (finding,) = findings(with_body(block(*said)))
    assert finding.found is Found.NEEDED
    assert finding.forbids
    assert finding.block == f"id of {said[0]}"


def test_what_forbids_publishing_comes_first_and_nothing_else_forbids() -> None:
    several = findings(replace(GOOD, standfirst="", headline="", has_topics=False))
    assert [finding.forbids for finding in several] == [True, False, False]
    assert not FORBIDDING & {Found.CONSENT_NOT_SAID, Found.DAY_AHEAD, Found.DEAD_LINK}


@pytest.mark.parametrize("value", [{}, {"place": None}, {"place": None, "place_name": " "}])
def test_a_dispatch_without_a_place_is_named_by_how_it_begins(value: dict[str, Any]) -> None:
    long = "They sang for an hour below the windows of the prison."
    (finding,) = findings(with_body(block("dispatch", {**value, "text": f"<p>{long}</p>"})))
    assert finding.found is Found.DISPATCH_WITHOUT_PLACE
    assert finding.facts["words"] == "They sang for an hour below the windows…"


def test_a_place_in_other_words_is_a_place() -> None:
    assert found(with_body(block("dispatch", {"place": None, "place_name": "Vilnius"}))) == []


def test_a_photo_is_found_once_wherever_it_is_shown() -> None:
    draft = with_body(
        block("gallery", {"photos": [{"type": "item", "value": 1, "id": "a"}], "caption": ""}),
        photos={1: replace(PHOTO, credit="")},
    )
    (finding,) = findings(draft)
    assert (finding.block, finding.thing) == ("id of photo", ("photo", 1))
    assert finding.facts["name"] == "On the avenue"


def test_consent_is_asked_of_the_poster_of_a_recording_too() -> None:
    poster = replace(PHOTO, key=9, name="A still", consent="not_said")
    draft = replace(GOOD, photos={1: PHOTO, 9: poster}, recordings={2: replace(FILM, poster=9)})
    (finding,) = findings(draft)
    assert (finding.found, finding.thing) == (Found.CONSENT_NOT_SAID, ("photo", 9))


@pytest.mark.parametrize(
    "dead, expected",
    [
        (Dead(), Found.DEAD_LINK),
        (Dead("A draft"), Found.LINK_TO_UNPUBLISHED),
        (Dead("Taken back", withdrawn=True), Found.LINK_TO_WITHDRAWN),
    ],
)
@pytest.mark.parametrize(
    "holder",
    [
        ("paragraph", '<p><a href="/en/latest.html">x</a> <a href="/en/latest.html">y</a></p>'),
        ("embed", {"address": "/en/latest.html", "title": "Latest"}),
        ("dispatch", {"place": 3, "text": '<p><a href="/en/latest.html">x</a></p>'}),
    ],
)
def test_a_dead_link_is_found_once_in_whatever_block(
    holder: tuple[str, Any], dead: Dead, expected: Found
) -> None:
    draft = with_body(block(*holder), dead={"/en/latest.html": dead})
    (finding,) = findings(draft)
    assert (finding.found, finding.block) == (expected, f"id of {holder[0]}")


def test_a_dead_link_of_a_source_leads_to_the_sources() -> None:
    link = "https://news.example/en/s/ab/abcdefgh2.html"
    (finding,) = findings(replace(GOOD, sources=(link,), dead={link: Dead()}))
    assert (finding.place, finding.facts["link"]) == ("sources", link)


def test_a_correction_is_not_dated_ahead() -> None:
    ahead = block("correction", {"day": "2021-02-09", "text": "It was two hundred."})
    (finding,) = findings(with_body(ahead))
    assert (finding.found, finding.facts["day"]) == (Found.CORRECTION_AHEAD, date(2021, 2, 9))


SOURCE = [
    paragraph("<p>Two hundred came.</p><p>They sang.</p>"),
    block("heading", "On the long avenue"),
    block("heading", "Berlin"),
    block("quote", {"text": "We stay.", "who": "A teacher", "about": "Vilnius"}),
    block(
        "dispatch", {"place": 3, "place_name": "Vilnius, the square", "text": "<p>They left.</p>"}
    ),
    block("table", {"caption": "Who came", "rows": [["Vilnius", "200"]], "head": False}),
    block("embed", {"address": "https://example.org", "title": "A title of theirs"}),
]
ORIGINAL = Original(
    frozenset({"A living chain"}), frozenset({"Short."}), frozenset(lines_of(SOURCE))
)


def translated(*body: RawBlock, **more: Any) -> Draft:
    return replace(GOOD, body=list(body), headline="Жывы ланцуг", original=ORIGINAL, **more)


@pytest.mark.parametrize(
    "left",
    [
        paragraph("<p>Two hundred came.</p>"),
        paragraph("<p>Прыйшло дзвесце.</p><p><b>They</b> sang.</p>"),
        block("heading", "On the long avenue"),
        block("quote", {"text": "We stay.", "who": "Настаўніца", "about": "Вільня"}),
        block("dispatch", {"place": 3, "place_name": "Вільня", "text": "<p>They left.</p>"}),
        block("table", {"caption": "Who came", "rows": [["Вільня", "200"]], "head": False}),
    ],
)
def test_a_block_still_in_the_words_of_the_original_is_found(left: RawBlock) -> None:
    (finding,) = findings(translated(paragraph("<p>Прыйшло дзвесце.</p>"), left))
    assert (finding.found, finding.block) == (Found.UNTRANSLATED_BLOCK, left["id"])


@pytest.mark.parametrize(
    "same",
    [
        block("heading", "Berlin"),
        block("quote", {"text": "Мы застаемся.", "who": "A teacher", "about": "Vilnius"}),
        block("embed", {"address": "https://example.org", "title": "A title of theirs"}),
        block("table", {"caption": "Хто прыйшоў", "rows": [["Vilnius", "200"]], "head": False}),
        paragraph('<p><span lang="en">Two hundred came.</span></p>'),
        block("quote", {"text": "We stay.", "who": "Настаўніца", "language": "en"}),
        paragraph('<p lang="en">Two hundred came.</p>'),
    ],
)
def test_names_numbers_and_words_marked_as_foreign_may_stay(same: RawBlock) -> None:
    assert found(translated(paragraph("<p>Прыйшло дзвесце.</p>"), same)) == []


def test_the_headline_and_the_standfirst_of_a_translation_are_looked_at_too() -> None:
    draft = replace(
        translated(paragraph("<p>Прыйшло дзвесце.</p>")),
        headline="A  living chain",
        standfirst="Short.",
    )
    assert [finding.place for finding in findings(draft)] == ["headline", "standfirst"]


def test_every_check_says_what_it_is_about() -> None:
    assert all(check.__doc__ for check in CHECKS)
