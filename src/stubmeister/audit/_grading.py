"""Answers graded like submissions, through the same lanes: does each pass?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stubmeister.course import Course
from stubmeister.grading.class_run import ClassOptions, settings_for
from stubmeister.grading.pool import Pool, Task
from stubmeister.grading.results import Result


@dataclass(frozen=True)
class Candidate:
    """A module to grade: of `exercise` alone, or of its whole chapter where that is ""."""

    chapter: str
    exercise: str
    name: str
    source: str


@dataclass(frozen=True)
class Outcome:
    """Whether a candidate got full marks, and the CPU seconds that took, the worker's included."""

    candidate: Candidate
    passed: bool
    cpu_seconds: float


class Grader:
    """A pool of lanes for one seed; leave the `with` block and it is ended."""

    def __init__(self, course: Course, chapters: Sequence[str], options: ClassOptions, seed: int) -> None:
        settings = settings_for(course, chapters, replace(options, seed=seed))
        self.pool = Pool(settings, options.lanes)

    def __enter__(self) -> Grader:
        self.pool.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.close()

    def grade(self, candidates: Iterable[Candidate], on_done: Callable[[str], None]) -> list[Outcome]:
        """Grade all candidates, in their order; a first failure settles one.

        Args:
            candidates: Modules of chapters of this grader.
            on_done: Called with the name of each as it is done.
        """
        candidates = list(candidates)
        with tempfile.TemporaryDirectory(prefix="stubmeister-audit-") as folder:
            tasks = [_task(each, Path(folder) / str(n)) for n, each in enumerate(candidates)]
            self.pool.run(tasks, lambda done: on_done(done.task.name))
            return [_outcome(each, task) for each, task in zip(candidates, tasks, strict=True)]


def _task(candidate: Candidate, place: Path) -> Task:
    place.mkdir()
    file = place / f"{candidate.chapter}.py"
    file.write_text(candidate.source, encoding="utf-8")
    options = {"chapters": candidate.chapter, "exercise": candidate.exercise, "maxfail": 1}
    return Task(candidate.name, file, place / "results.json", options)


def _outcome(candidate: Candidate, task: Task) -> Outcome:
    """What became of a candidate; one whose grading died got no marks."""
    if not task.results.is_file():
        return Outcome(candidate, False, 0.0)
    result = Result.read(task.results)
    asked = [each for each in result.exercises if candidate.exercise in ("", each.name)]
    passed = bool(asked) and all(each.points >= each.max_points - 1e-9 for each in asked)
    return Outcome(candidate, passed, float(result.environment.get("cpu_seconds", 0.0)))
