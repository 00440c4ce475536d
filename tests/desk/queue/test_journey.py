"""An editor's evening in the browser: unlock, look, decide by keys; and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from solidary.desk.staff import make_editor
from solidary.intake.bringing import enter_all
from solidary.intake.models import Contribution, LogLine, State
from solidary.intake.models.log_line import Verb
from solidary.sealing.identity import Identity
from solidary.stories.models import Topic
from tests.fixtures.browser import OpenPage
from tests.fixtures.effort import Effort
from tests.keeper.photos import photo
from tests.keeper.running import PASSPHRASES, Newsroom

pytestmark = [pytest.mark.exhaustive, pytest.mark.django_db(transaction=True)]
WALL = "/desk/queue/"


@pytest.fixture
def house(desk_server: str, kept: Newsroom, settings: Settings) -> Any:
    """Twelve contributions, two of them with a picture, to a topic and to none."""
    settings.HOME = kept.home.path
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    for number in range(12):
        kept.receive(
            *([photo(100 + number)] if number in (3, 7) else []),
            topic=topic.address if number % 4 else "", place=("Gdańsk", "Вільня", "")[number % 3],
            language="be", words=f"Мы разам, {number}", faces=bool(number % 2), quote=True,
            receipt={"key": Identity.new().public},
        )  # fmt: skip
    enter_all(kept.room)
    make_editor("ola")
    make_editor("jan")
    yield kept
    for name in kept.room.names():
        kept.room.remove_envelope(name)
        kept.keeper.forget(name)


def signed_in(page: Page, base: str) -> Page:
    client = Client()
    client.force_login(get_user_model().objects.get(username="ola"))
    cookie = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": cookie, "value": client.cookies[cookie].value, "url": f"{base}/desk/"}]
    )
    return page


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Contribution.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def _sticking_out(page: Page) -> list[str]:
    """Fields that are wider than the form that they are in."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main form :is(input, select, textarea)")]
            .filter(field => field.checkVisibility() && field.getBoundingClientRect().right
                > field.closest("form").getBoundingClientRect().right + 1)
            .map(field => field.name)"""
    )
    return found


def test_twelve_contributions_are_decided_with_little_more_than_a_key_each(
    house: Newsroom, open_page: OpenPage, desk_server: str, axe: Callable[..., list[str]]
) -> None:
    page = signed_in(open_page(base=desk_server), desk_server)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto("/desk/")
    effort = Effort(page)
    effort.click(page.get_by_role("link", name="Open the queue"))
    expect(page.get_by_label("Passphrase")).to_be_focused()
    assert axe(page) == []
    effort.type("input[name=passphrase]", PASSPHRASES["ola"])
    effort.press("Enter")
    expect(page.locator(".queue-card")).to_have_count(12)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.queue-card img')].slice(0, 4).every(i => i.naturalWidth > 0)"
    )
    assert axe(page) == []

    effort.press("Enter")
    consent = page.locator(".queue-consent")
    expect(consent).to_be_visible()
    expect(page.get_by_text("1 of 12")).to_be_visible()
    assert axe(page) == []
    page.mouse.move(500, 500)
    page.mouse.wheel(0, 3000)
    expect(consent).to_be_in_viewport()
    for number in range(5):
        expect(page.get_by_text(f"1 of {12 - number}")).to_be_visible()
        # Whoever decides has seen the picture; and no request is left behind that looks for faces.
        page.wait_for_function(
            "() => [...document.querySelectorAll('.faces-shown img')].every(i => i.complete)"
        )
        effort.press("a")
        expect(page.get_by_text("It is accepted.")).to_be_visible()
    effort.press("r", "Enter")
    page.get_by_role("button", name="Refuse", exact=True).focus()
    effort.press("Enter")
    expect(page.get_by_text("It is refused.")).to_be_visible()
    effort.press("q")
    assert _sticking_out(page) == []
    effort.type("#ask-text", "Калі гэта было?")
    page.get_by_role("button", name="Seal and send").press("Enter")
    expect(page.get_by_text("The question is on its way.")).to_be_visible()
    effort.press("Escape")
    expect(page.locator(".queue-card")).to_have_count(5)

    expect(page.locator(".queue-card :focus")).to_have_count(1)
    # On the wall: one by a key, then the rest chosen and accepted at once.
    effort.press("a")
    expect(page.locator(".queue-card--done")).to_have_count(1)
    effort.press("x", "j", "j", "j", "Shift+X", "a")
    expect(page.get_by_text("4 are accepted.")).to_be_visible()
    assert states() == {State.ACCEPTED: 10, State.REFUSED: 1, State.ASKED: 1}
    assert effort.total <= 2 * 12 + 8, str(effort)
    effort.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
    assert LogLine.objects.filter(verb=Verb.ACCEPT).count() == 10
    assert broken == []
    page.goto(f"{WALL}log/")
    expect(page.get_by_role("table")).to_be_visible()
    assert axe(page) == []
    expect(
        page.get_by_text("nothing of them was changed, removed or put elsewhere")
    ).to_be_visible()


def test_without_scripts_everything_is_done_by_forms_and_links(
    house: Newsroom, open_page: OpenPage, desk_server: str
) -> None:
    page = signed_in(open_page(base=desk_server, width=360, scripts=False), desk_server)
    page.goto(WALL)
    page.get_by_label("Passphrase").fill(PASSPHRASES["ola"])
    page.get_by_role("button", name="Unlock").click()
    expect(page.locator(".queue-card")).to_have_count(12)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".queue-card__open").first.click()
    page.get_by_role("button", name="Accept").click()
    page.locator("summary", has_text="Ask the sender").click()
    page.get_by_label("Question, in the language of who reads it").fill("Where?")
    page.get_by_role("button", name="Seal and send").click()
    page.locator("summary", has_text="Refuse").click()
    page.get_by_label("What the sender reads").select_option("unclear")
    page.get_by_role("button", name="Refuse", exact=True).click()
    page.locator("summary", has_text="Hand over").click()
    page.get_by_label("To whom").select_option(label="jan")
    page.get_by_role("button", name="Hand over").click()
    page.locator("summary", has_text="Withdraw").click()
    page.get_by_label("Yes, I am sure").check()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("link", name="To the wall").click()
    page.get_by_label("Choose", exact=True).first.check()
    page.get_by_role("button", name="Accept what is chosen").click()
    assert states() == {State.ACCEPTED: 2, State.ASKED: 1, State.REFUSED: 1, State.WAITING: 7}
    assert Contribution.objects.exclude(handed_to=None).count() == 1
    page.get_by_role("button", name="Lock now").click()
    page.goto(WALL)
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_what_is_on_the_screen_goes_with_the_key(
    house: Newsroom, open_page: OpenPage, desk_server: str
) -> None:
    page = signed_in(open_page(base=desk_server), desk_server)
    page.clock.install()
    page.goto(WALL)
    page.get_by_label("Passphrase").fill(PASSPHRASES["ola"])
    page.get_by_label("Passphrase").press("Enter")
    expect(page.locator(".queue-card")).to_have_count(12)
    page.clock.fast_forward(61_000)
    expect(page.locator(".queue-card")).to_have_count(12)
    house.keeper.lock_all()
    page.clock.fast_forward(61_000)
    expect(page.get_by_label("Passphrase")).to_be_visible()
    assert page.locator(".queue-card").count() == 0
