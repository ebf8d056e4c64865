"""Results as outputs of the check cells: all of it for the teacher, what the level allows for the student."""

from __future__ import annotations

import secrets
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from stubmeister import lang
from stubmeister.build.notebooks import CHECK_SUFFIX
from stubmeister.grading.results import Note, Result
from stubmeister.lang import _
from stubmeister.nbgrader.options import Stubmeister
from stubmeister.report import exercise_html, notes_html

KEY = "stubmeister"  # in the autograded notebook's metadata
NOTES_ID = "about-your-files"


class ShowFeedback(NbGraderPreprocessor):  # type: ignore[misc]
    """Fills the check cells of an autograded notebook anew, at the level of the teacher's choice."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The language is that of the grading, so that a page is in one language throughout."""
        kept = nb.metadata.get(KEY)
        if kept is None:
            self.log.warning(
                "This notebook was autograded without Stubmeister; its outputs stay as they are."
            )
            return nb, resources
        converter = self.parent.parent
        options = Stubmeister(Path(converter.coursedir.root), parent=self)
        options.speak()
        result = Result.from_json(kept["results"])
        with lang.using(result.language):
            show_results(nb, result, options.show, str(kept["not_gradable"]))
        names = resources["nbgrader"]
        _add_release_files(Path(converter._format_dest(names["assignment"], names["student"])))
        return nb, resources


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
