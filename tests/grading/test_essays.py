"""Essays: tests see whether there is a text, the teacher grades it, and everybody is told so."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from stubmeister.course import Course
from stubmeister.grading.class_run import ClassOptions, grade_class
from stubmeister.report import write_results
from tests.golden.conftest import ROOT
from tests.tiny_course import CHAPTER, make_course

CHAPTER_2 = "ch02_words"

SOLUTION = '''# %% exercise="FORECAST" slide="2" level=2 minutes=30
### BEGIN SOLUTION
FORECAST = """
A sample answer.

In two paragraphs.
"""
### END SOLUTION
'''
PUBLIC = '''import pytest
from graders.compare import written

@pytest.mark.exercise("FORECAST", points=2)
@pytest.mark.manual
@pytest.mark.rubric("Names a change of the slide.", "Says why.")
class TestForecast:
    def test_is_written(self, student):
        """FORECAST holds a text."""
        written(student, "FORECAST")
'''
ANSWERS = {
    "written": ('FORECAST = """Robots.\n\nThey learn."""', "manual", ""),
    "computed": ('FORECAST = "\\n".join(["Robots", "learn"])', "manual", ""),
    "stub": ('# %%\nFORECAST = ""', "not started", "Not started yet."),
    "blank": ('FORECAST = """\n  \n"""', "not started", "Not started yet."),
    "none": ("FORECAST = None", "not started", "Not started yet."),
    "computed-blank": ('FORECAST = " " * 3', "failed", "FORECAST: there is no text in it yet; write your"),
    "number": ("FORECAST = 6", "failed", "FORECAST: it is int; write your answer as a text between"),
    "function": ("def FORECAST():\n    return 'text'", "failed", "FORECAST: it is a function; write your"),
    "object": ("class FORECAST:\n    pass\nFORECAST = FORECAST()", "failed", "FORECAST: it is FORECAST;"),
    "missing": ("PLAN = 'Robots.'", "error", "There is no FORECAST in ch02_words.py."),
    "broken": ("FORECAST = 'Robots.\n", "error", "FORECAST cannot be read:"),
}


def essay_course(folder: Path) -> Path:
    """The small course with a second chapter, which is an essay."""
    make_course(folder)
    files = {f"solutions/{CHAPTER_2}.py": SOLUTION, f"graders/test_{CHAPTER_2}.py": PUBLIC}
    files["graders/compare.py"] = (ROOT / "graders" / "compare.py").read_text(encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "stubmeister", "build", "--course", str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everybody in ANSWERS, graded as one class; all of them have `double` right."""
    course = essay_course(tmp_path_factory.mktemp("course"))
    folder = tmp_path_factory.mktemp("class")
    for name, (answer, _status, _message) in ANSWERS.items():
        student = folder / "submitted" / name
        student.mkdir(parents=True)
        (student / f"{CHAPTER_2}.py").write_text(answer, encoding="utf-8")
        (student / f"{CHAPTER}.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    options = ClassOptions(isolation="process", lanes=1, seed=5)
    outcome = grade_class(Course(course), folder / "submitted", folder / "out", options)
    write_results(outcome.results, folder / "out", "hint")
    return folder / "out"


def result_of(graded: Path, name: str) -> dict[str, Any]:
    return json.loads((graded / name / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ANSWERS)
def test_what_becomes_of_an_essay(graded, name):
    """Its status, in words where something is wrong; never points, and the other exercises unaffected."""
    _answer, status, said = ANSWERS[name]
    result = result_of(graded, name)
    jsonschema.validate(result, json.loads((ROOT / "docs" / "results.schema.json").read_text("utf-8")))
    essay = next(each for each in result["exercises"] if each["name"] == "FORECAST")
    assert essay["status"] == status
    assert essay["tests"][0]["message"].startswith(said)
    assert (essay["points"], essay["max_points"], essay["manual_points"]) == (0.0, 0.0, 2.0)
    assert essay["rubric"] == ["Names a change of the slide.", "Says why."]
    assert (essay["level"], essay["minutes"]) == (2, 30)
    assert (result["points"], result["max_points"]) == (2.0, 5.0)


def test_the_teacher_reads_the_text_beside_the_rubric(graded):
    """results.json and the page hold the essay as it stands in the file; one that is computed they do not."""
    answers = {name: result_of(graded, name)["exercises"][-1].get("answer") for name in ANSWERS}
    assert answers["written"] == "Robots.\n\nThey learn."
    assert answers["computed"] is None
    page = (graded / "written" / "feedback.html").read_text(encoding="utf-8")
    for said in (
        "Robots.",
        "They learn.",
        "Says why.",
        "your teacher grades this",
        "one point for each line",
    ):
        assert said in page


def test_the_class_page_counts_what_waits(graded):
    page = (graded / "index.html").read_text(encoding="utf-8")
    assert "Essays waiting for you" in page
    assert "waits for your grade" in page
    assert "2 points by hand" in page


def test_grades_csv_keeps_its_columns(graded):
    with (graded / "grades.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["student", "points", "max_points", "status", CHAPTER, CHAPTER_2]
    written = next(row for row in rows if row["student"] == "written")
    assert list(written.values()) == ["written", "2", "5", "graded", "2", "0"]


def test_the_solutions_pass_and_say_what_is_the_teachers(tmp_path):
    """`pytest graders/ --submission solutions` ends with 0; the scoreboard speaks of the essay's points."""
    course = essay_course(tmp_path)
    command = [sys.executable, "-m", "pytest", "graders/", "--submission", "solutions", "--lang", "en"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "5 of 5 points" in done.stdout
    assert "2 more are your teacher's to give." in done.stdout
    assert "Your teacher reads the rest." in done.stdout


def test_the_stub_is_empty(tmp_path):
    text = (essay_course(tmp_path) / "exercises" / f"{CHAPTER_2}.py").read_text(encoding="utf-8")
    assert 'FORECAST = ""' in text
    assert "sample" not in text
