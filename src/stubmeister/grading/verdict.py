"""From the exception a test ended with to its outcome in the results."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from stubmeister.grading import pictures, words
from stubmeister.grading.chapter_run import Settled, ready_made
from stubmeister.grading.mismatch import Mismatch
from stubmeister.grading.shrinking import SmallestSoFar
from stubmeister.lang import _
from stubmeister.wall.errors import (
    NameMissing,
    ReadyMadeCall,
    StudentCrashed,
    StudentRaised,
    StudentTimeout,
)
from stubmeister.wall.limits import Limits


@dataclass(frozen=True)
class Verdict:
    """Status, words, picture and limit of one test; `internal`: the grader itself is at fault; `settled`: by
    reading, without running anything."""

    status: str
    message: str = ""
    picture: str = ""
    limit: str = ""
    internal: bool = False
    settled: bool = False


def verdict(error: BaseException | None, limits: Limits) -> Verdict:
    """The outcome of a test that ended with `error`, or with none."""
    if error is None:
        return Verdict("passed")
    if isinstance(error, SmallestSoFar):
        error = error.failure
    if isinstance(error, Settled):
        return Verdict(error.status, error.message, settled=True)
    if isinstance(error, Mismatch):
        return Verdict("failed", words.mismatch(error), pictures.picture(error))
    if isinstance(error, StudentRaised):
        return Verdict("error", words.student_raised(error), limit=error.limit)
    if isinstance(error, StudentTimeout):
        return Verdict("timeout", words.timeout(error), limit="wall")
    if isinstance(error, StudentCrashed):
        message, limit = words.crashed(error, limits)
        return Verdict("timeout" if limit == "cpu" else "crashed", message, limit=limit)
    if isinstance(error, NameMissing):
        return Verdict("error", str(error))
    if isinstance(error, ReadyMadeCall):
        return Verdict("forbidden", ready_made(error))
    return _other(error, limits)


def _other(error: BaseException, limits: Limits) -> Verdict:
    """Assertions, Hypothesis' own complaints, and mistakes of the grader."""
    if isinstance(error, AssertionError):
        return Verdict("failed", _assertion(error))
    if isinstance(error, pytest.fail.Exception):
        return Verdict("failed", str(error).partition("\n")[0])
    if type(error).__name__.startswith("Flaky"):
        inner = [verdict(each, limits).message for each in getattr(error, "exceptions", ())[:1]]
        text = _("The same call gives different results from one time to the next.")
        return Verdict("failed", " ".join([text, *inner]))
    text = _("The grader itself failed: {error}", error=f"{type(error).__name__}: {error}")
    return Verdict("error", text, internal=True)


def _assertion(error: AssertionError) -> str:
    """The message of an assert, without what pytest adds about the values."""
    text = str(error).strip()
    message = text.partition("\nassert ")[0]
    return (
        message
        if not message.startswith("assert ")
        else _("It is not so: {fact}", fact=message.partition("\n")[0][7:])
    )
