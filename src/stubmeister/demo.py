"""A sample class, made from the course's own solutions and known wrong answers: what grading is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import jupytext

from stubmeister.build import exercise_cells, replace_exercise, stub_source
from stubmeister.course import Chapter, Course
from stubmeister.errors import StubmeisterError
from stubmeister.grading.known_wrong import known_wrong
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
    ch05, ch09, ch10 = (course.chapter(name) for name in ("ch05_losses", "ch09_opencv", "ch10_mnist"))
    begun10 = module(ch10, done=("load_mnist", "make_loader", "accuracy"))
    return {
        "s01-all-right": lambda: [module(ch05), module(ch09), module(ch10)],
        "s02-notebooks": lambda: [
            notebook(ch05),
            notebook(ch09),
            notebook(ch10, done=("load_mnist", "accuracy")),
        ],
        "s03-blank": lambda: [module(ch05, done=()), module(ch09, done=()), module(ch10, done=())],
        "s04-half-done": lambda: [
            module(ch05, done=("mae", "mse", "rmse")),
            module(ch09, done=("load_image", "scale")),
        ],
        "s05-wrong-losses": lambda: [
            module(ch05, wrong={"mse": 0, "rmse": 0, "one_hot": 0}),
            module(ch09),
            begun10,
        ],
        "s06-slide-formulas": lambda: [
            module(ch05, wrong={"categorical_cross_entropy": 0, "mae": 1}),
            begun10,
        ],
        "s07-endless-loop": lambda: [module(ch05, replace={"mse": ENDLESS}), module(ch09)],
        "s08-crash": lambda: [module(ch05, replace={"rmse": CRASH}), begun10],
        "s09-notepad-cp949": lambda: [
            in_cp949(module(ch05)),
            module(ch09, wrong={"crop_margins": 0, "flips": 0}),
        ],
        "s10-broken-cell": lambda: [
            notebook(ch05, replace={"mae": BROKEN}),
            module(ch09, wrong={"blurs": 0}),
        ],
        "s11-ready-made": lambda: [module(ch05, replace={"mse": READY_MADE}), module(ch09)],
        "s12-training-mistakes": lambda: [
            module(ch05),
            module(ch10, wrong={"train_epoch": 0, "predict": 0}, blank=("train_mnist",)),
        ],
        "s13-empty": lambda: [],
        "s14-browser-copy": lambda: [renamed(notebook(ch05, wrong={"mse": 0}), "ch05_losses (1).ipynb")],
    }


def text_of(
    chapter: Chapter,
    done: Iterable[str] | None = None,
    wrong: dict[str, int] | None = None,
    replace: dict[str, str] | None = None,
    blank: Iterable[str] = (),
) -> str:
    """A student's version of a chapter.

    Args:
        chapter: Which.
        done: Exercises solved, the others left as stubs; None: all are solved.
        wrong: Exercises answered by their n-th known wrong answer.
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
    for name, number in (wrong or {}).items():
        answers = [answer for answer in known_wrong(chapter) if answer.exercise == name]
        text = replace_exercise(text, name, answers[number].source)
    for name, source in (replace or {}).items():
        text = text.replace(definition(text, name), source)
    return text


def definition(text: str, name: str) -> str:
    """The source of a top-level function or class."""
    import ast

    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
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
