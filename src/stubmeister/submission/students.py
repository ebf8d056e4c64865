"""The folders of a class."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.submission.model import Note, StudentFolder
from stubmeister.submission.naming import shown

_NOBODY = frozenset({"__MACOSX", "__pycache__"})


def find_students(submitted: Path) -> list[StudentFolder]:
    """Every student's folder in SUBMITTED, sorted by name, empty ones too.

    A link to a folder keeps its row; `read_submission` does not follow it and says so. Hidden folders are
    nobody's, see `passed_over`.

    Raises:
        StubmeisterError: SUBMITTED is missing, no folder, unreadable, or holds no student's folder.
    """
    entries = [entry for entry in _entries(Path(submitted)) if _is_student(entry)]
    if not entries:
        raise StubmeisterError(
            _("There is no student's folder in {path}.", path=shown(str(submitted))),
            cure=_("Expected is {path}/<student>/<chapter>/<chapter>.ipynb.", path=shown(str(submitted))),
        )
    students, used = [], set()
    for entry in entries:
        name, number = shown(entry.name), 1
        while name in used:  # two names that differ only in what cannot be printed
            number += 1
            name = f"{shown(entry.name)} ({number})"
        used.add(name)
        students.append(StudentFolder(name, Path(entry.path)))
    return students


def passed_over(submitted: Path) -> list[Note]:
    """What lies in SUBMITTED without being a student's folder: hidden folders, links, loose files."""
    notes = []
    for entry in _entries(Path(submitted)):
        if _is_student(entry):
            continue
        if entry.is_symlink():
            notes.append(Note(shown(entry.name), _("is a symbolic link and was not followed.")))
        elif _mode(entry) and stat.S_ISDIR(_mode(entry)):
            notes.append(Note(shown(entry.name), _("is a hidden or a tool's folder and was left aside.")))
        elif entry.name.lower().endswith((".py", ".ipynb", ".zip")):
            text = _("lies in no student's folder and was not graded. Move it into one.")
            notes.append(Note(shown(entry.name), text, attention=True))
    return notes


def _entries(submitted: Path) -> list[os.DirEntry[str]]:
    path = shown(str(submitted))
    cure = _("Name the folder that holds one folder for each student.")
    try:
        with os.scandir(submitted) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except NotADirectoryError:
        raise StubmeisterError(_("{path} is not a folder.", path=path), cure=cure) from None
    except FileNotFoundError:
        raise StubmeisterError(_("There is no folder {path}.", path=path), cure=cure) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise StubmeisterError(
            _("{path} cannot be read: {reason}.", path=path, reason=reason), cure=cure
        ) from None


def _is_student(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name in _NOBODY:
        return False
    try:
        return entry.is_dir()  # of a link only the kind of its target is asked for
    except OSError:
        return False


def _mode(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0
