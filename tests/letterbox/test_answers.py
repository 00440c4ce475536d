"""Every answer, of every address and every status, says the same about itself."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

import pytest

from solidary.letterbox.pages.drawing import LANGUAGES
from tests.letterbox.live import FIELDS, FORM, JPEG, Answer, Live, multipart

ADDRESSES = ("", "add", "piece", "receipt", "answer", "consent", "withdraw")
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def check(answer: Answer) -> None:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, (answer.status, name)
    assert "set-cookie" not in answer.headers
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    if "script-src" not in policy:
        # The front's own: it has neither style nor script, and sends nothing anywhere.
        assert policy == dict.fromkeys(
            ("default-src", "base-uri", "form-action", "frame-ancestors"), "'none'"
        )
        assert not re.search(r"<(script|style|form|a|img)\b", answer.text)
        return
    assert policy.keys() == {
        "default-src", "script-src", "style-src", "connect-src", "form-action", "base-uri",
        "frame-ancestors",
    }  # fmt: skip
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    for kind in ("script", "style"):
        assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]+'", policy[f"{kind}-src"])
        for inline in re.findall(rf"<{kind}>(.*?)</{kind}>", answer.text, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
            assert policy[f"{kind}-src"] == f"'sha256-{digest}'"
    assert not re.search(r"""\s(on\w+|style)=|https?://|url\(|@import""", answer.text), (
        "asks elsewhere"
    )
    if answer.headers.get("content-type", "").startswith("text/html") and answer.body:
        assert answer.text.startswith("<!doctype html>")
        assert answer.text.rstrip().endswith(("</html>", "-->"))


def test_every_address_and_method_answers_with_a_whole_page_and_all_headers(
    letterbox: Live,
) -> None:
    seen = set()
    for address in ADDRESSES:
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            body, kind = (b"token=x&words=y", FORM) if method == "POST" else (b"", "text/plain")
            answer = letterbox.ask(method, f"/en/{address}", body, {"Content-Type": kind})
            check(answer)
            seen.add(answer.status)
    for path in ("/", "/nope", "/en/nope", "/xx/", "/en//", "/%00", "/en/?words=x", "/%ff%fe"):
        answer = letterbox.get(path)
        check(answer)
        seen.add(answer.status)
    assert {200, 400, 403, 404, 405} <= seen
    assert not seen & {301, 302, 500}


def test_a_broken_a_too_large_and_a_failed_request_have_them_too(letterbox: Live) -> None:
    kind, body = multipart({"token": letterbox.token(), **FIELDS}, ("a.jpg", JPEG))
    many = multipart({f"f{n}": "x" for n in range(500)})
    for path in ("/en/", "/en/add", "/en/piece", "/en/receipt", "/en/answer", "/en/withdraw"):
        for content_type, data in ((kind, body[:300]), many, ("multipart/form-data", b"x")):
            answer = letterbox.ask("POST", path, data, {"Content-Type": content_type})
            assert answer.status in (400, 413)
            check(answer)


def test_an_address_in_no_language_is_answered_in_all(letterbox: Live) -> None:
    text = letterbox.get("/nope").text
    assert len(re.findall(r"<p[^>]*>[^<]{30,}</p>", text.partition("<main")[2])) >= len(LANGUAGES)
    assert "The address may be misspelt" in text
    assert "Магчыма, у адрасе памылка" in text
    assert "The address may be misspelt" not in letterbox.get("/be/nope").text


def test_no_page_names_the_host_it_was_asked_at(letterbox: Live) -> None:
    answer = letterbox.ask("GET", "/en/", headers={"Host": "evil.example", "X-Forwarded-Host": "e"})
    assert answer.status == 200
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_fields_are_six_lines_of_what_is_promised_and_what_not(
    letterbox: Live, language: str
) -> None:
    page = letterbox.get(f"/{language}/").text
    before, _, after = page.partition("<form")
    promises = re.findall(r"<li>([^<]+)</li>", before.partition("<main")[2])
    assert len(promises) == 6
    assert all(20 < len(unescape(line)) < 160 for line in promises)
    assert after.count("<textarea") == 1
