"""What a student has in a notebook, out of the cells that were run."""

from __future__ import annotations

from stubmeister.notebook._checker import as_notebook
from stubmeister.notebook._written import needed, written_source


def sources(name: str, *cells: str, live: dict | None = None) -> list[str]:
    source = written_source("ch05_losses", "ch05_losses.ipynb", cells, live or {})
    return [unit.source for unit in needed(source, name)]


def test_the_last_definition_wins() -> None:
    """A cell that was changed and run again counts once, in its last form."""
    cells = ("def mse(a):\n    return 1", "def mse(a):\n    return 2")
    assert sources("mse", *cells) == ["def mse(a):\n    return 2"]


def test_what_it_uses_comes_along() -> None:
    cells = (
        "import numpy as np",
        "def mean(x):\n    return np.mean(x)",
        "def mse(a, b):\n    return mean((a - b) ** 2)",
    )
    assert sources("mse", *cells) == list(cells)


def test_helpers_that_were_changed_later() -> None:
    """A function sees its helpers as they are now, also those that were run after it."""
    cells = ("def help(x):\n    return 1", "def mse(x):\n    return help(x)", "def help(x):\n    return 2")
    assert sources("mse", *cells) == [cells[1], cells[2]]


def test_values_that_were_bound_anew() -> None:
    """A statement read what was there when it ran."""
    cells = ("n = 1", "LIMIT = n * 10", "n = 2", "def f():\n    return LIMIT + n")
    assert sources("f", *cells) == [cells[0], cells[1], cells[2], cells[3]]


def test_values_that_were_computed_with_what_came_later_anew() -> None:
    cells = (
        "n = 1",
        "def g():\n    return n",
        "LIMIT = g()",
        "n = 2",
        "def g():\n    return 3",
        "def f():\n    return LIMIT",
    )
    assert sources("f", *cells) == [cells[0], cells[1], cells[2], cells[5]]


def test_nothing_else_is_run() -> None:
    """No plot, no training, no check: only what the exercise needs."""
    cells = (
        "import matplotlib.pyplot as plt",
        "plt.plot([1])",
        "train()",
        'check("f")',
        "def f():\n    return 1",
        "f()",
    )
    assert sources("f", *cells) == ["def f():\n    return 1"]


def test_a_class_with_what_it_is_made_of() -> None:
    cells = (
        "from torch import nn",
        "class Base(nn.Module):\n    pass",
        "class Net(Base):\n    size = 3\n    def forward(self, x):\n        return scale(x)",
        "def scale(x):\n    return 2 * x",
        "Net.forward = lambda self, x: x",
        "net = Net()",
    )
    assert sources("Net", *cells) == list(cells[:5])


def test_values_changed_in_place() -> None:
    cells = ('QUIZ = {"a": None}', 'QUIZ["a"] = 1', "QUIZ.update(b=2)", "OTHER = {}")
    assert sources("QUIZ", *cells) == list(cells[:3])


def test_names_bound_under_a_condition() -> None:
    cells = (
        "FAST = False",
        "try:\n    import fast\nexcept ImportError:\n    fast = None",
        "def f():\n    return fast, FAST",
    )
    assert sources("f", *cells) == list(cells)


def test_stars_and_decorators_and_recursion() -> None:
    cells = (
        "from math import *",
        "import functools",
        "def twice(g):\n    return lambda *a: 2 * g(*a)",
        "@twice\n@functools.cache\ndef f(n: int) -> float:\n    return sqrt(n) if n < 2 else f(n - 1)",
    )
    assert sources("f", *cells) == list(cells)


def test_magics() -> None:
    """`%%time` runs its cell, `%%bash` does not; line magics are no part of an answer."""
    cells = (
        "%%time\ndef f():\n    return 1",
        "%%bash\nf() { echo; }",
        "%matplotlib inline\ndef g():\n    return f()",
    )
    assert sources("g", *cells) == ["def f():\n    return 1", "def g():\n    return f()"]


def test_a_broken_cell() -> None:
    """It is the answer where nothing else is; a sound one that stands is not lost by it."""
    broken = "def f(:\n    return 1"
    assert sources("f", broken) == [broken]
    assert sources("f", "def f():\n    return 1", broken) == ["def f():\n    return 1"]
    assert sources("g", broken, "def g():\n    return 2") == ["def g():\n    return 2"]


def test_nothing_defines_it() -> None:
    assert sources("f", "x = 1", "") == []
    assert sources("f") == []


def test_out_of_a_file_that_was_run(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """`%run answers.py` leaves no cell behind, but Python knows where a function came from."""
    file = tmp_path / "answers.py"
    file.write_text("def f():\n    return 41 + 1\n", encoding="utf-8")
    live: dict = {"__name__": "__main__"}
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), live)
    assert sources("f", "%run answers.py", live=live) == ["def f():\n    return 41 + 1\n"]
    assert sources("g", "def g():\n    return f()", live=live)[-1] == "def g():\n    return f()"


def test_cells_and_lines_stay() -> None:
    """An error names the cell and the line where it was run."""
    cells = ("x = 1", "\n\nimport math\n\ndef f():\n    return math.pi")
    source = written_source("ch05_losses", "ch05_losses.ipynb", cells, {})
    book = as_notebook(needed(source, "f"))
    texts = [cell["source"] for cell in book["cells"]]  # type: ignore[index, attr-defined]
    assert texts == ["", "\n\nimport math\n\ndef f():\n    return math.pi"]


def test_long_sessions_are_quick() -> None:
    """Hundreds of cells, most of them run again and again."""
    import time

    cells = [f"def g{n % 7}(x):\n    return g{(n + 1) % 7}(x) + {n}" for n in range(600)] + [
        "def f():\n    return g0(1)"
    ]
    begun = time.perf_counter()
    assert len(sources("f", *cells)) == 8
    assert time.perf_counter() - begun < 5
