"""The one rule for markup: what is kept, and the shape it is kept in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from solidary.stories.body.markup import (
    DEEPEST,
    LINK_REL,
    TooDeepError,
    clean,
    is_safe_address,
    printable,
)
from solidary.stories.body.paragraphs import read, written
from tests.fixtures.laws import examples
from tests.fixtures.work import little_work
from tests.stories.markups import ANYTHING, WITHIN_THE_RULE, Told


@pytest.mark.parametrize(
    "markup",
    [
        "<p>one</p><p>two <b>three</b> <i>four</i></p>",
        '<p data-block-key="a1b2c">He said <span lang="ar" dir="rtl">سلام</span><br/>and left</p>',
        '<h2>Head</h2><h3 lang="be">Дзень</h3><h4>x</h4><blockquote>q</blockquote>',
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
        '<p><a href="https://example.org/?a=1&amp;b=2" lang="be">there</a></p>',
        "<p><strong>a</strong><em>b</em><s>c</s><sub>1</sub><sup>2</sup><code>x</code></p>",
        "words without a tag & a loose ampersand",
    ],
)
def test_what_the_desk_writes_stays_to_the_letter(markup: str) -> None:
    assert clean(markup) == (markup, False)


@pytest.mark.parametrize(
    ("foreign", "kept"),
    [
        ('<p onclick="x">a<script>b</script></p>', "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        (
            '<blockquote lang="be"><p>one</p><p>two</p></blockquote>',
            '<blockquote lang="be">one</blockquote><blockquote lang="be">two</blockquote>',
        ),
        ("<ul dir=rtl><li><p>a</p></li></ul>", '<ul><li dir="rtl">a</li></ul>'),
        (
            '<p><a href="https://e.org/">a <span lang="be">b</span><br>c</a></p>',
            '<p><a href="https://e.org/">a </a><a href="https://e.org/" lang="be">b</a><br/>'
            '<a href="https://e.org/">c</a></p>',
        ),
        ('<p><b lang="be">x</b></p>', '<p><span lang="be"><b>x</b></span></p>'),
    ],
)
def test_foreign_markup_is_brought_into_the_shape_of_the_desk(foreign: str, kept: str) -> None:
    assert clean(foreign) == (kept, True)


@settings(max_examples=examples(50))
@given(markup=WITHIN_THE_RULE)
def test_no_letter_loses_a_tag_or_an_attribute_of_the_rule(markup: str) -> None:
    kept, _ = clean(markup)
    assert Told(kept).letters == Told(markup).letters
    assert clean(kept) == (kept, False)
    printed = printable(kept)
    assert Told(printed).letters == Told(kept).letters
    assert printed.count("<a ") == printed.count(f'rel="{LINK_REL}"')


@given(markup=ANYTHING)
def test_whatever_is_sent_what_is_kept_stays_as_it_is_from_then_on(markup: str) -> None:
    kept, _ = clean(markup)
    assert clean(kept) == (kept, False)
    shaped = written(read(kept))
    assert written(read(shaped)) == shaped
    assert Told(shaped).letters == Told(kept).letters


def test_markup_nested_without_end_is_refused_or_printed_as_words_at_once() -> None:
    deep = "<b>" * 100_000 + "x &amp; y"
    with little_work(5):  # the sanitiser alone would need half a minute
        with pytest.raises(TooDeepError, match=str(DEEPEST)):
            clean(deep)
        assert printable(deep) == "x &amp; y"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/", True),
        ("MAILTO:desk@example.org", True),
        ("/about", True),
        ("#part-1", True),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org/", False),
        ("", False),
    ],
)
def test_a_link_leads_only_where_readers_can_follow(address: str, safe: bool) -> None:
    assert is_safe_address(address) is safe
