"""A process that only computes shuts itself in: every layer there is, in the order that works.

First `begin`, when nothing is loaded yet; then the process loads what it needs; then `finish`, and
from there on it has what is open and its memory. Only then may it read a stranger's byte.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field

from . import identity, landlock, limits, namespaces, seccomp
from .layers import Layer


@dataclass(slots=True)
class Shutting:
    """One process on its way in. `parent`: the process that started it, with which it ends."""

    parent: int
    without: Collection[Layer] = ()
    """layers left out; for tests, which show that the others hold without them"""
    in_force: set[Layer] = field(default_factory=set)

    def begin(self) -> None:
        """Namespaces; the caller may go on in a child process, which ends with it."""
        if Layer.NAMESPACES not in self.without and namespaces.enter(self.parent):
            self.in_force.add(Layer.NAMESPACES)
            self.parent = 0

    def finish(self, *, memory: int, seconds: int, threads: bool = False, files: int = 3) -> None:
        """All the others, for good. `memory` in bytes, with what the process has already; `seconds`
        of processor time in all; `files`: how many are open, standard input and output among them.

        `threads`: it may start threads of its own. There must be one now. Raises OSError where a
        layer is there and fails all the same.
        """
        addresses = limits.addresses_now()
        if Layer.NAMESPACES in self.in_force and not namespaces.empty_root():
            self.in_force.discard(Layer.NAMESPACES)
        if Layer.NOBODY not in self.without:
            if identity.become_nobody():
                self.in_force.add(Layer.NOBODY)
            identity.drop_capabilities()
        with suppress(OSError):
            # After the change of user, which takes both back.
            limits.die_with(self.parent)
            limits.show_nothing()
        self._landlock()
        if Layer.LIMITS not in self.without:
            limits.limit_all(
                memory=memory,
                addresses=addresses,
                seconds=seconds,
                files=files,
                processes=None if threads else 0,
            )
            self.in_force.add(Layer.LIMITS)
        if Layer.FILTER not in self.without and seccomp.allow(seccomp.computing(threads=threads)):
            self.in_force.add(Layer.FILTER)

    def _landlock(self) -> None:
        files, ports, signals = (
            Layer.LANDLOCK_FILES,
            Layer.LANDLOCK_PORTS,
            Layer.LANDLOCK_SIGNALS,
        )
        if files in self.without:
            return
        held = landlock.restrict(
            bind=None if ports in self.without else (),
            connect=None if ports in self.without else (),
            sockets_and_signals=signals not in self.without,
        )
        there = {files: held.files, ports: held.ports, signals: held.sockets_and_signals}
        self.in_force |= {layer for layer, holds in there.items() if holds}
