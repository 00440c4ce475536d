"""Addresses lead to where they lead, past whoever put themselves in between."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.stories.body.markup import clean
from solidary.stories.body.redirectors import LONGEST, REDIRECTORS, direct
from tests.fixtures.work import little_work

PAGE = "https://example.org/a/b?id=7&x=%D1%8F#part"
WRAPPED = [
    "https://www.google.com/url?q={}&sa=D&source=editors&ust=1700000000000000&usg=AOvVaw",
    "https://www.google.com.ua/url?sa=t&url={}",
    "https://l.facebook.com/l.php?u={}&h=AT0abc",
    "http://lm.facebook.com/l.php?u={}",
    "https://l.instagram.com/?u={}&e=AT2",
    "https://vk.com/away.php?to={}&post=-1_2&cc_key=",
    "https://m.vk.com/away.php?to={}",
    "https://t.umblr.com/redirect?z={}&t=abc",
    "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C01&sdata=x%3D&reserved=0",
    "https://t.me/iv?url={}&rhash=0",
    "https://www.youtube.com/redirect?event=video_description&q={}",
    "https://ok.ru/dk?cmd=logExternal&st.cmd=logExternal&st.link={}&st.name=x",
    "https://www.linkedin.com/redir/redirect?url={}&urlhash=x",
    "https://out.reddit.com/t3_abc?url={}&token=AQ",
    "https://duckduckgo.com/l/?uddg={}&rut=1",
    "https://disq.us/url?url={}%3AAbCdEfGhIjKlMnOpQrStUvWxYz&cuid=1",
    "https://href.li/?{}",
]
MARKED = [
    "utm_source=telegram", "utm_medium=social", "UTM_Campaign=x", "fbclid=IwAR0", "gclid=Cj0",
    "yclid=1", "ysclid=l", "igshid=MzR", "mc_cid=1", "_openstat=x", "msclkid=2",
]  # fmt: skip


@pytest.mark.parametrize("redirector", WRAPPED)
def test_the_address_behind_a_redirector_is_kept(redirector: str) -> None:
    assert direct(redirector.format(quote(PAGE, safe=""))) == PAGE


def test_one_redirector_behind_another_is_passed_as_well() -> None:
    address = "https://example.org/a?fbclid=1&id=7"
    for redirector in WRAPPED:
        address = redirector.format(quote(address, safe=""))
        if len(address) < LONGEST:
            assert direct(address) == "https://example.org/a?id=7"


@pytest.mark.parametrize("mark", MARKED)
def test_marks_of_whoever_sent_a_reader_are_taken_off_and_nothing_else(mark: str) -> None:
    assert direct(f"https://example.org/a?id=7&{mark}&b=c+d&e=%20#top") == (
        "https://example.org/a?id=7&b=c+d&e=%20#top"
    )
    assert direct(f"https://example.org/a?{mark}") == "https://example.org/a"
    assert direct(f"https://example.org/a#{mark}") == "https://example.org/a"


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "https://example.org/?q=https%3A%2F%2Fexample.com%2F",
        "https://www.google.com/search?q=https%3A%2F%2Fexample.com%2F",
        "https://www.google.com/url?q=javascript%3Aalert(1)",
        "https://www.google.com/url?q=data:text/html,x",
        "https://www.google.com/url?q=/search",
        "https://l.facebook.com.example.org/l.php?u=https%3A%2F%2Fexample.com%2F",
        "https://example.org/?my_utm_source=1&utmost=2&gclid_=3&utm",
        "https://example.org/#part-1",
        "/away.php?to=https://example.com/",
        "mailto:desk@example.org?subject=utm",
        "https://[::1/?utm",
        "",
    ],
)
def test_what_is_no_redirector_and_bears_no_mark_stays_to_the_letter(address: str) -> None:
    assert direct(address) == address


@given(
    st.lists(
        st.sampled_from([*WRAPPED, "{}?utm_source=x", "//exit.sc/?url={}", " {}"]), max_size=5
    ),
    st.one_of(
        st.text(max_size=30), st.sampled_from([PAGE, "javascript:x", "//example.org/?gclid=1"])
    ),
    st.booleans(),
)
def test_whatever_it_is_given_it_ends_at_the_last_address_and_never_at_another_scheme(
    wrappers: list[str], inner: str, encoded: bool
) -> None:
    address = inner
    for wrapper in wrappers:
        address = wrapper.format(quote(address, safe="") if encoded else address)
    led = direct(address)
    assert direct(led) == led
    assert led == address or len(led) <= len(address)
    if not address.startswith(led[:8]):
        assert urlsplit(led).scheme in ("http", "https")


def test_an_address_without_end_costs_no_time() -> None:
    with little_work(2):
        direct("https://href.li/?" * 400 + "https://example.org/")
        direct("https://href.li/?" * 100_000)


def test_every_redirector_is_known_by_a_whole_host() -> None:
    for redirector in REDIRECTORS:
        assert "." in redirector.host and redirector.path.startswith("/")


@pytest.mark.parametrize("redirector", WRAPPED)
def test_links_in_markup_lead_past_redirectors(redirector: str) -> None:
    wrapped = redirector.format(quote(PAGE, safe="")).replace("&", "&amp;")
    kept = f'<p>See <a href="{PAGE.replace("&", "&amp;")}">there</a></p>'
    assert clean(f'<p>See <a href="{wrapped}">there</a></p>') == (kept, True)
    assert clean(f'<div><a href="{wrapped}" target="_blank">there</a></div>')[0].count(wrapped) == 0
    assert clean(kept) == (kept, False)
