"""Unlocking a key at the desk: who may, what is said where it doesn't work, and what is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from solidary.desk.queue.unlocked import COOKIE, token_of, unlocked
from solidary.home import Home
from solidary.intake.models import LogLine
from solidary.intake.models.log_line import Verb
from solidary.keeper.client import Keeper, KeeperDeadError, LockedError, RemovedError, TooOftenError
from solidary.sealing.desk_keys import DeskKeys
from tests.desk.queue.conftest import UNLOCK, unlock
from tests.keeper.running import PASSPHRASES, Newsroom

LOCK, SESSION = "/desk/queue/lock/", "/desk/queue/session/"


def the_request(client: Client, address: str = "/desk/queue/?state=asked", **facts: Any) -> Any:
    request = RequestFactory().get(address, **facts)
    request.user = facts.pop("user", client.get("/desk/").wsgi_request.user)
    request.COOKIES = {name: each.value for name, each in client.cookies.items()}
    return request


@unlocked
def behind(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"open to {request.keeper_session.name}")


def test_the_right_passphrase_opens_and_leads_back(at_desk: Client, house: Newsroom) -> None:
    shut = behind(the_request(at_desk))
    assert shut.url == "/desk/queue/unlock/?next=%2Fdesk%2Fqueue%2F%3Fstate%3Dasked"
    page = at_desk.get(shut.url)
    assert page.status_code == 200 and 'value="/desk/queue/?state=asked"' in page.content.decode()
    answer = unlock(at_desk, next="/desk/queue/?state=asked")
    assert (answer.status_code, answer.url) == (302, "/desk/queue/?state=asked")
    assert behind(the_request(at_desk)).content == b"open to ola"
    assert at_desk.get(f"{UNLOCK}?next=/desk/queue/x/").url == "/desk/queue/x/"
    assert LogLine.objects.get().facts == {"key": "ola"}


def test_a_colleagues_account_may_have_a_key_of_another_name(
    at_desk: Client, house: Newsroom
) -> None:
    assert "Choose a key" in at_desk.get(UNLOCK).content.decode()
    unlock(at_desk, "jan")
    assert behind(the_request(at_desk)).content == b"open to jan"
    line = LogLine.objects.get()
    assert (line.who, line.verb, line.facts) == ("hanna", Verb.UNLOCK, {"key": "jan"})


def test_the_token_is_in_a_cookie_alone_that_no_script_reads(
    at_desk: Client, house: Newsroom
) -> None:
    cookie = unlock(at_desk).cookies[COOKIE]
    token = token_of(the_request(at_desk))
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/desk/"
    assert not cookie["max-age"] and not cookie["expires"]
    assert token and all(token not in str(each.get_decoded()) for each in Session.objects.all())


def test_a_token_counts_for_the_account_it_was_given_to_and_unchanged(
    at_desk: Client, house: Newsroom, writer: Any
) -> None:
    unlock(at_desk)
    request = the_request(at_desk)
    assert token_of(request)
    request.user = writer
    assert token_of(request) is None
    at_desk.cookies[COOKIE] = at_desk.cookies[COOKIE].value.replace(":", "x:", 1)
    assert token_of(the_request(at_desk)) is None


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/", "/en/", "x"])
def test_it_never_leads_away_from_the_desk(
    at_desk: Client, house: Newsroom, elsewhere: str
) -> None:
    assert unlock(at_desk, next=elsewhere).url.startswith("/desk/")


def test_a_wrong_passphrase_is_one_line_and_is_in_the_log(at_desk: Client, house: Newsroom) -> None:
    answer = at_desk.post(UNLOCK, {"name": "jan", "passphrase": "not this one"})
    assert answer.status_code == 400
    assert "This isn’t the passphrase of the key jan." in answer.content.decode()
    assert "not this one" not in answer.content.decode()
    assert LogLine.objects.get().verb == Verb.TRIED


def test_too_often_and_no_such_key_are_a_line(
    at_desk: Client, house: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert at_desk.post(UNLOCK, {"name": "ghost", "passphrase": "x"}).status_code == 200
    monkeypatch.setattr(
        "solidary.keeper.client.Keeper.unlock",
        lambda *args: (_ for _ in ()).throw(TooOftenError(seconds=7)),
    )
    answer = unlock(at_desk)
    assert answer.status_code == 429 and "Try again in 7 seconds." in answer.content.decode()


def test_without_any_key_the_page_says_how_one_is_made(
    at_desk: Client, house: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeskKeys, "names", lambda self: [])
    page = at_desk.get(UNLOCK).content.decode()
    assert "solidary keys desk NAME" in page and 'passphrase"' not in page


def test_a_dead_keeper_is_a_page_that_says_what_to_do(
    at_desk: Client, home: Path, newsroom: Any
) -> None:
    for answer in (
        at_desk.get(UNLOCK),
        at_desk.post(UNLOCK, {"name": "ola", "passphrase": "x"}),
    ):
        page = answer.content.decode()
        if answer.status_code == 503:
            assert "The keeper isn’t running" in page
            assert "The letterbox goes on receiving" in page
    assert at_desk.get(UNLOCK).status_code == 503
    at_desk.cookies[COOKIE] = signed(at_desk)
    assert behind(the_request(at_desk)).status_code == 503
    assert at_desk.get(SESSION).json() == {"seconds": 0}
    assert Home(home).keeper_socket.exists() is False


def signed(client: Client) -> str:
    from solidary.desk.queue.unlocked import give_token

    response = HttpResponse()
    give_token(response, the_request(client), "a-token")
    return str(response.cookies[COOKIE].value)


def test_locking_and_signing_out_lock_the_key(at_desk: Client, house: Newsroom) -> None:
    for address in (LOCK, "/desk/logout/"):
        unlock(at_desk)
        token = token_of(the_request(at_desk))
        assert token and house.keeper.session(token)
        at_desk.post(address)
        with pytest.raises(LockedError):
            house.keeper.session(token)


def test_what_keeps_itself_up_to_date_asks_without_keeping_the_key_unlocked(
    at_desk: Client, house: Newsroom
) -> None:
    assert at_desk.get(SESSION).json() == {"seconds": 0}
    unlock(at_desk)
    assert at_desk.get(SESSION).json()["seconds"] > 1700
    assert at_desk.get(LOCK).status_code == 405


def test_who_may_not_see_what_was_sent_gets_no_further(
    client: Client, house: Newsroom, writer: Any
) -> None:
    client.force_login(writer)
    assert client.get(UNLOCK).url == client.post(UNLOCK, {}).url == "/desk/"
    assert behind(the_request(client)).url == "/desk/"
    assert client.get(SESSION).json() == {"seconds": 0}


def test_whatever_the_keeper_refuses_is_a_page_nobody_keeps(
    at_desk: Client, house: Newsroom
) -> None:
    unlock(at_desk)

    @unlocked
    def gone(request: HttpRequest) -> HttpResponse:
        raise RemovedError()

    for view, status in ((gone, 410), (behind, 200)):
        answer = view(the_request(at_desk))
        assert answer.status_code == status
        assert "no-store" in answer.headers["Cache-Control"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in at_desk.get(UNLOCK).headers["Cache-Control"]


def test_a_passphrase_is_in_no_log_line(
    at_desk: Client, house: Newsroom, settings: Settings
) -> None:
    unlock(at_desk)
    at_desk.post(UNLOCK, {"name": "ola", "passphrase": "Qwertzuiop wrong"})
    for secret in (PASSPHRASES["ola"], "Qwertzuiop"):
        assert all(secret not in str(line.__dict__) for line in LogLine.objects.all())


FILLED_IN = {"headline": 'Мы <разам> "з" вамі', "c": ["aa", "bb"], "blank": ""}


def _hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in BeautifulSoup(page, "html.parser").select("form.desk-act__buttons input"):
        if field["name"] != "csrfmiddlewaretoken":
            found.setdefault(str(field["name"]), []).append(str(field["value"]))
    return found


@pytest.mark.parametrize("way", ["/desk/roundup/?c=aa", "/desk/queue/"])
@pytest.mark.parametrize("dead", [False, True])
def test_what_was_filled_in_is_not_lost_where_the_key_is_locked_or_the_keeper_down(
    at_desk: Client, house: Newsroom, settings: Settings, tmp_path: Path, way: str, dead: bool
) -> None:
    unlock(at_desk)
    if dead:
        settings.HOME = tmp_path
    else:
        house.keeper.lock_all()
    answer = at_desk.post(way, FILLED_IN)
    page = answer.content.decode()
    assert answer.status_code == (503 if dead else 403) and "no-store" in answer["Cache-Control"]
    assert f'action="{way}"' in page and ("Unlock in a new tab" in page) is not dead
    assert _hidden(page) == {"headline": [FILLED_IN["headline"]], "c": ["aa", "bb"], "blank": [""]}
    assert "Send again" in page


def test_no_passphrase_is_kept_in_a_page_to_be_sent_again(
    at_desk: Client, house: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keeper, "unlock", lambda *args: (_ for _ in ()).throw(KeeperDeadError()))
    answer = at_desk.post(UNLOCK, {"name": "ola", "passphrase": "not to be kept"})
    page = answer.content.decode()
    assert answer.status_code == 503 and "The keeper isn’t running" in page
    assert "not to be kept" not in page and _hidden(page) == {}


def test_work_on_an_open_page_keeps_the_key_unlocked_and_looking_does_not(
    at_desk: Client, house: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    session = Keeper.session

    def noted(keeper: Keeper, token: str, *, at_rest: bool = True) -> Any:
        asked.append(at_rest)
        return session(keeper, token, at_rest=at_rest)

    unlock(at_desk)
    monkeypatch.setattr(Keeper, "session", noted)
    assert at_desk.get(SESSION).json()["seconds"] > 0
    assert at_desk.post(SESSION).json()["seconds"] > 0
    assert asked == [True, False]
