"""Values and failures in words a student can follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from stubmeister.grading.mismatch import MISSING, Mismatch
from stubmeister.lang import _
from stubmeister.wall.errors import StudentCrashed, StudentRaised, StudentTimeout
from stubmeister.wall.limits import Limits
from stubmeister.wall.wire import Handle

MAX_ITEMS = 40  # of an array shown whole
MAX_TEXT = 300  # characters of anything else


def describe(value: Any) -> str:
    """A value as it would be typed, or its shape and range where it is large."""
    if type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "numpy"):
        value = value.float().numpy() if "bfloat16" in str(getattr(value, "dtype", "")) else value.numpy()
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        return describe(value.item())
    if isinstance(value, (float, complex)):
        return f"{value:.8g}" if isinstance(value, complex) or not value.is_integer() else f"{value:.1f}"
    if isinstance(value, Handle):
        return _("a {type} object", type=value.type_name)
    if isinstance(value, (list, tuple)) and len(value) <= MAX_ITEMS:
        inner = ", ".join(describe(item) for item in value)
        return _cut(f"[{inner}]" if isinstance(value, list) else f"({inner})")
    if isinstance(value, bytes):
        return _("{count} bytes", count=len(value))
    return _cut(repr(value))


def _array(array: np.ndarray) -> str:
    if array.size <= MAX_ITEMS:
        text = np.array2string(
            array, separator=", ", precision=6, suppress_small=False, max_line_width=10_000
        )
        empty = f" {array.shape}" if array.size == 0 and array.ndim > 1 else ""
        return _cut(" ".join(text.split()).replace("[ ", "[")) + empty
    low, high = ("?", "?") if array.dtype.kind in "US" else (describe(array.min()), describe(array.max()))
    return _(
        "array of shape {shape}, {dtype}, values {low} to {high}",
        shape=str(array.shape),
        dtype=array.dtype,
        low=low,
        high=high,
    )


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def call(arguments: Mapping[str, object]) -> str:
    """`y_pred = [0.], y_true = [1.]`"""
    return _cut(", ".join(f"{name} = {describe(value)}" for name, value in arguments.items()))


def mismatch(failure: Mismatch) -> str:
    """The smallest counterexample in one or two sentences."""
    if failure.got is MISSING or failure.expected is MISSING:
        if not failure.arguments:
            return _("{function}: {reason}", function=failure.function, reason=failure.reason)
        return _(
            "For {call} your {function}: {reason}",
            call=call(failure.arguments),
            function=failure.function,
            reason=failure.reason,
        )
    if not failure.arguments:
        return _(
            "Your {function} gave {got}, expected {expected}. {reason}",
            function=failure.function,
            got=describe(failure.got),
            expected=describe(failure.expected),
            reason=_sentence(failure.reason),
        ).strip()
    plain = all(isinstance(value, (int, float, np.number)) for value in (failure.got, failure.expected))
    return _(
        "For {call} your {function} gave {got}, expected {expected}. {reason}",
        call=call(failure.arguments),
        function=failure.function,
        got=describe(failure.got),
        expected=describe(failure.expected),
        reason="" if plain else _sentence(failure.reason),
    ).strip()


def _sentence(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        return ""
    return f"({reason})"


def student_raised(error: StudentRaised) -> str:
    """What was raised, for which call, and where in the student's file."""
    said = f"{error.error_type}: {error.message}" if error.message else error.error_type
    if error.limit:
        said = {
            "memory": _("it needed more memory than allowed"),
            "output": _("it printed without end"),
            "files": _("it wrote more to disk than allowed"),
            "processes": _("it started more processes or threads than allowed"),
        }.get(error.limit, said)
    if _is_about_the_call(error):
        return _(
            "{function} cannot be called as {function}({names}): {said}. Keep the stub's parameters.",
            function=error.function,
            names=", ".join(error.arguments),
            said=error.message,
        )
    where = ""
    if error.line:
        where = " " + _("(line {line}: {source})", line=error.line, source=error.source)
    if not error.arguments:
        return _("Your {function} stopped: {said}", function=error.function, said=said) + where
    return (
        _(
            "For {call} your {function} stopped: {said}",
            call=call(error.arguments),
            function=error.function,
            said=said,
        )
        + where
    )


def _is_about_the_call(error: StudentRaised) -> bool:
    """Whether Python refused the call itself, before the function's first line."""
    refusals = ("positional argument", "keyword argument", "multiple values for", "takes no arguments")
    own = error.error_type == "TypeError" and not error.line
    return own and any(words in error.message for words in refusals)


def timeout(error: StudentTimeout) -> str:
    return _(
        "Your {function} was still running after {seconds} s. Is there a loop that never ends?",
        function=error.function,
        seconds=f"{error.seconds:g}",
    )


def crashed(error: StudentCrashed, limits: Limits) -> tuple[str, str]:
    """The sentence for a worker that is gone, and which limit did it, if one did."""
    if error.reason == "memory":
        return _(
            "Your {function} needed more than {mib} MiB of memory.",
            function=error.function,
            mib=limits.memory_mib,
        ), "memory"
    if error.reason == "cpu":
        text = _("Your code used more than {seconds} s of CPU time.", seconds=limits.cpu_seconds)
        return text, "cpu"
    if error.reason == "forged":
        return _("Your {function} broke the connection to the grader.", function=error.function), ""
    if error.reason == "gone":
        return _(
            "The {function} object is lost, because your code ended its process.", function=error.function
        ), ""
    if error.reason == "restarts":
        return _("Your code ended its process again and again; the grader stopped trying."), ""
    return _(
        "Your {function} ended its own process ({detail}).", function=error.function, detail=error.detail
    ), ""
