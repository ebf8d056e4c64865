"""Which of the files in a folder is a chapter's, by one stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stubmeister.lang import _
from stubmeister.submission.model import Note
from stubmeister.submission.naming import SUFFIXES, Match, recognise
from stubmeister.submission.tree import Entry


@dataclass(frozen=True)
class Candidate:
    """A file whose name says which chapter it is."""

    entry: Entry
    match: Match

    def rank(self) -> tuple[object, ...]:
        """Smaller is graded first.

        The exact name, then another spelling of it, then copies; the expected place; the copy with the
        highest number; `.ipynb` before `.py`; the rest by path.
        """
        suffix = SUFFIXES.index(self.match.suffix)
        order = (0, suffix) if self.match.exact else (-self.match.number, suffix)
        path = self.entry.parts
        return (not self.match.exact, self.match.copy, self._place(), *order, len(path), path)

    def _place(self) -> int:
        """`chapter/chapter.py` is where the layout wants it, then the folder itself, then anywhere else."""
        folders = self.entry.parts[:-1]
        return 0 if folders == (self.match.chapter,) else 1 if not folders else 2


def candidates(entries: Sequence[Entry], chapters: Sequence[str]) -> dict[str, list[Candidate]]:
    """Per chapter, in the course's order, its candidates: the first is the one to grade."""
    found: dict[str, list[Candidate]] = {}
    for entry in entries:
        match = recognise(entry.parts[-1], chapters)
        if match is not None:
            found.setdefault(match.chapter, []).append(Candidate(entry, match))
    return {c: sorted(found[c], key=Candidate.rank) for c in chapters if c in found}


def name_notes(chosen: Candidate) -> list[Note]:
    """Says so where the chosen file is not called what it should be."""
    if chosen.match.exact:
        return []
    expected = chosen.match.chapter + chosen.match.suffix
    return [Note(chosen.entry.shown, _("was taken for {expected} by its name.", expected=expected))]


def choice_notes(chosen: Candidate, others: Sequence[Candidate]) -> list[Note]:
    """Which file was graded, which were not, and why. The rule is the same for all."""
    if not others:
        return []
    names = ", ".join(other.entry.shown for other in others)
    return [
        Note(
            chosen.entry.shown,
            _(
                "was graded, {others} not: of several files for one chapter {reason}.",
                others=names,
                reason=_reason(chosen, others[0]),
            ),
        )
    ]


def _reason(chosen: Candidate, other: Candidate) -> str:
    a, b = chosen.rank(), other.rank()
    first = next((number for number, (x, y) in enumerate(zip(a, b, strict=True)) if x != y), len(a))
    if first <= 1:
        return _("the one with the exact name comes first")
    if first == 2:
        return _("the one in the expected folder comes first")
    if first == 4:
        return _("the notebook comes before the .py file")
    if first == 3:
        return _("the copy with the highest number comes first")
    return _("the first by path is taken")
