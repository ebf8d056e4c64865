"""What bad notebooks, odd names and unknown assignments become: a sentence each, and the class is graded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.nbgrader import sample
from tests.nbgrader.conftest import Done, Nbgrader
from tests.tiny_course import CHAPTER

FILE = f"{CHAPTER}.ipynb"
ODD_NAMES = [
    "Kim, Min Jun",
    'say "hi"',
    "=1+1",
    "@SUM(A1)",
    "민준 😀",
    "a'b;DROP TABLE student",
    "x_[1]",
    "tab\there",
]


def notebook_3(course: Path) -> bytes:
    """The right answers in notebook format 3, as Jupyter wrote it before 2015."""
    cells = [
        {"cell_type": "code", "language": "python", "input": text, "outputs": [], "metadata": {}}
        for text in sample.RIGHT.values()
    ]
    return json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    ).encode()


def duplicated(course: Path) -> dict:
    """Every cell twice, checks with other points, locked cells unlocked, tags and outputs of their own."""
    book = sample.answered(course, **sample.RIGHT)
    for cell in book["cells"]:
        marks = cell["metadata"]["nbgrader"]
        cell["metadata"]["tags"] = ["skip-execution"]
        if marks["grade"]:
            marks.update(points=1000, locked=False, solution=False)
            cell["source"] = "None"
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "data": {"text/plain": "1000"},
                    "metadata": {},
                    "execution_count": 1,
                }
            ]
    book["cells"] = book["cells"] + book["cells"]
    return book


def without_checks(course: Path) -> dict:
    """Wrong answers, and every check and statement deleted."""
    book = sample.answered(course, **sample.SQUARED)
    book["cells"] = [cell for cell in book["cells"] if cell["id"] in ("double", "halve", "code-1")]
    return book


def odd_metadata(course: Path) -> dict:
    """nbgrader's metadata as nobody writes it."""
    book = sample.answered(course, **sample.RIGHT)
    odd = [7, None, {"grade_id": 5}, {"grade": True}, {"schema_version": 99, "grade_id": "halve"}]
    for cell, value in zip(book["cells"][2:], odd, strict=False):
        cell["metadata"] = {"nbgrader": value}
    book["metadata"] = {"kernelspec": {"name": "bash", "language": "bash"}, "celltoolbar": 5}
    return book


def huge(course: Path) -> bytes:
    """60 MB of output."""
    book = sample.answered(course, **sample.RIGHT)
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 61_000_000}
    next(cell for cell in book["cells"] if cell["id"] == "double")["outputs"] = [stream]
    return json.dumps(book).encode()


BAD = {  # what is said of it
    "corrupt": (lambda course: b"{" + b"nonsense" * 20, "is damaged"),
    "truncated": (
        lambda course: json.dumps(sample.answered(course, **sample.RIGHT)).encode()[:900],
        "is damaged",
    ),
    "empty": (lambda course: b"", "is empty"),
    "page": (lambda course: b"<!doctype html><p>Sign in", "is a web page"),
    "list": (lambda course: b"[1, 2]", "no notebook"),
    "binary": (lambda course: bytes(range(256)) * 10, "NUL bytes"),
    "huge": (huge, "larger than 60 MB"),
}
GOOD = {  # and what it is worth
    "format3": (notebook_3, 5.0),
    "no-cells": (lambda course: {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}, 0.0),
    "duplicated": (duplicated, 5.0),
    "without-checks": (without_checks, 0.0),
    "odd-metadata": (odd_metadata, 5.0),
    "untouched": (sample.released, 0.0),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader: Nbgrader) -> Path:
    course = sample.make_course(tmp_path_factory.mktemp("bad") / "course", essay=False)
    assert nbgrader(course, "generate_assignment", CHAPTER).code == 0
    for student, (make, _) in {**BAD, **GOOD}.items():
        sample.hand_in(course, student, make(course))
    for student in ODD_NAMES:
        sample.hand_in(course, student, sample.answered(course, **sample.RIGHT))
    sample.hand_in(course, "renamed", sample.answered(course, **sample.RIGHT), f"{CHAPTER} (1).ipynb")
    sample.hand_in(course, "python", "\n".join(sample.RIGHT.values()), f"{CHAPTER}.py")
    (course / "submitted" / "renamed" / CHAPTER / "notes.txt").symlink_to(course / "gradebook.db")
    sample.hand_in(course, "packed", b"PK", "homework.zip")
    sample.hand_in(course, "elsewhere", sample.answered(course), "homework.ipynb")
    return course


@pytest.fixture(scope="module")
def graded(course: Path, nbgrader: Nbgrader) -> Done:
    return nbgrader(course, "autograde", CHAPTER)


