"""What `stubmeister build` makes of a solution for nbgrader."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from stubmeister.build import build_course, notebooks, secrets_in
from stubmeister.course import Course
from tests import tiny_course
from tests.golden.conftest import ROOT
from tests.tiny_course import CHAPTER

SOLUTION = '''# %% [markdown] tags=["ko"] points=9
# # 1장 · 숫자

# %% [markdown] tags=["en"] points=9
# # Chapter 1 · Numbers

# %%
import numpy as np

# %%
### BEGIN SOLUTION
FACTOR = 2  # the secret of doubling, known to helpers alone


def times_factor(x):
    return FACTOR * x
### END SOLUTION

# %% [markdown] tags=["ko"] exercise="double"
# ## `double` · 두 배

# %% [markdown] tags=["en"] exercise="double"
# ## `double` · twice

# %%
if "get_ipython" in globals():
    from stubmeister.notebook import show

    show(np.zeros((2, 2), np.uint8))


# %% exercise="double" slide="1" level=1 minutes=5
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return times_factor(x)
    ### END SOLUTION


# %% exercise="UNITS" slide="1"
### BEGIN SOLUTION
UNITS = {"length": "metre", "time": "second"}
### END SOLUTION

# %% [markdown] exercise="WHY"
# ## Why?

# %% exercise="WHY" slide="1"
### BEGIN SOLUTION
WHY = """Because a sample answer stands here, and nobody else may read it."""
### END SOLUTION
'''
MORE_TESTS = '''

@pytest.mark.exercise("UNITS", points=2)
class TestUnits:
    def test_length(self, student):
        """Length is measured in metres."""
        assert student.UNITS["length"] == "metre"

@pytest.mark.exercise("WHY", points=3)
@pytest.mark.manual
@pytest.mark.rubric("Gives a reason.", "Is short.", "Is right.")
class TestWhy:
    def test_is_written(self, student):
        """WHY holds a text."""
        assert student.WHY
'''


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tiny_course.make_course(tmp_path_factory.mktemp("course"))
    (root / "solutions" / f"{CHAPTER}.py").write_text(SOLUTION, encoding="utf-8")
    (root / "graders" / f"test_{CHAPTER}.py").write_text(tiny_course.PUBLIC + MORE_TESTS, encoding="utf-8")
    return Course(root)


@pytest.fixture(scope="module")
def made(course: Course) -> tuple[dict, dict]:
    """Source and release, each cell by its id."""
    source, release = notebooks(course.chapter(CHAPTER))
    return tuple({cell["id"]: cell for cell in json.loads(text)["cells"]} for text in (source, release))  # type: ignore[return-value]


def test_cells_in_order(made: tuple[dict, dict]) -> None:
    assert list(made[0]) == list(made[1])
    assert list(made[1]) == [
        *("title-ko", "title-en", "how-to-ko", "how-to-en", "notebook-setup", "code-1", "helpers-1"),
        *("double-ko", "double-en", "double-picture", "double", "double-check", "UNITS", "UNITS-check"),
        *("WHY-all", "WHY-rubric-ko", "WHY-rubric-en", "WHY"),
    ]


def test_metadata(made: tuple[dict, dict]) -> None:
    """Statements and checks are locked, answers are not, points stand where the tests have them."""
    marks = {name: cell["metadata"]["nbgrader"] for name, cell in made[1].items()}
    assert all(cell["grade_id"] == name for name, cell in marks.items())
    free = [name for name, cell in marks.items() if not cell["locked"]]
    assert (
        free
        == ["helpers-1", "double", "UNITS", "WHY"]
        == [name for name, m in marks.items() if m["solution"]]
    )
    points = {name: cell["points"] for name, cell in marks.items() if cell["grade"]}
    assert points == {"double-check": 2, "UNITS-check": 2, "WHY": 3}
    assert all(m["metadata"].get("editable") is False for n, m in made[1].items() if n not in free)


def test_nothing_of_jupytext_is_left(made: tuple[dict, dict]) -> None:
    for book in made:
        for cell in book.values():
            assert set(cell["metadata"]) <= {"nbgrader", "deletable", "editable"}


def test_source_holds_the_solutions_and_release_none(course: Course, made: tuple[dict, dict]) -> None:
    source, release = ({name: "".join(cell["source"]) for name, cell in book.items()} for book in made)
    assert "times_factor(x)" in source["double"]
    assert "metre" in source["UNITS"]
    assert release["helpers-1"] == "# YOUR CODE HERE"
    assert release["double"].endswith("    # YOUR CODE HERE\n    raise NotImplementedError")
    assert release["UNITS"] == '# YOUR ANSWER HERE\nUNITS = {\n    "length": None,\n    "time": None,\n}'
    assert release["WHY"] == '# YOUR ANSWER HERE\nWHY = ""'
    text = notebooks(course.chapter(CHAPTER))[1]
    assert not any(
        secret in text for secret in ("FACTOR", "times_factor", "metre", "sample answer", "SOLUTION")
    )
    assert not list(secrets_in(course, {"release.ipynb": text.encode()}))


def test_rubric_stands_before_the_essay(made: tuple[dict, dict]) -> None:
    assert "".join(made[1]["WHY-rubric-en"]["source"]).endswith("- Gives a reason.\n- Is short.\n- Is right.")


def test_rubric_is_not_said_twice(course: Course) -> None:
    """Where the statement holds every line of it."""
    file = course.root / "solutions" / f"{CHAPTER}.py"
    lines = "# ## Why?\n#\n# 1. Gives a reason.\n# 2. Is short.\n# 3. Is right."
    file.write_text(SOLUTION.replace("# ## Why?", lines), encoding="utf-8")
    try:
        release = notebooks(Course(course.root).chapter(CHAPTER))[1]
    finally:
        file.write_text(SOLUTION, encoding="utf-8")
    assert "WHY-rubric" not in release


@pytest.mark.parametrize(("lang", "gone"), [("ko", "-en"), ("en", "-ko")])
def test_one_language(course: Course, lang: str, gone: str) -> None:
    release = json.loads(notebooks(course.chapter(CHAPTER), lang)[1])
    assert not any(cell["id"].endswith(gone) for cell in release["cells"])
    assert any(cell["id"] == f"how-to-{lang}" for cell in release["cells"])


def test_valid_and_the_same_each_time(course: Course) -> None:
    first, second = (notebooks(course.chapter(CHAPTER)) for _ in range(2))
    assert first == second
    for text in first:
        nbformat.validate(nbformat.reads(text, as_version=4))


def test_build_and_check(course: Course) -> None:
    """The release is compared, the source is made and never missed; what has no solution is reported."""
    chapter = course.chapter(CHAPTER)
    found = {(each.path.as_posix(), each.problem) for each in build_course(course, check_only=True)}
    assert (f"release/{CHAPTER}/{CHAPTER}.ipynb", "missing") in found
    assert not any(path.startswith("source/") for path, _problem in found)
    build_course(course, check_only=False)
    assert build_course(course, check_only=True) == []
    assert chapter.source_notebook.is_file()
    for file in (chapter.release_notebook, chapter.source_notebook):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("how-to", "how-not"), encoding="utf-8")
        (difference,) = build_course(course, check_only=True)
        assert (course.root / difference.path, difference.problem) == (file, "stale")
        file.write_text(text, encoding="utf-8")
    extra = course.root / "release" / "ch98_old" / "ch98_old.ipynb"
    extra.parent.mkdir()
    extra.write_text("{}", encoding="utf-8")
    assert [each.problem for each in build_course(course, check_only=True)] == ["extra"]
    extra.unlink()


def test_nothing_beside_the_notebooks_of_the_course() -> None:
    """nbgrader copies what lies beside a source into the release, unstripped."""
    for step in ("source", "release"):
        files = [
            path
            for path in (ROOT / step).rglob("*")
            if path.is_file() and ".ipynb_checkpoints" not in path.parts
        ]
        assert all(path.suffix == ".ipynb" and path.stem == path.parent.name for path in files)


def test_handout_has_the_notebooks(course: Course, tmp_path: Path) -> None:
    from stubmeister.build import handout

    assert f"notebooks/{CHAPTER}.ipynb" in handout(course, tmp_path / "handout.zip")
