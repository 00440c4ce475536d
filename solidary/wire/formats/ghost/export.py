"""The tables of an export: posts, and what belongs to each of them. What else there is, is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import orjson

from solidary.wire.account import Account
from solidary.wire.errors import WireError

MOST = 192 * 1024 * 1024
"""Bytes of an export, which is one object of JSON and read as a whole."""
Row = dict[str, Any]
_READ = frozenset(
    {"posts", "posts_meta", "posts_tags", "posts_authors", "tags", "users", "settings"}
)
"""Tables that stories are made of."""
_LEFT = {
    "api_keys": "left out: keys", "integrations": "left out: keys", "webhooks": "left out: keys",
    "sessions": "left out: sign-ins", "brute": "left out: sign-ins", "tokens": "left out: sign-ins",
    "members": "left out: readers", "subscribers": "left out: readers", "emails": "left out: mail",
    "comments": "left out: comments", "mobiledoc_revisions": "left out: earlier versions",
    "post_revisions": "left out: earlier versions",
}  # fmt: skip
_ROWS_OF_THE_PROGRAM = frozenset(
    {"migrations", "migrations_lock", "permissions", "permissions_roles", "permissions_users",
     "permissions_apps", "roles", "roles_users", "actions"}
)  # fmt: skip
"""What every export has and nobody has written."""


@dataclass(slots=True)
class Export:
    """`posts` in the order of the file; the rest by the key of its post."""

    posts: list[Row] = field(default_factory=list)
    tags: dict[str, list[Row]] = field(default_factory=dict)
    authors: dict[str, list[Row]] = field(default_factory=dict)
    meta: dict[str, Row] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def read_tables(stream: BinaryIO, account: Account) -> Export:
    """All that stories are made of; other rows are counted. Raises WireError."""
    tables = _tables(stream)
    for name in tables:
        if name not in _READ and name not in _ROWS_OF_THE_PROGRAM:
            account.held[name[:60], _LEFT.get(name, "left out: no part of a story")] += len(
                _rows(tables, name)
            )
    account.held += type(account.held)()  # tables without a row
    users = {_key(row.get("id")): row for row in _rows(tables, "users")}
    export = Export(
        posts=_rows(tables, "posts"),
        tags=_joined(tables, "posts_tags", "tag_id", {_key(row.get("id")): row for row in _rows(tables, "tags")}),
        authors=_joined(tables, "posts_authors", "author_id", users),
        meta={_key(row.get("post_id")): row for row in _rows(tables, "posts_meta")},
        settings={
            said_in(row, "key"): said_in(row, "value") for row in _rows(tables, "settings")
        },
    )  # fmt: skip
    for post in export.posts:
        author = users.get(_key(post.get("author_id")))
        if author is not None:
            export.authors.setdefault(_key(post.get("id")), [author])
    return export


def said_in(row: Row, name: str) -> str:
    """The words of a field; '' where it holds something else, or nothing."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def key_of(post: Row) -> str:
    """By what the other tables name a post."""
    return _key(post.get("id"))


def _tables(stream: BinaryIO) -> dict[str, Any]:
    data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise WireError(
            f"The export is larger than {MOST // 1024 // 1024} MB. Export fewer posts at a time."
        )
    try:
        said = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise WireError(
            f"The export isn't whole, or was changed: line {error.lineno} is no JSON. Export it once more."
        ) from None
    if isinstance(said, dict) and isinstance(said.get("db"), list) and said["db"]:
        said = said["db"][0]
    tables = said.get("data") if isinstance(said, dict) else None
    if not isinstance(tables, dict) or not isinstance(tables.get("posts"), list):
        raise WireError("The export has no table of posts.")
    return tables


def _rows(tables: dict[str, Any], name: str) -> list[Row]:
    rows = tables.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _joined(
    tables: dict[str, Any], between: str, key: str, others: dict[str, Row]
) -> dict[str, list[Row]]:
    """Of each post the rows of another table, in the order an editor gave them."""
    found: dict[str, list[tuple[int, Row]]] = {}
    for row in _rows(tables, between):
        other = others.get(_key(row.get(key)))
        if other is not None:
            place = row.get("sort_order")
            ordered = place if isinstance(place, int) else 0
            found.setdefault(_key(row.get("post_id")), []).append((ordered, other))
    return {post: list(_in_order(rows)) for post, rows in found.items()}


def _in_order(rows: list[tuple[int, Row]]) -> Iterator[Row]:
    for _, row in sorted(rows, key=lambda one: one[0]):
        yield row


def _key(value: Any) -> str:
    return str(value) if isinstance(value, (int, str)) else ""