@pytest.fixture(scope="module")
def marks(course: Path, graded: Done) -> dict[str, float]:
    return sample.scores(course)


def test_the_run_ends_well(graded: Done) -> None:
    assert graded.code == 0, graded.said
    assert "Traceback" not in graded.said


@pytest.mark.parametrize("student", BAD)
def test_not_gradable(course: Path, graded: Done, marks: dict[str, float], student: str) -> None:
    """One line for the teacher that names student and file; no mark, and a person has to look."""
    lines = [line for line in graded.said.splitlines() if "ERROR" in line and f"] {student} " in line]
    assert len(lines) == 1, graded.said
    assert FILE in lines[0]
    assert BAD[student][1] in lines[0]
    assert marks[student] == 0.0
    assert sample.grade(course, student, "double-check") == (None, None, True, 2.0)
    top = "".join(sample.autograded(course, student)["cells"][0]["source"])
    assert "could not be graded" in top


@pytest.mark.parametrize("student", GOOD)
def test_gradable_all_the_same(course: Path, marks: dict[str, float], student: str) -> None:
    assert marks[student] == GOOD[student][1]
    ids = [cell["id"] for cell in sample.autograded(course, student)["cells"]]
    assert [name for name in ids if name in ("double-check", "halve-check")] == [
        "double-check",
        "halve-check",
    ]


@pytest.mark.parametrize("student", ODD_NAMES)
def test_odd_names(marks: dict[str, float], student: str) -> None:
    assert marks[student] == 5.0


def test_other_names_of_the_file(course: Path, graded: Done, marks: dict[str, float]) -> None:
    """A copy's name and a `.py` file are recognised, as `stubmeister grade` does; another name is not."""
    assert marks["renamed"] == marks["python"] == 5.0
    assert "was taken for" in "".join(sample.autograded(course, "renamed")["cells"][0]["source"])
    assert f"elsewhere is not gradable: {CHAPTER}/homework.ipynb is not named like a chapter" in graded.said


def test_a_folder_without_a_notebook(course: Path, graded: Done, marks: dict[str, float]) -> None:
    """nbgrader alone passes over it without a word for anybody to see."""
    assert f"packed is not gradable: {CHAPTER}/homework.zip is an archive." in graded.said
    assert marks["packed"] == 0.0


def test_links_are_not_followed(course: Path, graded: Done) -> None:
    """What a link points to may be another student's work, or the gradebook."""
    assert not (course / "autograded" / "renamed" / CHAPTER / "notes.txt").exists()
    assert "notes.txt is a symbolic link" in graded.said


def test_listed_at_the_end(graded: Done) -> None:
    last = graded.said.rstrip().splitlines()[-1]
    assert "Not gradable" in last
    assert all(student in last for student in BAD)


def test_export_and_feedback_for_all(course: Path, graded: Done, nbgrader: Nbgrader) -> None:
    done = nbgrader(course, "generate_feedback", CHAPTER)
    assert done.code == 0, done.said
    assert nbgrader(course, "export").code == 0
    table = (course / "grades.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in table
    assert '"Kim, Min Jun"' in table


def test_an_unknown_assignment(course: Path, graded: Done, nbgrader: Nbgrader) -> None:
    (course / "submitted" / "renamed" / "ch99_robots").mkdir()
    (course / "submitted" / "renamed" / "ch99_robots" / "ch99_robots.ipynb").write_text(
        "{}", encoding="utf-8"
    )
    done = nbgrader(course, "autograde", "ch99_robots")
    assert done.code == 1
    assert "There is no chapter ch99_robots." in done.said
    assert "Traceback" not in done.said


def test_nothing_is_lost_where_a_later_file_is_bad(course: Path, graded: Done, nbgrader: Nbgrader) -> None:
    """Marks and comments given by hand outlive a damaged file handed in afterwards."""
    from nbgrader.api import Gradebook

    student = "duplicated"
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("halve-check", CHAPTER, CHAPTER, student).manual_score = 2.5
        gradebook.find_comment("halve", CHAPTER, CHAPTER, student).manual_comment = "Nicely done."
        gradebook.db.commit()
    sample.hand_in(course, student, b"{")
    done = nbgrader(course, "autograde", CHAPTER, "--force", f"--student={student}")
    assert done.code == 0, done.said
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade("halve-check", CHAPTER, CHAPTER, student).manual_score == 2.5
        assert gradebook.find_comment("halve", CHAPTER, CHAPTER, student).comment == "Nicely done."
    assert sample.scores(course)["format3"] == 5.0
