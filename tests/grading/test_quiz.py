"""Quizzes: dictionaries that students fill in, one point a key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from stubmeister import lang
from stubmeister.build.handout import handout
from stubmeister.course import Course
from stubmeister.errors import CourseError
from stubmeister.grading.check import judge_solution, tasks_of
from stubmeister.grading.class_run import ClassOptions, grade_class
from stubmeister.grading.findings import contract_findings, wrong_answer_findings
from stubmeister.grading.known_wrong import known_wrong, right_module, wrong_entries, wrong_source
from stubmeister.grading.results import Result
from stubmeister.lang.catalogue import chapter_texts, translations
from stubmeister.report import write_feedback
from tests.quiz_course import CHAPTER, ROOT, make_course

RIGHT = {"a spider": "eight", "a bee": "six", "a dog": "four", "a snake": "none"}
DOUBLE = "\n\ndef double(x):\n    return 2 * x\n"


def legs(value: object) -> str:
    return f"LEGS = {value!r}"


HANDED_IN = {
    "right": legs(RIGHT),
    "built up": "LEGS = {}\n" + "\n".join(f"LEGS[{key!r}] = {answer!r}" for key, answer in RIGHT.items()),
    "untouched": legs(dict.fromkeys(RIGHT)),
    "half": "LEGS = {'a spider': 'eight', 'a bee': None, 'a dog': 'four', 'a snake': None}",
    "wrong": legs(dict.fromkeys(RIGHT, "seven")),
    "capitals": legs({**RIGHT, "a dog": "Four"}),
    "key missing": "LEGS = {'a spider': 'eight', 'a dog': 'four', 'a snake': 'none'}",
    "key too many": legs({**RIGHT, "a cat": "four"}),
    "a number": legs({**RIGHT, "a spider": 8}),
    "a list in it": legs({**RIGHT, "a spider": ["eight"]}),
    "a function in it": "LEGS = {'a spider': len, 'a bee': 'six', 'a dog': 'four', 'a snake': 'none'}",
    "a list": legs(list(RIGHT.values())),
    "a function": f"def LEGS():\n    return {RIGHT!r}",
    "an async function": f"async def LEGS():\n    return {RIGHT!r}",
    "no quotes": "LEGS = {'a spider': eight}",
    "missing": "",
    "swapped": legs({**RIGHT, "a spider": "six", "a bee": "eight"}),
    "bee and snake": "LEGS = {'a spider': 'four', 'a bee': 'eight', 'a dog': None, 'a snake': 'four'}",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = make_course(tmp_path_factory.mktemp("course"))
    build = [sys.executable, "-m", "stubmeister", "build", "--course", str(root)]
    subprocess.run(build, check=True, capture_output=True)
    return Course(root)


@pytest.fixture(scope="module")
def graded(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of `HANDED_IN`, graded as one class."""
    folder = tmp_path_factory.mktemp("class")
    for student, quiz in HANDED_IN.items():
        (folder / "submitted" / student).mkdir(parents=True)
        (folder / "submitted" / student / f"{CHAPTER}.py").write_text(quiz + DOUBLE, encoding="utf-8")
    before = lang.current()
    lang.use("en")
    grade_class(course, folder / "submitted", folder / "out", ClassOptions(isolation="process", lanes=1))
    lang.use(before)
    return folder / "out"


def exercise(graded: Path, student: str, name: str = "LEGS") -> dict[str, Any]:
    result = json.loads((graded / student / "results.json").read_text(encoding="utf-8"))
    return next(each for each in result["exercises"] if each["name"] == name)


