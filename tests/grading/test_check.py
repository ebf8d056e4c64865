"""`stubmeister check` finds what would embarrass an author."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_course import CHAPTER, make_course

KOREAN = """msgid ""
msgstr ""
"Language: ko\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def check(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stubmeister", "check", "--course", str(course), *arguments]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A healthy course: built, translated; `check` asks for five wrong answers only of contract names."""
    make_course(tmp_path)
    build = [sys.executable, "-m", "stubmeister", "build", "--course", str(tmp_path)]
    subprocess.run(build, check=True, capture_output=True)
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
    path.write_text(text.replace(old, new), encoding="utf-8")


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
    """A missing exercise, other parameters, too few known wrong answers."""
    contract = json.dumps({CHAPTER: {"double": ["x"], "triple": ["x"], "halve": ["y"]}})
    (course / "graders" / "contract.json").write_text(contract, encoding="utf-8")
    done = check(course, "--quick")
    assert done.returncode == 1
    assert "triple is missing" in done.stdout
    assert "halve is missing or has other parameters" in done.stdout
    assert "double has 1 known wrong answers" in done.stdout
