"""Right answers in other words are accepted, known wrong ones in other words are recognised."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from stubmeister.build import replace_exercise
from stubmeister.course import Chapter, Course
from stubmeister.grading.answers import Answer, marked_answers
from stubmeister.grading.known_wrong import known_wrong
from stubmeister.grading.pool import Pool, Task
from stubmeister.grading.results import ExerciseResult, Result
from stubmeister.grading.settings import Settings
from stubmeister.wall import probe
from stubmeister.wall.limits import Limits

HERE = Path(__file__).resolve().parent
COURSE = Course(HERE.parents[1])
RECOGNISED = 0.9  # of the known wrong answers written again
REWRITTEN_EXERCISES = 30


def written(chapter: Chapter, kind: str) -> tuple[Answer, ...]:
    mark = {"right": "right_answer", "rewrites": "rewritten"}[kind]
    return marked_answers(HERE / kind / f"{chapter.name}.py", mark)


def graded(chapter: Chapter, answers: tuple[Answer, ...], folder: Path) -> list[ExerciseResult]:
    """Each answer's exercise, graded as a submission in the solution's place."""
    solution = chapter.solution.read_text(encoding="utf-8")
    tasks = []
    for number, answer in enumerate(answers):
        place = folder / str(number)
        place.mkdir()
        file = place / f"{chapter.name}.py"
        file.write_text(replace_exercise(solution, answer.exercise, answer.source), encoding="utf-8")
        options = {"chapters": chapter.name, "exercise": answer.exercise}
        tasks.append(Task(f"{answer.exercise}: {answer.name}", file, place / "results.json", options))
    isolation = "bubblewrap" if probe().ok else "process"
    settings = Settings(str(COURSE.root), [chapter.name], isolation, asdict(Limits()), ["--lang=en"])
    with Pool(settings, 1) as pool:
        pool.run(tasks, lambda done: None)
    return [
        next(each for each in Result.read(task.results).exercises if each.name == answer.exercise)
        for task, answer in zip(tasks, answers, strict=True)
    ]


@pytest.fixture(scope="module")
def recognised(tmp_path_factory) -> dict[str, bool]:
    """For every known wrong answer written again, whether the diagnosis names it."""
    found = {}
    for chapter in COURSE.chapters:
        answers = written(chapter, "rewrites")
        results = graded(chapter, answers, tmp_path_factory.mktemp(chapter.name)) if answers else []
        for answer, result in zip(answers, results, strict=True):
            names = [diagnosis.name for diagnosis in result.diagnosis]
            assert result.status != "passed", f"{answer.exercise}: {answer.name} gets full marks"
            found[f"{chapter.name}/{answer.exercise}/{answer.name}"] = answer.of in names
    return found


@pytest.mark.parametrize("chapter", COURSE.chapters, ids=lambda chapter: chapter.name)
def test_right_answers_written_otherwise_are_accepted(chapter, tmp_path):
    """Loops, float32, views, other containers: what the contract leaves open costs nothing."""
    answers = written(chapter, "right")
    results = graded(chapter, answers, tmp_path) if answers else []
    refused = [
        f"{answer.exercise}: {answer.name}: {test.title} {test.message}"
        for answer, result in zip(answers, results, strict=True)
        for test in result.tests
        if test.status != "passed"
    ]
    assert not refused, "\n".join(refused)


@pytest.mark.parametrize("chapter", COURSE.chapters, ids=lambda chapter: chapter.name)
def test_every_exercise_has_two_right_answers_written_otherwise(chapter):
    """One way of writing an answer says nothing about what else a grader accepts."""
    functions = {wrong.exercise for wrong in known_wrong(chapter) if wrong.exercise in chapter.parameters}
    count = Counter(answer.exercise for answer in written(chapter, "right"))
    assert {name: count[name] for name in functions if count[name] < 2} == {}


def test_known_wrong_answers_are_recognised_in_another_style(recognised):
    """A misconception is known by what it does, however it is written."""
    missed = [name for name, named in recognised.items() if not named]
    assert 1 - len(missed) / len(recognised) >= RECOGNISED, "\n".join(missed)
    assert len({name.rpartition("/")[0] for name in recognised}) >= REWRITTEN_EXERCISES


def test_rewritten_answers_exist_as_known_wrong_ones():
    """`of` names a known wrong answer of the same exercise."""
    for chapter in COURSE.chapters:
        known = {(wrong.exercise, wrong.name) for wrong in known_wrong(chapter)}
        for answer in written(chapter, "rewrites"):
            assert (answer.exercise, answer.of) in known, f"{chapter.name}: {answer.name}"
