"""The solution regions of a file: where they begin and end, and what they stand in.

A region is what stands between `### BEGIN SOLUTION` and `### END SOLUTION`, each alone on its line. It
holds whole statements of one block, or whole entries of one dictionary; anything else is an error that names
the line.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from stubmeister.build._cells import comments, problem
from stubmeister.lang import _

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
MENTION = re.compile(r"\b(BEGIN|END)\s+SOLUTION\b", re.IGNORECASE)  # nbgrader reacts to it anywhere in a line

FunctionTypes = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Region:
    """Lines `begin` (the BEGIN marker) to `end` (the END marker), counted from 1, indented by `indent`.

    `last_code` is the last line between them that is no comment. It, not the END marker, tells where a region
    ends in the syntax tree: a comment at the end of a function is no part of it.
    """

    begin: int
    end: int
    indent: int
    last_code: int


@dataclass(frozen=True)
class Place:
    """What a region stands in.

    `path` are the nodes around it, outermost first. It holds either `statements`, out of `block`, or the
    `keys` of a dictionary.
    """

    path: tuple[ast.AST, ...]
    block: tuple[ast.stmt, ...] = ()
    statements: tuple[ast.stmt, ...] = ()
    keys: tuple[ast.expr, ...] = ()

    @property
    def in_function(self) -> bool:
        """True where leaving something out shows when the function is called, not at import."""
        return any(isinstance(node, FunctionTypes) for node in self.path)


def find_regions(text: str, file: object) -> list[Region]:
    """The regions of valid Python source, in order.

    Raises:
        CourseError: A marker is misspelt, not alone on its line, inside a string, nested, unclosed or stray.
    """
    regions: list[Region] = []
    opened: tuple[int, int] | None = None
    code_lines = _code_lines(text)
    for line, column, is_begin in _markers(text, file):
        if is_begin and opened:
            message = _("BEGIN SOLUTION inside the region that began on line {line}.", line=opened[0])
            raise problem(file, line, message, _("Close that region first with `### END SOLUTION`."))
        if is_begin:
            opened = (line, column)
            continue
        if not opened:
            message = _("END SOLUTION without a BEGIN SOLUTION before it.")
            raise problem(file, line, message, _("Remove it, or add `### BEGIN SOLUTION` above."))
        if column != opened[1]:
            message = _(
                "END SOLUTION is not indented like its BEGIN SOLUTION on line {line}.", line=opened[0]
            )
            raise problem(file, line, message, _("Indent both alike."))
        code = [number for number in code_lines if opened[0] < number < line]
        if not code:
            message = _("this region holds no code, so there is nothing to solve.")
            raise problem(file, opened[0], message, _("Put the solution between the markers."))
        regions.append(Region(opened[0], line, column, max(code)))
        opened = None
    if opened:
        message = _("BEGIN SOLUTION is never closed.")
        raise problem(file, opened[0], message, _("Add `### END SOLUTION` after the solution."))
    return regions


def _markers(text: str, file: object) -> Iterator[tuple[int, int, bool]]:
    """(line, column, is BEGIN) of each marker; every other mention of one is an error."""
    lines = text.split("\n")
    found = {comment.start[0]: comment for comment in comments(text)}
    for number, line in enumerate(lines, start=1):
        if not MENTION.search(line):
            continue
        comment = found.get(number)
        if comment is None or not MENTION.search(comment.string):
            message = _("a solution marker inside a string.")
            raise problem(file, number, message, _("Move it out of the string, or reword the text."))
        if line.strip() not in (BEGIN, END):
            message = _("this is not a solution marker, but looks like one.")
            cure = _("Write exactly `### BEGIN SOLUTION` or `### END SOLUTION`, alone on the line.")
            raise problem(file, number, message, cure)
        yield number, comment.start[1], line.strip() == BEGIN


def _code_lines(text: str) -> set[int]:
    blank = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {
        number
        for token in tokens
        if token.type not in (*blank, tokenize.ENDMARKER)
        for number in range(token.start[0], token.end[0] + 1)
    }


def locate(tree: ast.Module, region: Region, file: object) -> Place:
    """What `region` stands in.

    Raises:
        CourseError: It cuts a statement in two, or is indented unlike what it holds.
    """
    place = _descend(tree, region, (), file)
    if not place.statements and not place.keys:
        raise _cut(region, file)
    held: tuple[ast.stmt | ast.expr, ...] = (*place.statements, *place.keys)
    for node in held:
        if node.col_offset != region.indent:
            message = _("this line is not indented like the markers around it.")
            cure = _("Indent `### BEGIN SOLUTION` and `### END SOLUTION` like the code between them.")
            raise problem(file, node.lineno, message, cure)
    return place


def _descend(node: ast.AST, region: Region, path: tuple[ast.AST, ...], file: object) -> Place:
    path = (*path, node)
    held: list[tuple[list[ast.stmt], list[ast.stmt]]] = []
    for block in _blocks(node):
        inside = []
        for statement in block:
            first, last = extent(statement)
            if first < region.begin and region.last_code <= last:
                return _descend(statement, region, path, file)
            if region.begin < first and last < region.end:
                inside.append(statement)
            elif first <= region.last_code and region.begin < last:
                raise _cut(region, file)
        if inside:
            held.append((block, inside))
    if len(held) > 1:
        raise _cut(region, file)
    if held:
        return Place(path, tuple(held[0][0]), tuple(held[0][1]))
    return Place(path, keys=tuple(_entries(node, region, file)))


def _entries(node: ast.AST, region: Region, file: object) -> list[ast.expr]:
    """The keys of the entries in `region`, where `node` is `NAME = {...}` around it."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return []
    if not isinstance(node.value, ast.Dict):
        return []
    keys = []
    for key, value in zip(node.value.keys, node.value.values, strict=True):
        first, last = (key or value).lineno, value.end_lineno or 0
        if region.begin < first and last < region.end:
            if key is None:
                raise problem(file, first, _("a quiz names its keys; `**` does not."))
            keys.append(key)
        elif first < region.end and region.begin < last:
            raise _cut(region, file)
    return keys


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of statements that belong to `node` itself: bodies, else, except, finally, cases."""
    for _field, value in ast.iter_fields(node):
        if not isinstance(value, list) or not value:
            continue
        if isinstance(value[0], ast.stmt):
            yield value
        elif isinstance(value[0], ast.excepthandler | ast.match_case):
            for part in value:
                yield part.body


def extent(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement, its decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return first, statement.end_lineno or statement.lineno


def _cut(region: Region, file: object) -> Exception:
    message = _("this region cuts a statement in two.")
    return problem(file, region.begin, message, _("Put the markers around whole statements of one block."))
