"""Which row of a platform's table is which student."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stubmeister.lang import _
from stubmeister.report.lms._gradebook import Student
from stubmeister.report.lms._table import read_table

# headings of a roster, in lower case without spaces, underscores and hyphens
ROSTER = {
    "id": {"studentid", "student", "id", "username", "login", "sisloginid", "학번", "아이디", "학생"},
    "email": {"email", "emailaddress", "mail", "이메일", "이메일주소", "메일"},
    "first_name": {"firstname", "givenname", "이름"},
    "last_name": {"lastname", "surname", "familyname", "성"},
    "lms_id": {"lmsuserid", "lmsid", "canvasid"},
    "name": {"name", "fullname", "성명", "전체이름"},
}


@dataclass(frozen=True)
class Person:
    """A row of a platform's table: what may name a student, the surest first."""

    ids: tuple[str, ...]
    email: str = ""
    name: str = ""


@dataclass(frozen=True)
class Unmatched:
    """A student without a row, and why."""

    student: Student
    reason: str


def match(students: Iterable[Student], people: list[Person]) -> tuple[dict[str, int], list[Unmatched]]:
    """The row of each student, by id, e-mail or name, the surest that fits exactly one row.

    Two students never share a row: the one who was matched more surely has it, and where both were matched
    alike neither.
    """
    found: dict[str, tuple[int, int]] = {}  # student: (how sure, row)
    unmatched = []
    finders = _finders(people)
    for student in students:
        rank, rows = _rows_of(student, finders)
        if len(rows) == 1:
            found[student.id] = (rank, rows.pop())
        else:
            reason = _("several rows fit") if rows else _("no row fits")
            unmatched.append(Unmatched(student, reason))
    best = _best(found)
    for student in students:
        if student.id in found and best.get(found[student.id][1]) != student.id:
            unmatched.append(Unmatched(student, _("its row fits another student too")))
    return {name: row for row, name in best.items() if name}, unmatched


def _best(found: dict[str, tuple[int, int]]) -> dict[int, str]:
    """The student of each row; "" where two were matched alike."""
    claims = defaultdict(list)
    for name, (rank, row) in found.items():
        claims[row].append((rank, name))
    best = {}
    for row, claimants in claims.items():
        claimants.sort()
        tie = len(claimants) > 1 and claimants[0][0] == claimants[1][0]
        best[row] = "" if tie else claimants[0][1]
    return best


def _finders(people: list[Person]) -> list[dict[str, set[int]]]:
    """Rows by id, by e-mail and by name."""
    by_id, by_email, by_name = (defaultdict(set) for _unused in range(3))
    for row, person in enumerate(people):
        for identity in filter(None, map(_plain, person.ids)):
            by_id[identity].add(row)
        if person.email:
            by_email[_plain(person.email)].add(row)
        for name in names(person.name):
            by_name[name].add(row)
    return [by_id, by_email, by_name]


def _rows_of(student: Student, finders: list[dict[str, set[int]]]) -> tuple[int, set[int]]:
    """How sure, and which rows, by the first thing that fits at all."""
    by_id, by_email, by_name = finders
    own = {_compact(student.first_name + student.last_name), _compact(student.last_name + student.first_name)}
    tries: list[tuple[dict[str, set[int]], set[str]]] = [
        (by_id, {_plain(student.lms_id)}),
        (by_id, {_plain(student.id)}),
        (by_email, {_plain(student.email)}),
        (by_id, {_plain(student.email)}),  # many schools log in with it
        (by_email, {_plain(student.id)}),
        (by_name, own),
        (by_name, names(student.id)),  # the folder's name, where nothing else is known
    ]
    for rank, (finder, keys) in enumerate(tries):
        rows = set().union(*(finder.get(key, set()) for key in keys if key))
        if rows:
            return rank, rows
    return len(tries), set()


def names(name: str) -> set[str]:
    """A name in both orders, without case and blanks: `Kim, Minjun` is `Minjun Kim` and `kimminjun`."""
    parts = [part for part in re.split(r"[,\s_]+", unicodedata.normalize("NFKC", name)) if part]
    turned = _compact("".join(reversed(name.split(",", 1)))) if "," in name else ""
    orders = {_compact("".join(parts)), _compact("".join(reversed(parts))), turned}
    return {order for order in orders if order}


def _compact(text: str) -> str:
    return re.sub(r"[\s,_]+", "", _plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def read_roster(file: Path) -> list[Student]:
    """Students from a table with any of the headings in ROSTER.

    Raises:
        StubmeisterError: It cannot be read.
    """
    table = read_table(file)
    headings = [re.sub(r"[\s_-]+", "", _plain(heading)) for heading in table.header]
    columns = {
        field: next((index for index, heading in enumerate(headings) if heading in known), None)
        for field, known in ROSTER.items()
    }
    found = []
    for row in table.rows:
        cells = {
            field: row[column].strip() if column is not None else "" for field, column in columns.items()
        }
        if cells["name"] and not cells["last_name"]:
            cells["first_name"] = cells["first_name"] or cells["name"]
        del cells["name"]
        found.append(Student(**cells))
    return found


def filled(students: list[Student], roster: list[Student]) -> list[Student]:
    """The students, with what the roster knows of them where the gradebook knows nothing."""
    people = [
        Person((each.id, each.lms_id), each.email, f"{each.first_name} {each.last_name}".strip())
        for each in roster
    ]
    rows, _unmatched = match(students, people)
    return [each.filled_from(roster[rows[each.id]]) if each.id in rows else each for each in students]
