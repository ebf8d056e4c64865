"""A small chapter with one region of every kind, and a course folder to put it in."""

from __future__ import annotations

from pathlib import Path

from stubmeister.course import Course

CHAPTER = '''\
# %% [markdown] tags=["ko"]
# # 5장 · 손실 함수
# %% [markdown] tags=["en"]
# # Chapter 5 · Loss functions
# %%
import numpy as np


# %%
### BEGIN SOLUTION
def _secret_helper(values):
    return values.secret_sum()
### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mae"
# ## `mae` · 평균 절대 오차
# %% [markdown] tags=["en"] exercise="mae"
# ## `mae` · mean absolute error
# %% exercise="mae" slide="5.1.1"
def mae(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """The mean of the absolute differences."""
    ### BEGIN SOLUTION
    # secret: the mean
    difference = y_pred - y_true
    return float(np.mean(np.abs(difference)))  # secret
    ### END SOLUTION


# %% exercise="ROLE" slide="3.1"
### BEGIN SOLUTION
ROLE: dict[str, str] = {
    "labels images": "secret annotator",  # secret reason
    "고양이 사진을 모은다": "secret collector",
    'says "no"': "secret manager",
}
### END SOLUTION


# %% exercise="GOAL" slide="1.1"
GOAL = {
    ### BEGIN SOLUTION
    "a number": "secret regression",
    ### END SOLUTION
}


# %% exercise="FORECAST" slide="12"
### BEGIN SOLUTION
FORECAST = """secret
essay"""
### END SOLUTION


# %% exercise="Net" slide="10.2"
class Net:
    """Two layers."""

    def __init__(self, width: int) -> None:
        self.width = width
        ### BEGIN SOLUTION
        self.secret_layer = width
        ### END SOLUTION

    ### BEGIN SOLUTION
    def forward(self, x):
        return self.secret_layer * x
    ### END SOLUTION
'''


def make_course(root: Path, solution: str = CHAPTER, name: str = "ch05_losses") -> Course:
    """A course folder with one chapter, not built yet."""
    for folder in ("solutions", "exercises", "graders/hidden", "graders/misconceptions"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "solutions" / f"{name}.py").write_text(solution, encoding="utf-8")
    (root / "graders" / f"test_{name}.py").write_text(
        'import pytest\n\n\n@pytest.mark.exercise("mae", points=2)\n'
        'def test_example(student):\n    """The public title."""\n    assert student.mae(1, 2) == 1\n'
    )
    return Course(root)
