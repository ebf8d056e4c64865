from __future__ import annotations

from pathlib import Path

import pytest

from stubmeister.build import build_course
from stubmeister.errors import CourseError
from tests.build.chapter import make_course


def problems(differences: list) -> list[tuple[str, str]]:
    return [(difference.path.as_posix(), difference.problem) for difference in differences]


class TestBuildCourse:
    def test_writes_what_is_missing(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        assert ("exercises/ch05_losses.py", "missing") in problems(build_course(course, check_only=False))
        assert "NotImplementedError" in course.chapters[0].exercise.read_text(encoding="utf-8")
        assert build_course(course, check_only=True) == []

    def test_new_texts_wait_in_the_catalogue(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        catalogue = ("graders/locale/ko/ch05_losses.po", "missing")
        assert catalogue in problems(build_course(course, check_only=True))
        build_course(course, check_only=False)
        assert 'msgid "The public title."' in (tmp_path / catalogue[0]).read_text(encoding="utf-8")

    def test_check_writes_nothing(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        difference = build_course(course, check_only=True)[0]
        assert difference.cure == "stubmeister build"
        assert "is missing" in difference.message
        assert list((tmp_path / "exercises").iterdir()) == []

    def test_edited_stub_is_stale(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        build_course(course, check_only=False)
        stub = course.chapters[0].exercise
        stub.write_text(stub.read_text(encoding="utf-8") + "#", encoding="utf-8")
        assert problems(build_course(course, check_only=True)) == [("exercises/ch05_losses.py", "stale")]
        build_course(course, check_only=False)
        assert build_course(course, check_only=True) == []

    def test_line_ends_of_a_checkout_are_not_stale(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        build_course(course, check_only=False)
        stub = course.chapters[0].exercise
        stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
        assert build_course(course, check_only=True) == []

    def test_file_without_solution_is_reported_and_kept(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        extra = tmp_path / "exercises" / "ch09_old.py"
        extra.write_text("mine = 1\n")
        assert ("exercises/ch09_old.py", "extra") in problems(build_course(course, check_only=False))
        (left,) = build_course(course, check_only=True)
        assert "solutions/ch09_old.py" in left.cure
        assert extra.read_text() == "mine = 1\n"

    def test_broken_solution_changes_nothing(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        (tmp_path / "solutions" / "ch06_bad.py").write_text("# %%\n### BEGIN SOLUTION\na = 1\n")
        with pytest.raises(CourseError, match=r"ch06_bad\.py:2"):
            build_course(course, check_only=False)
        assert list((tmp_path / "exercises").iterdir()) == []

    def test_students_copy_is_refused(self, tmp_path: Path) -> None:
        course = make_course(tmp_path)
        (tmp_path / "solutions" / "ch05_losses.py").unlink()
        (tmp_path / "solutions").rmdir()
        with pytest.raises(CourseError, match="no solutions"):
            build_course(course, check_only=False)
