"""MNIST for tests: a small set of the same form, and the real one where this machine has it."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stubmeister.data import MnistFile

ROOT = Path(__file__).parents[2]
SMALL = {"train-images-idx3-ubyte": (50, 28, 28), "train-labels-idx1-ubyte": (50,)}
SMALL |= {"t10k-images-idx3-ubyte": (20, 28, 28), "t10k-labels-idx1-ubyte": (20,)}


@dataclass(frozen=True)
class FakeMnist:
    """A small set of files whose checksums the code under test has been given."""

    files: tuple[MnistFile, ...]
    contents: dict[str, bytes]

    def write(self, folder: Path, packed: bool = False) -> Path:
        raw = folder / "MNIST" / "raw"
        raw.mkdir(parents=True)
        for name, content in self.contents.items():
            if packed:
                (raw / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
            else:
                (raw / name).write_bytes(content)
        return raw


def idx(array: np.ndarray) -> bytes:
    """An array as an idx file holds it."""
    header = [0x0800 + array.ndim, *array.shape]
    return b"".join(number.to_bytes(4, "big") for number in header) + array.tobytes()


def real_mnist() -> Path | None:
    """The real MNIST, where this machine has it."""
    places = [os.environ.get("STUBMEISTER_DATA"), ROOT.parent / "shared" / "data"]
    found = [Path(place) for place in places if place and (Path(place) / "MNIST" / "raw").is_dir()]
    return found[0] if found else None


REAL_MNIST = real_mnist()
