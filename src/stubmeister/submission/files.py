"""Reading one untrusted file: regular, of bounded size, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from stubmeister.lang import _
from stubmeister.submission.model import Refused

# O_NONBLOCK: a FIFO that takes the file's place between the look and the open must not block the grader.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY")
)


def read_regular(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Looked at before it is opened (opening a device can do things) and again through the open file (what was
    looked at may have been replaced). Raises Refused with a sentence about it, never anything else.
    """
    try:
        _check(path.lstat(), limit)
        handle = os.open(path, _FLAGS)
        try:
            _check(os.fstat(handle), limit)
            return _read(handle, limit)
        finally:
            os.close(handle)
    except PermissionError:
        raise Refused(_("cannot be read: permission denied. Make it readable and grade again.")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Refused(_("cannot be read: {reason}.", reason=reason)) from None


def _check(status: os.stat_result, limit: int) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise Refused(_("is a symbolic link and was not followed. Hand in the file itself."))
    if not stat.S_ISREG(status.st_mode):
        raise Refused(_("is no regular file and was not opened. Hand in a plain file."))
    if status.st_size > limit:
        raise Refused(_too_large(limit))


def _read(handle: int, limit: int) -> bytes:
    parts, size = [], 0
    while part := os.read(handle, 1 << 20):
        size += len(part)
        if size > limit:  # it grew, or its size was never true
            raise Refused(_too_large(limit))
        parts.append(part)
    return b"".join(parts)


def _too_large(limit: int) -> str:
    return _(
        "is larger than {limit} MB and was not read. Clear outputs, keep data out of it, save it again.",
        limit=f"{limit / 1e6:g}",
    )
