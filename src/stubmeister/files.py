"""Writing files so that nobody meets half of one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_atomically(file: Path, content: str | bytes) -> None:
    r"""Write aside and rename: a reader meets the old or the new content; makes the folder if it is missing.

    Text becomes UTF-8; what cannot be encoded (lone surrogates, out of students' names) becomes `\ud800`.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.parent / f".{file.name}.{secrets.token_hex(4)}.part"
    try:
        with aside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