@pytest.mark.parametrize(
    ("student", "status", "points", "says"),
    [
        ("right", "passed", 4, ""),
        ("built up", "passed", 4, ""),
        ("untouched", "not started", 0, "Not started yet."),
        ("half", "partial", 2, "no answer yet for 'a bee', 'a snake'"),
        ("wrong", "failed", 0, "'seven' is not right for this situation"),
        ("capitals", "partial", 3, "'Four' at 'a dog' is none of the words 'none', 'four', 'six', 'eight'"),
        ("key missing", "partial", 3, "missing from the dictionary: 'a bee'"),
        ("key too many", "passed", 4, "not a situation of this quiz: 'a cat'"),
        ("a number", "partial", 3, "int at 'a spider', where a word in quotes is asked for"),
        ("a list in it", "partial", 3, "list at 'a spider', where a word in quotes is asked for"),
        ("a function in it", "partial", 3, "a builtin_function_or_method object at 'a spider'"),
        ("a list", "failed", 0, "list where a dictionary of answers is asked for"),
        ("a function", "failed", 0, "a function or class where a dictionary of answers is asked for"),
        ("an async function", "failed", 0, "a function or class where a dictionary of answers is asked for"),
        (
            "no quotes",
            "error",
            0,
            "LEGS could not be loaded (line 1): NameError: name 'eight' is not defined",
        ),
        ("missing", "error", 0, "There is no LEGS in"),
    ],
)
def test_what_students_write(graded, student, status, points, says):
    """Each gets its outcome, the points of the keys that are right and a sentence of its own."""
    got = exercise(graded, student)
    messages = [test["message"] for test in got["tests"]]
    assert (got["status"], got["points"], got["max_points"]) == (status, points, 4), messages
    assert any(says in message for message in messages) or says in got.get("message", ""), messages


@pytest.mark.parametrize("student", HANDED_IN)
def test_other_exercises_are_not_affected(graded, student):
    """Whatever became of the quiz, the function beside it has its points."""
    assert exercise(graded, student, "double")["status"] == "passed"


@pytest.mark.parametrize("student", ["wrong", "half", "capitals", "key missing", "a number"])
def test_no_message_of_a_key_tells_its_answer(graded, student):
    """What is said about a wrong key does not hold the right word."""
    for test in exercise(graded, student)["tests"]:
        if test["hidden"] and test["status"] != "passed":
            key = test["name"].partition("[")[2].rstrip("]")
            assert RIGHT[key] not in test["message"] + test["hint"] + test["title"]


def test_a_wrong_key_has_its_own_title_and_hint(graded, tmp_path):
    """They name the situation and help, in the results and on the student's page, which has no answers."""
    hidden = {test["title"]: test for test in exercise(graded, "wrong")["tests"] if test["hidden"]}
    assert hidden["The right number of legs for a bee."]["hint"] == "It is an insect."
    write_feedback(Result.read(graded / "wrong" / "results.json"), tmp_path / "page.html", level="hint")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "The right number of legs for a bee." in page
    assert "It is an insect." in page
    assert "is not right for this situation" not in page
    assert "0 / 0" not in page  # of the test without weight


@pytest.mark.parametrize(
    ("student", "names"),
    [
        ("right", []),
        ("wrong", []),
        ("swapped", ["swapped"]),  # and not bee_is_a_spider, which is half of it
        ("bee and snake", ["bee_is_a_spider", "lizard"]),  # whatever else is wrong
    ],
)
def test_known_wrong_answers_are_recognised(graded, student, names):
    """All of their entries must stand there; the rest may be anything."""
    assert [found["name"] for found in exercise(graded, student)["diagnosis"]] == names


def test_a_known_wrong_answer_as_a_submission(course):
    """It is the solution with the entries that such a student gets wrong."""
    chapter = course.chapter(CHAPTER)
    swapped = next(wrong for wrong in known_wrong(chapter) if wrong.name == "swapped")
    module: dict[str, Any] = {}
    exec(wrong_source(chapter, swapped), module)
    assert module["LEGS"] == {**RIGHT, "a bee": "eight", "a spider": "six"}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return None", "does not return a dictionary"),
        ("return {}", "does not return a dictionary"),
        ('return {"a cat": "four"}', "keys of LEGS"),
        ('return {"a bee": "six"}', "wrong"),
        ('return {"a bee": 6}', "texts"),
    ],
)
def test_a_known_wrong_answer_must_be_entries_that_are_wrong(tmp_path, body, says):
    """Anything else is the author's mistake, and is told with the place and a cure."""
    course = Course(make_course(tmp_path))
    file = tmp_path / "graders" / "misconceptions" / f"{CHAPTER}.py"
    file.write_text(f'@misconception("LEGS")\ndef odd():\n    """Odd."""\n    {body}\n', encoding="utf-8")
    chapter = course.chapter(CHAPTER)
    with pytest.raises(CourseError, match=says) as caught:
        wrong_entries(chapter, known_wrong(chapter)[0])
    assert "odd" in caught.value.message
    assert caught.value.cure


