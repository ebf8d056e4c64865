"""What lies in an untrusted folder: names and kinds, nothing opened, no link followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from stubmeister.lang import _
from stubmeister.submission.model import Note, ReadLimits
from stubmeister.submission.naming import shown

# Folders that hold no submission: tools' own, and the graders' part of a handed-out course.
_SKIPPED = frozenset({"__pycache__", "__macosx", "node_modules", "site-packages", "graders", "venv", "env"})


@dataclass(frozen=True)
class Entry:
    """A file or link below the submission's folder; `parts` are its names from there."""

    path: Path
    parts: tuple[str, ...]
    is_link: bool = False

    @property
    def shown(self) -> str:
        """Its relative name with "/", printable."""
        return shown(str(PurePosixPath(*self.parts)))


@dataclass
class Listing:
    """Files sorted by folder and name, and what was odd on the way."""

    files: list[Entry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def list_tree(root: Path, limits: ReadLimits, depth: int | None = None) -> Listing:
    """Everything below `root` down to the limits. A folder that cannot be read is noted, not an error."""
    listing = Listing()
    left = limits.files
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, ())]
    while waiting:
        folder, parts = waiting.pop(0)
        for entry in _entries(folder, parts, listing):
            left -= 1
            if left < 0:
                text = _("holds more than {limit} files; the rest was not looked at.", limit=limits.files)
                listing.notes.append(Note(shown(root.name), text, attention=True))
                return listing
            below = (*parts, entry.name)
            if entry.is_symlink():
                listing.files.append(Entry(Path(entry.path), below, is_link=True))
            elif not _is_folder(entry):
                listing.files.append(Entry(Path(entry.path), below))
            elif len(below) > (limits.depth if depth is None else depth):
                if depth is None:
                    text = _("lies too deep and was not looked at.")
                    listing.notes.append(Note(Entry(Path(entry.path), below).shown, text))
            elif not (entry.name.startswith(".") or entry.name.casefold() in _SKIPPED):
                waiting.append((Path(entry.path), below))
    return listing


def _entries(folder: Path, parts: tuple[str, ...], listing: Listing) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        text = _("cannot be looked into: {reason}.", reason=error.strerror or type(error).__name__)
        listing.notes.append(Note(shown("/".join(parts) or folder.name), text, attention=True))
        return
    yield from found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False
