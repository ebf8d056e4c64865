"""One chapter of the submission under test: what reading it already settles, and its worker for the rest."""

from __future__ import annotations

import difflib
import functools
import tempfile
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from stubmeister.course import Chapter
from stubmeister.grading.plan import PlannedTest
from stubmeister.grading.tape import Tape
from stubmeister.lang import _
from stubmeister.submission import ChapterSource, defines, forbidden_use, kind_of, read_submission, untouched
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.errors import NameMissing, ReadyMadeCall
from stubmeister.wall.isolation import Lane
from stubmeister.wall.proxy import Kit, Remote, Student, StudentFiles

AFTER_TIMEOUT = 10  # an exercise that has timed out once gets this part of the time for its other tests
CALLS_PER_TEST = 3  # all calls of a test together get this many times the limit of one


class Settled(BaseException):
    """The outcome of a test that need not run: `not started`, `error` or `forbidden`."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class ChapterRun:
    """See the module.

    Attributes:
        tapes: What each exercise's tests did, for the diagnosis.
        timed_out: Exercises of which a call has timed out.
    """

    def __init__(
        self, chapter: Chapter, source: ChapterSource | None, lane: Lane, seed: int, run_untouched: bool
    ) -> None:
        self.chapter = chapter
        self.absent = source is None
        self.source = source or ChapterSource(chapter.name, "", [], {}, [], None)
        self.seconds = lane.limits.wall_seconds
        self.run_untouched = run_untouched
        self.process = StudentProcess(lane, chapter.name, self.source.units, self.source.helpers, seed)
        self.remote = Remote(self.process)
        self.student = Student(self.remote, self.chapter.parameters, self._missing)
        self.files = StudentFiles(self.remote)
        self.tapes: dict[str, list[Tape]] = defaultdict(list)
        self.tape: Tape | None = None  # of the test that runs
        self.timed_out: set[str] = set()
        self.forbidden: dict[str, ReadyMadeCall] = {}
        self._settled: dict[str, Settled | None] = {}

    @cached_property
    def kit(self) -> Kit:
        """The chapter's helper code inside the worker."""
        return Kit(self.remote, self.chapter.kit.name, self.chapter.kit.read_text(encoding="utf-8"))

    def begin(self, test: PlannedTest) -> None:
        """Prepare the worker's limits and the tape for a test.

        Raises:
            Settled: The outcome is known without running it.
        """
        self.tape = None
        settled = self.settled(test)
        if settled is not None:
            raise settled
        seconds = test.seconds or self.seconds
        if test.exercise in self.timed_out:
            seconds = max(1.0, seconds / AFTER_TIMEOUT)
        self.process.seconds, self.process.budget = seconds, CALLS_PER_TEST * seconds
        self.remote.by_hand = test.by_hand
        self.process.listener, self.process.output = None, ""
        if not test.training:
            tape = self.tape = Tape()
            self.tapes[test.exercise].append(tape)
            if self.process.kit_frame is not None:  # sent by an earlier test, and what this one builds on
                tape.record(*self.process.kit_frame, self.process.folder)
            self.process.listener = lambda parts, reply: tape.record(parts, reply, self.process.folder)

    def settled(self, test: PlannedTest) -> Settled | None:
        """What reading the submission says of an exercise; None when its tests must run."""
        name = test.exercise
        if name in self.forbidden:
            return Settled("forbidden", ready_made(self.forbidden[name]))
        if name not in self._settled:
            self._settled[name] = self._read(name, test.by_hand)
        return self._settled[name]

    def _read(self, name: str, by_hand: tuple[str, ...] | None) -> Settled | None:
        if self.absent:
            return Settled("not started", _("No file for this chapter was handed in."))
        if self.source.refused is not None:
            return Settled("error", self.source.refused)
        unit = defines(self.source, name)
        if unit is not None and unit.error is not None:
            return Settled("error", _("{name} cannot be read: {error}", name=name, error=unit.error))
        if not self.run_untouched and untouched(self.source, untouched_stub(self.chapter), name):
            return Settled("not started", _("Not started yet."))
        kind = kind_of(self.source, name)
        if kind == "async" and name not in self.chapter.quizzes:
            return Settled("error", _("{name} is an `async def`; write a plain `def`.", name=name))
        if kind == "class" and kind_of(untouched_stub(self.chapter), name) == "function":
            parameters = ", ".join(self.chapter.parameters.get(name, ()))
            said = _("{name} is a class; write a function, `def {name}({parameters})`.",
                     name=name, parameters=parameters)  # fmt: skip
            return Settled("error", said)
        if by_hand is None:
            return None
        use = forbidden_use(self.source, name, allowed=by_hand)
        return Settled("forbidden", ready_made(ReadyMadeCall(use.call, use.line))) if use else None

    def _similar_name(self, name: str) -> str:
        """A name of the submission that may have been meant, or ""."""
        there = {each.lower(): each for unit in self.source.units for each in unit.names if each != name}
        near = difflib.get_close_matches(name.lower(), there, n=1, cutoff=0.8)
        other_exercises = {exercise.name for exercise in self.chapter.exercises}
        return there[near[0]] if near and there[near[0]] not in other_exercises else ""

    def _missing(self, name: str, kind: str) -> BaseException:
        """The sentence for a name that the loaded module does not have, or only as a value."""
        for index, failure in self.process.failures.items():
            if name in self.source.units[index].names:
                said = {
                    "timeout": _("it did not come to an end"),
                    "crashed": _("it ended the process"),
                }.get(failure.status, failure.message)
                return NameMissing(
                    _(
                        "{name} could not be loaded (line {line}): {said}",
                        name=name,
                        line=failure.line,
                        said=said,
                    )
                )
        if kind == "value":
            return NameMissing(_("{name} is a value that cannot be called; write a function.", name=name))
        near = self._similar_name(name)
        if near:
            words = {"name": name, "file": self.source.file, "other": near}
            return NameMissing(_("There is no {name} in {file}, only {other}. Use the stub's name.", **words))
        return NameMissing(_("There is no {name} in {file}.", name=name, file=self.source.file))


@functools.cache
def untouched_stub(chapter: Chapter) -> ChapterSource:
    """The chapter's stub as it was given out, read the way a submission is."""
    if not chapter.solution.is_file():
        return read_submission(chapter.source, [chapter.name]).chapters[chapter.name]
    from stubmeister.build import stub_source  # late: a student's copy builds nothing

    with tempfile.TemporaryDirectory(prefix="stubmeister-stub-") as folder:
        file = Path(folder) / f"{chapter.name}.py"
        text = stub_source(chapter.solution.read_text(encoding="utf-8"), "both", chapter.solution)
        file.write_text(text, encoding="utf-8")
        return read_submission(file, [chapter.name]).chapters[chapter.name]


def ready_made(use: ReadyMadeCall) -> str:
    """The sentence for a ready-made call in a by-hand exercise."""
    return _(
        "Line {line} uses {call}. This exercise is by hand: only NumPy and the standard library.",
        line=use.line,
        call=use.call,
    )
