"""A `.py` file as units."""

from __future__ import annotations

from stubmeister.submission.lexing import begins_cell
from stubmeister.submission.model import Unit
from stubmeister.submission.units import units_of, whole_units


def python_units(text: str, file: str) -> list[Unit]:
    """The units of a module. One that does not parse is first cut at its `# %%` cells, if it has any."""
    whole = whole_units(text, file, 1)
    if whole is not None:
        return whole
    units = []
    for first_line, cell in _cells(text):
        units += units_of(cell, file, first_line)
    return units


def _cells(text: str) -> list[tuple[int, str]]:
    """`(first line, text)` of each cell; whatever stands before the first mark is one too."""
    lines = text.split("\n")
    starts = [0, *(number for number, line in enumerate(lines) if number and begins_cell(line))]
    ends = [*starts[1:], len(lines)]
    return [(start + 1, "\n".join(lines[start:end])) for start, end in zip(starts, ends, strict=True)]
