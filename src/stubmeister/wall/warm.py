"""Process 1 of a sandbox: imports the libraries once and forks a worker for each submission.

One worker at a time. When it ends, everything it left in the sandbox is killed and its folders are emptied;
if that does not work out, this process ends itself and with it the sandbox, and the lane starts a new one.
It does no torch operation and asks nothing of CUDA: children of a process that did hang or fail.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
from pathlib import Path

from stubmeister.wall import syscalls, worker

FOLDERS = ("/tmp", "/dev/shm")  # everything inside that can be written
GONE_SECONDS = 2.0  # for a worker that has hung up to end by itself
POLL_MS = 100  # between two looks at the memory of a running worker
_PR_SET_DUMPABLE = 4


def main(control_fd: int, preload: list[str], gpu: bool = False) -> None:
    """Serve the lane on its control socket (SOCK_SEQPACKET) until it hangs up."""
    control = socket.socket(fileno=control_fd)
    gc.disable()  # a quarter of torch's import are collections that find nothing
    for name in preload:
        importlib.import_module(name)
    gc.enable()
    gc.collect()
    gc.freeze()  # children do not walk, and so do not copy, the libraries' objects
    set_dumpable(False)  # children cannot look into this process, its sockets or its memory
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Python handles this one: a child could end us with it
    syscalls.confine(gpu)
    send(control, {"event": "ready"})
    while True:
        data, fds = receive(control)
        if not data:
            return
        if fds:
            run_worker(control, fds[0], json.loads(data)["memory_mib"])


def set_dumpable(value: bool) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, int(value), 0, 0, 0)


def send(control: socket.socket, event: dict[str, object]) -> None:
    control.send(json.dumps(event).encode())


def receive(control: socket.socket) -> tuple[bytes, list[int]]:
    """One message and the file descriptors that came with it."""
    fds = array.array("i")
    data, ancillary, _, _ = control.recvmsg(4096, socket.CMSG_SPACE(fds.itemsize))
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(content[: len(content) - len(content) % fds.itemsize])
    return data, list(fds)


def run_worker(control: socket.socket, fd: int, memory_mib: int) -> None:
    """Fork a worker on `fd`, watch it until it ends or the lane says kill, then clean up."""
    pid = os.fork()
    if pid == 0:
        become_worker(control, fd)
    os.close(fd)
    reason = watch(control, pid, memory_mib << 20)
    status, cpu = kill_everything(pid)
    if not clean():
        os._exit(1)
    send(control, {"event": "ended", "reason": reason, "status": status, "cpu": cpu})


def become_worker(control: socket.socket, fd: int) -> None:
    """In the child: give up the control socket, then serve; never returns."""
    code = 1
    try:
        control.close()
        set_dumpable(True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        worker.quiet_streams()
        worker.serve(socket.socket(fileno=fd))
        code = 0
    finally:
        os._exit(code)


def watch(control: socket.socket, pid: int, memory: int) -> str:
    """Wait for the worker's end; why it ended: `exit`, `kill` (the lane's word) or `memory`."""
    pidfd = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(pidfd, select.POLLIN)
    try:
        while True:
            ready = {number for number, _ in poll.poll(POLL_MS)}
            if pidfd in ready:
                return "exit"
            if control.fileno() in ready:
                word = receive(control)[0]
                if not word:
                    os._exit(0)  # the lane is gone; the kernel ends the rest of the sandbox
                if word == b"kill" or not select.select([pidfd], [], [], GONE_SECONDS)[0]:
                    return "kill"
                return "exit"
            if too_large(memory):
                return "memory"
    finally:
        os.close(pidfd)


def too_large(memory: int) -> bool:
    """Whether the worker and its children together hold more than `memory` bytes of their own."""
    pids = [path.name for path in Path("/proc").iterdir() if path.name.isdigit() and path.name != "1"]
    return sum(map(resident_bytes, pids)) > memory and sum(map(private_bytes, pids)) > memory


def resident_bytes(pid: str) -> int:
    """All memory of a process, shared or not; 0 when it has just ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def private_bytes(pid: str) -> int:
    """Memory that only this process holds; what it shares with the warm process is not its doing."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended, or keeps us from looking: then all it holds counts
        return resident_bytes(pid)
    kinds = ("Private_Clean:", "Private_Dirty:", "Swap:")
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(kinds))


def kill_everything(pid: int) -> tuple[int, float]:
    """Kill all other processes of the sandbox; the worker's exit status and the CPU seconds used."""
    status, cpu = 0, 0.0
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # as process 1: everybody but this one
        try:
            ended, code, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return status, cpu
        cpu += usage.ru_utime + usage.ru_stime
        if ended == pid:
            status = code


def clean() -> bool:
    """Empty the writable folders; False when something outlives the worker."""
    for folder in FOLDERS:
        for entry in os.scandir(folder):
            try:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    Path(entry.path).unlink()
            except (OSError, RecursionError):
                return False
    return not any(has_entries(f"/proc/sysvipc/{kind}") for kind in ("shm", "sem", "msg"))


def has_entries(table: str) -> bool:
    """Whether a System V table holds more than its heading; such objects belong to no process."""
    path = Path(table)
    return path.exists() and len(path.read_text().splitlines()) > 1


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
