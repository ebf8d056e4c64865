"""A teacher at formgrader, in a real browser: sees the class, reads a submission, gives marks and comments.

`STUBMEISTER_SCREENSHOTS=docs/images pytest tests/nbgrader/test_formgrader.py` makes the pictures of the docs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbgrader", reason="pip install nbgrader")
pytest.importorskip("selenium", reason="pip install selenium")

from stubmeister.report.lms import Request, export
from tests.nbgrader import browser, course, stock
from tests.nbgrader.course import CHAPTER, ESSAY

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
    pytest.mark.skipif(
        browser.chromium() is None and not os.environ.get("CI"),  # CI installs one: there it has to be
        reason="no browser: apt-get install chromium chromium-driver",
    ),
]

ROOTED = """\
def mse(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))
"""
TEXT = '''\
WHICH_LOSS = """
MSE squares the error, so one price with a zero too many counts a hundred times. I take MAE.
"""
'''
SECONDS = 30


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four on chapter 5, graded by `nbgrader autograde`."""
    root = tmp_path_factory.mktemp("course") / "course"
    root.mkdir()
    course.copy_course(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.Stubmeister.language = 'en'\n")
    lines = [f"student{number},{number},Student,student{number}@school.example" for number in range(1, 5)]
    names = "\n".join(["id,first_name,last_name,email", *lines]) + "\n"
    (root / "students.csv").write_text(names, encoding="utf-8")
    course.hand_in(root, "student1", course.solved(root))
    course.hand_in(root, "student2", course.solved(root, mse=ROOTED, **{ESSAY: TEXT}))
    course.hand_in(root, "student3", course.solved(root, mae="def mae(y_pred, y_true):\n    return 0\n"))
    course.hand_in(root, "student4", {})
    for words in (
        ("db", "student", "import", "students.csv"),
        ("generate_assignment", CHAPTER),
        ("autograde", CHAPTER),
    ):
        done = stock.nbgrader(root, *words)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with browser.jupyter(root) as address:
        yield address


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser.opened() as driver:
        yield driver


def find(driver: Any, selector: str) -> Any:
    """The first visible element; waits for it."""
    return until(
        lambda: next((e for e in driver.find_elements("css selector", selector) if e.is_displayed()), None)
    )


def until(condition: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """What `condition` gives once it is true."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "the page did not come to what the test waits for"
        time.sleep(0.1)
    return found


def picture(driver: Any, name: str, height: int, around: str = "h1") -> None:
    """A screenshot, where one was asked for, of what stands around an element."""
    folder = os.environ.get("STUBMEISTER_SCREENSHOTS")
    if folder:
        driver.set_window_size(1280, height)
        time.sleep(3)  # fades, formulas, formgrader's own scrolling
        show(driver, find(driver, around))
        time.sleep(0.5)
        driver.save_screenshot(str(Path(folder) / f"{name}.png"))
        driver.set_window_size(1280, 860)


def rows(driver: Any) -> list[list[str]]:
    """The table on the page."""
    cells = "[...row.cells].map(cell => cell.innerText.trim())"
    found = driver.execute_script(f"return [...document.querySelectorAll('tbody tr')].map(row => {cells})")
    return [line for line in found if line]


def test_the_class_is_there(driver: Any, address: str) -> None:
    driver.get(browser.page(address, "formgrader/manage_assignments"))
    until(lambda: any(CHAPTER in line for line in rows(driver)))
    driver.get(browser.page(address, f"formgrader/manage_submissions/{CHAPTER}"))
    students = until(lambda: len(rows(driver)) == 4 and rows(driver))
    assert [line[:2] for line in students] == [[f"Student, {n}", f"student{n}"] for n in (1, 2, 3, 4)]
    assert [line[3] for line in students] == [*["needs manual grading"] * 3, "graded"]
    picture(driver, "formgrader-class", 620)


def open_submission(driver: Any, address: str, student: str, root: Path) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        number = gradebook.find_submission_notebook(CHAPTER, CHAPTER, student).id
    driver.get(browser.page(address, f"formgrader/submissions/{number}/"))
    until(lambda: driver.find_elements("css selector", ".needs_manual_grade"))  # the marks have come


def show(driver: Any, element: Any) -> None:
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'});", element)


def write(driver: Any, selector: str, text: str) -> None:
    """Type into a field and leave it, as a person does; formgrader saves then."""
    field = find(driver, selector)
    show(driver, field)
    field.clear()
    field.send_keys(text)
    driver.execute_script("arguments[0].blur();", field)


def test_marks_and_comments_reach_the_gradebook(driver: Any, address: str, root: Path) -> None:
    driver.get(browser.page(address, f"formgrader/gradebook/{CHAPTER}/{CHAPTER}"))
    until(lambda: len(rows(driver)) == 4)
    open_submission(driver, address, "student2", root)
    body = find(driver, "body").text
    assert "you took the square root" in body.lower()
    picture(driver, "formgrader-submission", 1000, "#mse-check")
    write(driver, "#mse-comment", "Read slide 5.1.1 again: MSE has no root.")
    write(driver, f"#{ESSAY}", "2")
    write(driver, f"#{ESSAY}-comment", "Good. **Outlier** is the word to use.")
    picture(driver, "formgrader-essay", 800, f"#{ESSAY}")
    until(lambda: saved(root))
    made = export(Request("csv", f"sqlite:///{root / 'gradebook.db'}"))
    marks = {line.split(",")[0]: float(line.split(",")[-1]) for line in made.text.splitlines()[1:]}
    assert marks["student2"] == pytest.approx(before(root, "student2") + 2, abs=1e-4)
    assert [note for note in made.notes if "student2" in note] == []


def saved(root: Path) -> bool:
    """Whether mark and comments stand in the gradebook."""
    from nbgrader.api import Gradebook

    names = (CHAPTER, CHAPTER, "student2")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        essay = gradebook.find_grade(ESSAY, *names)
        comments = [gradebook.find_comment(cell, *names).manual_comment for cell in ("mse", ESSAY)]
        return essay.manual_score == 2 and not essay.needs_manual_grade and all(comments)


def before(root: Path, student: str) -> float:
    """The marks that the tests gave."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(CHAPTER, CHAPTER, student)
        return sum(float(grade.auto_score or 0) for grade in notebook.grades)


def test_grading_again_keeps_what_a_person_gave(root: Path) -> None:
    done = stock.nbgrader(root, "autograde", CHAPTER, "--student", "student2", "--force")
    assert done.returncode == 0, done.stderr
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        assert gradebook.find_grade(ESSAY, CHAPTER, CHAPTER, "student2").manual_score == 2
        comment = gradebook.find_comment("mse", CHAPTER, CHAPTER, "student2")
        assert comment.manual_comment.startswith("Read slide")
