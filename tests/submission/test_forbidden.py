"""Ready-made calls in functions that are to be written by hand."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from stubmeister.submission import ChapterSource, forbidden_use

Module = Callable[..., ChapterSource]
HELPERS = {
    "mine.py": """
        import cv2
        from cv2 import flip as ready
        from numpy import mean
        def bad(a): return cv2.flip(a, 1)
        def worse(a): return bad(a)
        def good(a): return mean(a)
        class Tool:
            def run(self, a): return cv2.flip(a, 1)
        """,
    "pkg/__init__.py": "from .deep import bad as exported\nfrom . import deep",
    "pkg/deep.py": (
        "from ..mine import bad\nimport torch\ndef sound(a): return a\ndef unsound(a): return torch.flip(a)"
    ),
    "stars.py": "from mine import *",
    "around.py": "import mine\nimport ch05_losses\ndef good(a): return mine.good(a)\n",
}

USED = {
    "directly": ("import cv2\ndef f(a): return cv2.flip(a, 1)", "cv2.flip"),
    "renamed": ("import cv2 as c\ndef f(a): return c.flip(a, 1)", "cv2.flip"),
    "a class renamed": (
        "from torch.nn import MSELoss as L\ndef f(a, b): return L()(a, b)",
        "torch.nn.MSELoss",
    ),
    "submodule": (
        "import torch.nn.functional as F\ndef f(a, b): return F.mse_loss(a, b)",
        "torch.nn.functional.mse_loss",
    ),
    "long name": ("import torch.nn\ndef f(a): return torch.nn.GRU(a)", "torch.nn.GRU"),
    "import inside": ("def f(a):\n    import cv2\n    return cv2.flip(a, 1)", "cv2.flip"),
    "from-import inside": ("def f(a):\n    from cv2 import flip as g\n    return g(a, 1)", "cv2.flip"),
    "star": ("from cv2 import *\ndef f(a): return flip(a, 1)", "cv2.flip"),
    "star through helper": ("from stars import *\ndef f(a): return bad(a)", "cv2.flip"),
    "module-level alias": ("import cv2\ng = cv2.flip\ndef f(a): return g(a, 1)", "cv2.flip"),
    "alias of an alias": ("import cv2\nh = cv2\ng = h.flip\ndef f(a): return g(a, 1)", "cv2"),
    "tuple alias": ("import cv2\ng, h = cv2.flip, len\ndef f(a): return g(a, 1)", "cv2.flip"),
    "made object": (
        "import torch\nloss = torch.nn.MSELoss()\ndef f(a, b): return loss(a, b)",
        "torch.nn.MSELoss",
    ),
    "in a table": ("import cv2\nT = {1: cv2.flip}\ndef f(a): return T[1](a, 1)", "cv2.flip"),
    "put into a table": ("import cv2\nT = {}\nT[1] = cv2.flip\ndef f(a): return T[1](a, 1)", "cv2.flip"),
    "appended": ("import cv2\nT = []\nT.append(cv2.flip)\ndef f(a): return T[0](a, 1)", "cv2.flip"),
    "patched onto numpy": (
        "import cv2, numpy as np\nnp.x = cv2.flip\ndef f(a): return np.x(a, 1)",
        "cv2.flip",
    ),
    "through a function": ("import cv2\ndef g(a): return cv2.flip(a, 1)\ndef f(a): return g(a)", "cv2.flip"),
    "through two": (
        "import cv2\ndef f(a): return g(a)\ndef g(a): return h(a)\ndef h(a): return cv2.flip(a, 1)",
        "cv2.flip",
    ),
    "handed on": ("import cv2\ndef g(a): return cv2.flip(a, 1)\ndef f(a): return map(g, a)", "cv2.flip"),
    "through a class": (
        "import cv2\nclass G:\n    def run(self, a): return cv2.flip(a, 1)\ndef f(a): return G().run(a)",
        "cv2.flip",
    ),
    "class attribute": ("import cv2\nclass G:\n    run = cv2.flip\ndef f(a): return G.run(a, 1)", "cv2.flip"),
    "inner function": (
        "import cv2\ndef f(a):\n    def g(): return cv2.flip(a, 1)\n    return g()",
        "cv2.flip",
    ),
    "lambda": ("import cv2\nf = lambda a: cv2.flip(a, 1)", "cv2.flip"),
    "not even wrapped": ("import cv2\nf = cv2.flip", "cv2.flip"),
    "imported as it is": ("from cv2 import flip as f", "cv2.flip"),
    "partial": ("import cv2, functools\nf = functools.partial(cv2.flip, flipCode=1)", "cv2.flip"),
    "default": ("import cv2\ndef f(a, g=cv2.flip): return g(a, 1)", "cv2.flip"),
    "keyword default": ("import cv2\ndef f(a, *, g=cv2.flip): return g(a, 1)", "cv2.flip"),
    "decorator": ("import numba\n@numba.njit\ndef f(a): return a", "numba.njit"),
    "base class": ("import torch\nclass f(torch.nn.Module): pass", "torch.nn.Module"),
    "comprehension": ("import cv2\ndef f(a): return [cv2.flip(x, 1) for x in a]", "cv2.flip"),
    "context": ("import torch\ndef f(a):\n    with torch.no_grad():\n        return a", "torch.no_grad"),
    "import_module": ("import importlib\ndef f(a): return importlib.import_module('cv2').flip(a, 1)", "cv2"),
    "import_module renamed": (
        "from importlib import import_module as i\ng = i('cv2')\ndef f(a): return g.flip(a)",
        "cv2",
    ),
    "__import__": ("def f(a): return __import__('cv2').flip(a, 1)", "cv2"),
    "__import__ renamed": ("g = __import__\ndef f(a): return g('cv2').flip(a, 1)", "cv2"),
    "getattr": ("import cv2\ndef f(a): return getattr(cv2, 'flip')(a, 1)", "cv2.flip"),
    "getattr, unknown": ("import cv2\ndef f(a, n): return getattr(cv2, n)(a, 1)", "cv2"),
    "sys.modules": ("import sys\ndef f(a): return sys.modules['cv2'].flip(a, 1)", "cv2"),
    "globals": ("import cv2\ndef f(a): return globals()['cv2'].flip(a, 1)", "cv2"),
    "eval": ("import cv2\ndef f(a): return eval('cv2.flip(a, 1)')", "cv2.flip"),
    "global": (
        "def setup():\n    global g\n    from cv2 import flip as g\nsetup()\ndef f(a): return g(a, 1)",
        "cv2.flip",
    ),
    "in a try": (
        "try:\n    import cv2\nexcept ImportError:\n    cv2 = None\ndef f(a): return cv2.flip(a, 1)",
        "cv2.flip",
    ),
    "alias in a try": (
        "g = None\ntry:\n    import cv2\n    g = cv2.flip\n"
        "except ImportError:\n    g = None\ndef f(a): return g(a)",
        "cv2.flip",
    ),
    "kept under its own name": ("from cv2 import f\nready = f\ndef f(a): return ready(a, 1)", "cv2.f"),
    "helper module": ("import mine\ndef f(a): return mine.bad(a)", "cv2.flip"),
    "helper's helper": ("from mine import worse\ndef f(a): return worse(a)", "cv2.flip"),
    "helper's import": ("from mine import ready\ndef f(a): return ready(a, 1)", "cv2.flip"),
    "helper's module": ("import mine as m\ndef f(a): return m.cv2.flip(a, 1)", "cv2.flip"),
    "helper's class": ("from mine import Tool\ndef f(a): return Tool().run(a)", "cv2.flip"),
    "package": ("from pkg import exported\ndef f(a): return exported(a)", "cv2.flip"),
    "package, module": ("from pkg import deep\ndef f(a): return deep.unsound(a)", "torch.flip"),
    "package, dotted": ("import pkg.deep\ndef f(a): return pkg.deep.unsound(a)", "torch.flip"),
    "imported by a helper": ("from mine import bad as f", "cv2.flip"),
    "type asked and used": (
        "import torch\ndef f(a): return isinstance(a, torch.Tensor) and torch.mean(a)",
        "torch.mean",
    ),
    "after a shadow elsewhere": (
        "import cv2\ndef g(cv2): return cv2\ndef f(a): return cv2.flip(a, 1)",
        "cv2.flip",
    ),
    "shadowed only in a comprehension": (
        "import cv2\ndef f(a): return [cv2 for cv2 in a], cv2.flip(a)",
        "cv2.flip",
    ),
    "deep": ("import cv2\ndef f(a): return " + "-" * 900 + "cv2.flip(a)", "cv2.flip"),
}


@pytest.mark.parametrize("how", USED)
def test_used(module: Module, how: str) -> None:
    text, call = USED[how]
    found = forbidden_use(module(text, HELPERS), "f")
    assert found is not None
    assert found.call == call


FREE = {
    "import alone": "import cv2, torch\nfrom torch import *\ndef f(a): return a",
    "import inside, unused": "def f(a):\n    import cv2\n    return a",
    "docstring": "import cv2\ndef f(a):\n    'Like cv2.flip(a).'\n    # cv2.flip(a)\n    return a",
    "another function": "import cv2\ndef g(a): return cv2.flip(a)\ndef f(a): return a",
    "numpy and the standard library": (
        "import numpy as np, math\nfrom collections import Counter\n"
        "def f(a): return np.flip(a), math.pi, Counter(a)"
    ),
    "numpy submodule": (
        "from numpy.linalg import solve\nimport numpy.random as r\ndef f(a): return solve(a, a), r.rand()"
    ),
    "annotations": (
        "import torch\ndef f(a: torch.Tensor, *b: torch.Tensor) -> torch.Tensor:\n"
        "    c: torch.Tensor = a\n    return c"
    ),
    "default that is a type": "import torch\ndef f(a, kind=torch.Tensor): return a",
    "default of another": "import torch\ndef f(a, g=torch.mean, h=len): return h(a)",
    "isinstance": "import torch\ndef f(a):\n    if isinstance(a, torch.Tensor): a = a.numpy()\n    return a",
    "isinstance of several": (
        "import torch, numpy as np\ndef f(a): return isinstance(a, (np.ndarray, torch.Tensor))"
    ),
    "issubclass": "import torch\ndef f(a): return issubclass(type(a), torch.Tensor)",
    "type compared": "import torch\ndef f(a): return type(a) is torch.Tensor or a.dtype == torch.float32",
    "is_tensor": "import torch\ndef f(a): return torch.is_tensor(a)",
    "is it there": (
        "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
        "OK = torch is not None\ndef f(a): return a if OK else 0"
    ),
    "cast": "import torch\nfrom typing import cast\ndef f(a): return cast(torch.Tensor, a)",
    "caught": "import cv2\ndef f(a):\n    try:\n        return a\n    except cv2.error:\n        return 0",
    "parameter of that name": "import cv2\ndef f(cv2): return cv2.flip",
    "local of that name": "import cv2\ndef f(a):\n    cv2 = a\n    return cv2.flip",
    "loop variable of that name": (
        "import cv2\ndef f(a):\n    for cv2 in a: print(cv2.x)\n    return [cv2 for cv2 in a]"
    ),
    "lambda parameter": "import cv2\ndef f(a): return (lambda cv2: cv2.x)(a)",
    "with and except": "import cv2\ndef f(a):\n    with a as cv2: cv2.x\n    return a",
    "overwritten": "from cv2 import flip\ndef flip(a): return a[::-1]\ndef f(a): return flip(a)",
    "own name imported before": "from cv2 import *\nfrom cv2 import f\ndef f(a): return f(a[1:])",
    "a method's name": "import cv2\ndef f(a): return a.cv2.flip()",
    "a keyword's name": "import cv2\ndef f(a): return dict(cv2=a)",
    "constant": (
        "import cv2\n"
        "def f(a, code=cv2.COLOR_BGR2GRAY): return code == cv2.COLOR_BGR2GRAY and cv2.INTER_LINEAR"
    ),
    "two stars": "from cv2 import *\nfrom numpy import *\ndef f(a): return flip(a, 1)",
    "builtins under a star": "from cv2 import *\ndef f(a): return sum(len(x) for x in a)",
    "helper": (
        "import mine\nfrom mine import good\nimport around\n"
        "def f(a): return mine.good(a) + good(a) + around.good(a)"
    ),
    "package": "from pkg.deep import sound\nimport pkg\ndef f(a): return sound(a) + pkg.deep.sound(a)",
    "recursion": "def g(a): return f(a)\ndef f(a): return g(a)",
    "itself imported": "import ch05_losses\ndef g(a): return a\ndef f(a): return ch05_losses.g(a)",
    "demo around it": "import cv2\ndef f(a): return a\nx = cv2.imread('a')\ny = f(x)\ncv2.imshow(y)",
    "allowed package": "import cv2\ndef f(a): return a",
}


@pytest.mark.parametrize("how", FREE)
def test_free(module: Module, how: str) -> None:
    assert forbidden_use(module(FREE[how], HELPERS), "f") is None


def test_allowed_packages(module: Module) -> None:
    source = module(
        "import cv2, torch\ndef f(a): return cv2.flip(a)\ndef g(a): return torch.flip(cv2.flip(a))"
    )
    assert forbidden_use(source, "f", allowed=("numpy", "cv2")) is None
    found = forbidden_use(source, "g", allowed=("numpy", "cv2"))
    assert found is not None
    assert found.call == "torch.flip"


def test_where(module: Module, cells: Callable[..., ChapterSource]) -> None:
    text = "import cv2\n\n@staticmethod\ndef f(a):\n    b = a\n    return cv2.flip(\n        b)\n"
    found = forbidden_use(module(text), "f")
    assert found is not None
    assert (found.line, found.file) == (6, "ch05_losses.py")
    found = forbidden_use(module("from pkg.deep import unsound as f", HELPERS), "f")
    assert found is not None
    assert (found.line, found.file) == (4, "pkg/deep.py")
    found = forbidden_use(cells("import cv2", "x = 1\ndef f(a):\n    return cv2.flip(a)"), "f")
    assert found is not None
    assert (found.line, found.file) == (3, "ch05_losses.ipynb, cell 2")


def test_names_that_are_not_there_or_broken(module: Module) -> None:
    source = module("import cv2\ndef f(a): return cv2.flip(a\n")
    assert forbidden_use(source, "f") is None
    assert forbidden_use(source, "g") is None


def test_a_typical_chapter_is_read_and_looked_through_quickly(module: Module) -> None:
    body = "\n".join(f"    x{n} = np.asarray(a)[{n}:] * {n} + helper(b)" for n in range(10))
    functions = "\n".join(f"def f{n}(a, b):\n    '''Doc.'''\n{body}\n    return x1\n" for n in range(20))
    text = f"import numpy as np\nimport torch\ndef helper(x): return x\n{functions}"
    times = []
    for _ in range(3):
        start = time.process_time()
        source = module(text)
        for number in range(20):
            assert forbidden_use(source, f"f{number}") is None
        times.append(time.process_time() - start)
    assert min(times) < 0.2  # some 30 ms where nothing else runs, for 200 lines of code


def test_helpers_in_a_circle_and_in_a_long_row(module: Module) -> None:
    circle = {"a.py": "from b import *\nfrom b import g", "b.py": "from a import *\nfrom a import g"}
    assert forbidden_use(module("from a import *\ndef f(x): return g(x) + h(x)", circle), "f") is None
    row = {f"m{n}.py": f"from m{n + 1} import g" for n in range(1500)}
    assert forbidden_use(module("from m0 import g\ndef f(x): return g(x)", row), "f") is None
