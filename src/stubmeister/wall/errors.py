"""What can become of a request to a student's code, other than a value.

BaseException (no test, Hypothesis or `except Exception` may swallow or shrink these)
├── NameMissing       the submission does not define the name, or its cell failed
├── StudentTimeout    the wall time of the call is used up
├── StudentCrashed    the worker ended, or was ended by a limit
└── ReadyMadeCall     a by-hand function called another package's function
Exception
└── StudentRaised     the student's code raised; also an instance of the builtin class it raised
"""

from __future__ import annotations

import builtins
import functools
import re
from typing import Any

MAX_MESSAGE = 2000  # characters of an exception's text, whatever the worker sends
MAX_NAME = 200
# control characters but newline and tab, direction marks, half characters, separators of lines
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LIMITS = ("memory", "output", "files", "processes")


class NameMissing(BaseException):
    """The submission has no such name; the message is the sentence for the student."""


class StudentTimeout(BaseException):
    """A call took longer than `seconds`."""

    def __init__(self, function: str, seconds: float) -> None:
        super().__init__(f"{function} took longer than {seconds:g} s")
        self.function = function
        self.seconds = seconds


class StudentCrashed(BaseException):
    """The worker is gone; `reason` and `detail` as in `isolation.Ended`."""

    def __init__(self, function: str, reason: str, detail: str) -> None:
        super().__init__(f"{function}: {reason} {detail}".strip())
        self.function = function
        self.reason = reason
        self.detail = detail


class ReadyMadeCall(BaseException):
    """`call` of another package was used in `line`, where the exercise asks for it by hand."""

    def __init__(self, call: str, line: int) -> None:
        super().__init__(f"{call} in line {line}")
        self.call = call
        self.line = line


class StudentRaised(Exception):
    """The student's code raised `error_type` with `message`, in `line` (`source`) of `file`.

    Attributes:
        function: The exercise that was called.
        arguments: What it was called with, by parameter name.
        limit: Which limit the error speaks of (`memory`, `output`, `files`, `processes`), or "".
    """

    def __init__(self, error: dict[str, Any], function: str, arguments: dict[str, Any]) -> None:
        types = error.get("types")
        self.types = [str(name) for name in types] if isinstance(types, list) and types else ["Exception"]
        self.error_type = self.types[0]
        self.message = str(error.get("message", ""))
        self.file = str(error.get("file", ""))
        line = error.get("line", 0)
        self.line = line if isinstance(line, int) else 0
        self.source = str(error.get("source", ""))
        self.limit = str(error.get("limit", ""))
        self.function = function
        self.arguments = arguments
        self.args = (self.message,)

    def __str__(self) -> str:
        return f"{self.error_type}: {self.message}"


def printable(text: Any, length: int = MAX_NAME) -> str:
    """Text of a student's that harms no terminal: controls and direction marks as their escapes, cut."""
    if not isinstance(text, str):
        return ""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text[:length])


def plain_error(error: Any) -> dict[str, Any]:
    """A worker's description of an exception with each part of the kind and size that it should be.

    The worker's own limits do not count: student code can change them.
    """
    error = error if isinstance(error, dict) else {}
    types, line, limit = error.get("types"), error.get("line"), error.get("limit")
    return {
        "types": [printable(name) for name in (types if isinstance(types, list) else [])[:20]]
        or ["Exception"],
        "message": printable(error.get("message"), MAX_MESSAGE),
        "limit": limit if limit in _LIMITS else "",
        "file": printable(error.get("file")),
        "line": line if type(line) is int and 0 <= line < 10**9 else 0,
        "source": printable(error.get("source")),
    }


# Classes whose meaning to pytest, Hypothesis or generators is more than "an error", and groups (Python 3.11
# on), which are built otherwise: never taken over.
_GROUP = getattr(builtins, "BaseExceptionGroup", StopIteration)
_NOT_MAPPED = (AssertionError, StopIteration, StopAsyncIteration, _GROUP)


@functools.cache
def _raised_class(name: str) -> type[StudentRaised] | None:
    """The class that is both StudentRaised and the builtin exception `name`; None where there is no such."""
    builtin = getattr(builtins, name, None)
    if not isinstance(builtin, type) or not issubclass(builtin, Exception) or builtin is Exception:
        return None
    if issubclass(builtin, _NOT_MAPPED):
        return StudentRaised
    return type(f"Student{name}", (StudentRaised, builtin), {"__module__": __name__})


def raised(error: dict[str, Any], function: str, arguments: dict[str, Any]) -> StudentRaised:
    """The exception for a worker's error; `pytest.raises(ValueError)` sees a ValueError of the student's."""
    names = error.get("types")
    for name in names if isinstance(names, list) else []:
        found = _raised_class(str(name))
        if found is not None:
            return found(error, function, arguments)
    return StudentRaised(error, function, arguments)
