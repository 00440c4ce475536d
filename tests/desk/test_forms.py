"""Every form and chooser of the desk opens, and the newsroom's own page keeps its promises."""

from __future__ import annotations

import unicodedata

import pytest
from django.test import Client
from wagtail.models import Locale

from solidary.stories.models import Newsroom, Place, PlaceName, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_review import form

FORMS = ["stories", "topics", "places", "videos", "document-files", "fronts"]
CHOOSERS = ["stories", "topics", "places", "videos", "documents"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_for_something_new_opens(at_desk: Client, newsroom: Newsroom, name: str) -> None:
    assert at_desk.get(f"/desk/{name}/").status_code == 200
    assert at_desk.get(f"/desk/{name}/add/").status_code == 200


@pytest.mark.parametrize("name", CHOOSERS)
def test_a_chooser_opens_and_can_be_searched(
    at_desk: Client, make_story: MakeStory, name: str
) -> None:
    make_story()
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="be", name="Вільня")
    Topic.objects.create(hashtag="SolidarityBelarus")
    assert at_desk.get(f"/desk/choose/{name}/").status_code == 200
    found = at_desk.get(f"/desk/choose/{name}/results/", {"q": "вільня"})
    assert found.status_code == 200
    assert ("Вільня" in found.content.decode()) is (name == "places")


def newsroom_form(newsroom: Newsroom, *languages: str) -> dict[str, str]:
    """The newsroom's page as a browser sends it, with these languages in place of what was."""
    form = {
        "name": "Nasha Chvilya",
        "address": "https://example.org/",
        "time_zone": "Europe/Vilnius",
        "accent_color": "#205090",
        "per_language-TOTAL_FORMS": str(len(languages)),
        "per_language-INITIAL_FORMS": "0",
        "per_language-MIN_NUM_FORMS": "1",
        "per_language-MAX_NUM_FORMS": "100",
    }
    for order, code in enumerate(languages):
        form |= {
            f"per_language-{order}-language": code,
            f"per_language-{order}-ORDER": str(order + 1),
            f"per_language-{order}-contacts": "null",
            f"per_language-{order}-policies": "null",
        }
    return form


def test_a_language_the_newsroom_adds_can_be_written_in_at_once(at_desk: Client) -> None:
    newsroom = Newsroom.load()
    newsroom.per_language.all().delete()
    address = f"/desk/settings/stories/newsroom/{newsroom.pk}/"
    answer = at_desk.post(address, newsroom_form(newsroom, "lt", "uk"))
    assert answer.status_code == 302, answer.content.decode()
    assert Newsroom.objects.get().languages == ["lt", "uk"]
    assert Locale.objects.filter(language_code="uk").exists()
    page = at_desk.get("/desk/stories/add/").content.decode()
    assert page.index("Lietuvių") < page.index("Українська")
    assert "#205090" in at_desk.get("/desk/icon.svg").content.decode()


def test_a_language_stands_in_the_list_once(at_desk: Client) -> None:
    newsroom = Newsroom.load()
    address = f"/desk/settings/stories/newsroom/{newsroom.pk}/"
    answer = at_desk.post(address, newsroom_form(newsroom, "lt", "lt"))
    assert answer.status_code == 200
    assert "lt" not in Newsroom.objects.get().languages


def test_what_is_typed_or_pasted_is_kept_with_letters_and_marks_as_one(at_desk: Client) -> None:
    """macOS file names and PDFs give «й» and «ó» as two characters."""
    apart = unicodedata.normalize("NFD", "Ёлка й Żółć")
    at_desk.post("/desk/stories/add/", form(headline=apart))
    story = Story.objects.get()
    assert story.latest_revision.as_object().headline == "Ёлка й Żółć"
