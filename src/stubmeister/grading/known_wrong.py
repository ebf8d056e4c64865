"""A chapter's known wrong answers: whole replacements of an exercise, each with the sentence that helps."""

from __future__ import annotations

import builtins
import functools
import symtable
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from stubmeister.course import Chapter
from stubmeister.errors import CourseError
from stubmeister.grading.answers import marked_answers
from stubmeister.lang import _

T = TypeVar("T", bound=Callable[..., Any])


def misconception(exercise: str) -> Callable[[T], T]:
    """Mark a function or class as a known wrong answer to `exercise`; its docstring is the sentence shown.

    Of a quiz, the function takes nothing and returns the entries that such a student gets wrong.
    """

    def mark(answer: T) -> T:
        return answer

    return mark


def alike(exercise: str) -> Callable[[T], T]:
    """Mark the function that says when two results of `exercise` show the same behaviour.

    For exercises whose results depend on chance: another generator draws other numbers, and still makes the
    same mistake. The function takes both results, then the arguments they were given.
    """

    def mark(judge: T) -> T:
        return judge

    return mark


@dataclass(frozen=True)
class KnownWrong:
    """One known wrong answer.

    Attributes:
        exercise: The exercise it answers.
        name: Its function's name, such as `root_taken`.
        sentence: The English sentence that helps.
        source: The function's source without the mark.
    """

    exercise: str
    name: str
    sentence: str
    source: str


@functools.cache
def known_wrong(chapter: Chapter) -> tuple[KnownWrong, ...]:
    """The chapter's known wrong answers, in the order of their file.

    Raises:
        CourseError: One has no sentence, or two to one exercise have the same name.
    """
    found: list[KnownWrong] = []
    for answer in marked_answers(chapter.misconceptions, "misconception"):
        place = f"{chapter.misconceptions.name}:{answer.line}"
        if not answer.sentence:
            raise CourseError(
                _("{place}: the known wrong answer {name} has no sentence.", place=place, name=answer.name),
                _("Write the sentence that helps the student as its docstring."),
            )
        if any((each.exercise, each.name) == (answer.exercise, answer.name) for each in found):
            raise CourseError(
                _("{place}: the known wrong answer {name} is there twice.", place=place, name=answer.name),
                _("Give each a name of its own."),
            )
        found.append(KnownWrong(answer.exercise, answer.name, answer.sentence, answer.source))
    return tuple(found)


def likeness(chapter: Chapter, exercise: str) -> Callable[..., bool] | None:
    """The chapter's function marked `alike(exercise)`; None for most exercises."""
    return likenesses(chapter).get(exercise)


@functools.cache
def likenesses(chapter: Chapter) -> dict[str, Callable[..., bool]]:
    """The chapter's functions marked `alike`, by their exercises: its file is read once for all of them."""
    found: dict[str, Callable[..., bool]] = {}
    for judge in marked_answers(chapter.misconceptions, "alike"):
        module = _new_module(chapter)
        exec(judge.source, module.__dict__)
        found.setdefault(judge.exercise, module.__dict__[judge.name])
    return found


def wrong_source(chapter: Chapter, wrong: KnownWrong) -> str:
    """The chapter's solution with this wrong answer in the exercise's place: a submission."""
    from stubmeister.build import replace_exercise

    text = chapter.solution.read_text(encoding="utf-8")
    return replace_exercise(text, wrong.exercise, wrong_definition(chapter, wrong))


def wrong_definition(chapter: Chapter, wrong: KnownWrong) -> str:
    """What takes the exercise's place: the function, or the quiz with the wrong entries in it."""
    if wrong.exercise not in chapter.quizzes:
        return wrong.source
    right = getattr(right_module(chapter), wrong.exercise)
    answers = {**right, **wrong_entries(chapter, wrong)}
    return f"{wrong.exercise} = {answers!r}"


@functools.cache
def wrong_entries(chapter: Chapter, wrong: KnownWrong) -> dict[object, str]:
    """Of a known wrong answer to a quiz: the keys that such a student gets wrong, and what stands there.

    Raises:
        CourseError: Its function does not return such entries.
    """
    module = _new_module(chapter)
    right = dict(module.__dict__[wrong.exercise])
    exec(_wrong_code(chapter, wrong), module.__dict__)
    entries = module.__dict__[wrong.name]()
    if not isinstance(entries, dict) or not entries or not entries.keys() <= right.keys():
        problem = _("it does not return a dictionary with keys of {quiz}.", quiz=wrong.exercise)
    elif not all(isinstance(answer, str) and answer != right[key] for key, answer in entries.items()):
        problem = _("not all of its entries are texts that are wrong.")
    else:
        return entries
    raise CourseError(
        f"{chapter.misconceptions.name}: {wrong.name}: {problem}",
        _('Let it return what such a student writes, {"key": "wrong answer"}, and nothing that is right.'),
    )


@functools.cache
def wrong_module(chapter: Chapter, wrong: KnownWrong) -> types.ModuleType:
    """The solution's module with the wrong answer under the exercise's name; it is the course's own code."""
    module = _new_module(chapter)
    exec(_wrong_code(chapter, wrong), module.__dict__)
    module.__dict__[wrong.exercise] = module.__dict__[wrong.name]
    return module


def _wrong_code(chapter: Chapter, wrong: KnownWrong) -> types.CodeType:
    place = f"<{chapter.misconceptions.name}: {wrong.name}>"
    return compile(wrong.source, place, "exec", dont_inherit=True)


def unknown_names(chapter: Chapter, wrong: KnownWrong) -> set[str]:
    """Names that a known wrong answer uses and the solution's module does not have.

    Such an answer fails with a NameError, and so for another reason than the one it is there for.
    """
    return used_names(wrong) - {wrong.name, *vars(right_module(chapter)), *vars(builtins)}


def used_names(wrong: KnownWrong) -> set[str]:
    """The names of the module that a known wrong answer uses."""
    return set(_global_names(symtable.symtable(wrong.source, wrong.name, "exec")))


def _global_names(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _global_names(inner)


@functools.cache
def right_module(chapter: Chapter) -> types.ModuleType:
    """The chapter's solution, loaded the same way."""
    return _new_module(chapter)


def _new_module(chapter: Chapter) -> types.ModuleType:
    module = types.ModuleType(chapter.name)
    exec(_solution_code(chapter), module.__dict__)
    return module


@functools.cache
def _solution_code(chapter: Chapter) -> types.CodeType:
    source = chapter.solution.read_text(encoding="utf-8")
    return compile(source, f"<{chapter.name}>", "exec", dont_inherit=True)
