"""One exercise's result as a piece of HTML for a notebook cell: no style sheet and no script around it."""

from __future__ import annotations

from collections.abc import Sequence

from stubmeister.grading.results import ExerciseResult, Note
from stubmeister.report import _pages
from stubmeister.report._feedback import check_level, shown_exercise

# foreground and background of a status; both show on a light and on a dark page
COLORS = {
    "passed": ("#17694a", "#e2f2e9"),
    "partial": ("#7a5600", "#fbf0d2"),
    "failed": ("#a3271f", "#fbe6e3"),
    "error": ("#a3271f", "#fbe6e3"),
    "timeout": ("#5a4494", "#ece7f8"),
    "crashed": ("#5a4494", "#ece7f8"),
    "forbidden": ("#8a3f0a", "#fce8d8"),
    "not started": ("#565f6b", "#efefec"),
}
SIGNS = {"passed": "✓", "partial": "~", "not started": "–"}


def exercise_html(exercise: ExerciseResult, level: str, *, points: bool = True) -> str:
    """An exercise with its checks as a table, counterexamples, hints and pictures.

    Args:
        exercise: The exercise, graded.
        level: What is shown of hidden tests, see `write_feedback`.
        points: Whether to say what was earned.

    Raises:
        StubmeisterError: There is no such level.
    """
    check_level(level)
    shown = shown_exercise(exercise, level)
    return _pages.fragment("exercise.html", exercise=shown, colors=COLORS, signs=SIGNS, with_points=points)


def notes_html(notes: Sequence[Note], heading: str) -> str:
    """What was odd about the files, one line each, on one line of HTML: it may stand in a Markdown cell."""
    return " ".join(_pages.fragment("notes.html", notes=notes, heading=heading).split())
