"""Answers that stand in a file of their own, each marked with the exercise it answers.

Known wrong answers (`@misconception`), right ones written otherwise (`@right_answer`) and known wrong ones
written again (`@rewritten`) are such files. They are read, never imported.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """A marked function or class.

    Attributes:
        exercise: The exercise it answers.
        name: Its own name, such as `looped`.
        of: The known wrong answer that it is another way of writing, or "".
        source: Its source without the mark.
    """

    exercise: str
    name: str
    of: str
    source: str


def marked_answers(file: Path, mark: str) -> tuple[Answer, ...]:
    """The answers marked `@mark("exercise")` or `@mark("exercise", of="...")` in `file`, in its order.

    A file that is not there holds none.
    """
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            for decorator in node.decorator_list:
                match decorator:
                    case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(exercise))]):
                        if name == mark:
                            source = ast.get_source_segment(text, node) or ""
                            found.append(Answer(exercise, node.name, _of(decorator), source))
    return tuple(found)


def _of(mark: ast.Call) -> str:
    for keyword in mark.keywords:
        if keyword.arg == "of" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""
