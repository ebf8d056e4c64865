"""The failure of a check on a student's result, with everything needed to put it into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


class Mismatch(AssertionError):
    """A student's function did not do what it must.

    Args:
        reason: Why, as a short sentence in the language in use.
        function: The exercise's name.
        arguments: What it was called with, by parameter name.
        got: What it returned; MISSING where it is not about a value.
        expected: What is right; MISSING where it is not about a value.
    """

    def __init__(
        self,
        reason: str,
        *,
        function: str,
        arguments: Mapping[str, object],
        got: object = MISSING,
        expected: object = MISSING,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.function = function
        self.arguments = dict(arguments)
        self.got = got
        self.expected = expected
