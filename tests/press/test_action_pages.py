"""The page of an action, those that lead to it, and what the pages of its stories say of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.acts.part import PartActions
from solidary.chronicle.models import Estimate, Quote
from solidary.release import addresses as at
from solidary.stories.models import Story
from tests.press.actions import action, place, report
from tests.press.archive import dangling, newsroom, pending, story, topic, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(home: Path) -> Path:
    newsroom()
    pending()
    return Path(settings.HOME) / "site"


def page(site: Path, language: str, address: str) -> str:
    return (site / at.action_page(language, address)).read_text("utf-8")


def of_story(site: Path, made: Story) -> str:
    return (site / at.story_page(made.language, made.address)).read_text("utf-8")


def test_its_page_says_what_is_known_and_in_whose_words(site: Path) -> None:
    one = topic("One")
    english = story("Over 200 people in Vilnius", topics=(one,))
    belarusian = story("Больш за 200 чалавек", language="be", of=english)
    other = story("Другие слова", language="en", day=date(2021, 2, 9))
    made = action(
        english, day=date(2021, 2, 8), low=200, place=place("Vilnius", "LT", "54.68", "25.28"),
        form="chain", venue="Gediminas <Avenue>", organisers=["A & B"], solidarity_with=["Women"],
    )  # fmt: skip
    report(made, belarusian)
    second = report(made, other)
    Estimate.objects.create(
        report=second, words="300", low=300, high=300, bound="exact", sayers=["the police"]
    )
    pending()
    text = page(site, "en", made.address)
    for said in (
        "<h1>Living chain, Vilnius</h1>", "8 February 2021", "The report says the day.", "Lithuania",
        "Gediminas &lt;Avenue&gt;", "A &amp; B", "Women", "200 to 300 people", "at least 200 people",
        "the police", "<mark>Over 200 people in Vilnius</mark>", '<dd lang="be">', "An agency",
        made.address, "It took place.",
    ):  # fmt: skip
        assert said in text, said
    assert text.count('<li class="link">') == 2
    assert "<script" not in text.replace('<script type="application/ld+json"', "")
    assert "Жывы ланцуг, Vilnius" in page(site, "be", made.address)
    assert dangling(site) == []


def test_words_in_the_pages_language_come_first_and_others_are_folded_away(site: Path) -> None:
    english = story("Over 200 people")
    belarusian = story("Больш за 200 чалавек", language="be", of=english)
    russian = story("Другие слова", language="ru", day=date(2021, 2, 9))
    made = action(english, day=date(2021, 2, 8))
    for each in (belarusian, russian):
        report(made, each)
    pending()
    first, _, second = (
        page(site, "be", made.address)
        .partition('<li class="link">')[2]
        .partition('<li class="link">')
    )
    shown, folded = first.split("<details>")
    assert '<dd lang="be">' in shown and '<dd lang="en">' not in shown
    assert "<summary>На іншых мовах</summary>" in folded
    assert "<mark>Over 200 people</mark>" in folded and '<dd lang="be">' not in folded
    # Nothing is folded away of a report that is in another language only.
    assert '<dd lang="ru">' in second and "<details>" not in second


def test_around_a_quote_words_are_whole_and_dots_only_where_there_was_more(site: Path) -> None:
    made = action(story("Over 200 people"), day=date(2021, 2, 8))
    long = "organisations of the Belarusian diaspora "
    Quote.objects.update(before=long[-40:], after=" came to the square")
    Quote.objects.create(
        report=made.reports.get(),
        field="form",
        part="text",
        exact="A rally",
        after=f" was held. {'x' * 29}",
    )
    pending()
    text = page(site, "en", made.address)
    assert '<p class="around">…of the Belarusian diaspora </p>' in text
    assert '<p class="around"> came to the square</p>' in text
    assert '<p class="around"> was held. …</p>' in text


def test_figure_and_venue_are_in_the_words_of_the_translation_in_the_pages_language(
    site: Path,
) -> None:
    english = story("Over 200 people in Vilnius")
    belarusian = story("Больш за 200 чалавек", language="be", of=english)
    made = action(english, day=date(2021, 2, 8), low=200, country="LT", venue="Gediminas Avenue")
    report(made, belarusian)
    Quote.objects.update(field="turnout")
    for told, words in zip(
        made.reports.order_by("pk"), ("Gediminas Avenue", "праспекце Гедыміна"), strict=True
    ):
        Quote.objects.create(report=told, field="venue", part="text", exact=words)
    pending()
    text = page(site, "be", made.address)
    counts = text[text.index('class="headcounts"') : text.index('class="accounts"')]
    assert "<q>Больш за 200 чалавек</q>" in counts and belarusian.address in counts
    assert "<bdi>праспекце Гедыміна</bdi>," in text and "Gediminas Avenue</bdi>" not in text
    english_page = page(site, "en", made.address)
    assert "<q>200 people</q>" in english_page and "<bdi>Gediminas Avenue</bdi>," in english_page


def test_the_page_of_a_story_says_what_it_reports_and_who_else_does(site: Path) -> None:
    english, other = story("First words"), story("Other words", day=date(2021, 2, 9))
    belarusian = story("Першыя словы", language="be", of=english)
    nothing = story("Nothing happened")
    pending()
    before = of_story(site, nothing)
    made = action(english, other, day=date(2021, 2, 8))
    report(made, belarusian)
    pending()
    text = of_story(site, english)
    assert "This story reports" in text and "Other words" in text
    assert at.action_page("en", made.address) in text and "Першыя словы" not in text
    assert "Other words" in of_story(site, belarusian)
    assert of_story(site, nothing) == before
    other.headline = "Words of its own"
    other.save()
    pending()
    assert "Words of its own" in of_story(site, english)
    withdraw(other)
    pending()
    assert "Words of its own" not in of_story(site, english)


def test_a_quote_that_changes_draws_no_story_again(site: Path) -> None:
    made = story("First words")
    action(made, day=date(2021, 2, 8))
    pending()
    file = site / at.story_page("en", made.address)
    before = file.stat().st_mtime_ns, file.stat().st_ino
    quote = Quote.objects.get()
    quote.exact = "First"
    quote.save()
    assert pending().written
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_a_merged_id_leads_on_and_a_withdrawn_one_is_gone(site: Path) -> None:
    first, second = story("First"), story("Second")
    one, two = action(first, day=date(2021, 2, 8)), action(second, day=date(2021, 2, 8))
    pending()
    MergeActions(one, two).execute()
    pending()
    assert f"url=../../{at.action_page('en', two.address)}" in page(site, "en", one.address)
    assert "First" in page(site, "en", two.address)
    withdraw(second)
    pending()
    assert "First" in page(site, "en", two.address)
    PartActions(one).execute()
    pending()
    assert not (site / at.action_page("en", two.address)).exists()
    assert "First" in page(site, "be", one.address)
    withdraw(first)
    pending()
    assert list(site.glob("x/*/*.html")) == []
    assert dangling(site) == []


def test_hostile_words_are_words(site: Path) -> None:
    hostile = '"><script>alert(1)</script>\u202e\x00</title>'
    made = action(
        story(hostile), day=date(2021, 2, 8), low=5, names={"en": hostile}, venue=hostile,
        organisers=[hostile], speakers=[hostile], solidarity_with=[hostile],
    )  # fmt: skip
    pending()
    text = page(site, "en", made.address)
    assert "<script>" not in text and "\x00" not in text and "&lt;script&gt;" in text
