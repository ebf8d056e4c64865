# ruff: noqa: E501  (students' lines in tables are as long as they are)
"""Attacks on marks: a class in which every second student cheats, graded as a teacher grades it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from stubmeister.course import Course
from stubmeister.grading.class_run import ClassOptions, grade_class
from stubmeister.wall.limits import Limits
from tests.tiny_course import CHAPTER, hand_in, make_course

HONEST_HALVE = "def halve(x):\n    return x / 2\n"

# A submission's `double`, which solves nothing; `halve` is right. Two points must stay two points short.
CHEATS = {
    "equal_to_everything": """
        class Always:
            def __eq__(self, other):
                return True
            def __ne__(self, other):
                return False
            __hash__ = None
        def double(x):
            return Always()
        """,
    "equal_float": """
        class Always(float):
            def __eq__(self, other):
                return True
        def double(x):
            return Always(0)
        """,
    "end_with_success": "import os\ndef double(x):\n    os._exit(0)\n",
    "end_while_loading": "import os\ndef double(x):\n    return 0\nos._exit(0)\n",
    "skip_by_name": """
        class Skipped(BaseException):
            __module__ = "pytest"
        def double(x):
            raise Skipped("no need to test this")
        """,
    "assumption_by_name": """
        class UnsatisfiedAssumption(Exception):
            __module__ = "hypothesis.errors"
        def double(x):
            raise UnsatisfiedAssumption
        """,
    "patch_numpy": """
        import builtins
        import numpy as np
        np.allclose = np.array_equal = builtins.abs = builtins.isinstance = lambda *a, **k: True
        def double(x):
            return 0
        """,
    "patch_the_worker": """
        from stubmeister.wall import session, wire
        session.Session.do_call = lambda self, request, reply: request["args"][0]
        wire.WireError = session.Session._describe = None
        def double(x):
            return 0
        """,
    "forged_replies": """
        import sys
        from stubmeister.wall import wire
        def double(x):
            frame = sys._getframe()
            while "sock" not in frame.f_locals:
                frame = frame.f_back
            passed = wire.pack({"value": 0, "status": "passed", "points": 100.0, "passed": True})
            for _time in range(20):
                wire.send(frame.f_locals["sock"], passed)
        """,
    "no_error_description": """
        from stubmeister.wall import session
        session.Session.execute = lambda self, request: {"error": 7, "ready_made": 7, "changed": 7, "output": 7}
        def double(x):
            return 0
        """,
    "gradebook_by_guess": """
        import glob
        def double(x):
            for name in ("results.json", "grades.csv", "gradebook.db", "../results.json", "/tmp/results.json"):
                open(name, "w").write('{"version": 1, "points": 5.0}')
            return 0
        """,
    "hidden_tests_by_guess": """
        import sys
        def double(x):
            for folder in ("/course", "..", "/work", "/tmp", *sys.path):
                try:
                    sys.path.insert(0, folder)
                    from solutions.ch01_numbers import double as right
                    return right(x)
                except ImportError:
                    pass
            return 0
        """,
    "same_answers_as_in_the_tests": "def double(x):\n    return {3: 7}.get(x, 0)\n",
    "huge_number": "def double(x):\n    return 10**5000\n",
    "large_arrays": "import numpy as np\ndef double(x):\n    return 0 if x == 3 else np.zeros((4000, 4000))\n",
    "endless_nest": "def double(x):\n    inner = []\n    inner.append(inner)\n    return inner\n",
    "loud": "def double(x):\n    print('\\x1b[2J<script>alert(1)</script>' * 100)\n    raise ValueError('<b>\\x1b[2J\\ud800')\n",
    "quiet_loop": "def double(x):\n    while True:\n        pass\n",
    "memory": "def double(x):\n    return len(bytearray(1) * 10**10)\n",
}
PLANTED = {
    "numpy.py": "allclose = array_equal = lambda *a, **k: True\n",
    "sitecustomize.py": "raise SystemExit(0)\n",
    "conftest.py": "def pytest_runtest_makereport(item, call):\n    raise SystemExit(0)\n",
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "cheat.pth": "import os; os._exit(0)\n",
    "stubmeister.py": "raise SystemExit(0)\n",
    "graders/__init__.py": "",
    "graders/compare.py": "same = agree = lambda *a, **k: None\n",
}
LIMITS = Limits(wall_seconds=0.5, memory_mib=512)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, lane: object) -> dict[str, dict[str, Any]]:
    """Every student's results. (`lane` says so where there is no wall.)"""
    folder = tmp_path_factory.mktemp("class")
    course = make_course(folder / "course")
    real = Path(__file__).parents[2] / "graders" / "compare.py"
    (course / "graders" / "compare.py").write_text(real.read_text(encoding="utf-8"), encoding="utf-8")
    submitted, out = folder / "submitted", folder / "out"
    for number, (name, source) in enumerate(CHEATS.items()):
        write(submitted / f"{number:02}_{name}", {f"{CHAPTER}.py": dedent(source) + HONEST_HALVE})
        hand_in(submitted, f"{number:02}_~honest")
    write(
        submitted / "50_planted",
        {f"{CHAPTER}.py": "def double(x):\n    return 0\n" + HONEST_HALVE, **PLANTED},
    )
    hand_in(submitted, "51_~honest")
    link(submitted / "60_linked_file", CHAPTER + ".py", course / "solutions" / f"{CHAPTER}.py")
    link(submitted / "61_linked_neighbour", CHAPTER, submitted / "51_~honest")
    (submitted / "62_linked_folder").symlink_to(submitted / "51_~honest")
    link(submitted / "63_helper_linked", "helper.py", course / "solutions" / f"{CHAPTER}.py")
    write(submitted / "63_helper_linked", {f"{CHAPTER}.py": "from helper import double\n" + HONEST_HALVE})
    hand_in(submitted, "70_~honest")
    options = ClassOptions(chapters=[CHAPTER], isolation="bubblewrap", lanes=1, seed=5, limits=LIMITS)
    grade_class(Course(course), submitted, out, options)
    names = [entry.name for entry in submitted.iterdir()]
    return {name: json.loads((out / name / "results.json").read_text(encoding="utf-8")) for name in names}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def link(folder: Path, name: str, target: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).symlink_to(os.path.relpath(target, folder))


