from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

if importlib.util.find_spec("nbgrader") is None:  # an extra; `pip install -e .[dev]` brings it
    collect_ignore_glob = ["test_*.py"]


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, and all it said."""

    code: int
    said: str


Nbgrader = Callable[..., Done]


@pytest.fixture(scope="session")
def nbgrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nbgrader]:
    """`nbgrader(folder, "autograde", "ch01_numbers")` runs the command as typed in that folder."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "STUBMEISTER_LANG": "en",
        "NO_COLOR": "1",
    }
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "zygote.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    log = home / "log.txt"

    def run(folder: Path, *words: object, **others: str) -> Done:
        assert process.stdin is not None
        assert process.stdout is not None
        request = {
            "words": [str(word) for word in words],
            "folder": str(folder),
            "environment": {**environment, **others},
            "log": str(log),
        }
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return Done(code, log.read_text(encoding="utf-8", errors="replace"))

    yield run
    process.stdin.close()
    process.wait(timeout=30)
