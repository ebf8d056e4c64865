"""Grades a whole class: every folder in SUBMITTED, several at a time, resumable, nothing lost."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import stubmeister
from stubmeister.course import Course
from stubmeister.errors import ResultsError, StubmeisterError
from stubmeister.files import write_atomically
from stubmeister.grading.pool import Done, Pool, Task
from stubmeister.grading.results import Note, Result
from stubmeister.grading.settings import Settings
from stubmeister.lang import _
from stubmeister.submission import Note as SubmissionNote
from stubmeister.submission import StudentFolder, Submission, find_students, passed_over, read_submission
from stubmeister.wall.limits import Limits


@dataclass(frozen=True)
class ClassOptions:
    """How a class is graded.

    Attributes:
        chapters: Chapters to grade; none means those that somebody handed in.
        seed: The same examples and label permutation for everybody; None draws one and keeps it in `out`.
        again: Grade everybody anew, results there or not.
    """

    chapters: Sequence[str] = ()
    isolation: str = "auto"
    lanes: int = 0
    seed: int | None = None
    language: str = "en"
    training: str = "auto"
    device: str = "auto"
    data: Path | None = None
    limits: Limits = field(default_factory=Limits)
    again: bool = False


@dataclass
class ClassOutcome:
    """What became of a class.

    Attributes:
        graded: How many were graded now; `reused` were finished before.
        isolation: How student code was kept apart, "" where nothing had to be graded.
        passed_over: What stands among the students' folders and is none.
    """

    results: list[Result]
    graded: int
    reused: int
    isolation: str
    passed_over: list[SubmissionNote] = field(default_factory=list)

    @property
    def attention(self) -> list[Result]:
        """Submissions that need the teacher's eye."""
        return [result for result in self.results if result.status == "attention"]