def marks(result: dict[str, Any]) -> dict[str, float]:
    return {exercise["name"]: exercise["points"] for exercise in result["exercises"]}


@pytest.mark.parametrize("cheat", [*(f"{n:02}_{name}" for n, name in enumerate(CHEATS)), "50_planted"])
def test_a_cheat_earns_nothing(results: dict[str, dict[str, Any]], cheat: str) -> None:
    """The exercise that was cheated in gives no point; the other, which is right, keeps all of its own."""
    result = results[cheat]
    assert marks(result)["double"] == 0, result["exercises"][0]
    if cheat.partition("_")[2] not in (
        "patch_the_worker",
        "no_error_description",
        "forged_replies",
        "patch_numpy",
    ):
        assert marks(result)["halve"] == 3, result["exercises"][1]
    assert result["max_points"] == 5
    assert result["status"] == "graded" or cheat == "50_planted", result["notes"]


def test_honest_students_among_them_lose_nothing(results: dict[str, dict[str, Any]]) -> None:
    """Whoever was graded before or after a cheat has full marks."""
    honest = {name: result["points"] for name, result in results.items() if name.endswith("~honest")}
    assert len(honest) == len(CHEATS) + 2
    assert set(honest.values()) == {5.0}, honest


@pytest.mark.parametrize(
    "name", ["60_linked_file", "61_linked_neighbour", "62_linked_folder", "63_helper_linked"]
)
def test_links_lead_nowhere(results: dict[str, dict[str, Any]], name: str) -> None:
    """A link to the solution or to another student's work is not followed, and the teacher is told."""
    result = results[name]
    assert marks(result).get("double", 0) == 0
    assert "symbolic link" in " ".join(note["message"] for note in result["notes"])


def test_planted_files_are_named(results: dict[str, dict[str, Any]]) -> None:
    """Files that would take another's place are left out, and the teacher is told which."""
    notes = {note["file"] for note in results["50_planted"]["notes"]}
    assert {"numpy.py", "sitecustomize.py", "conftest.py", "cheat.pth", "stubmeister.py"} <= notes


def test_messages_stay_small(results: dict[str, dict[str, Any]]) -> None:
    """Nobody's results are made large, and no message holds terminal codes."""
    for name, result in results.items():
        text = json.dumps(result, ensure_ascii=False)
        assert len(text) < 50_000, name
        assert "\x1b" not in text.replace("\\u001b", "\x1b"), name


def test_times_and_kinds_are_told(results: dict[str, dict[str, Any]]) -> None:
    """What stopped a submission is said as what it was."""
    status: Callable[[str], str] = lambda name: next(  # noqa: E731 (one line of use)
        exercise["status"]
        for key, result in results.items()
        if key.endswith(name)
        for exercise in result["exercises"]
        if exercise["name"] == "double"
    )
    assert status("_quiet_loop") == "timeout"
    assert status("_end_with_success") == "crashed"
    assert status("_skip_by_name") == "error"
    assert status("_equal_to_everything") == "failed"
    assert status("_memory") in ("error", "crashed")
