"""Canvas: the gradebook's own CSV, with marks put into the columns of the assignments.

Its rows are known to Canvas by the ids in them, its columns by the number in brackets behind the title. Only
the columns about students and those that get marks are written: what is not in the file Canvas leaves alone.
"""

from __future__ import annotations

import re

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.report.lms._people import Person, names
from stubmeister.report.lms._table import Table, number_in

IDS = ("ID", "SIS Login ID", "SIS User ID", "Integration ID")
ABOUT_STUDENTS = ("Student", "LastName", "FirstName", *IDS, "Root Account", "Section")


def examine(table: Table) -> None:
    """Raise StubmeisterError unless this is what Canvas exports."""
    if "ID" not in table.header or "Section" not in table.header:
        raise StubmeisterError(
            _("{file} is not a gradebook of Canvas: it needs the columns ID and Section.", file=table.file),
            _("In Canvas: Grades, Export, Export Entire Gradebook."),
        )


def student_rows(table: Table) -> list[int]:
    """The rows that are students, not the points possible, the posting policy or Canvas' test student."""
    identity = table.header.index("ID")
    return [row for row, cells in enumerate(table.rows) if cells[identity].strip() and not _test(cells)]


def _test(cells: list[str]) -> bool:
    return cells[0].strip() == "Student, Test"


def person(table: Table, row: int) -> Person:
    cells = dict(zip(table.header, table.rows[row], strict=True))
    name = cells.get("Student") or f"{cells.get('LastName', '')}, {cells.get('FirstName', '')}".strip(", ")
    return Person(tuple(cells.get(key, "") for key in IDS), name=name)


def column_of(table: Table, title: str) -> int:
    """The assignment's column: its whole heading, its title or its number.

    Raises:
        StubmeisterError: There is none, or there are several.
    """
    found = [index for index, heading in enumerate(table.header) if title in _titles(heading)]
    if not found:
        plain = names(title)
        found = [index for index, heading in enumerate(table.header) if plain & names(_titles(heading)[1])]
    if len(found) == 1:
        return found[0]
    headings = [heading for heading in table.header if re.search(r"\(\d+\)$", heading)]
    raise StubmeisterError(
        _("{file} has not one column for {assignment}.", file=table.file, assignment=title),
        _(
            "Say which with --assignment {assignment}=COLUMN: {names}",
            assignment=title,
            names=", ".join(headings),
        ),
    )


def _titles(heading: str) -> tuple[str, str, str]:
    """The heading, the title in it and the number behind that."""
    parts = re.fullmatch(r"(.*\S)\s*\((\d+)\)\s*", heading)
    return (heading, parts[1], parts[2]) if parts else (heading, heading, heading)


def maximum(table: Table, column: int) -> float | None:
    """The points that Canvas has for a column."""
    for cells in table.rows:
        if "Points Possible" in cells[0]:
            return number_in(cells[column])
    return None


def columns_to_write(table: Table, marked: list[int]) -> list[int]:
    section = table.header.index("Section")
    about = [
        i
        for i, heading in enumerate(table.header[: section + 1])
        if heading.lstrip("\ufeff") in ABOUT_STUDENTS
    ]
    return [*about, *marked]
