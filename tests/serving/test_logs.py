"""What a process writes about itself holds no word of a request, and still says where it failed."""

from __future__ import annotations

import contextvars
import logging
import subprocess
import sys
from collections.abc import Callable

import pytest
from gunicorn.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.serving import logs
from tests.fixtures.laws import examples

NEEDLE = "needle-4711"
LINE = logs.RequestFree()


def record(name: str, words: str, *args: object, module: str = "views") -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, f"/x/{module}.py", 12, words, args, None)


def in_request(record: logging.LogRecord) -> str:
    def write() -> str:
        logs.request_begins()
        return LINE.format(record)

    return contextvars.copy_context().run(write)


def raised() -> BaseException:
    try:
        try:
            raise FileNotFoundError(2, "gone", f"/{NEEDLE}")
        except OSError as error:
            raise ValueError(f"no such thing: {NEEDLE}") from error
    except ValueError as error:
        return error


@pytest.mark.parametrize("name", ["django.request", "gunicorn.error", "wagtail", "py.warnings"])
def test_of_what_others_say_the_place_is_written_and_not_the_words(name: str) -> None:
    for line in (f"Not Found: /{NEEDLE}", f"Error handling request {NEEDLE} %s"):
        said = LINE.format(record(name, line, *([NEEDLE] if "%s" in line else [])))
        assert NEEDLE not in said
        assert "views.py, line 12" in said


def test_the_arbiter_may_say_that_a_worker_was_killed() -> None:
    line = record("gunicorn.error", "Worker (pid:%s) was sent SIGKILL!", 7, module="arbiter")
    assert LINE.format(line) == "ERROR gunicorn.error: Worker (pid:7) was sent SIGKILL!"


def test_gunicorns_logger_says_who_speaks(caplog: pytest.LogCaptureFixture) -> None:
    """Which is what tells the arbiter, that sees no request, from a worker that quotes it."""
    code = "def say(log):\n    log.{how}('Worker (pid:%s) of " + NEEDLE + "', 7)"
    log = logs.ArbiterLogger(Config())
    for how in ("error", "critical", "warning", "exception"):
        for module, words in (("arbiter", True), ("base", False)):
            caplog.clear()
            place: dict[str, Callable[[object], None]] = {}
            exec(compile(code.format(how=how), f"/x/{module}.py", "exec"), place)
            with caplog.at_level(logging.WARNING, "gunicorn.error"):
                place["say"](log)
            assert (NEEDLE in LINE.format(caplog.records[-1])) is words, (how, module)


def test_our_own_lines_lose_their_values_while_a_request_is_answered() -> None:
    line = record("solidary.desk", "Page of “%s” can't be drawn (%d)", NEEDLE, 3)
    assert in_request(line) == "ERROR solidary.desk: Page of “…” can't be drawn (3)"
    # The clock and the courier answer nobody.
    assert NEEDLE in LINE.format(line)
    assert NEEDLE not in in_request(record("solidary.desk", "%(what)s", {"what": NEEDLE}))
    assert in_request(record("solidary.desk", "of %d", NEEDLE)).endswith("of %d")


def test_an_error_is_written_as_lines_of_code_and_classes() -> None:
    said = logs.trace(raised())
    assert NEEDLE not in said
    assert "ValueError" in said and "FileNotFoundError (No such file or directory)" in said
    assert "test_logs.py" in said and "in raised" in said
    many = BaseExceptionGroup(NEEDLE, [raised(), KeyError(NEEDLE)])
    assert NEEDLE not in logs.trace(many)
    assert "KeyError" in logs.trace(many)


def test_a_class_that_is_its_own_cause_ends_the_line_too() -> None:
    error = raised()
    error.__cause__ = error
    assert logs.trace(error).count("  ValueError\n") == 1


@settings(max_examples=examples(60))
@given(st.text(min_size=4), st.sampled_from(["solidary.x", "django.request", "other"]))
def test_whatever_was_sent_it_isnt_written(sent: str, name: str) -> None:
    said = in_request(record(name, "Refused: %s", f"\u2020{sent}\u2020"))
    assert "\u2020" not in said
    assert "\u2020" not in logs.trace(ValueError(f"\u2020{sent}"))


PROGRAM = f"""
import gc, logging, threading, warnings
from django.conf import settings
settings.configure()
import django
django.setup()
from solidary.serving import logs
logs.keep_requests_out(debug=%s)
logging.getLogger("django.request").warning("Not Found: /{NEEDLE}")
logging.getLogger("django.security.DisallowedHost").error("Invalid host {NEEDLE}")
logging.getLogger("django.request").error("Internal Server Error: /{NEEDLE}", exc_info=ValueError("{NEEDLE}"))
warnings.warn("naive: {NEEDLE}")
def fall():
    name = "needle" + "-4711"
    raise RuntimeError(name)
class Last:
    def __del__(self): fall()
Last()
thread = threading.Thread(target=fall)
thread.start(); thread.join()
fall()
"""


@pytest.mark.parametrize("debug", [False, True])
def test_a_process_that_fails_at_the_top_keeps_to_it_unless_it_is_debugged(debug: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM % debug], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert (NEEDLE in done.stderr) is debug
    assert done.stderr.count("RuntimeError") >= 3
    assert debug or ("Not Found" not in done.stderr and "django.security" not in done.stderr)
