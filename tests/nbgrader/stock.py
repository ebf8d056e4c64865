"""Stock nbgrader on a small course of its own: a source notebook with hidden tests, its usual commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from tests.nbgrader.cheats import Cheat
from tests.tiny_course import CHAPTER

CONFIG = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "course"
c.Execute.timeout = 60
"""

SOLUTIONS = {
    "double": "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
    "halve": "def halve(x):\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION",
}
TESTS = {
    "double": "from numpy.testing import assert_allclose\n### BEGIN HIDDEN TESTS\n"
    "assert_allclose(double(3), 6)\nassert_allclose(double(-7.5), -15)\n### END HIDDEN TESTS",
    "halve": "### BEGIN HIDDEN TESTS\nexpected = 1.5\nassert halve(3.0) == 1.5\n"
    "expected = 2.5\nassert abs(halve(5.0) - 2.5) < 1e-9\n### END HIDDEN TESTS",
}
POINTS = {"double": 2, "halve": 3}


def nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of nbgrader's commands in a course's folder."""
    environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1"}
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def make_course(root: Path) -> Path:
    """The course's folder with its source notebook, generated."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG.format(root=str(root)), encoding="utf-8")
    write_notebook(root / "source" / CHAPTER, *(_pair(name) for name in SOLUTIONS))
    done = nbgrader(root, "generate_assignment", CHAPTER)
    assert done.returncode == 0, done.stderr
    return root


def _pair(name: str) -> list[nbformat.NotebookNode]:
    settings = {"schema_version": 3, "locked": False}
    answer = {**settings, "grade": False, "solution": True, "grade_id": name}
    test = {**settings, "grade": True, "solution": False, "locked": True, "grade_id": f"{name}-test"}
    test["points"] = POINTS[name]
    return [
        new_code_cell(SOLUTIONS[name], metadata={"nbgrader": answer}),
        new_code_cell(TESTS[name], metadata={"nbgrader": test}),
    ]


def write_notebook(folder: Path, *parts: list[nbformat.NotebookNode]) -> None:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = new_notebook(cells=[cell for part in parts for cell in part], metadata=kernel)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, folder / f"{CHAPTER}.ipynb")


def hand_in(root: Path, student: str, cheat: Cheat) -> None:
    """A student's submission: the released notebook with the cheat in its first answer."""
    book = nbformat.read(root / "release" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    answers = [cell for cell in book.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    answers[0].source = cheat.code
    for answer in answers[1:]:
        if answer.cell_type == "code":
            answer.source = ""
    for cell in book.cells:
        if cheat.tags and cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = list(cheat.tags)
    folder = root / "submitted" / student / CHAPTER
    folder.mkdir(parents=True)
    nbformat.write(book, folder / f"{CHAPTER}.ipynb")
    for name, text in cheat.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def scores(root: Path) -> dict[str, float]:
    """Each student's points in the gradebook."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {each.student_id: each.score for each in gradebook.assignment_submissions(CHAPTER)}
