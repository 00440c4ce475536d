"""What a process says of itself on stderr: never a word of a request.

A log lies where it is read by whoever seizes the machine. So a line holds what the program says
(its own code, line numbers, classes of errors) and no value: not an address, a header, a field, nor
the message of an error, for a message often quotes what was sent.
"""

from __future__ import annotations

import linecache
import logging
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from gunicorn.glogging import Logger as GunicornsLogger

OURS = "solidary"
"""Our loggers say what their code says; of others nobody knows what is in a message."""
SAFE = ((OURS, ""), ("gunicorn.error", "arbiter"))
"""(logger, module) whose messages are written: gunicorn's arbiter sees no request."""
SILENT = ("django.security", "django.server", "gunicorn.access", "asyncio.requests")
"""Loggers that tell of nothing but requests."""
LEFT_OUT = "…"
FRAMES = 40
"""Frames of a traceback that are written at most: the innermost."""
CHAIN = 8
"""Errors that follow from each other that are written at most."""

_in_request: ContextVar[bool] = ContextVar("in_request", default=False)


def request_begins() -> None:
    """From here on this thread (or task) serves requests: values are left out of its lines."""
    _in_request.set(True)


def worker_begins() -> None:
    """From here on this process answers requests, and what gunicorn warns of is one that it can't read."""
    logging.getLogger("gunicorn.error").setLevel(logging.ERROR)


class RequestFree(logging.Formatter):
    """Writes a record as one line, and below it where an error was raised."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}: {words(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{trace(error)}"


def words(record: logging.LogRecord) -> str:
    """What a record says, without values where they may be a request's."""
    ours = any(_is_of(record.name, name) and (not module or record.module == module)
               for name, module in SAFE)  # fmt: skip
    if not ours:
        return f"at {record.module}.py, line {record.lineno} (its words are not written)"
    if not _in_request.get() or not _is_of(record.name, OURS):
        return " ".join(record.getMessage().split())
    if not record.args:
        return str(record.msg)
    kept: Any = (
        {name: _value(value) for name, value in record.args.items()}
        if isinstance(record.args, Mapping)
        else tuple(map(_value, record.args))
    )
    try:
        return str(record.msg) % kept
    except (TypeError, ValueError):
        return str(record.msg)


def trace(error: BaseException) -> str:
    """Where an error was raised, and what it followed from: lines of code and classes."""
    return "\n".join(line for each in _chain(error) for line in _lines(each))


def keep_requests_out(*, debug: bool = False) -> None:
    """Have everything this process writes about itself go through RequestFree.

    Called once the process's frameworks have set up their own logging. `debug`: errors that reach
    the top are written in full, as SOLIDARY_DEBUG=1 asks for.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter() if debug else RequestFree())
    handler.addFilter(_worth_saying)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    if not debug:
        sys.excepthook = _top
        threading.excepthook = _top_of_thread
        sys.unraisablehook = _unraisable


class ArbiterLogger(GunicornsLogger):
    """gunicorn's messages go the way of all others."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self.loglevel = logging.WARNING
        self._access_log_enabled = False
        for logger in (self.error_log, self.access_log):
            logger.handlers.clear()
            logger.propagate = True
            logger.setLevel(self.loglevel)

    def critical(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._say(logging.CRITICAL, msg, *args, **kwargs)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._say(logging.ERROR, msg, *args, **kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._say(logging.WARNING, msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._say(logging.ERROR, msg, *args, exc_info=True, **kwargs)

    def _say(self, level: int, msg: Any, *args: Any, **kwargs: Any) -> None:
        """As said by whoever calls gunicorn's logger, and not by the logger: which module it is decides
        whether the words are written (SAFE)."""
        self.error_log.log(level, msg, *args, stacklevel=3, **kwargs)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Who asked what is nobody's business."""


def _worth_saying(record: logging.LogRecord) -> bool:
    if any(_is_of(record.name, name) for name in SILENT):
        return False
    # What was refused, wasn't there or is closed is the sender's matter; errors of ours have a trace.
    return bool(record.exc_info) or not _is_of(record.name, "django.request")


def _is_of(name: str, logger: str) -> bool:
    return name == logger or name.startswith(f"{logger}.")


def _value(value: object) -> object:
    """Numbers stay, for templates ask for them and they name rows and counts."""
    return value if isinstance(value, int | float) else LEFT_OUT


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, the last raised first; groups with all they hold."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < CHAIN:
        each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(each.exceptions)
        waiting.append(each.__cause__ or (None if each.__suppress_context__ else each.__context__))


def _lines(error: BaseException) -> Iterable[str]:
    kind = type(error)
    said = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    if isinstance(error, OSError) and isinstance(error.errno, int):
        # What the system calls it; the error's own words may name a file of somebody's.
        said += f" ({os.strerror(error.errno)})"
    frames = list(_frames(error.__traceback__))[-FRAMES:]
    return [f"  {said}", *frames]


def _frames(raised: TracebackType | None) -> Iterator[str]:
    while raised is not None:
        code = raised.tb_frame.f_code
        where = f"    {code.co_filename}:{raised.tb_lineno} in {code.co_name}"
        source = linecache.getline(code.co_filename, raised.tb_lineno).strip()
        yield f"{where}: {source}" if source else where
        raised = raised.tb_next


def say(words: str, error: BaseException) -> None:
    """Write an error that nobody logs: where it was raised, and its class."""
    if sys.stderr is not None:
        line = f"ERROR {OURS}: {words}\n{trace(error)}"
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - where else, at the very end


def _top(kind: type[BaseException], error: BaseException, raised: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        say("this process ends", error)


def _top_of_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        say("a thread ends", given.exc_value)


def _unraisable(given: Any) -> None:
    if given.exc_value is not None:
        say("something couldn't be put away", given.exc_value)
