"""Cutting text into units: by its syntax tree, or so that a broken part costs only itself."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from stubmeister.submission import lexing
from stubmeister.submission.bindings import bound_names
from stubmeister.submission.magics import without_line_magics
from stubmeister.submission.model import Unit
from stubmeister.submission.parsing import error_sentence, parse

_DEFINES = re.compile(r"\f*(?:async[ \t]+def|def|class)[ \t]+(\w+)")
_ASSIGNS = re.compile(r"\f*([^\W\d]\w*)[ \t]*(?::[^=()]*)?=(?!=)")
_HEADLESS = re.compile(r"\f*(?:\w+[ \t]+)?([^\W\d]\w*)[ \t]*\(")  # `dfe mse(...)`, `mse(...):`
_TEXT_STATEMENT = re.compile(r"\f*(?:\w+\s*=\s*)?[rRuUbBfF]{0,2}(\"\"\"|''')")
_SCANNED_LINES = 50_000  # how far broken text is searched for the ends of statements, all together


def units_of(text: str, file: str, first_line: int = 1) -> list[Unit]:
    """The units of one cell, or of one file. Text that is no Python gives units with an `error`.

    Tried in this order: as it stands; without IPython's magics; without a common indentation (Jupyter takes
    that too); piece by piece.
    """
    whole = whole_units(text, file, first_line)
    if whole is not None:
        return whole
    plain = without_line_magics(text)
    for version in (plain, textwrap.dedent(plain)):
        units = whole_units(version, file, first_line) if version != text else None
        if units is not None:
            return units
    return _Recovery(plain, file, first_line).units()


def whole_units(text: str, file: str, first_line: int) -> list[Unit] | None:
    """One unit a statement, or None where the text does not parse as a whole."""
    tree, _line, _reason = parse(text)
    return None if tree is None else _cut(tree.body, text.split("\n"), file, first_line)


def _cut(statements: list[ast.stmt], lines: list[str], file: str, first_line: int) -> list[Unit]:
    units = []
    for number, statement in enumerate(statements):
        if _does_nothing(statement):
            continue
        previous = statements[number - 1] if number else None
        following = statements[number + 1] if number + 1 < len(statements) else None
        start, source = _segment(statement, previous, following, lines)
        units.append(Unit(source, first_line + start - 1, file, bound_names(statement)))
    return units


def _segment(
    statement: ast.stmt, previous: ast.stmt | None, following: ast.stmt | None, lines: list[str]
) -> tuple[int, str]:
    """The statement's first line and its text: whole lines, except where `;` puts several on one."""
    start = _first_line(statement, (previous.end_lineno or 0) if previous else 0, lines)
    end = statement.end_lineno or start
    part = lines[start - 1 : end]
    if following is not None and following.lineno == end:
        part[-1] = _bytes(part[-1], 0, statement.end_col_offset)
    if previous is not None and previous.end_lineno == start:
        part[0] = _bytes(part[0], statement.col_offset, None)
    return start, "\n".join(part)


def _first_line(statement: ast.stmt, after: int, lines: list[str]) -> int:
    """Decorators included; `@(` may stand on a line before the expression it decorates with."""
    decorators = getattr(statement, "decorator_list", [])
    if not decorators:
        return statement.lineno
    start = int(decorators[0].lineno)
    while start > after + 1 and not lines[start - 1].lstrip().startswith("@"):
        start -= 1
    return start


def _bytes(line: str, start: int, end: int | None) -> str:
    """A slice of a line in the UTF-8 offsets that syntax trees use."""
    return line.encode()[start:end].decode()


