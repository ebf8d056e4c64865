"""`pytest graders/` as a student and a teacher type it: what is run, what is said, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stubmeister.build.handout import handout
from stubmeister.course import Course
from stubmeister.submission import read_submission
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.errors import StudentCrashed, StudentTimeout
from stubmeister.wall.isolation import ContainerLane, Lane, ProcessLane
from stubmeister.wall.limits import Limits
from stubmeister.wall.proxy import Remote, Student
from tests.tiny_course import CHAPTER, hand_in

PUBLIC, HIDDEN = f"graders/test_{CHAPTER}.py", f"graders/hidden/test_{CHAPTER}.py"
WRONG = "return x * x"


@dataclass
class Run:
    """A finished pytest run."""

    code: int
    output: str
    results: dict[str, Any]

    def points(self) -> dict[str, float]:
        return {exercise["name"]: exercise["points"] for exercise in self.results["exercises"]}

    def statuses(self) -> dict[str, str]:
        return {exercise["name"]: exercise["status"] for exercise in self.results["exercises"]}

    def tests(self) -> dict[str, str]:
        """Status of each test that was run."""
        return {
            test["name"]: test["status"]
            for exercise in self.results["exercises"]
            for test in exercise["tests"]
            if test["message"] != "This check was not run."
        }


def check(course: Path, *arguments: object) -> Run:
    """Run pytest in the course's folder, as a plain child process where nothing else is asked for."""
    results = course / "out.json"
    results.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *map(str, arguments)]
    environment = {**os.environ, "STUBMEISTER_LANG": "en", "COLUMNS": "100"}
    done = subprocess.run(
        [*command, f"--results={results}"],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    found = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    return Run(done.returncode, done.stdout + done.stderr, found)


@pytest.fixture(scope="module")
def kim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody whose `double` is wrong and whose `halve` is right."""
    return hand_in(tmp_path_factory.mktemp("submitted"), "kim", double=WRONG)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_in(tmp_path_factory.mktemp("submitted"), "lee")


def test_all_right_ends_with_0(course: Path) -> None:
    """The solutions pass whole."""
    run = check(course, "graders", "--submission=solutions", "--isolation=process")
    assert run.code == 0, run.output
    assert run.results["points"] == run.results["max_points"] == 5


def test_untouched_exercises_are_not_started(course: Path) -> None:
    """Without --submission the course's own `exercises/` are graded: stubs, at first."""
    run = check(course, "graders")
    assert run.code == 1, run.output
    assert run.statuses() == {"double": "not started", "halve": "not started"}
    assert run.results["points"] == 0


def test_failures_end_with_1_and_say_why(course: Path, kim: Path) -> None:
    """The counterexample, the misconception behind it and the scoreboard stand in the output."""
    run = check(course, "graders", f"--submission={kim}", "--isolation=process")
    assert run.code == 1
    assert run.points() == {"double": 0, "halve": 3}
    assert "For x = 1 your double gave 1, expected 2." in run.output
    assert "You squared it." in run.output
    assert "3 of 5" in run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["graders", "--submission=/nowhere"], "/nowhere"),
        (["graders", "--submission=solutions", "--isolation=nothing"], "isolation"),
        (["graders/test_ch77_none.py"], "not found"),
    ],
)
def test_mistakes_in_the_command_end_with_4(course: Path, arguments: list[str], message: str) -> None:
    """A usage error is no failed exercise, and is told without a traceback."""
    run = check(course, *arguments)
    assert run.code == 4, run.output
    assert message in run.output
    assert "Traceback" not in run.output


def test_nothing_selected_ends_with_5(course: Path) -> None:
    run = check(course, "graders", "-k", "no_such_exercise", "--submission=solutions", "--isolation=process")
    assert run.code == 5, run.output


def test_a_submission_without_a_chapter(course: Path, tmp_path: Path) -> None:
    """Nothing to grade: 5, and a sentence."""
    run = check(course, "graders", f"--submission={tmp_path}", "--isolation=process")
    assert run.code == 5
    assert "No chapter of this course was found" in run.output


