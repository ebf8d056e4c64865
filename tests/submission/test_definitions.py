"""Who defines a name, what it is, and whether anybody has worked on it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from stubmeister.submission import ChapterSource, defines, kind_of, untouched

Module = Callable[..., ChapterSource]

STUB = '''
import numpy as np
from torch import nn

def mse(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """The mean.

    Shapes: any.
    """
    # YOUR CODE HERE
    raise NotImplementedError

def given(x):
    """Half of it is given."""
    x = np.asarray(x)
    # YOUR CODE HERE
    raise NotImplementedError

class Net(nn.Module):
    """A network."""
    size: int = 3
    def __init__(self) -> None:
        super().__init__()
        # YOUR CODE HERE
        raise NotImplementedError
    def forward(self, x):
        # YOUR CODE HERE
        raise NotImplementedError

QUIZ = {
    "a": None,  # one of ...
    "b": None,
}
ESSAY = """Write here."""
'''


@pytest.fixture
def stub(module: Module) -> ChapterSource:
    return copy.copy(module(STUB))


HELPERS = {
    "helper.py": "class g: pass",
    "pkg/mod.py": "def h(): pass",
    "pkg/__init__.py": "from .mod import h",
}
NAMES = ["mse", "given", "Net", "QUIZ", "ESSAY"]


@pytest.mark.parametrize("name", NAMES)
def test_stub_is_untouched(stub: ChapterSource, name: str) -> None:
    assert untouched(stub, stub, name)
    assert untouched(pickle.loads(pickle.dumps(stub)), stub, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mse", "def mse(y_pred, y_true):\n    raise NotImplementedError('later')"),
        ("mse", "def mse(a, b): pass"),
        ("mse", "def mse(a, b): ..."),
        ("mse", "async def mse(a, b):\n    'text'"),
        ("mse", "def mse(a, b):\n    return 1\ndef mse(a, b): pass"),
        (
            "given",
            "def given(x: list) -> 'float':\n    x = np.asarray( x )  # mine\n    raise NotImplementedError",
        ),
        ("Net", "class Net: pass"),
        ("Net", "class Net(Other):\n    def forward(self): raise NotImplementedError()"),
        ("QUIZ", "QUIZ = {'x': None}"),
        ("QUIZ", "QUIZ: dict = None"),
        ("ESSAY", "ESSAY = 'Write here.'"),
        ("Net", STUB.replace("size: int = 3", "size = 3").replace('"""A network."""', "other: str")),
    ],
)
def test_untouched(module: Module, stub: ChapterSource, name: str, text: str) -> None:
    assert untouched(module(text), stub, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mse", "def mse(a, b): return ((a - b) ** 2).mean()"),
        ("mse", "def mse(a, b):\n    print(a)\n    raise NotImplementedError"),
        ("mse", "def mse(a, b):\n    raise ValueError"),
        ("mse", "mse = lambda a, b: 0"),
        ("mse", "def mse(a, b): pass\ndef mse(a, b): return 1"),
        ("mse", "def mse(a, b): return ("),
        ("mse", "x = 1"),
        ("mse", "from helper import mse"),
        ("given", "def given(x):\n    x = np.array(x)\n    raise NotImplementedError"),
        ("given", "@cache\ndef given(x):\n    x = np.asarray(x)\n    raise NotImplementedError"),
        ("Net", "class Net:\n    def forward(self, x): return x"),
        ("Net", "class Net: pass\nNet.forward = lambda self, x: x"),
        ("QUIZ", "QUIZ = {'a': None, 'b': 'x'}"),
        ("QUIZ", "QUIZ = {'a': None}\nQUIZ['a'] = 'x'"),
        ("QUIZ", "QUIZ = {'a': None}\nQUIZ.update(a='x')"),
        ("QUIZ", "QUIZ = {}"),
        ("Net", STUB.replace("size: int = 3", "size: int = 4")),
        ("Net", STUB.replace("super().__init__()", "pass")),
        ("given", STUB.replace("np.asarray(x)", "np.asarray(x, True)")),
        ("given", STUB.replace("def given(x)", "def given(x, y)")),
        ("ESSAY", "ESSAY = 'I think that'"),
    ],
)
def test_touched(module: Module, stub: ChapterSource, name: str, text: str) -> None:
    assert not untouched(module(text), stub, name)


def test_deep_definition_is_no_crash(module: Module, stub: ChapterSource) -> None:
    assert not untouched(module("def given(x): return " + "-" * 900 + "1"), stub, "given")
    assert not untouched(module("def given(x): return " + "+".join("1" * 1200)), stub, "given")


def line_of(source: ChapterSource, name: str) -> int | None:
    unit = defines(source, name)
    return unit.line if unit else None


def test_the_last_definition_counts(module: Module) -> None:
    source = module(
        "def f(): pass\nf = 1\nimport os as f\nasync def f(): pass\nif f:\n    class f: pass\ng = f\n"
    )
    assert line_of(source, "f") == 5
    assert line_of(source, "g") == 7
    assert line_of(source, "h") is None


def test_a_broken_definition_counts_unless_an_earlier_one_is_worked_out(module: Module) -> None:
    broken = "def f(x):\n    return (\n"
    assert line_of(module("def f(x):\n    raise NotImplementedError\n\n" + broken), "f") == 4
    assert line_of(module("def f(x):\n    return 1\n\n" + broken), "f") == 1
    assert line_of(module(broken), "f") == 1
    assert kind_of(module(broken), "f") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("def f(): pass", "function"),
        ("@g\ndef f(): pass", "function"),
        ("async def f(): pass", "async"),
        ("class f: pass", "class"),
        ("f = lambda: 1", "lambda"),
        ("f = {1: 2}", "value"),
        ("f = partial(g)", "value"),
        ("f = np.mean", "value"),
        ("from numpy import mean as f", "value"),
        ("import f", "value"),
        ("def g(): pass\nf = g", "function"),
        ("async def g(): pass\nh = g\nf = h", "async"),
        ("f = g\ng = f", "value"),
        ("from helper import g as f", "class"),
        ("from pkg.mod import h as f", "function"),
        ("from pkg import h as f", "function"),
        ("if x:\n    def f(): pass\nelse:\n    f = 1", "value"),
        ("x = 1", None),
    ],
)
def test_kinds(module: Module, text: str, kind: str | None) -> None:
    source = module(text, HELPERS)
    assert kind_of(source, "f") == kind
