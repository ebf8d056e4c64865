from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from stubmeister.build import handout
from stubmeister.course import Course
from stubmeister.errors import CourseError
from tests.build.chapter import make_course

PO = """\
msgid "The public title."
msgstr "공개 제목"

msgid "A secret title of a hidden test."
msgstr "비밀"
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    course = make_course(root)
    files = {
        "graders/hidden/test_ch05_losses.py": "secret = 1\n",
        "graders/misconceptions/ch05_losses.py": "secret = 2\n",
        "graders/kits/ch05_losses.py": "probe = 1\n",
        "graders/compare.py": "agree = 1\n",
        "graders/strategies.py": "pairs = 1\n",
        "graders/locale/ko/ch05_losses.po": PO,
        "src/stubmeister/__init__.py": "",
        "src/stubmeister/__pycache__/x.pyc": "",
        "exercises/ch05_losses.py": "def mae(a, b): return 'the secret attempt of a teacher'\n",
        "pyproject.toml": "[project]\n",
        "notes.txt": "secret\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return course


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


class TestHandout:
    def test_holds_what_students_need_and_no_more(self, course: Course, tmp_path: Path) -> None:
        names = handout(course, tmp_path / "out.zip")
        assert names == [
            "README.md",
            "exercises/ch05_losses.py",
            "graders/compare.py",
            "graders/kits/ch05_losses.py",
            "graders/locale/ko/ch05_losses.po",
            "graders/strategies.py",
            "graders/stubs/ch05_losses.py",
            "graders/test_ch05_losses.py",
            "notebooks/ch05_losses.ipynb",
            "pyproject.toml",
            "src/stubmeister/__init__.py",
        ]
        assert [f"course/{name}" for name in names] == list(contents(tmp_path / "out.zip"))

    def test_nothing_secret_in_any_file(self, course: Course, tmp_path: Path) -> None:
        handout(course, tmp_path / "out.zip")
        for name, text in contents(tmp_path / "out.zip").items():
            assert "secret" not in text, name
            assert "비밀" not in text, name

    def test_public_titles_stay_translated(self, course: Course, tmp_path: Path) -> None:
        handout(course, tmp_path / "out.zip")
        assert "공개 제목" in contents(tmp_path / "out.zip")["course/graders/locale/ko/ch05_losses.po"]

    def test_same_bytes_every_time(self, course: Course, tmp_path: Path) -> None:
        handout(course, tmp_path / "a.zip")
        course.chapters[0].public_tests.touch()
        handout(course, tmp_path / "b.zip")
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()

    def test_one_language(self, course: Course, tmp_path: Path) -> None:
        handout(course, tmp_path / "ko.zip", lang="ko")
        assert "Chapter 5" not in contents(tmp_path / "ko.zip")["course/exercises/ch05_losses.py"]

    def test_readme_names_real_commands(self, course: Course, tmp_path: Path) -> None:
        handout(course, tmp_path / "out.zip")
        readme = contents(tmp_path / "out.zip")["course/README.md"]
        assert "pytest graders/test_ch05_losses.py" in readme
        assert "--exercise mae" in readme
        assert "--lang ko" in readme

    def test_answer_in_a_shared_file_stops_it(self, course: Course, tmp_path: Path) -> None:
        leak = "def f(y_pred, y_true):\n  # secret: the mean\n  difference = y_pred - y_true\n"
        leak += "  return float(np.mean( np.abs(difference)))  # secret\n"
        (course.root / "graders" / "strategies.py").write_text(leak)
        with pytest.raises(
            CourseError, match=r"graders/strategies.py holds the solution of .*ch05_losses.py:23"
        ):
            handout(course, tmp_path / "out.zip")
        assert not (tmp_path / "out.zip").exists()

    def test_nothing_to_hand_out(self, tmp_path: Path) -> None:
        (tmp_path / "graders").mkdir()
        with pytest.raises(CourseError, match="no exercises"):
            handout(Course(tmp_path), tmp_path / "out.zip")
