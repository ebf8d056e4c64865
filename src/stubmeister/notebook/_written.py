"""What a student has in the notebook, out of the kernel's own record of the cells that were run.

Of all that was run in a session, only what an exercise needs is kept: the last definition of its name, and of
every name that is used in there. A cell that was run three times counts once, plots and trainings not at all.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from stubmeister.submission import ChapterSource, Unit, cell_units, defines
from stubmeister.submission.module import AT_THE_END, parsed


def written_source(chapter: str, file: str, cells: Sequence[str], live: Mapping[str, Any]) -> ChapterSource:
    """All cells that were run, as a chapter's source.

    Args:
        chapter: The chapter's name.
        file: How messages name the notebook.
        cells: The text of each cell in the order they were run; number 1 is `In [1]`.
        live: The notebook's variables: what was defined otherwise (by `%run`, say) is looked up there.
    """
    units = [unit for number, text in enumerate(cells, 1) for unit in cell_units(text, file, number)]
    return ChapterSource(chapter, file, [*_from_elsewhere(units, live), *units])


def needed(source: ChapterSource, name: str) -> list[Unit]:
    """The units that make `name` what it is, in the order they were run; none where nothing defines it."""
    found = defines(source, name)
    if found is not None and found.error is not None:
        return [found]
    module = parsed(source)
    chosen: set[int] = set()
    seen: set[tuple[int, float]] = set()
    waiting: list[tuple[str, float]] = [(name, AT_THE_END)]
    while waiting:
        each, moment = waiting.pop()
        for placed in [*module.lookup(each, moment), *module.stars]:
            if placed.at < moment and (id(placed), moment) not in seen:
                seen.add((id(placed), moment))
                chosen.add(id(placed.unit))
                now, later = names_read(placed.unit.source)
                waiting += [(used, placed.at) for used in now]
                waiting += [(used, moment) for used in later]
    return [unit for unit in source.units if id(unit) in chosen]


def names_read(source: str) -> tuple[set[str], set[str]]:
    """Names that a statement reads when it runs, and those that a function in it reads when it is called."""
    now: set[str] = set()
    later: set[str] = set()
    waiting: list[tuple[ast.AST, set[str]]] = [(ast.parse(source), now)]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        for field, value in ast.iter_fields(node):
            called = field == "body" and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            parts = value if isinstance(value, list) else [value]
            waiting += [(part, later if called else names) for part in parts if isinstance(part, ast.AST)]
    return now, later


def _from_elsewhere(units: Sequence[Unit], live: Mapping[str, Any]) -> list[Unit]:
    """Functions and classes of the notebook that no cell defines, by the text Python still has of them."""
    written = {name for unit in units for name in unit.names}
    found = []
    for name, value in list(live.items()):
        if (
            name in written
            or name.startswith("_")
            or not (inspect.isfunction(value) or inspect.isclass(value))
        ):
            continue
        if getattr(value, "__module__", None) != "__main__" or value.__name__ != name:
            continue
        try:
            text = textwrap.dedent(inspect.getsource(value))
        except (OSError, TypeError):
            continue
        found.append(Unit(text, 1, "", (name,)))
    return found
