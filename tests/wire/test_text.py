"""Text from outside: encodings, limits, and characters that nobody sees."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.wire.errors import WireError
from solidary.wire.text import CHUNK, read_bounded, read_text
from tests.wire.pages import HEADLINES, STANDFIRSTS

ENCODINGS = {
    "en": ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"),
    "be": ("utf-16", "utf-16-be", "cp1251", "koi8-u", "iso-8859-5"),
    "ru": ("utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"),
    "uk": ("utf-16", "cp1251", "koi8-u"),
    "pl": ("utf-16", "cp1250", "iso-8859-2"),
    "lt": ("utf-16", "cp1257", "iso-8859-13"),
    "de": ("utf-16", "cp1252", "iso-8859-2"),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language, all_ in ENCODINGS.items() for encoding in all_],
)
def test_a_text_in_another_encoding_is_read_and_said_so(language: str, encoding: str) -> None:
    text = "\n".join([*HEADLINES[language], *STANDFIRSTS[language]])
    text = text.encode(encoding, "ignore").decode(encoding)
    read = read_text(text.encode(encoding))
    assert read.lines == text.split("\n")
    assert read.repairs


@given(st.text(alphabet="аўіłąčß ’«»—x\n", min_size=1).filter(str.strip))
def test_utf_8_needs_no_repair(text: str) -> None:
    read = read_text(text.encode())
    assert read.lines == [line.strip() for line in text.split("\n")]
    assert read.repairs == []


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\x00\x00", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "office document"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (random.Random(1).randbytes(4000), "encoding"),
        (b"\x7fELF" + bytes(range(256)) * 30, ""),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, word: str) -> None:
    with pytest.raises(WireError) as error:
        read_text(data)
    assert word in str(error.value)
    assert "\n" not in str(error.value)


def test_hidden_characters_are_removed_and_noted_on_their_line() -> None:
    read = read_text("First\nSec\u202eond\u200b\x00 line\n".encode())
    assert read.lines[1] == "Second line"
    assert {repair.line for repair in read.repairs} == {2}
    assert len(read.repairs) == 3


def test_lone_surrogates_are_removed_and_halves_that_belong_together_joined() -> None:
    read = read_text(b"lone \xed\xa0\x80 pair \xed\xa0\xbd\xed\xb8\x80\n")
    assert read.lines[0] == "lone  pair \U0001f600"
    assert read.repairs


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert read_text("Łódź".encode()[:-1]).lines == ["Łód"]


def test_letters_and_accents_apart_are_joined() -> None:
    assert read_text("Lo\u0301dz\u0301".encode()).lines == ["Lódź"]


def test_emoji_held_together_by_a_joiner_stay_whole() -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert read_text(f"A family {family}".encode()).lines == [f"A family {family}"]


@pytest.mark.parametrize(
    "words",
    ["خبرنگاران می\u200cنویسند", "ن\u064e\u200cن", "क्\u200dष और क्\u200cष", "ക്\u200dഷ"],
    ids=["Persian", "a mark between", "Hindi", "Malayalam"],
)
def test_joiners_that_are_spelling_stay(words: str) -> None:
    read = read_text(words.encode())
    assert read.lines == [words]
    assert read.repairs == []


@pytest.mark.parametrize(
    "words", ["Wil\u200cno", "По\u200dгоня", "می\u200c", "می\u200c 5", "\u200cمی"]
)
def test_joiners_that_join_nothing_are_removed(words: str) -> None:
    plain = words.replace("\u200c", "").replace("\u200d", "")
    read = read_text(words.encode())
    assert read.lines == [plain]
    assert read.repairs


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert read_text(f"one{end}two".encode()).lines == ["one", "two"]


class Endless(io.RawIOBase):
    """A stream of one letter that counts how much of it was taken."""

    def __init__(self, every: int = 0) -> None:
        self.taken = 0
        self.every = every

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return (b"a" * (size - 1) + b"\n") if self.every else b"a" * size


def test_one_endless_line_is_refused_before_it_is_read() -> None:
    stream = Endless()
    with pytest.raises(WireError, match="One line is longer"):
        read_bounded(stream)  # type: ignore[arg-type]
    assert stream.taken <= 3 * CHUNK


def test_an_endless_text_is_refused_at_the_limit() -> None:
    stream = Endless(every=1)
    with pytest.raises(WireError, match="larger than"):
        read_bounded(stream, most_bytes=10 * CHUNK, most_line=2 * CHUNK)  # type: ignore[arg-type]
    assert stream.taken <= 12 * CHUNK
