"""What the tests of quizzes share. Students get this file: it holds no answers.

A quiz is a dictionary, situation to answer. The public test asks whether it is filled in (`filled_in`) and
weighs nothing; a hidden test for each key gives the points (`answered`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from stubmeister.grading import Handle, Mismatch, RemoteFunction
from stubmeister.lang import _

__all__ = ["answered", "filled_in"]

LONGEST = 60  # characters of something a student wrote
MOST = 8  # things of a list


def filled_in(student: Any, name: str, keys: Iterable[object], words: Sequence[str]) -> None:
    """The student's dictionary must have one of `words` for each of `keys`, and no other keys.

    Args:
        student: The submission.
        name: The quiz.
        keys: Its situations: `quizzes[name]`.
        words: The answers to choose from.

    Raises:
        Mismatch: It does not.
    """
    answers = _dictionary(student, name)
    keys = list(keys)
    if missing := [key for key in keys if key not in answers]:
        raise _wrong(name, _("missing from the dictionary: {keys}", keys=_list(missing)))
    if extra := [key for key in answers if key not in keys]:
        raise _wrong(name, _("not a situation of this quiz: {keys}", keys=_list(extra)))
    if empty := [key for key in keys if answers[key] is None]:
        raise _wrong(name, _("no answer yet for {keys}", keys=_list(empty)))
    for key in keys:
        _demand_word(name, key, answers[key], words)


def answered(student: Any, solution: ModuleType, name: str, key: str) -> None:
    """The student's answer for one key must be the solution's. The message does not tell which that is.

    Raises:
        Mismatch: It is missing, None, no text, or not right.
    """
    answers = _dictionary(student, name)
    if key not in answers:
        raise _wrong(name, _("missing from the dictionary: {keys}", keys=_list([key])))
    answer = answers[key]
    if answer is None:
        raise _wrong(name, _("no answer yet for {keys}", keys=_list([key])))
    if not isinstance(answer, str):
        raise _wrong(name, _no_text(key, answer))
    if answer != getattr(solution, name)[key]:
        raise _wrong(name, _("{answer} is not right for this situation", answer=_short(answer)))


def _dictionary(student: Any, name: str) -> Mapping[object, object]:
    value = getattr(student, name)
    if isinstance(value, dict):
        return value
    raise _wrong(name, _("{got} where a dictionary of answers is asked for", got=_kind(value)))


def _demand_word(name: str, key: object, answer: object, words: Sequence[str]) -> None:
    if not isinstance(answer, str):
        raise _wrong(name, _no_text(key, answer))
    if answer not in words:
        raise _wrong(
            name,
            _(
                "{answer} at {key} is none of the words {words}",
                answer=_short(answer),
                key=_short(key),
                words=_list(words),
            ),
        )


def _no_text(key: object, answer: object) -> str:
    return _("{got} at {key}, where a word in quotes is asked for", got=_kind(answer), key=_short(key))


def _wrong(name: str, reason: str) -> Mismatch:
    return Mismatch(reason, function=name, arguments={})


def _kind(value: object) -> str:
    """What a student would call it."""
    if isinstance(value, RemoteFunction):
        return _("a function or class")
    if isinstance(value, Handle):
        return _("a {type} object", type=value.type_name)
    return "None" if value is None else type(value).__name__


def _list(things: Sequence[object]) -> str:
    shown = ", ".join(map(_short, things[:MOST]))
    return shown if len(things) <= MOST else shown + ", ..."


def _short(thing: object) -> str:
    text = repr(thing)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
