"""Every chapter's notebook in a real kernel: with the solutions in it, all its checks pass and it draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from stubmeister.build import notebooks
from stubmeister.course import Course
from tests.golden.conftest import ROOT

pytest.importorskip("ipykernel", reason="pip install nbgrader")
pytestmark = pytest.mark.slow

CHAPTERS = [chapter.name for chapter in Course(ROOT).chapters]


@pytest.mark.parametrize("name", CHAPTERS)
def test_solved_from_top_to_bottom(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import nbclient
    import nbformat

    monkeypatch.setenv("STUBMEISTER_LANG", "en")
    monkeypatch.setenv("STUBMEISTER_COURSE", str(ROOT))
    book = nbformat.reads(notebooks(Course(ROOT).chapter(name))[0], as_version=4)
    where = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(book, timeout=600, kernel_name="python3", resources=where).execute()
    cells = {cell.id: cell for cell in book.cells if cell.cell_type == "code"}
    said = {cell_id: str(cell.outputs) for cell_id, cell in cells.items() if cell.outputs}
    assert all("✓ passed" in said[cell_id] for cell_id in cells if cell_id.endswith("-check"))
    assert all("data:image/png" in said.get(cell_id, "") for cell_id in cells if "-picture" in cell_id)
