from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from solidary.stories.languages import locale_of
from solidary.stories.models import Place, PlaceName, Story, Topic, TopicAlias, TopicName
from solidary.stories.search import find
from solidary.stories.search.entries import Entry
from solidary.stories.search.find import count, filter_queryset, search
from solidary.stories.search.index import forget_stories, index_all, index_stories
from tests.languages.families import FAMILIES, lines
from tests.search.conftest import Writer

pytestmark = pytest.mark.django_db


def paragraph(text: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>")]


@pytest.mark.parametrize("language", FAMILIES)
def test_any_form_of_a_word_finds_the_story_that_has_another(language: str) -> None:
    families = [forms for code, forms in lines(FAMILIES, "\n") if code == language]
    stories = Story.objects.bulk_create(
        Story(headline=f"{forms[-1]} 2021", locale=locale_of(language)) for forms in families
    )
    index_stories([story.pk for story in stories])
    lost = [
        form
        for story, forms in zip(stories, families, strict=True)
        for form in forms
        if story.pk not in search(form)
    ]
    assert lost == []


def test_a_saved_story_is_found_by_headline_standfirst_body_and_caption(write: Writer) -> None:
    story = write(
        "Living chain",
        standfirst="Two hundred people",
        body=[
            ("paragraph", "<p>They held <b>hands</b> on Gediminas&nbsp;Avenue.</p>"),
            ("quote", {"text": "Never alone", "who": "Hanna", "about": ""}),
        ],
    )
    for question in ("chains", "people", "hand", "avenue gediminas", "hanna", "chain alone"):
        assert search(question) == [story.pk], question


def test_every_word_has_to_be_there(write: Writer) -> None:
    write("Rally in Warsaw")
    assert search("rally vilnius") == []
    assert count("rally warsaw") == 1


def test_the_last_word_may_be_half_typed(write: Writer) -> None:
    story = write("Салідарнасць у Вільні", "be")
    for typed in ("сал", "салідарнасц", "салідарнасць у віл"):
        assert search(typed) == [story.pk], typed
    assert search("віл салідарнасць") == []


def test_words_in_the_headline_count_before_words_in_the_body_then_the_newest(
    write: Writer,
) -> None:
    in_body = write("Rally", body=paragraph("Solidarity in Brussels"), day="2021-03-03")
    older = write("Solidarity old", day="2020-01-01")
    newer = write("Solidarity new", day="2021-01-01")
    assert search("solidarity") == [newer.pk, older.pk, in_body.pk]
    assert search("solidarity", limit=1, offset=1) == [older.pk]


def test_a_question_can_be_kept_to_one_language(write: Writer) -> None:
    english, polish = write("Protest"), write("Protest", "pl")
    assert set(search("protest")) == {english.pk, polish.pk}
    assert search("protesty", language="pl") == [polish.pk]


def test_a_quotation_in_another_language_is_found_by_its_forms(write: Writer) -> None:
    story = write("A word from Minsk", body=paragraph("Жыве салідарнасць!"))
    assert search("салідарнасці") == [story.pk]


def test_the_desk_finds_what_is_being_written_not_what_is_public(write: Writer) -> None:
    story = write("Picket in Riga")
    story.headline = "Picket in Tallinn"
    revision = story.save_revision()
    assert search("tallinn") == [story.pk]
    assert search("riga") == []
    revision.publish()
    assert search("tallinn") == [story.pk]
    Story.objects.get(pk=story.pk).save()
    assert search("tallinn") == [story.pk]


def test_a_row_saved_beside_a_draft_keeps_the_draft_findable(write: Writer) -> None:
    story = write("Picket in Riga", topics=[Topic.objects.create(hashtag="Old")])
    story.headline = "Picket in Tallinn"
    story.topics.set([Topic.objects.create(hashtag="Fresh")])
    story.save_revision()
    Story.objects.get(pk=story.pk).save()
    assert search("tallinn fresh") == [story.pk]
    assert search("riga") == search("old") == []


def test_a_story_is_found_by_its_topics_and_places_whatever_they_are_called_today(
    write: Writer,
) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    TopicName.objects.create(topic=topic, language="lt", name="Solidarumas")
    place = Place.objects.create()
    PlaceName.objects.create(place=place, language="en", name="Vilnius")
    story = write("Ланцуг", "be", topics=[topic], places=[place])
    for question in ("#SolidarityBelarus", "belarus", "solidarumo", "vilnius ланцугі"):
        assert search(question) == [story.pk], question
    TopicAlias.objects.create(topic=topic, hashtag="StandWithBelarus")
    assert search("standwithbelarus") == [story.pk]


def test_a_merged_topic_answers_to_the_names_of_both(write: Writer) -> None:
    kept, gone = Topic.objects.create(hashtag="Kept"), Topic.objects.create(hashtag="Gone")
    first, second = write("One", topics=[kept]), write("Two", topics=[gone])
    gone.merged_into = kept
    gone.save()
    Story.topics.through.objects.filter(topic=gone).update(topic=kept)
    assert set(search("kept")) == set(search("gone")) == {first.pk, second.pk}


def test_a_place_named_by_a_dispatch_finds_the_roundup(write: Writer) -> None:
    place = Place.objects.create()
    PlaceName.objects.create(place=place, language="pl", name="Białystok")
    dispatch = {"place": place, "place_name": "", "text": "<p>Ten people</p>", "photos": []}
    story = write("Roundup", body=[("dispatch", dispatch)])
    assert search("Białymstoku") == [story.pk]


def kept_on_disk() -> bytes:
    """The bytes of the database and its log, as whoever seizes the disk would read them."""
    database = Path(connection.settings_dict["NAME"])
    files = (database, database.with_name(f"{database.name}-wal"))
    return b"".join(file.read_bytes() for file in files if file.exists())


@pytest.mark.django_db(transaction=True)
def test_a_deleted_story_is_forgotten_and_its_words_leave_the_disk(write: Writer) -> None:
    story = write("Kvakazabra", body=paragraph("Abrakvadabra"))
    keep = write("Something else")
    assert search("abrakvadabra") == [story.pk]
    assert b"kvakazabr" in kept_on_disk()
    story.delete()
    assert search("kvakazabra") == []
    assert search("something") == [keep.pk]
    assert b"kvakazabr" not in kept_on_disk()
    keep.delete()


def test_stories_deleted_all_at_once_are_forgotten(write: Writer) -> None:
    for number in range(3):
        write(f"Rally number {number}")
    Story.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_words")
        assert cursor.fetchone() == (0,)


def test_a_bulk_import_is_found_without_reading_the_record_back(write: Writer) -> None:
    story = write("Placeholder")
    entry = Entry(story.pk, "be", "Плошча Перамен", "", [{"type": "heading", "value": "Двор"}])
    with CaptureQueriesContext(connection) as queries:
        index_stories([entry._replace(headline="Earlier"), entry])
    assert not any("stories_story" in query["sql"] for query in queries)
    assert search("плошчы перамен двор") == [story.pk]
    assert search("placeholder") == search("earlier") == []
    forget_stories([story.pk])
    assert search("плошча") == []


def test_indexing_everything_anew_finds_the_same(write: Writer) -> None:
    stories = [write(f"Rally number {number}") for number in range(3)]
    forget_stories([stories[1].pk])
    assert index_all() == 3
    assert set(search("rally")) == {story.pk for story in stories}


def test_the_listing_keeps_its_own_filters(write: Writer) -> None:
    write("Rally one")
    withdrawn = write("Rally two", withdrawn_at="2021-02-09T10:00Z")
    assert list(filter_queryset(Story.objects.withdrawn(), "rally")) == [withdrawn]


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        '"',
        "'",
        "*",
        "^rally",
        "rally*",
        "NEAR(a b)",
        "heading : rally",
        "-rally",
        "rally AND",
        "OR NOT",
        "({[",
        "§1",
        "\x00",
        "ral\x00ly",
        "\ud800",
        "😀",
        "\u202erally",
        "%s ? :name",
        "rally " * 2000,
        "x" * 10_000,
        "𝖗𝖆𝖑𝖑𝖞 ﷽ ߷ ꙮ",
        "a\u0300" * 500,
    ],
)
def test_no_question_is_an_error(write: Writer, question: str) -> None:
    story = write("Rally")
    found = search(question)
    assert found in ([], [story.pk])
    assert count(question) == len(found)


