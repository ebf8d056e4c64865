"""A chapter's exercises are read from its source and its tests, without running either."""

from __future__ import annotations

from pathlib import Path

import pytest

from stubmeister.course import Chapter, Course, Exercise

ROOT = Path(__file__).parents[1]

SOURCE = """# %% [markdown] tags=["en"] points=9
# # Chapter 1
#
# Not a cell: `# %% exercise="quoted"`.

# %% [markdown] exercise="double"
# ## `double`

# %% exercise="double" slide="1.1" level=1 minutes=10
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% exercise="Network" tags=["a", "b"] slide="1.2" level=2 minutes="long"
class Network:
    pass

# %% exercise="ROLES" slide="1.3"
ROLES = {"labels": "data scientist"}

# %%
HELPER = 1

# %% exercise="PLAN" slide="1.4" level=3 minutes=30
PLAN: str = (
    "First this, "
    "then that."
)
"""
PUBLIC = """import pytest
from pytest import mark

pytestmark = pytest.mark.by_hand

@pytest.mark.exercise("double", points=2)
class TestDouble:
    pass

@mark.exercise("Network", points=4.5)
def test_network(student):
    pass

@pytest.mark.exercise("PLAN", points=2)
@pytest.mark.manual
@pytest.mark.rubric(
    "Says what comes first.",
    "Says what comes "
    "next.",
)
class TestPlan:
    pass
"""
HIDDEN = """import pytest

@pytest.mark.exercise("double")
class TestDouble:
    pass
"""


@pytest.fixture
def chapter(tmp_path: Path) -> Chapter:
    chapter = Chapter(tmp_path, "ch01_numbers")
    files = {chapter.solution: SOURCE, chapter.public_tests: PUBLIC, chapter.hidden_tests: HIDDEN}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return chapter


def test_what_is_asked(chapter):
    """Kind, slide, level and minutes from the cells; points, rubric and who grades from the marks."""
    double, network, roles, plan = chapter.exercises
    assert double == Exercise("ch01_numbers", "double", "function", "1.1", 1, 10, 2.0, 0.0, (), 9)
    assert (network.name, network.kind, network.points) == ("Network", "function", 4.5)
    assert (network.level, network.minutes) == (2, 0)
    assert (roles.kind, roles.points, roles.level) == ("quiz", 1.0, 0)
    assert (plan.kind, plan.points, plan.manual_points) == ("essay", 0.0, 2.0)
    assert plan.rubric == ("Says what comes first.", "Says what comes next.")


def test_parameters(chapter):
    """Those of functions and, without self, of a class's `__init__`; positional-only ones too."""
    chapter.solution.write_text(
        "def f(a, /, b, *rest, c=1): ...\n"
        "class Network:\n    def __init__(self, width): ...\n    def forward(self, x): ...\n"
        "class Plain: ...\n"
    )
    assert chapter.parameters == {"f": ("a", "b"), "Network": ("width",)}


def test_a_students_copy_has_the_same_exercises(chapter):
    """A stub, with Windows line ends and its essay empty, tells as much; without tests there are no marks."""
    chapter.solution.unlink()
    chapter.exercise.parent.mkdir()
    stub = SOURCE.replace('(\n    "First this, "\n    "then that."\n)', '""')
    chapter.exercise.write_bytes(stub.replace("\n", "\r\n").encode())
    chapter.public_tests.unlink()
    assert [each.kind for each in chapter.exercises] == ["function", "function", "quiz", "essay"]
    assert [each.level for each in chapter.exercises] == [1, 2, 0, 3]
    assert chapter.exercises[3].manual_points == 0


def test_no_source_no_exercises(tmp_path):
    assert Chapter(tmp_path, "ch01_numbers").exercises == []


def test_the_course_says_the_same_as_its_tests():
    """Points and names of the real course, as pytest's marks have them."""
    chapter = Course(ROOT).chapter("ch05_losses")
    assert [each.name for each in chapter.exercises][:3] == ["mae", "mse", "rmse"]
    assert sum(each.points for each in chapter.exercises) == 27
