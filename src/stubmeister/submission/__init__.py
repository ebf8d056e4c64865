"""Reading what students hand in: `.py` or `.ipynb`, statement by statement, without running any of it."""

from stubmeister.submission.definitions import defines, kind_of, untouched, written_text
from stubmeister.submission.forbidden import ForbiddenUse, forbidden_use
from stubmeister.submission.model import (
    ChapterSource,
    Note,
    ReadLimits,
    StudentFolder,
    Submission,
    Unit,
    WrittenCell,
)
from stubmeister.submission.notebook import cell_units
from stubmeister.submission.reading import chapter_file, chapters_named, read_submission, written_cells
from stubmeister.submission.students import find_students, passed_over

__all__ = [
    "ChapterSource",
    "ForbiddenUse",
    "Note",
    "ReadLimits",
    "StudentFolder",
    "Submission",
    "Unit",
    "WrittenCell",
    "cell_units",
    "chapter_file",
    "chapters_named",
    "defines",
    "find_students",
    "forbidden_use",
    "kind_of",
    "passed_over",
    "read_submission",
    "untouched",
    "written_cells",
    "written_text",
]
