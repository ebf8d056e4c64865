"""A grading session: the hooks and fixtures of a pytest run over `graders/`."""

from __future__ import annotations

import importlib
import platform
import random
import time
import warnings
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from stubmeister import lang
from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading.chapter_run import ChapterRun
from stubmeister.grading.diagnosis import diagnose
from stubmeister.grading.plan import Plan, PlannedTest
from stubmeister.grading.results import Diagnosis, ExerciseResult, Note, Result, TestResult
from stubmeister.grading.shrinking import Patience
from stubmeister.grading.verdict import Verdict, verdict
from stubmeister.lang import _
from stubmeister.submission import Submission, read_submission, written_text
from stubmeister.wall.errors import ReadyMadeCall, StudentTimeout
from stubmeister.wall.isolation import Lane, open_lane
from stubmeister.wall.limits import Limits

# Set by a process that grades one submission after the other: its lane stays warm from one to the next.
shared_lane: Lane | None = None

EXAMPLES = 15  # of a Hypothesis property
LONGEST_ANSWER = 20_000  # characters kept of an essay


class Grading:
    """Registered as a plugin when a run is about the course's graders."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.option = config.option
        lang.use(self.option.lang or lang.from_environment())
        self.course = Course.find(config.rootpath)
        lang.set_course_catalogues(self.course.root / "graders" / "locale")
        self.seed = int(self.option.grading_seed)
        path = self.option.submission
        self.path = (config.invocation_params.dir / path) if path else self.course.root / "exercises"
        self.submission = read_chapters(self.path, self.course)
        self.limits = limits_from(self.option)
        self.plan: Plan | None = None
        self.result: Result | None = None
        self.runs: dict[str, ChapterRun] = {}
        self.tests: dict[str, TestResult] = {}
        self.internal: list[str] = []
        self.patience = Patience()
        self.environment: dict[str, Any] = {"python": platform.python_version()}
        self.isolation = self.option.isolation or self._best_isolation()
        self._lane: Lane | None = None
        self._own_lane = False
        self._cpu_before = time.process_time()
        self._active: ChapterRun | None = None
        _configure_pytest(config)
        _configure_hypothesis(self.seed)

    def _best_isolation(self) -> str:
        """One's own exercises need no wall; somebody else's get the best there is on this machine."""
        if not self.option.submission or shared_lane is not None:
            return "process"
        from stubmeister.wall.isolation import probe

        return "auto" if probe().ok else "process"

    @property
    def unprotected(self) -> bool:
        """Whether somebody else's code runs as nothing more than another process of this user."""
        return bool(self.option.submission) and self.isolation == "process" and shared_lane is None

    def _preload(self) -> list[str]:
        """Packages that a warm process should import: those of the chapters whose tests are to run."""
        planned = self.plan.exercises() if self.plan is not None else {}
        names = [name for chapter, _exercise in planned for name in self.course.chapter(chapter).imports]
        return list(dict.fromkeys(names))

    def gpu(self) -> bool:
        """Whether workers are let near a graphics card: only where a run could use one."""
        return wants_gpu(self.course, self.submission.chapters, self.option.training, self.option.device)

    # --- collection -----------------------------------------------------------------------------------------

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave out the tests of chapters that the submission does not have."""
        name = collection_path.stem.removeprefix("test_")
        left_out = collection_path.name.startswith("test_") and name not in self.chapters()
        return True if left_out else None

    def chapters(self) -> set[str]:
        """The chapters to grade: those handed in, and those asked for in any case."""
        return {*self.submission.chapters, *self.option.chapters.split(",")}

    def load(self, session: pytest.Session, submission: Path, options: dict[str, Any]) -> None:
        """Grade another submission than the one this session was started with.

        Args:
            session: Whose collected tests are to run.
            submission: File or folder.
            options: Values of this plugin's options, by their names.
        """
        for name, value in options.items():
            setattr(self.option, name, value)
        self._cpu_before = time.process_time()
        self.path = submission
        self.submission = read_chapters(submission, self.course)
        self._select(session.items)

    def _select(self, items: list[pytest.Item]) -> None:
        """Keep the tests of the chapters, and of the one exercise, that are asked for."""
        assert self.plan is not None
        only, chapters = self.option.exercise, self.chapters()
        planned = {
            key
            for key, test in self.plan.tests.items()
            if test.chapter.name in chapters and (not only or test.exercise == only)
        }
        items[:] = [item for item in items if item.nodeid in planned or item.nodeid not in self.plan.tests]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Share the points before anything is deselected; sort by chapter, hidden tests last.

        What a student's code saw of hidden tests can then not show up in a public test's message.
        """
        try:
            self.plan = Plan(self.course, items)
        except StubmeisterError as error:
            raise pytest.UsageError(str(error)) from None
        items.sort(key=lambda item: (item.path.stem, item.path.parent.name == "hidden"))
        self._select(items)
        for test in self.plan.tests.values():
            if getattr(test.item.obj, "hypothesis", None) is not None:
                hypothesis.seed(self.seed)(test.item.function)
                self.patience.watch(test.item)

    # --- running --------------------------------------------------------------------------------------------

    def run_of(self, chapter: str) -> ChapterRun:
        """The chapter's run; a lane has one worker, so the chapter before gives up its own."""
        run = self.runs.get(chapter)
        if run is None:
            source = self.submission.chapters.get(chapter)
            run = ChapterRun(
                self.course.chapter(chapter), source, self.lane(), self.seed, self.option.run_untouched
            )
            self.runs[chapter] = run
        if self._active is not run:
            if self._active is not None:
                self._active.process.stop()
            self._active = run
        return run

    def lane(self) -> Lane:
        """The lane of this session, opened when the first test needs it."""
        if self._lane is None:
            self._own_lane = shared_lane is None
            try:
                self._lane = shared_lane or open_lane(
                    self.isolation, self.limits, self._preload(), self.gpu()
                )
            except StubmeisterError as error:
                pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
            self.environment["isolation"] = self._lane.kind
        return self._lane

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Settle what reading settles, before any fixture is made; else set the test's limits."""
        test = self.plan.tests.get(item.nodeid) if self.plan else None
        if test is not None:
            random.seed(self.seed)
            self.patience.begin()
            self.run_of(test.chapter.name).begin(test)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep the outcome; show a sentence in place of a traceback."""
        report = yield
        test = self.plan.tests.get(item.nodeid) if self.plan else None
        if test is None or (call.when != "call" and call.excinfo is None) or report.skipped:
            return report
        outcome = verdict(call.excinfo.value if call.excinfo else None, self.limits)
        report.when = "call"  # settled in setup: a failed test, not an error of the grader
        self._keep(test, outcome, call, report)
        if call.excinfo is not None and not outcome.internal:
            report.longrepr = outcome.message
        elif outcome.internal:
            self.internal.append(f"{item.nodeid}\n{report.longreprtext}")
        return report

    def _keep(self, test: PlannedTest, outcome: Verdict, call: Any, report: pytest.TestReport) -> None:
        run = self.runs.get(test.chapter.name)
        error = call.excinfo.value if call.excinfo else None
        if run is not None and run.tape is not None:
            run.tape.failed = outcome.status != "passed"
        if run is not None and isinstance(error, StudentTimeout):
            run.timed_out.add(test.exercise)
        if run is not None and isinstance(error, ReadyMadeCall):
            run.forbidden[test.exercise] = error
        notes = [str(value) for name, value in report.user_properties if name == "note"]
        passed = outcome.status == "passed"
        if passed and test.unscored:
            notes.append(_("Whether the answers are right is checked when your teacher grades."))
        self.tests[test.item.nodeid] = TestResult(
            name=test.name,
            title=test.shown_title(),
            hidden=test.hidden,
            points=test.max_points if passed else 0.0,
            max_points=test.max_points,
            status=outcome.status,
            message=outcome.message,
            seconds=round(call.duration, 4),
            note=" ".join(notes),
            hint="" if passed or outcome.status == "not started" else test.shown_hint(),
            picture=outcome.picture,
            limit=outcome.limit,
            training=test.training,
            settled=outcome.settled,
            output=run.process.output if run is not None else "",
        )

    # --- results --------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        if self._active is not None:
            self._active.process.stop()
        if self._lane is not None and self._own_lane:
            self._lane.close()
        if self.plan is None:
            return
        self.result = self._result(self.plan)
        if self.option.results:
            self.result.write(self.config.invocation_params.dir / self.option.results)

    def _result(self, plan: Plan) -> Result:
        chapters = self.chapters()
        exercises = [self._exercise(tests) for key, tests in plan.exercises().items() if key[0] in chapters]
        notes = self._notes()
        attention = bool(self.internal) or any(note.attention for note in self._submission_notes())
        status = "attention" if attention else "graded" if self.submission.chapters else "empty"
        return Result.from_exercises(
            self.submission.name,
            self.seed,
            exercises,
            notes=notes,
            status=status,
            language=lang.current(),
            environment={**self.environment, "cpu_seconds": self._cpu_seconds(), "stamp": self.option.stamp},
        )

    def _cpu_seconds(self) -> float:
        """What this grading has used, its workers included where the lane can tell."""
        workers = self._lane.cpu_seconds if self._lane is not None else 0.0
        return round(time.process_time() - self._cpu_before + workers, 3)

    def _submission_notes(self) -> list[Any]:
        notes = list(self.submission.notes)
        for source in self.submission.chapters.values():
            notes += source.notes
        return notes

    def _notes(self) -> list[Note]:
        notes = [Note(note.file, note.message) for note in self._submission_notes()]
        for name, source in self.submission.chapters.items():
            run = self.runs.get(name)
            for index, failure in sorted(run.process.failures.items()) if run else []:
                where = f"{source.units[index].file}"
                said = {"timeout": _("did not come to an end"), "crashed": _("ended the process")}.get(
                    failure.status, failure.message
                )
                notes.append(Note(where, _("Line {line} was left out: {said}", line=failure.line, said=said)))
        notes += [
            Note("", _("The grader failed in {test}", test=text.partition("\n")[0])) for text in self.internal
        ]
        return notes

    def _exercise(self, tests: Sequence[PlannedTest]) -> ExerciseResult:
        first = tests[0]
        results = [self.tests.get(test.item.nodeid) or not_run(test) for test in tests]
        key = first.chapter.name, first.exercise
        assert self.plan is not None
        run = self.runs.get(first.chapter.name)
        settled = run.settled(first) if run is not None else None
        chapter = self.course.chapter(first.chapter.name)
        asked = next((each for each in chapter.exercises if each.name == first.exercise), None)
        exercise = ExerciseResult.from_tests(
            *key,
            self.plan.points[key],
            results,
            message=settled.message if settled is not None else "",
            manual_points=self.plan.manual_points.get(key, 0.0),
            rubric=first.shown_rubric(),
            answer=self._answer(first),
            level=asked.level if asked else 0,
            minutes=asked.minutes if asked else 0,
        )
        return replace(exercise, diagnosis=self._diagnosis(first, exercise))

    def _answer(self, test: PlannedTest) -> str:
        """The text of an essay, for the teacher to read beside its rubric."""
        source = self.submission.chapters.get(test.chapter.name)
        return written_text(source, test.exercise)[:LONGEST_ANSWER] if test.manual and source else ""

    def _diagnosis(self, test: PlannedTest, exercise: ExerciseResult) -> list[Diagnosis]:
        run = self.runs.get(test.chapter.name)
        if run is None or exercise.status in ("passed", "manual", "not started", "forbidden"):
            return []
        same = importlib.import_module("graders.compare").same
        try:
            with warnings.catch_warnings(record=True):  # the wrong answers' own, not the student's
                warnings.resetwarnings()  # nothing is shown; a replay notes what the worker noted
                return diagnose(test.chapter, test.exercise, run.tapes[test.exercise], same)
        except StubmeisterError:
            raise
        except Exception as error:  # help that fails must not cost the marks
            self.internal.append(f"diagnosis of {test.exercise}\n{type(error).__name__}: {error}")
            return []

    def shown(self) -> Result | None:
        """The results of the exercises of which a test ran: what a run speaks of at its end."""
        if self.result is None or self.plan is None:
            return None
        tests = self.plan.tests.values()
        ran = {(test.chapter.name, test.exercise) for test in tests if test.item.nodeid in self.tests}
        exercises = [each for each in self.result.exercises if (each.chapter, each.name) in ran]
        return Result.from_exercises(
            self.result.submission, self.seed, exercises, notes=self.result.notes, status=self.result.status
        )


def not_run(test: PlannedTest) -> TestResult:
    """A test that was deselected or never reached: it gives nothing."""
    return TestResult(
        name=test.name,
        title=test.shown_title(),
        hidden=test.hidden,
        points=0.0,
        max_points=test.max_points,
        training=test.training,
        status="failed",
        message=_("This check was not run."),
    )


def read_chapters(path: Path, course: Course) -> Submission:
    """The submission at `path`.

    Raises:
        StubmeisterError: There is nothing at `path`.
    """
    if not path.exists():
        raise StubmeisterError(
            _("There is no {path}.", path=str(path)), _("Check the spelling of --submission.")
        )
    return read_submission(path, [chapter.name for chapter in course.chapters])


def wants_gpu(course: Course, chapters: Iterable[str], training: str, device: str) -> bool:
    """Whether a chapter uses torch, the run may train on CUDA, and this machine has a driver for it."""
    from stubmeister.data import driver_present

    if device == "cpu" or (device == "auto" and training in ("quick", "offline")):
        return False
    return driver_present() and any("torch" in course.chapter(name).imports for name in chapters)


def limits_from(option: Any) -> Limits:
    """The limits that the options ask for."""
    limits = Limits()
    return Limits(
        wall_seconds=option.time_limit or limits.wall_seconds,
        memory_mib=option.memory_limit or limits.memory_mib,
    )


def _configure_pytest(config: pytest.Config) -> None:
    """Sentences in place of tracebacks; our own summary says what failed."""
    config.option.tbstyle = "no"
    if config.option.reportchars == "fE":
        config.option.reportchars = ""


def _configure_hypothesis(seed: int) -> None:
    """The same examples for everybody, nothing stored, no time measured."""
    settings = hypothesis.settings
    settings.register_profile(
        "stubmeister",
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )
    settings.load_profile("stubmeister")


__all__ = ["Grading", "limits_from", "read_chapters"]
