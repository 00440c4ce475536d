"""Each front knows which bodies its application reads, and refuses all others before they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from solidary.letterbox.limits import LIMITS
from solidary.serving.front import desk, letterbox
from solidary.serving.front.answer import RefusedError
from solidary.serving.front.handing_on import LED_ELSEWHERE
from solidary.serving.front.kind import ForFiles, Front, HandOn
from solidary.serving.front.limits import HeadLimits
from solidary.serving.front.request import read_head
from solidary.site.refusals import SENTENCES, refusal_page

DESK = desk.DeskFront(Path("/site"), Path("/desk.sock"))
LETTERBOX = letterbox.LetterboxFront(Path("/letterbox.sock"))
SIGNED_IN = f"Cookie: x=1; sessionid={'a' * 32}\r\n"


def decided(front: Front, first: str, lines: str = "", length: int = 0) -> ForFiles | HandOn | int:
    """What a front says to the head of a request; the status of a refusal."""
    head = f"{first} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{lines}\r\n"
    try:
        return front.decide(read_head(head.encode(), HeadLimits())[0])
    except RefusedError as refused:
        return refused.status


def test_readers_pages_are_files_and_nothing_can_be_sent_to_them() -> None:
    for path in ("/", "/en/", "/desk", "/desks/", "//desk/", "/x/../desk/", "/en/%2e%2e/desk/"):
        assert decided(DESK, f"GET {path}") == ForFiles(), path
        assert decided(DESK, f"HEAD {path}") == ForFiles()
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
            assert decided(DESK, f"{method} {path}", SIGNED_IN, 5) == 405


def test_the_desk_reads_what_editors_send_and_of_strangers_a_form_to_sign_in() -> None:
    for path in ("/desk/", "/%64esk/x", "/desk/../x", "/desk/login/"):
        assert decided(DESK, f"GET {path}") == HandOn(0)
    assert decided(DESK, "POST /desk/stories/", SIGNED_IN, 5) == HandOn(desk.MOST)
    assert decided(DESK, "POST /desk/stories/", "", 5) == 403
    assert decided(DESK, "POST /desk/stories/", "Cookie: sessionid=\r\n", 5) == 403
    assert decided(DESK, "POST /desk/stories/", "Cookie: xsessionid=aaaaaaaaaaaaa\r\n", 5) == 403
    assert decided(DESK, "POST /desk/logout/") == HandOn(desk.MOST)
    assert decided(DESK, "POST /desk/login/", "", 5) == HandOn(desk.MOST_OF_STRANGERS)
    assert decided(DESK, "PUT /desk/stories/", SIGNED_IN, 5) == 405


def test_what_the_fronts_know_of_their_applications_is_so() -> None:
    assert settings.SESSION_COOKIE_NAME == desk.SESSION
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == desk.MOST
    assert LIMITS.file + settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 4 < letterbox.MOST


def test_the_desk_says_by_one_address_whom_it_knows(at_desk: Client) -> None:
    assert at_desk.get(desk.DeskFront.vouches).status_code == 404
    assert Client().get(desk.DeskFront.vouches).status_code in LED_ELSEWHERE


def test_the_letterbox_is_written_to_where_there_is_a_form() -> None:
    assert decided(LETTERBOX, "GET /") == HandOn(0)
    form, piece = letterbox.EVENLY, letterbox.EVENLY_A_PIECE
    assert decided(LETTERBOX, "POST /be/send/", "", 5) == HandOn(letterbox.MOST, form)
    assert decided(LETTERBOX, "POST /be/piece", "", 5) == HandOn(letterbox.MOST, piece)
    for first in ("POST /", "POST /xx/", "PUT /be/", "OPTIONS /be/", "POST //be/"):
        assert decided(LETTERBOX, first, "", 5) == 405, first


@pytest.mark.parametrize("status", [*SENTENCES, 418, 504])
def test_a_refusal_is_a_sentence_in_the_language_of_the_address_or_in_all(status: int) -> None:
    page = refusal_page(status, DESK.languages("/be/x", "de"))
    assert page.count("<p ") == 1 and 'lang="be"' in page
    assert refusal_page(status, LETTERBOX.languages("/x", "de")).count("<p ") == 7
    assert refusal_page(status, DESK.languages("/desk/x", "pl-PL,de;q=0.5")).count("<p ") == 1
    assert refusal_page(status, DESK.languages("/desk/x", "sw")).count("<p ") == 7
    assert "%" not in refusal_page(status, ())


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (desk.MOST, {"en": "At most 256 MB", "be": "256 МБ", "uk": "256 МБ", "de": "256 MB"}),
        (letterbox.MOST, {"en": "At most 200 MB", "ru": "200 МБ", "pl": "200 MB", "lt": "200 MB"}),
        (desk.MOST_OF_STRANGERS, {"en": "At most 64 kB"}),
        (0, {"en": "Nothing can be sent along", "de": "nichts mitgesendet"}),
    ],
)
def test_what_is_too_large_is_told_the_limit_in_its_language(
    most: int, said: dict[str, str]
) -> None:
    for language, words in said.items():
        page = refusal_page(413, (language,), most)
        assert words in page.replace("\xa0", " ")
