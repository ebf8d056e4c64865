"""Solutions changed in one place: each a submission that the graders ought to refuse."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stubmeister.build import Cell, cells
from stubmeister.build._cells import unify
from stubmeister.build._regions import Region, find_regions
from stubmeister.course import Chapter
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _


@dataclass(frozen=True)
class Mutant:
    """A chapter's solution with one change.

    Attributes:
        exercise: Whose solution was changed; "" for a helper of the whole chapter.
        operator: What kind of change, by cosmic-ray's name for it.
        line: Where, in the solution's file.
        was: The changed lines as they were, on one line.
        becomes: The same after the change.
        source: The whole module.
    """

    chapter: str
    exercise: str
    operator: str
    line: int
    was: str
    becomes: str
    source: str


def mutants(chapter: Chapter) -> Iterator[Mutant]:
    """Every change that cosmic-ray's operators make inside the chapter's solution regions, each once.

    What formatted strings compute is left alone: of an error's message the contract asks little.

    Raises:
        StubmeisterError: cosmic-ray is not installed.
    """
    text = unify(chapter.solution.read_text(encoding="utf-8"))
    regions = find_regions(text, chapter.solution)
    for cell in cells(text, chapter.solution):
        held = [region for region in regions if cell.start <= region.begin <= cell.end]
        if cell.kind == "code" and held:
            yield from _of_cell(chapter, text, cell, held)


def _of_cell(chapter: Chapter, text: str, cell: Cell, regions: list[Region]) -> Iterator[Mutant]:
    lines = text.split("\n")
    before, body, after = lines[: cell.body - 1], lines[cell.body - 1 : cell.end], lines[cell.end :]
    inside = {line - cell.body + 1 for region in regions for line in range(region.begin, region.end)}
    seen = {ast.unparse(ast.parse("\n".join(body)))}
    for name, line, changed in _changes("\n".join(body) + "\n", inside):
        meaning = _meaning(changed)
        if meaning is None or meaning in seen:
            continue
        seen.add(meaning)
        was, becomes = _difference(body, changed.rstrip("\n").split("\n"))
        source = "\n".join([*before, changed.rstrip("\n"), *after])
        yield Mutant(chapter.name, cell.exercise, name, line + cell.body - 1, was, becomes, source)


def _changes(code: str, inside: set[int]) -> Iterator[tuple[str, int, str]]:
    """The operator, the line and the changed code, for each change on one of the lines `inside`."""
    try:
        from cosmic_ray.ast import ast_nodes, get_ast
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator, operator_names
    except ImportError:
        raise StubmeisterError(
            _("cosmic-ray is not installed: it makes the mutants."), 'pip install -e ".[dev]"'
        ) from None
    nodes = list(ast_nodes(get_ast(code)))
    for full_name in operator_names():
        kind = get_operator(full_name)
        if kind.arguments():  # those that must be told which variable
            continue
        operator, count = kind(), 0
        for node in nodes:
            for start, _end in operator.mutation_positions(node):
                if start[0] in inside and not _in_text(node):
                    changed = mutate_code(code, operator, count)
                    if changed is not None:
                        yield full_name.rpartition("/")[2], start[0], changed
                count += 1


def _in_text(node: Any) -> bool:
    """Whether a node stands in a formatted string."""
    while node is not None and node.type != "fstring":
        node = node.parent
    return node is not None


def _meaning(code: str) -> str | None:
    """The code without its spelling; None where it is no Python."""
    try:
        return ast.unparse(ast.parse(code))
    except (SyntaxError, ValueError):
        return None


def _difference(old: list[str], new: list[str]) -> tuple[str, str]:
    """What was taken out and what was put in, each on one line."""
    changes = list(difflib.ndiff(old, new))
    was, becomes = ([line[2:] for line in changes if line.startswith(sign)] for sign in "-+")
    return " ".join(" ".join(was).split()), " ".join(" ".join(becomes).split())
