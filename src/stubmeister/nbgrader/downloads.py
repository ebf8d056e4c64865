"""Whose file is it? Names as learning platforms give them to what a teacher downloads.

Moodle      `김민준_1234_assignsubmission_file/ch05_losses.ipynb`, older versions with `_` at the end;
            without folders `김민준_1234_assignsubmission_file_ch05_losses.ipynb`. A name holds no `_`.
Canvas      `kimminjun_1234_98765_ch05_losses.ipynb`, late `kimminjun_LATE_1234_98765_...`, anonymous
            `anon_x7Yz2_98765_...`: user and file by number, a second upload of a name with `-1` behind it.
Classroom   `김민준 - ch05_losses.ipynb` in the assignment's Drive folder; a file that a student brought along
            has the name the student gave it, such as `ch05_losses_김민준.ipynb`.
any         one folder for each student.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from stubmeister.submission.naming import recognise, split_name

_MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_file_?")
_MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_file_(?P<file>.+)")
_CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)")
_CANVAS_ANONYMOUS = re.compile(r"(?:LATE_)?anon_(?P<name>\w+?)_\d+_(?P<file>.+)")
_CLASSROOM = re.compile(r"(?P<name>.+?) - (?P<file>.+)")
_AROUND = " _-·.,()[]"
_NUMBER = re.compile(r"[\s_\-]*[(\[]?\d+[)\]]?$")


@dataclass(frozen=True)
class Owner:
    """Who handed a file in.

    Attributes:
        student: A folder's name that is the student's alone: the name, with the number where there is one.
        name: The name as the platform has it, "" where it is anonymous.
        number: The platform's own number of the user, "" where there is none.
        file: What the student called the file.
        from_folder: Only the folder's name says so.
    """

    student: str
    name: str
    number: str
    file: str
    from_folder: bool = False


def owner(parts: Sequence[str], chapters: Sequence[str]) -> Owner | None:
    """Who handed in the file at `parts` (names below the downloads' folder, outermost first).

    Returns:
        None where nothing in the names says so.
    """
    names = [readable(part) for part in parts]
    *folders, file = names
    for folder in reversed(folders):
        if found := _MOODLE_FOLDER.fullmatch(folder):
            return _owner(found["name"], found["number"], file)
    for pattern in (_MOODLE_FILE, _CANVAS_ANONYMOUS, _CANVAS, _CLASSROOM):
        found = pattern.fullmatch(file)
        if found and (pattern is not _CLASSROOM or recognise(found["file"], chapters)):
            return _owner(found["name"], found.groupdict().get("number") or "", found["file"])
    own = _name_in(file, chapters)
    if own:
        return _owner(own, "", file)
    return replace(_owner(folders[-1], "", file), from_folder=True) if folders else None


def readable(name: str) -> str:
    """A name in one spelling; letters that a zip without an encoding turned into others are put right."""
    try:
        repaired = name.encode("cp437").decode("cp949")
    except UnicodeError:
        repaired = name
    if repaired != name and all(letter.isascii() or "가" <= letter <= "힣" for letter in repaired):
        name = repaired
    return unicodedata.normalize("NFC", name)


def handed_in_as(file: str, chapters: Sequence[str], taken: Sequence[str]) -> str:
    """The name for a collected file: the chapter's where it is the chapter's, its own where that is taken."""
    name = PurePath(file).name
    match = recognise(name, chapters)
    if match is not None and not match.number and f"{match.chapter}{match.suffix}" not in taken:
        return f"{match.chapter}{match.suffix}"
    stem, suffix, _added = split_name(name)
    count = 1
    while name in taken:
        count += 1
        name = f"{stem} ({count}){suffix}"
    return name


def _owner(name: str, number: str, file: str) -> Owner:
    name = " ".join(name.split()).strip(_AROUND) or "student"
    student = f"{name}_{number}" if number else name
    return Owner(student.lstrip(".~") or "student", name, number, file)


def _name_in(file: str, chapters: Sequence[str]) -> str:
    """What is left of `ch05_losses_김민준.ipynb` without the chapter: a student's own addition."""
    match = recognise(file, chapters)
    if match is None or match.exact:
        return ""
    stem = re.sub(r"[-\s.+]+", "_", split_name(file)[0])
    rest = re.sub(re.escape(match.chapter), "", stem, count=1, flags=re.IGNORECASE)
    rest = _NUMBER.sub("", rest).strip(_AROUND)
    return rest if any(letter.isalpha() for letter in rest) else ""
