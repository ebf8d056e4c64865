"""What a student wrote, put into the notebook as it was released.

The released notebook is the frame: its statements, check cells, points and ids. Of the student's file only
the text of cells is taken, so nothing that was edited, deleted, duplicated or tagged in it has an effect.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from stubmeister.lang import _
from stubmeister.submission import ChapterSource, ReadLimits, WrittenCell, defines, written_cells

EXTRA = "extra"  # ids of the student's own cells
MOST_CELLS = 300  # of a student's own are shown, and of each cell so many characters; grading reads all
LONGEST_CELL = 100_000


@dataclass
class _Frame:
    """The released cells, each with the student's own cells that follow it."""

    cells: list[Any]
    after: dict[int, list[Any]] = field(default_factory=dict)

    def position(self, name: str) -> int | None:
        found = (i for i, cell in enumerate(self.cells) if _grade_id(cell) == name)
        return next(found, None)


def filled_in(release: Any, source: ChapterSource | None, file: Path | None, limits: ReadLimits) -> Any:
    """The released notebook with the student's answers and own cells; nothing of it has been run.

    Args:
        release: The released notebook; it is not changed.
        source: The student's chapter as it is graded, None where there is none.
        file: The file behind it.
        limits: How much of an untrusted file is read.
    """
    notebook = copy.deepcopy(release)
    if source is None or file is None or source.refused is not None:
        return notebook
    written = written_cells(file, limits)
    frame = _Frame(notebook.cells)
    if written is None:
        _from_python(frame, source)
    else:
        _from_cells(frame, source, written)
    notebook.cells = list(_numbered(frame))
    return notebook


def _from_cells(frame: _Frame, source: ChapterSource, written: Sequence[WrittenCell]) -> None:
    taken: set[int] = set()
    for cell in frame.cells:
        number = _answer(cell, source, written) if _is_solution(cell) else None
        if number is not None:
            cell.source = _shown(written[number].source)
            taken.add(number)
    places = {cell.number: at for at, cell in _places(frame, written)}
    released = {cell.source.strip() for cell in frame.cells}
    at = 0
    for number, cell in enumerate(written):
        at = places.get(cell.number, at)
        if number not in taken and not _is_released(frame, cell) and cell.source.strip() not in released:
            frame.after.setdefault(at, []).append(_own_cell(cell))


def _answer(cell: Any, source: ChapterSource, written: Sequence[WrittenCell]) -> int | None:
    """The student's version of a released cell: the last of its id, else the one that defines its name."""
    name = _grade_id(cell)
    same = [number for number, each in enumerate(written) if each.grade_id == name and each.kind == "code"]
    if same:
        return same[-1]
    unit = defines(source, name)
    if unit is None:
        return None
    holds = (
        number for number, each in enumerate(written) if unit.source in each.source and not each.grade_id
    )
    return next(holds, None)


def _places(frame: _Frame, written: Iterable[WrittenCell]) -> Iterable[tuple[int, WrittenCell]]:
    for cell in written:
        at = frame.position(cell.grade_id) if cell.grade_id else None
        if at is not None:
            yield at, cell


def _is_released(frame: _Frame, cell: WrittenCell) -> bool:
    """A statement or check cell, whatever became of its text: the released one stands there already."""
    at = frame.position(cell.grade_id) if cell.grade_id else None
    return at is not None and not _is_solution(frame.cells[at])


def _from_python(frame: _Frame, source: ChapterSource) -> None:
    """A `.py` file: each answer into its cell, all the rest into one cell at the top."""
    placed: set[int] = set()
    for cell in frame.cells:
        unit = defines(source, _grade_id(cell)) if _is_solution(cell) else None
        if unit is not None:
            cell.source = _shown(unit.source)
            placed.add(source.units.index(unit))
    released = "\n".join(cell.source for cell in frame.cells if cell.cell_type == "code")
    rest = [unit.source for number, unit in enumerate(source.units) if number not in placed]
    rest = [text for text in rest if text not in released]
    first = frame.position("notebook-setup") or 0
    if rest:
        frame.after[first] = [nbformat.v4.new_code_cell(_shown("\n\n".join(rest)))]


def _own_cell(cell: WrittenCell) -> Any:
    """A cell that the student added: its text alone; no HTML of theirs reaches a teacher's page."""
    if cell.kind == "code":
        return nbformat.v4.new_code_cell(_shown(cell.source))
    return nbformat.v4.new_markdown_cell(without_html(_shown(cell.source)))


def _shown(source: str) -> str:
    """What a page can take of a cell's text."""
    return source if len(source) <= LONGEST_CELL else source[:LONGEST_CELL] + "\n# … " + _("(cut here)")


def without_html(text: str) -> str:
    """Markdown in which tags and links are shown as they were typed.

    An invisible joiner keeps a `<` from opening a tag and a bracket from becoming a link: nbconvert takes
    both as they are, `javascript:` too. It stands in code as well, where nothing shows of it: what Markdown
    takes for code is not for us to guess.
    """
    return re.sub(r"<(?=[A-Za-z/!?])|\](?=[(:])", "\\g<0>\u2060", text)


def _numbered(frame: _Frame) -> Iterable[Any]:
    count = 0
    for at, cell in enumerate(frame.cells):
        yield cell
        for own in frame.after.get(at, ()):
            count += 1
            if count <= MOST_CELLS:
                own["id"] = f"{EXTRA}-{count}"
                yield own
    if count > MOST_CELLS:
        text = _("{count} more cells are not shown here.", count=count - MOST_CELLS)
        last = nbformat.v4.new_markdown_cell(text)
        last["id"] = f"{EXTRA}-more"
        yield last


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_solution(cell: Any) -> bool:
    return cell.metadata.get("nbgrader", {}).get("solution") is True
