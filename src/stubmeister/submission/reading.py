"""A submission, read: a file or a folder in, units per chapter out. No student code runs here."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.submission import helpers
from stubmeister.submission.choosing import Candidate, candidates, choice_notes, name_notes
from stubmeister.submission.files import read_regular
from stubmeister.submission.model import (
    ChapterSource,
    Note,
    ReadLimits,
    Refused,
    Submission,
    Unit,
    WrittenCell,
)
from stubmeister.submission.naming import SUFFIXES, Match, shown, split_name
from stubmeister.submission.notebook import cells_of, notebook_units
from stubmeister.submission.parsing import check_size
from stubmeister.submission.python_file import python_units
from stubmeister.submission.text import decode
from stubmeister.submission.tree import Entry, Listing, list_tree

DEFAULT_LIMITS = ReadLimits()
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".egg", ".alz")


def read_submission(path: Path, chapters: Sequence[str], limits: ReadLimits = DEFAULT_LIMITS) -> Submission:
    """What a student handed in, cut into units.

    Args:
        path: A chapter's file, or a folder with one or more chapters: as `<chapter>/<chapter>.ipynb` or
            `.py`, directly in it, or deeper.
        chapters: Names of the course's chapters; only those that are there appear in the result.

    Raises:
        StubmeisterError: there is nothing at `path`. Whatever else is wrong stands in notes.
    """
    path = Path(path)
    name = shown(Path(os.path.abspath(path)).name)  # noqa: PTH100  resolve() would follow links
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        raise StubmeisterError(
            _("There is no submission at {path}.", path=shown(str(path))),
            cure=_("Check the path; it names a file or a folder."),
        ) from None
    submission = Submission(name, path)
    if stat.S_ISLNK(mode):
        text = _("is a symbolic link and was not followed. Name the folder or file that it points to.")
        submission.notes.append(Note(name, text, attention=True))
    elif stat.S_ISDIR(mode):
        _read_folder(submission, chapters, limits)
    else:
        _read_file(submission, chapters, limits)
    return submission


def _read_folder(submission: Submission, chapters: Sequence[str], limits: ReadLimits) -> None:
    listing = list_tree(submission.path, limits)
    submission.notes += listing.notes
    found = candidates(listing.files, chapters)
    for chapter, files in found.items():
        submission.chapters[chapter] = _read_chapter(files, listing, chapters, limits)
    submission.notes += _other_notes(submission, listing, found, chapters)


def _read_file(submission: Submission, chapters: Sequence[str], limits: ReadLimits) -> None:
    path = submission.path
    entry = Entry(path, (path.name,))
    found = candidates([entry], chapters)
    if not found and len(chapters) == 1 and split_name(path.name)[1] in SUFFIXES:
        # asked for by name: nothing to guess
        match = Match(chapters[0], split_name(path.name)[1], exact=False, copy=True, number=0)
        found = {chapters[0]: [Candidate(entry, match)]}
    beside = list_tree(Path(os.path.abspath(path)).parent, limits, depth=1)  # noqa: PTH100
    for chapter, files in found.items():
        submission.chapters[chapter] = _read_chapter(files, beside, chapters, limits, only_imported=True)
    if not found:
        submission.notes.append(_nothing_recognised(submission.name, chapters))


def _read_chapter(
    files: Sequence[Candidate],
    listing: Listing,
    chapters: Sequence[str],
    limits: ReadLimits,
    only_imported: bool = False,
) -> ChapterSource:
    """The first candidate that can be read; all that cannot be read are noted."""
    chapter = files[0].match.chapter
    notes: list[Note] = []
    for number, candidate in enumerate(files):
        file = candidate.entry.shown
        try:
            units, more = read_units(candidate.entry.path, file, candidate.match.suffix, limits)
        except Refused as refused:
            notes.append(Note(file, str(refused), attention=True))
            continue
        notes += [*name_notes(candidate), *choice_notes(candidate, files[number + 1 :]), *more]
        beside = helpers.collect(candidate.entry, listing.files, chapters, units, limits, only_imported)
        notes += beside.notes
        return ChapterSource(chapter, file, units, beside.files, notes)
    refused_with = _("{file} {reason}", file=notes[0].file, reason=notes[0].message)
    return ChapterSource(chapter, files[0].entry.shown, notes=notes, refused=refused_with)


def read_units(path: Path, file: str, suffix: str, limits: ReadLimits) -> tuple[list[Unit], list[Note]]:
    """The units of one file, whatever its name promised. Raises Refused."""
    data = read_regular(path, limits.notebook if suffix == ".ipynb" else limits.python)
    text, encoding = decode(data)
    notes = []
    if encoding not in ("utf-8", "ascii"):
        notes.append(
            Note(file, _("was read as {encoding}. Better save it as UTF-8.", encoding=encoding.upper()))
        )
    if _is_notebook(text, suffix):
        units, more = notebook_units(text, file, limits)
        notes += more
        if suffix == ".py":
            notes.append(Note(file, _("is a notebook in spite of its name and was read as one.")))
    else:
        if suffix == ".ipynb":
            notes.append(Note(file, _("is Python text in spite of its name and was read as such.")))
            if len(data) > limits.python:
                raise Refused(_("is larger than a Python file may be and was not read."))
        check_size(text, limits.symbols)
        units = python_units(text, file)
    if len(units) > limits.units:
        raise Refused(_("holds more than {limit} statements and was not read.", limit=limits.units))
    return units, notes + _broken_notes(units)


def chapter_file(source: ChapterSource, folder: Path, chapters: Sequence[str]) -> Path | None:
    """Where the file stands that `read_submission(folder, chapters)` took for a chapter."""
    files = candidates(list_tree(folder, DEFAULT_LIMITS).files, chapters).get(source.chapter, [])
    return next((each.entry.path for each in files if each.entry.shown == source.file), None)


def written_cells(path: Path, limits: ReadLimits = DEFAULT_LIMITS) -> list[WrittenCell] | None:
    """The cells of a submitted notebook; None where the file is Python text, or cannot be read."""
    suffix = split_name(path.name)[1]
    try:
        text = decode(read_regular(path, limits.notebook if suffix == ".ipynb" else limits.python))[0]
        return cells_of(text, limits) if _is_notebook(text, suffix) else None
    except Refused:
        return None


def chapters_named(folder: Path, chapters: Sequence[str]) -> list[str]:
    """The chapters of which a file lies in `folder`, by the names alone; nothing is read."""
    return list(candidates(list_tree(folder, DEFAULT_LIMITS).files, chapters))


def _is_notebook(text: str, suffix: str) -> bool:
    start = text.lstrip()[:1]
    if suffix == ".ipynb":
        return not ("def " in text and start not in ("{", "<", "["))
    return start == "{" and '"cells"' in text and '"cell_type"' in text


def _broken_notes(units: Sequence[Unit]) -> list[Note]:
    """What is broken, one note each, but not hundreds of them."""
    broken = [unit for unit in units if unit.error]
    notes = [Note(unit.file, _("{error} This part was left out.", error=unit.error)) for unit in broken[:5]]
    if len(broken) > 5:
        text = _("{count} more parts are not Python and were left out.", count=len(broken) - 5)
        notes.append(Note(broken[5].file, text))
    return notes


def _other_notes(
    submission: Submission, listing: Listing, found: dict[str, list[Candidate]], chapters: Sequence[str]
) -> list[Note]:
    """Files that no chapter took; one note for the teacher where nothing was recognised at all."""
    taken = {candidate.entry.parts for files in found.values() for candidate in files}
    folders = {parts[:-1] for parts in taken}
    notes = []
    for entry in listing.files:
        name = entry.parts[-1]
        if entry.parts in taken or name.startswith((".", "test_")):
            continue
        if entry.is_link:
            notes.append(Note(entry.shown, _("is a symbolic link and was not followed.")))
        elif name.lower().endswith(_ARCHIVES):
            notes.append(Note(entry.shown, _("is an archive. Unpack it and hand in what is inside.")))
        elif name.lower().endswith(".ipynb") or (name.lower().endswith(".py") and not _near(entry, folders)):
            notes.append(Note(entry.shown, _("is not named like a chapter and was left aside.")))
    if not found and listing.files:
        notes.insert(0, _nothing_recognised(submission.name, chapters))
    return notes


def _near(entry: Entry, folders: set[tuple[str, ...]]) -> bool:
    """Beside a chapter's file or one folder below: a helper, not a stray file."""
    return entry.parts[:-1] in folders or entry.parts[:-2] in folders


def _nothing_recognised(name: str, chapters: Sequence[str]) -> Note:
    expected = ", ".join(f"{chapter}.ipynb" for chapter in chapters)
    text = _(
        "holds no file named like a chapter. Expected names (or the same with .py): {names}.", names=expected
    )
    return Note(name, text, attention=True)
