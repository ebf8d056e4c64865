"""Finds the misconception behind a wrong answer by replaying what the tests did on known wrong answers."""

from __future__ import annotations

import tempfile
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from stubmeister.course import Chapter
from stubmeister.grading.known_wrong import known_wrong, right_module, wrong_module
from stubmeister.grading.results import Diagnosis
from stubmeister.grading.tape import Tape
from stubmeister.lang import course_text
from stubmeister.wall import wire
from stubmeister.wall.session import Session

Same = Callable[[object, object], "str | None"]  # `graders.compare.same`: None when equal

MAX_SHOWN = 2


def diagnose(chapter: Chapter, exercise: str, tapes: Sequence[Tape], same: Same) -> list[Diagnosis]:
    """The known wrong answers that give everywhere what the student's code gave.

    A known wrong answer counts only where the right answer gives something else, so that a failure of another
    kind (too slow, say) is not explained by a misconception that these calls cannot tell from right.

    Args:
        chapter: The exercise's chapter.
        exercise: Its name.
        tapes: What its tests did, one tape for each test.
        same: Whether two values are equal by the course's conventions.
    """
    tapes = [tape for tape in tapes if tape.requests]
    if not tapes or not chapter.solution.is_file():
        return []
    candidates = [wrong for wrong in known_wrong(chapter) if wrong.exercise == exercise]
    if not candidates or _agrees(right_module(chapter), tapes, same):
        return []
    found = [wrong for wrong in candidates if _agrees(wrong_module(chapter, wrong), tapes, same)]
    return [Diagnosis(wrong.name, course_text(chapter.name, wrong.sentence)) for wrong in found[:MAX_SHOWN]]


def _agrees(module: types.ModuleType, tapes: Sequence[Tape], same: Same) -> bool:
    return all(_replay(module, tape, same) for tape in tapes)


def _replay(module: types.ModuleType, tape: Tape, same: Same) -> bool:
    """Do what the test did with `module` in the student's place; whether every reply is the same."""
    with tempfile.TemporaryDirectory(prefix="stubmeister-replay-") as folder:
        session = Session(module.__name__, Path(folder))
        session.module = module
        session.moved = tape.folder
        return all(_same_reply(session, parts, reply, same) for parts, reply in tape.requests)


def _same_reply(session: Session, parts: list[bytes], reply: dict[str, Any], same: Same) -> bool:
    request = wire.copy(list(parts))
    if request["op"] == "file":
        session.execute(request)
        return True
    request.pop("by_hand", None)
    answer = session.execute(request)
    if "error" in answer or "error" in reply:
        return _types(answer) == _types(reply)
    try:
        value = wire.copy(wire.pack(answer["value"], session.export(request)))
    except wire.WireError:
        return False
    changed = answer.get("changed") == reply.get("changed")
    return changed and _same_value(reply.get("value"), value, same)


def _types(reply: dict[str, Any]) -> object:
    error = reply.get("error")
    return error["types"][:1] if isinstance(error, dict) else None


def _same_value(got: Any, expected: Any, same: Same) -> bool:
    """Equal data; objects that stay in the worker are equal here and compared by what they do."""
    if isinstance(got, wire.Handle) or isinstance(expected, wire.Handle):
        return isinstance(got, wire.Handle) and isinstance(expected, wire.Handle)
    if type(got) is type(expected) and isinstance(got, (list, tuple)):
        pairs = zip(got, expected, strict=False)
        return len(got) == len(expected) and all(_same_value(a, b, same) for a, b in pairs)
    if isinstance(got, dict) and isinstance(expected, dict):
        keys = got.keys() == expected.keys()
        return keys and all(_same_value(got[key], expected[key], same) for key in expected)
    if got is None or expected is None:
        return got is expected
    return same(got, expected) is None
