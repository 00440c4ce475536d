"""Foreign markup becomes lines and blocks of ours: no word is lost, and what can't be kept is named."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.stories.body.fields import MOST_COLUMNS, MOST_ROWS
from solidary.stories.body.foreign.kept import blocks_of, markup_of
from solidary.stories.body.foreign.parts import Lost
from solidary.stories.body.foreign.reader import read
from solidary.stories.body.markup import clean
from solidary.stories.body.plain import words_of
from tests.fixtures.laws import examples
from tests.fixtures.work import little_work
from tests.stories.fragments import GOOGLE_DOCS, LIBREOFFICE, TELEGRAM, WORD

LINK = '<a href="https://example.org/map?id=7">cathedral</a>'
TABLE = {"caption": "", "rows": [["City", "People"], ["Vilnius", "200"]], "head": True}
QUOTE = {"text": "We came because our neighbours came.", "who": "", "about": ""}


def kept(html: str, **options: Any) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in blocks_of(read(html, **options))]


def named(html: str) -> list[tuple[str, int, str]]:
    return [(str(each.what), each.line, each.name) for each in read(html).left_out]


def test_what_word_copies() -> None:
    assert kept(WORD, relative=False) == [
        ("heading", "A walk through two cities"),
        ("paragraph", f"<p>On Sunday people <b>walked</b> from the {LINK} to the river.</p>"),
        ("quote", QUOTE),
        ("paragraph", "<ul><li>flags</li><li>songs</li></ul>"),
        ("table", {**TABLE, "rows": [*TABLE["rows"], ["Riga", "80"]]}),  # type: ignore[misc]
        ("paragraph", "<p>They went home at nine.</p>"),
    ]
    assert named(WORD) == [("picture", 6, "A map of the walk")]


def test_what_google_docs_copies() -> None:
    assert kept(GOOGLE_DOCS, relative=False) == [
        ("heading", "A walk through two cities"),
        (
            "paragraph",
            f"<p>On Sunday people <b>walked</b> from the {LINK} to the river.</p>"
            "<ul><li>flags<ul><li>white ones</li></ul></li></ul>",
        ),
        ("table", TABLE),
    ]
    assert named(GOOGLE_DOCS) == [
        ("picture", 5, "https://lh7-rt.googleusercontent.com/docsz/AD_4nX")
    ]


def test_what_telegram_copies() -> None:
    assert kept(TELEGRAM, relative=False) == [
        (
            "paragraph",
            "<p><strong>A walk through two cities</strong> 🕊️</p>"
            f"<p>On Sunday people walked from the {LINK} to the river.<br/>They went home at nine. "
            "#walk</p>",
        ),
        ("quote", QUOTE),
    ]
    assert named(TELEGRAM) == [("picture", 4, "")]


def test_what_libreoffice_copies() -> None:
    assert kept(LIBREOFFICE, relative=False) == [
        ("heading", "A walk through two cities"),
        ("paragraph", f"<p>On Sunday people <b>walked</b> from the {LINK} to the river.</p>"),
        ("quote", QUOTE),
        ("paragraph", "<p>They went home at nine.</p>"),
        ("table", TABLE),
    ]
    assert named(LIBREOFFICE) == [("picture", 5, "map.png")]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        (
            "<div>First.</div><div>Second.</div><blockquote>Said so.</blockquote>"
            "<dl><dt>Term</dt><dd>Meaning</dd></dl>After",
            [
                ("paragraph", "<p>First.</p><p>Second.</p>"),
                ("quote", {"text": "Said so.", "who": "", "about": ""}),
                ("paragraph", "<p>Term</p><p>Meaning</p><p>After</p>"),
            ],
        ),
        (
            "<blockquote><p>One.</p><p>Two.</p><cite>— Hanna</cite></blockquote>",
            [("quote", {"text": "One.\nTwo.", "who": "Hanna", "about": ""})],
        ),
        (
            "<figure><blockquote>One.</blockquote><figcaption>Hanna, Minsk</figcaption></figure>",
            [("quote", {"text": "One.", "who": "Hanna, Minsk", "about": ""})],
        ),
        (
            "<blockquote>See <a href='/x'>there</a></blockquote><div>b",
            [("paragraph", '<blockquote>See <a href="/x">there</a></blockquote><p>b</p>')],
        ),
        ("<h1>One <i>two</i></h1>", [("paragraph", "<h2>One <i>two</i></h2>")]),
        ("<h5><b>One</b></h5>two", [("heading", "One"), ("paragraph", "<p>two</p>")]),
        ("a<hr>b", [("paragraph", "<p>a</p><p>b</p>")]),
        ("<pre>a\n  b</pre>", [("paragraph", "<p>a<br/>b</p>")]),
        (
            "<ol><li><p>a</p><p>b</p><li>c</ol>",
            [("paragraph", "<ol><li>a<br/>b</li><li>c</li></ol>")],
        ),
        ("<b><i>a</b>b</i>c", [("paragraph", "<p><b><i>a</i></b><i>b</i>c</p>")]),
        ("<div lang=be>Дзень</div>", [("paragraph", '<p lang="be">Дзень</p>')]),
        (
            "<div>1 < 2 & 3 <Вільня></div>",
            [("paragraph", "<p>1 &lt; 2 &amp; 3 &lt;Вільня&gt;</p>")],
        ),
        ("<div><!-- a comment --!>b</div>c<!-- open", [("paragraph", "<p>b</p><p>c open</p>")]),
        ("<div style='display:none'>a</div>b<script>c</script>", [("paragraph", "<p>b</p>")]),
        ("<p>a<p>b<script", [("paragraph", "<p>a</p><p>b&lt;script</p>")]),
        (
            "<table><caption>Who</caption><tr><th>A<th>B<tr><td>1<br>2<td rowspan=2>x<tr><td>3</table>",
            [
                (
                    "table",
                    {
                        "caption": "Who",
                        "rows": [["A", "B"], ["1\n2", "x"], ["3", ""]],
                        "head": True,
                    },
                )
            ],
        ),
        (
            "<table role=presentation><tr><td>a<td>b</table>",
            [("paragraph", "<p>a</p><p>b</p>")],
        ),
        (
            "<table><tr><td><table><tr><td>1<td>2</table><td>b</table>",
            [
                ("table", {"caption": "", "rows": [["1", "2"]], "head": False}),
                ("paragraph", "<p>b</p>"),
            ],
        ),
        (
            "<table><tr><td colspan=999999999999>a<tr><td>b<td>c</table>",
            [("table", {"caption": "", "rows": [["a", ""], ["b", "c"]], "head": False})],
        ),
    ],
)
def test_the_ends_of_blocks_break_and_blocks_become_ours(
    html: str, blocks: list[tuple[str, Any]]
) -> None:
    assert kept(html) == blocks


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ('<p>A <img src="https://example.org/a.jpg"></p>', [("picture", 1, "https://example.org/a.jpg")]),
        ("<p>A<p><img alt='A map' src=x.png><p>B", [("picture", 2, "A map")]),
        ("<p>A<iframe src='https://video.example/1'>x</iframe>", [("frame", 1, "https://video.example/1")]),
        ("<video><source src='a.mp4'></video>A", [("recording", 1, "a.mp4")]),
        ('<embed embedtype="image" id="999"><a linktype="page" id="9">x</a>',
         [("picture", 1, "999"), ("link", 1, "page 9")]),
        ("<a href='javascript:x()'>x</a>", [("link", 1, "javascript:x()")]),
        ("<table><tr><td>a<td>b<tr><td>c<td><a href='https://e.org/'>d</a></table>",
         [("link", 2, "https://e.org/")]),
        ("<img src='data:image/png;base64,AAAA'>", [("picture", 1, "")]),
        ("<img width=1 height=1 src='https://count.example/'>", []),
        ("<img class=emoji alt='🕊️'>", []),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named_with_its_line(
    html: str, lost: list[tuple[str, int, str]]
) -> None:
    assert named(html) == lost


_NAMES = (
    "p div b i a h1 h2 blockquote ul ol li dl dt dd table tr td th caption thead tbody pre br img cite"
    " figure figcaption span o:p section font q"
)
TAGS = st.sampled_from(_NAMES.split())
SAID = st.sampled_from(
    ["", " href='https://example.org/?a=1&utm_source=x'", " lang=be", " dir=rtl", " colspan=3",
     " rowspan=0", " style='font-weight:700'", ' class="MsoQuote"', " style='mso-list:l0 level2 lfo1'",
     ' alt="x"', " /", " ="]
)  # fmt: skip
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, SAID),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(
        ["one ", " two", "тры", "&amp; ", "\n", "\u00a0", "<!--x-->", "<![if !x]>", "𝒳 "]
    ),
)
FOREIGN = st.lists(PIECES, max_size=25).map("".join)
_SIGNS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def letters(text: str) -> str:
    return re.sub(r"[\s“”|]", "", text)


@settings(max_examples=examples(150))
@given(FOREIGN)
def test_no_word_is_lost_whatever_is_around_it(html: str) -> None:
    reading = read(html)
    expected = sorted(letters(unescape(_SIGNS.sub("", html))))
    assert sorted(letters(words_of(blocks_of(reading)))) == expected
    markup = markup_of(reading)
    assert sorted(letters(unescape(_SIGNS.sub("", markup)))) == expected
    # What was kept is ours: it stays as it is from then on.
    assert clean(markup) == (markup, False)
    for block in blocks_of(reading):
        if block["type"] == "paragraph":
            assert clean(block["value"]) == (block["value"], False)


@given(st.text(max_size=60) | st.text(alphabet="<>/!-='\"& abtdr\x00", max_size=60))
def test_any_text_at_all_is_read(html: str) -> None:
    markup = markup_of(read(html))
    assert clean(markup) == (markup, False)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 40_000 + "word",
        "<b>" * 40_000 + "word",
        "<table><tr><td>" * 10_000 + "word",
        "<ul><li>" * 10_000 + "word",
        "<p>" * 40_000 + "word",
        "<td>" * 20_000 + "word",
        "<table>" + "<tr><td rowspan=500 colspan=50>word" * 5_000,
        "<table><tr>" + "<td>word" * 10_000,
        "<table>" + "<tr><td>word<td>word" * 20_000,
        "<!--" * 40_000 + "word",
        "<svg>" * 20_000 + "word",
        "<script>" * 20_000 + "word",
        "<a href='" * 10_000 + "word",
        '<a b="' * 10_001 + "word",
        "<" * 100_000 + "word",
        "</b>" * 40_000 + "word",
        "word" + "<br>" * 40_000,
        "word&nbsp;" * 20_000,
        "word<b><i></b>" * 20_000,
        "<p style='" + "a:b;" * 20_000 + "'>word",
        "<a href='https://href.li/?" + "https://href.li/?" * 10_000 + "'>word",
        "\x00" * 100_000 + "word",
    ],
    ids=lambda html: html[:12],
)
def test_hostile_markup_costs_no_time_and_keeps_its_words(html: str) -> None:
    with little_work(4):
        blocks = blocks_of(read(html))
    assert "word" in words_of(blocks)
    for block in blocks:
        if block["type"] == "table":
            rows = block["value"]["rows"]
            assert len(rows) <= MOST_ROWS and all(len(row) <= MOST_COLUMNS for row in rows)


def test_a_longer_table_goes_on_in_another_one() -> None:
    html = "<table>" + "".join(f"<tr><td>{n}<td>x" for n in range(MOST_ROWS + 10))
    first, second = (value["rows"] for _, value in kept(html))
    assert len(first) == MOST_ROWS and second[-1] == [str(MOST_ROWS + 9), "x"]


def test_in_one_field_a_table_is_lines() -> None:
    reading = read("<table><caption>Who</caption><tr><td>a<td>b&amp;<tr><td>c<td>d</table>")
    assert markup_of(reading) == f"<p>Who</p><p>a | {escape('b&')}</p><p>c | d</p>"
    assert Lost.TABLE not in {each.what for each in reading.left_out}
