"""Five newsrooms' words for one action, in five languages, become one action by an editor's keys, and part again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from solidary.chronicle.models import Action, Answer, Report, Suggestion
from solidary.chronicle.suggesting.finding import read_due
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Story
from tests.desk.chronicle.conftest import CHAIN, CHAIN_IN_BELARUSIAN, say
from tests.desk.chronicle.test_journey import press, signed_in, to_queue
from tests.desk.conftest import MakeStory
from tests.fixtures.browser import OpenPage
from tests.journeys.test_dress import Axe

pytestmark = [pytest.mark.browser, pytest.mark.exhaustive]

TOLD = {
    "en": ("Hand in hand", CHAIN),
    "be": ("Рука ў руцэ", CHAIN_IN_BELARUSIAN),
    "ru": (
        "Рука об руку",
        "Более 250 человек образовали живую цепь на проспекте Гедиминаса в Вильнюсе в понедельник, 8 февраля.",
    ),
    "pl": (
        "Ręka w rękę",
        "Około 300 osób utworzyło żywy łańcuch na alei Giedymina w Wilnie w poniedziałek, 8 lutego.",
    ),
    "lt": (
        "Ranka rankon",
        "Pirmadienį, vasario 8 d., Vilniuje, Gedimino prospekte, gyvą grandinę sudarė daugiau nei 200 žmonių.",
    ),
}


@pytest.fixture
def stories(desk_server: str, make_story: MakeStory, newsroom: Newsroom) -> list[Story]:
    """One action in five languages; no story is another's translation."""
    for order, code in enumerate(("ru", "lt"), 10):
        locale_of(code)
        NewsroomLanguage.objects.create(newsroom=newsroom, language=code, sort_order=order)
    made = [
        say(make_story(headline, language=code, day=date(2021, 2, 9)), text)
        for code, (headline, text) in TOLD.items()
    ]
    publish_pending(wait=True)
    return made


def merge_by_key(page: Page) -> None:
    """The suggestion that is shown is the same as what the chronicle has, and says why."""
    reasons = page.locator(".chron-likes .chron-reasons").first
    for said in ("same day", "same place", "same form"):
        expect(reasons).to_contain_text(said)
    press(page, "m", "/decide/")


def test_one_action_in_five_languages_is_one_with_five_reports_and_parts_again(
    desk_server: str, at_desk: Client, open_page: OpenPage, stories: list[Story], axe: Axe
) -> None:
    page = signed_in(open_page(base=desk_server), at_desk, desk_server)
    to_queue(page)
    expect(page.locator("[data-left]")).to_contain_text("5 facts")
    page.evaluate("window.stays = true")
    press(page, "y", "/decide/")
    for _ in range(4):
        assert axe(page) == []
        merge_by_key(page)
    expect(page.locator("[data-none]")).to_be_visible()
    action = Action.objects.get()
    assert {report.story_id for report in action.reports.all()} == {each.pk for each in stories}
    # The last one parts again, is an action of its own, and is merged once more.
    press(page, "u", "/undo/")
    assert Report.objects.count() == 4
    press(page, "y", "/decide/")
    assert Action.objects.count() == 2
    assert page.evaluate("window.stays") is True
    own = Action.objects.exclude(pk=action.pk).get()
    page.goto(reverse("desk_chronicle_action", args=[own.address]))
    _merge(page)
    assert axe(page) == []
    _press_button(page, "Part again")
    expect(page.get_by_text("They are two actions again.")).to_be_visible()
    assert not Action.objects.exclude(merged_into=None).exists()
    page.goto(reverse("desk_chronicle_action", args=[own.address]))
    _merge(page)
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()
    publish_pending(wait=True)
    _readers_have_five_reports(open_page, desk_server, action, own, axe)


def _merge(page: Page) -> None:
    """The action of this page with the one that its search finds."""
    page.locator(".chron-action__side input[type=search]").fill("Vilnius")
    page.keyboard.press("Enter")
    _press_button(page, "Merge into")
    expect(page.get_by_text("Both are one action now.")).to_be_visible()


def _press_button(page: Page, name: str) -> None:
    """By the keyboard."""
    button = page.get_by_role("button", name=name).first
    button.focus()
    page.keyboard.press("Enter")


def _readers_have_five_reports(
    open_page: OpenPage, desk_server: str, end: Action, former: Action, axe: Axe
) -> None:
    reader = open_page(base=desk_server, width=360, scheme="dark")
    for language, (headline, _) in TOLD.items():
        reader.goto(f"/{at.action_page(language, end.address)}")
        assert axe(reader) == []
        assert reader.evaluate("document.documentElement.scrollWidth") <= 360
        reports = reader.locator(".accounts .chain > li")
        expect(reports).to_have_count(5)
        for other, _ in TOLD.values():
            expect(reports.get_by_role("link", name=other)).to_have_count(1)
        expect(reader.locator(".headcounts li")).to_have_count(5)
        reader.goto(f"/{at.action_page(language, former.address)}")
        reader.wait_for_url(f"**/{end.address}.*.html")
        reader.goto(f"/{at.story_page(language, _story(headline).address)}")
        expect(reader.locator(".reported li li")).to_have_count(4)


def _story(headline: str) -> Story:
    return Story.objects.get(headline=headline)


def test_an_editor_corrects_a_story_at_the_desk_and_meets_its_fact_again(
    desk_server: str, at_desk: Client, open_page: OpenPage, make_story: MakeStory, axe: Axe
) -> None:
    words = "Over 200 people form a living chain in Vilnius on Monday, 8 February"
    story = say(make_story(words, day=date(2021, 2, 9)), "They walked home at night.")
    page = signed_in(open_page(base=desk_server), at_desk, desk_server)
    to_queue(page)
    press(page, "y", "/decide/")
    page.goto(f"/desk/stories/edit/{story.pk}/")
    page.get_by_role("textbox", name="Headline").fill(words.replace("Over 200", "Dozens of"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("published")
    # What the clock of the serving process does a few seconds later.
    assert read_due() == 1
    to_queue(page)
    why = page.locator(".chron-why")
    expect(why).to_contain_text("Over 200 people")
    expect(why).to_contain_text("Dozens of people")
    assert axe(page) == []
    press(page, "y", "/decide/")
    assert not Suggestion.objects.filter(state=Answer.WAITING).exists()
    figure = Report.objects.get().estimates.get()
    assert (figure.words, figure.low, figure.bound) == ("Dozens of people", 24, "vague")
