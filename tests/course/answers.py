"""The marks of answers that tests grade: right ones written otherwise, known wrong ones written again.

The files that use them are read, never imported: graded, an answer stands in the solution's module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T", bound=Callable[..., Any])


def right_answer(exercise: str) -> Callable[[T], T]:
    """Mark a right answer to `exercise`, written otherwise than the solution: no grader may refuse it."""

    def mark(answer: T) -> T:
        return answer

    return mark


def rewritten(exercise: str, of: str) -> Callable[[T], T]:
    """Mark the known wrong answer `of` to `exercise`, written in another style: it must be recognised."""

    def mark(answer: T) -> T:
        return answer

    return mark
