"""pytest plugin: `pytest graders/` grades `exercises/`, or what `--submission` names.

It does nothing unless the tests to run stand in a course's `graders/` folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stubmeister.errors import StubmeisterError

ISOLATIONS = ("auto", "bubblewrap", "container", "process")
MARKERS = (
    "exercise(name, points): the exercise a test belongs to; points are split over its tests",
    "by_hand(*packages): only NumPy, the standard library and these packages may be called",
    "weight(share): a test's share of its exercise's points, 1 unless said",
    "hint(sentence): help shown when the test fails",
    "limit(seconds): wall time of one call of the student's code in this test",
    "manual: the teacher grades this; its tests only say whether there is something to grade",
    "rubric(*lines): what the teacher grades by, one point a line",
    "training: trains for seconds; left out of the diagnosis",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("stubmeister", "grading submissions (stubmeister)")
    group.addoption("--submission", metavar="PATH", help="file or folder to grade instead of exercises/")
    group.addoption("--results", metavar="FILE", help="write the results as JSON")
    group.addoption("--isolation", choices=ISOLATIONS, default=None, help="how student code is kept apart")
    group.addoption("--lang", choices=("ko", "en"), default=None, help="language of what is shown")
    group.addoption("--grading-seed", type=int, default=0, help="the same examples for everybody (default 0)")
    group.addoption("--data", metavar="DIR", default=None, help="folder that holds MNIST/raw")
    group.addoption(
        "--training",
        choices=("auto", "quick", "full", "offline"),
        default="auto",
        help="how much chapter 10 trains: quick on a CPU, full with CUDA, offline without MNIST",
    )
    group.addoption("--device", choices=("auto", "cpu", "cuda"), default="auto", help="where models train")
    group.addoption(
        "--time-limit", type=float, default=None, metavar="S", help="seconds for one call (default 10)"
    )
    group.addoption("--memory-limit", type=int, default=None, metavar="MIB", help="memory (default 2048)")
    group.addoption(
        "--chapters", default="", metavar="A,B", help="chapters to grade even where they are missing"
    )
    group.addoption("--exercise", default="", metavar="NAME", help="run the tests of this exercise alone")
    group.addoption("--stamp", default="", help="kept in the results: what the grading was made from")
    group.addoption("--run-untouched", action="store_true", help="run the tests of untouched stubs too")


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    root = config.rootpath
    if not _wanted(config, root / "graders"):
        return
    from stubmeister.grading import fixtures  # late: other pytest runs pay nothing
    from stubmeister.grading.session import Grading
    from stubmeister.report.terminal import Terminal

    try:
        grading = Grading(config)
        config.pluginmanager.register(grading, "stubmeister-grading")
        config.pluginmanager.register(Terminal(grading), "stubmeister-terminal")
        config.pluginmanager.register(fixtures, "stubmeister-fixtures")
    except StubmeisterError as error:
        raise pytest.UsageError(str(error)) from None


def _wanted(config: pytest.Config, graders: Path) -> bool:
    """Whether the run is about the course's graders."""
    if not graders.is_dir() or not (graders.parent / "exercises").is_dir():
        return False
    paths = (config.invocation_params.dir / str(arg).partition("::")[0] for arg in config.args)
    return any(path.resolve().is_relative_to(graders.resolve()) for path in paths)