def _does_nothing(statement: ast.stmt) -> bool:
    """A bare constant (docstring, text kept as a string), and what is only for running as a script."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if not isinstance(statement, ast.If) or statement.orelse or not isinstance(statement.test, ast.Compare):
        return False
    test = statement.test
    sides = [test.left, *test.comparators]
    return (
        [type(o) for o in test.ops] == [ast.Eq]
        and any(isinstance(s, ast.Name) and s.id == "__name__" for s in sides)
        and any(isinstance(s, ast.Constant) and s.value == "__main__" for s in sides)
    )


class _Recovery:
    """Text that does not parse, cut where statements begin in the first column.

    A piece that parses gives its statements; one that does not gives a unit with its error. A `def` or
    `class` in the first column always begins a new piece, whatever bracket or string is still open above it.
    """

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.first_line = first_line
        self.left_to_scan = _SCANNED_LINES + len(self.lines)

    def units(self) -> list[Unit]:
        found: list[Unit] = []
        start = 0
        while start < len(self.lines):
            end, units = self._piece(start)
            if found and units and units[0].error and self._is_cut_off(start, end):
                # what stands before the stray line is half a function: running it would be unfair
                found[-1] = replace(found[-1], error=found[-1].error or units[0].error)
            found += units
            start = end
        return found

    def _is_cut_off(self, start: int, end: int) -> bool:
        """Whether indented lines below a stray one in the first column belong to the function above it."""
        line, *rest = self.lines[start:end]
        return (
            self._follows_a_body(start)
            and any(lexing.is_code(x) and x[:1].isspace() for x in rest)
            and not line.rstrip().endswith(":")
            and not lexing.begins_decorator(line)
            and not lexing.begins_definition(line)
        )

    def _follows_a_body(self, start: int) -> bool:
        """Whether the line right above is indented code."""
        return start > 0 and self.lines[start - 1][:1].isspace() and lexing.is_code(self.lines[start - 1])

    def _piece(self, start: int) -> tuple[int, list[Unit]]:
        """The piece that begins at `start`: where it ends, and its units."""
        if not lexing.begins_statement(self.lines[start]):
            end = self._next_start(start)
            return end, self._broken(start, end)
        tried: set[int] = set()
        for end in self._ends(start):
            if end not in tried:
                tried.add(end)
                units = self._parsed(start, end)
                if units is not None:
                    return end, units
        return self._without_decorators(start) or (self._next_start(start), self._broken(start))

    def _ends(self, start: int) -> Iterator[int]:
        """Where the piece may end: by its brackets and strings, by the next statement, by the next code."""
        yield from self._balanced_end(start)
        yield self._next_start(start)
        after_definition = self._definition(start) + 1
        for number in range(after_definition, len(self.lines)):
            if lexing.begins_code(self.lines[number]):
                yield number  # a stray bracket or `else` costs only itself
                break
        if not self._follows_a_body(start):
            yield from self._logical_line_end(start)  # so does a stray indented line

    def _logical_line_end(self, start: int) -> Iterator[int]:
        state = lexing.LineState()
        for number in range(start, len(self.lines)):
            if self.left_to_scan <= 0 or (number > start and lexing.begins_definition(self.lines[number])):
                return
            self.left_to_scan -= 1
            state.feed(self.lines[number])
            if state.balanced:
                yield number + 1
                return

    def _balanced_end(self, start: int) -> Iterator[int]:
        text_statement = _TEXT_STATEMENT.match(self.lines[start])
        definition = self._definition(start)
        state = lexing.LineState()
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if number > definition and state.balanced and lexing.begins_statement(line):
                yield number
                return
            # code kept in a string: only there may a definition stand inside something open
            in_text = text_statement is not None and state.quote == text_statement[1]
            if number > definition and lexing.begins_definition(line) and not in_text:
                return
            if self.left_to_scan <= 0:
                return
            self.left_to_scan -= 1
            state.feed(line)
        yield len(self.lines)

    def _next_start(self, start: int) -> int:
        for number in range(self._definition(start) + 1, len(self.lines)):
            if lexing.begins_statement(self.lines[number]):
                return number
        return len(self.lines)

    def _definition(self, start: int) -> int:
        """The line of the `def` that decorators at `start` belong to; `start` itself if there are none."""
        number = start
        while number < len(self.lines) and (
            lexing.begins_decorator(self.lines[number]) or not lexing.begins_code(self.lines[number])
        ):
            number += 1
        decorated = lexing.begins_decorator(self.lines[start]) and number < len(self.lines)
        return number if decorated and lexing.begins_definition(self.lines[number]) else start

    def _without_decorators(self, start: int) -> tuple[int, list[Unit]] | None:
        """A broken decorator (or a stray `@` above) should not take a sound definition with it."""
        definition = self._definition(start)
        if definition == start:
            return None
        end, units = self._piece(definition)
        if any(unit.error for unit in units):
            return None
        return end, self._broken(start, definition) + units

    def _parsed(self, start: int, end: int) -> list[Unit] | None:
        return whole_units("\n".join(self.lines[start:end]), self.file, self.first_line + start)

    def _broken(self, start: int, end: int | None = None) -> list[Unit]:
        """One unit that is not run; nothing where there are only comments."""
        end = self._next_start(start) if end is None else end
        lines = self.lines[start:end]
        if not any(map(lexing.is_code, lines)):
            return []
        text = "\n".join(lines).rstrip()
        _tree, line, reason = parse(text)
        line = self.first_line + start + max(0, min(line, len(lines)) - 1)
        sentence = error_sentence(line, reason or "invalid syntax")
        return [Unit(text, self.first_line + start, self.file, _guessed_names(lines), sentence)]


def _guessed_names(lines: list[str]) -> tuple[str, ...]:
    """What a broken piece was meant to bind, so that its exercise can be told."""
    heads = [line for line in lines if lexing.begins_code(line) and not lexing.begins_decorator(line)]
    if not heads:
        return ()
    found = _DEFINES.match(heads[0]) or _ASSIGNS.match(heads[0])
    if found is None and any(line[:1].isspace() and line.strip() for line in lines):
        found = _HEADLESS.match(heads[0])
    return (found[1],) if found else ()
