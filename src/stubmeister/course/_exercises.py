"""What a chapter asks for: read from the cells of its source and the marks of its tests, nothing is run."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_POINTS = 1.0  # of an exercise whose tests name none

_CODE_CELL = re.compile(r"^# ?%%+(?!.*\[(?:markdown|raw)\])(.*)$", re.MULTILINE)
_OPTION = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s"\[]+)')
_TestCase = ast.ClassDef | ast.FunctionDef


@dataclass(frozen=True)
class Exercise:
    """One thing that is asked of a student.

    Attributes:
        chapter: The chapter's name, such as `ch05_losses`.
        name: The name that the student defines.
        kind: "function" (a class is one, too), "quiz" (a dictionary) or "essay" (a text).
        slide: The slide it belongs to, as its cell says it, or "".
        level: 1 easy, 2 medium, 3 hard; 0 where the cell does not say.
        minutes: What a student needs, about; 0 where the cell does not say.
        points: What its tests give.
        manual_points: What the teacher gives by hand; an exercise has either kind of points.
        rubric: The lines that the teacher grades by, in English; one point each.
        line: Where its cell's first line stands in `Chapter.source`.
    """

    chapter: str
    name: str
    kind: str
    slide: str = ""
    level: int = 0
    minutes: int = 0
    points: float = DEFAULT_POINTS
    manual_points: float = 0.0
    rubric: tuple[str, ...] = ()
    line: int = 1


@dataclass
class _Marks:
    """What the test files say of one exercise."""

    points: float | None = None
    manual: bool = False
    rubric: tuple[str, ...] = ()


def read_exercises(chapter: str, source: Path, tests: Iterable[Path]) -> list[Exercise]:
    """The exercises of a chapter in the order of its source; none where there is no source.

    Args:
        chapter: The chapter's name.
        source: Its solution or stub.
        tests: Its test files, the public one first.
    """
    if not source.is_file():
        return []
    text = source.read_text(encoding="utf-8").removeprefix("\ufeff")
    tree = ast.parse(text)
    marks = _marks(tests)
    return [
        _exercise(chapter, tree, options, line, marks.get(str(options["exercise"]), _Marks()))
        for options, line in _code_cells(text)
        if options.get("exercise")
    ]


def cell_options(written: str) -> dict[str, Any]:
    """The options of a cell's header: `exercise="mse" level=1 tags=["ko"]`; what is no JSON stays text."""
    options: dict[str, Any] = {}
    for name, value in _OPTION.findall(written):
        try:
            options[name] = json.loads(value)
        except ValueError:
            options[name] = value
    return options


def whole_number(value: object) -> int:
    """A cell's option as a whole number above 0, else 0."""
    return value if type(value) is int and value > 0 else 0


def _code_cells(text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Options and line of the header of each code cell."""
    for found in _CODE_CELL.finditer(text):
        yield cell_options(found[1]), text.count("\n", 0, found.start()) + 1


def _exercise(chapter: str, tree: ast.Module, options: dict[str, Any], line: int, marks: _Marks) -> Exercise:
    name = str(options["exercise"])
    points = DEFAULT_POINTS if marks.points is None else marks.points
    return Exercise(
        chapter=chapter,
        name=name,
        kind=_kind(tree, name),
        slide=str(options.get("slide", "")),
        level=whole_number(options.get("level")),
        minutes=whole_number(options.get("minutes")),
        points=0.0 if marks.manual else points,
        manual_points=points if marks.manual else 0.0,
        rubric=marks.rubric,
        line=line,
    )


def _kind(tree: ast.Module, name: str) -> str:
    for node in reversed(tree.body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not any(isinstance(target, ast.Name) and target.id == name for target in targets):
            continue
        value = getattr(node, "value", None)
        if isinstance(value, ast.Dict):
            return "quiz"
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return "essay"
    return "function"


def _marks(tests: Iterable[Path]) -> dict[str, _Marks]:
    """Points, rubric and whether the teacher grades it, of each exercise that has tests."""
    found: dict[str, _Marks] = {}
    for file in tests:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, _TestCase):
                continue
            calls = dict(_pytest_marks(node))
            exercise = calls.get("exercise")
            if exercise is None or not exercise.args or not isinstance(exercise.args[0], ast.Constant):
                continue
            marks = found.setdefault(str(exercise.args[0].value), _Marks())
            marks.manual = marks.manual or "manual" in calls
            marks.rubric = marks.rubric or _texts(calls.get("rubric"))
            if marks.points is None:
                marks.points = _points(exercise)
    return found


def _pytest_marks(node: _TestCase) -> Iterator[tuple[str, ast.Call | None]]:
    """Name and call of each `@pytest.mark.NAME(...)`; without a call where there are no brackets."""
    for decorator in node.decorator_list:
        mark = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(mark, ast.Attribute) and ast.unparse(mark.value) in ("pytest.mark", "mark"):
            yield mark.attr, decorator if isinstance(decorator, ast.Call) else None


def _points(mark: ast.Call) -> float | None:
    for keyword in mark.keywords:
        value = getattr(keyword.value, "value", None)
        if keyword.arg == "points" and isinstance(value, (int, float)):
            return float(value)
    return None


def _texts(mark: ast.Call | None) -> tuple[str, ...]:
    """The texts a mark is called with, each on one line as catalogues have it."""
    arguments = mark.args if mark else []
    return tuple(
        " ".join(node.value.split())
        for node in arguments
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
