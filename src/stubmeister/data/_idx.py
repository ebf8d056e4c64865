"""MNIST's four files: where they are looked for, whether they are whole, and what is in them.

They lie as torchvision lays them, `FOLDER/MNIST/raw/train-images-idx3-ubyte`, unpacked or as `.gz`. An idx
file is a header of big-endian 32-bit numbers (kind and rank, then each dimension) followed by the bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shlex
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _

VARIABLE = "STUBMEISTER_DATA"


@dataclass(frozen=True)
class MnistFile:
    """One of the four: its array's shape, MD5 of the `.gz` (torchvision's), size and SHA-256 unpacked."""

    name: str
    shape: tuple[int, ...]
    gz_md5: str
    size: int
    sha256: str


FILES = (
    MnistFile(
        "train-images-idx3-ubyte",
        (60_000, 28, 28),
        "f68b3c2dcbeaaa9fbdd348bbdeb94873",
        47_040_016,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    MnistFile(
        "train-labels-idx1-ubyte",
        (60_000,),
        "d53e105ee54ea40749a09fcbcd1e9432",
        60_008,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    MnistFile(
        "t10k-images-idx3-ubyte",
        (10_000, 28, 28),
        "9fb629c4189551a2d022fa330f9573f3",
        7_840_016,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    MnistFile(
        "t10k-labels-idx1-ubyte",
        (10_000,),
        "ec29112dd5afa0611ce80d1b7f02629c",
        10_008,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)


def default_folder() -> Path:
    """Where MNIST belongs unless an option says otherwise: STUBMEISTER_DATA, else the user's cache folder."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else user_cache_path("stubmeister", appauthor=False)


def find_mnist(folder: Path | None) -> Path | None:
    """The folder that holds (a part of) MNIST: `folder`, else STUBMEISTER_DATA, else the cache.

    None when nobody named a folder and the cache has nothing. A `folder` or STUBMEISTER_DATA without MNIST is
    a mistake, not a reason to look elsewhere.

    Raises:
        StubmeisterError: The named folder has none of MNIST's files.
    """
    place = folder if folder is not None else default_folder()
    raw = raw_folder(place)
    if any((raw / file.name).exists() or (raw / f"{file.name}.gz").exists() for file in FILES):
        return place
    if folder is None and not os.environ.get(VARIABLE, "").strip():
        return None
    raise StubmeisterError(
        _("There is no MNIST in {folder}.", folder=place),
        _("Its files are looked for in {raw}. {fetch}", raw=raw, fetch=fetch_sentence(place)),
    )


def raw_folder(folder: Path) -> Path:
    """Where the files lie under `folder`, as torchvision has it."""
    return folder / "MNIST" / "raw"


def fetch_sentence(folder: Path) -> str:
    """The command that fetches MNIST into `folder`."""
    return _("Fetch them with `stubmeister download {folder}`.", folder=shlex.quote(str(folder)))


def read_mnist(folder: Path) -> dict[str, np.ndarray]:
    """MNIST's arrays by file name: images `(n, 28, 28)`, labels `(n,)`, all uint8.

    Raises:
        StubmeisterError: A file is missing, cut short or not the original.
    """
    arrays = {}
    for file in FILES:
        content = bytearray(read_checked(folder, file))  # bytes would make a read-only array
        header = 4 + 4 * len(file.shape)
        arrays[file.name] = np.frombuffer(content, dtype=np.uint8, offset=header).reshape(file.shape)
    return arrays


def read_checked(folder: Path, file: MnistFile) -> bytes:
    """The unpacked content of one file.

    Raises:
        StubmeisterError: It is missing, cut short or not the original.
    """
    plain = raw_folder(folder) / file.name
    packed = plain.with_name(f"{file.name}.gz")
    try:
        if plain.is_file():
            size = plain.stat().st_size
            if size != file.size:
                reason = _("it has {size} bytes, not {expected}", size=size, expected=file.size)
                raise broken(plain, folder, reason)
            content = plain.read_bytes()
            path = plain
        elif packed.is_file():
            content = unpack(packed.read_bytes(), file)
            path = packed
        else:
            raise broken(plain, folder, _("it is missing"))
    except OSError as error:
        raise broken(plain, folder, error.strerror or str(error)) from error
    except ValueError as error:
        raise broken(packed, folder, str(error)) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise broken(path, folder, _("its content is not the original's"))
    return content


def unpack(packed: bytes, file: MnistFile) -> bytes:
    """The content of a `.gz` that has the published checksum; ValueError with the reason for any other."""
    if hashlib.md5(packed, usedforsecurity=False).hexdigest() != file.gz_md5:
        raise ValueError(_("its checksum is not the published one, so it is damaged or cut short"))
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error


def broken(path: Path, folder: Path, reason: str) -> StubmeisterError:
    """The error for a file of MNIST that cannot be used."""
    message = _("MNIST is not whole: {file} cannot be used ({reason}).", file=path, reason=reason)
    return StubmeisterError(message, fetch_sentence(folder))
