"""A course with one chapter of a quiz, a function and an essay, for tests of the system itself."""

from __future__ import annotations

import shutil
from pathlib import Path

CHAPTER = "ch02_animals"
ROOT = Path(__file__).parents[1]

SOLUTION = '''# %%
import math

# %% exercise="LEGS" slide="1" level=1 minutes=2
LEGS = {
    ### BEGIN SOLUTION
    "a spider": "eight",
    "a bee": "six",
    "a dog": "four",
    "a snake": "none",
    ### END SOLUTION
}

# %% exercise="double" slide="2"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% exercise="WHY" slide="3"
### BEGIN SOLUTION
WHY = "Because evolution likes even numbers."
### END SOLUTION
'''

PUBLIC = '''import pytest
from graders import quiz
from graders.compare import gives

@pytest.mark.exercise("LEGS", points=4)
class TestLegs:
    @pytest.mark.weight(0)
    def test_filled_in(self, student, quizzes):
        """Each animal has one of the four words, and there are no others."""
        quiz.filled_in(student, "LEGS", quizzes["LEGS"], ["none", "four", "six", "eight"])

@pytest.mark.exercise("double", points=2)
class TestDouble:
    def test_three(self, student):
        """Twice 3 is 6."""
        gives(student.double, 6, 3)
'''

HIDDEN = '''import pytest
from graders import quiz

KEYS = [
    pytest.param("a spider", marks=pytest.mark.hint("Insects have six, and this is none.")),
    pytest.param("a bee", marks=pytest.mark.hint("It is an insect.")),
    pytest.param("a dog", marks=pytest.mark.hint("Count its paws.")),
    pytest.param("a snake", marks=pytest.mark.hint("Look at its belly.")),
]

@pytest.mark.exercise("LEGS")
class TestLegs:
    @pytest.mark.parametrize("key", KEYS)
    def test_answer(self, student, solution, key):
        """The right number of legs for {key}."""
        quiz.answered(student, solution, "LEGS", key)
'''

WRONG = '''from stubmeister.grading import misconception

@misconception("LEGS")
def bee_is_a_spider():
    """You took the bee for a spider."""
    return {"a bee": "eight"}

@misconception("LEGS")
def swapped():
    """You swapped the bee and the spider."""
    return {"a bee": "eight", "a spider": "six"}

@misconception("LEGS")
def lizard():
    """A snake is no lizard."""
    return {"a snake": "four"}

@misconception("double")
def squared(x):
    """You squared it."""
    return x * x
'''

FILES = {
    f"solutions/{CHAPTER}.py": SOLUTION,
    f"graders/test_{CHAPTER}.py": PUBLIC,
    f"graders/hidden/test_{CHAPTER}.py": HIDDEN,
    f"graders/misconceptions/{CHAPTER}.py": WRONG,
    "graders/contract.json": "{}",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\npythonpath = ["."]\n',
}


def make_course(folder: Path) -> Path:
    """Write the course into `folder`, with the real rules of comparison; `exercises/` is still empty."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("compare.py", "quiz.py"):
        shutil.copy(ROOT / "graders" / name, folder / "graders" / name)
    (folder / "exercises").mkdir()
    return folder
