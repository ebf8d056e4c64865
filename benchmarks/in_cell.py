"""A chapter's tests in a notebook's cell, as a course for stock nbgrader has them; for the benchmark alone.

Tests, solution and student's functions share one kernel and nothing is protected. What pytest adds is left
out: this is the least that the same tests can cost there.
"""

from __future__ import annotations

import importlib.util
import inspect
import itertools
import tempfile
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from benchmarks.unsafe import Direct, Files, load
from stubmeister.grading.session import EXAMPLES

hypothesis.settings.register_profile(
    "in a cell",
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)
hypothesis.settings.load_profile("in a cell")


class Names:
    """The notebook's functions in place of the `student` fixture."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        value = self._names[name]
        return Direct(value) if callable(value) else value


def points(exercise: str, chapter: str, root: str, names: dict[str, Any], most: float) -> float:
    """The points of one exercise, for the share of its tests that pass."""
    outcomes = [_passes(test, chapter, Path(root), names) for test in _tests(exercise, chapter, Path(root))]
    return round(most * sum(outcomes) / len(outcomes), 2)


def _passes(test: Any, chapter: str, root: Path, names: dict[str, Any]) -> bool:
    function, given = test
    wanted = inspect.signature(function).parameters
    with tempfile.TemporaryDirectory() as folder:
        fixtures = {
            "student": Names(names),
            "solution": _module(root / "solutions" / f"{chapter}.py"),
            "kit": _module(root / "graders" / "kits" / f"{chapter}.py"),
            "student_files": Files(Path(folder)),
            "grading_seed": 0,
            **given,
        }
        try:
            function(**{name: fixtures[name] for name in wanted})
        except (Exception, pytest.fail.Exception):
            return False
    return True


def _tests(exercise: str, chapter: str, root: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every test of an exercise, bound, with the values of each of its cases."""
    for file in (root / f"graders/test_{chapter}.py", root / f"graders/hidden/test_{chapter}.py"):
        for group in vars(_module(file)).values():
            marks = {mark.name: mark for mark in getattr(group, "pytestmark", [])}
            if not inspect.isclass(group) or "exercise" not in marks or marks["exercise"].args[0] != exercise:
                continue
            for name, function in vars(group).items():
                if name.startswith("test_"):
                    for case in _cases(function):
                        yield getattr(group(), name), case


def _cases(function: Any) -> list[dict[str, Any]]:
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    choices = []
    for mark in marks:
        names, values = mark.args
        many = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
        choices.append([dict(zip(many, each if len(many) > 1 else [each], strict=True)) for each in values])
    return [
        {key: value for part in case for key, value in part.items()} for case in itertools.product(*choices)
    ]


@cache
def _module(file: Path) -> types.ModuleType:
    if file.parent.name in ("solutions", "kits"):
        return load(file.stem, file)
    spec = importlib.util.spec_from_file_location(f"in_cell_{file.parent.name}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
