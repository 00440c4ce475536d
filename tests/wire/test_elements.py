"""XML exports element by element: whole ones as any parser reads them, broken ones item by item."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from solidary.wire import elements
from solidary.wire.elements import Elements
from solidary.wire.errors import WireError
from tests.fixtures.laws import examples

ITEMS = frozenset({"item", "title"})
WORDS = st.text(st.sampled_from("aж <>&;]['\"\n☀"), max_size=30)


def read(text: str | bytes, among: frozenset[str] = ITEMS) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    return list(Elements(io.BytesIO(data), among))


def parts(text: str) -> list[list[tuple[str, str]]]:
    return [
        [(part.name, part.text) for part in found.read().parts]
        for found in read(text)
        if found.name == "item"
    ]


def cdata(words: str) -> str:
    return f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(max_examples=examples(60, at_first=25))
@given(
    st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=4), max_size=5),
    st.integers(min_value=1, max_value=200),
)
def test_a_whole_export_is_read_as_a_parser_reads_it_however_it_is_cut(
    items: list[list[tuple[str, bool]]], chunk: int
) -> None:
    said = "".join(
        "<item>"
        + "".join(f"<w:t>{cdata(words) if raw else escaped(words)}</w:t>" for words, raw in item)
        + "</item>\n"
        for item in items
    )
    text = (
        f"<?xml version='1.0'?><rss xmlns:w='urn:w'><!-- <item> --><channel>{said}</channel></rss>"
    )
    whole = etree.fromstring(text.encode())
    theirs = [[("t", part.text or "") for part in item] for item in whole.iter("item")]
    before, elements.CHUNK = elements.CHUNK, chunk
    try:
        assert parts(text) == theirs
    finally:
        elements.CHUNK = before


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("<item><t>1</t><item><t>2</t></item>", [["1"], ["2"]]),
        ("<item><t>1</item><item><t>2</t></item>", [["1"], ["2"]]),
        ("<item><t><![CDATA[1</t></item><item><t><![CDATA[2]]></t></item>", [["1"], ["2"]]),
        ("<item><t><![CDATA[1</t></item>", [["1"]]),
        ("<item><t>1 & 2 &nbsp;&unknown; < 3</t></item>", [["1 & 2 \xa0&unknown; < 3"]]),
        ("<item><t>1</t></wrong></item><item/><item><t>2</t></item>", [["1"], [], ["2"]]),
        ("<item><t>1</t><!-- no end <t>2</t></item>", [["1", "2"]]),
    ],
)
def test_what_is_broken_in_an_item_stays_in_it(broken: str, expected: list[list[str]]) -> None:
    found = [[words.strip() for _, words in item] for item in parts(f"<rss>{broken}</rss>")]
    assert found == expected


def test_items_in_the_words_of_an_item_are_none() -> None:
    example = "<item><title>One</title></item>\n<item><title><![CDATA[Two]]></title></item>"
    text = f"<rss><item><t>{cdata(example)}</t></item><item><t>2</t></item></rss>"
    assert parts(text) == [[("t", example)], [("t", "2")]]
    stream = Elements(io.BytesIO(text.encode()), ITEMS)
    assert len(list(stream)) == 2 and stream.marked == 4


def test_each_item_is_named_by_the_line_it_begins_in(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<rss>\r\n<item>\r\n</item>\r\n\r\n<item></item>\n<item></item></rss>"
    for chunk in (1, 7, 1000):
        monkeypatch.setattr(elements, "CHUNK", chunk)
        assert [found.line for found in read(text)] == [2, 5, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_letters_are_read_in_the_encoding_that_the_file_names(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><rss><item><t>Жыве</t></item></rss>'
    [found] = read(text.encode(encoding))
    assert found.read().said("t") == "Жыве"


def test_a_document_type_is_passed_over_so_that_nothing_grows_or_is_fetched() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    kind = f'<!DOCTYPE r [<!ENTITY e0 "x">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    [[(_, words)]] = parts(f"{kind}<rss><item><t>&e9;&f;</t></item></rss>")
    assert words == "&e9;&f;"


def test_no_more_is_held_of_an_item_than_an_item_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "CHUNK", 1000)
    monkeypatch.setattr(elements, "LARGEST", 5000)
    monkeypatch.setattr(elements, "MOST", 50_000)
    large = f"<item><t>{'x' * 20_000}</t></item>"
    stream = Elements(io.BytesIO(f"<rss>{large}<item><t>2</t></item></rss>".encode()), ITEMS)
    held = []
    for found in stream:
        held.append(len(stream._text))
        assert found.too_large is (found.line == 1 and len(held) == 1)
    assert len(held) == 2 and max(held) < 20_000
    with pytest.raises(WireError, match=re.escape("doesn't end within")):
        read(f"<rss><item><t>{'x' * 100_000}")


def test_an_item_of_very_many_elements_is_refused_alone() -> None:
    many = f"<item>{'<a/>' * (elements.MOST_PARTS + 1)}</item>"
    first, second = read(f"<rss>{many}<item><t>2</t></item></rss>")
    with pytest.raises(WireError, match="elements"):
        first.read()
    assert second.read().said("t") == "2"


def test_elements_without_end_and_depth_without_bound_are_read_once() -> None:
    deep = f"<item>{'<a>' * 50_000}deep</item>"
    [found] = read(f"<rss>{deep}</rss>")
    assert found.read().parts[0].name == "a"
    for sign in ("<![CDATA[", "<!--", "<item ", "<"):
        assert len(read(f"<rss>{sign * 50_000}")) <= 1
