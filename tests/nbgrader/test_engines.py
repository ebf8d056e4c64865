"""Gradebooks of one database share their engine, and are otherwise what they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.api import Gradebook

from stubmeister.nbgrader.engines import share_engines


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared engines for one test; nbgrader's own way comes back afterwards."""
    monkeypatch.setattr(api, "create_engine", api.create_engine)
    share_engines()


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'gradebook.db'}"


def test_one_engine_for_one_database(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with Gradebook(url(tmp_path)) as first, Gradebook(url(tmp_path)) as second:
        assert first.engine is second.engine
        with Gradebook(url(tmp_path / "other")) as other:
            assert other.engine is not first.engine


def test_asked_for_twice() -> None:
    """What is shared already is left alone."""
    before = api.create_engine
    share_engines()
    assert api.create_engine is before


def test_what_one_writes_the_other_reads(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path)) as first, Gradebook(url(tmp_path)) as second:
        first.add_student("alma")
        assert [student.id for student in second.students] == ["alma"]


def test_closing_one_leaves_the_other_open(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path)) as first:
        first.add_student("alma")
        with Gradebook(url(tmp_path)) as second:
            second.add_student("ben")
        assert sorted(student.id for student in first.students) == ["alma", "ben"]


def test_a_gradebook_that_was_deleted_begins_anew(tmp_path: Path) -> None:
    """Closed connections are gone: none goes on with the deleted file."""
    with Gradebook(url(tmp_path)) as gradebook:
        gradebook.add_student("alma")
    (tmp_path / "gradebook.db").unlink()
    with Gradebook(url(tmp_path)) as gradebook:
        assert gradebook.students == []
