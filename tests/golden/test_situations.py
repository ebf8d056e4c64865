"""What students hand in, and what becomes of it: `situations/<name>/` with its `expected.json`.

`STUBMEISTER_GOLDEN=write pytest tests/golden` writes the expected files anew; read the difference before you
believe it.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from stubmeister import lang
from stubmeister.course import Course
from stubmeister.grading.class_run import ClassOptions, grade_class
from stubmeister.wall.limits import Limits
from tests.golden.conftest import ROOT
from tests.tiny_course import CHAPTER

SITUATIONS = Path(__file__).parent / "situations"
NAMES = sorted(path.name for path in SITUATIONS.iterdir() if path.is_dir() and path.name[0] != ".")


@pytest.fixture(scope="module")
def results(course: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """All situations graded as one class, by two lanes."""
    folder = tmp_path_factory.mktemp("class")
    for name in NAMES:
        ignore = shutil.ignore_patterns("expected.json")
        shutil.copytree(SITUATIONS / name, folder / "submitted" / name, ignore=ignore)
    limits = Limits(wall_seconds=1.0, memory_mib=512)
    options = ClassOptions(chapters=[CHAPTER], isolation="bubblewrap", lanes=2, seed=5, limits=limits)
    before = lang.current()
    lang.use("en")
    grade_class(Course(course), folder / "submitted", folder / "out", options)
    lang.use(before)
    files = {name: folder / "out" / name / "results.json" for name in NAMES}
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items()}


def digest(result: dict[str, Any]) -> dict[str, Any]:
    """What a situation is about: statuses, points, words. Times and titles are left out."""
    return {
        "status": result["status"],
        "points": result["points"],
        "notes": [f"{note['file']}: {note['message']}" for note in result["notes"]],
        "exercises": {
            exercise["name"]: {
                "status": exercise["status"],
                "points": exercise["points"],
                "tests": {test["name"]: [test["status"], test["message"]] for test in exercise["tests"]},
                "diagnosis": [found["message"] for found in exercise["diagnosis"]],
            }
            for exercise in result["exercises"]
        },
    }


@pytest.mark.parametrize("name", NAMES)
def test_situation(results: dict[str, dict[str, Any]], name: str) -> None:
    """Statuses, points, notes and messages are as written down."""
    file = SITUATIONS / name / "expected.json"
    got = digest(results[name])
    if os.environ.get("STUBMEISTER_GOLDEN") == "write":
        file.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_results_are_valid(results: dict[str, dict[str, Any]], name: str) -> None:
    """Whatever was handed in, the results follow the published schema, and the points add up."""
    schema = json.loads((ROOT / "docs" / "results.schema.json").read_text(encoding="utf-8"))
    result = results[name]
    jsonschema.validate(result, schema)
    assert result["max_points"] == 5
    assert result["points"] == sum(exercise["points"] for exercise in result["exercises"])
    for exercise in result["exercises"]:
        assert sum(test["max_points"] for test in exercise["tests"]) == pytest.approx(exercise["max_points"])
