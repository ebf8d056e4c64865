"""The results of one submission: the contract between grading and everything that shows or stores marks.

`results.json` is the teacher's file; `docs/results.schema.json` describes it. Reading is strict about what
the contract names and ignores keys it does not know. Writing is all or nothing, and what is written is always
valid JSON in UTF-8: no NaN, and no half characters from a student's exception text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, ClassVar

from stubmeister.errors import ResultsError
from stubmeister.files import write_atomically
from stubmeister.lang import _

VERSION = 1

# "manual" is of an exercise alone: an essay is written, and the teacher grades it
STATUSES = (
    "not started",
    "manual",
    "passed",
    "partial",
    "failed",
    "error",
    "timeout",
    "crashed",
    "forbidden",
)
LIMITS = ("wall", "cpu", "memory", "output", "files", "processes")
# of a whole submission: "empty" has no chapter of the course in it, "attention" needs the teacher's eye
SUBMISSION_STATUSES = ("graded", "empty", "attention")

# Where no test of an exercise passed and the tests disagree, the last of these is the exercise's status.
_LADDER = ("failed", "error", "timeout", "crashed")


@dataclass(frozen=True)
class Note:
    """What was wrong with a submitted file, and what was done about it."""

    file: str
    message: str


@dataclass(frozen=True)
class Diagnosis:
    """A known wrong answer that gave everywhere what the student's did, and the sentence that helps."""

    name: str
    message: str


@dataclass(frozen=True, kw_only=True)
class TestResult:
    """One test of one exercise.

    Attributes:
        name: The test's name in its file, unique in its exercise.
        title: The sentence a student reads: what must be true.
        status: One of STATUSES but "partial".
        message: Why it did not pass; may hold what the student's code printed or raised.
        seconds: Wall time.
        note: Said whatever the outcome, such as a measured accuracy.
        hint: Help on a failure.
        picture: A `data:image/...` address, or "".
        limit: Which of LIMITS was hit, or "".
        output: What the student's code printed meanwhile, its beginning.
        training: Whether it trained a model: such a test is not replayed for a diagnosis.
        settled: Whether reading the file settled it: the message then holds nothing that student code said.
    """

    __test__: ClassVar[bool] = False  # not a test class, whatever pytest thinks of its name

    name: str
    title: str
    hidden: bool
    points: float
    max_points: float
    status: str
    message: str = ""
    seconds: float = 0.0
    note: str = ""
    hint: str = ""
    picture: str = ""
    limit: str = ""
    output: str = ""
    training: bool = False
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class ExerciseResult:
    """One exercise with its tests; `from_tests` works out status and points.

    Attributes:
        points: Given by tests, of `max_points`; both 0 where the teacher grades.
        message: About the exercise as a whole.
        manual_points: What the teacher gives at most, by the lines of `rubric`; 0 where tests decide.
        answer: An essay's text, as it stands in the student's file, its beginning.
        level: 1 easy, 2 medium, 3 hard, 0 not said; `minutes` likewise.
    """

    chapter: str
    name: str
    title: str = ""
    points: float
    max_points: float
    status: str
    message: str = ""
    manual_points: float = 0.0
    rubric: list[str] = field(default_factory=list)
    answer: str = ""
    level: int = 0
    minutes: int = 0
    diagnosis: list[Diagnosis] = field(default_factory=list)
    tests: list[TestResult] = field(default_factory=list)

    @classmethod
    def from_tests(
        cls,
        chapter: str,
        name: str,
        max_points: float,
        tests: Iterable[TestResult],
        *,
        diagnosis: Iterable[Diagnosis] = (),
        title: str = "",
        message: str = "",
        manual_points: float = 0.0,
        rubric: Iterable[str] = (),
        answer: str = "",
        level: int = 0,
        minutes: int = 0,
    ) -> ExerciseResult:
        tests = list(tests)
        status, points = outcome(tests, max_points, manual=manual_points > 0)
        return cls(
            chapter=chapter,
            name=name,
            title=title,
            points=points,
            max_points=float(max_points),
            status=status,
            message=message,
            manual_points=float(manual_points),
            rubric=list(rubric),
            answer=answer,
            level=level,
            minutes=minutes,
            diagnosis=list(diagnosis),
            tests=tests,
        )


