"""`stubmeister watch`: what was saved is checked, and nothing else."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from stubmeister import lang
from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.watch import AnswersFilter, saved_answers, watch_answers
from tests.tiny_course import CHAPTER, SOLUTION, make_course

Saved = set[tuple[Change, str]]


@pytest.fixture(autouse=True)
def english() -> None:
    lang.use("en")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(make_course(tmp_path))


def saved(*files: Path, change: Change = Change.modified) -> Saved:
    return {(change, str(file)) for file in files}


class TestSavedAnswers:
    @pytest.mark.parametrize("name", [f"{CHAPTER}.py", f"{CHAPTER}.ipynb", f"{CHAPTER} (1).py"])
    def test_a_chapter(self, tmp_path: Path, name: str) -> None:
        file = tmp_path / name
        file.touch()
        assert list(saved_answers(saved(file), [CHAPTER])) == [(file, CHAPTER)]

    @pytest.mark.parametrize("name", ["notes.txt", "helper.py", f"test_{CHAPTER}.py", f"{CHAPTER}.pyc"])
    def test_another_file(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).touch()
        assert list(saved_answers(saved(tmp_path / name), [CHAPTER])) == []

    def test_deleted(self, tmp_path: Path) -> None:
        """Also one that was written and is gone again when its turn comes."""
        file = tmp_path / f"{CHAPTER}.py"
        assert list(saved_answers(saved(file), [CHAPTER])) == []
        file.touch()
        assert list(saved_answers(saved(file, change=Change.deleted), [CHAPTER])) == []

    def test_written_twice_is_checked_once(self, tmp_path: Path) -> None:
        """An editor that writes a new file in the place of the old one."""
        file = tmp_path / f"{CHAPTER}.py"
        file.touch()
        both = saved(file) | saved(file, change=Change.added)
        assert list(saved_answers(both, [CHAPTER])) == [(file, CHAPTER)]

    @pytest.mark.parametrize("name", [f".ipynb_checkpoints/{CHAPTER}-checkpoint.ipynb", f"{CHAPTER}.py~"])
    def test_what_editors_leave_beside_it(self, tmp_path: Path, name: str) -> None:
        assert not AnswersFilter()(Change.modified, str(tmp_path / name))
        assert AnswersFilter()(Change.modified, str(tmp_path / f"{CHAPTER}.py"))


class TestChecking:
    def test_a_file_is_checked_at_once(self, course: Course, capfd: pytest.CaptureFixture[str]) -> None:
        watch_answers(course, course.root / "exercises" / f"{CHAPTER}.py", ["--lang=en"], saves=[])
        said = capfd.readouterr().out
        assert "0 of 5 points" in said
        assert "not started" in said

    def test_a_folder_waits_for_a_save(self, course: Course, capfd: pytest.CaptureFixture[str]) -> None:
        file = course.root / "exercises" / f"{CHAPTER}.py"
        lines: list[str] = []

        def saves() -> Iterator[Saved]:
            assert not capfd.readouterr().out
            file.write_text(SOLUTION, encoding="utf-8")
            yield saved(file)

        watch_answers(course, file.parent, ["--lang=en"], lines.append, saves())
        assert "5 of 5 points" in capfd.readouterr().out
        assert lines[1] == f"{CHAPTER}.py was saved."

    def test_a_file_elsewhere(
        self, course: Course, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "elsewhere" / f"{CHAPTER}.py"
        file.parent.mkdir()
        file.write_text(SOLUTION, encoding="utf-8")
        watch_answers(course, file, ["--lang=en", "--exercise=double"], saves=[])
        assert "2 of 2 points" in capfd.readouterr().out

    def test_no_such_file(self, course: Course) -> None:
        with pytest.raises(StubmeisterError, match="There is no"):
            watch_answers(course, course.root / "nothing.py", saves=[])

    def test_no_chapter(self, course: Course) -> None:
        file = course.root / "notes.py"
        file.touch()
        with pytest.raises(StubmeisterError, match=r"notes\.py is no chapter of this course"):
            watch_answers(course, file, saves=[])


def test_the_command(course: Course, tmp_path: Path) -> None:
    """A real save is seen; Ctrl-C ends it, and that is no error."""
    answers = tmp_path / "stdout.txt"
    with answers.open("w") as stdout:
        process = subprocess.Popen(
            [sys.executable, "-m", "stubmeister", "watch", "--lang", "en"],
            cwd=course.root,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stderr is not None
    guard = threading.Timer(60, process.kill)  # a save that is never seen fails the test, and ends it
    guard.start()
    try:
        assert "Ctrl-C ends" in process.stderr.readline()
        while "points" not in answers.read_text() and process.poll() is None:
            # again and again: watching begins a moment after the line that says so
            (course.root / "exercises" / f"{CHAPTER}.py").write_text(SOLUTION, encoding="utf-8")
            time.sleep(0.5)
        assert "5 of 5 points" in answers.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        assert "Traceback" not in process.stderr.read()
    finally:
        guard.cancel()
        process.kill()
        process.communicate()
