"""Translations that plugins keep in a WordPress archive, linked here; and the editor's table of topics."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from solidary.commands.import_ import command
from solidary.stories.models import NewsroomLanguage, Story, Topic
from solidary.wire.errors import WireError
from solidary.wire.topic_map import TopicMap, read_map
from tests.wire.moving_in import brought_in
from tests.wire.wordpress.archives import archive, field, post, taken_in, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def groups() -> list[set[str]]:
    """The languages of stories that are translations of each other."""
    found: dict[object, set[str]] = {}
    for story in Story.objects.all():
        found.setdefault(story.translation_key, set()).add(story.language)
    return sorted(found.values(), key=sorted)


def polylang(language: str, group: str) -> str:
    return term("language", language, language) + term("post_translations", group, group)


def test_polylang_posts_of_one_group_are_translations() -> None:
    report = taken_in(
        archive(
            post(1, more=polylang("be", "pll_1")), post(2, more=polylang("en", "pll_1")),
            post(3, more=polylang("pl", "pll_2")), post(4, more=polylang("pl", "pll_2")),
            post(5, more=term("language", "xx", "Unknown")),
        )
    )  # fmt: skip
    assert groups() == [{"be", "en"}, {"pl"}, {"pl"}]
    assert not Topic.objects.exists()
    assert report.counts["story left out"] == 1
    # A newsroom that had chosen none begins with the languages of its archive.
    assert set(NewsroomLanguage.objects.values_list("language", flat=True)) == {"be", "en", "pl"}


def test_wpml_posts_are_linked_by_their_group_or_what_they_are_copied_from() -> None:
    def wpml(language: str, group: str) -> str:
        return field("_wpml_import_language_code", language) + field(
            "_wpml_import_translation_group", group
        )

    taken_in(
        archive(
            post(1, more=wpml("be", "7")), post(2, more=wpml("pl", "7")), post(3),
            post(4, more=field("wpml_language", "ru") + field("_icl_lang_duplicate_of", "3")),
        )
    )  # fmt: skip
    assert groups() == [{"be", "pl"}, {"en", "ru"}]


@pytest.mark.parametrize(
    "text",
    ["[:en]Day[:be]Дзень[:]", "<!--:en-->Day<!--:--><!--:be-->Дзень<!--:-->"],
)
def test_qtranslate_posts_are_a_story_in_each_language(text: str) -> None:
    taken_in(archive(post(1, text, text.replace("Day", "Words.").replace("Дзень", "Словы."))))
    assert groups() == [{"be", "en"}]
    headlines = {story.language: story.headline for story in Story.objects.all()}
    assert headlines == {"en": "Day", "be": "Дзень"}
    bodies = {story.language: story.raw_body[0]["value"] for story in Story.objects.all()}
    assert bodies == {"en": "<p>Words.</p>", "be": "<p>Словы.</p>"}


def test_a_dry_run_proposes_the_table_of_topics_and_the_import_goes_by_it(tmp_path: Path) -> None:
    terms = (term("post_tag", "protest", "protest"), term("post_tag", "protests", "protests"),
             term("category", "news", "News"), term("region", "minsk", "Minsk"))  # fmt: skip
    path, table = tmp_path / "site.xml", tmp_path / "topics.csv"
    path.write_bytes(archive(*(post(n, more="".join(terms[:n])) for n in range(1, 5))))
    run = [str(path), "--map", str(table)]
    result = CliRunner().invoke(command, [*run, "--dry-run"])
    assert result.exit_code == 0, result.output
    assert not Story.objects.exists() and not Topic.objects.exists()
    assert table.read_text("utf-8").splitlines() == [
        "kind,slug,name,stories,topic,perhaps",
        "category,news,News,2,#News,",
        "region,minsk,Minsk,1,,",
        "tag,protest,protest,4,#protest,",
        "tag,protests,protests,3,#protests,#protest",
    ]
    edited = table.read_text("utf-8").replace("#protests,", "#protest,").replace("2,#News", "2,")
    table.write_text(edited.replace("Minsk,1,", "Minsk,1,#Minsk #City"), "utf-8")
    assert CliRunner().invoke(command, [*run, "--dry-run"]).exit_code == 0
    assert "#Minsk #City" in table.read_text("utf-8")
    assert CliRunner().invoke(command, run).exit_code == 0
    assert set(Topic.objects.values_list("hashtag", flat=True)) == {"protest", "Minsk", "City"}


@pytest.mark.parametrize(
    ("text", "why"),
    [("kind,slug\n", "no column “topic”"), ("kind;slug;topic\ntag;a;#no!\n", "is no hashtag")],
)
def test_a_table_that_can_not_be_meant_is_refused(tmp_path: Path, text: str, why: str) -> None:
    table = tmp_path / "topics.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(WireError, match=why):
        brought_in("wordpress", archive(post(1)), dry_run=False, strict=False, map=str(table))


def test_a_spreadsheet_takes_no_name_for_a_formula(tmp_path: Path) -> None:
    table = TopicMap()
    table.topics("tag", "=1+1", '=HYPERLINK("x")', "en")
    assert not [
        line for line in table.proposal().splitlines() if line.startswith("=") or ",=" in line
    ]
    path = tmp_path / "topics.csv"
    path.write_text(table.proposal(), "utf-8")
    assert read_map(path).topics("tag", "=1+1", "x", "en") == ("#HYPERLINKX",)
