"""Checks an answer again whenever its file is saved."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from stubmeister.course import Chapter, Course
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.submission.naming import recognise

COPIES = ".ipynb_checkpoints"  # Jupyter's own copies: saved with each save, edited by nobody


class AnswersFilter(DefaultFilter):
    """Leaves out what editors and Jupyter write beside the files that they save."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, COPIES)


def watch_answers(
    course: Course,
    path: Path,
    options: Sequence[str] = (),
    say: Callable[[str], None] = lambda line: None,
    saves: Iterable[set[tuple[Change, str]]] | None = None,
) -> None:
    """Run the graders of a chapter each time its file is saved, until Ctrl-C (or the end of `saves`).

    Args:
        course: The course.
        path: A chapter's file, checked at once, or a folder of them.
        options: Further words for pytest, such as `--exercise=mse`.
        say: Gets one line when it begins and one for each save.
        saves: What was saved, in the form of `watchfiles.watch`; None: what is saved in `path` from now on.

    Raises:
        StubmeisterError: There is no such file or folder, or the file is no chapter's.
    """
    names = [chapter.name for chapter in course.chapters]
    if not path.exists():
        raise StubmeisterError(
            _("There is no {path}.", path=path), _("Name a chapter's file, or a folder of them.")
        )
    if path.is_file():
        match = recognise(path.name, names)
        if match is None:
            raise StubmeisterError(
                _("{file} is no chapter of this course.", file=path.name),
                _("Expected is a name like {name}.py or {name}.ipynb.", name=names[0]),
            )
        check(course, path, course.chapter(match.chapter), options)
    say(_("Watching {path}. Save a file and it is checked; Ctrl-C ends.", path=path))
    with contextlib.suppress(KeyboardInterrupt):
        for saved in watch(path, watch_filter=AnswersFilter()) if saves is None else saves:
            for file, chapter in saved_answers(saved, names):
                say(_("{file} was saved.", file=file.name))
                check(course, file, course.chapter(chapter), options)


def saved_answers(saved: Iterable[tuple[Change, str]], names: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The chapters' files among what was saved, each with its chapter's name, in the order of their names."""
    for file in sorted({Path(name) for change, name in saved if change is not Change.deleted}):
        match = recognise(file.name, names)
        if match is not None and file.is_file():
            yield file, match.chapter


def check(course: Course, file: Path, chapter: Chapter, options: Sequence[str] = ()) -> None:
    """Run the chapter's graders on a file, as a student would: `pytest graders/test_ch05_losses.py`."""
    own = file.resolve().parent == course.root.resolve() / "exercises"
    submission = [] if own else [f"--submission={file.resolve()}"]
    command = [sys.executable, "-m", "pytest", "-q", *map(str, chapter.test_files), *submission, *options]
    subprocess.call(command, cwd=course.root)
