"""A `.ipynb` becomes units, whatever Jupyter, nbgrader or a student put into it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stubmeister.submission import ChapterSource, ReadLimits, read_submission
from stubmeister.submission.magics import without_line_magics
from stubmeister.submission.model import Refused
from stubmeister.submission.notebook import notebook_units

Cells = Callable[..., ChapterSource]


def names(source: ChapterSource) -> list[str]:
    return [name for unit in source.units if unit.error is None for name in unit.names]


def messages(source: ChapterSource) -> str:
    return "\n".join(f"{note.file} {note.message}" for note in source.notes)


def test_cells_are_cut_into_statements(cells: Cells) -> None:
    source = cells("import numpy as np\nx = 1", {"cell_type": "markdown", "source": "# text"}, "\ny = 2")
    assert [(u.file, u.line, u.names) for u in source.units] == [
        ("ch05_losses.ipynb, cell 1", 1, ("np",)),
        ("ch05_losses.ipynb, cell 1", 2, ("x",)),
        ("ch05_losses.ipynb, cell 3", 2, ("y",)),
    ]
    assert source.notes == []


def test_source_as_list_and_as_text(cells: Cells) -> None:
    source = cells({"cell_type": "code", "source": ["def f():\r\n", "    return 1\r\n", 7]}, "g = 2")
    assert names(source) == ["f", "g"]


def test_format_3() -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]}]}
    units, notes = notebook_units(json.dumps(old), "x.ipynb", ReadLimits())
    assert [u.names for u in units] == [("a",), ("b",)]
    assert notes == []


def test_broken_cell_costs_its_own(cells: Cells) -> None:
    source = cells("a = 1", "def f(:\n    pass\n\ndef g():\n    return 1", "b = 2")
    assert names(source) == ["a", "g", "b"]
    broken = next(u for u in source.units if u.error)
    assert broken.names == ("f",)
    assert "ch05_losses.ipynb, cell 2" in messages(source)
    assert "Line 1" in messages(source)


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("%matplotlib inline\nimport os", ["os"]),
        ("!pip install torch\nx = 1", ["x"]),
        ("!pip install \\\n  torch\nx = 1", ["x"]),
        ("pip install torch\nx = 1", ["x"]),
        ("x = 1\nprint?", ["x"]),
        ("?print\nx = 1", ["x"]),
        ("x = !ls -la\ny = 1", ["x", "y"]),
        ("x = %sql select\ny = 1", ["x", "y"]),
        ("%time x = 1", ["x"]),
        ("x = %time f()", ["x"]),
        ("%%time\nx = 1", ["x"]),
        ("\n%%capture out\nx = 1\n%matplotlib inline", ["x"]),
        ("%%timeit -n 1\nx = 1", ["x"]),
        ("if True:\n    %matplotlib inline\nx = 1", ["x"]),
        ("def f():\n    !ls it's\n    return 1\nx = 1", ["f", "x"]),
        ("    x = 1\n    y = 2", ["x", "y"]),
        ("%load_ext autoreload\ndef f(:\n  pass\n%autoreload 2\nx = 1", ["x"]),
    ],
)
def test_magics(cells: Cells, cell: str, bound: list[str]) -> None:
    assert names(cells(cell)) == bound


@pytest.mark.parametrize(
    "cell",
    [
        "x = (10\n% 3)",
        "x = 10 \\\n% 3",
        'x = """\n%matplotlib inline\n!ls\nprint?\n"""',
        "x = [7\n%len('ab')]",
    ],
)
def test_a_percent_sign_in_an_expression_is_code(cells: Cells, cell: str) -> None:
    source = cells(cell)
    assert [u.source for u in source.units] == [cell]
    # also where another line makes the cell no Python
    assert without_line_magics(f"!ls\n{cell}") == f"pass\n{cell}"


@pytest.mark.parametrize("magic", ["bash", "writefile helper.py", "html", "javascript", "python2", "sql x"])
def test_other_cell_magics_are_left_out_with_a_note(cells: Cells, magic: str) -> None:
    source = cells(f"%%{magic}\nx = 1", "y = 2")
    assert names(source) == ["y"]
    assert f"%%{magic.split()[0]}" in messages(source)
    assert "cell 1" in messages(source)


def test_nbgrader_test_cells_are_left_out(cells: Cells) -> None:
    def cell(source: str, **nbgrader: object) -> dict[str, object]:
        return {"cell_type": "code", "metadata": {"nbgrader": nbgrader}, "source": source}

    source = cells(
        cell("a = 1", grade=False, solution=True, locked=False),
        cell("hidden = 1", grade=True, solution=False, locked=True, points=2),
        cell("b = 1", grade=True, solution=True, locked=False),
        cell("c = 1", grade=False, solution=False, locked=True),
    )
    assert names(source) == ["a", "b", "c"]


def test_odd_cells_do_not_matter(cells: Cells) -> None:
    source = cells(
        {"cell_type": "code"},
        {"cell_type": "code", "source": None, "metadata": []},
        {"source": "x = 1"},
        {"cell_type": "code", "source": "y = '\ud800'", "metadata": {"nbgrader": 3}},
        {"cell_type": "raw", "source": "z = 1"},
    )
    assert names(source) == ["y"]
    assert "\ufffd" in source.units[0].source


def test_nul_in_a_cell(cells: Cells) -> None:
    assert names(cells("a = 1\0", "b = 1")) == ["b"]


def test_language_is_noted_for_the_teacher(cells: Cells) -> None:
    source = cells("x = 1", kernelspec={"language": "R", "name": "ir"})
    assert [note.attention for note in source.notes] == [True]
    assert cells("x = 1", kernelspec={"language": "python"}).notes == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("{", "damaged"),
        ("<!DOCTYPE html><html>", "web page"),
        ("[1, 2]", "no cells"),
        ('{"a": 1}', "no cells"),
        ('{"cells": 3}', "no cells"),
        ("[" * 100_000, "damaged"),
        ('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}", "damaged"),
        ('{"cells": ' + '{"a":' * 100_000, "damaged"),
    ],
)
def test_no_notebook_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        notebook_units(text, "x.ipynb", ReadLimits())


def test_huge_numbers_are_harmless() -> None:
    text = '{"cells": [{"cell_type": "code", "source": "x = 1", "execution_count": ' + "9" * 1_000_000 + "}]}"
    assert len(notebook_units(text, "x.ipynb", ReadLimits())[0]) == 1


def test_limits() -> None:
    code = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1  # " + "가" * 100}]})
    with pytest.raises(Refused, match="MB of code"):
        notebook_units(code, "x.ipynb", ReadLimits(python=200))
    output = json.dumps({"cells": [], "metadata": {"output": [{} for _ in range(1000)]}})
    with pytest.raises(Refused, match="Clear all outputs"):
        notebook_units(output, "x.ipynb", ReadLimits(json_items=1000))
    with pytest.raises(Refused, match="words of code"):
        notebook_units(
            json.dumps({"cells": [{"cell_type": "code", "source": "a,b," * 100}]}),
            "x",
            ReadLimits(symbols=300),
        )


def test_large_outputs_are_no_code(tmp_path: Path) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 6_000_000}}
    cell = {"cell_type": "code", "source": "x = 1", "outputs": [picture]}
    (tmp_path / "ch05_losses.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert names(read_submission(tmp_path, ["ch05_losses"]).chapters["ch05_losses"]) == ["x"]


def test_notebook_named_py_and_python_named_ipynb(tmp_path: Path) -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}]})
    (tmp_path / "ch05_losses.py").write_text(text)
    (tmp_path / "ch06_images.ipynb").write_text("import os\ndef f():\n    return 1\n")
    chapters = read_submission(tmp_path, ["ch05_losses", "ch06_images"]).chapters
    assert names(chapters["ch05_losses"]) == ["x"]
    assert names(chapters["ch06_images"]) == ["os", "f"]
    assert all("in spite of its name" in messages(chapter) for chapter in chapters.values())
