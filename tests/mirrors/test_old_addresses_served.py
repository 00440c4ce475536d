"""Real servers answer for addresses of an older site as their maps say."""

from __future__ import annotations

import http.client
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.mirrors.models import Mirror
from solidary.mirrors.profile import Served
from solidary.mirrors.profiles import render
from solidary.release.redirects import MAPS, Redirect
from solidary.stories.errors import OldAddressError
from solidary.stories.old_addresses import OldAddress, read_old_address
from tests.fixtures.laws import SHARED, examples
from tests.fixtures.ports import end, free_port, wait_for
from tests.fixtures.programs import program

HOSTILE = (
    "/plain/", "/a b/c", '/say "this"', "/it's;here$now", "/{braces}/x", "/back`tick`", "/$uri/$1",
    "/навіны/салідарнасць/", "/日本語.html", "/Case/Matters", "/case/matters", "/x^y[1]|2", "/a*b?c=*",
    "/default", "/hostnames", "/~^.*", "/%F1%EE%EB", "/?p=12", "/?p=123", "/index.php?id=7&l=be",
    "/news.php", "/a%E2%80%8Bb", "/" + "very-long-" * 45, "/" + "доўгі-" * 80, "/{$HOME}", "/#no",
    "/a<b>&c", "/%25encoded", "/comma,semi;colon:",
)  # fmt: skip


def redirects_of(written: list[str]) -> list[Redirect]:
    """Every other one leads somewhere, each somewhere else; the rest are gone."""
    found: dict[str, OldAddress] = {}
    for each in written:
        with suppress(OldAddressError):
            old = read_old_address(each)
            found.setdefault(old.key, old)
    return [
        Redirect(old.path, old.asked, f"/en/s/aa/aaa{number:06}.html" if number % 3 else "")
        for number, old in enumerate(found.values())
    ]


@contextmanager
def served(server: str, site: Path, redirects: list[Redirect]) -> Iterator[int]:
    """A server of the profile's text over a folder with the maps; its port."""
    program(server, package=server)
    for address, written in MAPS.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        if data := written(redirects):
            (site / address).write_bytes(data)
    port = free_port()
    mirror = Mirror(
        name="old", kind="folder", place=str(site), profile=server,
        address=f"http://127.0.0.1:{port}/",
    )  # fmt: skip
    text = render(mirror, Served("", ("en",)))
    process = subprocess.Popen(
        COMMANDS[server](site.parent, text), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        wait_for(port, process, lambda: process.stdout.read().decode() if process.stdout else "")
        yield port
    finally:
        end(process)


def _nginx(folder: Path, text: str) -> list[str]:
    (folder / "site.conf").write_text(text, "utf-8")
    conf = folder / "nginx.conf"
    temp = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf.write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;\n"
        f"events {{}}\nhttp {{ {temp}\ninclude {folder}/site.conf; }}\n"
    )
    return ["nginx", "-c", str(conf), "-p", str(folder)]


def _caddy(folder: Path, text: str) -> list[str]:
    conf = folder / "Caddyfile"
    conf.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    return ["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"]


COMMANDS: dict[str, Callable[[Path, str], list[str]]] = {"nginx": _nginx, "caddy": _caddy}


