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
        sentence: Its docstring in one line, or "".
        source: Its source without the mark.
        line: Where it stands in its file.
    """

    exercise: str
    name: str
    of: str
    sentence: str
    source: str
    line: int


def marked_answers(file: Path, mark: str) -> tuple[Answer, ...]:
    """The answers marked `@mark("exercise")` or `@mark("exercise", of="...")` in `file`, in its order.

    A file that is not there holds none.
    """
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")  # as ast counts them: a form feed ends no line
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            sentence = " ".join((ast.get_docstring(node) or "").split())
            for exercise, of in _marks(node, mark):
                source = _segment(lines, node)
                found.append(Answer(exercise, node.name, of, sentence, source, node.lineno))
    return tuple(found)


def _marks(node: ast.FunctionDef | ast.ClassDef, mark: str) -> list[tuple[str, str]]:
    """The exercise of each such mark, and what it says it is another way of writing."""
    found = []
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(exercise))]) if name == mark:
                found.append((exercise, _of(decorator)))
    return found


def _of(mark: ast.Call) -> str:
    for keyword in mark.keywords:
        if keyword.arg == "of" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


def _segment(lines: list[str], node: ast.FunctionDef | ast.ClassDef) -> str:
    """The source of a definition at the margin; `ast.get_source_segment` splits the whole file each time."""
    assert node.end_lineno is not None
    *first, last = lines[node.lineno - 1 : node.end_lineno]
    return "\n".join([*first, last.encode()[: node.end_col_offset].decode()])
