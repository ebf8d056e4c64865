"""`check` as a student runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stubmeister.notebook import _check, _checker, check
from tests import tiny_course
from tests.tiny_course import CHAPTER

Notebook = Callable[..., str]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tiny_course.make_course(tmp_path_factory.mktemp("course"))
    _checker.close()


@pytest.fixture
def notebook(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Notebook:
    """`notebook("halve", cell, cell, ...)`: run the cells, then the check; what it says."""
    monkeypatch.setenv("STUBMEISTER_LANG", "en")
    monkeypatch.setenv("STUBMEISTER_COURSE", str(course))
    monkeypatch.chdir(tmp_path)

    def run(exercise: str, *cells: str, **options: str) -> str:
        monkeypatch.setattr(_check, "kernel_state", lambda: (list(cells), {}))
        check(exercise, **options)
        return capsys.readouterr().out

    return run


RIGHT = "def double(x):\n    return 2 * x"


def test_right(notebook: Notebook) -> None:
    said = notebook("double", RIGHT)
    assert said.splitlines()[0] == "✓ double: passed"


def test_wrong(notebook: Notebook) -> None:
    said = notebook("double", "def double(x):\n    return x * x")
    assert "✗ double: not right yet" in said
    assert "Twice 3 is 6." in said


def test_public_checks_alone(notebook: Notebook) -> None:
    """A teacher who opens the notebook sees what students see: no hidden test runs here."""
    said = notebook("double", "def double(x):\n    return 6")
    assert said.splitlines() == ["✓ double: passed", "  ✓ Twice 3 is 6."]


def test_after_a_change(notebook: Notebook) -> None:
    assert "not right yet" in notebook("double", "def double(x):\n    return x")
    assert "passed" in notebook("double", "def double(x):\n    return x", RIGHT)


def test_another_exercise(notebook: Notebook) -> None:
    """With a helper, and one of the student's own modules beside the notebook."""
    Path("parts.py").write_text("def over(a, b):\n    return a / b\n", encoding="utf-8")
    cells = ("from parts import over", "def two():\n    return 2", "def halve(x):\n    return over(x, two())")
    assert "passed" in notebook("halve", *cells)


def test_the_stub_and_nothing(notebook: Notebook) -> None:
    assert "not started" in notebook(
        "double", 'def double(x):\n    """Twice x."""\n    raise NotImplementedError'
    )
    assert "double is not defined here yet. Run the cell" in notebook("double", "x = 1")


def test_a_slip_in_the_name(notebook: Notebook) -> None:
    said = notebook("doubel", RIGHT)
    assert said == "There is no exercise doubel. Did you mean double?\n"


def test_broken_python(notebook: Notebook) -> None:
    said = notebook("double", "def double(x:\n    return 2 * x")
    assert "double cannot be read" in said


def test_a_crash_ends_there(notebook: Notebook) -> None:
    assert "crashed" in notebook("double", "import os\n\ndef double(x):\n    os._exit(3)")
    assert "passed" in notebook("double", RIGHT)


def test_korean(notebook: Notebook) -> None:
    assert "통과" in notebook("double", RIGHT, language="ko")
    assert "passed" in notebook("double", RIGHT, language="en")


def test_under_nbgraders_validate(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its button calls everything fine that raises nothing."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert "passed" in notebook("double", RIGHT)
    with pytest.raises(_check.NotPassedError, match="Twice 3 is 6"):
        notebook("double", "def double(x):\n    return x * x")


def test_where_the_course_is(course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder that is named, else the one around the notebook, else where this was installed from."""
    monkeypatch.setenv("STUBMEISTER_COURSE", str(course))
    assert _check.find_course().root == course.resolve()
    monkeypatch.delenv("STUBMEISTER_COURSE")
    (course / "notebooks").mkdir(exist_ok=True)
    monkeypatch.chdir(course / "notebooks")
    assert _check.find_course().root == course.resolve()
    monkeypatch.chdir(tmp_path)
    assert (_check.find_course().root / "solutions" / "ch05_losses.py").is_file()


def test_changed_checks_start_anew(course: Path, notebook: Notebook) -> None:
    public = course / "graders" / f"test_{CHAPTER}.py"
    text = public.read_text(encoding="utf-8")
    assert "passed" in notebook("double", RIGHT)
    public.write_text(text.replace("double(3) == 6", "double(3) == 7"), encoding="utf-8")
    try:
        assert "not right yet" in notebook("double", RIGHT)
    finally:
        public.write_text(text, encoding="utf-8")


def test_in_a_real_kernel(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The released notebook with one answer, run from top to bottom by Jupyter."""
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    from stubmeister.build import notebooks
    from stubmeister.course import Course

    monkeypatch.setenv("STUBMEISTER_COURSE", str(course))
    monkeypatch.setenv("STUBMEISTER_LANG", "en")
    book = nbformat.reads(notebooks(Course(course).chapter(CHAPTER))[1], as_version=4)
    cells = {cell.id: cell for cell in book.cells}
    cells["double"].source = "def double(x):\n    return x * x"
    where = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources=where).execute()
    html = cells["double-check"].outputs[0]["data"]["text/html"]
    assert "Twice 3 is 6." in html
    assert "You squared it." in html
    assert "hidden" not in html
    assert "not started" in cells["halve-check"].outputs[0]["data"]["text/html"]
