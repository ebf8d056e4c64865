"""A bound on the search for a smaller counterexample: a wrong answer must not cost more than a right one.

The example found so far is small enough after some tries; each further one is a call of the student's code.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

MAX_TRIES = 40  # calls of a test after its first failure


class SmallestSoFar(BaseException):
    """Ends the search; `failure` is the test's last failure, and so the smallest."""

    def __init__(self, failure: Exception) -> None:
        super().__init__(str(failure))
        self.failure = failure


class Patience:
    """Counts the tries of one test at a time."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.tries = 0

    def begin(self) -> None:
        """A new test: nothing has failed yet."""
        self.failure, self.tries = None, 0

    def watch(self, item: pytest.Function) -> None:
        """Count the calls of a Hypothesis test's body."""
        handle = item.function.hypothesis
        if not hasattr(handle.inner_test, "stubmeister"):
            handle.inner_test = self._bounded(handle.inner_test)

    def _bounded(self, body: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(body)
        def run(*args: Any, **kwargs: Any) -> Any:
            if self.failure is not None:
                self.tries += 1
                if self.tries > MAX_TRIES:
                    raise SmallestSoFar(self.failure)
            try:
                return body(*args, **kwargs)
            except Exception as failure:
                if not type(failure).__module__.startswith("hypothesis"):  # its own signals, such as assume
                    self.failure = failure
                raise

        run.stubmeister = True  # type: ignore[attr-defined]
        return run
