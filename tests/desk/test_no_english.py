"""At the desk in another language nothing is left in English: neither our words nor Wagtail's."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation
from wagtail.admin.views.generic import mixins

from scripts.words import forms, real_messages
from solidary.languages import BY_CODE
from solidary.mirrors import register
from solidary.press.publish import publish_pending
from solidary.settings import PACKAGE
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, Place, PlaceName, Story, Topic, TopicName
from tests.journeys.every_block import make_story_with_every_block
from tests.journeys.test_dress import pages_of_the_desk

OTHERS = sorted(set(BY_CODE) - {"en"})
EACH_TIME = ["be"]
"""Looked at each time; the others by the longer tests."""
CARRIED = PACKAGE / "desk" / "wagtail_words"
WAGTAIL = Path(wagtail.__file__).parent / "admin" / "locale"
PLACE = re.compile(r"%\(\w+\)[sd]|%s|\{\w*\}")
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?:['’][a-z]+)?(?: [A-Za-z]{2,}(?:['’][a-z]+)?){2,}")
"""Three words in Latin letters on end: a sentence in English, on a page in Cyrillic."""
WRITTEN = re.compile(
    "A story with every block|Asked by the speaker|solidary keys new|solidary backup PLACE"
)
"""What editors wrote in their own words, and commands."""
SHOWN = ("aria-label", "placeholder", "title", "alt")
NOT_WORDS = {"script", "style", "svg", "template", "textarea", "code"}


class Visible(HTMLParser):
    """What an editor reads or hears of a page, without what is marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        elsewhere = tag in NOT_WORDS or (tag != "html" and "lang" in told)
        if not elsewhere and not self._within_others():
            self.texts += [told[name] or "" for name in SHOWN if name in told]
        if tag not in ("input", "img", "br", "meta", "link", "hr", "use", "path", "source"):
            self.open.append((tag, elsewhere))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self._within_others():
            self.texts.append(data)

    def _within_others(self) -> bool:
        return any(elsewhere for _tag, elsewhere in self.open)


@pytest.fixture
def addresses(newsroom: Newsroom, at_desk: Client, tmp_path: Path) -> list[str]:
    """Every kind of page an editor works on, with something on it."""
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    TopicName.objects.create(topic=topic, language="be", name="Салідарнасць")
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="be", name="Вільня")
    publish_pending(wait=True)
    story = make_story_with_every_block()
    Story.objects.create(headline="No day", locale=locale_of("en"), live=False, import_key="1")
    register.add("berlin", str(tmp_path / "berlin"), address="https://m.example/", profile="nginx")
    return list(pages_of_the_desk(story))


@pytest.fixture
def unsaid(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Language → the lines that were asked for while a page was made, and that it hasn't."""
    found: dict[str, set[str]] = {language: set() for language in OTHERS}
    one, many = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def knows(words: DjangoTranslation, line: str) -> bool:
        return any(line in part or (line, 0) in part for part in words._catalog._catalogs)

    def note(words: DjangoTranslation, line: str) -> None:
        if line.strip() and words.language() in found and not knows(words, line):
            found[words.language()].add(line)

    def gettext(words: DjangoTranslation, line: str) -> str:
        note(words, line)
        return str(one(words, line))

    def ngettext(words: DjangoTranslation, line: str, lines: str, number: int) -> str:
        note(words, line)
        return str(many(words, line, lines, number))

    monkeypatch.setattr(DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(DjangoTranslation, "ngettext", ngettext)
    return found


def shown(line: str, page: str) -> bool:
    """Whether the longest part of a line, between what is put into it, stands on the page."""
    part = max(PLACE.split(line.rpartition("\x04")[2]), key=len)
    return bool(part.strip()) and " ".join(part.split()) in page


@pytest.mark.parametrize(
    "languages",
    [EACH_TIME, pytest.param(sorted({*OTHERS} - {*EACH_TIME}), marks=pytest.mark.exhaustive)],
    ids=["some", "others"],
)
def test_every_word_wagtail_and_we_show_is_in_the_editors_language(
    at_desk: Client, addresses: list[str], unsaid: dict[str, set[str]], languages: list[str]
) -> None:
    """What is missing belongs into solidary/desk/wagtail_words, or into `make words`."""
    missing = set()
    for language in languages:
        for address in addresses:
            unsaid[language].clear()
            answer = at_desk.get(address, headers={"accept-language": language})
            page = html.unescape(answer.content.decode())
            escaped = page.replace("\\u0027", "'").replace("\\u2019", "’").replace("\\u2026", "…")
            flat = " ".join(escaped.split())
            missing |= {(language, line) for line in unsaid[language] if shown(line, flat)}
    assert not missing, "\n".join(f"{language}: {line}" for language, line in sorted(missing))


AFTER_A_DEED = re.compile(r'message = _\(\s*"([^"]+)"')


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_said_after_a_deed_is_in_the_editors_language(language: str) -> None:
    """Such lines are on no page that is opened, so the others don't find them."""
    lines = AFTER_A_DEED.findall(inspect.getsource(mixins))
    assert len(lines) > 8
    with translation.override(language):
        assert [line for line in lines if translation.gettext(line) == line] == []


def test_no_sentence_is_left_in_english_because_nobody_marked_it(
    at_desk: Client, addresses: list[str]
) -> None:
    found = set()
    for address in addresses:
        page = Visible()
        page.feed(at_desk.get(address, headers={"accept-language": "be"}).content.decode())
        for text in page.texts:
            words = WRITTEN.sub("", " ".join(text.split()))
            found |= {(address, line[0]) for line in ENGLISH.finditer(words)}
    assert not found, "\n".join(f"{address}: {line}" for address, line in sorted(found))


def of_scripts(folder: Path, language: str) -> Iterator[str]:
    path = folder / language / "LC_MESSAGES" / "djangojs.po"
    if path.exists():
        with path.open("rb") as file:
            for message in real_messages(read_po(file, locale=language)):
                if all(forms(message)) or language == "en":
                    yield message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("language", OTHERS)
def test_what_wagtails_scripts_say_is_in_the_editors_language(language: str) -> None:
    known = {*of_scripts(WAGTAIL, language), *of_scripts(CARRIED, language)}
    assert sorted(set(of_scripts(WAGTAIL, "en")) - known) == []


def test_a_word_that_wagtail_learns_is_no_longer_carried() -> None:
    for language in OTHERS:
        twice = {*of_scripts(WAGTAIL, language)} & {*of_scripts(CARRIED, language)}
        assert sorted(twice) == [], language
