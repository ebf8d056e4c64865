"""Tables as platforms write and read them: encodings, separators, quoting, cells that are no formulas."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.report import _text

LARGEST = 20 * 2**20  # bytes of a platform's file
BOM = "\ufeff"

_HARMLESS = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?%?|-+")  # numbers, and the dashes of empty cells


@dataclass(frozen=True)
class Table:
    """A platform's file: its header, its rows, and how it was written."""

    file: Path
    header: list[str]
    rows: list[list[str]]
    separator: str
    bom: bool


def read_table(file: Path) -> Table:
    """A table that a platform or a spreadsheet wrote: UTF-8, UTF-16 or CP949; comma, semicolon or tab.

    Raises:
        StubmeisterError: It cannot be read, or has no rows.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise StubmeisterError(_("{file} is too large for a table of marks.", file=file))
        data = file.read_bytes()
    except OSError as error:
        raise StubmeisterError(f"{file}: {error.strerror}") from error
    text, bom = _decoded(data, file)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error as error:
        raise StubmeisterError(_("{file} is not a table: {error}", file=file, error=error)) from error
    if len(lines) < 2:
        raise StubmeisterError(_("{file} has no rows.", file=file))
    width = len(lines[0])
    rows = [(row + [""] * width)[:width] for row in lines[1:]]
    return Table(file, lines[0], rows, separator, bom)


def _decoded(data: bytes, file: Path) -> tuple[str, bool]:
    """The text, and whether its readers need the mark that says it is UTF-8."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding != "utf-8-sig" or data.startswith(BOM.encode())
        except UnicodeDecodeError:
            continue
    raise StubmeisterError(
        _("{file} is not text.", file=file), _("Save it as CSV in UTF-8, or download it again.")
    )


def written(rows: list[list[str]], separator: str = ",", bom: bool = True) -> str:
    """The rows as text, quoted where need be."""
    table = io.StringIO()
    csv.writer(table, delimiter=separator, lineterminator="\n").writerows(rows)
    return (BOM if bom else "") + table.getvalue()


def kept(cell: str) -> str:
    """A platform's own cell, its lines kept; harmless where a spreadsheet would calculate it."""
    dangerous = cell.lstrip(" ").startswith(_text.FORMULA_STARTS) and not _HARMLESS.fullmatch(cell)
    return "'" + cell if dangerous else cell


def number(value: float, digits: int = 2) -> str:
    """A mark with at most so many digits after the point; two are what the platforms show."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def number_in(cell: str) -> float | None:
    """The number in a cell, however its country writes it; None where there is none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None