def test_who_says_the_word_comes_before_who_only_has_a_topic_called_so(write: Writer) -> None:
    topic = Topic.objects.create(hashtag="Walls")
    tagged = write("Far away", topics=[topic])
    in_text = write(
        "Nearer", body=[{"type": "paragraph", "value": "<p>Behind walls.</p>", "id": "1"}]
    )
    in_headline = write("The walls")
    assert search("walls") == [in_headline.pk, in_text.pk, tagged.pk]
    assert search("wal") == [in_headline.pk, in_text.pk]


def test_of_very_many_stories_those_in_the_heading_and_the_newest_are_given(
    write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    headline = write("Solidarity in Vilnius", day="2020-01-01")
    spoken = paragraph("They spoke of solidarity.")
    bodies = [write("A day", body=spoken, day=f"2021-01-0{number}") for number in (4, 3, 2, 1)]
    everything = search("solidarity")
    assert everything == [story.pk for story in (headline, *bodies)]
    monkeypatch.setattr(find, "MANY", 2)
    assert search("solidarity") == everything[:3]
    assert search("solidarity", language="be") == []


def test_a_word_in_very_many_headlines_gives_these_newest_first(
    write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    headlines = [write("Solidarity again", day=f"2021-01-0{number}") for number in (3, 2, 1)]
    write("A day", body=paragraph("They spoke of solidarity."), day="2021-02-01")
    monkeypatch.setattr(find, "MANY", 2)
    assert search("solidarity") == [story.pk for story in headlines]
