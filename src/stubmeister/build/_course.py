"""The generated files of a whole course, written or compared: stubs, notebooks, entries of the catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stubmeister.build._cells import unify
from stubmeister.build.notebooks import notebooks
from stubmeister.build.stubs import stub_source
from stubmeister.errors import CourseError
from stubmeister.files import write_atomically
from stubmeister.lang import _
from stubmeister.lang.catalogue import fresh_catalogues

if TYPE_CHECKING:
    from stubmeister.course import Course


@dataclass(frozen=True)
class Difference:
    """A generated file that is not what its source makes of it: `problem` is missing, stale or extra."""

    path: Path
    problem: str
    cure: str

    @property
    def message(self) -> str:
        """The difference in one sentence."""
        sentences = {
            "missing": _("{file} is missing.", file=self.path),
            "stale": _("{file} is not what its sources make of it.", file=self.path),
            "extra": _("{file} has no solution.", file=self.path),
        }
        return sentences[self.problem]


def build_course(course: Course, check_only: bool, lang: str = "both") -> list[Difference]:
    """Write every chapter's stub, notebooks and catalogue entries, or with `check_only` only compare.

    nbgrader's `source/` holds the solutions and is not committed: that it is missing is no difference. All is
    made before the first file is written, so a broken solution changes nothing. A file without a
    solution is reported and left alone: it may be somebody's work.

    Returns:
        What differed (and, unless `check_only`, has been written), paths relative to the course.

    Raises:
        CourseError: A solution or a catalogue is broken, or the course has no solutions (a student's copy).
    """
    if not (course.root / "solutions").is_dir():
        message = _("{folder} has no solutions to build from.", folder=course.root)
        cure = _("Students do not need `stubmeister build`; teachers run it in their own copy.")
        raise CourseError(message, cure)
    stubs = _stubs(course, lang)
    sources, releases = _notebooks(course, lang)
    differences = []
    for path, content in {**stubs, **releases, **sources, **fresh_catalogues(course)}.items():
        problem = _compare(path, content)
        ignored = problem == "missing" and path in sources and check_only
        if problem and not ignored:
            differences.append(Difference(_relative(path, course.root), problem, "stubmeister build"))
        if problem and not check_only:
            write_atomically(path, content)
    return differences + _extra(course, {*stubs, *releases})


def _stubs(course: Course, lang: str) -> dict[Path, str]:
    stubs = {}
    for chapter in course.chapters:
        if chapter.solution.is_file():
            text = chapter.solution.read_text(encoding="utf-8")
            stubs[chapter.exercise] = stub_source(text, lang, _relative(chapter.solution, course.root))
    return stubs


def _notebooks(course: Course, lang: str) -> tuple[dict[Path, str], dict[Path, str]]:
    """nbgrader's sources and releases, by path."""
    sources, releases = {}, {}
    for chapter in course.chapters:
        if chapter.solution.is_file():
            sources[chapter.source_notebook], releases[chapter.release_notebook] = notebooks(chapter, lang)
    return sources, releases


def _extra(course: Course, made: set[Path]) -> list[Difference]:
    found = []
    stubs = (course.root / "exercises").glob("*.py")
    releases = (course.root / "release").glob("ch[0-9][0-9]_*/*.ipynb")
    for path in [*sorted(stubs), *sorted(releases)]:
        if path not in made:
            relative = _relative(path, course.root)
            cure = _("Delete {file}, or write solutions/{name}.", file=relative, name=f"{path.stem}.py")
            found.append(Difference(relative, "extra", cure))
    return found


def _relative(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _compare(path: Path, stub: str) -> str:
    if not path.is_file():
        return "missing"
    committed = unify(path.read_bytes().decode(errors="replace"))  # git may have changed the line ends
    return "" if committed == stub else "stale"
