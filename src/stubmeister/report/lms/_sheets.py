"""Tables of our own: a plain one, and one keyed by e-mail for Google Classroom."""

from __future__ import annotations

from stubmeister.lang import _
from stubmeister.report import _text
from stubmeister.report.lms._gradebook import Assignment, Marks, Student
from stubmeister.report.lms._people import Unmatched
from stubmeister.report.lms._table import number

EXACT = 4  # digits, as in grades.csv


def plain(marks: Marks) -> list[list[str]]:
    """One row for each student of the gradebook; a mark is empty where nothing was handed in."""
    header = ["student", "last_name", "first_name", "email", "points", "max_points"]
    rows = [[*header, *(_text.cell(each.name) for each in marks.assignments)]]
    best = sum(each.max_score for each in marks.assignments)
    for student in marks.students:
        about = (student.id, student.last_name, student.first_name, student.email)
        total = sum(each.marks.get(student.id, 0.0) for each in marks.assignments)
        cells = [_mark(each, student, EXACT) for each in marks.assignments]
        rows.append([*map(_text.cell, about), number(total, EXACT), number(best, EXACT), *cells])
    return rows


def classroom(marks: Marks) -> tuple[list[list[str]], list[Unmatched]]:
    """The columns of Google Classroom's own table, and the students whose e-mail nobody knows."""
    header = ["Last Name", "First Name", "Email Address"]
    rows = [[*header, *(_text.cell(each.name) for each in marks.assignments)]]
    unmatched = []
    for student in marks.students:
        email = student.email or (student.id if "@" in student.id[1:-1] else "")
        cells = [_mark(each, student) for each in marks.assignments]
        if not any(cells):
            continue
        if not email:
            unmatched.append(Unmatched(student, _("no e-mail is known")))
            continue
        rows.append([*map(_text.cell, (student.last_name, student.first_name, email)), *cells])
    return rows, unmatched


def _mark(assignment: Assignment, student: Student, digits: int = 2) -> str:
    return number(assignment.marks[student.id], digits) if student.id in assignment.marks else ""
