"""A sample class, made from the course's own solutions and known wrong answers: what grading is tried on."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import jupytext

from stubmeister.build import exercise_cells, replace_exercise, stub_source
from stubmeister.course import Chapter, Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading.known_wrong import known_wrong, wrong_definition
from stubmeister.lang import _

MARKER = ".stubmeister-demo"

ENDLESS = "def mse(y_pred, y_true):\n    while True:\n        pass\n"
CRASH = "def rmse(y_pred, y_true):\n    import os\n    os._exit(0)\n"
READY_MADE = (
    "def mse(y_pred, y_true):\n"
    "    import torch\n"
    "    loss = torch.nn.MSELoss()\n"
    "    return float(loss(torch.from_numpy(y_pred), torch.from_numpy(y_true)))\n"
)
BROKEN = "def mae(y_pred, y_true):\n    return np.mean(np.abs(y_pred - y_true)\n"
HALF_A_QUIZ = """GOAL = {
    "dog or cat": "classification",
    "handwritten digit": "classification",
    "age from a photo": "classification",
    "worth of a used car": None,
    "sales next year": None,
    "electricity tomorrow": None,
    "kinds of shoppers": "classification",
    "fewer measurements": None,
}
"""
KOREAN_NOTE = "# 메모장에서 저장한 파일입니다.\n"


def sample_class(course: Course, out: Path) -> Path:
    """Write the sample submissions below `out` and give their folder.

    Raises:
        StubmeisterError: `out` holds something else.
    """
    submitted = out / "submitted"
    if out.exists() and any(out.iterdir()) and not (out / MARKER).exists():
        raise StubmeisterError(_("{folder} is not empty.", folder=str(out)), _("Choose another --out."))
    shutil.rmtree(submitted, ignore_errors=True)
    submitted.mkdir(parents=True)
    (out / MARKER).touch()
    for name, make in students(course).items():
        folder = submitted / name
        folder.mkdir()
        for file, content in make():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
    return submitted


Files = Iterable[tuple[str, bytes]]


def students(course: Course) -> dict[str, Callable[[], Files]]:
    """What each sample student hands in: file names with their contents."""
    ch01, ch04, ch05, ch09, ch10, ch12 = (
        course.chapter(name)
        for name in (
            "ch01_overview",
            "ch04_networks",
            "ch05_losses",
            "ch09_opencv",
            "ch10_mnist",
            "ch12_future",
        )
    )
    begun10 = module(ch10, done=("load_mnist", "make_loader", "accuracy"))
    no_essay = module(ch12, blank=("FORECAST",))
    return {
        "s01-all-right": lambda: [module(each) for each in (ch01, ch04, ch05, ch09, ch10, ch12)],
        "s02-notebooks": lambda: [
            *(notebook(each) for each in (ch01, ch04, ch05, ch09, ch12)),
            notebook(ch10, done=("load_mnist", "accuracy")),
        ],
        "s03-blank": lambda: [module(each, done=()) for each in (ch01, ch04, ch05, ch09, ch10, ch12)],
        "s04-half-done": lambda: [
            module(ch01, replace={"GOAL": HALF_A_QUIZ}, blank=("pca_project", "q_update", "kmeans_step")),
            module(ch04, done=("relu", "sigmoid", "dense", "count_parameters")),
            module(ch05, done=("mae", "mse", "rmse")),
            module(ch09, done=("load_image", "scale")),
        ],
        "s05-wrong-losses": lambda: [
            module(ch01, wrong={"LEARNING_TYPE": "winning_is_a_label", "fit_line": "through_the_origin"}),
            module(ch05, wrong={"mse": "root_taken", "rmse": "root_forgotten", "one_hot": "left_to_numpy"}),
            module(ch09),
            begun10,
        ],
        "s06-slide-formulas": lambda: [
            module(ch04, wrong={"softmax": "nothing_subtracted", "conv2d": "kernel_turned"}),
            module(ch05, wrong={"categorical_cross_entropy": "slide_formula", "mae": "absolute_of_the_mean"}),
            begun10,
            no_essay,
        ],
        "s07-endless-loop": lambda: [module(ch05, replace={"mse": ENDLESS}), module(ch09), no_essay],
        "s08-crash": lambda: [module(ch01), module(ch05, replace={"rmse": CRASH}), begun10],
        "s09-notepad-cp949": lambda: [
            in_cp949(module(ch05)),
            module(ch09, wrong={"crop_margins": "minus_zero", "flips": "horizontal_first"}),
            module(ch12, wrong={"rotation_task": "clockwise"}),
        ],
        "s10-broken-cell": lambda: [
            notebook(ch05, replace={"mae": BROKEN}),
            module(ch09, wrong={"blurs": "gaussian_before_mean"}),
        ],
        "s11-ready-made": lambda: [
            module(ch04, wrong={"attention": "not_scaled", "dropout": "rest_not_scaled"}),
            module(ch05, replace={"mse": READY_MADE}),
            module(ch09),
        ],
        "s12-training-mistakes": lambda: [
            module(ch05),
            module(
                ch10, wrong={"train_epoch": "no_zero_grad", "predict": "on_0_to_255"}, blank=("train_mnist",)
            ),
        ],
        "s13-empty": lambda: [],
        "s14-browser-copy": lambda: [
            renamed(notebook(ch05, wrong={"mse": "root_taken"}), "ch05_losses (1).ipynb")
        ],
    }


def text_of(
    chapter: Chapter,
    done: Iterable[str] | None = None,
    wrong: dict[str, str] | None = None,
    replace: dict[str, str] | None = None,
    blank: Iterable[str] = (),
) -> str:
    """A student's version of a chapter.

    Args:
        chapter: Which.
        done: Exercises solved, the others left as stubs; None: all are solved.
        wrong: Exercises answered by the known wrong answer of this name.
        replace: Exercises answered by this source.
        blank: Exercises left as stubs.
    """
    text = chapter.solution.read_text(encoding="utf-8")
    stub, names = stub_source(text), [cell.name for cell in exercise_cells(text)]
    if done is not None:
        blank = [name for name in names if name not in tuple(done)]
    if blank == names:
        return stub
    for name in blank:
        text = replace_exercise(text, name, definition(stub, name))
    for name, mistake in (wrong or {}).items():
        answer = next(each for each in known_wrong(chapter) if (each.exercise, each.name) == (name, mistake))
        text = replace_exercise(text, name, wrong_definition(chapter, answer))
    for name, source in (replace or {}).items():
        text = text.replace(definition(text, name), source)
    return text


def definition(text: str, name: str) -> str:
    """The source of a top-level function, class, quiz or essay."""
    for node in ast.parse(text).body:
        names = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
        if name in (getattr(node, "name", ""), *names):
            return (ast.get_source_segment(text, node) or "") + "\n"
    raise KeyError(name)


def module(chapter: Chapter, **choices: object) -> tuple[str, bytes]:
    """A `.py` submission; `choices` as in `text_of`."""
    return f"{chapter.name}/{chapter.name}.py", text_of(chapter, **choices).encode()  # type: ignore[arg-type]


def notebook(chapter: Chapter, **choices: object) -> tuple[str, bytes]:
    """A notebook submission; `choices` as in `text_of`."""
    cells = jupytext.reads(text_of(chapter, **choices), fmt="py:percent")  # type: ignore[arg-type]
    return f"{chapter.name}/{chapter.name}.ipynb", jupytext.writes(cells, fmt="ipynb").encode()


def in_cp949(file: tuple[str, bytes]) -> tuple[str, bytes]:
    """The file as Notepad on a Korean Windows saves it."""
    name, content = file
    text = KOREAN_NOTE + content.decode()
    return name, text.replace("\n", "\r\n").encode("cp949", "replace")


def renamed(file: tuple[str, bytes], name: str) -> tuple[str, bytes]:
    """The file directly in the student's folder, under another name."""
    return name, file[1]
