"""What Python has no words for: system calls by their number, through the C library.

Numbers are those of Linux on x86-64 (arch/x86/entry/syscalls/syscall_64.tbl) and aarch64
(include/uapi/asm-generic/unistd.h); what is newer than 5.0 has the same number everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from typing import NamedTuple


class Machine(NamedTuple):
    """A processor whose system calls we know."""

    name: str
    audit: int
    """how the kernel names it to a filter (AUDIT_ARCH_*, include/uapi/linux/audit.h)"""
    column: int
    """its place in a line of NUMBERS"""


MACHINES = {
    "x86_64": Machine("x86_64", 0xC000_003E, 0),
    "aarch64": Machine("aarch64", 0xC000_00B7, 1),
}

NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "add_key": (248, 217),
    "bind": (49, 200),
    "bpf": (321, 280),
    "brk": (12, 214),
    "capset": (126, 91),
    "chroot": (161, 51),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "clone": (56, 220),
    "clone3": (435, 435),
    "close": (3, 57),
    "connect": (42, 203),
    "delete_module": (176, 106),
    "execve": (59, 221),
    "execveat": (322, 281),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "finit_module": (313, 273),
    "fork": (57, None),
    "fsopen": (430, 430),
    "futex": (202, 98),
    "getcpu": (309, 168),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getrandom": (318, 278),
    "getrusage": (98, 165),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "init_module": (175, 105),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "lseek": (8, 62),
    "madvise": (28, 233),
    "membarrier": (324, 283),
    "memfd_create": (319, 279),
    "mmap": (9, 222),
    "mount": (165, 40),
    "move_mount": (429, 429),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "nanosleep": (35, 101),
    "open": (2, None),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "openat": (257, 56),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "poll": (7, None),
    "ppoll": (271, 73),
    "prlimit64": (302, 261),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "read": (0, 63),
    "readv": (19, 65),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "seccomp": (317, 277),
    "set_robust_list": (273, 99),
    "setns": (308, 268),
    "sigaltstack": (131, 132),
    "socket": (41, 198),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "tgkill": (234, 131),
    "time": (201, None),
    "times": (100, 153),
    "tkill": (200, 130),
    "umount2": (166, 39),
    "uname": (63, 160),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vfork": (58, None),
    "write": (1, 64),
    "writev": (20, 66),
}
"""System call → its number on x86-64 and on aarch64; None where there is none."""

_LIBRARY = ctypes.CDLL(None, use_errno=True)


def machine() -> Machine | None:
    """The processor we run on; None for one whose numbers aren't here, and where this isn't Linux."""
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return None
    return MACHINES.get(platform.machine())


def call(name: str, *arguments: object) -> int:
    """Make a system call. Integers, bytes, None and ctypes pointers are handed on as they are.

    Raises OSError with the kernel's reason; ENOSYS where this machine or kernel has no such call.
    """
    here = machine()
    number = NUMBERS[name][here.column] if here else None
    if number is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), name)
    wide = [
        ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments
    ]
    done: int = _LIBRARY.syscall(ctypes.c_long(number), *wide)
    if done < 0:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason), name)
    return done


def control(option: int, *arguments: int) -> int:
    """prctl(2): `option` and up to four numbers. Raises OSError as `call` does."""
    if machine() is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), "prctl")
    padded = [*arguments, 0, 0, 0, 0][:4]
    done: int = _LIBRARY.prctl(ctypes.c_int(option), *map(ctypes.c_ulong, padded))
    if done < 0:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason), "prctl")
    return done
