"""PDFs built against whoever reads them: a sentence or a clean PDF, little time, bounded memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from solidary.darkroom.child.child import Child
from solidary.darkroom.child.trades import PAPERS

HUGE = 300
"""Megabytes that a stream becomes."""


def deflated(first: bytes) -> bytes:
    """These bytes and so many zeros."""
    work = zlib.compressobj(1)
    parts = [work.compress(first), *(work.compress(bytes(1_000_000)) for _ in range(HUGE))]
    return b"".join([*parts, work.flush()])


def written(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from one; the first is its catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (len(objects) + 1, start))
    return out.getvalue()


def stream(words: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (words, len(data), data)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] %s >>"


def one_page(more: bytes, *objects: bytes) -> bytes:
    return written(CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE % more, *objects)


def expanding(times: int) -> bytes:
    """A page whose content is so many rounds of deflate around zeros."""
    data = deflated(b"")
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * times + b"]"
    return one_page(b"/Contents 4 0 R", stream(filters, data))


def object_stream() -> bytes:
    """A stream of objects that expands."""
    data = deflated(b"5 0 ")
    words = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    return one_page(b"/Contents 4 0 R", stream(words, data))


def many_pages() -> bytes:
    """A hundred thousand pages that are one page."""
    kids = b"3 0 R " * 100_000
    pages = b"<< /Type /Pages /Count 100000 /Kids [" + kids + b"] >>"
    return written(CATALOGUE, pages, PAGE % b"")


def ring_of_pages() -> bytes:
    """A tree of pages that leads back to its root."""
    return written(CATALOGUE, b"<< /Type /Pages /Count 9 /Kids [3 0 R] >>",
                   b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R] >>")  # fmt: skip


def nested(opening: bytes, closing: bytes) -> Callable[[], bytes]:
    return lambda: one_page(b"/Deep " + opening * 100_000 + closing * 100_000)


BOMBS: dict[str, Callable[[], bytes]] = {
    "deflated once": lambda: expanding(1),
    "deflated twice": lambda: expanding(2),
    "stream of objects": object_stream,
    "a hundred thousand pages": many_pages,
    "pages in a ring": ring_of_pages,
    "arrays without end": nested(b"[", b"]"),
    "dictionaries without end": nested(b"<< /A ", b">> "),
}


LONG = ("deflated once", "a hundred thousand pages")


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.exhaustive if each in LONG else ()) for each in BOMBS],
)
def test_a_bomb_is_refused_or_becomes_a_clean_file(name: str) -> None:
    data = BOMBS[name]()
    child = Child(PAPERS)
    try:
        said, made = child.ask({"verb": "clean"}, [data])
    finally:
        child.end()
    assert child.used.memory <= PAPERS.memory
    assert child.used.seconds <= PAPERS.seconds
    if "fault" not in said:
        (clean,) = made
        pikepdf.open(io.BytesIO(clean)).close()
