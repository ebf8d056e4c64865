"""A grading process that stays warm: imports graders and opens a lane once, forks for each submission.

Started by `pool`; reads one JSON request per line on stdin and answers each with one line. The fork keeps
every grading as it would be in a fresh process, at the price of a fork.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import pytest

from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading import session
from stubmeister.wall.isolation import Lane, open_lane
from stubmeister.wall.limits import Limits

POLL_SECONDS = 0.005

# pytest's plugins around each test that a grading has no use for: nobody reads its logs, and student code is
# in another process. Half of pytest's own time goes into them once torch has registered its loggers.
UNUSED = (
    "cacheprovider",
    "logging",
    "warnings",
    "faulthandler",
    "unraisableexception",
    "threadexception",
    "doctest",
)
FINISHED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


@dataclass(frozen=True)
class Settings:
    """What is the same for all submissions of a run.

    Attributes:
        course: The course's folder.
        chapters: The chapters to grade, whether or not a submission has them.
        options: Further options for pytest, such as `--lang=ko`.
        training: How much chapter 10 trains, and on what `device`: decides whether workers reach a GPU.
        submission_seconds: After which a grading is given up.
        fork: Fork for each submission; elsewhere than on Linux torch does not survive it.
    """

    course: str
    chapters: list[str]
    isolation: str
    limits: dict[str, Any]
    options: list[str]
    training: str = "auto"
    device: str = "auto"
    submission_seconds: float = 1800.0
    fork: bool = sys.platform == "linux"


def main() -> None:
    """Serve until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    settings = Settings(**json.loads(sys.stdin.readline()))
    try:
        lane = prepare(settings)
    except StubmeisterError as error:
        answer(answers, {"failed": error.message, "cure": error.cure})
        return
    answer(answers, {"ready": lane.kind, "isolated": lane.isolated})
    for line in sys.stdin:
        request = json.loads(line)
        lane = revive(lane, settings)
        done = grade(request, settings)
        if done["code"] not in FINISHED:
            lane.close()  # the worker may still be running
        answer(answers, done)
    lane.close()


def answer(stream: TextIO, message: dict[str, Any]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def prepare(settings: Settings) -> Lane:
    """Import what every grading needs, collect the tests once, open the lane."""
    os.chdir(settings.course)
    sys.path.insert(0, settings.course)  # `graders.compare` and `solutions` import from the course
    course = Course.find(Path(settings.course))
    preload = preloaded(course, settings.chapters)
    gpu = session.wants_gpu(course, settings.chapters, settings.training, settings.device)
    lane = open_lane(settings.isolation, Limits(**settings.limits), preload, gpu)
    if not settings.fork:
        return lane
    lane.start()  # it imports the libraries at the same time as this process does
    session.shared_lane = lane
    for name in preload:
        importlib.import_module(name)
    pytest.main([*arguments(settings), "--collect-only", f"--submission={course.root / 'exercises'}"])
    warm_up(course, settings.chapters)
    lane.ready()
    gc.collect()
    gc.freeze()  # pytest's own collections do not walk the libraries' objects after each fork
    return lane


def warm_up(course: Course, chapters: list[str]) -> None:
    """Load the known wrong answers, and what Hypothesis works out at its first example."""
    from hypothesis import given, strategies

    from stubmeister.grading.chapter_run import untouched_stub
    from stubmeister.grading.known_wrong import known_wrong, right_module, wrong_module

    for chapter in map(course.chapter, chapters):
        untouched_stub(chapter)
        if chapter.solution.is_file():
            right_module(chapter)
            importlib.import_module(f"solutions.{chapter.name}")
            for wrong in known_wrong(chapter):
                wrong_module(chapter, wrong)
    given(strategies.integers(0, 1))(lambda _: None)()


def preloaded(course: Course, chapters: list[str]) -> list[str]:
    """The packages that the chapters' stubs import, each once, in loading order."""
    names = [name for chapter in chapters for name in course.chapter(chapter).imports]
    return [name for name in ("numpy", "cv2", "torch", "torchvision") if name in names]


def arguments(settings: Settings) -> list[str]:
    """pytest's command line without the submission."""
    files = [str(path) for name in settings.chapters for path in chapter_files(settings, name)]
    chapters = ",".join(settings.chapters)
    training = [f"--training={settings.training}", f"--device={settings.device}"]
    plugins = [word for name in UNUSED for word in ("-p", f"no:{name}")]
    return [*files, "-q", "-s", *plugins, f"--chapters={chapters}", *training, *settings.options]


def chapter_files(settings: Settings, name: str) -> list[Path]:
    return Course(Path(settings.course)).chapter(name).test_files


def revive(lane: Lane, settings: Settings) -> Lane:
    """A lane whose sandbox is gone is started again."""
    if not lane.healthy():
        lane.close()
        lane.start()
        lane.ready()
    return lane


def grade(request: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Grade one submission in a process of its own; its results stand in the request's file afterwards."""
    command = [
        *arguments(settings),
        f"--submission={request['submission']}",
        f"--results={request['results']}",
        *request.get("options", []),
    ]
    begun = time.monotonic()
    code = in_fork(command, settings) if settings.fork else in_fresh_process(command, settings)
    return {"code": code, "seconds": time.monotonic() - begun}


def in_fork(command: list[str], settings: Settings) -> int:
    """Run pytest in a fork of this process; its exit code, negative when it died or had to be killed."""
    deadline = time.monotonic() + settings.submission_seconds
    child = os.fork()
    if child == 0:
        run_and_exit(command)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def run_and_exit(command: list[str]) -> None:
    """In the child: run pytest; its threads and libraries get no chance to hang at the end."""
    code = 70
    try:
        code = int(pytest.main(command))
    finally:
        os._exit(code)


def in_fresh_process(command: list[str], settings: Settings) -> int:
    """Run pytest in a new process, where forking is not to be had; slower, since it imports everything."""
    isolation = f"--isolation={settings.isolation}"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *command, isolation],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=settings.submission_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -int(signal.SIGTERM)
    return done.returncode


if __name__ == "__main__":
    main()
