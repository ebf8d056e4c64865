"""What is wrong with a course as far as its files tell; nothing is graded for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stubmeister.course import Chapter, Course
from stubmeister.grading.known_wrong import known_wrong, unknown_names, used_names
from stubmeister.lang import LANGUAGES, _

WRONG_PER_EXERCISE = 5
LEVELS = (1, 2, 3)
TODO = re.compile(r"\bTODO\b")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with the course, and the command or edit that cures it."""

    message: str
    cure: str


def course_findings(course: Course, chapters: Sequence[Chapter]) -> list[Finding]:
    """Everything that can be found by reading.

    Args:
        course: The course.
        chapters: The chapters to look at; the stubs and the catalogues are looked at whole.

    Raises:
        CourseError: A file of the course is broken.
    """
    found = list(contract_findings(course, chapters))
    for chapter in chapters:
        found += todo_findings(chapter)
        found += metadata_findings(chapter)
        found += points_findings(chapter)
        found += statement_findings(chapter)
        found += rubric_findings(chapter)
        found += wrong_answer_findings(chapter)
    return [*found, *fresh_findings(course), *language_findings(course), *secret_findings(course)]


def contract_findings(course: Course, chapters: Sequence[Chapter]) -> Iterator[Finding]:
    """Every chapter and name of the contract is there, a function with its parameters."""
    file = course.root / "graders" / "contract.json"
    contract = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    there = {chapter.name for chapter in course.chapters}
    if len(chapters) == len(there):  # the whole course is looked at
        for name in sorted(contract.keys() - there):
            message = _("The contract's chapter {name} is missing.", name=name)
            yield Finding(message, f"stubmeister new {name} NAME")
    for chapter in chapters:
        for name, wanted in contract.get(chapter.name, {}).items():
            yield from _contract_name(chapter, name, wanted)


def _contract_name(chapter: Chapter, name: str, wanted: list[str] | None) -> Iterator[Finding]:
    """`wanted` are the parameters of a function or class; None for a quiz or an essay."""
    if wanted is None and name not in (*chapter.quizzes, *chapter.essays):
        message = _("{chapter}: {name} is no dictionary and no text.", chapter=chapter.name, name=name)
        cure = _("Write {name} = {{...}} for a quiz, {name} = '...' for an essay.", name=name)
        yield Finding(message, cure)
    if wanted is None:
        return
    found = chapter.parameters.get(name)
    if found is None or list(found) != wanted:
        message = _("{chapter}: {name} is missing or has other parameters.", chapter=chapter.name, name=name)
        yield Finding(message, _("Write {name}({parameters}).", name=name, parameters=", ".join(wanted)))


def todo_findings(chapter: Chapter) -> Iterator[Finding]:
    """Nothing is left to be written: `stubmeister new` marks such places TODO."""
    files = (chapter.solution, *chapter.test_files, chapter.misconceptions)
    for file in [file for file in files if file.is_file()]:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if TODO.search(line):
                place = f"{file.relative_to(chapter.root).as_posix()}:{number}"
                message = _("{place} is still to be written: {text}", place=place, text=line.strip(" #\"'"))
                yield Finding(message, _("Write it, and take the word TODO out."))


def metadata_findings(chapter: Chapter) -> Iterator[Finding]:
    """Each exercise says how hard it is and how long it takes."""
    for exercise in chapter.exercises:
        place = f"{_short(chapter, chapter.source)}:{exercise.line}"
        if exercise.level not in LEVELS:
            message = _("{place}: {name} has no level.", place=place, name=exercise.name)
            yield Finding(message, _("Add level=1 (easy), level=2 or level=3 (hard) to its cell."))
        if not exercise.minutes:
            message = _("{place}: {name} has no minutes.", place=place, name=exercise.name)
            yield Finding(message, _("Add minutes=10, or what a student needs, to its cell."))


def points_findings(chapter: Chapter) -> Iterator[Finding]:
    """The title of each language says how many points the chapter's tests and rubrics give."""
    from stubmeister.build import cells

    if not chapter.solution.is_file():
        return
    total = sum(exercise.points + exercise.manual_points for exercise in chapter.exercises)
    file = _short(chapter, chapter.solution)
    titles = [
        cell
        for cell in cells(chapter.solution.read_text(encoding="utf-8"), file)
        if cell.kind != "code" and not cell.exercise and cell.source.startswith("# ")
    ]
    for language in LANGUAGES:
        title = next((cell for cell in titles if language in cell.tags), None)
        cure = _(
            'Write `# %% [markdown] tags=["{language}"] points={points}` above it.',
            language=language,
            points=f"{total:g}",
        )
        if title is None:
            yield Finding(_("{file} has no title in {language}.", file=file, language=language), cure)
        elif title.points != total:
            message = _(
                "{place}: the title says {said} points, the graders give {total}.",
                place=f"{file}:{title.start}",
                said=f"{title.points:g}",
                total=f"{total:g}",
            )
            yield Finding(message, cure)


