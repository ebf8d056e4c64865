"""`stubmeister grade` as a teacher runs it, on a small course."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tiny_course import CHAPTER, hand_in, make_course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    return tmp_path / "submitted"


def grade(course: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stubmeister", "grade", *map(str, arguments), "--course", str(course)]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=300, **options
    )


def results(out: Path, student: str) -> dict:
    return json.loads((out / student / "results.json").read_text(encoding="utf-8"))


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestAClass:
    def test_every_folder_gets_its_results(self, course, submitted, tmp_path):
        """Right, wrong, crashing, endless and empty submissions all stand in the results."""
        hand_in(submitted, "right")
        hand_in(submitted, "wrong", double="return x * x")
        hand_in(submitted, "crash", halve="import os; os._exit(0)")
        hand_in(submitted, "endless", double="while True: pass")
        hand_in(submitted, "김민준 (2반)")
        (submitted / "empty").mkdir()
        out = tmp_path / "out"
        done = grade(course, submitted, "--out", out, "--time-limit", 1)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == str(out / "index.html")
        points = {row["student"]: float(row["points"]) for row in rows(out)}
        assert points == {
            "right": 5,
            "wrong": 3,
            "crash": 2,
            "endless": 3,
            "김민준 (2반)": 5,
            "empty": 0,
        }
        assert {row["max_points"] for row in rows(out)} == {"5"}
        assert all((out / row["student"] / "feedback.html").is_file() for row in rows(out))
        statuses = {each["name"]: each["status"] for each in results(out, "endless")["exercises"]}
        assert statuses == {"double": "timeout", "halve": "passed"}
        crashed = {each["name"]: each["status"] for each in results(out, "crash")["exercises"]}
        assert crashed == {"double": "passed", "halve": "crashed"}
        wrong = results(out, "wrong")["exercises"][0]
        assert [found["name"] for found in wrong["diagnosis"]] == ["squared"]

    def test_finished_results_are_kept_until_something_changes(self, course, submitted, tmp_path):
        """A second run grades only what is new or changed."""
        hand_in(submitted, "a")
        hand_in(submitted, "b")
        out = tmp_path / "out"
        assert "2 graded, 0 were" in grade(course, submitted, "--out", out).stderr
        file = out / "a" / "results.json"
        before = file.stat().st_mtime_ns
        hand_in(submitted, "c")
        text = (submitted / "b" / f"{CHAPTER}.py").read_text(encoding="utf-8")
        (submitted / "b" / f"{CHAPTER}.py").write_text(text.replace("2 * x", "x"), encoding="utf-8")
        assert "2 graded, 1 were" in grade(course, submitted, "--out", out).stderr
        assert file.stat().st_mtime_ns == before
        assert results(out, "b")["points"] == 3

    def test_a_killed_run_continues(self, course, submitted, tmp_path):
        """Killed in the middle, the next run finishes the class and keeps what was done."""
        for number in range(4):
            hand_in(submitted, f"s{number}", double=f"import time; time.sleep(0.3); return 2 * x  # {number}")
        out = tmp_path / "out"
        command = [sys.executable, "-m", "stubmeister", "grade", submitted, "--out", out, "--course", course]
        running = subprocess.Popen([*map(str, command), "--lanes", "1"], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while not list(out.glob("*/results.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGKILL)
        running.wait()
        finished = {file: file.read_bytes() for file in out.glob("*/results.json")}
        assert finished
        assert all(json.loads(content)["points"] == 5 for content in finished.values())
        assert not (out / "index.html").exists()
        done = grade(course, submitted, "--out", out)
        assert done.returncode == 0
        assert [row["points"] for row in rows(out)] == ["5"] * 4
        assert all(file.read_bytes() == content for file, content in finished.items())

    def test_an_unreadable_file_needs_the_teachers_eye(self, course, submitted, tmp_path):
        """Exit code 1, the student in the results, a note that names the file."""
        hand_in(submitted, "good")
        (submitted / "bad").mkdir()
        (submitted / "bad" / f"{CHAPTER}.py").write_bytes(b"\x00\x01\x02" * 100)
        out = tmp_path / "out"
        done = grade(course, submitted, "--out", out)
        assert done.returncode == 1
        assert f"{CHAPTER}.py" in done.stderr
        assert {row["student"]: row["status"] for row in rows(out)} == {"good": "graded", "bad": "attention"}
        assert results(out, "bad")["max_points"] == 5


class TestBadInput:
    @pytest.mark.parametrize(
        ("make", "says"),
        [
            (lambda path: None, "submitted"),
            (lambda path: path.mkdir(), "submitted"),
            (lambda path: path.write_text("x"), "submitted"),
        ],
        ids=["missing", "empty", "a file"],
    )
    def test_a_class_that_is_not_there(self, course, submitted, tmp_path, make, says):
        """One sentence that names the folder, exit code 2, nothing written."""
        make(submitted)
        done = grade(course, submitted, "--out", tmp_path / "out")
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "out").exists()

    def test_nothing_recognised(self, course, submitted, tmp_path):
        """Folders without any chapter: the expected names are said."""
        (submitted / "a").mkdir(parents=True)
        (submitted / "a" / "homework.txt").write_text("hello")
        done = grade(course, submitted, "--out", tmp_path / "out")
        assert done.returncode == 2
        assert CHAPTER in done.stderr

    def test_results_of_another_version(self, course, submitted, tmp_path):
        """They are left as they are, and the file is named."""
        hand_in(submitted, "a")
        old = tmp_path / "out" / "a" / "results.json"
        old.parent.mkdir(parents=True)
        old.write_text('{"version": 99}')
        done = grade(course, submitted, "--out", tmp_path / "out")
        assert done.returncode == 2
        assert "results.json" in done.stderr
        assert old.read_text() == '{"version": 99}'

    def test_results_among_the_submissions(self, course, submitted):
        """Refused, since the next run would grade the results."""
        hand_in(submitted, "a")
        done = grade(course, submitted, "--out", submitted / "out")
        assert done.returncode == 2
        assert not (submitted / "out").exists()

    @pytest.mark.parametrize(
        "arguments",
        [["--chapter", "ch99_nothing"], ["--isolation", "magic"], ["--show", "all"], ["--lang", "fr"]],
        ids=" ".join,
    )
    def test_unknown_words(self, course, submitted, tmp_path, arguments):
        """An unknown chapter, isolation, level or language is named."""
        hand_in(submitted, "a")
        done = grade(course, submitted, "--out", tmp_path / "out", *arguments)
        assert done.returncode == 2
        assert arguments[1] in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_full_disk(self, course, submitted, tmp_path):
        """The results cannot be written: said in one sentence, exit code 2."""
        hand_in(submitted, "a")
        small = tmp_path / "small"
        small.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
        script = (
            f"{' '.join(mount)} && exec {sys.executable} -m stubmeister grade {submitted} --out {small}/out"
        )
        command = [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            f"{script} --course {course}",
        ]
        options = ["--isolation", "process"]
        done = subprocess.run(
            [*command[:-1], f"{command[-1]} {' '.join(options)}"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, done.stderr
        assert "disk" in done.stderr
        assert "Traceback" not in done.stderr

    def test_no_sandbox(self, course, submitted, tmp_path):
        """Without isolation the teacher's command refuses and says what to do."""
        hand_in(submitted, "a")
        empty = tmp_path / "bin"
        empty.mkdir()
        command = [
            sys.executable,
            "-m",
            "stubmeister",
            "grade",
            str(submitted),
            "--out",
            str(tmp_path / "out"),
        ]
        done = subprocess.run(
            [*command, "--course", str(course)],
            capture_output=True,
            text=True,
            env={"PATH": str(empty), "STUBMEISTER_LANG": "en"},
            check=False,
        )
        assert done.returncode == 2
        assert "bubblewrap" in done.stderr


def test_lanes_without_fork_grade_the_same(course, submitted, tmp_path):
    """Where a process cannot fork (Windows), each submission gets a fresh pytest: same results."""
    from dataclasses import asdict

    from stubmeister.grading.pool import Pool, Task
    from stubmeister.grading.settings import Settings
    from stubmeister.wall.limits import Limits

    folder = hand_in(submitted, "a", double="return x * x")
    settings = Settings(str(course), [CHAPTER], "process", asdict(Limits()), ["--lang=en"], fork=False)
    with Pool(settings, 1) as pool:
        ended = []
        pool.run([Task("a", folder, tmp_path / "r.json")], ended.append)
    assert ended[0].code == 1
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["points"] == 3
