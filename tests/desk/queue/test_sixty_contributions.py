"""An editor has sixty contributions of thirty cities in seven languages, and an hour: to a published
roundup it takes at most two hundred clicks and keys.

In the place of the model that finds faces is a fixed proposal: it takes seconds a picture, and has tests
and figures of its own. What is confirmed is covered, burnt in and compared by the keeper's children.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from playwright.sync_api import Page, expect

from solidary.intake.bringing import enter_all
from solidary.intake.models import Contribution, Use
from solidary.keeper.answers import Faces, FoundFace
from solidary.keeper.client import Keeper
from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import Photo, Story
from tests.fixtures.browser import OpenPage
from tests.fixtures.effort import Effort
from tests.keeper.photos import photo
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.exhaustive,
    pytest.mark.django_db(transaction=True),
]

MOST = 200
LONGEST = 300_000.0
"""Milliseconds for one step: forty pictures are finished one after another."""
CITIES = {
    "pl": ("w Warszawie", "Gdańsk", "Kraków", "Wrocław, Polska", "Białystok", "Poznań", "z Łodzi"),
    "be": ("у Вільні", "Менск", "Гародня", "Берасьце", "Віцебск"),
    "ru": ("Москва", "Санкт-Петербург", "из Риги", "Таллин"),
    "uk": ("Київ", "у Львові", "Одеса", "Харків"),
    "lt": ("Kaune", "Klaipėda", "Šiauliai"),
    "de": ("Berlin", "München", "Hamburg", "aus Wien"),
    "en": ("London, UK", "New York", "Prague"),
}
SAID = {
    "pl": ("Jesteśmy z wami każdego dnia, trzymajcie się.", "Staliśmy na rynku aż do wieczora i nikt nie chciał iść do domu. "),
    "be": ("Мы з вамі кожны дзень, трымайцеся і не бойцеся.", "Мы стаялі на плошчы да самага вечара, і ніхто не хацеў ісці дадому. "),
    "ru": ("Мы с вами каждый день, держитесь и не бойтесь.", "Мы стояли на площади до самого вечера, и никто не хотел идти домой. "),
    "uk": ("Ми з вами щодня, тримайтеся і не бійтеся.", "Ми стояли на площі до самого вечора, і ніхто не хотів іти додому. "),
    "lt": ("Mes su jumis kiekvieną dieną, laikykitės ir nebijokite.", "Stovėjome aikštėje iki pat vakaro, ir niekas nenorėjo eiti namo. "),
    "de": ("Wir sind jeden Tag bei euch, haltet durch und habt keine Angst.", "Wir standen bis zum Abend auf dem Platz, und niemand wollte nach Hause gehen. "),
    "en": ("We are with you every day, hold on and do not be afraid.", "We stood on the square until the evening, and nobody wanted to go home. "),
}  # fmt: skip
PLACES = [(language, place) for language, places in CITIES.items() for place in places]


@pytest.fixture
def house(tmp_path: Path, home: Path) -> Iterator[Newsroom]:
    """The newsroom's own home has keys and a keeper."""
    made = made_newsroom(tmp_path)
    assert made.home.path == home
    with running(made):
        yield made


@pytest.fixture(autouse=True)
def one_face(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Faces("ola", 320, 240, (FoundFace((300, 200, 200, 300), 54, 0.9),), False, 0)
    monkeypatch.setattr(Keeper, "faces", lambda *_: found)


def send_sixty(house: Newsroom) -> None:
    """Two of each city: a short message, and one with a picture; ten of the short ones have one too."""
    assert len(PLACES) == 30
    for number in range(60):
        language, place = PLACES[number % 30]
        short, long = SAID[language]
        is_short = number < 30
        pictures = [photo(number, (320, 240))] if not is_short or number < 10 else []
        house.receive(
            *pictures,
            words=f"{short} {number}" if is_short else f"{long * 5} Tel. +48 601 234 {number:03}",
            place=place, day="29 August", language=language, quote=True, faces=False,
            credit="" if number % 3 else f"Sender {number}",
        )  # fmt: skip
    enter_all(house.room)


def go_through_all(page: Page, effort: Effort) -> None:
    """Confirm the faces as they are shown, accept, and on: until nothing waits."""
    with page.expect_navigation():
        effort.press("Enter")
    for _ in range(60):
        _until_it_is_shown(page, effort)
        if page.locator("[data-faces-confirm]").count():
            expect(page.locator("[data-faces-confirm]")).to_be_enabled(timeout=LONGEST)
            with page.expect_navigation():
                effort.press("c")
            _until_it_is_shown(page, effort)
        with page.expect_navigation():
            effort.press("a")


def _until_it_is_shown(page: Page, effort: Effort) -> None:
    """The page says so where the keeper has too much to do; whoever works here asks again."""
    while page.locator("[data-one]").count() == 0:
        effort.keys += 1
        page.reload()


def test_sixty_contributions_are_a_published_roundup_in_two_hundred_clicks_and_keys(
    house: Newsroom,
    newsroom: Any,
    editor: Any,
    client: Client,
    desk_server: str,
    open_page: OpenPage,
) -> None:
    send_sixty(house)
    client.force_login(editor)
    page = open_page(width=1440)
    page.set_default_timeout(LONGEST)
    effort = Effort(page)
    for name, cookie in client.cookies.items():
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": desk_server}])
    page.goto(f"{desk_server}/desk/queue/")
    effort.choose("[name=name]", "ola")
    effort.type("[name=passphrase]", PASSPHRASES["ola"])
    effort.press("Enter")
    page.wait_for_selector(".queue-card")
    go_through_all(page, effort)
    assert Contribution.objects.filter(state="accepted").count() == 60

    page.goto(f"{desk_server}/desk/queue/?state=accepted")
    effort.click("[name=all_of]")
    expect(page.locator("[data-stop]")).to_have_count(30)
    assert page.locator(".roundup-out").count() == 0
    effort.click("[value=draft]")
    page.wait_for_url("**/edit/**")
    assert not Story.objects.get().live
    effort.click(page.get_by_role("button", name="More actions"))
    effort.click(page.get_by_role("button", name="Publish", exact=True))
    page.wait_for_load_state()
    assert effort.total <= MOST, effort

    publish_pending()
    story = Story.objects.get()
    assert story.is_public and Photo.objects.count() == 40
    assert Use.objects.count() == 100
    shown = BeautifulSoup((house.home.site / address_of(story)).read_text("utf-8"), "html.parser")
    headings = [each.get_text() for each in shown.select(".dispatch > h2.place")]
    assert len(headings) == 30 and {"Gdańsk", "Vilnius", "Minsk", "Vienna"} <= set(headings)
    assert len(shown.select(".dispatch img")) == 40 and len(shown.select(".wish")) == 20
    spoken = {each.get("lang") for each in shown.select(".quote blockquote, .wish blockquote")}
    assert spoken == {None, "be", "ru", "uk", "pl", "lt", "de"}
    captions = {each.get_text() for each in shown.select(".tile .caption")}
    assert any(each.startswith("Gdańsk, 29 August") for each in captions)
    assert "601 234" not in shown.get_text() and "[…]" in shown.get_text()
