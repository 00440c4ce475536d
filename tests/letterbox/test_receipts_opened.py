"""What a receipt opens, and that nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from solidary.letterbox.tokens import Purpose
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.bag.notice import Reply
from solidary.sealing.questions import sealed_question
from solidary.site.words import words_for
from tests.letterbox import opening
from tests.letterbox.live import JPEG, Answer, Live, boxes


@pytest.fixture(scope="module")
def sent(letterbox: Live) -> tuple[str, Answer]:
    """A contribution with a file, and the page with its receipt."""
    before = set(letterbox.envelopes())
    answer = letterbox.send(("a.jpg", JPEG), words="Secret words of mine", contact="me@example")
    (name,) = set(letterbox.envelopes()) - before
    return name, answer


def typed(live: Live, language: str = "en", **fields: str) -> Answer:
    return live.post(f"/{language}/receipt", fields)


BY_CHANCE = re.compile(r"<!--[0-9a-f]+-->|(?<=name=\"token\" value=\")[^\"]+|(?<=-pieces=\")[^\"]+")
"""What no two pages have in common: hexadecimal and letters in which any short word may occur."""


def more(page: Answer, than: Answer, words: Iterable[str]) -> list[str]:
    """Which of these words the page has more often than another one of the same kind. They are
    words like any other: a page may well have some of its own."""
    text, other = (BY_CHANCE.sub("", each.text) for each in (page, than))
    return [word for word in words if text.count(word) > other.count(word)]


def values(page: Answer) -> list[str]:
    """What stands in its fields."""
    return re.findall(r'value="([^"]*)"', page.text)


def test_words_and_digits_open_the_same_and_show_nothing_that_was_sent(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    _, answer = sent
    another = letterbox.send(("b.jpg", JPEG), words="x", place="", credit="")
    for language, fields in (
        ("en", boxes(answer.words)),
        ("be", {"digits": answer.digits.replace(" ", "-")}),
    ):
        page = typed(letterbox, language, **fields)
        assert page.status == 200
        assert words_for(language).gettext("Take it back") in page.text
        for secret in ("Secret words", "me@example", "a.jpg", "Gdańsk", answer.digits):
            assert secret not in page.text, secret
        other = typed(letterbox, language, digits=another.digits)
        assert other.status == 200
        assert more(page, other, answer.words) == []
        leaking = page._replace(body=page.body + " ".join(answer.words).encode())
        assert more(leaking, other, answer.words) == answer.words


def test_wrong_swapped_and_short_receipts_get_one_sentence_of_the_same_length(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    _, answer = sent
    right = typed(letterbox, **boxes(answer.words))
    empty = letterbox.get("/en/receipt")
    for fields, said in (
        (boxes([*answer.words[1:], answer.words[0]]), "opens nothing"),
        (boxes([*answer.words[:6], "xyzzy"]), "Word 7 is not in our list"),
        ({"word1": "\ud800\u202e" * 50_000, "digits": answer.digits[:-1]}, "or 24 digits"),
    ):
        page = typed(letterbox, **fields)
        assert page.status == right.status == 200
        assert len(page.body) == len(right.body)
        assert page.headers.keys() == right.headers.keys()
        assert said in page.text
        assert page.text.count('role="alert"') == 1
        assert values(page) == values(empty), "what was typed is shown again"


@pytest.mark.usefixtures("put_back")
def test_a_question_is_opened_by_its_receipt_alone_and_an_answer_goes_back(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    name, answer = sent
    key = opening.words(letterbox, name)["receipt"]["key"]
    asked = (sealed_question("Was it on <Sunday>?", key), "broken", "QUJD")
    letterbox.put(replace(letterbox.notice, replies={name: Reply("accepted", asked)}))
    page = typed(letterbox, digits=answer.digits)
    assert "Was it on &lt;Sunday&gt;?" in page.text
    assert "An editor has accepted it" in page.text
    before = set(letterbox.envelopes())
    said = letterbox.post("/en/answer", {"token": page.hidden("token"), "words": "Yes."})
    assert "Your answer has arrived" in said.text
    (envelope,) = set(letterbox.envelopes()) - before
    manifest = letterbox.envelopes()[envelope]
    assert (manifest.kind, manifest.contribution) == (Kind.ANSWER, name)
    assert opening.words(letterbox, envelope)["words"] == "Yes."
    notice = (letterbox.bag / "out" / "notice.json").read_text("utf-8")
    assert "Sunday" not in notice


def test_consent_can_be_changed_and_what_isnt_named_stays(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    name, _ = sent
    token = letterbox.token(Purpose.OPENED, of=name)
    before = set(letterbox.envelopes())
    said = letterbox.post("/en/consent", {"token": token, "faces": "no", "quote": ""})
    assert "What you changed has arrived" in said.text
    (envelope,) = set(letterbox.envelopes()) - before
    assert letterbox.envelopes()[envelope].kind == Kind.CONSENT
    found = opening.words(letterbox, envelope)
    assert found["faces"] is False
    assert "quote" not in found and "credit" not in found
    assert "nothing to send" in letterbox.post("/en/consent", {"token": said.hidden("token")}).text


def test_no_token_is_good_for_another_contribution_another_page_or_a_second_time(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    name, first = sent
    other = letterbox.send(skip="1")
    added = first.hidden("token")
    before = set(letterbox.envelopes())
    # A page from which only files can be added opens nothing else, whatever it is called.
    for path in ("answer", "consent", "withdraw"):
        for token in (added, first.pieces, other.hidden("token"), letterbox.token(), "", name):
            fields = {"token": token, "words": "x", "faces": "yes", "sure": "1", "of": name}
            assert letterbox.post(f"/en/{path}", fields).status == 403
    assert letterbox.post("/en/", {"token": added, "words": "x"}).status == 400
    assert letterbox.post("/en/add", {"token": letterbox.token(), "of": name}).status == 403
    unknown = letterbox.token(Purpose.OPENED, of="0" * 32)
    assert letterbox.post("/en/withdraw", {"token": unknown, "sure": "1"}).status == 403
    stale = letterbox.token(Purpose.OPENED, age=24 * 60 * 60, of=name)
    assert letterbox.post("/en/withdraw", {"token": stale, "sure": "1"}).status == 403
    assert set(letterbox.envelopes()) == before
    # The same page again: once is enough, and it says so.
    fresh = letterbox.token(Purpose.ADD, of=name)
    assert "has arrived (" in letterbox.post("/en/add", {"token": fresh}, ("b.jpg", JPEG)).text
    again = letterbox.post("/en/add", {"token": fresh}, ("b.jpg", JPEG))
    assert "already arrived" in again.text
    assert len(set(letterbox.envelopes()) - before) == 1
    assert letterbox.unwhole() == []


def test_whoever_takes_it_back_leaves_nothing_here_but_the_word_of_it(letterbox: Live) -> None:
    before = set(letterbox.envelopes())
    answer = letterbox.send(("a.jpg", JPEG))
    (name,) = set(letterbox.envelopes()) - before
    letterbox.post("/en/add", {"token": answer.hidden("token")}, ("b.jpg", JPEG))
    token = letterbox.token(Purpose.OPENED, of=name)
    unsure = letterbox.post("/en/withdraw", {"token": token})
    assert "tick the box" in unsure.text
    done = letterbox.post("/en/withdraw", {"token": token, "sure": "1"})
    assert "What still lay here is destroyed" in done.text
    ((_, manifest),) = [
        (key, one) for key, one in letterbox.envelopes().items() if one.contribution == name
    ]
    assert (manifest.kind, manifest.pieces) == (Kind.WITHDRAWAL, {})
    assert "It is taken back." in typed(letterbox, digits=answer.digits).text
    for path, fields in (
        ("add", {"token": answer.hidden("token"), "words": "x"}),
        ("answer", {"token": token, "words": "x"}),
        ("withdraw", {"token": token, "sure": "1"}),
        ("piece", {"token": answer.pieces, "size": "5"}),
    ):
        assert letterbox.post(f"/en/{path}", fields).status == 403


def test_no_file_of_the_letterbox_shows_when_somebody_was_here_but_by_the_day(
    letterbox: Live, sent: tuple[str, Answer]
) -> None:
    typed(letterbox, digits=sent[1].digits)
    written = [
        path
        for path in letterbox.home.letterbox.rglob("*")
        if path.is_file() and path != letterbox.home.letterbox_pepper
    ]
    assert letterbox.home.letterbox_database in written
    assert [path.name for path in written if path.stat().st_mtime % 86400] == []
