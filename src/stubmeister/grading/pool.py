"""Several warm grading processes side by side, one per lane, and the queue of submissions they share."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stubmeister.errors import StubmeisterError, WallError
from stubmeister.grading.server import Settings
from stubmeister.lang import _


@dataclass(frozen=True)
class Task:
    """One submission to grade.

    Attributes:
        name: For messages.
        submission: Its folder or file.
        results: Where its results go.
        options: Values of the plugin's options for this submission, such as `{"exercise": "mse"}`.
    """

    name: str
    submission: Path
    results: Path
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """How a task ended: pytest's exit code (negative: killed) and the wall seconds it took."""

    task: Task
    code: int
    seconds: float


class GradingServer:
    """The other end of `server.main`, in a process group of its own."""

    def __init__(self, settings: Settings) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stubmeister.grading.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=settings.course,
            env={**os.environ, **_one_thread()},
            start_new_session=True,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asdict(settings)) + "\n")
        self.process.stdin.flush()
        self.isolation = ""

    def wait_until_ready(self) -> None:
        """Wait for the libraries and the lane.

        Raises:
            WallError: There is no lane to be had.
        """
        answer = self._answer()
        if "ready" not in answer:
            raise WallError(
                str(answer.get("failed", _("The grading process did not start."))), answer.get("cure", "")
            )
        self.isolation = str(answer["ready"])

    def grade(self, task: Task) -> Done:
        """Grade one submission; its results stand in its file afterwards."""
        assert self.process.stdin is not None
        request = {"submission": str(task.submission), "results": str(task.results), "options": task.options}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        return Done(task, int(answer.get("code", -1)), float(answer.get("seconds", 0.0)))

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found: dict[str, Any] = json.loads(line) if line else {}
        return found

    def close(self) -> None:
        """End it, whatever it is doing."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()


def _one_thread() -> dict[str, str]:
    """Lanes are the parallelism; threads within them would only wait for each other."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**threads, "OPENCV_LOG_LEVEL": "ERROR"}  # replays of wrong answers meet files that are not there


class Pool:
    """Lanes that work off tasks; leave the `with` block and everything is ended."""

    def __init__(self, settings: Settings, lanes: int) -> None:
        self.settings = settings
        self.servers = [GradingServer(settings) for _number in range(max(1, lanes))]
        self.isolation = ""

    def __enter__(self) -> Pool:
        try:
            for server in self.servers:
                server.wait_until_ready()
        except BaseException:
            self.close()
            raise
        self.isolation = self.servers[0].isolation
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for server in self.servers:
            server.close()

    def run(self, tasks: Iterable[Task], on_done: Callable[[Done], None]) -> None:
        """Grade all tasks; `on_done` is called in this thread, in the order they end.

        A grading process that dies with a submission is replaced, and the submission reported as ended by a
        signal; the others go on.
        """
        waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        finished: queue.SimpleQueue[Done | BaseException] = queue.SimpleQueue()
        count = 0
        for task in tasks:
            waiting.put(task)
            count += 1
        for index in range(len(self.servers)):
            arguments = (index, waiting, finished)
            threading.Thread(target=self._work, args=arguments, daemon=True).start()
        for _number in range(count):
            done = finished.get()
            if isinstance(done, BaseException):
                raise done
            on_done(done)

    def _work(
        self, index: int, waiting: queue.SimpleQueue[Task], finished: queue.SimpleQueue[Done | BaseException]
    ) -> None:
        while True:
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                finished.put(self._grade(index, task))
            except (StubmeisterError, OSError) as error:
                finished.put(error)
                return

    def _grade(self, index: int, task: Task) -> Done:
        try:
            done = self.servers[index].grade(task)
        except (BrokenPipeError, ValueError):
            done = Done(task, -1, 0.0)
        if self.servers[index].process.poll() is not None:
            self.servers[index].close()
            self.servers[index] = GradingServer(self.settings)
            self.servers[index].wait_until_ready()
        return done