@dataclass(frozen=True, kw_only=True)
class Result:
    """One submission, graded.

    Attributes:
        submission: The student's folder name, or the path of a self-check. Untrusted text.
        status: One of SUBMISSION_STATUSES.
        language: The language of the texts within.
        environment: What the grade depends on: data, device, run, isolation, Python and torch versions,
            the graders' digest. JSON values only.
    """

    version: ClassVar[int] = VERSION

    submission: str
    seed: int
    points: float
    max_points: float
    status: str = "graded"
    language: str = "en"
    environment: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    exercises: list[ExerciseResult] = field(default_factory=list)

    @property
    def waiting(self) -> list[ExerciseResult]:
        """Essays that are written and wait for the teacher."""
        return [exercise for exercise in self.exercises if exercise.status == "manual"]

    @classmethod
    def from_exercises(
        cls,
        submission: str,
        seed: int,
        exercises: Iterable[ExerciseResult],
        *,
        notes: Iterable[Note] = (),
        status: str = "graded",
        language: str = "en",
        environment: Mapping[str, Any] | None = None,
    ) -> Result:
        exercises = list(exercises)
        return cls(
            submission=submission,
            seed=seed,
            points=_sum((exercise.points for exercise in exercises), digits=4),
            max_points=_sum((exercise.max_points for exercise in exercises), digits=4),
            status=status,
            language=language,
            environment=dict(environment or {}),
            notes=list(notes),
            exercises=exercises,
        )

    def to_json(self) -> dict[str, Any]:
        """The contract's object, ready for `json.dumps`: finite numbers and whole characters only."""
        data: dict[str, Any] = _harmless({"version": VERSION, **_to_dict(self)})
        return data

    @classmethod
    def from_json(cls, data: object, *, source: str = "results.json") -> Result:
        """The result in a contract's object.

        Raises:
            ResultsError: Another version, or not what the contract says; names `source` and the place within.
        """
        return _Reader(source).result(data)

    def write(self, file: Path) -> None:
        """Writes `file` whole or not at all; makes its folder."""
        text = json.dumps(self.to_json(), ensure_ascii=False, allow_nan=False, indent=2)
        write_atomically(file, text + "\n")

    @classmethod
    def read(cls, file: Path) -> Result:
        """What `write` wrote.

        Raises:
            ResultsError: Not readable, not JSON, another version, or not what the contract says.
        """
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as problem:
            raise ResultsError(
                _("{file} cannot be read: {problem}", file=str(file), problem=str(problem)),
                _("Delete it and grade again."),
            ) from problem
        return cls.from_json(data, source=str(file))


def outcome(tests: Iterable[TestResult], max_points: float, manual: bool = False) -> tuple[str, float]:
    """Status and points of an exercise worth `max_points`, from its tests.

    A ready-made call where the contract says by hand takes all points. Tests that are missing count as not
    passed: full marks need tests that passed and are worth `max_points` together. A test that is worth
    nothing beside others that are worth something has no say. Where the teacher grades (`manual`), tests only
    say whether there is something to grade.
    """
    tests = list(tests)
    if manual and tests and all(test.status == "passed" for test in tests):
        return "manual", 0.0
    if manual:
        tests = [test for test in tests if test.status != "passed"]
    if any(test.status == "forbidden" for test in tests):
        return "forbidden", 0.0
    tests = [test for test in tests if test.max_points > 0] or tests
    statuses = {test.status for test in tests}
    complete = _sum(test.max_points for test in tests) >= max_points - 1e-3
    if statuses == {"passed"} and complete:
        return "passed", float(max_points)
    if "passed" in statuses:
        earned = _sum(_finite(test.points) for test in tests if test.status == "passed")
        return "partial", min(max(earned, 0.0), float(max_points))
    if statuses <= {"not started"}:
        return "not started", 0.0
    return max(statuses & {*_LADDER} or {"failed"}, key=_LADDER.index), 0.0


def _sum(points: Iterable[float], digits: int = 6) -> float:
    """Thirds of a point, rounded so that they add up: a total has fewer digits than its parts."""
    return round(math.fsum(points), digits)


