"""Guessing passwords: counted before the password is looked at, for all, and never forgotten for room."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import BasePasswordHasher, make_password
from django.core.cache import cache
from django.db import connection
from django.test import Client

from solidary.desk.accounts import browsers, limiting
from solidary.desk.accounts.counts import SignInCount
from solidary.desk.accounts.limiting import (
    AT_ONCE,
    EACH,
    FREE,
    TooManyError,
    account_named,
    begin,
)
from solidary.desk.staff import EDITORS, make_editor, new_name
from solidary.stories.models import Newsroom

LOGIN = "/desk/login/"
OUT = "/desk/logout/"


class Quick(BasePasswordHasher):
    """A hash that costs nothing, and counts how often it is asked."""

    algorithm = "quick"
    asked: Counter[str] = Counter()

    def encode(self, password: str, salt: str) -> str:
        Quick.asked["encode"] += 1
        return f"quick${password}"

    def verify(self, password: str, encoded: str) -> bool:
        Quick.asked["verify"] += 1
        return encoded == f"quick${password}"

    def decode(self, encoded: str) -> dict[str, Any]:
        return {"algorithm": "quick", "salt": "x" * 22}

    def must_update(self, encoded: str) -> bool:
        return False

    def salt(self) -> str:
        return "x" * 22


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Quick"]
    Quick.asked.clear()


class Clock:
    now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(limiting, "time", made)
    return made


def try_it(client: Client, name: str, password: str = "wrong") -> Any:
    return client.post(LOGIN, {"username": name, "password": password})


def guess(name: str) -> bool:
    """A stranger's attempt as far as it is counted; whether it is let through."""
    try:
        begin(name, account_named(name), "")
    except TooManyError:
        return False
    return True


def is_held_up(answer: Any) -> bool:
    return answer.status_code == 200 and "Too many" in answer.content.decode()


def test_three_hundred_other_names_dont_let_anybody_begin_again(
    newsroom: Newsroom, clock: Clock
) -> None:
    """A cache that makes room for them had forgotten the first one after three hundred."""
    password = make_editor("hanna")
    browser = Client()
    for _ in range(FREE + 1):
        try_it(browser, "hanna")
    clock.now += 1
    for number in range(400):
        clock.now += EACH * 0.01
        guess(f"nobody{number}")
    cache.clear()
    assert is_held_up(try_it(browser, "hanna", password))


def test_what_is_counted_of_names_that_are_no_accounts_is_bounded(
    newsroom: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "NAMES", 16)
    for number in range(200):
        clock.now += EACH
        guess(f"nobody{number}")
    assert SignInCount.objects.count() == 16 + 1


def test_a_name_that_is_no_accounts_waits_as_long_as_one_that_is(
    newsroom: Newsroom, clock: Clock
) -> None:
    make_editor("hanna")
    answers = {}
    for name in ("hanna", "nobody"):
        browser = Client()
        said = [try_it(browser, name).context["form"].errors["__all__"] for _ in range(FREE + 3)]
        answers[name] = [str(line) for line in said]
    assert answers["hanna"] == answers["nobody"]