def test_hints_of_single_keys_are_translated(course):
    """The catalogue lists what stands in `param(..., marks=hint("..."))`."""
    texts = [text.english for text in chapter_texts(course.chapter(CHAPTER))]
    assert {"It is an insect.", "Look at its belly."} <= set(texts)


class TestCheck:
    def test_a_value_of_the_contract_is_a_dictionary_or_a_text(self, course):
        """Quizzes and essays have null in place of parameters; only a quiz has known wrong answers."""
        contract = {CHAPTER: {"LEGS": None, "WHY": None, "double": None, "GONE": None}}
        (course.root / "graders" / "contract.json").write_text(json.dumps(contract), encoding="utf-8")
        findings = [
            *contract_findings(course, course.chapters),
            *wrong_answer_findings(course.chapter(CHAPTER)),
        ]
        found = [finding.message for finding in findings]
        assert f"{CHAPTER}: double is no dictionary and no text." in found
        assert f"{CHAPTER}: GONE is no dictionary and no text." in found
        assert "LEGS has 3 known wrong answers." in found
        assert not [message for message in found if "WHY" in message]

    @pytest.mark.parametrize(("points", "keys"), [(4, 4), (8, 4), (4, 3)])
    def test_one_point_a_key(self, tmp_path, points, keys):
        """Other points, or a key without a test, are findings."""
        course = Course(make_course(tmp_path))
        public, hidden = course.chapter(CHAPTER).test_files
        public.write_text(public.read_text().replace("points=4", f"points={points}"))
        hidden.write_text(hidden.read_text().replace("KEYS)", f"KEYS[:{keys}])"))
        task, judge = next(iter(tasks_of(course.chapter(CHAPTER), tmp_path, quick=True)))
        command = [sys.executable, "-m", "pytest", "graders", "-q", "--submission", str(task.submission)]
        subprocess.run([*command, "--results", str(task.results)], cwd=tmp_path, capture_output=True)
        assert task.results.is_file()
        found = judge(task)
        assert bool(found) == ((points, keys) != (4, 4))
        assert all("LEGS has 4 keys" in finding.message for finding in found)

    def test_a_solution_that_was_not_graded(self, course, tmp_path):
        """Is told, not taken for healthy."""
        chapter = course.chapter(CHAPTER)
        task, _judge = next(iter(tasks_of(chapter, tmp_path, quick=True)))
        assert judge_solution(chapter)(task)


def test_in_a_students_copy_the_public_test_says_what_it_does_not_know(course, tmp_path):
    """There are no hidden tests: filled in is all that can be said, and the run says so."""
    handout(course, tmp_path / "handout.zip")
    with zipfile.ZipFile(tmp_path / "handout.zip") as archive:
        archive.extractall(tmp_path)
    copy = tmp_path / "course"
    (copy / "exercises" / f"{CHAPTER}.py").write_text(HANDED_IN["wrong"].replace("seven", "six") + DOUBLE)
    command = [sys.executable, "-m", "pytest", "graders/", "--results", "r.json"]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout
    assert "LEGS: Whether the answers are right is checked when your teacher grades." in done.stdout
    result = json.loads((copy / "r.json").read_text(encoding="utf-8"))
    assert {each["name"]: each["status"] for each in result["exercises"]} == {
        "LEGS": "passed",
        "double": "passed",
    }


QUIZ_CHAPTERS = [chapter for chapter in Course(ROOT).chapters if chapter.solution.is_file()]


@pytest.mark.parametrize("chapter", QUIZ_CHAPTERS, ids=lambda chapter: chapter.name)
def test_no_sentence_of_the_course_tells_an_answer(chapter):
    """The sentence of a known wrong answer holds no word that is right for its keys, in neither language."""
    korean = translations(ROOT / "graders" / "locale" / "ko" / f"{chapter.name}.po")
    for wrong in known_wrong(chapter):
        if wrong.exercise not in chapter.quizzes:
            continue
        right = getattr(right_module(chapter), wrong.exercise)
        for key in wrong_entries(chapter, wrong):
            assert right[key] not in wrong.sentence.lower(), wrong.name
            assert right[key] not in korean[wrong.sentence].lower(), wrong.name
