"""One export: read the gradebook, match its students, fill in or make the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.report.lms import _canvas, _moodle, _sheets
from stubmeister.report.lms._gradebook import Assignment, Marks, read_gradebook
from stubmeister.report.lms._people import Person, Unmatched, filled, match, read_roster
from stubmeister.report.lms._table import Table, kept, number, read_table, written

FORMATS = ("canvas", "moodle", "classroom", "csv")


@dataclass(frozen=True)
class Request:
    """What to export.

    Args:
        format: One of FORMATS.
        db: The gradebook, as SQLAlchemy writes it.
        assignments: Their names, with `=` and the platform's heading where that is another one; all if empty.
        template: The platform's own file; Canvas and Moodle need it.
        roster: A table with what the gradebook does not know of the students.
        scale: Marks are converted to the platform's maximum (True), written as they are (False); None: both
            maxima must be the same.
    """

    format: str
    db: str
    assignments: tuple[str, ...] = ()
    template: Path | None = None
    roster: Path | None = None
    scale: bool | None = None


@dataclass(frozen=True)
class Export:
    """The file's text, students with marks that are not in it, and what the teacher should know."""

    text: str
    unmatched: list[Unmatched]
    notes: list[str] = field(default_factory=list)


def export(request: Request) -> Export:
    """The file that a platform imports.

    Raises:
        StubmeisterError: The gradebook or a file cannot be used, or an assignment is not in it.
    """
    titles = dict(each.partition("=")[::2] for each in request.assignments)
    marks = read_gradebook(request.db, list(titles))
    if request.roster:
        marks = replace(marks, students=filled(marks.students, read_roster(request.roster)))
    notes = _waiting(marks)
    if request.format == "csv":
        return Export(written(_sheets.plain(marks)), [], notes)
    if request.format == "classroom":
        rows, unmatched = _sheets.classroom(marks)
        return Export(written(rows), unmatched, notes)
    table = _template(request)
    if request.format == "canvas":
        return _into_canvas(table, marks, titles, request.scale, notes)
    return _into_moodle(table, marks, titles, request.scale, notes)


def _template(request: Request) -> Table:
    if request.template is not None:
        return read_table(request.template)
    cures = {
        "canvas": _("In Canvas: Grades, Export, Export Entire Gradebook."),
        "moodle": _("In Moodle: the assignment, Submissions, Download grading worksheet."),
    }
    raise StubmeisterError(
        _(
            "{format} knows its students by ids that only its own file has: --template FILE.",
            format=request.format,
        ),
        cures[request.format],
    )


def _waiting(marks: Marks) -> list[str]:
    return [
        _(
            "{assignment}: something of {count} students still has to be graded by hand: {names}",
            assignment=each.name,
            count=len(each.waiting),
            names=", ".join(each.waiting),
        )
        for each in marks.assignments
        if each.waiting
    ]


def _into_canvas(
    table: Table, marks: Marks, titles: dict[str, str], scale: bool | None, notes: list[str]
) -> Export:
    _canvas.examine(table)
    chosen = marks.assignments
    columns = {each.name: _canvas.column_of(table, titles.get(each.name) or each.name) for each in chosen}
    rows = _canvas.student_rows(table)
    filling = _Filling(table, rows, [_canvas.person(table, row) for row in rows], marks)
    for assignment in chosen:
        filling.put(assignment, columns[assignment.name], _canvas, scale)
    order = _canvas.columns_to_write(table, sorted(columns.values()))
    return filling.finished(order, notes)


def _into_moodle(
    table: Table, marks: Marks, titles: dict[str, str], scale: bool | None, notes: list[str]
) -> Export:
    if len(marks.assignments) != 1:
        raise StubmeisterError(
            _("Moodle has a worksheet for each assignment: name one with --assignment."),
            _("It has: {names}", names=", ".join(each.name for each in marks.assignments)),
        )
    _moodle.examine(table)
    assignment = marks.assignments[0]
    column = _moodle.column_of(table, titles.get(assignment.name, ""))
    rows = list(range(len(table.rows)))
    filling = _Filling(table, rows, [_moodle.person(table, row) for row in rows], marks)
    filling.put(assignment, column, _moodle, scale)
    return filling.finished(list(range(len(table.header))), notes)


class _Filling:
    """A platform's table while marks are put into it."""

    def __init__(self, table: Table, rows: list[int], people: list[Person], marks: Marks) -> None:
        self.table = table
        self.cells = [list(row) for row in table.rows]
        self.people = people
        handed_in = {name for each in marks.assignments for name in each.marks}
        having = [student for student in marks.students if student.id in handed_in]
        found, self.unmatched = match(having, people)
        self.places = {student: rows[position] for student, position in found.items()}
        self.names = [
            people[position].name for position in sorted(set(range(len(rows))) - set(found.values()))
        ]

    def put(self, assignment: Assignment, column: int, platform: ModuleType, scale: bool | None) -> None:
        """Write an assignment's marks into a column."""
        convert = _conversion(assignment, platform.maximum(self.table, column), scale)
        for student, row in self.places.items():
            if student in assignment.marks:
                self.cells[row][column] = number(convert(assignment.marks[student]))

    def finished(self, order: list[int], notes: list[str]) -> Export:
        """The table with these columns."""
        lines = [[kept(line[column]) for column in order] for line in (self.table.header, *self.cells)]
        if self.names:
            names = ", ".join(self.names)
            notes = [
                *notes,
                _("No marks for {count} of its rows: {names}", count=len(self.names), names=names),
            ]
        return Export(written(lines, self.table.separator, self.table.bom), self.unmatched, notes)


def _conversion(
    assignment: Assignment, maximum: float | None, scale: bool | None
) -> Callable[[float], float]:
    """From the gradebook's points to the platform's."""
    own = assignment.max_score
    if maximum is None or maximum == own or scale is False or own <= 0:
        return lambda mark: mark
    if scale:
        return lambda mark: mark * maximum / own
    raise StubmeisterError(
        _(
            "{assignment} has {own} points here and {theirs} there.",
            assignment=assignment.name,
            own=number(own),
            theirs=number(maximum),
        ),
        _("--scale converts the marks, --no-scale writes them as they are."),
    )
