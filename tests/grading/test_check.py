"""`stubmeister check` finds what would embarrass an author."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stubmeister import lang
from stubmeister.build import build_course
from stubmeister.course import Course
from stubmeister.errors import CourseError
from stubmeister.grading.findings import Finding, course_findings
from tests.tiny_course import CHAPTER, make_course

KOREAN = """msgid ""
msgstr ""
"Language: ko\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


WRONG = """
@misconception("{exercise}")
def {exercise}_{number}(x):
    \"\"\"You wrote {expression}.\"\"\"
    return {expression}
"""
MORE_WRONG = {
    "double": ["x + 1", "3 * x", "x - 2", "2 * x + 1"],
    "halve": ["x + 0.5", "3 * x", "x - 2", "x / 2 + 1"],
}


def check(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stubmeister", "check", "--course", str(course), *arguments]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A healthy course: built, translated, with five known wrong answers to each exercise."""
    make_course(tmp_path)
    with (tmp_path / "graders" / "misconceptions" / f"{CHAPTER}.py").open("a", encoding="utf-8") as file:
        for name, expressions in MORE_WRONG.items():
            for number, expression in enumerate(expressions):
                file.write(WRONG.format(exercise=name, number=number, expression=expression))
    build_course(Course(tmp_path), check_only=False)
    for file in (tmp_path / "graders" / "locale" / "ko").glob("*.po"):
        lines = file.read_text(encoding="utf-8").split("\n")
        filled = [
            'msgstr "번역"'
            if line == 'msgstr ""' and "msgid" in lines[i - 1] and lines[i - 1] != 'msgid ""'
            else line
            for i, line in enumerate(lines)
        ]
        file.write_text("\n".join(filled), encoding="utf-8")
    return tmp_path


def edit(course: Path, file: str, old: str, new: str) -> None:
    path = course / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_healthy_course_has_no_findings(course):
    """Exit code 0 and nothing on stdout."""
    done = check(course)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "says", "cure"),
    [
        (
            f"solutions/{CHAPTER}.py",
            "return x / 2",
            "return x // 2",
            "solution of halve fails",
            "pytest graders/",
        ),
        (
            f"graders/test_{CHAPTER}.py",
            "assert student.double(3) == 6",
            "assert True",
            "TestDouble.test_three",
            "call the exercise",
        ),
        (
            f"graders/misconceptions/{CHAPTER}.py",
            "return x * x",
            "return x + x",
            "squared gets full marks",
            "test",
        ),
        (
            f"graders/misconceptions/{CHAPTER}.py",
            '@misconception("halve")',
            '@misconception("double")\ndef times_itself(x):\n    """You multiplied it by itself."""\n'
            '    return x ** 2 if x != 10 ** 9 else 0\n\n@misconception("halve")',
            "You multiplied it by itself.",
            "stubmeister build",
        ),
        (
            f"exercises/{CHAPTER}.py",
            "# YOUR CODE HERE",
            "# YOUR CODE",
            "not what its sources",
            "stubmeister build",
        ),
        (f"graders/locale/ko/{CHAPTER}.po", "Twice 3 is 6.", "Twice 4 is 8.", "Twice 3 is 6.", ".po"),
    ],
    ids=[
        "solution wrong",
        "test passes on the stub",
        "right known wrong",
        "untranslated",
        "stale stub",
        "no Korean",
    ],
)
def test_what_is_wrong_is_found_with_its_cure(course, file, old, new, says, cure):
    """Each finding names the thing, then the command or edit that cures it; exit code 1."""
    edit(course, file, old, new)
    done = check(course)
    assert done.returncode == 1, done.stderr
    assert says in done.stdout
    assert cure in done.stdout


def test_names_of_the_contract_must_be_there(course):
    """A missing exercise, other parameters, a quiz that is none, a chapter that is not there at all."""
    names = {"double": ["x"], "triple": ["x"], "halve": ["y"], "ROLES": None}
    contract = json.dumps({CHAPTER: names, "ch02_words": {"FORECAST": None}})
    (course / "graders" / "contract.json").write_text(contract, encoding="utf-8")
    said = check(course, "--quick").stdout
    assert "triple is missing" in said
    assert "halve is missing or has other parameters" in said
    assert "ROLES is no dictionary and no text" in said
    assert "chapter ch02_words is missing" in said
    assert "stubmeister new ch02_words" in said


FILES = {
    "solution": f"solutions/{CHAPTER}.py",
    "public": f"graders/test_{CHAPTER}.py",
    "wrong": f"graders/misconceptions/{CHAPTER}.py",
}
RUBRIC = '@pytest.mark.manual\n@pytest.mark.rubric("Says so.")\n@pytest.mark.exercise("double", points=2)'


