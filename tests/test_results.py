"""The results contract: what is written, what is refused, how a status follows from the tests."""

import json
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
import pytest

from stubmeister.errors import ResultsError
from stubmeister.grading.results import (
    LIMITS,
    STATUSES,
    SUBMISSION_STATUSES,
    Diagnosis,
    ExerciseResult,
    Note,
    Result,
    TestResult,
    outcome,
)

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "results.schema.json").read_text(encoding="utf-8"))

# The object of the published contract, key by key.
CONTRACT = {
    "version": 1,
    "submission": "lee",
    "seed": 0,
    "points": 2.0,
    "max_points": 4.0,
    "notes": [{"file": "ch05_losses (1).ipynb", "message": "a copy"}],
    "exercises": [
        {
            "chapter": "ch05_losses",
            "name": "mse",
            "points": 2.0,
            "max_points": 4.0,
            "status": "partial",
            "diagnosis": [{"name": "root_taken", "message": "You took the root."}],
            "tests": [
                {
                    "name": "test_matches_definition",
                    "title": "The mean of the squared differences.",
                    "hidden": True,
                    "points": 0.0,
                    "max_points": 2.0,
                    "status": "failed",
                    "message": "gave 0.5, expected 1.0",
                    "seconds": 0.01,
                }
            ],
        }
    ],
}


def ran(status, max_points=1.0, **more):
    points = max_points if status == "passed" else 0.0
    known = {"name": "test_x", "title": "x", "hidden": False, "points": points, "max_points": max_points}
    return TestResult(**{**known, "status": status, **more})


def sample():
    tests = [
        ran("passed", 2.0),
        ran("failed", 2.0, note="n", hint="h", picture="data:image/png;base64,", limit="cpu"),
    ]
    mse = ExerciseResult.from_tests(
        "ch05_losses",
        "mse",
        4,
        tests,
        diagnosis=[Diagnosis("root_taken", "You took the root.")],
        title="MSE",
        message="m",
    )
    return Result.from_exercises(
        "이순신",
        7,
        [mse],
        notes=[Note("a.py", "b")],
        language="ko",
        environment={"torch": "2.9", "gpu": None},
    )


def test_the_contracts_object_is_read_and_written_back_with_nothing_lost():
    written = Result.from_json(CONTRACT).to_json()
    assert written == {**CONTRACT, "status": "graded", "language": "en"}


@pytest.mark.parametrize("data", [CONTRACT, sample().to_json()], ids=["contract", "everything"])
def test_samples_follow_the_schema(data):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(data, SCHEMA)


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 2},
        {"points": "11"},
        {"seed": 0.5},
        {"exercises": [{**CONTRACT["exercises"][0], "status": "fine"}]},
        {"exercises": [{**CONTRACT["exercises"][0], "tests": [{"name": "x"}]}]},
        {"notes": {}},
        {"submission": None},
    ],
)
def test_schema_and_reader_refuse_the_same(damage):
    broken = {**CONTRACT, **damage}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)
    with pytest.raises(ResultsError):
        Result.from_json(broken)


def test_schema_names_every_field_and_status():
    kinds = {"exercise": ExerciseResult, "test": TestResult, "note": Note, "diagnosis": Diagnosis}
    for name, kind in kinds.items():
        assert set(SCHEMA["$defs"][name]["properties"]) == {item.name for item in fields(kind)}
    assert set(SCHEMA["properties"]) == {"version", *(item.name for item in fields(Result))}
    assert SCHEMA["properties"]["status"]["enum"] == list(SUBMISSION_STATUSES)
    assert SCHEMA["$defs"]["status"]["enum"] == list(STATUSES)
    assert SCHEMA["$defs"]["test"]["properties"]["limit"]["enum"] == list(LIMITS)


def test_file_round_trip_and_no_leftovers(tmp_path):
    file = tmp_path / "이순신" / "results.json"
    sample().write(file)
    assert Result.read(file) == sample()
    assert [path.name for path in file.parent.iterdir()] == ["results.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "results.json"
    sample().write(file)
    before = file.read_bytes()

    def no_space(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        replace(sample(), seed=8).write(file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]


def test_nan_and_half_characters_never_reach_the_file(tmp_path):
    test = ran("failed", points=float("nan"), seconds=float("inf"), message="\ud800 and \udcff")
    result = replace(sample(), environment={"loss": float("nan"), "deep": [float("inf")]})
    result = replace(result, exercises=[replace(result.exercises[0], tests=[test])])
    result.write(tmp_path / "results.json")

    def refuse(constant):
        raise AssertionError(constant)

    data = json.loads((tmp_path / "results.json").read_bytes().decode("utf-8"), parse_constant=refuse)
    assert data["environment"] == {"loss": None, "deep": [None]}
    written = data["exercises"][0]["tests"][0]
    assert (written["points"], written["seconds"]) == (0.0, 0.0)
    assert written["message"] == "\\ud800 and \\udcff"
    jsonschema.validate(data, SCHEMA)


def test_half_characters_in_a_file_are_harmless_after_reading():
    read = Result.from_json(json.loads(json.dumps({**CONTRACT, "submission": "\ud83d"})))
    assert read.submission.encode("utf-8") == b"\\ud83d"


@pytest.mark.parametrize("version", [2, "1", None, True, 1.5])
def test_another_version_is_refused_by_name_and_with_a_cure(tmp_path, version):
    file = tmp_path / "results.json"
    file.write_text(json.dumps({**CONTRACT, "version": version}), encoding="utf-8")
    with pytest.raises(ResultsError) as refusal:
        Result.read(file)
    assert str(file) in refusal.value.message
    assert refusal.value.cure


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"version": 1}'])
def test_a_damaged_file_is_refused_by_name(tmp_path, content):
    file = tmp_path / "results.json"
    file.write_bytes(content)
    with pytest.raises(ResultsError, match=r"results\.json"):
        Result.read(file)


def test_the_place_of_the_damage_is_named():
    broken = json.loads(json.dumps(CONTRACT))
    broken["exercises"][0]["tests"][0]["points"] = "two"
    with pytest.raises(ResultsError) as refusal:
        Result.from_json(broken)
    assert "exercises[0].tests[0].points" in refusal.value.message


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["passed", "passed"], ("passed", 2.0)),
        (["passed", "failed"], ("partial", 1.0)),
        (["passed", "not started"], ("partial", 1.0)),
        (["failed", "error"], ("error", 0.0)),
        (["error", "timeout"], ("timeout", 0.0)),
        (["timeout", "crashed"], ("crashed", 0.0)),
        (["not started", "not started"], ("not started", 0.0)),
        (["not started", "failed"], ("failed", 0.0)),
        (["passed", "forbidden"], ("forbidden", 0.0)),
        ([], ("not started", 0.0)),
    ],
)
def test_status_and_points_follow_from_the_tests(statuses, expected):
    assert outcome([ran(status) for status in statuses], 2) == expected


def test_a_missing_test_counts_as_not_passed():
    assert outcome([ran("passed", 1.0)], 2) == ("partial", 1.0)


def test_thirds_of_a_point_add_up():
    assert outcome([ran("passed", 4 / 3)] * 3, 4) == ("passed", 4.0)
    half = ExerciseResult.from_tests("c", "e", 0.1, [ran("passed", 0.1)])
    assert Result.from_exercises("s", 0, [half] * 3).points == 0.3


def test_points_of_failed_tests_do_not_count():
    assert outcome([ran("passed"), ran("failed", points=1.0)], 2) == ("partial", 1.0)
