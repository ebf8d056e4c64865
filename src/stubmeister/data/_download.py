"""MNIST fetched from torchvision's mirrors, file by file; only what arrived whole gets its name."""

from __future__ import annotations

import contextlib
import http.client
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from stubmeister.data._idx import FILES, MnistFile, broken, raw_folder, read_checked, unpack
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _

# torchvision.datasets.MNIST.mirrors, written out: importing torchvision takes seconds
MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/")
LARGEST = 20_000_000  # bytes; the largest .gz has 9.9 million
CHUNK = 1 << 18


def download(folder: Path, mirrors: Sequence[str] = MIRRORS, timeout: float = 30) -> Path:
    """Fetch what is missing or broken of MNIST into `folder/MNIST/raw`, progress on stderr.

    Files that are there and whole are left alone, so a broken download goes on where it stopped.

    Args:
        folder: Where MNIST is to lie, as for torchvision's `root`.
        mirrors: Addresses that end in a slash, tried in order for every file.
        timeout: Seconds a mirror may be silent.

    Returns:
        The folder of the files.

    Raises:
        StubmeisterError: No mirror gave a file whole, or it cannot be written.
    """
    for file in FILES:
        try:
            read_checked(folder, file)
        except StubmeisterError:
            _fetch_file(folder, file, mirrors, timeout)
    return raw_folder(folder)


def _fetch_file(folder: Path, file: MnistFile, mirrors: Sequence[str], timeout: float) -> None:
    failures = []
    for mirror in mirrors:
        address = f"{mirror}{file.name}.gz"
        try:
            content = unpack(_fetch(address, timeout), file)
        except (OSError, ValueError, http.client.HTTPException) as error:
            failures.append(f"{address}: {_reason(error)}")
            print(failures[-1], file=sys.stderr)
            continue
        _write(folder, file, content)
        return
    message = _("No mirror gave {file} whole: {failures}", file=file.name, failures="; ".join(failures))
    cure = _(
        "Check the network and try again, or copy MNIST's files into {raw}. Without it: --training offline.",
        raw=raw_folder(folder),
    )
    raise StubmeisterError(message, cure)


def _fetch(address: str, timeout: float) -> bytes:
    """The body at `address`; OSError, HTTPException or ValueError where it cannot be had."""
    request = urllib.request.Request(address, headers={"User-Agent": "stubmeister"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        total = int(answer.headers.get("Content-Length") or 0)
        body = bytearray()
        while chunk := answer.read(CHUNK):
            body += chunk
            if len(body) > LARGEST:
                raise ValueError(_("it is longer than any file of MNIST"))
            _progress(address, len(body), total)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return bytes(body)


def _progress(address: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        share = f"{100 * done // total:3d} %" if total else f"{done // 1024} KiB"
        print(f"\r{address}  {share}", end="", file=sys.stderr, flush=True)
    elif done == total:
        print(address, file=sys.stderr)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.URLError) and not isinstance(error, urllib.error.HTTPError):
        return str(error.reason)
    return str(error) or type(error).__name__


def _write(folder: Path, file: MnistFile, content: bytes) -> None:
    raw = raw_folder(folder)
    aside = raw / f".{file.name}.part"
    try:
        raw.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(raw / file.name)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise broken(raw / file.name, folder, error.strerror or str(error)) from error
    read_checked(folder, file)
