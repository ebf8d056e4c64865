"""Results as outputs of the check cells: all of it for the teacher, what the level allows for the student."""

from __future__ import annotations

import secrets
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from stubmeister import lang
from stubmeister.build.notebooks import CHECK_SUFFIX
from stubmeister.course import Chapter
from stubmeister.errors import StubmeisterError
from stubmeister.grading.results import Note, Result
from stubmeister.lang import _
from stubmeister.nbgrader.options import Stubmeister
from stubmeister.report import exercise_html, notes_html
from stubmeister.report._pages import TEMPLATES

KEY = "stubmeister"  # in the autograded notebook's metadata
NOTES_ID = "about-your-files"


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]
    """nbconvert's HTML with a template of our own; its settings stand in `configure`."""


class ShowFeedback(NbGraderPreprocessor):  # type: ignore[misc]
    """Fills the check cells of an autograded notebook anew, at the level of the teacher's choice."""

    display_data_priority = List().tag(config=True)  # nbconvert sets it, and complains where it cannot

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The language is that of the grading, so that a page is in one language throughout.

        Raises:
            StubmeisterError: The notebook was autograded without Stubmeister.
        """
        converter = self.parent.parent
        options = Stubmeister(Path(converter.coursedir.root), parent=self)
        options.speak()
        names = resources["nbgrader"]
        kept = nb.metadata.get(KEY)
        if kept is None:
            message = _("{chapter} was autograded without Stubmeister.", chapter=names["assignment"])
            raise StubmeisterError(message, f"nbgrader autograde {names['assignment']} --force")
        result = Result.from_json(kept["results"])
        with lang.using(result.language):
            show_results(nb, result, options.show, str(kept["not_gradable"]))
            nb.cells = [cell for cell in nb.cells if not _is_needless(cell)]
            resources["stubmeister"] = _page(nb, options.course.chapter(names["assignment"]))
        _add_release_files(Path(converter._format_dest(names["assignment"], names["student"])))
        return nb, resources


def _is_needless(cell: Any) -> bool:
    """How the notebook works, and a statement that stands there in the page's language too."""
    name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
    stem, _dash, language = name.rpartition("-")
    if cell.cell_type != "markdown" or language not in lang.LANGUAGES:
        return False
    return stem == "how-to" or language != lang.current()


def _page(nb: Any, chapter: Chapter) -> dict[str, Any]:
    """What the template needs beside the notebook."""
    ids = [str(cell.metadata.get("nbgrader", {}).get("grade_id", "")) for cell in nb.cells]
    return {
        "language": lang.current(),
        "title": chapter.name,
        "css": (TEMPLATES / "style.css").read_text(encoding="utf-8"),
        "names": {name: name.removesuffix(CHECK_SUFFIX) for name in ids},
        "words": {
            "feedback": _("Feedback"),
            "points": _("points"),
            "answer": _("Your answer"),
            "comment": _("Comment"),
            "late": _("handed in late"),
        },
    }


def _add_release_files(folder: Path) -> None:
    """`release_feedback` stops at a submission without these, such as those that `zip_collect` brings."""
    needed = {
        "timestamp.txt": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC"),
        "submission_secret.txt": secrets.token_hex(32),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in needed.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")


def show_results(nb: Any, result: Result, level: str, reason: str) -> None:
    """Put each exercise's results under its check cell, and what was odd about the files on top."""
    by_name = {each.name: each for each in result.exercises}
    nb.cells = [cell for cell in nb.cells if cell.get("id") != NOTES_ID]
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        exercise = by_name.get(name.removesuffix(CHECK_SUFFIX)) if name.endswith(CHECK_SUFFIX) else None
        if exercise is not None and not reason:
            html = exercise_html(exercise, level)
            cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": html})]
    notes = [Note("", reason)] if reason else list(result.notes)
    if notes:
        heading = _("This could not be graded") if reason else _("About your files")
        top = nbformat.v4.new_markdown_cell(notes_html(notes, heading))
        top["id"] = NOTES_ID
        nb.cells.insert(0, top)