def _finite(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _to_dict(thing: Any) -> dict[str, Any]:
    """A dataclass as a dictionary, without the optional keys that say nothing."""
    data: dict[str, Any] = {}
    for item in fields(thing):
        value = getattr(thing, item.name)
        if not value and item.name in _OPTIONAL.get(type(thing), ()):
            continue
        if isinstance(value, list):
            value = [_to_dict(part) if is_dataclass(part) else part for part in value]
        data[item.name] = value
    return data


_OPTIONAL: dict[type, tuple[str, ...]] = {
    Result: ("environment",),
    ExerciseResult: ("title", "message", "manual_points", "rubric", "answer", "level", "minutes"),
    TestResult: ("note", "hint", "picture", "limit", "output", "training", "settled"),
}


def _harmless(value: object) -> Any:
    """JSON that every reader takes: NaN becomes null (0 where points stand), half a character its escape."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {_harmless(str(key)): _harmless_item(str(key), item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_harmless(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else _harmless(str(value))


def _harmless_item(key: str, value: object) -> Any:
    if key in ("points", "max_points", "manual_points", "seconds") and isinstance(value, (int, float)):
        return _finite(float(value))
    return _harmless(value)


class _Reader:
    """Reads the contract's objects; every complaint names the file and the place."""

    def __init__(self, source: str) -> None:
        self.source = source

    def result(self, data: object) -> Result:
        table = self.table(data, "")
        self.check_version(table.get("version"))
        return Result(
            submission=self.text(table, "submission", ""),
            seed=self.integer(table, "seed", ""),
            points=self.number(table, "points", ""),
            max_points=self.number(table, "max_points", ""),
            status=self.one_of(table, "status", SUBMISSION_STATUSES, "", default="graded"),
            language=self.text(table, "language", "", default="en"),
            environment=_harmless(self.table(table.get("environment", {}), "environment")),
            notes=[
                Note(self.text(note, "file", where), self.text(note, "message", where))
                for where, note in self.tables(table, "notes", "")
            ],
            exercises=[self.exercise(item, where) for where, item in self.tables(table, "exercises", "")],
        )

    def exercise(self, data: Mapping[str, object], where: str) -> ExerciseResult:
        return ExerciseResult(
            chapter=self.text(data, "chapter", where),
            name=self.text(data, "name", where),
            title=self.text(data, "title", where, default=""),
            points=self.number(data, "points", where),
            max_points=self.number(data, "max_points", where),
            status=self.one_of(data, "status", STATUSES, where),
            message=self.text(data, "message", where, default=""),
            manual_points=self.number(data, "manual_points", where, default=0.0),
            rubric=self.texts(data, "rubric", where),
            answer=self.text(data, "answer", where, default=""),
            level=self.count(data, "level", where),
            minutes=self.count(data, "minutes", where),
            diagnosis=[
                Diagnosis(self.text(item, "name", inner), self.text(item, "message", inner))
                for inner, item in self.tables(data, "diagnosis", where)
            ],
            tests=[self.test(item, inner) for inner, item in self.tables(data, "tests", where)],
        )

    def test(self, data: Mapping[str, object], where: str) -> TestResult:
        if not isinstance(data.get("hidden"), bool):
            raise self.wrong(f"{where}hidden")
        return TestResult(
            name=self.text(data, "name", where),
            title=self.text(data, "title", where),
            hidden=data["hidden"] is True,
            points=self.number(data, "points", where),
            max_points=self.number(data, "max_points", where),
            status=self.one_of(data, "status", STATUSES, where),
            message=self.text(data, "message", where, default=""),
            seconds=self.number(data, "seconds", where, default=0.0),
            note=self.text(data, "note", where, default=""),
            hint=self.text(data, "hint", where, default=""),
            picture=self.text(data, "picture", where, default=""),
            limit=self.one_of(data, "limit", ("", *LIMITS), where, default=""),
            output=self.text(data, "output", where, default=""),
            training=data.get("training") is True,
            settled=data.get("settled") is True,
        )

    def check_version(self, version: object) -> None:
        if version == VERSION and not isinstance(version, bool):
            return
        raise ResultsError(
            _(
                "{file} is in results format {found}; this Stubmeister reads format {known}.",
                file=self.source,
                found=json.dumps(_harmless(version)),
                known=VERSION,
            ),
            _("Grade again, or use the version of Stubmeister that wrote it."),
        )

    def table(self, data: object, where: str) -> Mapping[str, object]:
        if not isinstance(data, Mapping):
            raise self.wrong(where.rstrip(".") or "{}")
        return data

    def tables(
        self, data: Mapping[str, object], key: str, where: str
    ) -> Iterable[tuple[str, Mapping[str, object]]]:
        items = data.get(key, [])
        if not isinstance(items, list):
            raise self.wrong(f"{where}{key}")
        for number, item in enumerate(items):
            inner = f"{where}{key}[{number}]."
            yield inner, self.table(item, inner)

    def text(self, data: Mapping[str, object], key: str, where: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(f"{where}{key}")
        return str(_harmless(value))

    def texts(self, data: Mapping[str, object], key: str, where: str) -> list[str]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(f"{where}{key}")
        return [str(_harmless(text)) for text in value]

    def one_of(
        self,
        data: Mapping[str, object],
        key: str,
        known: tuple[str, ...],
        where: str,
        default: str | None = None,
    ) -> str:
        value = self.text(data, key, where, default)
        if value not in known:
            raise self.wrong(f"{where}{key}")
        return value

    def number(self, data: Mapping[str, object], key: str, where: str, default: float | None = None) -> float:
        value = data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1e300:
            raise self.wrong(f"{where}{key}")
        return float(value)

    def count(self, data: Mapping[str, object], key: str, where: str) -> int:
        """A whole number, 0 where the file says nothing."""
        value = self.integer(data, key, where) if key in data else 0
        if value < 0:
            raise self.wrong(f"{where}{key}")
        return value

    def integer(self, data: Mapping[str, object], key: str, where: str) -> int:
        value = data.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(f"{where}{key}")
        return value

    def wrong(self, place: str) -> ResultsError:
        return ResultsError(
            _("{file} is damaged at {place}.", file=self.source, place=place),
            _("Delete it and grade again."),
        )
