from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest

from stubmeister.data import MnistFile, _digits, _download, _idx
from tests.data.mnist import SMALL, FakeMnist, idx


@pytest.fixture
def fake_mnist(monkeypatch: pytest.MonkeyPatch) -> FakeMnist:
    """MNIST's four files, 50 and 20 digits long."""
    random = np.random.default_rng(0)
    files, contents = [], {}
    for name, shape in SMALL.items():
        content = idx(random.integers(0, 10 if len(shape) == 1 else 256, shape).astype(np.uint8))
        md5 = hashlib.md5(gzip.compress(content, mtime=0)).hexdigest()
        files.append(MnistFile(name, shape, md5, len(content), hashlib.sha256(content).hexdigest()))
        contents[name] = content
    for module in (_idx, _download):
        monkeypatch.setattr(module, "FILES", tuple(files))
    return FakeMnist(tuple(files), contents)


@pytest.fixture(autouse=True)
def no_mnist_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor the user's cache lends a test its data."""
    monkeypatch.delenv("STUBMEISTER_DATA", raising=False)
    monkeypatch.setattr(_idx, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(_digits, "best_device", lambda: "cpu")
