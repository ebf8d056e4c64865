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
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stubmeister.errors import StubmeisterError, WallError
from stubmeister.grading.settings import Settings
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


WORTH = 4  # a further lane is started when what waits would take this many times as long as its start


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
        self._starting = threading.Lock()

    def wait_until_ready(self) -> None:
        """Wait for the libraries and the lane; at once where they are there.

        Raises:
            WallError: There is no lane to be had.
        """
        with self._starting:
            if not self.isolation:
                self._wait_until_ready()

    def _wait_until_ready(self) -> None:
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
    """Lanes that work off tasks; leave the `with` block and everything is ended.

    Args:
        settings: What is the same for all tasks.
        lanes: How many there may be.
        thrifty: Begin with one and start the others when they are worth it: starting one costs as much as
            grading some ten submissions.
    """

    def __init__(self, settings: Settings, lanes: int, thrifty: bool = False) -> None:
        self.settings = settings
        self.most = max(1, lanes)
        self.servers = [GradingServer(settings) for _number in range(1 if thrifty else self.most)]
        self.start_seconds = 0.0
        self.isolation = ""

    def __enter__(self) -> Pool:
        begun = time.monotonic()
        try:
            for server in self.servers:
                server.wait_until_ready()
        except BaseException:
            self.close()
            raise
        self.start_seconds = time.monotonic() - begun
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
            self._begin(index, waiting, finished)
        seconds = 0.0
        for number in range(1, count + 1):
            done = finished.get()
            if isinstance(done, BaseException):
                raise done
            on_done(done)
            seconds += done.seconds
            left = waiting.qsize() * seconds / number / len(self.servers)
            if len(self.servers) < self.most and left > WORTH * self.start_seconds:
                self.servers.append(GradingServer(self.settings))
                self._begin(len(self.servers) - 1, waiting, finished)

    def _begin(
        self, index: int, waiting: queue.SimpleQueue[Task], finished: queue.SimpleQueue[Done | BaseException]
    ) -> None:
        threading.Thread(target=self._work, args=(index, waiting, finished), daemon=True).start()

    def _work(
        self, index: int, waiting: queue.SimpleQueue[Task], finished: queue.SimpleQueue[Done | BaseException]
    ) -> None:
        try:
            self.servers[index].wait_until_ready()
        except StubmeisterError:
            return  # a further lane: those that are there do the work
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
