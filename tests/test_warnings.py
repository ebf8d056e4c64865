"""What a submission's function warns of, as the worker notes it."""

from __future__ import annotations

import pytest

from stubmeister.wall.session import Session

LOUD = "1 / np.exp(np.array([1000.0]))"
WARNING = "RuntimeWarning: overflow encountered in exp"


@pytest.fixture
def warned(tmp_path):
    """`warned(body)`: what three calls of a function with that body are said to warn of."""

    def run(body: str, preamble: str = "") -> list[list[str]]:
        session = Session("ch04_networks", tmp_path)
        source = f"import warnings\nimport numpy as np\n{preamble}\ndef f():\n    {body}\n"
        session.execute({"op": "unit", "file": "f.py", "line": 1, "source": source})
        request = {"op": "call", "name": "f", "args": [], "kwargs": {}, "warnings": True}
        return [session.execute(request)["warnings"] for _ in range(3)]

    return run


def test_each_call_tells_again(warned):
    """Python shows a warning once for each place; a grader must see it in whichever call."""
    assert warned(f"return {LOUD}") == [[WARNING]] * 3


def test_a_warning_repeated_in_a_loop_is_told_once(warned):
    assert warned(f"return [{LOUD} for _ in range(99)]") == [[WARNING]] * 3


@pytest.mark.parametrize(
    ("body", "preamble"),
    [
        ("return np.exp(np.array([-1000.0]))", ""),
        (f"with np.errstate(over='ignore'): return {LOUD}", ""),
        (f"with warnings.catch_warnings(): warnings.simplefilter('ignore'); return {LOUD}", ""),
        (f"return {LOUD}", "warnings.filterwarnings('ignore')"),
    ],
    ids=["nothing to warn of", "errstate", "catch_warnings", "filter of the module"],
)
def test_what_the_submission_silences_stays_silent(warned, body, preamble):
    assert warned(body, preamble) == [[]] * 3


def test_not_noted_unless_asked(tmp_path):
    session = Session("ch04_networks", tmp_path)
    session.execute({"op": "unit", "file": "f.py", "line": 1, "source": "def f(): return 1"})
    assert "warnings" not in session.execute({"op": "call", "name": "f", "args": [], "kwargs": {}})
