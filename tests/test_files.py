"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from stubmeister.files import write_atomically


@pytest.mark.parametrize("content", ["한국어\n", b"\x00\xff"])
def test_what_is_written_is_read(tmp_path: Path, content: str | bytes) -> None:
    """The folder is made, and nothing else lies in it afterwards."""
    file = tmp_path / "new" / "file"
    write_atomically(file, content)
    assert file.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(file.parent.iterdir()) == [file]


def test_half_characters_are_written_out(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "a\ud800")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "a\\ud800"


def test_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    write_atomically(file, "old")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
