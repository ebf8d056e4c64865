"""A small course, and everybody in `situations/` graded at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tiny_course import make_course

collect_ignore = ["situations"]  # what students hand in, a `conftest.py` of theirs included

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, with the real rules of comparison."""
    course = make_course(tmp_path_factory.mktemp("course"))
    shutil.copy(ROOT / "graders" / "compare.py", course / "graders" / "compare.py")
    return course
