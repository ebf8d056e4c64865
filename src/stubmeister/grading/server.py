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
from pathlib import Path
from typing import Any, TextIO

import pytest

from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading import session
from stubmeister.grading.session import Grading
from stubmeister.grading.settings import Settings
from stubmeister.lang import _
from stubmeister.wall.isolation import Lane, open_lane
from stubmeister.wall.limits import Limits

POLL_SECONDS = 0.005

# pytest's plugins around each test that a grading has no use for: nobody reads its logs, and student code is
# in another process. Half of pytest's own time goes into them once torch has registered its loggers.
UNUSED = (
    *(
        "anyio",
        "cacheprovider",
        "logging",
        "warnings",
        "faulthandler",
        "unraisableexception",
        "threadexception",
        "doctest",
    ),
    *(
        "hypothesispytest",
        "debugging",
        "pastebin",
        "setuponly",
        "setupplan",
        "stepwise",
        "subtests",
    ),
)
FINISHED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


# jsonschema looks for it when nbgrader is installed, and compiles grammars of URIs for a CPU second; nobody
# checks a URI here
GRAMMARS = "rfc3987_syntax"


def main() -> None:
    """Serve until stdin ends."""
    gc.disable()  # until all is loaded: a quarter of torch's import are collections that find nothing
    sys.modules.setdefault(GRAMMARS, None)  # type: ignore[arg-type]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    settings = Settings(**json.loads(sys.stdin.readline()))
    try:
        lane = prepare(settings)
    except StubmeisterError as error:
        answer(answers, {"failed": error.message, "cure": error.cure})
        return
    if settings.fork:
        serve_forks(settings, lane, answers)
    else:
        serve_fresh(settings, lane, answers)
    lane.close()


def answer(stream: TextIO, message: dict[str, Any]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def prepare(settings: Settings) -> Lane:
    """Open the lane and import what every grading needs; the lane does the same at the same time."""
    os.chdir(settings.course)
    sys.path.insert(0, settings.course)  # `graders.compare` and `solutions` import from the course
    course = Course.find(Path(settings.course))
    preload = preloaded(course, settings.chapters)
    gpu = session.wants_gpu(course, settings.chapters, settings.training, settings.device)
    lane = open_lane(settings.isolation, Limits(**settings.limits), preload, gpu)
    if settings.fork:
        lane.start()
        session.shared_lane = lane
        for name in preload:
            importlib.import_module(name)
    return lane


def serve_forks(settings: Settings, lane: Lane, answers: TextIO) -> None:
    """Start one pytest session, and fork it for each submission when its tests are collected."""
    plugin = ForkingLoop(settings, lane, answers)
    code = 70
    try:
        code = int(pytest.main(arguments(settings), plugins=[plugin]))
    finally:
        if plugin.in_child:
            os._exit(code)  # threads and libraries get no chance to hang at the end
    if not plugin.ready:
        failed = _("The graders cannot be collected.")
        answer(answers, {"failed": failed, "cure": _("`pytest graders/` shows why.")})


class ForkingLoop:
    """A pytest plugin in place of the loop over the tests: a request, a fork that runs them, an answer."""

    def __init__(self, settings: Settings, lane: Lane, answers: TextIO) -> None:
        self.settings = settings
        self.lane = lane
        self.answers = answers
        self.ready = False
        self.in_child = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Serve requests. In a fork: nothing, so that pytest's own loop runs the tests."""
        if session.testsfailed:
            return True
        grading: Grading = session.config.pluginmanager.getplugin("stubmeister-grading")
        warm_up(grading.course, self.settings.chapters)
        for item in session.items:
            assert item.location  # pytest works it out once: here, and in no fork
        self.lane.ready()
        gc.collect()
        gc.freeze()  # collections do not walk, and so do not copy, the libraries' objects after each fork
        self.ready = True
        answer(self.answers, {"ready": self.lane.kind, "isolated": self.lane.isolated})
        for line in sys.stdin:
            request = json.loads(line)
            revive(self.lane)
            begun = time.monotonic()
            child = os.fork()
            if child == 0:
                self.in_child = True
                gc.enable()
                gc.set_threshold(100_000)  # it lives for seconds: a collection is seldom worth its walk
                options = {**request["options"], "results": request["results"]}
                grading.load(session, Path(request["submission"]), options)
                return None
            code = wait(child, begun + self.settings.submission_seconds)
            if code not in FINISHED:
                self.lane.close()  # the worker may still be running
            answer(self.answers, {"code": code, "seconds": time.monotonic() - begun})
        return True


def wait(child: int, deadline: float) -> int:
    """The child's exit code; negative when it died or had to be killed: too late, or nobody waits for it."""
    parent = os.getppid()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline or os.getppid() != parent:
            os.kill(child, signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def serve_fresh(settings: Settings, lane: Lane, answers: TextIO) -> None:
    """A new pytest for each submission, where forking is not to be had; slower: each imports everything."""
    answer(answers, {"ready": lane.kind, "isolated": lane.isolated})
    for line in sys.stdin:
        request = json.loads(line)
        begun = time.monotonic()
        code = in_fresh_process(request, settings)
        answer(answers, {"code": code, "seconds": time.monotonic() - begun})


def in_fresh_process(request: dict[str, Any], settings: Settings) -> int:
    """Run pytest on one submission; its exit code, negative when it took too long."""
    options = {**request["options"], "submission": request["submission"], "results": request["results"]}
    words = [option(name, value) for name, value in options.items()]
    command = [*arguments(settings), f"--isolation={settings.isolation}", *words]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=settings.submission_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -int(signal.SIGTERM)
    return done.returncode


def option(name: str, value: str | bool) -> str:
    """An option of the plugin as a word of the command line."""
    word = "--" + name.replace("_", "-")
    return word if value is True else f"{word}={value}"


def warm_up(course: Course, chapters: list[str]) -> None:
    """Load the exercises, the known wrong answers, and what Hypothesis works out at its first examples."""
    from hypothesis import given, settings, strategies

    from stubmeister.grading.chapter_run import untouched_stub
    from stubmeister.grading.known_wrong import known_wrong, likenesses, right_module, wrong_module

    for chapter in map(course.chapter, chapters):
        assert chapter.exercises is not None  # read here, kept by the chapter
        untouched_stub(chapter)
        assert chapter.parameters is not None  # kept by the chapter
        if chapter.solution.is_file():
            right_module(chapter)
            importlib.import_module(f"solutions.{chapter.name}")
            for wrong in known_wrong(chapter):
                wrong_module(chapter, wrong)
            likenesses(chapter)
    # Some draws are constants out of the sources of the modules at hand. A few hundred make sure of one here,
    # and no fork goes through the sources again.
    settings(max_examples=300)(given(strategies.integers())(lambda _: None))()


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
    chapter = Course(Path(settings.course)).chapter(name)
    return [chapter.public_tests] if settings.public_only else chapter.test_files


def revive(lane: Lane) -> None:
    """A lane whose sandbox is gone is started again."""
    if not lane.healthy():
        lane.close()
        lane.start()
        lane.ready()


if __name__ == "__main__":
    main()
