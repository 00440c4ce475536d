"""What a process of ours serves: one web application with settings, addresses and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process takes on at most. Bodies are limited by the application's own settings."""

    threads: int = 8
    """requests answered at once"""
    stalled: int = 120
    """seconds without a sign of life after which the working process is replaced"""
    stopping: int = 20
    """seconds a request may still take when the process is told to stop"""
    address: int = 4094
    """bytes of a request's first line, its address in it; 8190 at most"""
    headers: int = 100
    """headers of a request"""
    header: int = 8190
    """bytes of one header"""


def _nobody() -> None:
    """Nothing goes on beside the requests."""


@dataclass(frozen=True, slots=True)
class Application:
    """One web application. It gets a process of its own, for Django's settings are a process's."""

    name: str
    """of its process, as the machine lists it"""
    settings: str
    """the module of its settings; its addresses are the ROOT_URLCONF they name"""
    limits: Limits = field(default_factory=Limits)
    begin_beside: Callable[[], None] = _nobody
    """begins what goes on beside the requests, in threads that end with the process"""
