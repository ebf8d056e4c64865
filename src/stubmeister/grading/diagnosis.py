"""Finds the misconception behind a wrong answer by replaying what the tests did on known wrong answers."""

from __future__ import annotations

import tempfile
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from stubmeister.course import Chapter
from stubmeister.grading.known_wrong import (
    KnownWrong,
    known_wrong,
    likeness,
    right_module,
    wrong_entries,
    wrong_module,
)
from stubmeister.grading.results import Diagnosis
from stubmeister.grading.tape import Tape
from stubmeister.lang import course_text
from stubmeister.wall import wire, worker
from stubmeister.wall.session import Session

Same = Callable[[object, object], "str | None"]  # `graders.compare.same`: None when equal

MAX_SHOWN = 2


def diagnose(chapter: Chapter, exercise: str, tapes: Sequence[Tape], same: Same) -> list[Diagnosis]:
    """The known wrong answers that give everywhere what the student's code gave.

    A known wrong answer counts only where the right answer gives something else, so that a failure of
    another kind (too slow, say) is not explained by a misconception that these calls cannot tell from right.
    When none explains everything, one that explains all values is enough: a wrong formula is worth its
    sentence even where a check on bad input is missing too. In a quiz one that is there with all of its
    entries counts, whatever else is wrong.

    Args:
        chapter: The exercise's chapter.
        exercise: Its name.
        tapes: What its tests did, one tape for each test.
        same: Whether two values are equal by the course's conventions.
    """
    tapes = sorted((tape for tape in tapes if tape.requests), key=lambda tape: not tape.failed)
    candidates = [wrong for wrong in known_wrong(chapter) if wrong.exercise == exercise]
    if not tapes or not candidates or not chapter.solution.is_file():
        return []
    if exercise in chapter.quizzes:
        return _shown(chapter, _mixed_up(chapter, candidates, _answers(exercise, tapes)))
    right = right_module(chapter)
    for judge in _judges(chapter, exercise, same):
        for keep in (_everything, _values):
            chosen = [keep(right, tape) for tape in tapes]
            if not any(chosen) or _agrees(right, tapes, chosen, judge):
                continue
            found = [w for w in candidates if _agrees(wrong_module(chapter, w), tapes, chosen, judge)]
            if found:
                return _shown(chapter, found)
    return []


Judge = Callable[[Sequence[bytes], dict[str, Any], dict[str, Any]], bool]


def _judges(chapter: Chapter, exercise: str, same: Same) -> Iterator[Judge]:
    """When a reply to a request shows the same as another: equal data, or alike where chance decides."""
    yield lambda _parts, reply, answer: _same_reply(reply, answer, same)
    like = likeness(chapter, exercise)
    if like is None:
        return

    def alike(parts: Sequence[bytes], reply: dict[str, Any], answer: dict[str, Any]) -> bool:
        request = wire.copy(list(parts))
        values = "value" in reply and "value" in answer and "error" not in reply and "error" not in answer
        if not values or request.get("op") != "call" or request.get("name") != exercise:
            return _same_reply(reply, answer, same)
        if reply.get("changed") != answer.get("changed"):
            return False
        try:
            return bool(like(reply["value"], answer["value"], *request["args"], **request["kwargs"]))
        except Exception:  # a result of a shape that nobody thought of is like none
            return False

    yield alike


def _shown(chapter: Chapter, found: Sequence[KnownWrong]) -> list[Diagnosis]:
    return [Diagnosis(wrong.name, course_text(chapter.name, wrong.sentence)) for wrong in found[:MAX_SHOWN]]


def _answers(quiz: str, tapes: Sequence[Tape]) -> dict[Any, Any]:
    """What the student wrote into a quiz, as far as it is a dictionary."""
    for tape in tapes:
        for parts, reply in tape.requests:
            request, value = wire.copy(list(parts)), reply.get("value")
            if request["op"] == "module_value" and request["name"] == quiz and isinstance(value, dict):
                return value
    return {}


def _mixed_up(
    chapter: Chapter, candidates: Sequence[KnownWrong], answers: dict[Any, Any]
) -> list[KnownWrong]:
    """The known wrong answers whose every entry stands in `answers`, those with the most entries first.

    One that is part of another is left out: the larger one says more.
    """
    entries = {wrong: wrong_entries(chapter, wrong).items() for wrong in candidates}
    given = {(key, answer) for key, answer in answers.items() if isinstance(answer, str)}
    found = [wrong for wrong in candidates if entries[wrong] <= given]
    found = [wrong for wrong in found if not any(entries[wrong] < entries[other] for other in found)]
    return sorted(found, key=lambda wrong: -len(entries[wrong]))


Chosen = list[bool]  # for each request of a tape: whether its reply counts


def _everything(right: types.ModuleType, tape: Tape) -> Chosen:
    return [True] * len(tape.requests)


def _values(right: types.ModuleType, tape: Tape) -> Chosen:
    """The requests that both the right answer and the student answered with a value."""
    replies = zip(_replay(right, tape), tape.requests, strict=True)
    return ["error" not in answer and "error" not in reply for answer, (_parts, reply) in replies]


def _agrees(module: types.ModuleType, tapes: Sequence[Tape], chosen: Sequence[Chosen], judge: Judge) -> bool:
    """Whether `module` in the student's place gives the same replies, where they count."""
    return all(
        not counts or judge(parts, reply, answer)
        for tape, choice in zip(tapes, chosen, strict=True)
        for counts, answer, (parts, reply) in zip(choice, _replay(module, tape), tape.requests, strict=True)
    )


def _replay(module: types.ModuleType, tape: Tape) -> Iterator[dict[str, Any]]:
    """Do what the test did with `module` in the student's place, one request at a time."""
    with tempfile.TemporaryDirectory(prefix="stubmeister-replay-") as folder:
        session = Session(module.__name__, Path(folder))
        session.module = module
        session.moved = tape.folder
        for parts, _reply in tape.requests:
            request = wire.copy(list(parts))
            request.pop("by_hand", None)
            answer = session.execute(request)
            if "value" in answer:
                answer = _as_received(answer, session, request)
            yield answer


def _as_received(answer: dict[str, Any], session: Session, request: dict[str, Any]) -> dict[str, Any]:
    """The reply after a trip over the wire, where a value that cannot cross becomes an error."""
    if request["op"] == "file":
        return {}  # the folders differ, and nothing of the student's has run
    return dict(wire.copy(worker.packed(answer, session.export(request))))


def _same_reply(reply: dict[str, Any], answer: dict[str, Any], same: Same) -> bool:
    if not answer:
        return True
    if "error" in answer or "error" in reply:
        return _types(answer) == _types(reply)
    changed = answer.get("changed") == reply.get("changed")
    return (
        changed
        and _warned(answer) == _warned(reply)
        and _same_value(reply.get("value"), answer.get("value"), same)
    )


def _warned(reply: dict[str, Any]) -> set[str]:
    """The kinds of NumPy's warnings, without the operation, which differs between ways to write the same."""
    texts = reply.get("warnings")
    parts = [str(text).partition(" encountered in ") for text in (texts if isinstance(texts, list) else [])]
    return {kind for kind, encountered, _operation in parts if encountered}


def _types(reply: dict[str, Any]) -> object:
    """The kind of error; a subclass of ValueError is as good as ValueError, as everywhere in the course."""
    error = reply.get("error")
    if not isinstance(error, dict):
        return None
    return ["ValueError"] if "ValueError" in error["types"] else error["types"][:1]


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