def asked(port: int, address: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", address)
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or "", answer.read().decode()
    finally:
        line.close()


def site_in(folder: Path) -> Path:
    site = folder / "site"
    (site / "en").mkdir(parents=True)
    (site / "404.html").write_text("not here")
    (site / "en/404.html").write_text("not here in English")
    (site / "index.html").write_text("front")
    return site


def wrong(port: int, redirects: list[Redirect]) -> list[str]:
    """What a server answers otherwise than its map says, however the address is written."""
    found = []
    for redirect in redirects:
        for address in {redirect.asked, *([redirect.asked + "/"] if redirect.is_folder
                        and "?" not in redirect.asked else [])}:  # fmt: skip
            status, leads, _ = asked(port, address)
            wanted = (301, redirect.target) if redirect.target else (410, "")
            if (status, leads.removeprefix(f"http://127.0.0.1:{port}")) != wanted:
                found.append(f"{address}: {status} {leads}, not {wanted}")
    return found


@pytest.mark.parametrize("server", list(COMMANDS))
def test_a_server_leads_on_or_says_gone_whatever_is_in_an_address(
    server: str, tmp_path: Path
) -> None:
    redirects = redirects_of(list(HOSTILE))
    assert len(redirects) > 24
    with served(server, site_in(tmp_path), redirects) as port:
        assert wrong(port, redirects) == []
        assert asked(port, "/index.html")[0] == 200
        assert asked(port, "/nothing")[0] == 404
        assert asked(port, "/?p=1")[0] == 200
        gone = next(each for each in redirects if not each.target and each.path)
        assert "not here" in asked(port, gone.asked)[2]


@pytest.mark.parametrize("server", list(COMMANDS))
def test_a_path_is_known_however_it_is_encoded_and_whatever_follows_it(
    server: str, tmp_path: Path
) -> None:
    redirects = redirects_of(["/gone", "/навіны/дзень-1", "/Plain/Path.html"])
    with served(server, site_in(tmp_path), redirects) as port:
        for address in (
            quote("/навіны/дзень-1").lower(),
            quote("/навіны/дзень-1") + "?utm_source=x",
        ):
            assert asked(port, address)[:2] == (301, redirects[1].target), address
        assert asked(port, "/%50lain/Path.html")[0] == 301


@pytest.mark.parametrize("server", list(COMMANDS))
def test_a_server_starts_where_there_are_no_old_addresses(server: str, tmp_path: Path) -> None:
    with served(server, site_in(tmp_path), []) as port:
        assert asked(port, "/")[0] == 200


@pytest.mark.parametrize("server", ["nginx"])
def test_a_page_that_is_gone_says_so_in_its_own_words(server: str, tmp_path: Path) -> None:
    site = site_in(tmp_path)
    (site / "gone").mkdir()
    (site / "gone/index.html").write_text("taken from the site")
    with served(server, site, redirects_of(["/gone/"])) as port:
        assert asked(port, "/gone/")[::2] == (410, "taken from the site")
        assert asked(port, "/gone")[::2] == (410, "taken from the site")


@hypothesis_settings(max_examples=examples(2), suppress_health_check=SHARED)
@given(
    written=st.lists(st.text(min_size=1, max_size=60).map(lambda text: "/" + text), min_size=40),
    seed=st.integers(0, 10_000),
)
@pytest.mark.parametrize("server", list(COMMANDS))
def test_no_address_can_say_more_in_a_map_than_where_it_leads(
    server: str, written: list[str], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    letters = "aB/ \"'\\{}$;<>^`|*?#%&=:,~[]()й日"
    written += ["/x" + "".join(chance.choices(letters, k=12)) for _ in range(60)]
    redirects = redirects_of(written)
    with served(server, site_in(tmp_path_factory.mktemp("served")), redirects) as port:
        assert wrong(port, redirects) == []


@hypothesis_settings(max_examples=examples(40))
@given(st.lists(st.text(max_size=60).map(lambda text: "/x" + text)))
def test_no_line_of_a_map_holds_what_a_configuration_would_read(written: list[str]) -> None:
    redirects = redirects_of(written)
    for address in ("nginx-paths", "nginx-asked", "caddy-paths", "caddy-asked"):
        for line in MAPS[f"redirects/{address}.map"](redirects).decode().split("\n")[:-1]:
            assert line.count('"') == 4 and not set(line) & set("\r\t{}`"), line
    for line in MAPS["_redirects"](redirects).decode().split("\n")[:-1]:
        assert line.isascii() and len(line.split(" ")) == 3
        assert "*" not in line and ":" not in line
