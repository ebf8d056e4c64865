"""Which exercise each collected test belongs to, and what it is worth."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from stubmeister.course import DEFAULT_POINTS, Chapter, Course
from stubmeister.errors import CourseError
from stubmeister.lang import _, course_text, one_line


@dataclass
class PlannedTest:
    """A collected test of an exercise.

    Attributes:
        name: Its node's name, with the class in front: `TestMSE.test_worked_example`.
        title: The English sentence a student reads, from the docstring.
        hint: The English sentence that helps on a failure, or "".
        by_hand: Packages its exercise may call, or None where it may call any.
        training: Whether it trains for seconds: such tests are not replayed.
        seconds: Wall time it asks for, or None.
        fields: Texts that the test is parametrized with, by name: what `{name}` in the title stands for.
        unscored: No test of its exercise that is here has a weight; those that give points are elsewhere.
        manual: Whether the teacher gives the points of its exercise; tests then give none.
        rubric: The English lines that the teacher grades by.
    """

    item: pytest.Function
    chapter: Chapter
    exercise: str
    name: str
    title: str
    hint: str
    hidden: bool
    weight: float
    by_hand: tuple[str, ...] | None
    training: bool
    seconds: float | None
    fields: dict[str, str] = field(default_factory=dict)
    manual: bool = False
    rubric: tuple[str, ...] = ()
    max_points: float = 0.0
    unscored: bool = False

    def shown_title(self) -> str:
        title = course_text(self.chapter.name, self.title)
        for name, text in self.fields.items():
            title = title.replace(f"{{{name}}}", text)
        return title

    def shown_hint(self) -> str:
        return course_text(self.chapter.name, self.hint) if self.hint else ""

    def shown_rubric(self) -> list[str]:
        return [course_text(self.chapter.name, line) for line in self.rubric]


class Plan:
    """All planned tests of a session, with the points of their exercises."""

    def __init__(self, course: Course, items: Iterable[pytest.Item]) -> None:
        self.tests: dict[str, PlannedTest] = {}
        self.points: dict[tuple[str, str], float] = {}
        self.manual_points: dict[tuple[str, str], float] = {}
        for item in items:
            test = planned(course, item)
            if test is not None:
                self.tests[item.nodeid] = test
                self._note_points(test)
        self._share_rules()
        self._share_points()

    def exercises(self) -> dict[tuple[str, str], list[PlannedTest]]:
        """Tests by (chapter, exercise), in the order of the chapters' files."""
        grouped: dict[tuple[str, str], list[PlannedTest]] = defaultdict(list)
        for test in self.tests.values():
            grouped[test.chapter.name, test.exercise].append(test)
        return dict(grouped)

    def _share_rules(self) -> None:
        """An exercise is by hand, or the teacher's, in all its tests, whichever class carries the mark."""
        for tests in self.exercises().values():
            by_hand = next((test.by_hand for test in tests if test.by_hand is not None), None)
            manual = any(test.manual for test in tests)
            rubric = next((test.rubric for test in tests if test.rubric), ())
            for test in tests:
                test.by_hand, test.manual, test.rubric = by_hand, manual, rubric

    def _note_points(self, test: PlannedTest) -> None:
        mark = test.item.get_closest_marker("exercise")
        assert mark is not None
        points = mark.kwargs.get("points")
        key = test.chapter.name, test.exercise
        if points is None:
            return
        if self.points.setdefault(key, float(points)) != float(points):
            raise CourseError(
                _(
                    "{chapter}: {exercise} is worth different points in two places.",
                    chapter=key[0],
                    exercise=key[1],
                ),
                _("Give `points` in the public test file alone."),
            )

    def _share_points(self) -> None:
        for key, tests in self.exercises().items():
            points = self.points.setdefault(key, DEFAULT_POINTS)
            if tests[0].manual:
                self.manual_points[key], self.points[key], points = points, 0.0, 0.0
            total = sum(test.weight for test in tests)
            for test in tests:
                test.unscored = not total
                test.max_points = points * (test.weight / total if total else 1 / len(tests))


def planned(course: Course, item: pytest.Item) -> PlannedTest | None:
    """What a collected item is to the course; None for tests of something else."""
    mark = item.get_closest_marker("exercise")
    name = item.path.stem.removeprefix("test_")
    chapter = Chapter(course.root, name)
    if mark is None or not isinstance(item, pytest.Function) or item.path not in chapter.test_files:
        return None
    docstring = inspect.getdoc(item.function)
    if not mark.args or not docstring:
        raise CourseError(
            _("{test} has no docstring or no exercise name.", test=item.nodeid),
            _("The docstring is the sentence a student reads; the mark is `exercise(name, points=...)`."),
        )
    by_hand = item.get_closest_marker("by_hand")
    hint = item.get_closest_marker("hint")
    weight = item.get_closest_marker("weight")
    rubric = item.get_closest_marker("rubric")
    limit = item.get_closest_marker("limit")
    return PlannedTest(
        item=item,
        chapter=chapter,
        exercise=str(mark.args[0]),
        name=f"{item.cls.__name__}.{item.name}" if item.cls else item.name,
        title=one_line(docstring),
        hint=one_line(str(hint.args[0])) if hint else "",
        hidden=item.path == chapter.hidden_tests,
        weight=float(weight.args[0]) if weight else 1.0,
        by_hand=("numpy", *by_hand.args) if by_hand else None,
        training=item.get_closest_marker("training") is not None,
        seconds=float(limit.kwargs["seconds"]) if limit else None,
        fields=_texts(item),
        manual=item.get_closest_marker("manual") is not None,
        rubric=tuple(one_line(str(line)) for line in rubric.args) if rubric else (),
    )


def _texts(item: pytest.Function) -> dict[str, str]:
    """The texts among what a test is parametrized with, by name."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return {name: value for name, value in parameters.items() if isinstance(value, str)}
