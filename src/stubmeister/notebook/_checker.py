"""The public checks of one chapter, in a process of their own that stays warm between two looks."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from stubmeister import lang
from stubmeister.course import Chapter
from stubmeister.grading.pool import GradingServer, Task
from stubmeister.grading.results import Result
from stubmeister.grading.settings import Settings
from stubmeister.lang import _
from stubmeister.submission import Unit
from stubmeister.submission.naming import shadows
from stubmeister.wall.limits import Limits

LONGEST_HELPER = 1_000_000  # bytes of a module beside the notebook


class Checker:
    """Runs the public checks of a chapter; `close` ends its process."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self.language = lang.current()
        self.made_from = fingerprint(chapter)
        settings = Settings(
            course=str(chapter.root),
            chapters=[chapter.name],
            isolation="process",  # one's own code on one's own machine, as in `pytest graders/`
            limits=asdict(Limits()),
            options=[f"--lang={self.language}"],
            public_only=True,
        )
        self.server = GradingServer(settings)
        try:
            self.server.wait_until_ready()
        except BaseException:
            self.server.close()
            raise

    def fits(self, chapter: Chapter) -> bool:
        """Whether this one can be used again: same chapter and language, same checks, still alive."""
        same = chapter == self.chapter and lang.current() == self.language
        return same and self.server.process.poll() is None and fingerprint(chapter) == self.made_from

    def run(self, exercise: str, units: Sequence[Unit], beside: Path) -> Result | None:
        """The results of one exercise; None where the checks' own process ended.

        Args:
            exercise: Its name.
            units: What the student wrote.
            beside: The notebook's folder: modules that are imported from there go along.
        """
        folder = Path(tempfile.mkdtemp(prefix="stubmeister-check-"))
        try:
            work = folder / "work"
            work.mkdir()
            file = work / f"{self.chapter.name}.ipynb"
            file.write_text(json.dumps(as_notebook(units)), encoding="utf-8")
            copy_helpers(units, beside, work)
            results = folder / "results.json"
            only = {"exercise": exercise, "chapters": self.chapter.name}
            self.server.grade(Task(exercise, work, results, only))
            return Result.read(results) if results.is_file() else None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        self.server.close()


_kept: list[Checker] = []


def checker(chapter: Chapter) -> Checker:
    """The warm checker of a chapter; one of another chapter makes room for it."""
    if _kept and not _kept[0].fits(chapter):
        close()
    if not _kept:
        _kept.append(Checker(chapter))
    return _kept[0]


@atexit.register
def close() -> None:
    """End the warm process."""
    while _kept:
        _kept.pop().close()


def fingerprint(chapter: Chapter) -> tuple[tuple[str, int], ...]:
    """Names and times of the files that checks are made of."""
    files = [*(chapter.root / "graders").glob("*.py"), chapter.source, chapter.kit]
    return tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files if file.is_file()))


def as_notebook(units: Iterable[Unit]) -> dict[str, object]:
    """Units as a notebook in which each stands in the cell and on the line where it was run."""
    cells: dict[int, list[str]] = {}
    for unit in units:
        lines = cells.setdefault(cell_number(unit), [])
        lines += [""] * (unit.line - 1 - len(lines))
        lines += unit.source.split("\n")
    last = max(cells, default=0)
    made = [
        {"cell_type": "code", "metadata": {}, "source": "\n".join(cells.get(number, [])), "outputs": []}
        for number in range(1, last + 1)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}


def cell_number(unit: Unit) -> int:
    """The 4 of "ch05_losses.ipynb, cell 4", in any language; 1 for what no cell holds."""
    numbers = re.findall(r"\d+", unit.file)
    return int(numbers[-1]) if numbers else 1


def copy_helpers(units: Iterable[Unit], beside: Path, work: Path) -> None:
    """Modules and packages of the student's own that the units import."""
    import ast

    wanted: set[str] = set()
    for unit in units:
        for node in ast.walk(ast.parse(unit.source)) if unit.error is None else ():
            if isinstance(node, ast.Import):
                wanted.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                wanted.add(node.module.split(".")[0])
    for name in wanted:
        if shadows(name):
            continue
        module, package = beside / f"{name}.py", beside / name
        if module.is_file() and module.stat().st_size < LONGEST_HELPER:
            shutil.copyfile(module, work / module.name)
        elif (package / "__init__.py").is_file():
            for file in package.rglob("*.py"):
                if file.stat().st_size < LONGEST_HELPER:
                    target = work / file.relative_to(beside)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)


def died() -> str:
    """What is said when the checks' process ended with a submission."""
    return _("The checks came to no result. Restart the kernel and try again.")


def folder() -> Path:
    """The notebook's folder, as the kernel has it."""
    return Path(os.getcwd())  # noqa: PTH109  a folder that was deleted raises in both
