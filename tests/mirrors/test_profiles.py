"""Header profiles for servers: each text, read as its server reads it, says what headers.py says."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from solidary.cli import solidary
from solidary.mirrors.models import Mirror
from solidary.mirrors.profile import ProfileError, Served
from solidary.mirrors.profiles import render
from solidary.release.canonical import canonical_link
from solidary.release.headers import ALWAYS, KEEP_NOTHING, headers_for
from solidary.release.verify.pages import header_faults

SERVED = Served("https://news.example/house/", ("en", "be-tarask"))
ONION = "http://abcdefghijklmnop.onion/"
EVERY_KIND = [
    "index.html", "en/s/ab/abcdefghi.html", "en/all/2021-02.html", "404.html", "robots.txt",
    "be/index.html", "en/404.html", "en/Tag/index.html", "en/d/2021/all.html", "favicon.ico",
    "apple-touch-icon.png", ".well-known/security.txt",
    "sitemap.xml", "sitemaps/en/2021.xml", "news.xml", "en/all.atom.xml", "en/all.rss.xml",
    "en/t/ab/abcdefghi.feed.json", "en/t/ab/abcdefghi.ics", "a/style-0123abcd.css",
    "a/chronicle-0123abcd.css", "a/icon.svg",
    "p/ab/abcdefghi-0123abcd-480.webp", "m/fi/film-0123abcd.mp4", "m/fi/film-0123abcd.vtt",
    "m/fi/talk-0123abcd.opus", "m/fi/film-0123abcd.mkv", "d/pa/paper-0123abcd.pdf",
    "d/pa/table-0123abcd.CSV", "d/pa/page-0123abcd.html", "d/pa/paper-0123abcd.docx",
    "d/pa/picture-0123abcd.svg", "d/pa/data-0123abcd.xml", "d/pa/noending",
    "tree/0123abcd.txt", "tree/0123abcd.minisig", "root.txt", "root.txt.minisig",
    "certificate.txt", "overlay.txt", "overlay.txt.minisig", "data/actions.csv",
]  # fmt: skip
Said = dict[str, str]


def mirror(profile: str, *, folder: str = "/", dangerous: bool = False, **more: Any) -> Mirror:
    told = {"name": "north-2", "kind": "folder", "place": "/srv/north", "onion": ONION, **more}
    address = told.pop("address", f"https://mirror.example.org{folder}")
    return Mirror(profile=profile, address=address, dangerous=dangerous, **told)


def said_by_nginx(text: str, folder: str, address: str) -> Said:
    """What nginx answers: maps in order, the longest prefix marked ^~, expressions in order."""
    uri, asked = f"/{address}", folder + address
    values: Said = {}
    for source, name, body in re.findall(r"^map \$(\w+) \$(\w+) \{\n(.*?)^\}", text, re.M | re.S):
        about = asked if source == "request_uri" else uri
        values[name] = re.search(r'default "(.*)";', body)[1]  # type: ignore[index]
        for mark, pattern, value in re.findall(r"^ +(~\*?)(\S+) (.*);$", body, re.M):
            pattern = re.sub(r"\(\?<(\w+)>", r"(?P<\1>", pattern)
            if found := re.search(pattern, about, re.I if mark == "~*" else 0):
                values[name] = value[1:-1] if value[0] in "\"'" else value
                for part, said in found.groupdict().items():
                    values[name] = values[name].replace(f"${part}", said)
                break
    said = {}
    for name, value in re.findall(r'^ +add_header ([\w-]+) "(.*)" always;$', text, re.M):
        for variable, meant in values.items():
            value = value.replace(f"${variable}", meant)
        if value:
            said[name] = value
    return said | {"Content-Type": type_by_nginx(text, uri)}


def type_by_nginx(text: str, uri: str) -> str:
    server = text[text.index("server {") :]
    body = re.sub(r"^    location .*?^    \}\n", "", server, flags=re.M | re.S)
    kind = re.search(r"default_type (\S+);", body)[1]  # type: ignore[index]
    for mark, pattern, inside in re.findall(
        r"^    location (\^~|~) (\S+) \{\n(.*?)^    \}", server, re.M | re.S
    ):
        if uri.startswith(pattern) if mark == "^~" else re.search(pattern, uri):
            if own := re.search(r"default_type (\S+);", inside):
                kind = own[1]
            body = inside
            break
    ending = uri.rpartition(".")[2].lower()
    for each, endings in re.findall(r"^ +([\w+-]+/[\w.+-]+) ([\w ]+);$", body, re.M):
        if ending in endings.split():
            kind = each
    texts = re.search(r"charset_types (.*);", text)[1]  # type: ignore[index]
    return f"{kind}; charset=utf-8" if kind in {*texts.split(), "text/html"} else kind


def said_by_caddy(text: str, folder: str, address: str) -> Said:
    """What Caddy answers: inside `route`, headers in the order they are written."""
    route = text[text.index("route {") : text.index("file_server")]
    uri = f"/{address}"

    def fits(patterns: str) -> bool:
        return any(fnmatchcase(uri.lower(), pattern.lower()) for pattern in patterns.split())

    matching: dict[str, bool] = {}
    said: Said = {}
    for line in re.sub(r"(@\w+) \{\s+(.*)\n\s+(.*)\n\s+\}", r"\1 \2 AND \3", route).splitlines():
        line = line.strip()
        if found := re.match(r"(@\w+) path_regexp (.*)", line):
            matching[found[1]] = re.search(found[2], uri) is not None
        elif found := re.match(r"(@\w+) (.*)", line):
            clauses = found[2].split(" AND ")
            matching[found[1]] = all(
                fits(clause.partition("path ")[2]) is not clause.startswith("not ")
                for clause in clauses
            )
        found = re.match(r'header (?:(@\w+) )?([\w-]+) ["`](.*)["`]$', line)
        if found and matching.get(found[1], not found[1]):
            said[found[2]] = found[3].replace("{uri}", uri).replace("{path}", uri)
    return said


def said_by_a_headers_file(text: str, folder: str, address: str) -> Said:
    """What hosts that read _headers answer: their own, then every rule that fits, joined."""
    said = {
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Type": mimetypes.guess_type(address)[0] or "application/octet-stream",
    }
    told: dict[str, list[str]] = {}
    fits = False
    for line in text.splitlines():
        if line.startswith("/"):
            fits = fnmatchcase(folder + address, line)
        elif fits and line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            told.setdefault(name, []).append(value)
    return said | {name: ", ".join(values) for name, values in told.items()}


READ: dict[str, Callable[[str, str, str], Said]] = {
    "nginx": said_by_nginx, "caddy": said_by_caddy, "headers-file": said_by_a_headers_file,
}  # fmt: skip


@pytest.mark.parametrize("dangerous", [False, True])
@pytest.mark.parametrize("folder", ["/", "/news/deep/"])
@pytest.mark.parametrize("profile", ["nginx", "caddy"])
def test_a_server_says_exactly_what_the_profile_says(
    profile: str, folder: str, dangerous: bool
) -> None:
    text = render(mirror(profile, folder=folder, dangerous=dangerous), SERVED)
    for address in EVERY_KIND:
        said = READ[profile](text, folder, address)
        assert said.pop("Onion-Location") == ONION + address
        assert said.pop("Link", "") == canonical_link(SERVED.canonical, address), address
        assert said == headers_for(address, dangerous=dangerous), address


@pytest.mark.parametrize("dangerous", [False, True])
@pytest.mark.parametrize("folder", ["/", "/news/"])
def test_a_host_with_a_headers_file_passes_the_check(folder: str, dangerous: bool) -> None:
    text = render(mirror("headers-file", folder=folder, dangerous=dangerous), SERVED)

    def profile(address: str) -> Said:
        return headers_for(address, dangerous=dangerous)

    for address in EVERY_KIND:
        if address.endswith(".mkv"):
            # What the profile doesn't know, a host may; its guess is left to it.
            continue
        said = READ["headers-file"](text, folder, address)
        faults = header_faults(
            address, {name.lower(): [value] for name, value in said.items()}, profile
        )
        assert list(faults) == [], address
        assert said["Cache-Control"].count("max-age") <= 1, "two rules must not meet"
        if dangerous:
            assert said["Cache-Control"] == KEEP_NOTHING


@pytest.mark.parametrize("dangerous", [False, True])
@pytest.mark.parametrize("folder", ["/", "/news/"])
@pytest.mark.parametrize("profile", list(READ))
def test_only_pictures_and_recordings_may_be_shown_on_other_sites(
    profile: str, folder: str, dangerous: bool
) -> None:
    text = render(mirror(profile, folder=folder, dangerous=dangerous), SERVED)
    for address in (*EVERY_KIND, "", "en/"):
        said = READ[profile](text, folder, address).get("Cross-Origin-Resource-Policy")
        if address.startswith(("p/", "m/")):
            assert said == "cross-origin", address
        elif address.startswith("d/") and profile == "headers-file":
            assert said in ("same-origin", None), address
        else:
            assert said == "same-origin", address


def test_no_reader_is_tracked() -> None:
    nginx = render(mirror("nginx"), SERVED)
    assert "access_log off;" in nginx
    assert "log_not_found off;" in nginx
    assert not re.search(r"^\s*log\b", render(mirror("caddy"), SERVED), re.M)


def test_every_server_has_the_newsrooms_own_404_page() -> None:
    for folder in ("/", "/news/"):
        assert "    error_page 403 404 $solidary_north_2_missing;\n" in render(
            mirror("nginx", folder=folder), SERVED
        )
    assert "rewrite @spoken /{re.spoken.1}/404.html" in render(mirror("caddy"), SERVED)
    assert "rewrite * /404.html" in render(mirror("caddy"), Served())


@pytest.mark.parametrize("profile", list(READ))
def test_every_page_says_where_the_newsrooms_own_site_has_it(profile: str) -> None:
    text = render(mirror(profile, folder="/mirror/"), SERVED)
    site = SERVED.canonical
    for page in ("index.html", "be-tarask/index.html", "en/about.html", "en/latest.html"):
        told = READ[profile](text, "/mirror/", page)
        assert told["Link"] == f'<{site}{page}>; rel="canonical"'
    for page in ("", "en/"):
        if profile != "nginx":  # which answers with the folder's page before it says anything
            told = READ[profile](text, "/mirror/", page)
            assert told["Link"] == f'<{site}{page}index.html>; rel="canonical"'
    for page in ("404.html", "en/404.html", "en/Solidarity/index.html", "d/pa/page-0123abcd.html",
                 "en/latest.atom.xml", "p/ab/abcdefghi-0123abcd-480.webp", "en/s/index.html"):  # fmt: skip
        assert "Link" not in READ[profile](text, "/mirror/", page), page
    unknown = render(mirror(profile), Served())
    assert "Link" not in READ[profile](unknown, "/", "en/about.html")


def test_a_headers_file_keeps_to_the_rules_that_hosts_take() -> None:
    many = Served(SERVED.canonical, tuple(f"l{chr(97 + number)}" for number in range(26)))
    text = render(mirror("headers-file"), many)
    assert sum(line.startswith("/") for line in text.splitlines()) == 100
    assert not text.rstrip().rpartition("\n")[2].startswith("/"), "each rule says something"


def test_an_address_that_would_mean_something_else_is_left_out() -> None:
    for profile in READ:
        assert "rel=" not in render(mirror(profile), Served("https://news.example/$uri/", ()))


def test_an_onion_service_is_told_only_where_there_is_one() -> None:
    for profile in ("nginx", "caddy", "headers-file", "object"):
        assert ONION.rstrip("/") in render(mirror(profile), SERVED)
        assert "Onion-Location" not in render(mirror(profile, onion=""), SERVED)


def test_what_an_object_store_cannot_say_is_told() -> None:
    text = render(mirror("object"), SERVED)
    told, _, rest = text.partition("What metadata can't say")
    assert "Cache-Control: public, max-age=604800, immutable" in told
    assert "Content-Type: application/rss+xml" in told
    assert "Content-Disposition: attachment" in told
    for name, value in ALWAYS.items():
        assert name not in told
        assert f"{name}: {value}" in rest
    assert "Cross-Origin-Resource-Policy: cross-origin  (instead, for p/ and m/" in rest


@pytest.mark.parametrize(
    ("kind", "place", "root"),
    [
        ("folder", "/srv/www/north/", "/srv/www/north"),
        ("sftp", "sftp://anna@host.example:2222/var/www", "/var/www"),
        ("rsync", "anna@host.example:/var/www", "/var/www"),
        ("rsync", "anna@host.example:www", "/srv/www"),
        ("rsync", "rsync://host.example/module/www", "/module/www"),
        ("s3", "s3://bucket/prefix", "/srv/north-2"),
    ],
)
def test_the_server_reads_from_where_the_mirror_is_written(
    kind: str, place: str, root: str
) -> None:
    text = render(mirror("nginx", kind=kind, place=place), SERVED)
    assert f"    root {root};\n" in text


@pytest.mark.parametrize(
    ("address", "listen", "name"),
    [
        ("https://mirror.example.org/", "80", "mirror.example.org"),
        ("http://mirror.example.org:8080/", "8080", "mirror.example.org"),
        ("http://[2001:db8::1]/", "[::]:80", "[2001:db8::1]"),
        ("http://[2001:db8::1]:8080/", "[::]:8080", "[2001:db8::1]"),
    ],
)
def test_nginx_listens_where_the_address_leads(address: str, listen: str, name: str) -> None:
    text = render(mirror("nginx", address=address), SERVED)
    assert f"    listen {listen};\n    server_name {name};\n" in text


@pytest.mark.parametrize(
    "more",
    [
        {"place": "/srv/a b"}, {"place": "/srv/a;}"}, {"onion": 'http://x.onion/"; return 200'},
        {"place": "/srv/$uri"}, {"address": "https://host{}/"},
    ],
)  # fmt: skip
def test_what_would_mean_something_else_in_a_configuration_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ProfileError, match="can't stand in a configuration"):
        render(mirror("nginx", **more), SERVED)


def test_without_a_profile_the_choice_is_told() -> None:
    with pytest.raises(ProfileError, match="choose nginx, caddy, headers-file or object"):
        render(mirror("none"), SERVED)


@pytest.mark.django_db
def test_the_command_prints_the_profile_or_one_clear_line(home: Path) -> None:
    kept = mirror("nginx")
    kept.save()
    done = CliRunner().invoke(solidary, ["mirror", "headers", "north-2"])
    assert (done.exit_code, done.output) == (0, render(kept, Served.by(kept)))
    done = CliRunner().invoke(solidary, ["mirror", "headers", "south"])
    assert (done.exit_code, "there is no mirror south" in done.output) == (1, True)
    Mirror.objects.update(profile="none")
    done = CliRunner().invoke(solidary, ["mirror", "headers", "north-2"])
    assert (done.exit_code, "choose nginx" in done.output) == (1, True)


@pytest.mark.django_db
def test_the_newsrooms_own_site_has_a_profile_too(home: Path) -> None:
    done = CliRunner().invoke(solidary, ["mirror", "headers", "--profile", "nginx"])
    assert done.exit_code == 0, done.output
    assert f"    root {home / 'site'};" in done.output
    said = said_by_nginx(done.output, "/", "en/index.html")
    assert said.pop("Link") == '<http://127.0.0.1:8000/en/index.html>; rel="canonical"'
    assert said == headers_for("en/index.html")
    done = CliRunner().invoke(solidary, ["mirror", "headers", "--profile", "nginx", "--dangerous"])
    assert said_by_nginx(done.output, "/", "p/x.webp")["Cache-Control"] == KEEP_NOTHING
    done = CliRunner().invoke(solidary, ["mirror", "headers"])
    assert (done.exit_code, "Name a mirror" in done.output) == (2, True)
