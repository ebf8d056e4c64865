"""`stubmeister new`: skeletons that build at once; what is refused changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stubmeister import lang
from stubmeister.build import build_course, new_exercise
from stubmeister.build import new as new_module
from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading.findings import course_findings
from tests.tiny_course import CHAPTER, make_course

PLACES = [
    "solutions/{}.py",
    "graders/test_{}.py",
    "graders/hidden/test_{}.py",
    "graders/misconceptions/{}.py",
]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    make_course(tmp_path)
    contract = {CHAPTER: {"triple": ["x", "y"], "PLAN": None}}
    (tmp_path / "graders" / "contract.json").write_text(json.dumps(contract), encoding="utf-8")
    return Course(tmp_path)


def contents(course: Course) -> dict[str, bytes]:
    files = (path for path in sorted(course.root.rglob("*")) if path.is_file())
    return {path.relative_to(course.root).as_posix(): path.read_bytes() for path in files}


def test_a_new_chapter_stands_in_four_places_and_builds(course):
    written = new_exercise(course, "ch02_words", "count_words", ["text", "word"])
    assert [path.as_posix() for path in written] == [place.format("ch02_words") for place in PLACES]
    build_course(Course(course.root), check_only=False)
    chapter = Course(course.root).chapter("ch02_words")
    stub = chapter.exercise.read_text(encoding="utf-8")
    assert "def count_words(text, word):" in stub
    assert "the solution" not in stub
    (asked,) = chapter.exercises
    assert (asked.name, asked.kind, asked.points) == ("count_words", "function", 2.0)


def test_an_exercise_is_added_to_a_chapter_that_is_there(course):
    before = contents(course)
    new_exercise(course, CHAPTER, "square", ["x"])
    build_course(Course(course.root), check_only=False)
    after = contents(course)
    for place in (place.format(CHAPTER) for place in PLACES):
        old = before[place].decode()
        assert after[place].decode().startswith(old.split("import pytest")[0])
        assert [line for line in old.splitlines() if line not in after[place].decode().splitlines()] == []
    assert "from graders.compare import gives" in after[f"graders/test_{CHAPTER}.py"].decode()
    assert after[f"graders/hidden/test_{CHAPTER}.py"].decode().count("import agree") == 1
    assert [each.name for each in Course(course.root).chapter(CHAPTER).exercises][-1] == "square"


def test_check_says_what_is_missing(course):
    lang.use("en")
    new_exercise(course, "ch02_words", "count_words", ["text"])
    build_course(Course(course.root), check_only=False)
    found = Course(course.root)
    said = "\n".join(each.message for each in course_findings(found, [found.chapter("ch02_words")]))
    for place in PLACES:
        assert f"{place.format('ch02_words')}:" in said
    for missing in ("has no level", "has no minutes", "has 1 known wrong answers", "No Korean for: TODO"):
        assert missing in said


def test_parameters_come_from_the_contract(course):
    new_exercise(course, CHAPTER, "triple")
    assert "def triple(x, y):" in course.chapter(CHAPTER).solution.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("chapter", "name", "parameters", "says"),
    [
        ("words", "count", [], "no name for a chapter"),
        ("ch2_words", "count", [], "no name for a chapter"),
        ("ch02_../../words", "count", [], "no name for a chapter"),
        ("ch01_counting", "count", [], "Chapter 01 is there already: ch01_numbers"),
        (CHAPTER, "double", ["x"], "double is there already, in solutions/"),
        (CHAPTER, "np", ["x"], "np is there already, in solutions/"),
        (CHAPTER, "squared", ["x"], "squared is there already, in graders/misconceptions/"),
        (CHAPTER, "Count", [], "no name for a function"),
        (CHAPTER, "_count", [], "no name for a function"),
        (CHAPTER, "count-words", [], "no name for a function"),
        (CHAPTER, "lambda", [], "no name for a function"),
        (CHAPTER, "count", ["text", "1st"], "no name for a parameter"),
        (CHAPTER, "count", ["text", "in"], "no name for a parameter"),
        (CHAPTER, "count", ["text", "text"], "named twice"),
        (CHAPTER, "triple", ["x"], "The contract asks for triple(x, y)"),
        (CHAPTER, "PLAN", [], "a quiz or an essay"),
    ],
)
def test_what_is_refused_changes_nothing(course, chapter, name, parameters, says):
    lang.use("en")
    before = contents(course)
    with pytest.raises(StubmeisterError, match=says.replace("(", r"\(").replace(")", r"\)")) as refusal:
        new_exercise(course, chapter, name, parameters)
    assert refusal.value.cure
    assert contents(course) == before


def test_a_full_disk_leaves_nothing_half_written(course, monkeypatch):
    before = contents(course)
    write, left = new_module.write_atomically, iter([True, True, False])

    def full(path: Path, content: str | bytes) -> None:
        if not next(left, True):
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(new_module, "write_atomically", full)
    with pytest.raises(StubmeisterError, match="No space left"):
        new_exercise(course, "ch02_words", "count", [])
    assert contents(course) == before


def test_a_students_copy_has_no_place_for_it(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "graders").mkdir()
    with pytest.raises(StubmeisterError, match="no solutions"):
        new_exercise(Course(tmp_path), "ch02_words", "count", [])
