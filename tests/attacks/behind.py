"""Runs a small student source behind the wall and says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import pytest

from stubmeister.submission.model import Unit
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.errors import StudentCrashed, StudentRaised, StudentTimeout
from stubmeister.wall.isolation import Lane
from stubmeister.wall.proxy import Remote, RemoteFunction

PRELUDE = "import ctypes, glob, mmap, os, resource, signal, socket, subprocess, sys, threading, time\n"

MISTAKES = (
    "NameError",
    "UnboundLocalError",
    "SyntaxError",
    "TypeError",
    "AttributeError",
    "KeyError",
    "IndexError",
)


@dataclass(frozen=True)
class Attack:
    """One attack: `attack(world)` returns something true where it got what it wanted.

    Attributes:
        why: What stops it.
        bare: It harms nothing, so it is also run without a wall, where it must succeed: otherwise it would
            prove nothing here.
    """

    name: str
    why: str
    source: str
    bare: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Outcome:
    """What a call came to: `value`, `raised`, `timeout` or `crashed`, with the value or the reason."""

    kind: str
    value: Any = None
    error: BaseException | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.value!r:.300} {self.error}"


def run(
    lane: Lane, source: str, *calls: Sequence[Any], seconds: float = 2.0, then: Any = None
) -> list[Outcome]:
    """Load `source` in a fresh worker and make the calls, each `(name, *arguments)`.

    Args:
        then: Called with each value while the worker still lives (its own value is kept).
    """
    unit = Unit(PRELUDE + dedent(source), 1, "attack.py")
    process = StudentProcess(lane, "ch01_attack", [unit], {})
    remote = Remote(process)
    outcomes = []
    for name, *arguments in calls:
        process.seconds = process.budget = seconds
        try:
            value = RemoteFunction(remote, name, ())(*arguments)
            outcomes.append(Outcome("value", then(value) if then else value))
        except StudentRaised as error:
            outcomes.append(Outcome("raised", error=error))
        except StudentTimeout as error:
            outcomes.append(Outcome("timeout", error=error))
        except StudentCrashed as error:
            outcomes.append(Outcome("crashed", error.reason, error))
    process.stop()
    return outcomes


def attempt(lane: Lane, attack: Attack, world: dict[str, Any], seconds: float = 2.0) -> Outcome:
    """Run one attack; one that stumbles over itself proves nothing."""
    outcome = run(lane, attack.source, ("attack", world), seconds=seconds)[0]
    stumbled = isinstance(outcome.error, StudentRaised) and outcome.error.error_type in MISTAKES
    assert not stumbled, f"a mistake in the attack itself: {outcome}"
    return outcome


def table(attacks: Sequence[Attack]) -> pytest.MarkDecorator:
    """Parametrize a test with a table of attacks."""
    names = [attack.name for attack in attacks]
    assert len(set(names)) == len(names)
    return pytest.mark.parametrize("attack", attacks, ids=names)


HONEST = """
def double(x):
    return 2 * x
"""


def next_student_is_fine(lane: Lane) -> bool:
    """Whether a worker after the attack does its work as if nothing had been."""
    return run(lane, HONEST, ("double", 21))[0].value == 42
