"""How `nbgrader autograde` reads a submission: whatever it is, a sound notebook comes out.

nbgrader makes its exporter when it has listed a class's submissions and before it works on the first. That
is the moment to look at all of them: which are to be graded, under which names files were handed in.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _
from stubmeister.nbgrader.engines import share_engines
from stubmeister.nbgrader.notebook import filled_in
from stubmeister.nbgrader.options import Stubmeister
from stubmeister.nbgrader.run import Run
from stubmeister.submission import ReadLimits, chapter_file, chapters_named
from stubmeister.submission.naming import shown


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's notebook exporter with another way of reading what students handed in."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        share_engines()
        self.converter = self.parent
        self.folders = self.converter.coursedir
        try:
            self.options = Stubmeister(Path(self.folders.root), parent=self)
            self.options.speak()
            self.chapter = self.options.course.chapter(self.folders.assignment_id)
            self.release = self._release()
            self._list_submissions()
            self.run = Run(self.options, self.chapter.name, dict(self._to_grade()))
        except StubmeisterError as error:
            self.log.error(str(error))
            raise NbGraderException(str(error)) from error

    # --- what is to be graded -------------------------------------------------------------------------------

    def _list_submissions(self) -> None:
        """Give the converter one notebook for each submission, under the name that it knows.

        nbgrader passes over a renamed notebook and a `.py` file; here every folder that holds one of the
        chapter's files is a submission, and `from_filename` finds the file.
        """
        name = self.chapter.name
        if self.folders.notebook_id not in ("*", name):
            return
        for folder in self._student_folders():
            place = self._place(self.folders.submitted_directory, folder.name)
            names = [chapter.name for chapter in self.options.course.chapters]
            if name in chapters_named(folder, names) or _holds_something(Path(place)):
                self.converter.assignments.setdefault(place, [])
        for place in self.converter.assignments:
            self.converter.assignments[place] = [os.path.join(place, f"{name}.ipynb")]  # noqa: PTH118

    def _student_folders(self) -> Iterator[Path]:
        """Each student's folder, where students' folders hold one folder for each chapter."""
        pattern = Path(self._place(self.folders.submitted_directory, self.folders.student_id))
        if pattern.name == self.chapter.name:
            found = sorted(glob.glob(str(pattern.parent)))  # noqa: PTH207  the pattern may hold any path
            yield from (Path(place) for place in found if Path(place).is_dir())

    def _place(self, step: str, student: str) -> str:
        return str(self.folders.format_path(step, student, self.chapter.name))

    def _to_grade(self) -> Iterator[tuple[str, Path]]:
        """Student ids and folders of what nbgrader is going to work on, in its order."""
        for place in sorted(self.converter.assignments):
            student = self._student_of(place)
            if student is not None and self._is_due(place, student):
                yield student, self._student_folder(place, student)

    def _student_of(self, place: str) -> str | None:
        pattern = self.folders.format_path(
            self.folders.submitted_directory, "(?P<student_id>.*)", self.chapter.name, escape=True
        )
        found = re.match(pattern, place)
        return found["student_id"] if found else None

    def _is_due(self, place: str, student: str) -> bool:
        """What nbgrader's `init_destination` will say, without its effects."""
        if student in self.folders.student_id_exclude.split(","):
            return False
        done = self._place(self.folders.autograded_directory, student)
        if self.converter.force or not os.path.exists(done):  # noqa: PTH110
            return True
        stamps = [_timestamp(Path(folder)) for folder in (place, done)]
        return stamps[0] != stamps[1]

    def _student_folder(self, place: str, student: str) -> Path:
        """What `stubmeister grade` would read for this student: all chapters in one folder, if they are."""
        folder = Path(place).parent
        return folder if folder.name == student else Path(place)

    # --- reading --------------------------------------------------------------------------------------------

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **given: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The student's answers in the released notebook; of what was made of it already, the file."""
        if not self.converter._sanitizing:
            found: tuple[Any, dict[str, Any]] = super().from_filename(filename, resources, **given)
            return found
        assert resources is not None
        resources["metadata"] = {"name": self.chapter.name, "path": os.path.dirname(filename)}  # noqa: PTH120
        student = resources["nbgrader"]["student"]
        self._remove_copies_of_links(student)
        notebook = self._submitted(student)
        result: tuple[Any, dict[str, Any]] = self.from_notebook_node(notebook, resources, **given)
        return result

    def _submitted(self, student: str) -> Any:
        submission = self.run.submission(student)
        source = submission.chapters.get(self.chapter.name)
        names = [chapter.name for chapter in self.options.course.chapters]
        file = chapter_file(source, submission.path, names) if source is not None else None
        return filled_in(self.release, source, file, ReadLimits())

    def _remove_copies_of_links(self, student: str) -> None:
        """nbgrader has copied what lies beside the notebook, links followed: that may be anybody's file."""
        place = Path(self._place(self.folders.submitted_directory, student))
        copies = Path(self._place(self.folders.autograded_directory, student))
        for file in place.rglob("*"):
            if file.is_symlink() and file.is_file():
                copy = copies / file.relative_to(place)
                copy.unlink(missing_ok=True)
                self.log.warning(_("{file} is a symbolic link and was left out.", file=shown(str(file))))

    def _release(self) -> Any:
        """The released notebook, if it is the one that the gradebook knows.

        Raises:
            StubmeisterError: It is missing, or is another one.
        """
        file = Path(self._place(self.folders.release_directory, "."), f"{self.chapter.name}.ipynb")
        cure = f"nbgrader generate_assignment {self.chapter.name}"
        try:
            release = nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)
        except (OSError, ValueError):
            raise StubmeisterError(_("There is no {file}.", file=file), cure) from None
        ids = {cell.metadata.nbgrader.grade_id for cell in release.cells if "nbgrader" in cell.metadata}
        with Gradebook(self.folders.db_url, self.folders.course_id) as gradebook:
            try:
                known = gradebook.find_notebook(self.chapter.name, self.chapter.name)
            except MissingEntry:
                message = _("The gradebook does not know {chapter} yet.", chapter=self.chapter.name)
                raise StubmeisterError(message, cure) from None
            if {cell.name for cell in known.source_cells} != ids:
                message = _("The gradebook knows another version of {chapter}.", chapter=self.chapter.name)
                raise StubmeisterError(message, cure)
        return release


def _holds_something(folder: Path) -> bool:
    """Whether anything but nbgrader's own files was handed in for this chapter."""
    own = {"timestamp.txt", "submission_secret.txt"}
    return folder.is_dir() and any(file.name not in own for file in folder.iterdir())


def _timestamp(folder: Path) -> str:
    try:
        return (folder / "timestamp.txt").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
