"""A student's page. `results.json` is the teacher's; this page decides what of it a student may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from stubmeister.errors import StubmeisterError
from stubmeister.grading.results import Diagnosis, ExerciseResult, Result, TestResult
from stubmeister.lang import _
from stubmeister.report import _pages, _text
from stubmeister.report.scoreboard import next_exercise

LEVELS = ("full", "hint", "name")


@dataclass(frozen=True)
class ShownTest:
    """What a student sees of one test."""

    title: str
    status: str
    hidden: bool
    points: float
    max_points: float
    message: str = ""
    note: str = ""
    hint: str = ""
    picture: Markup | None = None


@dataclass(frozen=True)
class ShownExercise:
    chapter: str
    name: str
    title: str
    status: str
    points: float
    max_points: float
    message: str
    diagnosis: list[Diagnosis]
    tests: list[ShownTest]
    manual_points: float
    rubric: list[str]
    answer: list[str]  # an essay's paragraphs
    effort: str


@dataclass(frozen=True)
class ShownChapter:
    name: str
    points: float
    max_points: float
    manual_points: float
    exercises: list[ShownExercise]


def write_feedback(result: Result, file: Path, *, level: str) -> None:
    """Writes a student's page, whole or not at all.

    Args:
        result: One submission, graded.
        file: Usually `DIR/<student>/feedback.html`; its folder is made.
        level: What is shown of hidden tests: "full" (counterexample), "hint" (sentence, help, diagnosis) or
            "name" (the test's name alone). Below "full", nothing that student code wrote itself is shown, not
            even for public tests: it has seen the hidden inputs and could repeat them.

    Raises:
        StubmeisterError: There is no such level.
    """
    check_level(level)
    chapters = _chapters(result, level)
    by_hand = sum(chapter.manual_points for chapter in chapters)
    values = {"result": result, "chapters": chapters, "manual_points": by_hand}
    _pages.write_page("feedback.html", file, following=next_exercise(result), **values)


def check_level(level: str) -> None:
    """Refuse a level that does not exist."""
    if level not in LEVELS:
        raise StubmeisterError(
            _("There is no feedback level {level}.", level=repr(level)),
            _("Choose one of: {levels}", levels=", ".join(LEVELS)),
        )


def _chapters(result: Result, level: str) -> list[ShownChapter]:
    by_name: dict[str, list[ExerciseResult]] = {}
    for exercise in result.exercises:
        by_name.setdefault(exercise.chapter, []).append(exercise)
    return [
        ShownChapter(
            name,
            sum(exercise.points for exercise in exercises),
            sum(exercise.max_points for exercise in exercises),
            sum(exercise.manual_points for exercise in exercises),
            [shown_exercise(exercise, level) for exercise in exercises],
        )
        for name, exercises in sorted(by_name.items())
    ]


def shown_exercise(exercise: ExerciseResult, level: str) -> ShownExercise:
    """What a student sees of an exercise at that level."""
    # A diagnosis is drawn from what hidden tests saw as well, so "name" keeps it where there are any.
    secret = level == "name" and any(test.hidden for test in exercise.tests)
    tests = [_test(test, level) for test in exercise.tests]
    message = _common_message(exercise, tests, level)
    return ShownExercise(
        chapter=exercise.chapter,
        name=exercise.name,
        title=exercise.title,
        status=exercise.status,
        points=exercise.points,
        max_points=exercise.max_points,
        message=message,
        diagnosis=[] if secret else exercise.diagnosis,
        tests=[replace(test, message="") if test.message == message else test for test in tests],
        manual_points=exercise.manual_points,
        rubric=exercise.rubric,
        answer=[part for part in exercise.answer.split("\n\n") if part.strip()],
        effort=_text.effort(exercise.minutes, exercise.level),
    )


def _common_message(exercise: ExerciseResult, tests: list[ShownTest], level: str) -> str:
    """What is said about the exercise as a whole; if a test says it too, only where the test may say it."""
    if level == "full" or exercise.message not in {test.message for test in exercise.tests}:
        return exercise.message
    return exercise.message if exercise.message in {test.message for test in tests} else ""


def _test(test: TestResult, level: str) -> ShownTest:
    everything = level == "full" or not test.hidden
    titled = everything or level == "hint"
    failed = test.status not in ("passed", "not started")
    return ShownTest(
        title=test.title if titled and test.title else _plain_name(test.name),
        status=test.status,
        hidden=test.hidden,
        points=test.points,
        max_points=test.max_points,
        message=_message(test, level),
        note=test.note if everything else "",
        hint=test.hint if titled and failed else "",
        picture=_pages.picture(test.picture) if everything else None,
    )


def _message(test: TestResult, level: str) -> str:
    """Why a test did not pass, as far as the level allows."""
    if test.status in ("passed", "not started"):
        return ""
    if level == "full" or test.settled or test.status == "forbidden":  # no secret: the file says it
        return test.message or _text.limit_word(test.limit)
    if test.limit:
        return _text.limit_word(test.limit)
    if test.status in ("error", "crashed"):  # the message quotes the student's own exception
        return "" if test.hidden else _("Run `pytest graders/` on your machine to see where.")
    return "" if test.hidden else test.message


def _plain_name(name: str) -> str:
    """`TestMSE.test_matches[3-0.5]` as `matches`; the brackets may hold a hidden input."""
    function = name.split("[")[0].replace("::", ".").rsplit(".", 1)[-1]
    return function.removeprefix("test_").replace("_", " ")
