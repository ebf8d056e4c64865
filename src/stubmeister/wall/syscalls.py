"""Refuses, by seccomp, calls to the kernel that no exercise needs and that reach around the other limits.

- Memory that belongs to no process (memfd, System V, shared anonymous mappings, a tmpfs of one's own in a new
  namespace): the warm process, which watches its workers' memory, would not see it.
- The warm process itself: its limits, priority and processors would be those of every later worker.
- Kernel keyrings and message queues: they outlive a worker.

Everything else is allowed. Nothing here imports anything but Python's own.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator

# Numbers: x86-64, then the generic table that 64-bit ARM and RISC-V use.
_REFUSED = {
    # memory that belongs to no process
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    # what outlives a worker
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # namespaces and mounts of one's own
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    # parts of the kernel that programs like these never use, and where its holes have been
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
# Their first argument is a process: only 0, the caller itself, is allowed.
_OWN_ONLY = {
    "prlimit64": (302, 261),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
}
_CLONE, _CLONE3, _MMAP = (56, 220), (435, 435), (9, 222)
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_SHARED_ANONYMOUS = 0x21  # MAP_SHARED and MAP_ANONYMOUS of mmap's flags

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7), "riscv64": (1, 0xC00000F3)}
_X32 = 0x40000000  # numbers from here on are a second table on x86-64

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 4, 16, 40  # offsets in struct seccomp_data
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2

Instruction = tuple[int, int, str, str]  # code, operand, label if true, label if false; "" is the next one


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine(gpu: bool = False, machine: str = "") -> bool:
    """Refuse these calls to this process and all it will start; False on a machine without a table here.

    Args:
        gpu: Allow the shared memory that CUDA works with.
        machine: As `platform.machine` names it.

    Raises:
        OSError: The kernel does not take the filter.
    """
    machine = machine or platform.machine()
    if sys.byteorder != "little" or machine not in _MACHINES:
        return False
    code = program(*_MACHINES[machine], gpu)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    filter_ = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filter_), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")
    return True


def program(column: int, architecture: int, gpu: bool = False) -> bytes:
    """The filter as the kernel takes it, for one column of the tables."""
    return assembled([*_entry(column, architecture), *_dispatch(column, gpu), *_tails()])


def _entry(column: int, architecture: int) -> Iterator[tuple[str, Instruction]]:
    yield "", (_LOAD, _ARCHITECTURE, "", "")
    yield "", (_EQUAL, architecture, "", "refuse")
    yield "", (_LOAD, _NUMBER, "", "")
    if column == 0:
        yield "", (_AT_LEAST, _X32, "refuse", "")


def _dispatch(column: int, gpu: bool) -> Iterator[tuple[str, Instruction]]:
    for name, numbers in _REFUSED.items():
        if not (gpu and name == "memfd_create"):
            yield "", (_EQUAL, numbers[column], "refuse", "")
    for numbers in _OWN_ONLY.values():
        yield "", (_EQUAL, numbers[column], "own", "")
    yield "", (_EQUAL, _CLONE[column], "clone", "")
    yield "", (_EQUAL, _MMAP[column], "allow" if gpu else "mmap", "")
    yield "", (_EQUAL, _CLONE3[column], "absent", "allow")


def _tails() -> Iterator[tuple[str, Instruction]]:
    yield "own", (_LOAD, _FIRST_ARGUMENT, "", "")
    yield "", (_EQUAL, 0, "allow", "refuse")
    yield "clone", (_LOAD, _FIRST_ARGUMENT, "", "")
    yield "", (_ANY_BIT, _NEW_NAMESPACES, "refuse", "allow")
    yield "mmap", (_LOAD, _FOURTH_ARGUMENT, "", "")
    yield "", (_AND, _SHARED_ANONYMOUS, "", "")
    yield "", (_EQUAL, _SHARED_ANONYMOUS, "refuse", "allow")
    yield "refuse", (_RETURN, _ERRNO | errno.EPERM, "", "")
    # its flags lie in memory, where a filter cannot look; the C library then takes clone
    yield "absent", (_RETURN, _ERRNO | errno.ENOSYS, "", "")
    yield "allow", (_RETURN, _ALLOW, "", "")


def assembled(lines: list[tuple[str, Instruction]]) -> bytes:
    """Instructions in the kernel's form, labels as distances."""
    places = {label: place for place, (label, _) in enumerate(lines) if label}

    def distance(label: str, place: int) -> int:
        return places[label] - place - 1 if label else 0

    return b"".join(
        struct.pack("<HBBI", code, distance(yes, place), distance(no, place), operand)
        for place, (_, (code, operand, yes, no)) in enumerate(lines)
    )
