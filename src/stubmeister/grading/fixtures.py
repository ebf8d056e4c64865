"""The fixtures that graders are written with."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

import pytest

from stubmeister.errors import StubmeisterError
from stubmeister.grading.chapter_run import ChapterRun
from stubmeister.wall.proxy import Kit, Student, StudentFiles

if TYPE_CHECKING:
    from stubmeister.data import Digits
    from stubmeister.grading.session import Grading


def grading(request: pytest.FixtureRequest) -> Grading:
    """The grading session that a test belongs to."""
    return cast("Grading", request.config.pluginmanager.get_plugin("stubmeister-grading"))


def chapter_run(request: pytest.FixtureRequest) -> ChapterRun:
    """The chapter that a test file belongs to."""
    return grading(request).run_of(chapter_name(request))


def chapter_name(request: pytest.FixtureRequest) -> str:
    return request.path.stem.removeprefix("test_")


@pytest.fixture(scope="module")
def student(request: pytest.FixtureRequest) -> Student:
    """The submission's module, behind the wall: `student.NAME(...)`."""
    return chapter_run(request).student


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> ModuleType:
    """The chapter's reference solution, in this process."""
    return importlib.import_module(f"solutions.{chapter_name(request)}")


@pytest.fixture(scope="module")
def quizzes(request: pytest.FixtureRequest) -> dict[str, tuple[object, ...]]:
    """The keys of each of the chapter's quizzes, as the stub has them."""
    return chapter_run(request).chapter.quizzes


@pytest.fixture(scope="module")
def kit(request: pytest.FixtureRequest) -> Kit:
    """The chapter's helper code, inside the worker."""
    return chapter_run(request).kit


@pytest.fixture(scope="module")
def student_files(request: pytest.FixtureRequest) -> StudentFiles:
    """Writes files that the student's code can read."""
    return chapter_run(request).files


@pytest.fixture(scope="session")
def grading_seed(request: pytest.FixtureRequest) -> int:
    """The seed of this grading: the same for a whole class."""
    return grading(request).seed


@pytest.fixture(scope="session")
def digits(request: pytest.FixtureRequest) -> Digits:
    """Images and labels for training, MNIST where it is there."""
    from stubmeister.data import digits as choose

    session = grading(request)
    folder = Path(session.option.data) if session.option.data else None
    try:
        found = choose(session.option.training, folder, session.option.device)
    except StubmeisterError as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
    session.environment.update(data=found.source, run=found.run, device=found.device)
    return found
