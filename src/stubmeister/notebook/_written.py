"""What a student has in the notebook, out of the kernel's own record of the cells that were run.

Of all that was run in a session, only what an exercise needs is kept: the last definition of its name, and of
every name that is used in there. A cell that was run three times counts once, plots and trainings not at all.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from stubmeister.submission import ChapterSource, Unit, cell_units, defines
from stubmeister.submission.module import Module, Placed, parsed


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
    waiting = [name]
    seen: set[str] = set()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for placed in [*module.lookup(each), *module.stars]:
            waiting += _add(source, module, placed, chosen)
    return [unit for number, unit in enumerate(source.units) if number in chosen]


def _add(source: ChapterSource, module: Module, placed: Placed, chosen: set[int]) -> Iterable[str]:
    """Take a unit in; the names that it uses. What a statement reads when it runs was bound before it."""
    number = next(i for i, unit in enumerate(source.units) if unit is placed.unit)
    if number in chosen:
        return []
    chosen.add(number)
    used = list(used_names(placed.unit.source))
    for name in used:
        for before in module.lookup(name, placed.at):
            if before.at < placed.at:
                _add(source, module, before, chosen)
    return used


def used_names(source: str) -> Iterator[str]:
    """Every name that a statement reads, in whatever depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.id


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
