"""Building submissions in a temporary folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

import pytest

from stubmeister import lang
from stubmeister.submission import ChapterSource, read_submission

CHAPTERS = ["ch04_networks", "ch05_losses", "ch06_images"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are asked for in English."""
    before = lang.current()
    lang.use("en")
    yield
    lang.use(before)


def notebook(*cells: str | dict[str, object], **metadata: object) -> str:
    """A notebook of code cells, in nbformat 4."""
    full = [c if isinstance(c, dict) else {"cell_type": "code", "metadata": {}, "source": c} for c in cells]
    return json.dumps({"cells": full, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file below the student's folder `kim` and returns that folder."""
    student = tmp_path / "kim"
    student.mkdir()

    def write(name: str, content: str | bytes) -> Path:
        file = student / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return student

    return write


@pytest.fixture
def module(tmp_path: Path) -> Callable[..., ChapterSource]:
    """Python text (and helper files) as the chapter ch05_losses."""

    def make(text: str, helpers: Mapping[str, str] = MappingProxyType({})) -> ChapterSource:
        (tmp_path / "ch05_losses.py").write_text(dedent(text), encoding="utf-8")
        for name, content in helpers.items():
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(dedent(content), encoding="utf-8")
        return read_submission(tmp_path, CHAPTERS).chapters["ch05_losses"]

    return make


@pytest.fixture
def cells(tmp_path: Path) -> Callable[..., ChapterSource]:
    """Cells as the notebook of ch05_losses."""

    def make(*sources: str | dict[str, object], **metadata: object) -> ChapterSource:
        (tmp_path / "ch05_losses.ipynb").write_text(notebook(*sources, **metadata), encoding="utf-8")
        return read_submission(tmp_path, CHAPTERS).chapters["ch05_losses"]

    return make
