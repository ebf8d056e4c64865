"""`check("mse")`: the public checks of one exercise on what stands in the notebook."""

from __future__ import annotations

import difflib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stubmeister import lang
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.notebook._show import in_notebook

if TYPE_CHECKING:
    from stubmeister.course import Chapter, Course
    from stubmeister.grading.results import Result
    from stubmeister.submission import Unit

PLACE = "STUBMEISTER_COURSE"  # the course's folder, where a notebook lies outside of it


def check(exercise: str, *, language: str = "") -> None:
    """Run the public checks of an exercise on what this notebook holds, and show the result.

    It takes what was run: after a change run the cell, then this. The code runs in a process of its own, so
    an endless loop or a crash ends there and the notebook goes on.

    Args:
        exercise: Its name, such as `"mse"`.
        language: "ko" or "en"; the environment's unless said.
    """
    lang.use(language or lang.from_environment())
    try:
        course = find_course()
        lang.set_course_catalogues(course.root / "graders" / "locale")
        chapter = chapter_of(course, exercise)
        units = answer(chapter, exercise)
        result = graded(chapter, exercise, units)
    except StubmeisterError as error:
        say(str(error))
        return
    show_result(result, exercise)
    if os.environ.get("NBGRADER_EXECUTION"):  # its Validate button looks for errors alone
        raise_unless_passed(result, exercise)


def find_course() -> Course:
    """The course around the notebook, else the one that is named or that this package was installed from."""
    from stubmeister.course import Course

    named = os.environ.get(PLACE)
    if named:
        return Course.find(Path(named))
    for start in (Path.cwd(), Path(__file__).parent):
        try:
            return Course.find(start)
        except StubmeisterError:
            continue
    raise StubmeisterError(
        _("The course's checks are not here."),
        _("Put this notebook into the course's folder, or name that folder in {name}.", name=PLACE),
    )


def chapter_of(course: Course, exercise: str) -> Chapter:
    """The chapter that asks for an exercise.

    Raises:
        StubmeisterError: None does; the message proposes what may have been meant. Or a teacher grades it.
    """
    known = exercises_of(course)
    if exercise not in known:
        close = difflib.get_close_matches(str(exercise), known, n=3)
        cure = _("Did you mean {names}?", names=", ".join(close)) if close else ""
        raise StubmeisterError(_("There is no exercise {name}.", name=exercise), cure)
    chapter, manual = known[exercise]
    if manual:
        raise StubmeisterError(_("{name} is read and graded by your teacher.", name=exercise))
    return chapter


@cache
def exercises_of(course: Course) -> dict[str, tuple[Chapter, bool]]:
    """Every exercise with its chapter, and whether a teacher grades it."""
    return {
        exercise.name: (chapter, bool(exercise.manual_points))
        for chapter in course.chapters
        for exercise in chapter.exercises
    }


def answer(chapter: Chapter, exercise: str) -> list[Unit]:
    """What was written for an exercise, out of the kernel.

    Raises:
        StubmeisterError: Nothing that was run defines it.
    """
    from stubmeister.notebook._written import needed, written_source

    cells, live = kernel_state()
    source = written_source(chapter.name, f"{chapter.name}.ipynb", cells, live)
    units = needed(source, exercise)
    if not units:
        raise StubmeisterError(
            _("{name} is not defined here yet.", name=exercise),
            _("Run the cell that defines it, then this one again."),
        )
    return units


def kernel_state() -> tuple[list[str], dict[str, Any]]:
    """The cells that were run, and the variables there are now."""
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive is not None else None
    if shell is None:
        raise StubmeisterError(
            _("check is for notebooks."), _("Elsewhere `pytest graders/` does the same for a file.")
        )
    return [str(cell) for cell in shell.history_manager.input_hist_raw[1:]], shell.user_ns


def graded(chapter: Chapter, exercise: str, units: list[Unit]) -> Result:
    """The results; a process that got stuck is ended when the student interrupts."""
    from stubmeister.notebook import _checker

    running = _checker.checker(chapter)
    try:
        result = running.run(exercise, units, _checker.folder())
    except BaseException:
        _checker.close()
        raise
    if result is None:
        _checker.close()
        raise StubmeisterError(_checker.died())
    return result


def show_result(result: Result, exercise: str) -> None:
    """As a table in Jupyter, as lines elsewhere."""
    from stubmeister.report import exercise_html, notes_html
    from stubmeister.report.terminal import exercise_lines

    found = next(each for each in result.exercises if each.name == exercise)
    if not in_notebook():
        print("\n".join(exercise_lines(found)))
        return
    from IPython.display import HTML, display

    notes = notes_html(result.notes, _("About your cells")) if result.notes else ""
    display(HTML(exercise_html(found, "full", points=False) + notes))


class NotPassedError(Exception):
    """Raised under `nbgrader validate`; IPython shows its sentence and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def raise_unless_passed(result: Result, exercise: str) -> None:
    """Raise NotPassedError where the checks did not all pass."""
    from stubmeister.report.terminal import exercise_lines

    found = next(each for each in result.exercises if each.name == exercise)
    if found.status != "passed":
        raise NotPassedError("\n".join(exercise_lines(found)))


def say(text: str) -> None:
    """A sentence in place of a result."""
    print(text)
