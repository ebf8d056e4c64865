"""nbgrader on this course: its own commands, folders and web page; the grading is ours.

`configure` fills nbgrader's configuration; a course's `nbgrader_config.py` calls it. nbgrader then works with
the classes of this package by their names:

    `SubmissionExporter`  reads a submission and puts what the student wrote into the released notebook
    `ClearSolutions`      makes the stubs of a release, as `stubmeister build` does
    `Grade`               grades through the wall and writes marks and feedback
    `ShowFeedback`        the student's feedback at the level the teacher chose
    `DownloadedName`      whose file is it: names as Canvas, Google Classroom and Moodle give them
    `CsvExport`           nbgrader's own columns, safe for every spreadsheet

nbgrader itself is imported only by the modules that need it: a student's copy works without.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from stubmeister.scripts import find_own_scripts

PACKAGE = __name__
TEMPLATES = Path(__file__).parent / "templates"


def configure(config: Any, root: Path) -> None:
    """Fill nbgrader's configuration for the course in `root`; what the caller sets afterwards wins.

    Args:
        config: What `get_config()` gives inside `nbgrader_config.py`.
        root: The folder that holds `solutions/`, `graders/` and `exercises/`.
    """
    find_own_scripts()
    warnings.filterwarnings("ignore", module=r"nbgrader\.")  # its queries make SQLAlchemy 2.1 talk a lot
    config.CourseDirectory.root = str(root)
    config.GenerateAssignment.force = True  # the release is committed, so it is always there already
    config.GenerateAssignment.preprocessors = [
        "nbgrader.preprocessors.LockCells",
        f"{PACKAGE}.release.ClearSolutions",
        *(f"nbgrader.preprocessors.{name}" for name in ("ClearOutput", "CheckCellMetadata")),
        *(
            f"nbgrader.preprocessors.{name}"
            for name in ("ComputeChecksums", "SaveCells", "CheckCellMetadata")
        ),
    ]
    config.Autograde.exporter_class = f"{PACKAGE}.exporter.SubmissionExporter"
    # no CheckCellMetadata: the cells are those of the release, which had it, and it costs more than the rest
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [
        f"{PACKAGE}.grade.Grade",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    config.GenerateFeedback.exporter_class = f"{PACKAGE}.feedback.FeedbackExporter"
    config.FeedbackExporter.template_name = "stubmeister-feedback"
    config.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]
    config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        f"{PACKAGE}.feedback.ShowFeedback",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    config.ZipCollectApp.collector_plugin = f"{PACKAGE}.collect.DownloadedName"
    config.ExportApp.plugin_class = f"{PACKAGE}.export.CsvExport"
