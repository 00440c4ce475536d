"""The first POST is a whole contribution; whatever is in the way is said, and the words come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solidary.letterbox.tokens import GOOD_FOR
from solidary.site.words import words_for
from tests.letterbox import opening
from tests.letterbox.live import FIELDS, JPEG, Answer, Live, multipart

DAY = 24 * 60 * 60


def new(live: Live, before: set[str]) -> list[str]:
    return sorted(set(live.envelopes()) - before)


def refused(live: Live, answer: Answer, before: set[str]) -> None:
    """Nothing was kept, and the page says so as a whole page."""
    assert answer.status >= 400
    assert "</html>" in answer.text
    assert 'role="alert"' in answer.text
    assert new(live, before) == []


def test_what_was_typed_arrives_sealed_as_it_was_typed(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    answer = letterbox.send(
        ("plošča.jpg", JPEG), topic="t1", words=" Нас было двести.\r\nВсе пели. ", faces="1",
        contact="a@b", language="be",
    )  # fmt: skip
    assert answer.status == 200
    (name,) = new(letterbox, before)
    said = opening.words(letterbox, name)
    assert said["words"] == "Нас было двести.\nВсе пели."
    assert (said["topic"], said["place"], said["day"]) == ("t1", "Gdańsk", "yesterday")
    assert (said["faces"], said["quote"], said["contact"]) == (True, False, "a@b")
    assert (said["language"], said["credit"]) == ("be", "Photo: readers")
    assert said["receipt"]["key"].startswith("age1")
    ((about, data),) = opening.files(letterbox, name)
    assert (about["name"], about["type"], about["size"]) == ("plošča.jpg", "image/jpeg", len(JPEG))
    assert data == JPEG
    assert len(answer.words) == 7
    assert len(answer.digits.split()) == 6


def test_a_receipt_can_be_skipped_and_the_page_says_what_is_lost(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    answer = letterbox.send(skip="1")
    assert "digits" not in answer.text.partition("<main")[2]
    assert "You wanted no receipt" in answer.text
    (name,) = new(letterbox, before)
    assert opening.words(letterbox, name)["receipt"] is None
    added = letterbox.post("/en/add", {"token": answer.hidden("token")}, ("a.jpg", JPEG))
    assert "Your file has arrived" in added.text
    (more,) = new(letterbox, {*before, name})
    assert letterbox.envelopes()[more].contribution == name


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("a.jpg", JPEG), "Your file has arrived (3"),
        (("film.mov", b"\0\0\0\x14ftypqt  " + b"x" * 90), "We keep it, we can&#39;t show it yet."),
        (("empty.jpg", b""), "it is empty"),
    ],
)
def test_what_became_of_the_file_is_said(
    letterbox: Live, file: tuple[str, bytes], said: str
) -> None:
    answer = letterbox.send(file, skip="1")
    assert answer.status == 200
    assert "Your words have arrived." in answer.text
    assert said in answer.text


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b/c.jpg", "..", "", "\0\0", "x" * 800])
def test_a_file_is_kept_whatever_it_is_called(letterbox: Live, name: str) -> None:
    before = set(letterbox.envelopes())
    answer = letterbox.send((name, JPEG), skip="1")
    if not name:
        assert "Your words have arrived" in answer.text
        return
    assert "Your file has arrived" in answer.text
    (envelope,) = new(letterbox, before)
    ((about, data),) = opening.files(letterbox, envelope)
    assert data == JPEG
    assert not set("/\\\0") & set(about["name"])
    assert 0 < len(about["name"]) <= 200


@pytest.mark.parametrize(
    ("age", "said"),
    [(DAY, "open for too long"), (GOOD_FOR + 5, "open for too long"), (-DAY, "a clock was wrong"),
     (0, "quicker than a person")],
)  # fmt: skip
def test_a_token_of_yesterday_or_tomorrow_gives_the_words_back_and_keeps_the_file(
    letterbox: Live, age: float, said: str
) -> None:
    before = set(letterbox.envelopes())
    fields = {**FIELDS, "words": "<Мы & яны>", "faces": "1", "skip": "1"}
    answer = letterbox.post("/en/", {"token": letterbox.token(age=age), **fields}, ("a.jpg", JPEG))
    refused(letterbox, answer, before)
    assert said in answer.text
    assert "&lt;Мы &amp; яны&gt;" in answer.text
    assert "has arrived already and waits, sealed" in answer.text
    assert 'name="faces" value="1" checked' in answer.text
    again = letterbox.post(
        "/en/", {**fields, "token": letterbox.token(), "carried": answer.hidden("carried")}
    )
    assert "Your file has arrived" in again.text
    (name,) = new(letterbox, before)
    assert [data for _, data in opening.files(letterbox, name)] == [JPEG]


def test_a_token_that_isnt_ours_keeps_nothing(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    for token in ("", "A" * 60, "ü", "x" * 100_000):
        answer = letterbox.post("/en/", {"token": token, **FIELDS}, ("a.jpg", JPEG))
        refused(letterbox, answer, before)
        assert "We were two hundred." in answer.text
    assert letterbox.unwhole() == []


def test_a_page_that_is_sent_twice_counts_once_and_says_so(letterbox: Live) -> None:
    token = letterbox.token()
    fields = {"token": token, **FIELDS, "skip": "1"}
    assert letterbox.post("/en/", fields).status == 200
    before = set(letterbox.envelopes())
    answer = letterbox.post("/en/", fields, ("a.jpg", JPEG))
    assert answer.status == 409
    refused(letterbox, answer, before)
    assert "already sent, and it arrived" in answer.text
    assert answer.hidden("token") != token


def test_what_must_not_be_sent_is_said_and_the_words_come_back(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    for fields, files, said in (
        ({"website": "https://machine"}, [], "one field was filled in"),
        ({}, [("a.jpg", JPEG), ("b.jpg", JPEG)], "several files came at once"),
        ({"words": "я" * 20_001}, [], "20,001 characters"),
        ({"words": "x" * 1_000_000}, [], "1,000,000 characters"),
        ({"place": "x" * 301}, [], "may each have 300"),
        ({"words": " \u202e "}, [], "nothing to send yet"),
        ({"words": ""}, [("a.jpg", b"")], "it is empty"),
    ):
        answer = letterbox.send(*files, **{"skip": "1", **fields})
        refused(letterbox, answer, before)
        assert said in answer.text
        assert fields.get("words", FIELDS["words"]).strip(" \u202e") in answer.text
    assert letterbox.unwhole() == []


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "raw_unicode_escape", "no-such"])
def test_halves_of_signs_and_signs_that_turn_words_around_do_no_harm(
    letterbox: Live, charset: str
) -> None:
    before = set(letterbox.envelopes())
    kind, body = multipart(
        {"token": letterbox.token(), **FIELDS, "skip": "1", "words": "a\ud800b\u202egnp.\u2069c\0"}
    )
    answer = letterbox.ask("POST", "/en/", body, {"Content-Type": f"{kind}; charset={charset}"})
    assert answer.status == 200, answer.text[-2000:]
    assert "turn the direction of writing" in answer.text
    (name,) = new(letterbox, before)
    assert opening.words(letterbox, name)["words"].replace("\ufffd", "") == "abgnp.c"


def test_a_request_that_is_broken_keeps_nothing(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    kind, body = multipart({"token": letterbox.token(), **FIELDS}, ("a.jpg", JPEG))
    many = multipart({"token": letterbox.token(), **{f"f{n}": "x" for n in range(5000)}})
    long_name = multipart({"token": letterbox.token(), **FIELDS}, ("n" * 10_000, JPEG))
    large = multipart({"token": letterbox.token(), **FIELDS, "words": "x" * 5_000_000})
    for content_type, data, status in (
        (kind, body.replace(b"\r\n--", b"\r\n==", 1), 400),
        ("multipart/form-data", body, 400),
        ("multipart/form-data; boundary=ü", body, 400),
        ("multipart/form-data; boundary=" + "b" * 300, body, 400),
        (kind, body[: body.index(b"We were") + 4], 400),
        (*many, 413),
        (*long_name, 400),
        (*large, 413),
        ("application/json", b"{}", 400),
        ("text/plain; charset=no-such", b"words=x", 400),
    ):
        answer = letterbox.ask("POST", "/en/", data, {"Content-Type": content_type})
        refused(letterbox, answer, before)
        assert answer.status == status, (content_type[:60], answer.status)
    assert letterbox.unwhole() == []


def test_a_form_without_an_end_keeps_the_words_and_says_that_the_file_broke(
    letterbox: Live,
) -> None:
    before = set(letterbox.envelopes())
    kind, body = multipart({"token": letterbox.token(), **FIELDS, "skip": "1"}, ("a.jpg", JPEG))
    answer = letterbox.ask("POST", "/en/", body[:-60], {"Content-Type": kind})
    assert answer.status == 200
    assert "Your words have arrived." in answer.text
    assert "the line broke before its end" in answer.text
    (name,) = new(letterbox, before)
    assert opening.files(letterbox, name) == []


@pytest.mark.usefixtures("put_back")
def test_paused_closed_too_large_and_too_many_are_each_a_sentence(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    letterbox.put(replace(letterbox.notice, paused=True))
    answer = letterbox.send(("a.jpg", JPEG))
    assert answer.status == 503
    refused(letterbox, answer, before)
    assert "takes nothing at the moment" in answer.text and "We were two hundred." in answer.text
    letterbox.put(replace(letterbox.notice, limits={"file": 2000, "files": 1}))
    large = letterbox.send(("a.jpg", JPEG), skip="1")
    assert "it is larger than 2 kB" in large.text and "Your words have arrived." in large.text
    sent = letterbox.send(("a.jpg", JPEG[:1000]), skip="1")
    many = letterbox.post("/en/add", {"token": sent.hidden("token")}, ("b.jpg", JPEG[:1000]))
    assert many.status == 400
    assert "at most 1 files" in many.text
    letterbox.put(replace(letterbox.notice, recipients=letterbox.notice.recipients[:2]))
    for path in ("/", "/be/", "/en/receipt"):
        answer = letterbox.get(path)
        assert answer.status == 503
        assert words_for(path[1:3] if path != "/" else "be").gettext("The letterbox is closed") in (
            answer.text
        )
    before = set(letterbox.envelopes())
    refused(letterbox, letterbox.send(("a.jpg", JPEG)), before)


def test_every_language_has_its_form_and_the_first_page_leads_to_each(letterbox: Live) -> None:
    first = letterbox.get("/").text
    for language in ("en", "be", "ru", "uk", "pl", "lt", "de"):
        assert f'href="/{language}/"' in first
        page = letterbox.get(f"/{language}/")
        assert page.status == 200
        assert f'<html lang="{language}"' in page.text
        assert words_for(language).gettext("What we promise") in page.text
        assert page.text.count("<li>") - page.text.count('<li><a href="/') >= 6
    assert letterbox.get("/be").status == 200
