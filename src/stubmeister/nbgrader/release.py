"""The student's version of a source notebook, by the same rules as `stubmeister build`."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from stubmeister.build import cells, stub_source
from stubmeister.build.notebooks import CHECK_SUFFIX


class ClearSolutions(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of nbgrader's: it knows quizzes, essays and helpers, and refuses what would leak."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Take the solutions out of all code cells.

        Raises:
            CourseError: A region is broken; the message names the line of the notebook's code.
        """
        code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        marked = [cell for cell in code if is_solution(cell)]
        checked = {cell.metadata.nbgrader.grade_id for cell in code if is_grade(cell)}
        text = "\n\n".join(_percent(cell, checked) for cell in marked)
        if marked:
            name = f"{resources['nbgrader']['notebook']}.ipynb"
            stubs = cells(stub_source(text, "both", name), name)
            for cell, stub in zip(marked, stubs, strict=True):
                cell.source = stub.source
        return nb, resources


def _percent(cell: Any, checked: set[str]) -> str:
    """The cell as part of a percent file; an exercise is what has a mark of its own."""
    name = cell.metadata.nbgrader.grade_id
    exercise = is_grade(cell) or name + CHECK_SUFFIX in checked
    return f'# %% exercise="{name}"\n{cell.source}' if exercise else f"# %%\n{cell.source}"