@pytest.mark.parametrize(
    ("file", "old", "new", "says", "cure"),
    [
        ("solution", " level=1", "", "double has no level", "level=1 (easy)"),
        ("solution", " level=1", " level=4", "double has no level", "level=1 (easy)"),
        ("solution", " minutes=5", ' minutes="five"', "double has no minutes", "minutes=10"),
        ("solution", "points=5", "points=6", "the title says 6 points, the graders give 5", "points=5"),
        ("solution", " points=5", "", "the title says 0 points, the graders give 5", "points=5"),
        ("solution", 'tags=["ko"] points=5', "points=5", "has no title in ko", "points=5"),
        ("public", "points=2", "points=3", "the title says 5 points, the graders give 6", "points=6"),
        ("solution", 'tags=["ko"] exercise="double"', "", "double has no statement in ko", "exercise="),
        (
            "solution",
            "# Twice",
            "# TODO: say what it is for",
            "is still to be written: TODO: say what",
            "TODO out",
        ),
        ("public", '@pytest.mark.exercise("double", points=2)', RUBRIC, "its rubric has 1 lines", "one line"),
        ("wrong", '@misconception("halve")', '@misconception("double")', "halve has 4 known", "Add some"),
    ],
)
def test_what_reading_finds(course, file, old, new, says, cure):
    """One edit, its finding and its cure, and no other command than reading is needed for it."""
    edit(course, FILES[file], old, new)
    findings = read(course)
    found = [finding for finding in findings if says in finding.message]
    assert found, findings
    assert all(cure in finding.cure for finding in found)


def test_two_known_wrong_answers_of_one_name(course):
    """They would be graded in one place; the second is named with its line."""
    with (course / FILES["wrong"]).open("a", encoding="utf-8") as file:
        file.write(WRONG.format(exercise="double", number=0, expression="x + 7"))
    with pytest.raises(CourseError, match="double_0 is there twice"):
        read(course)


def test_a_known_wrong_answer_stands_on_its_own(course):
    """A helper beside it does not come along, and its NameError would pass for the mistake. The right answer
    is not there either: it would call itself for ever."""
    text = "\n\ndef helper(x):\n    return x\n\n\n"
    text += '@misconception("double")\ndef again(x):\n    """You doubled twice."""\n'
    text += "    return 2 * double(x)\n\n\n"
    text += '@misconception("double")\ndef helped(x):\n    """You used a helper."""\n    return helper(x)\n'
    file = course / "graders" / "misconceptions" / f"{CHAPTER}.py"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    done = check(course, "--quick")
    assert done.returncode == 1
    assert f"{CHAPTER}.py: helped uses helper, which the solution does not have." in done.stdout
    assert f"{CHAPTER}.py: again calls double, in whose place it stands." in done.stdout


def test_an_essay_is_marked_manual(course):
    """A text that tests would give points for is a finding."""
    with (course / FILES["solution"]).open("a", encoding="utf-8") as file:
        file.write('\n# %% exercise="PLAN"\n### BEGIN SOLUTION\nPLAN = "Robots."\n### END SOLUTION\n')
    assert any("PLAN is an essay, but tests give its points" in found.message for found in read(course))


ANSWER = "both_of_them = [x, x]\n    return sum(both_of_them)"
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": f"def double(x):\n    {ANSWER}"}]})
SECRET = """class TestDouble:
    @given(st.integers(-9, 9))
    def test_any(self, student, solution, x):
        \"\"\"Twice any whole number.\"\"\"
        agree(student.double, solution.double, x)
"""


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("release/ch01_numbers/ch01_numbers.ipynb", NOTEBOOK, "holds the solution of"),
        ("release/ch01_numbers/autotests.py", SECRET, "holds the hidden test"),
        ("graders/compare.py", SECRET, "graders/compare.py holds the hidden test"),
    ],
)
def test_nothing_hidden_reaches_a_student(course, name, text, says):
    """Solutions and hidden tests are found in release/ and in what the handout would pack."""
    edit(course, FILES["solution"], "return 2 * x", ANSWER)
    place = course / name
    place.parent.mkdir(parents=True, exist_ok=True)
    rest = place.read_text("utf-8") if name.startswith("graders/") else ""
    place.write_text(text + rest, encoding="utf-8")
    assert any(says in finding.message for finding in read(course))


def read(course: Path) -> list[Finding]:
    """What reading finds, in English."""
    lang.use("en")
    found = Course(course)
    return course_findings(found, found.chapters)
