"""A course with one chapter of two small exercises, for tests of the system itself."""

from __future__ import annotations

from pathlib import Path

CHAPTER = "ch01_numbers"

# They stand at the end, so that the code begins on the first line.
STATEMENTS = """
# %% [markdown] tags=["ko"] points=5
# # 1장

# %% [markdown] tags=["en"] points=5
# # Chapter 1

# %% [markdown] tags=["ko"] exercise="double"
# 두 배

# %% [markdown] tags=["en"] exercise="double"
# Twice

# %% [markdown] tags=["ko"] exercise="halve"
# 절반

# %% [markdown] tags=["en"] exercise="halve"
# Half
"""

SOLUTION = (
    '''# %%
import numpy as np

# %% exercise="double" slide="1" level=1 minutes=5
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% exercise="halve" slide="1" level=1 minutes=5
def halve(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
'''
    + STATEMENTS
)

STUB = (
    '''# %%
import numpy as np

# %% exercise="double" slide="1" level=1 minutes=5
def double(x):
    """Twice x."""
    # YOUR CODE HERE
    raise NotImplementedError

# %% exercise="halve" slide="1" level=1 minutes=5
def halve(x):
    """Half of x."""
    # YOUR CODE HERE
    raise NotImplementedError
'''
    + STATEMENTS
)

PUBLIC = '''import pytest

@pytest.mark.exercise("double", points=2)
class TestDouble:
    def test_three(self, student):
        """Twice 3 is 6."""
        assert student.double(3) == 6, "double(3) is not 6"

@pytest.mark.exercise("halve", points=3)
class TestHalve:
    def test_three(self, student):
        """Half of 3 is 1.5."""
        assert student.halve(3.0) == 1.5, "halve(3) is not 1.5"
'''

HIDDEN = '''import pytest
from hypothesis import given, strategies as st
from graders.compare import agree

@pytest.mark.exercise("double")
class TestDouble:
    @given(st.integers(-9, 9))
    def test_any(self, student, solution, x):
        """Twice any whole number."""
        agree(student.double, solution.double, x)

@pytest.mark.exercise("halve")
@pytest.mark.by_hand
class TestHalve:
    @pytest.mark.weight(2)
    def test_any(self, student, solution):
        """Half of any number."""
        agree(student.halve, solution.halve, 5.0)
'''

COMPARE = """from stubmeister.grading import Mismatch

def same(got, expected, tolerance=1e-6):
    return None if type(got) is type(expected) and got == expected else "not the same"

def agree(remote, reference, *args):
    got, expected = remote(*args), reference(*args)
    reason = same(got, expected)
    if reason:
        arguments = remote.arguments(args, {})
        raise Mismatch(reason, function=remote.__name__, arguments=arguments, got=got, expected=expected)
"""

WRONG = '''from stubmeister.grading import misconception

@misconception("double")
def squared(x):
    """You squared it."""
    return x * x

@misconception("halve")
def doubled(x):
    """You doubled it."""
    return x * 2
'''

FILES = {
    f"solutions/{CHAPTER}.py": SOLUTION,
    f"exercises/{CHAPTER}.py": STUB,
    f"graders/test_{CHAPTER}.py": PUBLIC,
    f"graders/hidden/test_{CHAPTER}.py": HIDDEN,
    f"graders/misconceptions/{CHAPTER}.py": WRONG,
    "graders/compare.py": COMPARE,
    "graders/contract.json": "{}",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\npythonpath = ["."]\n',
}


def make_course(folder: Path) -> Path:
    """Write the course into `folder`."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def hand_in(submitted: Path, student: str, double: str = "return 2 * x", halve: str = "return x / 2") -> Path:
    """A student's folder with the chapter's file, each function's body as given."""
    folder = submitted / student
    folder.mkdir(parents=True)
    text = f"def double(x):\n    {double}\n\ndef halve(x):\n    {halve}\n"
    (folder / f"{CHAPTER}.py").write_text(text, encoding="utf-8")
    return folder
