"""Maps of addresses of an older site, as servers and hosts read them: where each leads, or that it
is gone.

A server matches the path as it has decoded it; what is asked for with a query, or holds what a
configuration would read as something of its own, is matched as the browser wrote it, in ASCII and
percent-encoded. So no line holds a quotation mark, a backslash, a brace or the end of a line.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from solidary.release import addresses as at

GONE = "gone"
"""What a map says of an address whose page was taken from the site."""
_MEANT_OTHERWISE = set('"\\{}`')
_SAFE = "/%!$&'()*+,;=:@-._~"


class Redirect(NamedTuple):
    """One address of an older site on one host."""

    path: str | None
    """decoded, from the host's root and without a last slash; None where only `asked` says it"""
    asked: str
    """as a browser asks for it: in ASCII, with its query"""
    target: str
    """the path it leads to on the same host; '' where it is gone"""

    @property
    def by_path(self) -> bool:
        """Whether servers match it by the decoded path."""
        return self.path is not None and not _MEANT_OTHERWISE & set(self.path)

    @property
    def is_folder(self) -> bool:
        """Whether it is asked for with a last slash too."""
        path = self.asked.partition("?")[0]
        return path != "/" and not path.endswith(".html")


def nginx_paths(redirects: Iterable[Redirect]) -> bytes:
    """Lines of a `map $uri …`. It compares without regard to the case of ASCII letters, and takes
    no two lines for one key: where two addresses differ in that alone, each is told by a regular
    expression."""
    return _nginx(_keys(redirects, by_path=True))


def nginx_asked(redirects: Iterable[Redirect]) -> bytes:
    """Lines of a `map $request_uri …`."""
    return _nginx(_keys(redirects, by_path=False))


def caddy_paths(redirects: Iterable[Redirect]) -> bytes:
    """Lines of a `map {path} …`."""
    return _lines(f'"{key}" "{value}"' for key, value in _keys(redirects, by_path=True))


def caddy_asked(redirects: Iterable[Redirect]) -> bytes:
    """Lines of a `map {uri} …`."""
    return _lines(f'"{key}" "{value}"' for key, value in _keys(redirects, by_path=False))


def hosts(redirects: Iterable[Redirect]) -> bytes:
    """The file `_redirects`, as Netlify, Cloudflare Pages and hosts like them read it: no queries.
    Stars and colons, which stand for other letters there, are encoded."""
    return _lines(
        f"{key} {redirect.target or '/' + at.MISSING} {301 if redirect.target else 410}"
        for redirect in redirects
        if redirect.path is not None
        for key in _with_slash(redirect, _plainly_asked(redirect))
    )


def s3_rules(redirects: Iterable[Redirect]) -> bytes:
    """Routing rules of a bucket that is served as a website; a bucket takes fifty. They match by
    how a key begins, so the longest come first. What is gone they can't say."""
    rules = [
        {
            "Condition": {"KeyPrefixEquals": redirect.path.lstrip("/")},
            "Redirect": {
                "ReplaceKeyWith": redirect.target.lstrip("/"), "HttpRedirectCode": "301",
            },
        }
        for redirect in sorted(redirects, key=lambda each: (-len(each.asked), each.asked))
        if redirect.path is not None and redirect.target
    ]  # fmt: skip
    said = {"RoutingRules": rules}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode() if rules else b""


MAPS: dict[str, Callable[[Iterable[Redirect]], bytes]] = {
    at.REDIRECTS_FILE: hosts,
    f"{at.MAPS_FOLDER}caddy-asked.map": caddy_asked,
    f"{at.MAPS_FOLDER}caddy-paths.map": caddy_paths,
    f"{at.MAPS_FOLDER}nginx-asked.map": nginx_asked,
    f"{at.MAPS_FOLDER}nginx-paths.map": nginx_paths,
    f"{at.MAPS_FOLDER}s3.json": s3_rules,
}
"""Address of a map → how it is written; empty bytes where it would hold nothing."""


def _keys(redirects: Iterable[Redirect], *, by_path: bool) -> Iterator[tuple[str, str]]:
    """What is asked for, and where it leads, for servers of two maps."""
    for redirect in redirects:
        if redirect.by_path is by_path:
            key = redirect.path if by_path and redirect.path is not None else redirect.asked
            for each in _with_slash(redirect, key):
                yield each, redirect.target or GONE


def _with_slash(redirect: Redirect, key: str) -> tuple[str, ...]:
    if not redirect.is_folder:
        return (key,)
    path, mark, query = key.partition("?") if redirect.path is None else (key, "", "")
    return key, f"{path}/{mark}{query}"


def _nginx(keys: Iterable[tuple[str, str]]) -> bytes:
    alike: dict[bytes, dict[str, str]] = defaultdict(dict)
    for key, value in keys:
        alike[key.encode().lower()][key] = value
    lines = []
    for group in alike.values():
        if len(set(group.values())) == 1:
            lines.append(next(f'"{key}" "{value}";' for key, value in group.items()))
        else:
            lines += [f'"~^{_expression(key)}$" "{value}";' for key, value in group.items()]
    return _lines(lines)


def _expression(key: str) -> str:
    """A regular expression for just this key; a class of one letter takes its meaning from it."""
    return "".join(
        each if each.isalnum() or ord(each) > 127 or each in "/_-~" else f"[{each}]"
        if each != "^" else "\\^"
        for each in key
    )  # fmt: skip


def _plainly_asked(redirect: Redirect) -> str:
    return quote(redirect.asked, safe=_SAFE.replace("*", "").replace(":", ""))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
