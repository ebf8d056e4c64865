"""A whole term with nbgrader's own commands, from the solutions to feedback and export."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.nbgrader import sample
from tests.nbgrader.conftest import Done, Nbgrader
from tests.tiny_course import CHAPTER, PUBLIC

COURSE = "deep-learning"
STUDENTS = {
    "alma": {**sample.RIGHT, **sample.WRITTEN},
    "ben": {**sample.SQUARED, "halve": sample.RIGHT["halve"]},
    "다은": {**sample.RIGHT},
}


class Term:
    """The course's folder, the exchange and a student's folder, with every command's end."""

    def __init__(self, folder: Path, nbgrader: Nbgrader) -> None:
        self.course = sample.make_course(folder / "course")
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.home = folder / "student"
        self.home.mkdir()
        self.nbgrader = nbgrader

    def teacher(self, *words: object) -> Done:
        return self.run(self.course, *words)

    def student(self, *words: object) -> Done:
        return self.run(self.home, *words, f"--course={COURSE}")

    def run(self, folder: Path, *words: object) -> Done:
        done = self.nbgrader(folder, *words, f"--Exchange.root={self.exchange}")
        assert done.code == 0, done.said
        return done


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory, nbgrader: Nbgrader) -> Term:
    """A term up to the marks: released, fetched, submitted, collected, graded."""
    term = Term(tmp_path_factory.mktemp("term"), nbgrader)
    release = term.course / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    before = release.read_bytes()
    term.teacher("generate_assignment", CHAPTER)
    assert release.read_bytes() == before  # the committed file stays as it is
    term.teacher("release_assignment", CHAPTER)
    assert CHAPTER in term.teacher("list").said
    for student, answers in STUDENTS.items():
        term.student("fetch_assignment", CHAPTER)
        file = term.home / CHAPTER / f"{CHAPTER}.ipynb"
        file.write_bytes(
            sample.hand_in(term.course, "nobody", sample.answered(term.course, **answers)).read_bytes()
        )
        term.student("submit", CHAPTER, f"--student={student}")
        shutil.rmtree(term.home / CHAPTER)
    shutil.rmtree(term.course / "submitted")
    assert all(student in term.teacher("list", "--inbound").said for student in STUDENTS)
    term.teacher("collect", CHAPTER)
    collect_zip(term)
    term.teacher("autograde", CHAPTER)
    return term


def collect_zip(term: Term) -> None:
    """Two more students, whose files come as a download from Moodle."""
    archive = term.course / "downloaded" / CHAPTER / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "course-ch01-77.zip", "w") as packed:
        for name, answers in {"김민준_1234": sample.RIGHT, "O'Neil, Sam_99": sample.SQUARED}.items():
            file = sample.hand_in(term.course, "nobody", sample.answered(term.course, **answers))
            packed.write(file, f"{name}_assignsubmission_file/{CHAPTER}.ipynb")
    shutil.rmtree(term.course / "submitted" / "nobody")
    term.teacher("zip_collect", CHAPTER)


EXPECTED = {"alma": 5.0, "ben": 3.0, "다은": 5.0, "김민준_1234": 5.0, "O'Neil, Sam_99": 0.0}


def test_marks(term: Term) -> None:
    assert sample.scores(term.course) == EXPECTED


def test_the_gradebook_agrees_with_grade(term: Term) -> None:
    """The same submissions graded by `stubmeister grade`, from nothing."""
    out = term.course / "graded-alone"
    command = [sys.executable, "-m", "stubmeister", "grade", "submitted", "--out", str(out)]
    subprocess.run(command, cwd=term.course, check=True, capture_output=True)
    with (out / "grades.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["student"]: float(row["points"]) for row in csv.DictReader(stream)}
    assert rows == EXPECTED


def test_an_essay_waits_for_the_teacher(term: Term) -> None:
    assert sample.grade(term.course, "alma", "WHY") == (None, None, True, 4.0)
    assert sample.grade(term.course, "ben", "WHY") == (0.0, None, False, 4.0)  # untouched


def test_no_kernel_and_no_outputs_of_theirs(term: Term) -> None:
    book = sample.autograded(term.course, "alma")
    by_id = {cell["id"]: cell for cell in book["cells"]}
    assert "".join(by_id["double"]["source"]) == sample.RIGHT["double"]
    assert by_id["double"]["outputs"] == []
    assert [output["output_type"] for output in by_id["double-check"]["outputs"]] == ["display_data"]


@pytest.fixture(scope="module")
def feedback(term: Term) -> Term:
    """The term goes on: marks and comments by hand, a mended grader, feedback, export."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{term.course / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("WHY", CHAPTER, CHAPTER, "alma").manual_score = 3.0
        gradebook.find_grade("double-check", CHAPTER, CHAPTER, "ben").manual_score = 1.0
        gradebook.find_comment("WHY", CHAPTER, CHAPTER, "alma").manual_comment = "Well argued."
        gradebook.db.commit()
    mended = PUBLIC.replace(
        'assert student.double(3) == 6, "double(3) is not 6"', "assert student.double(2) == 4"
    )
    assert mended != PUBLIC
    public = term.course / "graders" / f"test_{CHAPTER}.py"
    public.write_text(mended + sample.ESSAY_TESTS, encoding="utf-8")
    term.teacher("autograde", CHAPTER, "--force")
    term.teacher("generate_feedback", CHAPTER)
    term.teacher("release_feedback", CHAPTER)
    term.teacher("export")
    return term


def test_regrading_keeps_what_was_given_by_hand(feedback: Term) -> None:
    assert sample.grade(feedback.course, "alma", "WHY") == (None, 3.0, True, 4.0)
    assert sample.grade(feedback.course, "ben", "double-check")[:2] == (1.0, 1.0)
    assert sample.grade(feedback.course, "O'Neil, Sam_99", "double-check")[:2] == (1.0, None)  # mended


def test_export(feedback: Term) -> None:
    with (feedback.course / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(stream)}
    assert rows == {**EXPECTED, "alma": 8.0, "ben": 4.0, "O'Neil, Sam_99": 1.0}
    assert (feedback.course / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_feedback_page(feedback: Term) -> None:
    page = (feedback.course / "feedback" / "ben" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Twice any whole number." in page
    assert "You squared it." in page
    assert "agree(" not in page  # a hidden test's source
    alma = (feedback.course / "feedback" / "alma" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Well argued." in alma


def test_feedback_reaches_the_student(feedback: Term) -> None:
    feedback.student("fetch_assignment", CHAPTER)
    released = list((feedback.exchange / COURSE / "feedback").glob("*.html"))
    assert len(released) >= len(["alma", "ben", "다은"])
