"""Results of `stubmeister grade` are taken over where submission, graders and options are the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.nbgrader import sample
from tests.nbgrader.conftest import Nbgrader
from tests.tiny_course import CHAPTER


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader: Nbgrader) -> Path:
    """Two students, graded by `stubmeister grade` on all their chapters."""
    course = sample.make_course(tmp_path_factory.mktemp("reuse") / "course", essay=False)
    nbgrader(course, "generate_assignment", CHAPTER)
    sample.hand_in(course, "alma", sample.answered(course, **sample.RIGHT))
    sample.hand_in(course, "ben", sample.answered(course, **sample.SQUARED))
    command = [sys.executable, "-m", "stubmeister", "grade", "submitted", "--out", "graded", "--lang", "en"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    return course


def test_both_are_reused(course: Path, nbgrader: Nbgrader) -> None:
    said = nbgrader(course, "autograde", CHAPTER).said
    assert "2 results are there already, 0 to grade." in said
    assert sample.scores(course) == {"alma": 5.0, "ben": 0.0}
    assert "You squared it." in str(sample.autograded(course, "ben"))


def test_a_changed_submission_is_graded(course: Path, nbgrader: Nbgrader) -> None:
    """And an own run's result is reused the next time."""
    sample.hand_in(course, "ben", sample.answered(course, **sample.RIGHT))
    said = nbgrader(course, "autograde", CHAPTER, "--force").said
    assert "1 results are there already, 1 to grade." in said
    assert sample.scores(course) == {"alma": 5.0, "ben": 5.0}
    assert (
        "2 results are there already, 0 to grade." in nbgrader(course, "autograde", CHAPTER, "--force").said
    )


@pytest.mark.parametrize("option", ["--Stubmeister.language=ko", "--Stubmeister.time_limit=3"])
def test_other_options_are_another_grading(course: Path, nbgrader: Nbgrader, option: str) -> None:
    said = nbgrader(course, "autograde", CHAPTER, "--force", option).said
    assert ", 0 to grade." not in said
    assert "2" in said


def test_a_forged_result_is_not_believed(course: Path, nbgrader: Nbgrader) -> None:
    """Nothing beside a submission is read as a result; a damaged one of ours is graded anew."""
    (course / "submitted" / "ben" / "results.json").write_text("{}", encoding="utf-8")
    (course / "submitted" / "ben" / CHAPTER / "results.json").write_text("{}", encoding="utf-8")
    (course / "graded" / "alma" / "results.json").write_text("{}", encoding="utf-8")
    nbgrader(course, "autograde", CHAPTER, "--force")
    assert sample.scores(course) == {"alma": 5.0, "ben": 5.0}
