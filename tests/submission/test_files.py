"""Only regular files of bounded size are opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stubmeister.submission.files import read_regular
from stubmeister.submission.model import Refused


def test_reads_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"12345")
    assert read_regular(file, 5) == b"12345"
    with pytest.raises(Refused, match="larger"):
        read_regular(file, 4)


def test_large_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    with file.open("wb") as handle:
        handle.truncate(10**12)  # sparse
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(Refused, match="larger than 5 MB"):
        read_regular(file, 5_000_000)


def test_file_that_grows_while_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"1")
    monkeypatch.setattr(os, "read", lambda *_: b"x" * 1000)
    with pytest.raises(Refused, match="larger"):
        read_regular(file, 10_000)


def test_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("answers")
    (tmp_path / "a.py").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused, match="symbolic link"):
        read_regular(tmp_path / "a.py", 100)


def test_link_that_appears_after_the_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("answers")
    file = tmp_path / "a.py"
    file.symlink_to(tmp_path / "secret")
    looked_at = (tmp_path / "secret").stat()
    monkeypatch.setattr(Path, "lstat", lambda _self: looked_at)
    with pytest.raises(Refused):
        read_regular(file, 100)


def test_fifo_does_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.py")
    with pytest.raises(Refused, match="no regular file"):
        read_regular(tmp_path / "a.py", 100)
    (tmp_path / "regular").write_text("")
    looked_at = (tmp_path / "regular").stat()
    monkeypatch.setattr(Path, "lstat", lambda _self: looked_at)  # it became a FIFO after the look
    with pytest.raises(Refused, match="no regular file"):
        read_regular(tmp_path / "a.py", 100)


def test_device() -> None:
    with pytest.raises(Refused, match="no regular file"):
        read_regular(Path("/dev/zero"), 100)


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(13, "no"), "permission"), (OSError(5, "Input/output error"), "Input")],
)
def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1")

    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Refused, match=words):
        read_regular(file, 100)
