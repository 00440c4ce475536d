"""A language is whole or is said to be unfinished: its module and its two catalogues."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import formats, translation

from scripts import words
from solidary.languages import BY_CODE, LANGUAGES
from solidary.languages.language import Language
from solidary.settings.languages import WITH_CLOCK, ZONE
from tests.languages.families import FAMILIES, STRANGERS
from tests.languages.lacking import lacking
from tests.repo.tree import ROOT
from tests.site.voices import VOICES
from tests.wire.pages import HEADLINES, NOISE, STANDFIRSTS
from tests.wire.test_text import ENCODINGS

POLISH = BY_CODE["pl"]


@pytest.mark.parametrize("code", BY_CODE)
def test_a_language_lacks_nothing(code: str) -> None:
    assert lacking(BY_CODE[code]) == []


@pytest.mark.parametrize("code", BY_CODE)
def test_a_module_is_named_by_its_languages_code(code: str) -> None:
    path = ROOT / "solidary" / "languages" / f"{code.replace('-', '_')}.py"
    assert path.is_file(), f"{path.name} gives another code: {code}"


@pytest.mark.parametrize("code", BY_CODE)
def test_a_language_is_tried_by_examples(code: str) -> None:
    """Whoever adds a language gives the tests a few of its words."""
    examples: dict[str, Any] = {
        "FAMILIES in tests/languages/families.py": FAMILIES,
        "STRANGERS in tests/languages/families.py": STRANGERS,
        "VOICES in tests/site/voices.py": VOICES,
        "HEADLINES in tests/wire/pages.py": HEADLINES,
        "STANDFIRSTS in tests/wire/pages.py": STANDFIRSTS,
        "NOISE in tests/wire/pages.py": NOISE,
        "ENCODINGS in tests/wire/test_text.py": ENCODINGS,
    }
    assert [name for name, given in examples.items() if code not in given] == []


def test_the_order_in_which_languages_are_offered_is_settled() -> None:
    ranks = [language.rank for language in LANGUAGES]
    assert ranks == sorted(ranks)
    assert [language.code for language in LANGUAGES][:1] == ["en"]


@pytest.mark.parametrize("code", BY_CODE)
def test_the_desk_writes_dates_as_the_language_has_them_and_names_the_zone(code: str) -> None:
    with translation.override(code):
        for name, form in BY_CODE[code].formats.items():
            shown = f"{form}{ZONE}" if name in WITH_CLOCK else form
            assert formats.get_format(name) == shown


def spoilt(**changes: Any) -> Language:
    return replace(POLISH, **changes)


HALF_MADE = {
    "pl: `small_words` says nothing": spoilt(small_words=""),
    "pl: `media.subtitles` says nothing": spoilt(media=POLISH.media._replace(subtitles="")),
    "pl: `page.cookies` says nothing": spoilt(page=POLISH.page._replace(cookies=())),
    "pl: `dates.months` has 3 lines of 12": spoilt(
        dates=POLISH.dates._replace(months=POLISH.dates.months[:3])
    ),
    "pl: “lipcu” of `dates.months` is month 7 already": spoilt(
        dates=POLISH.dates._replace(months=("lipcu", *[""] * 11))
    ),
    "pl: “piątku” of `dates.weekdays` is another day already": spoilt(
        dates=POLISH.dates._replace(weekdays=("piątku", *[""] * 6))
    ),
    "pl: CLDR has no locale “xx”": spoilt(locale="xx"),
    "pl: `name` is “Polnisch”, CLDR has “polski”": spoilt(name="Polnisch"),
    "pl: `direction` is rtl, CLDR has ltr": spoilt(direction="rtl"),
    "pl: `script` is cyrillic, but `name` is written in another": spoilt(script="cyrillic"),
    "pl: `letters` has what `alphabet` has not: ž": spoilt(letters="ž"),
    "pl: `letters` and `foreign` both have ł": spoilt(foreign="ł"),
    "pl: `small_words` look more like “de”": spoilt(small_words="der die das und ist nicht"),
    "pl: Python knows no encoding “mazovia”": spoilt(encodings="mazovia"),
    "pl: “8 Mayıs 2021” is not read as 2021-05-08": spoilt(reads=("tr",)),
    "pl: `stems` needs either `snowball` or `own`": spoilt(
        stems=POLISH.stems._replace(snowball="")
    ),
    "pl: Snowball has no stemmer “polski”": spoilt(stems=POLISH.stems._replace(snowball="polski")),
    "pl: `stems.irregular` has “rok” in one form only": spoilt(
        stems=POLISH.stems._replace(irregular="rok\nludzie ludzi")
    ),
    "pl: the last rule of `in_language` does not take any name": spoilt(
        in_language=(("ki", "po {stem}ku"),)
    ),
    "pl: `formats` lacks DATETIME_FORMAT, FIRST_DAY_OF_WEEK, MONTH_DAY_FORMAT, TIME_FORMAT": spoilt(
        formats={"DATE_FORMAT": "j E Y"}
    ),
    "tlh: Django does not know this language": spoilt(code="tlh"),
    "tlh: `formats` is empty, and Django has none": spoilt(code="tlh", formats={}),
    "tlh: the catalogue tlh/LC_MESSAGES/django.po is missing: `make words` begins it": spoilt(
        code="tlh"
    ),
    "tlh: the catalogue tlh/LC_MESSAGES/site.po is missing: `make words` begins it": spoilt(
        code="tlh"
    ),
}


@pytest.mark.parametrize("said", HALF_MADE)
def test_a_half_made_language_is_told_what_it_lacks(said: str) -> None:
    assert said in lacking(HALF_MADE[said])


SPOILT_WORDS = {
    "leaves 1 untranslated, such as “Sources”": ('msgid "Sources"\nmsgstr "Źródła"', 'msgid "Sources"\nmsgstr ""'),
    "has not “Sources”: `make words` brings 1": ('msgid "Sources"\nmsgstr "Źródła"', ""),
    "keeps “Fountains”, which nothing says: `make words`": ('msgid "Sources"', 'msgid "Fountains"'),
    "loses day in “Corrected on %(day)s”": ('msgstr "Sprostowano %(day)s"', 'msgstr "Sprostowano"'),
    "has letters of another language in “Sources”: кнрцыі": ('msgstr "Źródła"', 'msgstr "Крыніцы"'),
}  # fmt: skip


@pytest.mark.parametrize("said", SPOILT_WORDS)
def test_a_half_translated_language_is_told_which_words_it_lacks(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = words.catalogue_path("site", "pl").read_text("utf-8")
    before, after = SPOILT_WORDS[said]
    path = tmp_path / "pl" / "LC_MESSAGES" / "site.po"
    path.parent.mkdir(parents=True)
    assert before in whole
    path.write_text(whole.replace(before, after), "utf-8")
    monkeypatch.setitem(words.FOLDERS, "site", tmp_path)
    told = [sentence for sentence in lacking(POLISH) if said in sentence]
    assert told and told[0].startswith("pl: the catalogue pl/LC_MESSAGES/site.po ")


def test_a_module_that_leaves_a_field_out_cannot_be_read() -> None:
    code = "from solidary.languages.language import Language\nLanguage(code='cs', name='Čeština')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "'small_words'" in done.stderr and "'stems'" in done.stderr


def test_a_language_is_named_nowhere_but_in_its_module() -> None:
    """The sample is one newsroom in four languages of its own; English is what all fall back to."""
    code = r"""["'](?:be|ru|uk|pl|lt|de)["']"""
    named = subprocess.run(
        ["git", "grep", "-nE", code, "--", "solidary/*.py", "solidary/*.html", "solidary/*.js",
         ":!solidary/languages/??.py", ":!solidary/sample/", ":!*/migrations/*"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    assert [line for line in named if '`words_for("be")`' not in line] == []
