"""A chapter as notebooks: nbgrader's source with the solutions, and the release that students get.

Both are made from the solution alone and come out the same to the byte each time. The release is exactly
what `nbgrader generate_assignment` makes of the source, so running that leaves the committed file as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import nbformat

from stubmeister.build._cells import Cell, cells
from stubmeister.build._regions import find_regions
from stubmeister.build.stubs import stub_source
from stubmeister.lang import LANGUAGES, course_text, one_line, set_course_catalogues, using

if TYPE_CHECKING:
    from stubmeister.course import Chapter, Exercise

SCHEMA_VERSION = 3  # of nbgrader's cell metadata
CHECK_SUFFIX = "-check"
SETUP = """from stubmeister.notebook import check  # check("mse") says whether mse is right"""
HOW_TO = {
    "ko": """\
**이 노트북을 푸는 법.** `# YOUR CODE HERE`나 `# YOUR ANSWER HERE`가 있는 칸에 답을 쓰고 실행하세요. 그다음
바로 아래의 `check(...)` 칸을 실행하면 어디까지 맞았는지 바로 볼 수 있습니다. 몇 번이든 다시 해도 됩니다.
다 했으면 저장해서 제출하세요. 칸을 새로 만들어도 되고, 설명 칸과 `check` 칸은 바꿔도 채점에 영향이 없습니다.
먼저 아래 칸을 실행하세요.""",
    "en": """\
**How this notebook works.** Write your answer where it says `# YOUR CODE HERE` or `# YOUR ANSWER HERE` and
run that cell. Then run the `check(...)` cell right below it: it shows at once how far you are. Try as often
as you like. When you are done, save the notebook and hand it in. You may add cells; changing a statement or
a `check` cell has no effect on your mark. Begin by running the next cell.""",
}
RUBRIC = {"ko": "**채점 기준** (한 줄에 1점)", "en": "**How it is graded** (one point a line)"}


@dataclass(frozen=True)
class NotebookCell:
    """One cell before it is written.

    Attributes:
        name: Its id and nbgrader's `grade_id`; the same in every build.
        source: What stands in nbgrader's source; `released` what students get.
        points: None where the cell is not graded.
        solution: Whether it is the student's to fill in; all others are locked.
    """

    kind: str
    name: str
    source: str
    released: str
    points: float | None = None
    solution: bool = False


def notebooks(chapter: Chapter, lang: str = "both") -> tuple[str, str]:
    """The chapter's `(source, release)` as the text of two `.ipynb` files.

    Args:
        chapter: A chapter with a solution.
        lang: Which statements stay: "ko", "en" or "both".

    Raises:
        CourseError: The solution is broken.
    """
    made = list(_named(_Chapter(chapter, lang).cells()))
    source = _notebook(_code_or_text(cell, cell.source, _metadata(cell)) for cell in made)
    release = _notebook(_code_or_text(cell, cell.released, _released_metadata(cell)) for cell in made)
    return source, release


