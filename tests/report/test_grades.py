"""grades.csv: read back by other programs."""

import csv

from stubmeister.grading.results import ExerciseResult, Result, TestResult
from stubmeister.report import write_class
from tests.report.sample_class import HOSTILE, sample_class


def read(folder, results):
    write_class(results, folder)
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_header_and_one_row_per_student(tmp_path):
    rows = read(tmp_path, sample_class())
    assert rows[0] == ["student", "points", "max_points", "status", "ch01_overview", "ch05_losses"]
    assert len(rows) == 31
    assert {len(row) for row in rows} == {6}
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"student,points,")


def test_chapters_add_up_to_the_points(tmp_path):
    for row in read(tmp_path, sample_class())[1:]:
        assert abs(float(row[1]) - float(row[4]) - float(row[5])) < 0.001
        assert row[2] == "56"


def test_an_empty_folder_has_a_row(tmp_path):
    rows = read(tmp_path, [*sample_class()[:-1], Result.from_exercises("빈 폴더", 0, [], status="empty")])
    assert ["빈 폴더", "0", "0", "empty", "0", "0"] in rows


def test_names_survive_and_no_cell_is_a_formula(tmp_path):
    names = [*HOSTILE, "+1", "-1", "@SUM(A1)", "\t=1", "line\nbreak", "tab\there", "bell\x07", "이순신"]
    students = {row[0] for row in read(tmp_path, sample_class(names=names))[1:]}
    assert len(students) == len(names)
    assert {
        '\'=cmd|"/c calc"!A1',
        "quote\"comma,'",
        "🦜 앵무새",
        "이순신",
        "'+1",
        "'-1",
        "'@SUM(A1)",
    } <= students
    assert not [name for name in students if name[0] in "=+-@\t\r"]
    assert "line\\nbreak" in students
    assert len((tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()) == len(names) + 1


def test_thirds_are_written_short(tmp_path):
    tests = [
        TestResult(name=str(n), title="", hidden=False, points=1 / 3, max_points=1 / 3, status=status)
        for n, status in enumerate(["passed", "failed", "failed"])
    ]
    result = Result.from_exercises("lee", 0, [ExerciseResult.from_tests("ch05_losses", "mse", 1, tests)])
    assert read(tmp_path, [result])[1] == ["lee", "0.3333", "1", "graded", "0.3333"]
