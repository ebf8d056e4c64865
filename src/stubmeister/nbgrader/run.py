"""The grading behind one `nbgrader autograde`: results that are there are reused, the rest is graded at once.

nbgrader goes through a class one by one. Here all that will be needed is known when it begins, so the
submissions are graded side by side in one warm pool while nbgrader does its own work on the first ones.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stubmeister.errors import ResultsError, StubmeisterError
from stubmeister.grading.class_run import Stamps, settings_for, unfinished
from stubmeister.grading.pool import Done, Pool, Task
from stubmeister.grading.results import Result
from stubmeister.lang import _
from stubmeister.nbgrader.options import Stubmeister
from stubmeister.submission import StudentFolder, Submission, read_submission
from stubmeister.submission.naming import shown

OWN_RESULTS = Path(".stubmeister") / "nbgrader"
IDLE_SECONDS = 60.0  # formgrader stays for days; a pool does not


@dataclass
class Awaited:
    """A submission whose results are there, or will be when `ready` is set."""

    student: StudentFolder
    submission: Submission
    ready: threading.Event
    result: Result | None = None
    failure: Exception | None = None


class Run:
    """All submissions of one chapter that nbgrader is about to grade.

    Args:
        options: The teacher's.
        chapter: The assignment.
        folders: The students' folders, by nbgrader's student ids, in the order they will be asked for.
    """

    def __init__(self, options: Stubmeister, chapter: str, folders: Mapping[str, Path]) -> None:
        self.course = options.course
        self.chapter = chapter
        self.results_folder = options.results_folder
        self.class_options = options.class_options()
        self.stamps = Stamps(self.course, self.class_options)
        self.own = self.course.root / OWN_RESULTS / chapter
        self.awaited = {name: self._awaited(name, folder) for name, folder in folders.items()}
        waiting = [each for each in self.awaited.values() if each.result is None]
        reused = len(self.awaited) - len(waiting)
        said = _("{reused} results are there already, {count} to grade.", reused=reused, count=len(waiting))
        options.log.info(said)
        if waiting:
            self._grade(waiting)

    def _awaited(self, name: str, folder: Path) -> Awaited:
        names = [chapter.name for chapter in self.course.chapters]
        student = StudentFolder(shown(name), folder)
        awaited = Awaited(student, read_submission(folder, names), threading.Event())
        awaited.result = self._reused(student, awaited.submission)
        if awaited.result is not None:
            awaited.ready.set()
        return awaited

    def _reused(self, student: StudentFolder, submission: Submission) -> Result | None:
        """What `stubmeister grade` or an earlier run found, if it is still true."""
        for folder in (self.results_folder, self.own):
            try:
                result = Result.read(folder / student.name / "results.json")
            except ResultsError:
                continue
            chapters = list(dict.fromkeys(each.chapter for each in result.exercises))
            if self.chapter in chapters and result.environment.get("stamp") == self.stamps.stamp_of(
                submission, chapters
            ):
                return result
        return None

    def _grade(self, waiting: Sequence[Awaited]) -> None:
        """Begin; raises StubmeisterError where student code cannot be kept apart here."""
        cores = os.cpu_count() or 1
        lanes = min(self.class_options.lanes or cores, len(waiting))
        spare = 1 if self.class_options.lanes else min(4, max(1, cores // lanes))
        limits = replace(self.class_options.limits, threads=spare)
        settings = settings_for(self.course, [self.chapter], replace(self.class_options, limits=limits))
        pool = shared_pool(settings, lanes)
        thread = threading.Thread(target=self._work, args=(pool, waiting), daemon=True)
        thread.start()

    def _work(self, pool: SharedPool, waiting: Sequence[Awaited]) -> None:
        by_file = {}
        tasks = []
        for each in waiting:
            file = self.own / each.student.name / "results.json"
            file.unlink(missing_ok=True)
            stamp = {"stamp": self.stamps.stamp_of(each.submission, [self.chapter])}
            tasks.append(Task(each.student.name, each.student.path.absolute(), file.resolve(), stamp))
            by_file[tasks[-1].results] = each

        def on_done(done: Done) -> None:
            each = by_file[done.task.results]
            try:
                if not done.task.results.is_file():
                    unfinished(done).write(done.task.results)
                each.result = Result.read(done.task.results)
            except (StubmeisterError, OSError) as error:
                each.failure = error
            each.ready.set()

        try:
            pool.run(tasks, on_done)
        except Exception as error:
            for each in waiting:
                each.failure = each.failure or error
                each.ready.set()

    def submission(self, student: str) -> Submission:
        """What the student handed in, all chapters."""
        return self.awaited[student].submission

    def result(self, student: str) -> Result:
        """The chapter's part of the student's results; waits until they are there.

        Raises:
            StubmeisterError: They could not be had.
        """
        awaited = self.awaited[student]
        awaited.ready.wait()
        if awaited.failure is not None or awaited.result is None:
            raise StubmeisterError(_("Grading failed: {error}", error=awaited.failure))
        return self._of_chapter(awaited.result, awaited.submission)

    def _of_chapter(self, result: Result, submission: Submission) -> Result:
        """Exercises of this chapter, and notes that are not about another one's file."""
        others = [source for name, source in submission.chapters.items() if name != self.chapter]
        files = tuple(source.file for source in others if source.file)
        notes = [note for note in result.notes if not (files and note.file.startswith(files))]
        exercises = [each for each in result.exercises if each.chapter == self.chapter]
        return Result.from_exercises(
            result.submission,
            result.seed,
            exercises,
            notes=notes,
            status=result.status,
            language=result.language,
            environment=result.environment,
        )


def not_gradable(result: Result, submission: Submission, chapter: str) -> str:
    """Why nothing of a chapter could be graded, in one sentence; "" where it was graded."""
    source = submission.chapters.get(chapter)
    if source is None:
        about_files = [note for note in submission.notes if note.file != submission.name]
        others = [note for note in submission.notes if note.attention]
        return _first(about_files or others) or _("No file for this chapter was handed in.")
    if source.refused is not None:
        return source.refused
    if not result.exercises:
        return _first(result.notes) or _("Nothing of it could be graded.")
    return ""


def _first(notes: Sequence[Any]) -> str:
    return f"{notes[0].file} {notes[0].message}".strip() if notes else ""


class SharedPool:
    """A warm pool that serves one run after the other and ends when nobody has asked for a while."""

    def __init__(self, settings: Any, lanes: int) -> None:
        self.lock = threading.Lock()
        self.pool = Pool(settings, lanes, thrifty=True)
        self.pool.__enter__()
        self.timer: threading.Timer | None = None
        self.closed = False

    def run(self, tasks: Sequence[Task], on_done: Any) -> None:
        with self.lock:
            if self.timer is not None:
                self.timer.cancel()
            try:
                self.pool.run(tasks, on_done)
            finally:
                self.timer = threading.Timer(IDLE_SECONDS, self.close)
                self.timer.daemon = True
                self.timer.start()

    def close(self) -> None:
        self.closed = True
        self.pool.close()


_pools: dict[str, SharedPool] = {}


def shared_pool(settings: Any, lanes: int) -> SharedPool:
    """The pool for these settings; started when it is first asked for.

    Raises:
        StubmeisterError: It cannot be started here.
    """
    key = repr(settings)
    pool = _pools.get(key)
    if pool is None or pool.closed:
        pool = _pools[key] = SharedPool(settings, lanes)
    return pool


@atexit.register
def close_pools() -> None:
    """End all that was started; nothing is left behind when nbgrader ends."""
    for pool in _pools.values():
        pool.close()
