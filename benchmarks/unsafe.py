"""A pytest plugin for the benchmark alone: tests and student code in one process, nothing protected.

It is the floor: what the same tests cost when the student's functions are called directly. Use it with
`-p no:stubmeister -p benchmarks.unsafe`; never for submissions that are not your own.
"""

from __future__ import annotations

import importlib
import itertools
import tempfile
import types
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from stubmeister.grading.session import EXAMPLES

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--submission", required=True)


def pytest_configure(config: pytest.Config) -> None:
    for mark in ("exercise", "by_hand", "weight", "hint", "limit", "training"):
        config.addinivalue_line("markers", mark)
    hypothesis.settings.register_profile(
        "floor",
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )
    hypothesis.settings.load_profile("floor")
    config.option.tbstyle = "no"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem)
    for item in items:
        if getattr(item.obj, "hypothesis", None) is not None:
            hypothesis.seed(0)(item.function)


class Direct:
    """A student's function with the few attributes that graders use."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.__name__ = function.__name__
        code = getattr(function, "__code__", None)
        self.parameters = code.co_varnames[: code.co_argcount] if code else ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(*args, **kwargs)

    def arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        names = itertools.chain(self.parameters, (f"argument {n}" for n in itertools.count(1)))
        return {**dict(zip(names, args, strict=False)), **kwargs}

    def call_and_report(self, *args: Any, **kwargs: Any) -> tuple[Any, list[str]]:
        return self(*args, **kwargs), []

    def call_and_warnings(self, *args: Any, **kwargs: Any) -> tuple[Any, list[str]]:
        return self(*args, **kwargs), []


class Module:
    def __init__(self, module: types.ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        return Direct(value) if callable(value) else value


def load(name: str, file: Path) -> types.ModuleType:
    module = types.ModuleType(name)
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec", dont_inherit=True), module.__dict__)
    return module


def chapter(request: pytest.FixtureRequest) -> str:
    return request.path.stem.removeprefix("test_")


@pytest.fixture(scope="module")
def student(request: pytest.FixtureRequest) -> Module:
    folder = Path(request.config.getoption("--submission"))
    return Module(load(chapter(request), folder / f"{chapter(request)}.py"))


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> types.ModuleType:
    return importlib.import_module(f"solutions.{chapter(request)}")


@pytest.fixture(scope="module")
def kit(request: pytest.FixtureRequest) -> types.ModuleType:
    return load("kit", ROOT / "graders" / "kits" / f"{chapter(request)}.py")


class Files:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, data: bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def path(self, name: str = "") -> str:
        return str(self.folder / name)


@pytest.fixture(scope="module")
def student_files() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        yield Files(Path(folder))


@pytest.fixture(scope="session")
def grading_seed() -> int:
    return 0
