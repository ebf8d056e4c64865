"""How much grading costs, side by side in one run: `python -m benchmarks.benchmark`.

Prints CPU seconds per submission and ratios: plain pytest in a fresh process, tests and student in one
process (the unsafe floor), this program with one lane and with two. 20 submissions of chapter 5 and of
chapter 10 without its training. `--lecture` grades a complete submission of each chapter; `--memory` grades
200 submissions and watches the lane; `--mnist DIR` times one quick grade.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest
from rich.console import Console
from rich.table import Table

from stubmeister.course import Course
from stubmeister.grading.known_wrong import known_wrong, wrong_source
from stubmeister.grading.pool import Pool, Task
from stubmeister.grading.settings import Settings
from stubmeister.wall.limits import Limits

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ["ch05_losses", "ch10_mnist"]
SELECTION = ["-k", "not TrainMnist"]
SUBMISSIONS = 20
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main() -> None:
    """Run the parts that were asked for."""
    os.chdir(ROOT)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    parser.add_argument("--lecture", action="store_true", help="a complete submission of each chapter")
    parser.add_argument("--memory", action="store_true", help="grade 200 submissions and watch the memory")
    parser.add_argument("--mnist", metavar="DIR", help="time one quick grade; DIR holds MNIST/raw")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stubmeister-bench-") as name:
        folder = Path(name)
        if options.lecture:
            lecture(folder)
        elif options.memory:
            memory(folder)
        elif options.mnist:
            mnist(folder, options.mnist)
        else:
            compare(submissions(folder, options.submissions))


def submissions(folder: Path, count: int) -> list[Path]:
    """Right answers and known wrong ones in turn, each folder with both chapters."""
    course = Course(ROOT)
    found = []
    wrongs = [itertools.cycle(known_wrong(course.chapter(name))) for name in CHAPTERS]
    for number in range(count):
        place = folder / f"s{number:03}"
        place.mkdir()
        for name, wrong in zip(CHAPTERS, wrongs, strict=True):
            chapter = course.chapter(name)
            answer = next(wrong)
            right = number % 2 == 0 or answer.exercise == "train_mnist"
            text = chapter.solution.read_text(encoding="utf-8") if right else wrong_source(chapter, answer)
            (place / f"{name}.py").write_text(text, encoding="utf-8")
        found.append(place)
    return found


def compare(folders: list[Path]) -> None:
    """The table of the four ways."""
    plain = fresh_processes(folders[:5])
    floor = in_one_process(folders)
    one, one_wall, start = lanes(folders, 1)
    two, two_wall, _start = lanes(folders, 2)
    table = Table(title=f"{len(folders)} submissions, chapter 5 and chapter 10 without training")
    for heading in ("way", "CPU s per submission", "to the floor", "plain pytest costs"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    for way, cpu in (
        ("plain pytest, fresh process (5 of them)", plain),
        ("tests and student in one process (unsafe floor)", floor),
        ("stubmeister, one lane", one),
        ("stubmeister, two lanes", two),
    ):
        table.add_row(way, f"{cpu:.3f}", f"{cpu / floor:.2f} x", f"{plain / cpu:.1f} x")
    console = Console(width=100)
    console.print(table)
    gain = one_wall / two_wall
    console.print(f"wall: one lane {one_wall:.1f} s, two lanes {two_wall:.1f} s: {gain:.2f} x throughput")
    console.print(f"start of a lane, once: {start:.1f} CPU s")


def pytest_arguments() -> list[str]:
    files = [str(path) for name in CHAPTERS for path in Course(ROOT).chapter(name).test_files]
    return [*files, "-q", "-p", "no:cacheprovider", *SELECTION]


def unsafe_arguments(submission: Path) -> list[str]:
    plugins = ["-p", "no:stubmeister", "-p", "benchmarks.unsafe"]
    return [*pytest_arguments(), *plugins, f"--submission={submission}"]


def children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def fresh_processes(folders: list[Path]) -> float:
    """CPU seconds per submission when each gets a pytest of its own."""
    before = children_cpu()
    for folder in folders:
        command = [sys.executable, "-m", "pytest", *unsafe_arguments(folder)]
        subprocess.run(command, env={**os.environ, **ONE_THREAD}, capture_output=True, check=False)
    return (children_cpu() - before) / len(folders)


def in_one_process(folders: list[Path]) -> float:
    """CPU seconds per submission when a warm process forks for each and calls the student directly."""
    program = "from benchmarks.benchmark import floor; floor()"
    command = [sys.executable, "-c", program, *map(str, folders)]
    done = subprocess.run(
        command,
        env={**os.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return float(done.stdout.split()[-1]) / len(folders)


def floor() -> None:
    """The floor's process: import everything, then fork for each submission."""
    import gc

    from hypothesis import given, settings, strategies

    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    folders = [Path(name) for name in sys.argv[1:]]
    import torch  # noqa: F401
    import torchvision  # noqa: F401

    pytest.main([*unsafe_arguments(folders[0]), "--collect-only"])
    settings(max_examples=300)(given(strategies.integers())(lambda _: None))()  # as `server.warm_up` does
    gc.collect()
    gc.freeze()
    for folder in folders:
        child = os.fork()
        if child == 0:
            pytest.main(unsafe_arguments(folder))
            os._exit(0)
        os.waitpid(child, 0)
    os.write(out, f"{children_cpu()}\n".encode())


