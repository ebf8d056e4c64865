"""`nbgrader export`: its own columns, written so that any name survives and no spreadsheet runs anything."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from stubmeister.report._text import cell

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class CsvExport(ExportPlugin):  # type: ignore[misc]
    """In place of nbgrader's, which writes a comma in a name as the end of a column."""

    def export(self, gradebook: Gradebook) -> None:
        """Write `grades.csv`, or what `--to` names, in UTF-8 with the mark that Excel needs for Korean."""
        file = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", file)
        with file.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                if not self.assignment or assignment.name in map(str, self.assignment):
                    for student in gradebook.students:
                        if not self.student or student.id in map(str, self.student):
                            writer.writerow(_row(gradebook, assignment, student))


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> list[str]:
    """One student's line for one assignment, as nbgrader's own exporter fills it in."""
    values: list[Any] = [
        assignment.duedate,
        "",
        student.id,
        student.last_name,
        student.first_name,
        student.email,
    ]
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        values += [0.0, 0.0, 0.0]
    else:
        penalty = submission.late_submission_penalty
        values[1] = submission.timestamp
        values += [submission.score, penalty, max(0.0, submission.score - penalty)]
    texts = [
        "" if value is None else str(value) for value in (assignment.name, *values, assignment.max_score)
    ]
    return [cell(text) for text in texts]
