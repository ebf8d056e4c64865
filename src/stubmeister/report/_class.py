"""The teacher's page of a whole class, and its grades as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from urllib.parse import quote

from stubmeister.files import write_atomically
from stubmeister.grading.results import ExerciseResult, Result
from stubmeister.lang import _
from stubmeister.report import _pages, _text

BINS = 10  # of the distribution of marks


@dataclass(frozen=True)
class Column:
    """One exercise across the class."""

    chapter: str
    name: str
    max_points: float
    success: float  # mean share of its points, 0..1
    manual_points: float = 0.0
    waiting: int = 0  # essays that the teacher has not graded


@dataclass(frozen=True)
class Row:
    """One student."""

    student: str
    link: str
    status: str
    points: float
    max_points: float
    cells: list[ExerciseResult | None]


@dataclass
class Misconception:
    """One known wrong answer and who gave it."""

    exercise: str
    message: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Concern:
    """Something about a submission that a person should look at."""

    row: Row
    file: str
    message: str


def write_class(results: list[Result], folder: Path) -> None:
    """Writes `folder/index.html` and `folder/grades.csv`, each whole or not at all.

    The page links to `<student>/feedback.html` beside it. Rows are sorted by the students' names.
    """
    results = sorted(results, key=lambda result: (result.submission.casefold(), result.submission))
    columns = _columns(results)
    rows = [_row(result, columns) for result in results]
    chapters = list(dict.fromkeys(column.chapter for column in columns))
    _pages.write_page(
        "class.html",
        folder / "index.html",
        rows=rows,
        columns=columns,
        chapters=[(name, [column for column in columns if column.chapter == name]) for name in chapters],
        mean=mean([row.points for row in rows] or [0.0]),
        share=mean([_share(row.points, row.max_points) for row in rows] or [0.0]),
        full=sum(row.points >= row.max_points > 0 for row in rows),
        max_points=max((row.max_points for row in rows), default=0.0),
        waiting=sum(column.waiting for column in columns),
        by_hand=any(column.manual_points for column in columns),
        bins=_distribution(rows),
        misconceptions=_misconceptions(results, rows),
        concerns=_concerns(results, rows),
    )
    write_atomically(folder / "grades.csv", _grades(results, chapters))


def _columns(results: list[Result]) -> list[Column]:
    """Every exercise that anyone was graded on, chapter by chapter, in the order of the course."""
    found: dict[tuple[str, str], list[ExerciseResult]] = {}
    for result in results:
        for exercise in result.exercises:
            found.setdefault((exercise.chapter, exercise.name), []).append(exercise)
    columns = [
        Column(
            chapter,
            name,
            max(exercise.max_points for exercise in graded),
            sum(_share(exercise.points, exercise.max_points) for exercise in graded) / len(results),
            max(exercise.manual_points for exercise in graded),
            sum(exercise.status == "manual" for exercise in graded),
        )
        for (chapter, name), graded in found.items()
    ]
    return sorted(columns, key=lambda column: column.chapter)


def _row(result: Result, columns: list[Column]) -> Row:
    exercises = {(exercise.chapter, exercise.name): exercise for exercise in result.exercises}
    return Row(
        student=_text.name(result.submission),
        link=_address(result.submission) + "/feedback.html",
        status=result.status,
        points=result.points,
        max_points=result.max_points,
        cells=[exercises.get((column.chapter, column.name)) for column in columns],
    )


def _address(folder: str) -> str:
    """A folder's name in a link; undecodable bytes of a file name stand in Python as half characters."""
    try:
        return "./" + quote(folder, safe="", errors="surrogateescape")
    except UnicodeEncodeError:
        return "./" + quote(folder, safe="", errors="backslashreplace")


def _distribution(rows: list[Row]) -> list[int]:
    """How many students have up to 10 %, 20 %, ... of their points; full marks fall into the last."""
    bins = [0] * BINS
    for row in rows:
        bins[min(int(_share(row.points, row.max_points) * BINS), BINS - 1)] += 1
    return bins


def _misconceptions(results: list[Result], rows: list[Row]) -> list[Misconception]:
    """The commonest first."""
    found: dict[tuple[str, str, str], Misconception] = {}
    for result, row in zip(results, rows, strict=True):
        for exercise in result.exercises:
            for diagnosis in exercise.diagnosis:
                key = (exercise.chapter, exercise.name, diagnosis.name)
                known = found.setdefault(key, Misconception(exercise.name, diagnosis.message))
                if row not in known.rows:
                    known.rows.append(row)
    return sorted(found.values(), key=lambda known: -len(known.rows))


def _concerns(results: list[Result], rows: list[Row]) -> list[Concern]:
    """Submissions that need the teacher's eye first, then empty ones, then notes on files."""
    found: list[tuple[int, Concern]] = []
    for result, row in zip(results, rows, strict=True):
        rank = {"attention": 0, "empty": 1}.get(result.status, 2)
        notes = [Concern(row, _text.name(note.file), note.message) for note in result.notes]
        if not notes and result.status == "empty":
            notes = [Concern(row, "", _("No chapter of the course was found in this folder."))]
        elif not notes and result.status == "attention":
            notes = [Concern(row, "", _("Not all of it could be graded; its page says what."))]
        found += [(rank, concern) for concern in notes]
    return [concern for _rank, concern in sorted(found, key=lambda item: item[0])]


def _grades(results: Iterable[Result], chapters: list[str]) -> str:
    """One row per student; a chapter that is missing from a submission earned nothing."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", "points", "max_points", "status", *map(_text.cell, chapters)])
    for result in results:
        earned = dict.fromkeys(chapters, 0.0)
        for exercise in result.exercises:
            earned[exercise.chapter] += exercise.points
        marks = [_number(earned[chapter]) for chapter in chapters]
        totals = [_number(result.points), _number(result.max_points)]
        writer.writerow([_text.cell(result.submission), *totals, _text.cell(result.status), *marks])
    return table.getvalue()


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _share(points: float, max_points: float) -> float:
    return min(max(points / max_points, 0.0), 1.0) if max_points > 0 else 0.0
