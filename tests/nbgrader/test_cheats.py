"""What gives full marks under stock nbgrader gives nothing here.

`STUBMEISTER_CHEATS=FILE pytest tests/nbgrader/test_cheats.py` also writes the table of docs/nbgrader.md.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="pip install nbgrader")

from stubmeister.build import build_course
from stubmeister.course import Course
from tests.nbgrader import stock
from tests.nbgrader.cheats import CHEATS, FAIR, HONEST, Cheat
from tests.tiny_course import CHAPTER, make_course

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

CLASS = {**HONEST, **FAIR, **CHEATS}
CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"


@pytest.fixture(scope="module")
def stock_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The class under stock nbgrader: Execute, hidden tests in the notebook."""
    root = stock.make_course(tmp_path_factory.mktemp("stock") / "course")
    return _graded(root)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same class in a course of ours, autograded by the same command."""
    root = make_course(tmp_path_factory.mktemp("ours") / "course")
    shutil.copy(CONFIG, root)
    build_course(Course(root), check_only=False)
    done = stock.nbgrader(root, "generate_assignment", CHAPTER)
    assert done.returncode == 0, done.stderr
    _graded(root)
    return root


def _graded(root: Path) -> dict[str, float]:
    for name, cheat in CLASS.items():
        stock.hand_in(root, name, cheat)
    done = stock.nbgrader(root, "autograde", CHAPTER)
    scores = stock.scores(root)
    assert set(scores) == set(CLASS), done.stderr
    return scores


@pytest.mark.parametrize("name", CLASS)
def test_they_are_real(stock_scores: dict[str, float], name: str) -> None:
    """Stock nbgrader gives each cheat what it is after, and an honest wrong answer nothing."""
    assert stock_scores[name] == CLASS[name].wins


@pytest.mark.parametrize("name", CHEATS)
def test_they_gain_nothing_here(ours: Path, name: str) -> None:
    assert stock.scores(ours)[name] == 0


@pytest.mark.parametrize("name", [*HONEST, *FAIR])
def test_honest_answers_get_what_they_are_worth(ours: Path, name: str) -> None:
    assert stock.scores(ours)[name] == CLASS[name].worth


def test_only_the_grader_wrote_into_the_gradebook(ours: Path) -> None:
    import sqlite3

    with sqlite3.connect(ours / "gradebook.db") as database:
        assert database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


def test_table(ours: Path, stock_scores: dict[str, float]) -> None:
    """The docs' table is the one of this run."""
    here = stock.scores(ours)
    lines = ["| a submission that | nbgrader | here |", "|---|---|---|"]
    for name, cheat in CLASS.items():
        lines.append(
            f"| {cheat.title} | {_points(stock_scores[name], cheat)} | {_points(here[name], cheat)} |"
        )
    table = "\n".join(lines) + "\n"
    if os.environ.get("STUBMEISTER_CHEATS"):
        Path(os.environ["STUBMEISTER_CHEATS"]).write_text(table, encoding="utf-8")
    page = Path(__file__).parents[2] / "docs" / "nbgrader.md"
    assert table in page.read_text(encoding="utf-8")


def _points(score: float, cheat: Cheat) -> str:
    """Of the points of the exercises that it is about."""
    return f"{score:.0f} of {cheat.about:.0f}"
