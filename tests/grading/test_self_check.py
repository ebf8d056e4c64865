"""`pytest graders/` as a student runs it, in the folder that is worked in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_course import CHAPTER, STUB, make_course


@pytest.fixture(params=["clone", "handout"])
def course(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A clone with everything, or a student's copy: no solutions, no hidden tests, the stub kept aside."""
    make_course(tmp_path)
    if request.param == "handout":
        for folder in ("solutions", "graders/hidden", "graders/misconceptions"):
            shutil.rmtree(tmp_path / folder)
        (tmp_path / "graders" / "stubs").mkdir()
        (tmp_path / "graders" / "stubs" / f"{CHAPTER}.py").write_text(STUB, encoding="utf-8")
    return tmp_path


def self_check(course: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run the graders in place; the run and the exercises' statuses."""
    command = [sys.executable, "-m", "pytest", "graders/", "--results", "r.json", *arguments]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, env=environment, check=False)
    result = json.loads((course / "r.json").read_text(encoding="utf-8"))
    return done, {each["name"]: each["status"] for each in result["exercises"]}


def work(course: Path, old: str, new: str) -> None:
    file = course / "exercises" / f"{CHAPTER}.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_done_yet(course):
    """Every exercise is not started, the run fails and says where to begin."""
    done, statuses = self_check(course)
    assert statuses == {"double": "not started", "halve": "not started"}
    assert done.returncode == 1
    assert f"Begin with double in {CHAPTER}" in done.stdout


def test_work_in_place_counts(course):
    """What is written into exercises/ is graded, although the stub stood in that very file."""
    work(course, "raise NotImplementedError", "return 2 * x")
    done, statuses = self_check(course)
    assert statuses == {"double": "passed", "halve": "not started"}
    assert done.returncode == 1
    work(course, "raise NotImplementedError", "return x / 2")
    done, statuses = self_check(course)
    assert set(statuses.values()) == {"passed"}
    assert done.returncode == 0


def test_a_file_that_is_not_python_does_not_stop_the_run(course):
    """The broken exercise is named with its line; the other one counts."""
    work(course, "raise NotImplementedError", "return (2 * x")
    work(course, "raise NotImplementedError", "return x / 2")
    done, statuses = self_check(course)
    assert statuses == {"double": "error", "halve": "passed"}
    assert "Traceback" not in done.stdout


def test_what_the_code_prints_is_shown(course):
    """A print for debugging appears beside the failed check."""
    work(course, "raise NotImplementedError", "print('x is', x); return x")
    done, _statuses = self_check(course)
    assert "x is 3" in done.stdout


def test_one_exercise_is_selected_as_pytest_selects(course):
    """-k runs one exercise and speaks of it alone."""
    work(course, "raise NotImplementedError", "return 2 * x")
    done, _statuses = self_check(course, "-k", "Double")
    assert done.returncode == 0
    assert "halve" not in done.stdout