def statement_findings(chapter: Chapter) -> Iterator[Finding]:
    """Each exercise is explained in both languages."""
    from stubmeister.build import cells

    if not chapter.solution.is_file():
        return
    parts = cells(chapter.solution.read_text(encoding="utf-8"), chapter.solution)
    stated = {(cell.exercise, tag) for cell in parts if cell.kind != "code" for tag in cell.tags}
    for exercise in chapter.exercises:
        for language in LANGUAGES:
            if (exercise.name, language) not in stated:
                message = _("{name} has no statement in {language}.", name=exercise.name, language=language)
                cell = f'# %% [markdown] tags=["{language}"] exercise="{exercise.name}"'
                cure = _(
                    "Write one below `{cell}` in {file}.", cell=cell, file=_short(chapter, chapter.solution)
                )
                yield Finding(message, cure)


def rubric_findings(chapter: Chapter) -> Iterator[Finding]:
    """An essay is the teacher's to grade, by one line for each point."""
    for exercise in chapter.exercises:
        if exercise.kind == "essay" and not exercise.manual_points:
            message = _("{name} is an essay, but tests give its points.", name=exercise.name)
            yield Finding(message, _("Mark its test class with `@pytest.mark.manual` and a rubric."))
        elif exercise.manual_points and exercise.manual_points != len(exercise.rubric):
            message = _(
                "{name} is worth {points} points, but its rubric has {lines} lines.",
                name=exercise.name,
                points=f"{exercise.manual_points:g}",
                lines=len(exercise.rubric),
            )
            yield Finding(message, _("Give `@pytest.mark.rubric` one line for each point."))


def wrong_answer_findings(chapter: Chapter) -> Iterator[Finding]:
    """Each function and each quiz has enough known wrong answers, and each stands on its own."""
    wrong = known_wrong(chapter)
    for each in wrong if chapter.solution.is_file() else ():
        place = f"{_short(chapter, chapter.misconceptions)}: {each.name}"
        if each.exercise in used_names(each) and each.exercise not in chapter.quizzes:
            message = _("{place} calls {name}, in whose place it stands.", place=place, name=each.exercise)
            yield Finding(message, _("Write out what it needs of the right answer."))
        for name in sorted(unknown_names(chapter, each)):
            message = _("{place} uses {name}, which the solution does not have.", place=place, name=name)
            yield Finding(message, _("Import or define it inside; helpers beside it do not come along."))
    for exercise in [each for each in chapter.exercises if each.kind != "essay"]:
        count = sum(each.exercise == exercise.name for each in wrong)
        if count < WRONG_PER_EXERCISE:
            message = _("{name} has {count} known wrong answers.", name=exercise.name, count=count)
            file = _short(chapter, chapter.misconceptions)
            yield Finding(message, _("Add some to {file}.", file=file))


def fresh_findings(course: Course) -> Iterator[Finding]:
    """Committed stubs are what the solutions make of them."""
    from stubmeister.build import build_course

    for difference in build_course(course, check_only=True):
        yield Finding(difference.message, difference.cure)


def language_findings(course: Course) -> Iterator[Finding]:
    """Both languages are complete."""
    from stubmeister.lang.catalogue import problems

    for problem in problems(course):
        yield Finding(problem.message, problem.cure)


def secret_findings(course: Course) -> Iterator[Finding]:
    """Nothing that students get, the handout and `release/`, holds a solution or a hidden test."""
    from stubmeister.build import handout_files, secrets_in

    for secret in secrets_in(course, handout_files(course)):
        yield Finding(secret.message, _("Take it out; students get this file."))
    release = course.root / "release"
    files = {
        path.relative_to(course.root).as_posix(): path.read_bytes()
        for path in sorted(release.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    for secret in secrets_in(course, files):
        yield Finding(secret.message, _("Make it anew with `stubmeister build`, or take it out."))


def _short(chapter: Chapter, path: Path) -> str:
    return path.relative_to(chapter.root).as_posix()
