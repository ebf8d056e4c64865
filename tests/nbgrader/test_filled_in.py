"""What a student wrote, put into the released notebook: the frame is ours, the answers are theirs."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from stubmeister.nbgrader.notebook import filled_in, without_html
from stubmeister.submission import ReadLimits, chapter_file, read_submission
from tests.nbgrader import sample
from tests.tiny_course import CHAPTER


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.make_course(tmp_path_factory.mktemp("frame") / "course")


def filled(course: Path, folder: Path, book: dict | str, name: str = f"{CHAPTER}.ipynb") -> dict[str, str]:
    """Sources by cell id after a submission went into the release."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(book if isinstance(book, str) else json.dumps(book), encoding="utf-8")
    source = read_submission(folder, [CHAPTER]).chapters[CHAPTER]
    release = nbformat.read(course / "release" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    made = filled_in(release, source, chapter_file(source, folder, [CHAPTER]), ReadLimits())
    nbformat.validate(made)
    frame = [cell.id for cell in made.cells if not cell.id.startswith("extra-")]
    assert frame == [cell.id for cell in release.cells]
    kept = {cell.id: cell.metadata for cell in release.cells}
    assert all(cell.metadata == kept.get(cell.id, {}) for cell in made.cells)
    return {cell.id: cell.source for cell in made.cells}


def code(source: str, **metadata: object) -> dict:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def text(source: str) -> dict:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def test_answers(course: Path, tmp_path: Path) -> None:
    made = filled(course, tmp_path, sample.answered(course, **sample.RIGHT))
    assert made["double"] == sample.RIGHT["double"]
    assert made["double-check"] == 'check("double")'


def test_own_cells_stay_where_they_were(course: Path, tmp_path: Path) -> None:
    book = sample.answered(course, **sample.RIGHT)
    at = [cell["id"] for cell in book["cells"]].index("double")
    book["cells"][at:at] = [text("my notes"), code("print(double)", tags=["skip-execution"])]
    made = list(filled(course, tmp_path, book).items())
    place = [name for name, _source in made].index("double")
    assert made[place - 2 : place] == [("extra-1", "my notes"), ("extra-2", "print(double)")]


def test_edited_checks_and_statements_are_gone(course: Path, tmp_path: Path) -> None:
    book = sample.answered(course, **sample.RIGHT)
    for cell in book["cells"]:
        if cell["metadata"]["nbgrader"]["locked"]:
            cell["source"] = "assert True  # mine"
    assert "mine" not in str(filled(course, tmp_path, book))


def test_of_two_cells_with_one_id_the_last_is_the_answer(course: Path, tmp_path: Path) -> None:
    """As it is when the notebook runs from top to bottom; the other one stays to be seen."""
    book = sample.answered(course, **sample.RIGHT)
    first = next(cell for cell in book["cells"] if cell["id"] == "double")
    book["cells"].append({**first, "source": "def double(x):\n    return x + x"})
    made = filled(course, tmp_path, book)
    assert made["double"] == "def double(x):\n    return x + x"
    assert sample.RIGHT["double"] in made.values()


def test_without_any_metadata(course: Path, tmp_path: Path) -> None:
    """Copied into another notebook: an answer is recognised by the name it defines."""
    cells = [
        text("Homework"),
        code("import numpy as np"),
        code(sample.RIGHT["halve"]),
        code(sample.RIGHT["double"]),
    ]
    made = filled(course, tmp_path, {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": cells})
    assert made["double"] == sample.RIGHT["double"]
    assert made["halve"] == sample.RIGHT["halve"]
    assert "Homework" in made.values()
    assert list(made.values()).count("import numpy as np") == 1


def test_a_python_file(course: Path, tmp_path: Path) -> None:
    made = filled(course, tmp_path, "FACTOR = 2\n\n" + "\n".join(sample.RIGHT.values()), f"{CHAPTER}.py")
    assert made["double"].startswith("def double")
    assert made["extra-1"] == "FACTOR = 2"


def test_thousands_of_cells_and_endless_lines(course: Path, tmp_path: Path) -> None:
    """What a page shows of a notebook is bounded; grading reads all of it."""
    book = sample.answered(course, **sample.RIGHT)
    book["cells"] += [text(f"note {number}") for number in range(5000)]
    book["cells"].append(code("x = '" + "y" * 1_000_000 + "'"))
    made = filled(course, tmp_path, book)
    assert len(made) < 400
    assert made["extra-more"] == "4701 more cells are not shown here."
    book["cells"] = [code("x = '" + "y" * 1_000_000 + "'")]
    assert len(filled(course, tmp_path, book)["extra-1"]) < 110_000


@pytest.mark.parametrize(
    "attack",
    [
        "<script>steal()</script>",
        "`a` <img src=x onerror=steal()> `b`",
        "\\`<svg onload=steal()>`",
        "```\n</code></pre><script>steal()</script>\n```",
        "<!--<script>-->steal()",
        "<a href='javascript:steal()'>x</a>",
        "[x](javascript:steal())",
        "[x](<javascript:steal()>)",
        "[x][1]\n\n[1]: &#106;avascript:steal()",
        "![x](javascript:steal())",
        "<javascript:steal()>",
        "<style>body{display:none}</style>",
        "<iframe src=//evil></iframe>",
        "$<b onmouseover=steal()>x$",
    ],
)
def test_no_markup_of_theirs_reaches_a_page(attack: str) -> None:
    """The teacher's formgrader shows student Markdown; a script in there could give marks."""
    from nbconvert.filters import markdown2html

    page = markdown2html(without_html(attack))
    for danger in ("<script", "<img", "<svg", "<iframe", "<style", '<a href="javascript', "<b ", "<!--"):
        assert danger not in page


def test_mathematics_and_code_still_read_well() -> None:
    from nbconvert.filters import markdown2html

    shown = markdown2html(without_html("If `a<b` and $x < y$, **then** 1<2.")).replace("\u2060", "")
    assert "a&lt;b" in shown
    assert "<strong>then</strong>" in shown
