"""A filter of system calls lets through what it should on both processors, and nothing else."""

from __future__ import annotations

import errno
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.sandbox import kernel, seccomp

ALLOW, FAIL, KILL = 0x7FFF_0000, 0x0005_0000 | errno.EPERM, 0x8000_0000
MISSING = 0x0005_0000 | errno.ENOSYS
MACHINES = list(kernel.MACHINES.values())
BOTH = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)


def answer(program: bytes, number: int, machine: kernel.Machine, *arguments: int) -> int:
    """What the kernel's small machine answers to a call (Documentation/networking/filter.rst)."""
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<iIQ6Q", number, machine.audit, 0, *padded)
    steps = [struct.unpack_from("<HBBI", program, at) for at in range(0, len(program), 8)]
    at = word = 0
    while True:
        code, if_true, if_false, value = steps[at]
        at += 1
        match code:
            case 0x20:
                word = struct.unpack_from("<I", data, value)[0]
            case 0x54:
                word &= value
            case 0x15:
                at += if_true if word == value else if_false
            case 0x35:
                at += if_true if word >= value else if_false
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(f"an instruction we don't write: {code:#x}")


def number(name: str, machine: kernel.Machine) -> int:
    found = seccomp.number_of(name, machine)
    assert found is not None
    return found


@BOTH
def test_who_only_computes_may_call_what_that_needs(machine: kernel.Machine) -> None:
    program = seccomp.only(seccomp.computing(), machine)
    for name in ("read", "write", "futex", "brk", "exit_group", "getrandom", "clock_gettime"):
        assert answer(program, number(name, machine), machine) == ALLOW, name


@BOTH
def test_who_only_computes_may_not_call_out(machine: kernel.Machine) -> None:
    program = seccomp.only(seccomp.computing(), machine)
    for name in (
        "openat",
        "socket",
        "connect",
        "execve",
        "clone",
        "ptrace",
        "kill",
        "memfd_create",
    ):
        assert answer(program, number(name, machine), machine) == FAIL, name
    for name in seccomp.NEVER_NEEDED:
        assert answer(program, number(name, machine), machine) == FAIL, name


@BOTH
def test_memory_is_never_made_executable(machine: kernel.Machine) -> None:
    program = seccomp.only(seccomp.computing(), machine)
    for name in ("mmap", "mprotect"):
        call = number(name, machine)
        assert answer(program, call, machine, 0, 4096, 3) == ALLOW
        for rights in (4, 5, 7, 4 | 1 << 40):
            assert answer(program, call, machine, 0, 4096, rights) == FAIL


@BOTH
def test_signals_and_limits_are_for_the_process_itself(machine: kernel.Machine) -> None:
    program = seccomp.only(seccomp.computing(), machine)
    signal, limit = number("tgkill", machine), number("prlimit64", machine)

    assert answer(program, signal, machine, os.getpid(), 1, 6) == ALLOW
    assert answer(program, signal, machine, os.getppid(), 1, 6) == FAIL
    assert answer(program, limit, machine, 0, 7, 0, 99) == ALLOW, "any may be read"
    assert answer(program, limit, machine, 0, 2, 99) == ALLOW, "memory may be set"
    assert answer(program, limit, machine, 0, 7, 99) == FAIL, "open files may not"
    assert answer(program, limit, machine, os.getppid(), 2, 99) == FAIL


@BOTH
def test_threads_are_let_and_processes_are_not(machine: kernel.Machine) -> None:
    program = seccomp.only(seccomp.computing(threads=True), machine)
    clone = number("clone", machine)
    assert answer(program, clone, machine, 0x3D0F00) == ALLOW, "flags of pthread_create"
    assert answer(program, clone, machine, 0x11) == FAIL, "flags of fork"
    assert answer(program, number("clone3", machine), machine) == MISSING


def test_a_call_in_another_machines_manner_ends_the_process() -> None:
    ours, other = MACHINES
    for program in (seccomp.only(seccomp.computing(), ours), seccomp.all_but(["ptrace"], ours)):
        assert answer(program, 0, other) == KILL


@given(number=st.integers(0x4000_0000, 0x4000_0400))
def test_the_second_set_of_calls_is_closed(number: int) -> None:
    intel = kernel.MACHINES["x86_64"]
    assert answer(seccomp.only(seccomp.computing(), intel), number, intel) == FAIL
    assert answer(seccomp.all_but(["ptrace"], intel), number, intel) == FAIL


@BOTH
@given(number=st.integers(0, 600))
def test_a_call_that_nobody_named_is_refused(machine: kernel.Machine, number: int) -> None:
    rules = seccomp.computing(threads=True)
    named = {seccomp.number_of(rule.name, machine) for rule in rules}
    if number not in named:
        got = answer(seccomp.only(rules, machine), number, machine)
        assert got == (MISSING if number == kernel.NUMBERS["clone3"][0] else FAIL)


@BOTH
@given(number=st.integers(0, 600))
def test_what_is_refused_by_name_is_all_that_is_refused(
    machine: kernel.Machine, number: int
) -> None:
    refused = {seccomp.number_of(name, machine) for name in seccomp.NEVER_NEEDED}
    got = answer(seccomp.all_but(seccomp.NEVER_NEEDED, machine), number, machine)
    assert got == (FAIL if number in refused else ALLOW)


def test_every_filter_is_short_enough_for_the_kernel() -> None:
    for machine in MACHINES:
        assert len(seccomp.only(seccomp.computing(threads=True), machine)) // 8 < 4096
