"""`stubmeister audit` finds graders that let mutants through, refuse right answers or change their minds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stubmeister.audit import Audit, ChapterAudit, mutants, table
from stubmeister.audit._equivalents import equivalents
from stubmeister.course import Course
from stubmeister.errors import CourseError
from tests.tiny_course import CHAPTER, make_course

RIGHT = '''
@right_answer("double")
def added(x):
    return x + x


@right_answer("halve")
def shifted(x):
    """Right for even whole numbers alone: the graders do refuse it."""
    return x // 2
'''

EQUIVALENT = """
[[equivalent]]
exercise = "double"
was = "return 2 * x"
becomes = "return 2 ** x"
reason = "It is not: this entry is wrong, and the audit must say so."

[[equivalent]]
exercise = "double"
was = "return 7 * x"
becomes = ["return 7 / x", "return 7 - x"]
reason = "No such mutant exists."

[[equivalent]]
exercise = "halve"
was = "return x / 2"
becomes = "return x / 1"
reason = "The weak test cannot tell, and here it counts as if nobody could."
"""

# Halve is tested on 0 alone, and on one seed in two on a number that the known wrong answer gets wrong.
WEAK = '''
@pytest.mark.exercise("halve")
class TestHalve:
    def test_zero(self, student, solution, grading_seed):
        """Half of nothing."""
        x = 0.0 if grading_seed == 0 else 5.0
        agree(student.halve, solution.halve, x)
'''


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(make_course(tmp_path))


def weaken(course: Course) -> None:
    """Leave `halve` with a test that cannot tell much, and one that depends on the seed."""
    chapter = course.chapter(CHAPTER)
    for file, mark in ((chapter.public_tests, '@pytest.mark.exercise("halve"'), (chapter.hidden_tests, "")):
        text = file.read_text(encoding="utf-8")
        start = text.index(mark or '@pytest.mark.exercise("halve")')
        file.write_text(text[:start] + ("" if mark else WEAK), encoding="utf-8")


def test_mutants_change_solutions_in_one_place_each(course):
    """Every mutant is another module, differs inside a solution region, and stands in the list once."""
    found = list(mutants(course.chapter(CHAPTER)))
    assert {mutant.exercise for mutant in found} == {"double", "halve"}
    assert {(mutant.was, mutant.line) for mutant in found} == {("return 2 * x", 8), ("return x / 2", 15)}
    changes = [(mutant.exercise, mutant.becomes) for mutant in found]
    assert len(changes) == len(set(changes))
    assert {("double", "return 3 * x"), ("double", "return 2 + x"), ("halve", "return x // 2")} <= {*changes}
    assert all(mutant.becomes in " ".join(mutant.source.split()) for mutant in found)


def test_what_a_message_computes_is_left_alone(course):
    """An error's wording is not judged, so a mutant of it says nothing about a grader."""
    chapter = course.chapter(CHAPTER)
    text = chapter.solution.read_text(encoding="utf-8")
    message = 'raise ValueError(f"{x - 1} is too small")'
    text = text.replace("return 2 * x", f"if x < 0:\n        {message}\n    return 2 * x")
    chapter.solution.write_text(text, encoding="utf-8")
    assert not [mutant for mutant in mutants(chapter) if mutant.was == message]
    assert [mutant for mutant in mutants(chapter) if mutant.was == "if x < 0:"]


@pytest.mark.parametrize(
    "text",
    ["[[equivalent", "[[equivalent]]\nexercise = 'x'", EQUIVALENT.replace("It is not", " ")[:110] + "'"],
)
def test_a_damaged_record_is_refused(course, text):
    """A record that cannot be read, or gives no reason, is named."""
    file = course.root / "graders" / "equivalent" / f"{CHAPTER}.toml"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=file.name):
        equivalents(course.chapter(CHAPTER))


def test_the_table_adds_up():
    """The last row is the sum, and a chapter without mutants shows no share of them."""
    chapters = [ChapterAudit("ch01_a", mutants=8, equivalent=1, wrong=5), ChapterAudit("ch02_b", right=2)]
    rows = table(Audit(chapters, 5)).split("\n")
    assert rows[2].startswith("| ch01_a | 8 | 7 | 1 | 0 | 100.0 % | 0 / 5 | 0 / 0 |")
    assert "| – |" in rows[3]
    assert rows[-1].startswith("| all | 8 | 7 | 1 | 0 | 100.0 % | 0 / 5 | 0 / 2 | 0 / 7 |")


def test_what_is_wrong_with_graders_is_found(course, tmp_path):
    """One audit of a course with a fault of every kind: each is named, and the exit code is 1."""
    weaken(course)
    for name, text in {
        f"tests/course/right/{CHAPTER}.py": RIGHT,
        f"graders/equivalent/{CHAPTER}.toml": EQUIVALENT,
    }.items():
        file = course.root / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    page = tmp_path / "audit.md"
    command = [sys.executable, "-m", "stubmeister", "audit", "--course", str(course.root), "--seeds", "2"]
    done = subprocess.run(
        [*command, "--isolation", "process", "--lanes", "1", "--write", str(page)],
        capture_output=True,
        text=True,
        env={**os.environ, "STUBMEISTER_LANG": "en", "COLUMNS": "200"},
        check=False,
    )
    assert done.returncode == 1, done.stderr
    said = done.stdout
    assert page.read_text(encoding="utf-8").strip() == said.strip()
    assert "- known wrong answer let through: halve: doubled" in said
    assert "- right answer refused: halve: shifted" in said
    assert "right answer refused: double" not in said
    assert "- verdict depends on the seed: halve: doubled" in said
    assert "no mutant: double: return 2 ** x" in said
    assert "no mutant: double: return 7 / x" in said
    assert "  - return x / 2\n  + return x * 2" in said, "a survivor is shown with its change"
    assert "+ return x / 1" not in said, "a recorded equivalent mutant is no survivor"
