"""What an export needs of nbgrader's gradebook, read through nbgrader's own API; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.scripts import find_own_scripts


@dataclass(frozen=True)
class Student:
    """A student as the gradebook, or a roster, knows them; what it does not know is empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    def filled_from(self, other: Student) -> Student:
        """This student, with what is empty taken from `other`."""
        names = ("first_name", "last_name", "email", "lms_id")
        return replace(self, **{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True)
class Assignment:
    """An assignment: its points, and the mark of each student who handed it in, penalties subtracted."""

    name: str
    max_score: float
    marks: dict[str, float]
    waiting: list[str]  # students of whom something still has to be graded by hand


@dataclass(frozen=True)
class Marks:
    """A gradebook's students, sorted by their ids, and assignments, sorted by their names."""

    students: list[Student]
    assignments: list[Assignment] = field(default_factory=list)


def read_gradebook(url: str, names: list[str]) -> Marks:
    """The marks of the assignments called `names`, or of all.

    Args:
        url: The gradebook, as SQLAlchemy writes it: `sqlite:///gradebook.db`.

    Raises:
        StubmeisterError: It is not there, not a gradebook, or has no such assignment.
    """
    with _opened(url) as gradebook:
        students = [
            Student(each.id, *(part or "" for part in (each.first_name, each.last_name, each.email)))
            for each in gradebook.students
        ]
        lms_ids = {each.id: str(each.lms_user_id or "") for each in gradebook.students}
        students = [replace(each, lms_id=lms_ids[each.id]) for each in students]
        known = {each.name: each for each in gradebook.assignments}
        missing = [name for name in names if name not in known]
        if missing:
            raise StubmeisterError(
                _("The gradebook has no assignment {names}.", names=", ".join(missing)),
                _("It has: {names}", names=", ".join(sorted(known)) or _("none")),
            )
        assignments = [_assignment(gradebook, known[name]) for name in sorted(names or known)]
    return Marks(sorted(students, key=lambda each: each.id), assignments)


def _assignment(gradebook: Any, assignment: Any) -> Assignment:
    submissions = gradebook.assignment_submissions(assignment.name)
    marks = {
        each.student_id: max(0.0, float(each.score or 0.0) - float(each.late_submission_penalty or 0.0))
        for each in submissions
    }
    waiting = sorted(each.student_id for each in submissions if each.needs_manual_grade)
    return Assignment(assignment.name, float(assignment.max_score or 0.0), marks, waiting)


@contextmanager
def _opened(url: str) -> Iterator[Any]:
    """nbgrader's `Gradebook` on a database that is one already; it would make a new one of anything else."""
    try:
        from nbgrader.api import Gradebook
        from sqlalchemy import create_engine, inspect, select
        from sqlalchemy.exc import ArgumentError, SQLAlchemyError
    except ImportError as error:
        raise StubmeisterError(
            _("nbgrader is not installed."), _("Install it: {command}", command="pip install nbgrader")
        ) from error
    cure = _("Name the gradebook with --db, for example {example}.", example="sqlite:///gradebook.db")
    try:
        engine = create_engine(url)
    except (ArgumentError, ImportError, ValueError) as error:
        raise StubmeisterError(_("{url} is not a database: {error}", url=url, error=error), cure) from error
    shown = engine.url.render_as_string(hide_password=True)
    file = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
    if file and not Path(file).is_file():
        raise StubmeisterError(_("There is no gradebook {file}.", file=file), cure)
    try:
        tables = set(inspect(engine).get_table_names())
        if not {"submitted_assignment", "course"} <= tables:
            raise StubmeisterError(_("{url} is not a gradebook of nbgrader.", url=shown), cure)
        course = _first_course(engine, select)
        find_own_scripts()
        with Gradebook(url, course_id=course) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        reason = str(error).partition("\n")[0]
        raise StubmeisterError(
            _("The gradebook {url} cannot be read: {error}", url=shown, error=reason),
            _("Where an older nbgrader made it: {command}", command="nbgrader db upgrade"),
        ) from error
    finally:
        engine.dispose()


def _first_course(engine: Any, select: Any) -> str:
    """A course that stands in the database: nbgrader adds the one that it is asked for."""
    from sqlalchemy import column, table

    with engine.connect() as connection:
        found = connection.execute(select(column("id")).select_from(table("course"))).first()
    return str(found[0]) if found else ""
