"""A small course with an essay, and what students hand in to it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from stubmeister.build import build_course
from stubmeister.course import Course
from tests import tiny_course
from tests.tiny_course import CHAPTER

ROOT = Path(__file__).parents[2]
ESSAY = '''
# %% [markdown] exercise="WHY"
# Why do we double before we halve?

# %% exercise="WHY" slide="1"
### BEGIN SOLUTION
WHY = """Because the order does not matter, and doubling keeps whole numbers whole."""
### END SOLUTION
'''
ESSAY_TESTS = '''

@pytest.mark.exercise("WHY", points=4)
@pytest.mark.manual
@pytest.mark.rubric("Says that the order does not matter.", "Gives a reason.")
class TestWhy:
    def test_is_written(self, student):
        """WHY holds a text."""
        assert student.WHY
'''
RIGHT = {"double": "def double(x):\n    return 2 * x\n", "halve": "def halve(x):\n    return x / 2\n"}
SQUARED = {"double": "def double(x):\n    return x * x\n"}
WRITTEN = {"WHY": 'WHY = """It does not matter, since both are products."""'}


def make_course(folder: Path, essay: bool = True) -> Path:
    """The course's folder with nbgrader's configuration, built."""
    tiny_course.make_course(folder)
    if essay:
        solution = folder / "solutions" / f"{CHAPTER}.py"
        solution.write_text(tiny_course.SOLUTION + ESSAY, encoding="utf-8")
        public = folder / "graders" / f"test_{CHAPTER}.py"
        public.write_text(tiny_course.PUBLIC + ESSAY_TESTS, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    build_course(Course(folder), check_only=False)
    return folder


def released(course: Path) -> dict:
    """The notebook that students get, as JSON."""
    file = course / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    book: dict = json.loads(file.read_text(encoding="utf-8"))
    return book


def answered(course: Path, **answers: str) -> dict:
    """The released notebook with some cells filled in, by their ids."""
    book = released(course)
    for cell in book["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
    return book


def hand_in(course: Path, student: str, book: dict | str | bytes, name: str = f"{CHAPTER}.ipynb") -> Path:
    """Put a notebook, or whatever stands in its place, where nbgrader collects it."""
    folder = course / "submitted" / student / CHAPTER
    folder.mkdir(parents=True, exist_ok=True)
    data = book if isinstance(book, (str, bytes)) else json.dumps(book)
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def autograded(course: Path, student: str) -> dict:
    file = course / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb"
    book: dict = json.loads(file.read_text(encoding="utf-8"))
    return book


def scores(course: Path) -> dict[str, float]:
    """Each student's points in the gradebook."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {each.student_id: each.score for each in gradebook.assignment_submissions(CHAPTER)}


def grade(course: Path, student: str, name: str):  # type: ignore[no-untyped-def]
    """`(auto_score, manual_score, needs_manual_grade, max_score)` of one cell."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        found = gradebook.find_grade(name, CHAPTER, CHAPTER, student)
        return found.auto_score, found.manual_score, found.needs_manual_grade, found.max_score