class _Chapter:
    """A chapter's cells, made from those of its solution; names may still repeat."""

    def __init__(self, chapter: Chapter, lang: str) -> None:
        file = chapter.solution.relative_to(chapter.root)
        text = chapter.solution.read_text(encoding="utf-8")
        self.languages = LANGUAGES if lang == "both" else (lang,)
        self.kept = [cell for cell in cells(text, file) if self._is_kept(cell)]
        self.stubs = cells(stub_source(text, lang, file), file)
        self.regions = [region.begin for region in find_regions(text, file)]
        self.exercises = {exercise.name: exercise for exercise in chapter.exercises}
        self.catalogues = chapter.root / "graders" / "locale"

    def _is_kept(self, cell: Cell) -> bool:
        tagged = [tag for tag in cell.tags if tag in LANGUAGES]
        return cell.kind == "code" or not tagged or any(tag in self.languages for tag in tagged)

    def cells(self) -> Iterator[NotebookCell]:
        """Title, how to use the notebook, then exercise by exercise."""
        begun = False  # the title is over
        topic = ""
        for cell, stub in zip(self.kept, self.stubs, strict=True):
            if not begun and (cell.kind == "code" or cell.exercise):
                begun = True
                yield from self._how_to()
            topic = cell.exercise or (topic if cell.kind == "code" else "")
            if cell.kind != "code":
                yield _text_cell(cell, begun)
            elif cell.exercise:
                yield from self._exercise(self.exercises[cell.exercise], cell, stub)
            else:
                yield self._code(cell, stub, topic)

    def _how_to(self) -> Iterator[NotebookCell]:
        if all(exercise.manual_points for exercise in self.exercises.values()):
            return  # nothing that a cell could check
        for language, text in HOW_TO.items():
            if language in self.languages:
                yield NotebookCell("markdown", f"how-to-{language}", text, text)
        yield NotebookCell("code", "notebook-setup", SETUP, SETUP)

    def _code(self, cell: Cell, stub: Cell, topic: str) -> NotebookCell:
        """Room for helpers where the solution has some; else imports, pictures and data, which are locked."""
        if any(cell.start <= line <= cell.end for line in self.regions):
            return NotebookCell("code", "helpers-1", cell.source, stub.source, solution=True)
        use = "picture" if "show(" in cell.source else "given"
        name = f"{topic}-{use}" if topic else "code-1"
        return NotebookCell("code", name, cell.source, stub.source)

    def _exercise(self, exercise: Exercise, cell: Cell, stub: Cell) -> Iterator[NotebookCell]:
        """The cell to fill in, then the one that checks it; of an essay its rubric, then the graded cell."""
        name = exercise.name
        if exercise.manual_points:
            yield from self._rubric(exercise)
            yield NotebookCell("code", name, cell.source, stub.source, exercise.manual_points, solution=True)
            return
        yield NotebookCell("code", name, cell.source, stub.source, solution=True)
        check = f'check("{name}")'
        yield NotebookCell("code", name + CHECK_SUFFIX, check, check, exercise.points)

    def _rubric(self, exercise: Exercise) -> Iterator[NotebookCell]:
        """The lines that the teacher grades by, where the statement does not hold them all."""
        said = one_line("\n".join(cell.source for cell in self.kept if cell.exercise == exercise.name))
        set_course_catalogues(self.catalogues)
        for language, heading in RUBRIC.items():
            with using(language):
                lines = [course_text(exercise.chapter, line) for line in exercise.rubric]
            if language in self.languages and not all(line in said for line in lines):
                text = "\n".join([heading, "", *(f"- {line}" for line in lines)])
                yield NotebookCell("markdown", f"{exercise.name}-rubric-{language}", text, text)


def _text_cell(cell: Cell, begun: bool) -> NotebookCell:
    language = next((tag for tag in cell.tags if tag in LANGUAGES), "all")
    topic = cell.exercise or ("text" if begun else "title")
    return NotebookCell("markdown", f"{topic}-{language}", cell.source, cell.source)


def _named(made: Iterable[NotebookCell]) -> Iterator[NotebookCell]:
    """Each name once: the second `code-1` becomes `code-2`, any other name gets a number of its own."""
    used: set[str] = set()
    for cell in made:
        stem, _dash, last = cell.name.rpartition("-")
        base, number = (stem, 1) if stem and last.isdigit() else (cell.name, 1)
        name = cell.name
        while name in used:
            number += 1
            name = f"{base}-{number}"
        used.add(name)
        yield replace(cell, name=name)


def _metadata(cell: NotebookCell) -> dict[str, Any]:
    nbgrader: dict[str, Any] = {
        "grade": cell.points is not None,
        "grade_id": cell.name,
        "locked": not cell.solution,
        "schema_version": SCHEMA_VERSION,
        "solution": cell.solution,
        "task": False,
    }
    if cell.points is not None:
        nbgrader["points"] = int(cell.points) if float(cell.points).is_integer() else cell.points
    return {"nbgrader": nbgrader}


def _released_metadata(cell: NotebookCell) -> dict[str, Any]:
    """What nbgrader's LockCells and ComputeChecksums add."""
    metadata = _metadata(cell)
    metadata["nbgrader"].update(cell_type=cell.kind, checksum=checksum(cell))
    locked = {} if cell.solution else {"editable": False}
    return {**metadata, "deletable": False, **locked}


def checksum(cell: NotebookCell) -> str:
    """nbgrader's own: of the text, the kind, and what the cell is for."""
    locked = not cell.solution
    parts = [
        cell.released,
        cell.kind,
        str(cell.points is not None),
        str(cell.solution),
        str(locked),
        cell.name,
    ]
    if cell.points is not None:
        parts.append(str(float(cell.points)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _code_or_text(cell: NotebookCell, source: str, metadata: Mapping[str, Any]) -> Any:
    make = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
    return make(source, id=cell.name[:64], metadata=metadata)


def _notebook(made: Iterable[Any]) -> str:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = nbformat.v4.new_notebook(cells=list(made), metadata=metadata)
    notebook.nbformat_minor = 5
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"
