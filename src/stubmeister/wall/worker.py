"""The process that runs one student's code: answers requests on a socket until the other side hangs up."""

from __future__ import annotations

import os
import random
import socket
import sys
import types
from pathlib import Path
from typing import Any

from stubmeister.wall import wire
from stubmeister.wall.session import Session, work_folder


def serve(sock: socket.socket) -> None:
    """Answer requests; the first one says which module, limits and seed this worker is for."""
    start = wire.receive(sock)
    apply_limits(start["limits"])
    session = begin(start)
    wire.send(sock, wire.pack({"value": str(session.folder)}))
    while True:
        try:
            request = wire.receive(sock)
        except EOFError:
            return
        reply = session.execute(request)
        wire.send(sock, packed(reply, session.export(request)))


def begin(start: dict[str, Any]) -> Session:
    """A session in the worker's own folder, helper modules beside it, everything random seeded."""
    folder = work_folder()
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    for name, data in start["helpers"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sys.path.append(str(folder))  # last: a helper never replaces a library
    seed(start["seed"])
    set_threads(start["limits"]["threads"])
    session = Session(start["module"], folder)
    sys.modules[start["module"]] = session.module
    sys.modules["stubmeister.notebook"] = quiet_notebook()
    return session


def quiet_notebook() -> types.ModuleType:
    """What a notebook's own cells import to check and to show: here nobody looks."""
    module = types.ModuleType("stubmeister.notebook")
    for name in ("check", "show"):
        module.__dict__[name] = lambda *values, **options: None
    return module


def seed(value: int) -> None:
    """The same random numbers for the same submission in every grading."""
    random.seed(value)
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None:
        numpy.random.seed(value % 2**32)
    if torch is not None:
        torch.manual_seed(value)


def set_threads(count: int) -> None:
    """Let torch use more than the one thread it was loaded with; only after the fork, and before any work."""
    torch = sys.modules.get("torch")
    if torch is not None and count > 1:
        torch.set_num_threads(count)


def packed(reply: dict[str, Any], export: Any) -> list[memoryview | bytes]:
    """The reply's frame, or an error's where its value cannot be sent."""
    try:
        return wire.pack(reply, export)
    except BaseException as error:  # a value's own methods may run here, and raise anything
        text = "the result cannot be handed over"
        if type(error) is wire.WireError:
            text += f": {error}"
        place = {"file": "", "line": 0, "source": ""}
        failure = {"types": ["ValueError", "Exception"], "message": text, "limit": "", **place}
        return wire.pack({"error": failure, "output": ""})


def apply_limits(limits: dict[str, int]) -> None:
    """Set the process limits of this worker; names and units as in `limits.Limits`."""
    try:
        import resource
    except ImportError:  # Windows: wall time is all there is
        return
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": limits["cpu_seconds"],
        "RLIMIT_FSIZE": limits["file_mib"] << 20,
        "RLIMIT_NOFILE": limits["open_files"],
    }
    if sys.platform == "linux":
        wanted["RLIMIT_DATA"] = _data_size() + (limits["memory_mib"] << 20)
        wanted["RLIMIT_MSGQUEUE"] = 0
    if limits["processes"]:  # 0: not isolated, where the limit would count the user's other programs
        wanted["RLIMIT_NPROC"] = limits["processes"]
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        _, hard = resource.getrlimit(number)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))


def _data_size() -> int:
    """Bytes of private memory that this process holds already, shared with the warm process by fork."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) << 10
    return 0


def quiet_streams() -> None:
    """Point the standard streams at nothing: what is printed goes through the session, and is bounded."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)


class _Stdio:
    """The part of a socket's interface that `wire` uses, on two file descriptors: a container's are pipes."""

    def __init__(self) -> None:
        self.source, self.sink = os.dup(0), os.dup(1)

    def recv_into(self, view: memoryview) -> int:
        return os.readv(self.source, [view])

    def sendall(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self.sink, view) :]


def main(argument: str) -> None:
    """Entry of a worker that is a process of its own: `stdio`, or `PORT:TOKEN` on this machine."""
    if argument == "stdio":
        sock: Any = _Stdio()
    else:
        port, token = argument.split(":")
        sock = socket.create_connection(("127.0.0.1", int(port)))
        sock.sendall(token.encode())
    quiet_streams()
    serve(sock)