def test_selection_by_name(course: Path, right: Path) -> None:
    """`-k` runs one exercise; what was not run gives nothing."""
    run = check(course, "graders", "-k", "double", f"--submission={right}", "--isolation=process")
    assert run.code == 0
    assert run.points() == {"double": 2, "halve": 0}
    assert all(name.startswith("TestDouble") for name in run.tests())


def test_selection_by_node_id(course: Path, right: Path) -> None:
    """One test has its own part of the points, whatever else is not run."""
    node = f"{HIDDEN}::TestHalve::test_any"
    run = check(course, node, f"--submission={right}", "--isolation=process")
    assert run.code == 0
    assert run.tests() == {"TestHalve.test_any": "passed"}


def test_step_by_step(course: Path, kim: Path) -> None:
    """`--sw` stops at the first failure."""
    run = check(course, "graders", "--sw", f"--submission={kim}", "--isolation=process")
    assert run.code == pytest.ExitCode.INTERRUPTED, run.output
    assert run.tests() == {"TestDouble.test_three": "failed"}


def test_weights_split_the_points_over_public_and_hidden_tests(course: Path, tmp_path: Path) -> None:
    """Hidden `TestHalve.test_any` weighs twice the public one: 1 and 2 of 3 points."""
    folder = hand_in(tmp_path, "park", halve="return 1.5")
    run = check(course, "graders", f"--submission={folder}", "--isolation=process")
    halve = next(exercise for exercise in run.results["exercises"] if exercise["name"] == "halve")
    shares = {test["name"]: (test["hidden"], test["points"], test["max_points"]) for test in halve["tests"]}
    assert shares == {"TestHalve.test_three": (False, 1, 1), "TestHalve.test_any": (True, 0, 2)}
    assert (halve["status"], halve["points"]) == ("partial", 1)


