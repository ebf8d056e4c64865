"""What is read out of a submission: plain data, no student code has run to make it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Unit:
    """What runs on its own: one top-level statement, so that a failing one costs no other exercise.

    Attributes:
        source: Python that stands alone, decorators included.
        line: The line of `file` that `source` begins at, counted from 1 (in a notebook: of the cell).
        file: Printable; for a notebook with its cell: "ch05_losses.ipynb, cell 4", cells counted from 1.
        names: Top-level names it binds, in order.
        error: A syntax error's sentence with its line. Such a unit is not run; `names` are then a guess.
    """

    source: str
    line: int
    file: str
    names: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class Note:
    """What was odd about a file and what was done about it. `attention`: a teacher should look."""

    file: str
    message: str
    attention: bool = False


@dataclass
class ChapterSource:
    """One chapter of a submission, ready to be run unit by unit.

    Attributes:
        file: The chosen file, relative to the submission, printable; "" where there is none to name.
        helpers: Modules beside it: relative posix name -> content, as it was handed in.
        refused: Why nothing of it could be read; then there are no units. The same sentence is in `notes`.
    """

    chapter: str
    file: str
    units: list[Unit] = field(default_factory=list)
    helpers: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    refused: str | None = None
    _parsed: Any = field(default=None, init=False, repr=False, compare=False)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_parsed": None}  # syntax trees are cheap to make again, dear to send


@dataclass(frozen=True)
class WrittenCell:
    """A cell of a submitted notebook as it was written: `kind` is "code" or "markdown", numbers from 1.

    `grade_id` is nbgrader's, "" where the cell has none; untrusted as all of it.
    """

    number: int
    kind: str
    source: str
    grade_id: str = ""


@dataclass
class Submission:
    """One student's work. `notes` are about files that belong to no chapter read here."""

    name: str
    path: Path
    chapters: dict[str, ChapterSource] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class StudentFolder:
    """A folder of SUBMITTED. `name` is printable and unique there; `path` is what the disk calls it."""

    name: str
    path: Path


@dataclass(frozen=True)
class ReadLimits:
    """How much of an untrusted folder is read at all; sizes in bytes.

    Attributes:
        python: Size of a `.py` file, and of all code in a notebook together.
        notebook: Size of a notebook with its outputs.
        json_items: Commas and brackets in a notebook: what makes a small file large in memory.
        symbols: Words and operators in one chapter, likewise.
        units: Top-level statements in one chapter.
        helpers: Size of all helper modules together.
        files: Directory entries looked at in one submission.
        depth: How far below the submission's folder files are looked for.
    """

    python: int = 5_000_000
    notebook: int = 60_000_000
    json_items: int = 2_000_000
    symbols: int = 400_000
    units: int = 4_000
    helpers: int = 5_000_000
    files: int = 5_000
    depth: int = 4


class Refused(Exception):
    """A file that is not read, with the sentence that says why and what to do. Never leaves this package."""
