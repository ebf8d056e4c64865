"""Mutants that make no difference, written down with the reason: `graders/equivalent/<chapter>.toml`.

[[equivalent]]
exercise = ""
was = "if y_pred.size == 0:"
becomes = "if y_pred.size <= 0:"
reason = "A size is never negative."
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stubmeister.audit._mutants import Mutant
from stubmeister.course import Chapter
from stubmeister.errors import CourseError
from stubmeister.lang import _

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEYS = ("exercise", "was", "becomes", "reason")


@dataclass(frozen=True)
class Equivalent:
    """Changes of one line that no test can find, because the function stays what the contract asks for."""

    exercise: str
    was: str
    becomes: tuple[str, ...]
    reason: str

    def has(self, mutant: Mutant) -> bool:
        """Whether this is about that mutant."""
        return (self.exercise, self.was) == (mutant.exercise, mutant.was) and mutant.becomes in self.becomes


def equivalents_file(chapter: Chapter) -> Path:
    """Where a chapter's equivalent mutants are recorded; not every chapter has some."""
    return chapter.root / "graders" / "equivalent" / f"{chapter.name}.toml"


def equivalents(chapter: Chapter) -> list[Equivalent]:
    """The chapter's recorded equivalent mutants.

    Raises:
        CourseError: The file is no TOML, or an entry lacks a key or its reason.
    """
    file = equivalents_file(chapter)
    if not file.is_file():
        return []
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(_("{file} is damaged: {error}", file=file, error=error)) from None
    return [_entry(file, number, entry) for number, entry in enumerate(entries, start=1)]


def _entry(file: Path, number: int, entry: Any) -> Equivalent:
    table = entry if isinstance(entry, dict) else {}
    exercise, was, becomes, reason = (table.get(key) for key in KEYS)
    changes = [becomes] if isinstance(becomes, str) else becomes
    if (
        isinstance(exercise, str)
        and isinstance(was, str)
        and isinstance(reason, str)
        and reason.strip()
        and isinstance(changes, list)
        and all(isinstance(change, str) for change in changes)
    ):
        return Equivalent(exercise, was, tuple(changes), reason)
    raise CourseError(
        _("{file}: entry {number} is not complete.", file=file, number=number),
        _("Each has the texts {keys}.", keys=", ".join(KEYS)),
    )
