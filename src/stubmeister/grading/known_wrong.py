"""A chapter's known wrong answers: whole replacements of an exercise, each with the sentence that helps."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from stubmeister.course import Chapter
from stubmeister.errors import CourseError
from stubmeister.lang import _

T = TypeVar("T", bound=Callable[..., Any])


def misconception(exercise: str) -> Callable[[T], T]:
    """Mark a function or class as a known wrong answer to `exercise`; its docstring is the sentence shown."""

    def mark(answer: T) -> T:
        return answer

    return mark


@dataclass(frozen=True)
class KnownWrong:
    """One known wrong answer.

    Attributes:
        exercise: The exercise it answers.
        name: Its function's name, such as `root_taken`.
        sentence: The English sentence that helps.
        source: The function's source without the mark.
    """

    exercise: str
    name: str
    sentence: str
    source: str


@functools.cache
def known_wrong(chapter: Chapter) -> tuple[KnownWrong, ...]:
    """The chapter's known wrong answers, in the order of their file.

    Raises:
        CourseError: One has no sentence.
    """
    if not chapter.misconceptions.is_file():
        return ()
    text = chapter.misconceptions.read_text(encoding="utf-8")
    lines = text.split("\n")  # as ast counts them: a form feed ends no line
    found = []
    for node in ast.parse(text).body:
        exercise = _exercise_of(node)
        if exercise is None or not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        sentence = ast.get_docstring(node)
        if not sentence:
            place = f"{chapter.misconceptions.name}:{node.lineno}"
            raise CourseError(
                _("{place}: the known wrong answer {name} has no sentence.", place=place, name=node.name),
                _("Write the sentence that helps the student as its docstring."),
            )
        source = _segment(lines, node)
        found.append(KnownWrong(exercise, node.name, " ".join(sentence.split()), source))
    return tuple(found)


def _segment(lines: list[str], node: ast.FunctionDef | ast.ClassDef) -> str:
    """The source of a definition at the margin; `ast.get_source_segment` splits the whole file each time."""
    assert node.end_lineno is not None
    *first, last = lines[node.lineno - 1 : node.end_lineno]
    return "\n".join([*first, last.encode()[: node.end_col_offset].decode()])


def _exercise_of(node: ast.stmt) -> str | None:
    for decorator in getattr(node, "decorator_list", []):
        match decorator:
            case ast.Call(func=ast.Name(id="misconception"), args=[ast.Constant(value=str(exercise))]):
                return exercise
    return None


def wrong_source(chapter: Chapter, wrong: KnownWrong) -> str:
    """The chapter's solution with this wrong answer in the exercise's place: a submission."""
    from stubmeister.build import replace_exercise

    text = chapter.solution.read_text(encoding="utf-8")
    return replace_exercise(text, wrong.exercise, wrong.source)


@functools.cache
def wrong_module(chapter: Chapter, wrong: KnownWrong) -> types.ModuleType:
    """The solution's module with the wrong answer under the exercise's name; it is the course's own code."""
    module = _new_module(chapter)
    place = f"<{chapter.misconceptions.name}: {wrong.name}>"
    exec(compile(wrong.source, place, "exec", dont_inherit=True), module.__dict__)
    module.__dict__[wrong.exercise] = module.__dict__[wrong.name]
    return module


@functools.cache
def right_module(chapter: Chapter) -> types.ModuleType:
    """The chapter's solution, loaded the same way."""
    return _new_module(chapter)


def _new_module(chapter: Chapter) -> types.ModuleType:
    module = types.ModuleType(chapter.name)
    exec(_solution_code(chapter), module.__dict__)
    return module


@functools.cache
def _solution_code(chapter: Chapter) -> types.CodeType:
    source = chapter.solution.read_text(encoding="utf-8")
    return compile(source, f"<{chapter.name}>", "exec", dont_inherit=True)
