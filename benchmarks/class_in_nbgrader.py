"""What `nbgrader autograde` costs a class: stock nbgrader and this course, side by side on the same answers.

`python -m benchmarks.class_in_nbgrader`: 30 students on chapter 10 without its training. Stock nbgrader
starts a kernel for each notebook and runs the same tests in its cells (`benchmarks/in_cell.py`).
`--profile` says where our own autograde spends its time; `--pages` times formgrader.
"""

from __future__ import annotations

import argparse
import ast
import cProfile
import ctypes
import itertools
import json
import os
import pstats
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from stubmeister.build import build_course
from stubmeister.course import Course
from stubmeister.grading.known_wrong import known_wrong

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "ch10_mnist"
LEFT_OUT = "train_mnist"
STUDENTS = 30
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
STOCK = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "benchmark"
c.Execute.timeout = 300
"""
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """Seconds of one command, its descendants included."""

    wall: float
    cpu: float


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--profile", action="store_true", help="where our own autograde spends its time")
    parser.add_argument("--pages", action="store_true", help="time formgrader's pages")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="make the courses here and keep them")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans become ours, and so does their time
    with tempfile.TemporaryDirectory(prefix="stubmeister-bench-") as name:
        folder = options.keep or Path(name)
        ours = make_course(folder / "ours")
        stock = make_stock(ours, folder / "stock")
        for root in (ours, stock):
            must_run(root, "nbgrader", "generate_assignment", CHAPTER)
            hand_in(ours, root, options.students)
        if options.profile:
            profile(ours, options.students)
        else:
            compare(ours, stock, options.students)
            if options.pages:
                pages(ours, stock)


def make_course(root: Path) -> Path:
    """The repository's chapter 10 alone, without its training."""
    for name in ("solutions", "exercises", "graders"):
        ignored = shutil.ignore_patterns("__pycache__", "*ch0*", "*ch1[!0]*")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    _without_training(root)
    build_course(Course(root), check_only=False)
    return root


