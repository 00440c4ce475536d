"""Fixtures every room's tests may use: a home of their own, a browser, two page checkers.

The home is set before Django reads its settings, and always anew, so that no test run can
ever touch the home of a newsroom, whatever the environment says.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import socketserver
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.utils import translation
from pytest_django import Settings

from tests.fixtures.laws import SLOW
from tests.fixtures.memory import in_memory

_HOME = Path(tempfile.mkdtemp(prefix="solidary-tests-", dir=in_memory()))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
if _memory := in_memory():
    # Where `tmp_path` and its like are made.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _memory)

ABOUT_TESTS = ("SOLIDARY_REQUIRE_BROWSER", "SOLIDARY_BROWSER")
"""What of the environment is meant for the tests; all else is a newsroom's."""
for _name in [name for name in os.environ if name.startswith("SOLIDARY_")]:
    if _name not in ABOUT_TESTS:
        del os.environ[_name]
os.environ["SOLIDARY_HOME"] = str(_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "solidary.settings"
# Playwright keeps an event loop on the thread that drives the browser; the record is only
# ever used by one thread at a time here, so Django's guard against that would cry wolf.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Servers of the tests send heads and bodies in two writes: without this the second waits forty
# milliseconds for the first to be acknowledged, at every request of a browser or of a check.
socketserver.StreamRequestHandler.disable_nagle_algorithm = True

# pytest-django leaves starting Django to whoever names the settings this late. What it loads stays;
# looking for garbage in it, and in all that tests have loaded, would take a tenth of their time.
django.setup()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

# A law is about what comes out: on a busy machine any example may take long, to make and to try. The
# other profile is chosen by `make test-exhaustive`; `tests.fixtures.laws.examples` says how many a law gets.
hypothesis.settings.register_profile(
    "laws", deadline=None, print_blob=True, suppress_health_check=SLOW
)
hypothesis.settings.register_profile(
    "exhaustive", hypothesis.settings.get_profile("laws"), max_examples=1000
)
hypothesis.settings.load_profile("laws")

pytest_plugins = [
    "tests.fixtures.browser",
    "tests.fixtures.checkers",
    "tests.fixtures.desk",
    "tests.fixtures.record",
    "tests.fixtures.release",
]


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A request at the desk leaves its editor's language with the thread; the next test has none."""
    yield
    translation.deactivate()


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """An empty home for one test: files and releases land there; the database is the test's."""
    place = tmp_path / "home"
    for folder in ("files", "site", "press"):
        (place / folder).mkdir(parents=True)
    settings.HOME = place
    settings.MEDIA_ROOT = place / "files"
    return place
