"""One chapter of one submission, running in a worker: loads it, asks it, replaces it when it is gone."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from stubmeister.wall import wire
from stubmeister.wall.errors import StudentCrashed, StudentTimeout, plain_error, printable
from stubmeister.wall.isolation import Ended, Lane

START_SECONDS = 60.0  # a process of its own imports libraries before it answers
SLOW = "torchvision|torch|cv2|matplotlib|pandas|scipy|sklearn"
SLOW_IMPORT = re.compile(rf"^\s*(?:import|from)\s+({SLOW})\b", re.MULTILINE)
MAX_OUTPUT = 2000  # characters kept of what a test's calls print
MAX_RECEIVED = 4 << 30  # bytes of all replies: a grader that collects them must not run out of memory
MAX_TAPED = 64 << 20  # bytes of all replies that `listener` may keep
MAX_TAPED_REPLY = 1 << 20
MAX_RESTARTS = 40  # of one chapter's worker, so that a submission that always crashes comes to an end


class Unit(Protocol):
    """A part of the submission that runs on its own; see `stubmeister.submission.Unit`."""

    @property
    def source(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def file(self) -> str: ...
    @property
    def error(self) -> str | None: ...


@dataclass
class UnitFailure:
    """Why a unit did not run to its end: `error` as the worker describes it, or how the worker ended."""

    status: str  # "error", "timeout" or "crashed"
    message: str
    line: int = 0


@dataclass
class StudentProcess:
    """The worker of one chapter, started when first needed.

    Attributes:
        module: The chapter's name.
        seconds: Wall time of a call; the plugin sets it for each test.
        budget: Wall time that all calls of a test may take together.
        failures: The units that did not run, by their index.
        listener: Called with the frame and the reply of each request that is not too large, for the tape.
        folder: The worker's own folder, as the worker names it.
        output: What the calls of the test have printed so far; emptied by the plugin.
        kit_frame: The request that sent the helper code to this worker, and its reply.
    """

    lane: Lane
    module: str
    units: Sequence[Unit]
    helpers: dict[str, bytes]
    seed: int = 0
    seconds: float = 10.0
    budget: float = 30.0
    failures: dict[int, UnitFailure] = field(default_factory=dict)
    listener: Callable[[list[memoryview | bytes], dict[str, Any]], None] | None = None
    make_handle: wire.MakeHandle = wire.Handle
    generation: int = 0
    folder: str = ""
    output: str = ""
    kit_frame: tuple[list[memoryview | bytes], dict[str, Any]] | None = None
    _sock: socket.socket | None = None
    _count: int = 0
    _received: int = 0
    _size: int = 0
    _taped: int = 0
    _skipped: set[int] = field(default_factory=set)

    def ask(self, op: str, function: str = "", **request: Any) -> dict[str, Any]:
        """Send a request and wait for its reply, starting the worker if there is none.

        Raises:
            StudentTimeout: It took longer than `seconds`, or the test's calls longer than `budget`.
            StudentCrashed: The worker is gone.
        """
        if self._sock is None:
            self._start()
        self._count += 1
        parts = wire.pack({"op": op, "as": self._count, **request})
        started = time.monotonic()
        allowed = min(self.seconds, self.budget)
        reply = self._exchange(parts, started + allowed, function or op)
        self.budget -= time.monotonic() - started
        self.output = (self.output + printable(reply.get("output"), MAX_OUTPUT))[:MAX_OUTPUT]
        if op == "kit":
            self.kit_frame = parts, reply
        if self.listener is not None and self._worth_keeping():
            self.listener(parts, reply)
        return reply

    def _worth_keeping(self) -> bool:
        if self._size > MAX_TAPED_REPLY or self._taped + self._size > MAX_TAPED:
            return False
        self._taped += self._size
        return True

    def _exchange(self, parts: list[memoryview | bytes], deadline: float, function: str) -> dict[str, Any]:
        assert self._sock is not None
        try:
            wire.send(self._sock, parts, deadline)
            reply = self._receive(self._sock, deadline)
        except TimeoutError:
            self.stop()
            raise StudentTimeout(function, self.seconds) from None
        except (EOFError, OSError):
            ended = self.stop(gone=True)
            raise StudentCrashed(function, ended.reason, ended.detail) from None
        except wire.WireError as error:
            self.stop()
            raise StudentCrashed(function, "forged", str(error)) from None
        return reply

    def _receive(self, sock: socket.socket, deadline: float) -> dict[str, Any]:
        """The next reply, with every part of the kind that it should be: the worker may have forged it."""
        body, buffers = wire.receive_frame(sock, deadline)
        self._size = len(body) + sum(map(len, buffers))
        self._received += self._size
        if self._received > MAX_RECEIVED:
            raise wire.WireError("too much data in all")
        reply = wire.unpack(body, buffers, self.make_handle)
        if not isinstance(reply, dict):
            raise wire.WireError("not a reply")
        if "error" in reply:
            reply["error"] = plain_error(reply["error"])
        return reply

    def stop(self, gone: bool = False) -> Ended:
        """End the worker; handles to its objects are void. `gone`: it has hung up by itself."""
        if self._sock is not None:
            self._sock, self.kit_frame = None, None
            self.generation += 1
            return self.lane.end(gone)
        return Ended("exit")

    def _start(self) -> None:
        """Start a worker and run the units; one that hangs or kills the worker is left out the next time."""
        while True:
            if self.generation > MAX_RESTARTS:
                raise StudentCrashed(self.module, "restarts", str(self.generation))
            self._connect()
            if self._load():
                return

    def _connect(self) -> None:
        self._sock = self.lane.connect()
        start = {
            "limits": self.lane.limits.for_worker(self.lane.isolated),
            "module": self.module,
            "helpers": self.helpers,
            "seed": self.seed,
        }
        reply = self._exchange(wire.pack(start), time.monotonic() + START_SECONDS, self.module)
        self.folder = str(reply.get("value", ""))  # said before any of the student's code has run

    def _import_first(self) -> None:
        """Import what the submission imports anywhere, in a function too: from a cold disk that takes longer
        than a call may, and it is not the student's time."""
        found = {
            name for unit in self.units if unit.error is None for name in SLOW_IMPORT.findall(unit.source)
        }
        for name in sorted(found):
            request = {"op": "import", "name": name}
            self._exchange(wire.pack(request), time.monotonic() + START_SECONDS, name)

    def _load(self) -> bool:
        """Run the units in order; False when the worker did not survive one of them."""
        self._import_first()
        for index, unit in enumerate(self.units):
            if unit.error is not None or index in self._skipped:
                continue
            request = {"op": "unit", "source": unit.source, "file": unit.file, "line": unit.line}
            deadline = time.monotonic() + self.lane.limits.wall_seconds
            try:
                reply = self._exchange(wire.pack(request), deadline, unit.file)
            except StudentTimeout:
                self.failures[index] = UnitFailure("timeout", "", unit.line)
            except StudentCrashed as crash:
                self.failures[index] = UnitFailure("crashed", crash.reason, unit.line)
            else:
                self.failures.pop(index, None)
                if "error" in reply:
                    error = reply["error"]
                    message = f"{error['types'][0]}: {error['message']}"
                    self.failures[index] = UnitFailure("error", message, error.get("line") or unit.line)
                continue
            self._skipped.add(index)
            return False
        return True
