"""Ghost exports made for tests, as *Settings, Export content* writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from solidary.stories.models import Story
from solidary.wire.formats import recognised
from solidary.wire.into.report import Report
from tests.wire.moving_in import brought_in

OLA, JANE = {"id": "u1", "name": "Ola Nowak"}, {"id": "u2", "name": "Jane Roe"}


def post(
    number: int, title: str = "A walk", html: str | None = "<p>Words.</p>", **more: Any
) -> dict[str, Any]:
    """A row of posts. `more`: whatever else stands in it."""
    return {
        "id": f"p{number}", "uuid": f"00000000-0000-4000-8000-{number:012}", "title": title,
        "slug": f"walk-{number}", "html": html, "type": "post", "status": "published",
        "visibility": "public", "author_id": "u1", "published_at": "2021-02-08T11:35:00.000Z", **more,
    }  # fmt: skip


def lexical(*children: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": list(children)}})


def mobiledoc(sections: list[Any], *, markups: Any = (), cards: Any = (), atoms: Any = ()) -> str:
    said = {"version": "0.3.1", "markups": markups, "atoms": atoms, "cards": cards}
    return json.dumps({**said, "sections": sections})


def export(*posts: dict[str, Any], **tables: list[dict[str, Any]]) -> bytes:
    """A whole export of these posts, with further tables."""
    data = {"posts": list(posts), "users": [OLA, JANE], **tables}
    meta = {"exported_on": 1616560573131, "version": "5.2.0"}
    return json.dumps({"db": [{"meta": meta, "data": data}]}, ensure_ascii=False).encode()


def taken_in(data: bytes, *, folder: Path | None = None, **options: str) -> Report:
    """The report of an import that is recognised and adds nothing the second time."""
    assert recognised(data[:65536]).name == "ghost"
    options = {"language": "en", **options}
    report = brought_in("ghost", data, folder=folder, dry_run=False, strict=False, **options)
    before = set(Story.objects.values_list("address", flat=True))
    again = brought_in("ghost", data, folder=folder, dry_run=False, strict=False, **options)
    assert not [one for one in again.counts if one.endswith(("added", "updated"))]
    assert set(Story.objects.values_list("address", flat=True)) == before
    return report
