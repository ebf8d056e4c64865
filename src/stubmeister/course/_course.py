from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stubmeister.course._exercises import Exercise, read_exercises
from stubmeister.errors import CourseError
from stubmeister.lang import _


@dataclass(frozen=True)
class Chapter:
    """One chapter: a module in four places with one name, such as `ch05_losses`."""

    root: Path
    name: str

    @property
    def solution(self) -> Path:
        return self.root / "solutions" / f"{self.name}.py"

    @property
    def exercise(self) -> Path:
        """The student's stub, generated from the solution."""
        return self.root / "exercises" / f"{self.name}.py"

    @property
    def handed_out(self) -> Path:
        """A student's copy keeps the stub as it was here, since the one in `exercises/` is worked in."""
        return self.root / "graders" / "stubs" / f"{self.name}.py"

    @property
    def source(self) -> Path:
        """The best file to read names and parameters from: never one that a student works in, if possible."""
        return next((path for path in (self.solution, self.handed_out) if path.is_file()), self.exercise)

    @property
    def source_notebook(self) -> Path:
        """nbgrader's source with the solutions; made by `stubmeister build`, never committed."""
        return self.root / "source" / self.name / f"{self.name}.ipynb"

    @property
    def release_notebook(self) -> Path:
        """The student's notebook, generated from the solution."""
        return self.root / "release" / self.name / f"{self.name}.ipynb"

    @property
    def public_tests(self) -> Path:
        return self.root / "graders" / f"test_{self.name}.py"

    @property
    def hidden_tests(self) -> Path:
        return self.root / "graders" / "hidden" / f"test_{self.name}.py"

    @property
    def misconceptions(self) -> Path:
        return self.root / "graders" / "misconceptions" / f"{self.name}.py"

    @property
    def kit(self) -> Path:
        """Helper code that the graders send into the worker; not every chapter has one."""
        return self.root / "graders" / "kits" / f"{self.name}.py"

    @property
    def test_files(self) -> list[Path]:
        return [path for path in (self.public_tests, self.hidden_tests) if path.is_file()]

    @functools.cached_property
    def exercises(self) -> list[Exercise]:
        """What is asked in the chapter, in the order of its source; no test is collected for this."""
        return read_exercises(self.name, self.source, self.test_files)

    @functools.cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """Parameter names of the functions and classes that the chapter defines, `self` left out."""
        found = {}
        for node in ast.parse(self.source.read_text(encoding="utf-8")).body:
            function: ast.AST | None = node
            if isinstance(node, ast.ClassDef):
                methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
                function = next((item for item in methods if item.name == "__init__"), None)
            if isinstance(function, ast.FunctionDef) and isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
                found[node.name] = tuple(names[1:] if isinstance(node, ast.ClassDef) else names)
        return found

    @functools.cached_property
    def quizzes(self) -> dict[str, tuple[object, ...]]:
        """Keys of the dictionaries that the chapter defines at module level: of its quizzes, by name."""
        return {
            name: tuple(ast.literal_eval(key) for key in value.keys if key is not None)
            for name, value in self._assigned()
            if isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys)
        }

    @functools.cached_property
    def essays(self) -> tuple[str, ...]:
        """Names of the texts that the chapter defines at module level."""
        return tuple(
            name
            for name, value in self._assigned()
            if isinstance(value, ast.Constant) and isinstance(value.value, str)
        )

    def _assigned(self) -> Iterator[tuple[str, ast.expr]]:
        """What stands behind each `NAME = ...` at module level."""
        for node in ast.parse(self.source.read_text(encoding="utf-8")).body:
            target = None
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                target = node.targets[0]
            elif isinstance(node, ast.AnnAssign):
                target = node.target
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                yield target.id, node.value

    @functools.cached_property
    def imports(self) -> tuple[str, ...]:
        """Packages of the course that the chapter imports, in the order a warm process should load them."""
        wanted = ("numpy", "cv2", "torch", "torchvision")
        found = imported_packages(self.source)
        return tuple(name for name in wanted if name in found)


def imported_packages(file: Path) -> set[str]:
    """Names of the top-level packages that a Python file of the course imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@dataclass(frozen=True)
class Course:
    """A course's folder: `exercises/`, `graders/`, and on the author's side `solutions/`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Course:
        """The course around `start`: the nearest folder upwards with `graders/` and `exercises/`.

        Raises:
            CourseError: There is none.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "graders").is_dir() and (folder / "exercises").is_dir():
                return cls(folder)
        raise CourseError(
            _("There is no course in {folder}.", folder=str(start)),
            _("Run this in the folder that holds `exercises/` and `graders/`, or name it with --course."),
        )

    @functools.cached_property
    def chapters(self) -> list[Chapter]:
        """The chapters in order, from whichever of the four places names them."""
        names = {path.stem for path in (self.root / "exercises").glob("ch[0-9][0-9]_*.py")}
        names |= {path.stem for path in (self.root / "solutions").glob("ch[0-9][0-9]_*.py")}
        names |= {path.stem.removeprefix("test_") for path in (self.root / "graders").glob("test_ch*.py")}
        return [Chapter(self.root, name) for name in sorted(names)]

    def chapter(self, name: str) -> Chapter:
        """The chapter called `name`.

        Raises:
            CourseError: The course has none of that name.
        """
        for chapter in self.chapters:
            if chapter.name == name:
                return chapter
        known = ", ".join(chapter.name for chapter in self.chapters)
        raise CourseError(_("There is no chapter {name}.", name=name), _("Chapters: {names}", names=known))