def _without_training(root: Path) -> None:
    solution = root / "solutions" / f"{CHAPTER}.py"
    first, *cells = solution.read_text(encoding="utf-8").split("\n# %%")
    kept = [cell for cell in cells if f'exercise="{LEFT_OUT}"' not in cell.partition("\n")[0]]
    solution.write_text("\n# %%".join([first, *kept]), encoding="utf-8")
    for file in (root / f"graders/test_{CHAPTER}.py", root / f"graders/hidden/test_{CHAPTER}.py"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        for node in reversed(ast.parse("".join(lines)).body):
            marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
            if any(f"exercise('{LEFT_OUT}'" in mark for mark in marks):
                assert isinstance(node, ast.ClassDef)
                del lines[node.decorator_list[0].lineno - 1 : node.end_lineno]
        file.write_text("".join(lines), encoding="utf-8")


def make_stock(ours: Path, root: Path) -> Path:
    """The same notebook for stock nbgrader: each `check` cell holds the exercise's tests instead."""
    (root / "source" / CHAPTER).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(STOCK.format(root=str(root)), encoding="utf-8")
    name = Path(CHAPTER, f"{CHAPTER}.ipynb")
    book = json.loads((ours / "source" / name).read_text(encoding="utf-8"))
    for cell in book["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade") and not marks.get("solution"):
            exercise = marks["grade_id"].removesuffix("-check")
            call = f"points({exercise!r}, {CHAPTER!r}, {str(ours)!r}, globals(), {marks['points']})"
            lines = (
                "### BEGIN HIDDEN TESTS",
                "from benchmarks.in_cell import points",
                call,
                "### END HIDDEN TESTS",
            )
            cell["source"] = "\n".join(lines)
    (root / "source" / name).write_text(json.dumps(book), encoding="utf-8")
    return root


def hand_in(ours: Path, root: Path, count: int) -> None:
    """Right answers and known wrong ones in turn, in the notebook that `root` released."""
    name = Path(CHAPTER, f"{CHAPTER}.ipynb")
    solved = _cells(ours / "source" / name)
    chapter = Course(ours).chapter(CHAPTER)
    wrongs = itertools.cycle(each for each in known_wrong(chapter) if each.exercise in solved)
    for number in range(count):
        wrong = next(wrongs)
        answers = dict(solved)
        if number % 2:
            answers[wrong.exercise] = wrong.source.replace(wrong.name, wrong.exercise)
        book = json.loads((root / "release" / name).read_text(encoding="utf-8"))
        for cell in book["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in answers:
                cell["source"] = answers[grade_id]
        file = root / "submitted" / f"s{number:03}" / name
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(book), encoding="utf-8")


def _cells(file: Path) -> dict[str, str]:
    """The answers in a source notebook by their names."""
    book = json.loads(file.read_text(encoding="utf-8"))
    found = {}
    for cell in book["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            found[marks["grade_id"]] = "".join(cell["source"])
    return found


def run(root: Path, *words: str) -> tuple[Cost, int]:
    """What a command costs, and its exit code."""
    paths = os.pathsep.join(map(str, (ROOT / "src", ROOT, root.parent / "ours")))
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": paths, "PYTHONWARNINGS": "ignore"}
    before, began = _children(), time.monotonic()
    command = [sys.executable, "-m", *words]
    with (root / "log.txt").open("ab") as log:
        code = subprocess.call(command, cwd=root, env=environment, stdout=log, stderr=log)
    wall = time.monotonic() - began
    while _reap():
        pass
    return Cost(wall, _children() - before), code


def _reap() -> bool:
    """Wait for what a command left behind."""
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        return False
    return True


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def must_run(root: Path, *words: str) -> Cost:
    cost, code = run(root, *words)
    if code:
        sys.exit(f"{' '.join(words)} failed, see {root / 'log.txt'}")
    return cost


def compare(ours: Path, stock: Path, count: int) -> None:
    """The table, and whether both gave the right answers full marks."""
    ways = {}
    ways["nothing there yet"] = must_run(ours, "nbgrader", "autograde", CHAPTER)
    first = marks(ours)
    must_run(ours, "stubmeister", "grade", "submitted", "--out", "graded")
    for name in ("gradebook.db", "autograded", ".stubmeister"):
        shutil.rmtree(ours / name) if (ours / name).is_dir() else (ours / name).unlink()
    must_run(ours, "nbgrader", "generate_assignment", CHAPTER)
    ways["`stubmeister grade` has the results"] = must_run(ours, "nbgrader", "autograde", CHAPTER)
    assert marks(ours) == first
    base = must_run(stock, "nbgrader", "autograde", CHAPTER)
    table = Table(title=f"nbgrader autograde, {count} submissions of chapter 10 without training")
    for heading in ("", "wall s", "CPU s", "CPU s per submission", "stock costs"):
        table.add_column(heading, justify="left" if not heading else "right")
    table.add_row("stock nbgrader 0.9 (Execute)", *_row(base, count), "")
    for name, cost in ways.items():
        table.add_row(f"here, {name}", *_row(cost, count), f"{base.cpu / cost.cpu:.1f} x")
    console = Console(width=110)
    console.print(table)
    full = [sum(mark == max(each.values()) for mark in each.values()) for each in (first, marks(stock))]
    console.print(f"full marks: {full[0]} here, {full[1]} with stock nbgrader")


def _row(cost: Cost, count: int) -> tuple[str, str, str]:
    return f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.cpu / count:.3f}"


def marks(root: Path) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {each.student_id: round(each.score, 2) for each in gradebook.assignment_submissions(CHAPTER)}


def profile(root: Path, count: int) -> None:
    """Where the command's own process spends its CPU time once the results are there."""
    must_run(root, "stubmeister", "grade", "submitted", "--out", "graded")
    program = "from benchmarks.class_in_nbgrader import profiled; profiled()"
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT)))}
    command = [sys.executable, "-c", program]
    subprocess.run(command, cwd=root, env=environment, check=True, stderr=subprocess.DEVNULL)
    print(f"{count} submissions")


def profiled() -> None:
    """Inside the profiled process."""
    profiler = cProfile.Profile(time.process_time)
    began = time.process_time()
    from nbgrader.apps.nbgraderapp import NbGraderApp

    imported = time.process_time() - began
    sys.argv = ["nbgrader", "autograde", CHAPTER]
    profiler.enable()
    try:
        NbGraderApp.launch_instance()
    except SystemExit:
        pass
    finally:
        profiler.disable()
        print(f"import of nbgrader: {imported:.2f} s, before: {began:.2f} s")
        pstats.Stats(profiler).strip_dirs().sort_stats("cumulative").print_stats(70)


def pages(ours: Path, stock: Path) -> None:
    """Median seconds of formgrader's requests, ours and stock's in turn."""
    from tests.nbgrader import browser

    with browser.jupyter(ours) as here, browser.jupyter(stock) as there:
        sites = {ours: here, stock: there}
        times: dict[str, dict[Path, list[float]]] = {}
        for _round in range(7):
            for root, address in sites.items():
                for page in _paths(root):
                    label = "a submission" if page.startswith("formgrader/submissions/") else page
                    times.setdefault(label, {}).setdefault(root, []).append(
                        _seconds(browser.page(address, page))
                    )
    table = Table(title="formgrader, median seconds of a request")
    for heading in ("page", "stock", "here"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    for label, found in times.items():
        table.add_row(label, *(f"{statistics.median(found[root]):.3f}" for root in (stock, ours)))
    Console(width=100).print(table)


def _paths(root: Path) -> list[str]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        number = gradebook.find_submission_notebook(CHAPTER, CHAPTER, "s001").id
    submissions = f"formgrader/api/submissions/{CHAPTER}"
    return [
        "formgrader/api/assignments",
        submissions,
        f"formgrader/submissions/{number}/",
        "formgrader/api/students",
    ]


def _seconds(url: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(url, timeout=120) as answer:
        answer.read()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