def lanes(folders: list[Path], count: int) -> tuple[float, float, float]:
    """CPU seconds per submission, wall seconds of all, CPU seconds of starting the lanes."""
    settings = Settings(str(ROOT), CHAPTERS, "bubblewrap", asdict(Limits()), ["--lang=en", *SELECTION])
    tasks = [Task(folder.name, folder, folder / f"results-{count}.json") for folder in folders]
    with Pool(settings, count) as pool:
        start = pool_cpu(pool)
        began = time.monotonic()
        pool.run(tasks, lambda done: None)
        wall = time.monotonic() - began
        cpu = pool_cpu(pool) - start
    return cpu / len(folders), wall, start / count


def lecture(folder: Path) -> None:
    """CPU seconds of grading one complete submission of each chapter on a warm lane, the second of two."""
    chapters = Course(ROOT).chapters
    names = [chapter.name for chapter in chapters]
    settings = Settings(str(ROOT), names, "bubblewrap", asdict(Limits()), ["--lang=en", *SELECTION])
    table = Table(title="one complete submission, chapter 10 without training")
    for heading in ("chapter", "CPU s"):
        table.add_column(heading, justify="left" if heading == "chapter" else "right")
    whole = 0.0
    with Pool(settings, 1) as pool:
        for chapter in chapters:
            for number in (1, 2):
                task = Task(
                    chapter.name,
                    chapter.solution,
                    folder / f"{chapter.name}-{number}.json",
                    {"chapters": chapter.name},
                )
                before = pool_cpu(pool)
                pool.run([task], lambda done: None)
                used = pool_cpu(pool) - before
            whole += used
            table.add_row(chapter.name, f"{used:.2f}")
    table.add_row("all", f"{whole:.2f}")
    Console(width=60).print(table)


def processes(pool: Pool) -> list[psutil.Process]:
    """The lanes' processes that stay: grading servers, bubblewrap, warm processes."""
    servers = [psutil.Process(server.process.pid) for server in pool.servers]
    return [each for server in servers for each in (server, *server.children(recursive=True))]


def pool_cpu(pool: Pool) -> float:
    """CPU seconds that a pool has used, its ended children included."""
    return sum(sum(each.cpu_times()[:4]) for each in processes(pool))


def pool_memory(pool: Pool) -> list[float]:
    """Proportional set size in MiB of each staying process of a pool."""
    return [each.memory_full_info().pss / 2**20 for each in processes(pool)]


def memory(folder: Path) -> None:
    """Memory of a lane and of this process while 200 submissions of chapter 5 are graded."""
    chapter = Course(ROOT).chapter("ch05_losses")
    place = folder / "s"
    place.mkdir()
    (place / "ch05_losses.py").write_bytes(chapter.solution.read_bytes())
    options = ["--lang=en", "-k", "mse or mae"]
    settings = Settings(str(ROOT), CHAPTERS, "bubblewrap", asdict(Limits()), options)
    results = (folder / f"{number}.json" for number in itertools.count())
    steps = (0, 0, 20, 40, 80, 120, 160, 200)
    with Pool(settings, 1) as pool:
        for before, done in itertools.pairwise(steps):
            pool.run([Task("s", place, next(results)) for _ in range(done - before)], lambda done: None)
            own = psutil.Process().memory_full_info().pss / 2**20
            names = ("grading process", "bubblewrap", "warm process")
            parts = ", ".join(
                f"{name} {mib:.0f}" for name, mib in zip(names, pool_memory(pool), strict=False)
            )
            print(f"{done:4} graded: parent {own:.0f} MiB, {parts}", flush=True)


def mnist(folder: Path, data: str) -> None:
    """Wall seconds of `stubmeister grade` on one submission of chapter 10, quick training, start included."""
    place = folder / "submitted" / "s1"
    place.mkdir(parents=True)
    (place / "ch10_mnist.py").write_bytes((ROOT / "solutions" / "ch10_mnist.py").read_bytes())
    out = folder / "graded"
    began = time.monotonic()
    command = [sys.executable, "-m", "stubmeister", "grade", str(place.parent), "--out", str(out)]
    subprocess.run([*command, "--training", "quick", "--data", data], check=True)
    print(f"quick MNIST grade of one submission: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
