"""A percent file cut into its cells. jupytext says what the cells are, the tokenizer on which lines."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass

import jupytext

from stubmeister.course import whole_number
from stubmeister.errors import CourseError
from stubmeister.lang import _

CELL_MARKER = re.compile(r"#\s*%%%*(\s.*)?$")


@dataclass(frozen=True)
class Cell:
    """One notebook cell of a percent file. Lines count from 1.

    `start` is the line of its `# %%`, `body` the first line after that, `end` the last line before the next
    cell. `source` is what the notebook cell shows (Markdown without its comment signs). `level` and `minutes`
    are those of an exercise, `points` those of a title cell; 0 where the header does not say.
    """

    kind: str
    source: str
    exercise: str
    slide: str
    tags: tuple[str, ...]
    start: int
    body: int
    end: int
    level: int = 0
    minutes: int = 0
    points: float = 0.0


@dataclass(frozen=True)
class ExerciseCell:
    """The code cell that holds the exercise `name`; `line` is where its first line stands in the file."""

    name: str
    slide: str
    source: str
    line: int


def problem(file: object, line: int, message: str, cure: str = "") -> CourseError:
    """The error for a mistake on one line of a solution, found by the editor at `file:line`."""
    return CourseError(f"{file}:{line}: {message}", cure)


def unify(text: str) -> str:
    """`text` with the line ends that Python counts lines by."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, file: object) -> ast.Module:
    """The syntax tree of a solution; a CourseError with the line when it is no Python."""
    try:
        return ast.parse(text)
    except SyntaxError as error:
        reason = _("this is no valid Python: {reason}", reason=error.msg)
        raise problem(file, error.lineno or 1, reason) from None
    except ValueError as error:  # a null byte
        raise problem(file, 1, _("this is no valid Python: {reason}", reason=str(error))) from None


def comments(text: str) -> list[tokenize.TokenInfo]:
    """Every comment of valid Python source."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token for token in tokens if token.type == tokenize.COMMENT]


def cells(text: str, file: object = "solution") -> list[Cell]:
    """The cells of a percent file, in order.

    Raises:
        CourseError: The text is no Python, or a cell marker stands where it divides a statement.
    """
    text = unify(text)
    parse(text, file)
    notebook = jupytext.reads(text, fmt="py:percent")
    starts = _starts(text, file)
    if len(starts) != len(notebook.cells):
        raise problem(
            file,
            1,
            _("it is not clear where its cells begin."),
            _("Let `# %%` start a line only where a cell begins."),
        )
    total = len(text.rstrip("\n").split("\n"))
    ends = [start - 1 for start, _body in starts[1:]] + [total]
    return [
        _cell(raw, start, body, end)
        for raw, (start, body), end in zip(notebook.cells, starts, ends, strict=True)
    ]


def exercise_cells(solution_text: str, file: object = "solution") -> list[ExerciseCell]:
    """The code cells that carry `exercise="name"`, in order.

    Raises:
        CourseError: Two of them carry one name.
    """
    found: dict[str, ExerciseCell] = {}
    for cell in cells(solution_text, file):
        if cell.kind != "code" or not cell.exercise:
            continue
        if cell.exercise in found:
            message = _("the exercise {name} has two code cells.", name=cell.exercise)
            raise problem(file, cell.start, message, _("One code cell per exercise; rename or join them."))
        found[cell.exercise] = ExerciseCell(cell.exercise, cell.slide, cell.source, cell.body)
    return list(found.values())


def _starts(text: str, file: object) -> list[tuple[int, int]]:
    """For every cell the line it starts on and the line its content starts on."""
    lines = text.split("\n")
    starts = []
    for comment in comments(text):
        if not CELL_MARKER.match(comment.string) or comment.line[: comment.start[1]].strip():
            continue
        line, column = comment.start
        if column:
            message = _("a cell cannot begin inside a block: `# %%` is indented.")
            raise problem(file, line, message, _("Start the line with `# %%`, or reword the comment."))
        starts.append((line, line + 1))
    before_first = lines[: starts[0][0] - 1] if starts else lines
    if any(line.strip() for line in before_first) or not starts:
        starts.insert(0, (1, 1))
    return starts


def _cell(raw: dict[str, object], start: int, body: int, end: int) -> Cell:
    metadata = raw["metadata"]
    assert isinstance(metadata, dict)
    points = metadata.get("points")
    return Cell(
        kind=str(raw["cell_type"]),
        source=str(raw["source"]),
        exercise=str(metadata.get("exercise", "")),
        slide=str(metadata.get("slide", "")),
        tags=tuple(str(tag) for tag in metadata.get("tags", ())),
        start=start,
        body=body,
        end=end,
        level=whole_number(metadata.get("level")),
        minutes=whole_number(metadata.get("minutes")),
        points=float(points) if isinstance(points, (int, float)) else 0.0,
    )