@pytest.mark.django_db(transaction=True)
def test_of_forty_guesses_at_once_no_more_pass_than_one_after_another(home: Any) -> None:
    account = get_user_model().objects.create(username="hanna", password=make_password("right"))
    passed: list[int] = []
    ready = threading.Barrier(40)

    def at_once() -> None:
        ready.wait()
        if guess("hanna"):
            passed.append(1)
        connection.close()

    threads = [threading.Thread(target=at_once) for _ in range(40)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(passed) == FREE + 1
    assert SignInCount.objects.get(pk=f"account {account.pk}").failures == FREE + 1


def test_who_is_held_up_costs_no_hash_and_writes_nothing(newsroom: Newsroom, clock: Clock) -> None:
    make_editor("hanna")
    browser = Client()
    for _ in range(FREE + 1):
        try_it(browser, "hanna")
    Quick.asked.clear()
    before = list(SignInCount.objects.order_by("pk").values_list())
    for _ in range(20):
        assert is_held_up(try_it(browser, "hanna"))
    assert not Quick.asked
    assert list(SignInCount.objects.order_by("pk").values_list()) == before


def test_one_password_tried_on_every_name_is_held_up_as_a_whole(
    newsroom: Newsroom, clock: Clock
) -> None:
    let = [guess(f"colleague{number}") for number in range(AT_ONCE + 40)]
    assert let == [True] * AT_ONCE + [False] * 40
    clock.now += EACH * 3
    assert [guess(f"again{number}") for number in range(5)] == [True] * 3 + [False] * 2
    said = try_it(Client(), "hanna").content.decode()
    assert "Too many people try to sign in" in said


def test_a_browser_the_account_knows_isnt_held_up_by_strangers(
    newsroom: Newsroom, clock: Clock
) -> None:
    password = make_editor("hanna")
    own, stranger = Client(), Client()
    assert try_it(own, "hanna", password).status_code == 302
    own.post(OUT)
    for _ in range(3 * AT_ONCE):
        guess("hanna")
        guess("somebody")
    assert is_held_up(try_it(stranger, "hanna", password))
    assert try_it(own, "hanna", password).status_code == 302
    # And what it does well gives the stranger nothing.
    assert is_held_up(try_it(stranger, "hanna", password))


def test_a_browser_that_was_stolen_has_guesses_of_its_own_and_no_more(
    newsroom: Newsroom, clock: Clock
) -> None:
    password = make_editor("hanna")
    other = make_editor("vera")
    stolen = Client()
    try_it(stolen, "hanna", password)
    stolen.post(OUT)
    assert [is_held_up(try_it(stolen, "hanna")) for _ in range(FREE + 3)] == [False] * 6 + [
        True
    ] * 2
    assert try_it(Client(), "hanna", password).status_code == 302
    # It is known to the one account only.
    assert (
        browsers.known_as(
            {browsers.COOKIE: stolen.cookies[browsers.COOKIE].value}, account_named("vera") or 0
        )
        == ""
    )
    assert try_it(stolen, "vera", other).status_code == 302


def test_the_cookie_of_a_browser_opens_nothing_names_nobody_and_cant_be_made(
    newsroom: Newsroom,
) -> None:
    password = make_editor("hanna")
    browser = Client()
    answer = try_it(browser, "hanna", password)
    cookie = answer.cookies[browsers.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/desk/"
    assert "hanna" not in cookie.value
    alone = Client()
    alone.cookies[browsers.COOKIE] = cookie.value
    assert alone.get("/desk/").status_code == 302
    account = account_named("hanna") or 0
    number = browsers.known_as({browsers.COOKIE: cookie.value}, account)
    assert number
    for made in ("", "~~~", number, f"{number}:x:y", cookie.value[:-1], cookie.value[::-1]):
        assert browsers.known_as({browsers.COOKIE: made}, account) == ""
    assert browsers.known_as({browsers.COOKIE: cookie.value}, account + 1) == ""


def test_several_accounts_are_known_in_one_browser(newsroom: Newsroom) -> None:
    people = {name: make_editor(name) for name in ("hanna", "vera")}
    browser = Client()
    for name, password in people.items():
        assert try_it(browser, name, password).status_code == 302
        browser.post(OUT)
    held = {browsers.COOKIE: browser.cookies[browsers.COOKIE].value}
    assert all(browsers.known_as(held, account_named(name) or 0) for name in people)


def test_an_account_is_free_again_after_its_wait_and_with_a_new_password(
    newsroom: Newsroom, clock: Clock
) -> None:
    password = make_editor("hanna")
    browser = Client()
    for _ in range(FREE + 1):
        try_it(browser, "hanna")
    clock.now += limiting.FIRST_WAIT + 1
    assert try_it(browser, "Hanna").status_code == 200, "counted for the same account"
    assert is_held_up(try_it(browser, "hanna", password))
    new = make_editor("hanna", reset=True)
    assert try_it(browser, "hanna", new).status_code == 302


def test_no_two_homes_have_a_first_account_of_the_same_name(newsroom: Newsroom) -> None:
    names = {new_name() for _ in range(50)}
    assert len(names) == 50 and "editor" not in names
    make_editor(names.pop())
    assert get_user_model().objects.get().groups.get().name == EDITORS
