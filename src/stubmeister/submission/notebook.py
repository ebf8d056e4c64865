"""A `.ipynb` file as units: plain JSON, formats 3 and 4, whatever is missing in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stubmeister.lang import _
from stubmeister.submission.magics import KEEPS_BODY, cell_magic, without_cell_magic
from stubmeister.submission.model import Note, ReadLimits, Refused, Unit, WrittenCell
from stubmeister.submission.parsing import check_size
from stubmeister.submission.text import without_surrogates
from stubmeister.submission.units import units_of


def notebook_units(text: str, file: str, limits: ReadLimits) -> tuple[list[Unit], list[Note]]:
    """The units of all code cells in order, and what was left out.

    Raises:
        Refused: it is no notebook, or holds more code than the limits allow.
    """
    notebook = _load(text, limits)
    notes = _language_notes(notebook, file)
    cells = list(_code_cells(notebook))
    code = "\n".join(source for _number, source in cells)
    if len(code.encode()) > limits.python:
        raise Refused(
            _("holds more than {limit} MB of code and was not read.", limit=f"{limits.python / 1e6:g}")
        )
    check_size(code, limits.symbols)
    units: list[Unit] = []
    for number, source in cells:
        magic = cell_magic(source)
        if magic is not None and magic not in KEEPS_BODY:
            where = _("{file}, cell {number}", file=file, number=number)
            notes.append(Note(where, _("begins with %%{magic} and was left out.", magic=magic)))
        units += cell_units(source, file, number)
    return units, notes


def cell_units(source: str, file: str, number: int) -> list[Unit]:
    """The units of one cell; none of one that a magic makes something else of."""
    where = _("{file}, cell {number}", file=file, number=number)
    magic = cell_magic(source)
    if magic is not None and magic not in KEEPS_BODY:
        return []
    return units_of(without_cell_magic(source) if magic else source, where)


def cells_of(text: str, limits: ReadLimits) -> list[WrittenCell]:
    """Every cell with text in it, in order: what a person looks at, code or not.

    Raises:
        Refused: it is no notebook.
    """
    found = []
    for number, cell in enumerate(_cells(_load(text, limits)), 1):
        if isinstance(cell, dict):
            source = _source(cell)
            kind = "code" if cell.get("cell_type") == "code" else "markdown"
            if source.strip():
                found.append(WrittenCell(number, kind, source, str(_nbgrader(cell).get("grade_id") or "")))
    return found


def _load(text: str, limits: ReadLimits) -> dict[str, Any]:
    if sum(map(text.count, "[{,")) > limits.json_items:
        raise Refused(_("holds too much output to be read. Clear all outputs, save it and hand it in again."))
    try:
        # numbers in a notebook are counts and metadata; a million digits need not become one
        notebook = json.loads(text, parse_int=len, parse_float=len)
    except (ValueError, RecursionError, MemoryError):
        raise Refused(_unreadable(text)) from None
    if not isinstance(notebook, dict) or not isinstance(
        notebook.get("cells", notebook.get("worksheets")), list
    ):
        raise Refused(_("is JSON but no notebook: it has no cells. Save it in Jupyter and hand it in again."))
    return notebook


def _unreadable(text: str) -> str:
    if not text.strip():
        return _("is empty. Save the notebook and hand it in again.")
    if text.lstrip().startswith("<"):
        return _("is a web page, not a notebook. Download the notebook itself (.ipynb) and hand it in again.")
    return _("is damaged: no notebook can be read from it. Save it in Jupyter and hand it in again.")


def _code_cells(notebook: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """`(number, source)` of each code cell that is the student's, cells of all types counted from 1."""
    for number, cell in enumerate(_cells(notebook), 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code" and not _is_test(cell):
            source = _source(cell)
            if source.strip():
                yield number, source


def _source(cell: dict[str, Any]) -> str:
    """The text of a cell, "" where there is none."""
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return without_surrogates(source.replace("\r\n", "\n").replace("\r", "\n"))


def _cells(notebook: dict[str, Any]) -> list[Any]:
    if isinstance(notebook.get("cells"), list):
        return list(notebook["cells"])
    sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]  # format 3
    return [cell for sheet in sheets if isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]


def _is_test(cell: dict[str, Any]) -> bool:
    """nbgrader's own test cells: graded, and not for the student to fill in."""
    nbgrader = _nbgrader(cell)
    return nbgrader.get("grade") is True and nbgrader.get("solution") is not True


def _nbgrader(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return nbgrader if isinstance(nbgrader, dict) else {}


def _language_notes(notebook: dict[str, Any], file: str) -> list[Note]:
    metadata = notebook.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    if not isinstance(language, str) or language.lower().startswith("python") or not language.strip():
        return []
    shown = "".join(c if c.isprintable() else "\ufffd" for c in language[:40])
    return [
        Note(file, _("is a notebook for {language}; it was read as Python.", language=shown), attention=True)
    ]
