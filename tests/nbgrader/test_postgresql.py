"""The gradebook on a real PostgreSQL server: two graders who write at once lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stubmeister.build import build_course
from stubmeister.course import Course
from stubmeister.report.lms import Request, export
from tests.nbgrader import postgresql, stock
from tests.nbgrader.cheats import HONEST
from tests.tiny_course import CHAPTER as TINY
from tests.tiny_course import make_course

nbgrader_api = pytest.importorskip("nbgrader.api", reason="pip install nbgrader")
pytest.importorskip("psycopg", reason="pip install 'psycopg[binary]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
    pytest.mark.skipif(
        postgresql.programs() is None and not os.environ.get("CI"),  # CI installs it: there it has to be
        reason="no PostgreSQL: apt-get install postgresql",
    ),
]

ROOT = Path(__file__).parents[2]
STUDENTS = [f"s{number:02}" for number in range(12)]
CHAPTER = "ch05_losses"

# a person at formgrader: for each student a mark and a comment for one essay
GRADER = """
import sys
from nbgrader.api import Gradebook

url, essay, mark = sys.argv[1], sys.argv[2], float(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for student in sys.argv[4:]:
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade(essay, "{chapter}", "{chapter}", student)
        grade.manual_score = mark
        grade.needs_manual_grade = False
        gradebook.db.commit()
        comment = gradebook.find_comment(essay, "{chapter}", "{chapter}", student)
        comment.manual_comment = "read " + essay
        gradebook.db.commit()
        gradebook.update_or_create_student("new " + student, first_name=essay)
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgresql.server() as address:
        with nbgrader_api.Gradebook(address) as gradebook:
            gradebook.add_assignment(CHAPTER)
            gradebook.add_notebook(CHAPTER, CHAPTER)
            for essay in ("essay1", "essay2"):
                gradebook.add_grade_cell(essay, CHAPTER, CHAPTER, max_score=5, cell_type="markdown")
                gradebook.add_solution_cell(essay, CHAPTER, CHAPTER)
            gradebook.add_grade_cell("test", CHAPTER, CHAPTER, max_score=2, cell_type="code")
            for student in STUDENTS:
                gradebook.add_student(student)
                gradebook.add_submission(CHAPTER, student)
                gradebook.find_grade("test", CHAPTER, CHAPTER, student).auto_score = 2
            gradebook.db.commit()
        yield address


def grader(url: str, essay: str, mark: float, students: list[str]) -> subprocess.Popen[str]:
    program = GRADER.format(chapter=CHAPTER)
    words = [sys.executable, "-c", program, url, essay, str(mark), *students]
    started = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def test_two_graders_at_once(url: str) -> None:
    """Each marks another essay of everybody and meets the other in the middle; both see new students come."""
    half = len(STUDENTS) // 2
    graders = [
        grader(url, "essay1", 3, STUDENTS),
        grader(url, "essay2", 4, STUDENTS[half:] + STUDENTS[:half]),
    ]
    for each in graders:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    for each in graders:
        each.communicate(timeout=120)
    assert [each.returncode for each in graders] == [0, 0]
    with nbgrader_api.Gradebook(url) as gradebook:
        submissions = gradebook.assignment_submissions(CHAPTER)
        assert {each.student_id: each.score for each in submissions} == dict.fromkeys(STUDENTS, 9.0)
        for student in STUDENTS:
            for essay in ("essay1", "essay2"):
                comment = gradebook.find_comment(essay, CHAPTER, CHAPTER, student)
                assert comment.manual_comment == f"read {essay}"
        assert len(gradebook.students) == 2 * len(STUDENTS)


def test_two_autogrades_at_once(tmp_path: Path) -> None:
    """Half of a class each, with nbgrader's own command on one gradebook."""
    root = make_course(tmp_path / "course")
    students = [f"s{number}" for number in range(4)]
    with postgresql.server() as address:
        config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
        (root / "nbgrader_config.py").write_text(f"{config}\nc.CourseDirectory.db_url = {address!r}\n")
        build_course(Course(root), check_only=False)
        assert stock.nbgrader(root, "generate_assignment", TINY).returncode == 0
        for student in students:
            stock.hand_in(root, student, HONEST["right"])
        command = [sys.executable, "-m", "nbgrader", "autograde", TINY, "--student"]
        both = [
            subprocess.Popen([*command, half], cwd=root, stderr=subprocess.PIPE)
            for half in ("s[01]", "s[23]")
        ]
        said = [each.communicate(timeout=600)[1].decode() for each in both]
        assert [each.returncode for each in both] == [0, 0], said
        with nbgrader_api.Gradebook(address) as gradebook:
            found = {each.student_id: each.score for each in gradebook.assignment_submissions(TINY)}
    assert found == dict.fromkeys(students, 5.0)


def test_formgrader_asks_what_postgresql_understands(url: str) -> None:
    """The queries behind formgrader's pages; PostgreSQL is stricter than SQLite."""
    with nbgrader_api.Gradebook(url) as gradebook:
        assert {each["student"] for each in gradebook.submission_dicts(CHAPTER)} == set(STUDENTS)
        assert {each["student"] for each in gradebook.notebook_submission_dicts(CHAPTER, CHAPTER)} == set(
            STUDENTS
        )
        assert {each["id"] for each in gradebook.student_dicts()} >= set(STUDENTS)
        assert gradebook.average_assignment_score(CHAPTER) > 0


def test_export(url: str) -> None:
    made = export(Request("csv", url))
    assert [line.split(",")[0] for line in made.text.splitlines()[1:]][-1] == STUDENTS[-1]
