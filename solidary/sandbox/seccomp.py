"""A filter of system calls: what a process may still ask of the kernel, and nothing else.

A filter is a program of the kernel's small machine (BPF), written here instruction by instruction
(seccomp(2), include/uapi/linux/{filter,seccomp}.h). It looks at a call's number and the numbers it
is called with, never at memory, so it can't be deceived by what changes there. A call that isn't
allowed fails with EPERM, as if the kernel refused it: libraries that ask for what they can do
without go on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Collection, Iterable
from typing import NamedTuple

from . import kernel
from .limits import gain_nothing

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
"""Instructions: load a word of the call, mask it, compare it (two), answer."""
_ALLOW, _FAIL, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
"""Offsets in struct seccomp_data."""
_X32 = 0x4000_0000
"""From this number on x86-64 has a second set of calls, which nobody uses (x32)."""
_MODE_FILTER, _ALL_THREADS = 1, 1
_PROT_EXEC = 0x4
_THREAD = 0x0001_0000
"""CLONE_THREAD."""
_LIMITS_ASKED_HERE = (0, 2)
"""RLIMIT_CPU and RLIMIT_DATA, lowered from job to job."""


class Where(NamedTuple):
    """A condition on one argument of a call: it, masked, has to be this."""

    argument: int
    equals: int
    mask: int = 0xFFFF_FFFF_FFFF_FFFF


class Rule(NamedTuple):
    """A call that is allowed, when all conditions hold."""

    name: str
    conditions: tuple[Where, ...] = ()


def computing(*, threads: bool = False) -> list[Rule]:
    """What a process needs that only computes: it reads and writes what is open, has memory and
    clocks, and can end. It opens, starts, connects and signals nothing, maps nothing executable.

    `threads`: may start threads of its own, no processes.
    """
    plain = (
        "read write readv writev close lseek munmap mremap brk madvise futex sched_yield getrandom "
        "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times rt_sigaction "
        "rt_sigprocmask rt_sigreturn sigaltstack exit exit_group getpid getppid gettid getcpu "
        "sched_getaffinity getrusage poll ppoll uname restart_syscall membarrier"
    )
    rules = [Rule(name) for name in plain.split()]
    not_executable = (Where(2, 0, _PROT_EXEC),)
    rules += [Rule("mmap", not_executable), Rule("mprotect", not_executable)]
    # To itself only: the C library ends a process that way.
    rules.append(Rule("tgkill", (Where(0, os.getpid()),)))
    # Asked of itself: any limit may be read; two be set.
    rules.append(Rule("prlimit64", (Where(0, 0), Where(2, 0))))
    rules += [Rule("prlimit64", (Where(0, 0), Where(1, which))) for which in _LIMITS_ASKED_HERE]
    if threads:
        rules += [Rule("clone", (Where(0, _THREAD, _THREAD),)), Rule("rseq")]
        rules.append(Rule("set_robust_list"))
    return rules


NEVER_NEEDED = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
    "kcmp",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "keyctl",
    "add_key",
    "request_key",
    "kexec_load",
    "init_module",
    "finit_module",
    "delete_module",
    "mount",
    "umount2",
    "move_mount",
    "fsopen",
    "open_tree",
    "pivot_root",
    "chroot",
    "setns",
    "unshare",
    "reboot",
    "swapon",
    "swapoff",
    "open_by_handle_at",
]
"""Calls that no server of ours makes once it is running: with them it could look into others, or
ask the kernel for what has often been broken."""


def allow(rules: Iterable[Rule]) -> bool:
    """Let every thread of this process make these calls only, from now on and for good.

    Whether the filter is in force: not, where kernel or processor don't know of it.
    """
    here = kernel.machine()
    return here is not None and _install(only(rules, here))


def refuse(names: Collection[str]) -> bool:
    """Let no thread of this process make these calls again; all others stay. As `allow`."""
    here = kernel.machine()
    return here is not None and _install(all_but(names, here))


def only(rules: Iterable[Rule], machine: kernel.Machine) -> bytes:
    """The filter that allows these calls and fails all others."""
    program = _beginning(machine)
    numbered = [(number_of(rule.name, machine), rule) for rule in rules]
    for number, rule in numbered:
        if number is not None:
            program += _when(number, rule.conditions, _ALLOW)
    # The C library tries this one first and takes the older one where the kernel is too old for it.
    newest = number_of("clone3", machine)
    if newest is not None:
        program += _when(newest, (), _FAIL | errno.ENOSYS)
    return b"".join([*program, _instruction(_RETURN, _FAIL | errno.EPERM)])


def all_but(names: Collection[str], machine: kernel.Machine) -> bytes:
    """The filter that fails these calls and allows all others."""
    program = _beginning(machine)
    for name in names:
        number = number_of(name, machine)
        if number is not None:
            program += _when(number, (), _FAIL | errno.EPERM)
    return b"".join([*program, _instruction(_RETURN, _ALLOW)])


def number_of(name: str, machine: kernel.Machine) -> int | None:
    """A call's number on a machine; None where it has none. Raises KeyError for a name unknown."""
    return kernel.NUMBERS[name][machine.column]


def is_known() -> bool:
    """Whether kernel and processor know filters."""
    if kernel.machine() is None:
        return False
    action = ctypes.c_uint32(_FAIL)
    try:
        kernel.call("seccomp", 2, 0, ctypes.byref(action))
    except OSError:
        return False
    return True


def _install(program: bytes) -> bool:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    gain_nothing()
    written = Program(len(program) // 8, program)
    try:
        refused = kernel.call("seccomp", _MODE_FILTER, _ALL_THREADS, ctypes.byref(written))
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EINVAL, errno.EPERM):
            return False
        raise
    return refused == 0


def _beginning(machine: kernel.Machine) -> list[bytes]:
    """A call in another machine's manner has other numbers: it ends the process."""
    program = [
        _instruction(_LOAD, _MACHINE_AT),
        _instruction(_EQUAL, machine.audit, 1, 0),
        _instruction(_RETURN, _KILL),
    ]
    if machine.name == "x86_64":
        program += [
            _instruction(_LOAD, _NUMBER_AT),
            _instruction(_AT_LEAST, _X32, 0, 1),
            _instruction(_RETURN, _FAIL | errno.EPERM),
        ]
    return program


def _when(number: int, conditions: tuple[Where, ...], answer: int) -> list[bytes]:
    """Answer a call of this number, if all conditions hold; otherwise go on behind this block."""
    tests = [(_NUMBER_AT, 0xFFFF_FFFF, number)]
    for where in conditions:
        for half, shift in ((0, 0), (4, 32)):
            mask = (where.mask >> shift) & 0xFFFF_FFFF
            if mask:
                at = _ARGUMENTS_AT + 8 * where.argument + half
                tests.append((at, mask, (where.equals >> shift) & 0xFFFF_FFFF))
    lengths = [2 if mask == 0xFFFF_FFFF else 3 for _, mask, _ in tests]
    block, left = [], sum(lengths) + 1
    for (at, mask, equals), length in zip(tests, lengths, strict=True):
        block.append(_instruction(_LOAD, at))
        if length == 3:
            block.append(_instruction(_AND, mask))
        left -= length
        block.append(_instruction(_EQUAL, equals, 0, left))
    return [*block, _instruction(_RETURN, answer)]


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """A struct sock_filter; jumps count the instructions to leave out."""
    return struct.pack("=HBBI", code, if_true, if_false, value)
