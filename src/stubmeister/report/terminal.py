"""What a run says at its end: what went wrong in words, then the scoreboard."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stubmeister.grading.results import ExerciseResult, Result, TestResult
from stubmeister.lang import _
from stubmeister.report._text import shown, status_word
from stubmeister.report.scoreboard import SYMBOLS, scoreboard

if TYPE_CHECKING:
    from stubmeister.grading.session import Grading

MAX_FAILURES = 3  # of one exercise shown in words; the rest is counted


class Terminal:
    """A pytest plugin that speaks for a grading session."""

    def __init__(self, grading: Grading) -> None:
        self.grading = grading

    def pytest_report_header(self) -> list[str]:
        """What is graded, and a warning where nothing protects this machine from it."""
        lines = [_("submission: {path}", path=self.grading.path)]
        if self.grading.unprotected:
            lines.append(
                _("isolation: none works here, this code can do what you can; `stubmeister doctor` says why")
            )
        return lines

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        result = self.grading.shown()
        if result is not None:
            show(terminalreporter, result, self.grading.internal)


def show(reporter: pytest.TerminalReporter, result: Result, internal: Sequence[str]) -> None:
    """Write the summary to pytest's terminal."""
    for note in result.notes:
        reporter.write_line(f"{note.file}: {note.message}" if note.file else note.message, yellow=True)
    for exercise in result.exercises:
        if exercise.status not in ("passed", "manual", "not started"):
            _show_exercise(reporter, exercise)
        for said in dict.fromkeys(test.note for test in exercise.tests if test.note):
            reporter.write_line(f"{exercise.name}: {said}")
    for text in internal:
        reporter.section(_("The grader itself failed"), red=True)
        reporter.write_line(text)
    if result.exercises:
        reporter.section(_("Scoreboard"))
        width = reporter._tw.fullwidth
        reporter.write_line(scoreboard(result, width, reporter.hasmarkup))
    elif not result.exercises:
        reporter.write_line(_("No chapter of this course was found in {name}.", name=result.submission))


def _show_exercise(reporter: pytest.TerminalReporter, exercise: ExerciseResult) -> None:
    reporter.section(f"{exercise.chapter} · {exercise.name}", sep="─", bold=True)
    failures = [test for test in exercise.tests if test.status != "passed"]
    if exercise.message:
        reporter.write_line(exercise.message, red=True)
        failures = []
    for test in failures[:MAX_FAILURES]:
        _show_test(reporter, test)
    if len(failures) > MAX_FAILURES:
        reporter.write_line(_("… and {count} more checks.", count=len(failures) - MAX_FAILURES))
    for found in exercise.diagnosis:
        reporter.write_line(_("Probably: {sentence}", sentence=found.message), yellow=True, bold=True)


def exercise_lines(exercise: ExerciseResult) -> list[str]:
    """An exercise as plain lines, for a console without pytest."""
    lines = [f"{SYMBOLS.get(exercise.status, '!')} {exercise.name}: {status_word(exercise.status)}"]
    lines += [f"  {_('Probably: {sentence}', sentence=found.message)}" for found in exercise.diagnosis]
    lines += [f"  {exercise.message}"] if exercise.message else []
    for test in exercise.tests:
        lines.append(f"  {SYMBOLS.get(test.status, '!')} {test.title}")
        if test.message and test.message != exercise.message:
            lines.append(f"      {test.message}")
        if test.hint:
            lines.append(f"      {_('Hint: {hint}', hint=test.hint)}")
    return [shown(line) for line in lines]


def _show_test(reporter: pytest.TerminalReporter, test: TestResult) -> None:
    reporter.write_line(f"✗ {test.title}", red=True)
    if test.message:
        reporter.write_line(f"  {test.message}")
    if test.output:
        reporter.write_line("  " + _("Your code printed: {output}", output=test.output.rstrip()))
    if test.hint:
        reporter.write_line("  " + _("Hint: {hint}", hint=test.hint))
    if test.picture:
        path = _save(test)
        reporter.write_line("  " + _("Picture (input, expected, yours, difference): {path}", path=path))


def _save(test: TestResult) -> Path:
    """The picture as a file that a student can open."""
    folder = Path(tempfile.gettempdir()) / "stubmeister-pictures"
    folder.mkdir(exist_ok=True)
    path = folder / f"{test.name.replace('.', '-').replace('[', '-').rstrip(']')}.png"
    path.write_bytes(base64.b64decode(test.picture.partition(",")[2]))
    return path