@pytest.fixture(scope="module")
def students_copy(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip that students get, unpacked: no hidden tests, solutions or misconceptions."""
    folder = tmp_path_factory.mktemp("student")
    handout(Course(course), folder / "handout.zip")
    with zipfile.ZipFile(folder / "handout.zip") as archive:
        archive.extractall(folder)
    found = next(folder.rglob("exercises")).parent
    names = [path.name for path in found.rglob("*")]
    assert not {"hidden", "misconceptions", "solutions"} & set(names)
    return found


def test_a_students_copy_before_any_work(students_copy: Path) -> None:
    run = check(students_copy, "graders")
    assert run.code == 1, run.output
    assert run.statuses() == {"double": "not started", "halve": "not started"}


def test_a_students_copy_with_work_in_it(students_copy: Path, kim: Path) -> None:
    """The public tests alone give all points; work in `exercises/` is told from the stub that stood there."""
    exercise = students_copy / "exercises" / f"{CHAPTER}.py"
    before = exercise.read_text(encoding="utf-8")
    shutil.copy(kim / f"{CHAPTER}.py", exercise)
    run = check(students_copy, "graders")
    exercise.write_text(before, encoding="utf-8")
    assert run.code == 1
    assert run.points() == {"double": 0, "halve": 3}, run.output
    assert run.results["max_points"] == 5
    assert "double(3) is not 6" in run.output


def test_language(course: Path, kim: Path) -> None:
    """`--lang ko` says everything in Korean, whatever the environment's language."""
    run = check(course, "graders", "--lang=ko", f"--submission={kim}", "--isolation=process")
    assert run.results["language"] == "ko"
    assert "your double gave" not in run.output
    assert any("가" <= letter <= "힣" for letter in run.output)
    assert "Scoreboard" not in run.output


def test_the_same_seed_gives_the_same_examples(course: Path, tmp_path: Path) -> None:
    """One seed for a class; another seed, other examples."""
    source = """
seen = []
def double(x):
    seen.append(x)
    if len(seen) > 5:
        raise ValueError(str(seen))
    return 2 * x
"""
    folder = tmp_path / "choi"
    folder.mkdir()
    (folder / f"{CHAPTER}.py").write_text(source, encoding="utf-8")
    said = []
    for seed in (0, 0, 1):
        node = f"{HIDDEN}::TestDouble::test_any"
        run = check(course, node, f"--submission={folder}", "--isolation=process", f"--grading-seed={seed}")
        assert run.results["seed"] == seed
        said.append(run.results["exercises"][0]["tests"])
    messages = [[test["message"] for test in tests] for tests in said]
    assert messages[0] == messages[1]
    assert messages[0] != messages[2]


def test_the_worker_prints_nothing_into_the_terminal(course: Path, tmp_path: Path) -> None:
    """Terminal codes that a submission raises or prints arrive as escapes."""
    folder = hand_in(tmp_path, "jung", double="print('\\x1b[2J'); raise ValueError('\\x1b[2J')")
    run = check(course, "graders", f"--submission={folder}", "--isolation=process")
    assert run.code == 1
    assert "\x1b[2J" not in run.output
    assert "\\x1b[2J" in run.output


# --- other lanes --------------------------------------------------------------------------------------------

SOURCE = """
import os, time
def double(x):
    return 2 * x
def hang():
    time.sleep(1000)
def end():
    os._exit(3)
def secret():
    return os.environ.get("STUBMEISTER_TEST_SECRET")
"""


def answers(lane: Lane, folder: Path) -> None:
    """A lane takes calls, ends what hangs, and starts again after a crash."""
    (folder / f"{CHAPTER}.py").write_text(SOURCE, encoding="utf-8")
    source = read_submission(folder, [CHAPTER]).chapters[CHAPTER]
    process = StudentProcess(lane, CHAPTER, source.units, source.helpers)
    student = Student(Remote(process), {}, NameError)
    assert student.double(21) == 42
    assert student.double.handle()(21) == 42
    process.seconds = process.budget = 1.0
    with pytest.raises(StudentTimeout):
        student.hang()
    process.seconds = process.budget = 20.0
    with pytest.raises(StudentCrashed, match="exit 3"):
        student.end()
    assert student.double(21) == 42
    assert student.secret() is None
    process.stop()


def test_a_process_over_tcp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way it works on Windows."""
    monkeypatch.setenv("STUBMEISTER_TEST_SECRET", "treasure")
    lane = ProcessLane(Limits(), tcp=True)
    answers(lane, tmp_path)
    assert lane.process is None


DOCKER = """#!{python}
# stands in for docker: `run` starts the worker here, `kill` ends it
import os, signal, sys
arguments = sys.argv[1:]
with open({log!r}, "a") as log:
    log.write(repr(arguments) + "\\n")
name = [a.partition("=")[2] for a in arguments if a.startswith("--name=")] or arguments[-1:]
pid_file = os.path.join({folder!r}, name[0])
if arguments[0] == "kill":
    os.kill(int(open(pid_file).read()), signal.SIGKILL)
else:
    open(pid_file, "w").write(str(os.getpid()))
    code = arguments[arguments.index("-c") + 1].replace("/wall", {package!r})
    settings = dict(a.partition("=")[2].partition("=")[::2] for a in arguments if a.startswith("--env="))
    settings["STUBMEISTER_WORK"] = os.path.join({folder!r}, "work")
    os.execve({python!r}, [{python!r}, "-s", "-c", code], settings)
"""


def test_a_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is asked for a container without network, rights or writable files, and ends it."""
    monkeypatch.setenv("STUBMEISTER_TEST_SECRET", "treasure")
    package = Path(__file__).parents[2] / "src"
    engine, log, submitted = tmp_path / "docker", tmp_path / "log", tmp_path / "submitted"
    submitted.mkdir()
    text = DOCKER.format(python=sys.executable, log=str(log), folder=str(tmp_path), package=str(package))
    engine.write_text(text, encoding="utf-8")
    engine.chmod(engine.stat().st_mode | stat.S_IXUSR)
    answers(ContainerLane(Limits(), str(engine)), submitted)
    asked = log.read_text(encoding="utf-8")
    for option in (
        "--rm",
        "--network=none",
        "--read-only",
        "--cap-drop=ALL",
        "no-new-privileges",
        "--pids-limit",
    ):
        assert option in asked
    assert "['kill', 'stubmeister-" in asked
    assert "STUBMEISTER_TEST_SECRET" not in asked
