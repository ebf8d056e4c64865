"""What gives full marks under stock nbgrader gives nothing here."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="pip install nbgrader")

from tests.nbgrader import stock
from tests.nbgrader.cheats import CHEATS, HONEST

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.mark.slow
def test_they_are_real(tmp_path: Path) -> None:
    """Stock nbgrader gives each cheat what it is after, and an honest wrong answer nothing."""
    root = stock.make_course(tmp_path / "course")
    for name, cheat in {**HONEST, **CHEATS}.items():
        stock.hand_in(root, name, cheat)
    done = stock.nbgrader(root, "autograde", stock.CHAPTER)
    print(done.stderr)
    got = stock.scores(root)
    assert got == {name: cheat.wins for name, cheat in {**HONEST, **CHEATS}.items()}
