"""A class on the real chapter 5, with one essay more: its own folder, nbgrader's own commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from stubmeister.build import build_course
from stubmeister.course import Course

ROOT = Path(__file__).parents[2]
CHAPTER = "ch05_losses"
ESSAY = "WHICH_LOSS"

STATEMENT = '''

# %% [markdown] tags=["ko"] exercise="WHICH_LOSS"
# ## `WHICH_LOSS` · 어느 손실 함수를 쓸까 (슬라이드 5.1.1)
#
# 집값 자료에 0이 하나 더 붙은 값이 몇 개 섞여 있습니다. MAE와 MSE 가운데 무엇을 쓰고, 왜 그런지 세 문장으로
# 써 보세요.

# %% [markdown] tags=["en"] exercise="WHICH_LOSS"
# ## `WHICH_LOSS` · which loss would you take? (slide 5.1.1)
#
# A few of the prices in your data have one zero too many. MAE or MSE: which would you take, and why? Three
# sentences are enough.

# %% exercise="WHICH_LOSS" slide="5.1.1" level=1 minutes=10
### BEGIN SOLUTION
WHICH_LOSS = """
MAE. One wrong price that is ten times too high weighs in MSE with its square and pulls the whole line.
"""
### END SOLUTION
'''
TESTS = '''

@pytest.mark.exercise("WHICH_LOSS", points=3)
@pytest.mark.manual
@pytest.mark.rubric(
    "Takes MAE, or MSE with a reason that holds.",
    "Says what squaring does to a large error.",
    "Names the wrong prices as outliers.",
)
class TestWhichLoss:
    def test_written(self, student):
        """You wrote something."""
'''
KOREAN = """
msgid "Takes MAE, or MSE with a reason that holds."
msgstr "MAE를 고르거나, 까닭을 제대로 대며 MSE를 골라요."

msgid "Says what squaring does to a large error."
msgstr "제곱이 큰 오차를 어떻게 만드는지 말해요."

msgid "Names the wrong prices as outliers."
msgstr "잘못 적힌 값을 이상치라고 불러요."
"""


def copy_course(root: Path) -> Course:
    """The repository's chapter 5 with an essay, built: stubs, source and release."""
    for folder in ("solutions", "exercises", "graders", "release"):
        ignored = shutil.ignore_patterns("__pycache__", "*ch0[!5]*", "*ch1*")
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    _append(root / "solutions" / f"{CHAPTER}.py", STATEMENT)
    _append(root / "graders" / f"test_{CHAPTER}.py", TESTS)
    _append(root / "graders" / "locale" / "ko" / f"{CHAPTER}.po", KOREAN)
    course = Course(root)
    build_course(course, check_only=False)
    return Course(root)


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def hand_in(root: Path, student: str, answers: dict[str, str]) -> None:
    """A submission: the released notebook with some cells filled in, by their names."""
    book = json.loads((root / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    for cell in book["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name].splitlines(keepends=True)
    folder = root / "submitted" / student / CHAPTER
    folder.mkdir(parents=True)
    (folder / f"{CHAPTER}.ipynb").write_text(json.dumps(book), encoding="utf-8")


def solved(root: Path, **others: str) -> dict[str, str]:
    """The answers of the solution, some replaced."""
    book = json.loads((root / "source" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    found = {}
    for cell in book["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            lines = [
                line for line in cell["source"] if "### BEGIN SOL" not in line and "### END SOL" not in line
            ]
            found[marks["grade_id"]] = "".join(lines)
    return {**found, **others}
