"""The course's own health: what an author must be able to rely on before a class sees it.

`findings` looks at the files; here the solutions, the stubs and the known wrong answers are graded.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from stubmeister.course import Chapter, Course
from stubmeister.grading.class_run import ClassOptions, settings_for
from stubmeister.grading.findings import Finding, course_findings
from stubmeister.grading.known_wrong import KnownWrong, known_wrong, wrong_source
from stubmeister.grading.pool import Done, Pool, Task
from stubmeister.grading.results import ExerciseResult, Result
from stubmeister.lang import _


def check_course(
    course: Course,
    chapters: Sequence[Chapter],
    options: ClassOptions,
    quick: bool,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> tuple[list[Finding], str]:
    """Everything that `stubmeister check` looks at.

    Returns:
        The findings, none when the course is healthy; and a line that counts what was looked at.
    """
    findings = course_findings(course, chapters)
    with tempfile.TemporaryDirectory(prefix="stubmeister-check-") as name:
        folder = Path(name)
        tasks = [task for chapter in chapters for task in tasks_of(chapter, folder, quick)]
        settings = settings_for(course, [chapter.name for chapter in chapters], options)
        done = 0

        def on_done(end: Done) -> None:
            nonlocal done
            done += 1
            progress(done, len(tasks), end.task.name)

        with Pool(settings, options.lanes or 2) as pool:
            pool.run([task for task, _judge in tasks], on_done)
        for task, judge in tasks:
            findings += judge(task)
    wrong = sum(len(known_wrong(chapter)) for chapter in chapters)
    counts = _("{chapters} chapters, {wrong} known wrong answers, {count} findings.",
               chapters=len(chapters), wrong=0 if quick else wrong, count=len(findings))  # fmt: skip
    return findings, counts


Judge = Callable[[Task], "list[Finding]"]


def tasks_of(chapter: Chapter, folder: Path, quick: bool) -> Iterator[tuple[Task, Judge]]:
    """What to grade for a chapter, each with what its result must be."""
    place = folder / chapter.name
    only = {"chapters": chapter.name}
    solution = Task(f"{chapter.name}: solution", chapter.solution, place / "solution.json", only)
    yield solution, judge_solution(chapter)
    untouched = {**only, "run_untouched": True}
    yield Task(f"{chapter.name}: stub", chapter.exercise, place / "stub.json", untouched), judge_stub
    for wrong in [] if quick else known_wrong(chapter):
        file = place / wrong.exercise / wrong.name / f"{chapter.name}.py"
        file.parent.mkdir(parents=True)
        file.write_text(wrong_source(chapter, wrong), encoding="utf-8")
        options = {**only, "exercise": wrong.exercise}
        task = Task(f"{wrong.exercise}: {wrong.name}", file, file.with_suffix(".json"), options)
        yield task, judge_wrong(chapter, wrong)


def judge_solution(chapter: Chapter) -> Judge:
    """Full marks, every test; and a point for each key of a quiz."""

    def judge(task: Task) -> list[Finding]:
        result = read(task)
        if result is None:
            return [died(task)]
        findings = [
            Finding(
                _(
                    "The solution of {exercise} fails: {title} {message}",
                    exercise=exercise.name,
                    title=test.title,
                    message=test.message,
                ),  # fmt: skip
                f"pytest graders/ --submission solutions -k {exercise.name}",
            )
            for exercise in result.exercises
            for test in exercise.tests
            if test.status != "passed"
        ]
        for exercise in result.exercises:
            findings += key_findings(chapter, exercise)
        return findings

    return judge


def key_findings(chapter: Chapter, exercise: ExerciseResult) -> Iterator[Finding]:
    """A quiz is worth one point a key, each given by a test of its own."""
    keys = len(chapter.quizzes.get(exercise.name, ()))
    scored = [test.max_points for test in exercise.tests if test.max_points]
    if keys and scored != [1.0] * keys:
        message = _(
            "{quiz} has {keys} keys, but {tests} checks that give {points} points together.",
            quiz=exercise.name,
            keys=keys,
            tests=len(scored),
            points=f"{sum(scored):g}",
        )
        cure = _("Write points={keys}, and a hidden test that gives a point for each key.", keys=keys)
        yield Finding(message, cure)


def judge_stub(task: Task) -> list[Finding]:
    """No test may pass on the untouched stub."""
    result = read(task)
    if result is None:
        return [died(task)]
    return [
        Finding(
            _(
                "A test of {exercise} passes on the untouched stub: {name}",
                exercise=exercise.name,
                name=test.name,
            ),
            _("Let it call the exercise and look at the result."),
        )
        for exercise in result.exercises
        for test in exercise.tests
        if test.status == "passed"
    ]


def judge_wrong(chapter: Chapter, wrong: KnownWrong) -> Judge:
    """Refused by at least one test, and recognised as itself."""

    def judge(task: Task) -> list[Finding]:
        result = read(task)
        if result is None:
            return [died(task)]
        exercise = next(each for each in result.exercises if each.name == wrong.exercise)
        place = f"{chapter.misconceptions.name}: {wrong.name}"
        if exercise.status == "passed":
            message = _("{place} gets full marks.", place=place)
            return [
                Finding(message, _("Write a test of {exercise} that refuses it.", exercise=wrong.exercise))
            ]
        names = [found.name for found in exercise.diagnosis]
        if replayed(exercise) and wrong.name not in names:
            others = ", ".join(names) or _("nothing")
            message = _("{place} is diagnosed as {others}.", place=place, others=others)
            return [Finding(message, _("Write a test that tells them apart, or merge the two."))]
        return []

    return judge


def replayed(exercise: ExerciseResult) -> bool:
    """Whether a diagnosis can be asked for: neither of what reading settles nor of training."""
    return exercise.status != "forbidden" and any(
        test.status != "passed" and not test.training for test in exercise.tests
    )


def read(task: Task) -> Result | None:
    return Result.read(task.results) if task.results.is_file() else None


def died(task: Task) -> Finding:
    return Finding(
        _("Grading {name} did not come to an end.", name=task.name),
        f"pytest graders/ --submission {task.submission}",
    )