def grade_class(
    course: Course,
    submitted: Path,
    out: Path,
    options: ClassOptions,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> ClassOutcome:
    """Grade every folder in `submitted` into `out`.

    Args:
        course: The course.
        submitted: One folder per student.
        out: Gets `<student>/results.json`; the pages are `report.write_results`' business.
        options: How.
        progress: Called with how many are done, how many there are, and whose turn just ended.

    Raises:
        StubmeisterError: Nothing can be graded, or the results cannot be written; nothing is half-written.
    """
    students = find_students(submitted)
    check_out(submitted, out)
    options = replace(options, seed=class_seed(out) if options.seed is None else options.seed)
    stamps = Stamps(course, options)
    chapters = list(options.chapters) or chapters_handed_in(course, students)
    old = {student.name: stamps.finished(out, student, chapters) for student in students}
    waiting = [student for student in students if old[student.name] is None or options.again]
    reused = len(students) - len(waiting)
    isolation = ""
    if waiting:
        cores = os.cpu_count() or 1
        lanes = min(options.lanes or cores, len(waiting))
        spare = 1 if options.lanes else min(MAX_THREADS, max(1, cores // lanes))  # a single submission's
        limits = replace(options.limits, threads=spare)
        settings = settings_for(course, chapters, replace(options, limits=limits))
        tasks = [stamps.task(out, student, chapters) for student in waiting]
        with Pool(settings, lanes) as pool:
            isolation = pool.isolation
            run_tasks(pool, tasks, reused, len(students), progress)
    results = [read_result(out, student) for student in students]
    return ClassOutcome(results, len(waiting), reused, isolation, passed_over(submitted))


def read_result(out: Path, student: StudentFolder) -> Result:
    """A student's results, under the name that is safe to show and to write."""
    return replace(Result.read(out / student.name / "results.json"), submission=student.name)


def class_seed(out: Path) -> int:
    """The seed of this class, drawn once: nobody can work out beforehand how labels will be permuted."""
    file = out / SEED_FILE
    if not file.is_file():
        write_atomically(file, f"{secrets.randbelow(2**31)}\n")
    try:
        return int(file.read_text(encoding="utf-8"))
    except ValueError:
        raise StubmeisterError(
            _("{file} holds no seed.", file=str(file)), _("Delete it and grade again.")
        ) from None


def run_tasks(
    pool: Pool, tasks: Sequence[Task], done_before: int, total: int, progress: Callable[[int, int, str], None]
) -> None:
    """Grade the tasks; one whose grading died is written down as needing the teacher's eye."""
    count = done_before

    def on_done(done: Done) -> None:
        nonlocal count
        count += 1
        if not done.task.results.is_file():
            unfinished(done).write(done.task.results)
        progress(count, total, done.task.name)

    try:
        pool.run(tasks, on_done)
    except OSError as error:
        raise StubmeisterError(
            _("The results cannot be written: {error}", error=error),
            _("Make room or choose another --out, and run the same command: it continues."),
        ) from error


def unfinished(done: Done) -> Result:
    """The result of a submission on which the grading process itself ended."""
    note = Note(
        "", _("Grading did not come to an end (code {code}); grade this one by hand.", code=done.code)
    )
    return Result.from_exercises(done.task.name, 0, [], notes=[note], status="attention")


def settings_for(course: Course, chapters: Sequence[str], options: ClassOptions) -> Settings:
    """What every grading process of this run is told."""
    pytest_options = [
        f"--lang={options.language}",
        f"--grading-seed={options.seed or 0}",
        f"--time-limit={options.limits.wall_seconds}",
        f"--memory-limit={options.limits.memory_mib}",
    ]
    if options.data is not None:
        pytest_options.append(f"--data={options.data.resolve()}")
    return Settings(
        course=str(course.root),
        chapters=list(chapters),
        isolation=options.isolation,
        limits=asdict(options.limits),
        options=pytest_options,
        training=options.training,
        device=options.device,
    )


def chapters_handed_in(course: Course, students: Sequence[StudentFolder]) -> list[str]:
    """Chapters of the course of which anybody handed in a file, in order.

    Raises:
        StubmeisterError: Nobody handed in anything that is recognised.
    """
    names = [chapter.name for chapter in course.chapters]
    found = {name for student in students for name in read_submission(student.path, names).chapters}
    if not found:
        raise StubmeisterError(
            _("No student's folder holds a chapter of this course."),
            _("Expected files like {name}.py or {name}.ipynb in each student's folder.", name=names[0]),
        )
    return [name for name in names if name in found]


def check_out(submitted: Path, out: Path) -> None:
    """Refuse a results folder that would mix with the submissions, or is not one of this version.

    Raises:
        StubmeisterError: With what to do instead.
    """
    here, there = out.resolve(), submitted.resolve()
    if here == there or here.is_relative_to(there) or there.is_relative_to(here):
        raise StubmeisterError(
            _("{out} and {submitted} lie in each other.", out=str(out), submitted=str(submitted)),
            _("Choose a folder of its own for --out."),
        )
    if out.exists() and not out.is_dir():
        raise StubmeisterError(_("{out} is not a folder.", out=str(out)), _("Choose another --out."))
    for file in sorted(out.glob("*/results.json")):
        Result.read(file)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StubmeisterError(
            _("{out} cannot be made: {error}", out=str(out), error=error.strerror), _("Choose another --out.")
        ) from error
    if shutil.disk_usage(out).free < MIN_FREE:
        raise StubmeisterError(
            _("There is no room left on the disk of {out}.", out=str(out)),
            _("Make room or choose another --out."),
        )


SEED_FILE = ".seed"
MAX_THREADS = 4  # more do not help a model of this size
MIN_FREE = 20 << 20  # bytes; a class's pages are a few MB


class Stamps:
    """Tells finished results of this very submission, grader and set of options from all others."""

    def __init__(self, course: Course, options: ClassOptions) -> None:
        self.course = course
        choices = replace(options, chapters=(), isolation="", lanes=0, again=False)
        self.graders = digest(
            [stubmeister.__version__, repr(choices)],
            [path for path in sorted((course.root / "graders").rglob("*")) if path.suffix in (".py", ".po")]
            + sorted((course.root / "solutions").glob("*.py")),
        )

    def stamp(self, student: StudentFolder, chapters: Sequence[str]) -> str:
        """A digest of everything the student's results depend on."""
        names = [chapter.name for chapter in self.course.chapters]
        return self.stamp_of(read_submission(student.path, names), chapters)

    def stamp_of(self, submission: Submission, chapters: Sequence[str]) -> str:
        """The same of a submission that has been read, with all chapters of the course."""
        content = [repr(sorted(submission.chapters.items())), repr(submission.notes), ",".join(chapters)]
        return digest([self.graders, *content], [])

    def finished(self, out: Path, student: StudentFolder, chapters: Sequence[str]) -> Result | None:
        """The results that stand in `out` already, if they are still true."""
        file = out / student.name / "results.json"
        try:
            result = Result.read(file)
        except ResultsError:
            return None
        return result if result.environment.get("stamp") == self.stamp(student, chapters) else None

    def task(self, out: Path, student: StudentFolder, chapters: Sequence[str]) -> Task:
        """The grading of one student; results of another state are taken away first."""
        file = out / student.name / "results.json"
        file.unlink(missing_ok=True)
        stamp = {"stamp": self.stamp(student, chapters)}
        return Task(student.name, student.path.absolute(), file.resolve(), stamp)


def digest(texts: Sequence[str], files: Sequence[Path]) -> str:
    """A short fingerprint of texts and files."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass") + b"\0")
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:32]
