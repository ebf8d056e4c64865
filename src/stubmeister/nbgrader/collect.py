"""`nbgrader zip_collect` for what Canvas, Google Classroom and Moodle let a teacher download."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import List

from stubmeister.course import Course
from stubmeister.nbgrader.downloads import Owner, handed_in_as, owner
from stubmeister.submission.naming import recognise


class DownloadedName(FileNameCollectorPlugin):  # type: ignore[misc]
    """In place of nbgrader's regular expression; one that a teacher sets is used all the same."""

    valid_ext = List([".ipynb", ".py"], help="Files that are collected.").tag(config=True)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.seen: dict[str, list[str]] = {}

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Whose file it is and under which name it is collected; None where the name does not say."""
        if self.named_regexp:
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        file = Path(submitted_file)
        if file.suffix.lower() not in self.valid_ext or "__MACOSX" in file.parts or file.name.startswith("."):
            return None
        app = self.parent
        chapters = [chapter.name for chapter in Course.find(Path(app.coursedir.root)).chapters]
        extracted = Path(app._format_collect_path(app.extracted_directory))
        whose = owner(file.relative_to(extracted).parts, chapters)
        if whose is None or (whose.from_folder and _shared(file, chapters)):
            return None
        taken = self.seen.setdefault(whose.student, [])
        if not taken:
            self._remember(whose)
        name = handed_in_as(whose.file, chapters, taken)
        taken.append(name)
        return {"student_id": whose.student, "file_id": name}

    def _remember(self, whose: Owner) -> None:
        """Keep the platform's name and number with the student: an export finds its row by them."""
        known = {"last_name": whose.name, "lms_user_id": whose.number}
        with Gradebook(self.parent.coursedir.db_url, self.parent.coursedir.course_id) as gradebook:
            ids = {student.id for student in gradebook.students}
            if whose.student not in ids:
                filled = {key: value for key, value in known.items() if value}
                gradebook.add_student(whose.student, **filled)


def _shared(file: Path, chapters: list[str]) -> bool:
    """Whether files of several students lie in a folder: its name is then nobody's."""
    matches = [recognise(other.name, chapters) for other in file.parent.iterdir() if other.is_file()]
    found = [match.chapter for match in matches if match is not None]
    return len(found) > len(set(found))
