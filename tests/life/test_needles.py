"""The search finds a word in whatever a program may make of it; else finding none would say nothing."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import zipfile
from contextlib import closing
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core import signing

from tests.life.needles import Marked, found_in

WAYS = {
    "utf-8": str.encode,
    "capitals": lambda text: text.upper().encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 behind one sign": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64 behind two signs": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode()),
    "address": lambda text: quote(text).encode(),
    "JSON": lambda text: json.dumps(text).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)).encode(),
    "hexadecimal": lambda text: text.encode().hex().upper().encode(),
    "HTML": lambda text: escape(text).encode("ascii", "xmlcharrefreplace"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "a log of calls": lambda text: "".join(f"\\{byte:o}" for byte in text.encode()).encode(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("letters", ["latin", "cyrillic"])
def test_a_word_is_found_in_any_writing(tmp_path: Path, way: str, letters: str) -> None:
    mark, other = Marked(), Marked()
    data = WAYS[way](f"before {getattr(mark, letters)}f00 <after>")
    (tmp_path / "file").write_bytes(data if way == "gzip" else b"\0" + data)
    assert found_in(tmp_path, mark) == ["file"] and found_in(tmp_path, other) == []


def test_it_is_found_in_names_archives_tables_logs_sessions_and_words_of_a_search(
    tmp_path: Path,
) -> None:
    mark = Marked()
    (tmp_path / mark.latin_word()).touch()
    with zipfile.ZipFile(tmp_path / "packed", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inside", gzip.compress(mark.words().encode()))
    with closing(sqlite3.connect(tmp_path / "words")) as database:
        database.execute("CREATE VIRTUAL TABLE found USING fts5(text, content='')")
        words = " ".join(f"{mark.latin[:-1]}{end}" for end in (mark.latin[-1], "!", "~"))
        database.execute("INSERT INTO found VALUES (?)", [f"{mark.latin[:-2]} {words}"])
        database.commit()
    session = signing.dumps({"said": mark.words() * 20}, compress=True)
    with closing(sqlite3.connect(tmp_path / "sessions")) as database:
        database.execute("CREATE TABLE one (text)")
        database.execute("INSERT INTO one VALUES (?)", [session])
        database.commit()
    with closing(sqlite3.connect(tmp_path / "logged", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = wal")
        database.execute("CREATE TABLE one (text)")
        database.execute("INSERT INTO one VALUES (?)", [mark.words()])
        database.execute("DELETE FROM one")
        found = found_in(tmp_path, mark)
    names = {each.partition(" ")[0] for each in found}
    assert len(found) == 5 and names >= {"packed", "words", "sessions", "logged-wal"}
