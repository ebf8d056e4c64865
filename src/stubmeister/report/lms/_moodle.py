"""Moodle: the grading worksheet of one assignment, its grades filled in.

Moodle translates the headings and compares them again when the file comes back: we never write them. A column
is known by its heading where we know it, else by what stands in it.
"""

from __future__ import annotations

import re

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.report.lms._people import Person
from stubmeister.report.lms._table import Table, number_in

# Moodle's own translations, in lower case
GRADE = {
    "grade",
    "성적",
    "점수",
    "평점",
    "bewertung",
    "note",
    "calificación",
    "評点",
    "成绩",
    "成績",
    "voto",
    "nota",
}
MAXIMUM = {
    "maximum grade",
    "최대 성적",
    "최고 성적",
    "최대 점수",
    "최고 점수",
    "beste bewertung",
    "note maximale",
}
NAME = {
    "full name",
    "성명",
    "이름",
    "전체 이름",
    "vollständiger name",
    "nom complet",
    "nombre completo",
    "氏名",
    "全名",
}


def examine(table: Table) -> None:
    """Raise StubmeisterError unless this is a grading worksheet."""
    if not all(re.fullmatch(r"\D*\d+", row[0].strip()) for row in table.rows):
        raise StubmeisterError(
            _(
                "{file} is not a grading worksheet of Moodle: its first column must name participants.",
                file=table.file,
            ),
            _("In Moodle: the assignment, Submissions, Download grading worksheet."),
        )


def person(table: Table, row: int) -> Person:
    """The participant's number, every other plain cell that may be an id, the e-mail and the name."""
    cells = [cell.strip() for cell in table.rows[row]]
    first = re.sub(r"\D+", "", cells[0])
    email = next((cell for cell in cells if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell)), "")
    name = next((cells[i] for i, heading in enumerate(table.header) if _plain(heading) in NAME), "")
    before_email = cells[1 : cells.index(email)] if email else cells[1:3]
    known = [cell for cell in before_email if cell and cell != name]
    if not name and known:
        name = known.pop(0)
    return Person((*known, first, cells[0]), email, name)


def column_of(table: Table, heading: str = "") -> int:
    """The column of the grades: `heading`, one that we know, or the one before the maximum grades.

    Raises:
        StubmeisterError: There is none.
    """
    wanted = {_plain(heading)} if heading else GRADE
    for index, each in enumerate(table.header):
        if index and _plain(each) in wanted:
            return index
    maxima = (
        [] if heading else [index - 1 for index in range(2, len(table.header)) if _is_maximum(table, index)]
    )
    if len(maxima) == 1:
        return maxima[0]
    raise StubmeisterError(
        _("{file}: which column holds the grades cannot be told.", file=table.file),
        _("Say which with --assignment NAME=COLUMN: {names}", names=", ".join(table.header)),
    )


def _is_maximum(table: Table, column: int) -> bool:
    """Whether every row has the same number here and before it a grade or none."""
    values = {number_in(row[column]) for row in table.rows}
    grades = [row[column - 1].strip() for row in table.rows]
    same = len(values) == 1 and None not in values and values != {0.0}
    return same and all(grade in ("", "-") or number_in(grade) is not None for grade in grades)


def maximum(table: Table, column: int) -> float | None:
    """The points that Moodle has for the assignment, where the worksheet says so."""
    for index, heading in enumerate(table.header):
        if _plain(heading) in MAXIMUM or (index == column + 1 and _is_maximum(table, index)):
            return number_in(table.rows[0][index])
    return None


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()
