"""Counts what the graders of each chapter do to mutants, known wrong answers and right ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stubmeister.audit._equivalents import Equivalent, equivalents
from stubmeister.audit._grading import Candidate, Grader, Outcome
from stubmeister.audit._mutants import Mutant, mutants
from stubmeister.build import replace_exercise
from stubmeister.course import Chapter, Course
from stubmeister.grading.answers import marked_answers
from stubmeister.grading.class_run import ClassOptions
from stubmeister.grading.known_wrong import known_wrong, wrong_source
from stubmeister.lang import _

REQUIRED_KILLED = 0.98  # of the mutants that are not equivalent
Progress = Callable[[str], None]


@dataclass
class ChapterAudit:
    """One chapter's counts, and by name what is behind those that should be 0.

    Attributes:
        mutants: How many there are, equivalent ones included.
        equivalent: Recorded as making no difference.
        survivors: Mutants that got full marks and are not recorded.
        wrong, right: How many known wrong answers, and right ones written otherwise.
        let_through: Known wrong answers with full marks.
        refused: Right answers without.
        unstable: Answers whose verdict differs between seeds.
        stale: Recorded equivalent mutants that do not exist, or are refused after all.
        cpu_seconds: Of grading all of it.
    """

    chapter: str
    mutants: int = 0
    equivalent: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    wrong: int = 0
    right: int = 0
    let_through: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0

    @property
    def killed(self) -> int:
        """Mutants that lost marks."""
        return self.mutants - self.equivalent - len(self.survivors)

    @property
    def killed_share(self) -> float:
        """Of the mutants that are not equivalent; 1.0 where there are none."""
        whole = self.mutants - self.equivalent
        return self.killed / whole if whole else 1.0

    @property
    def healthy(self) -> bool:
        """Whether the chapter's graders are what a teacher may rely on."""
        faults = self.let_through or self.refused or self.unstable or self.stale
        return not faults and self.killed_share >= REQUIRED_KILLED


@dataclass(frozen=True)
class Audit:
    """The whole course's counts; `seeds` is how many seeds every verdict was asked for."""

    chapters: list[ChapterAudit]
    seeds: int

    @property
    def healthy(self) -> bool:
        return all(chapter.healthy for chapter in self.chapters)


def audit_course(
    course: Course, chapters: Sequence[Chapter], options: ClassOptions, seeds: int, progress: Progress
) -> Audit:
    """Grade mutants on one seed, and every right and known wrong answer on `seeds` seeds.

    Args:
        course: The course.
        chapters: Which of its chapters.
        options: How to grade; the seed in it is not used.
        seeds: 1 or more.
        progress: Called with the name of each answer as it is graded.

    Raises:
        StubmeisterError: cosmic-ray or the sandbox is missing, or a file of the course is broken.
    """
    found = [ChapterAudit(chapter.name) for chapter in chapters]
    verdicts = [Verdicts() for _chapter in chapters]
    for seed in range(seeds):
        with Grader(course, [chapter.name for chapter in chapters], options, seed) as grader:
            for chapter, counts, kept in zip(chapters, found, verdicts, strict=True):
                kept.add(kept.right, grader.grade(right_answers(chapter), progress))
                kept.add(kept.wrong, grader.grade(wrong_answers(chapter), progress))
                if seed == 0:
                    _count_mutants(counts, chapter, grader, progress)
    for counts, kept in zip(found, verdicts, strict=True):
        _count_answers(counts, kept)
    return Audit(found, seeds)


@dataclass
class Verdicts:
    """Whether each answer of a chapter passed, by name, once for each seed."""

    right: dict[str, list[bool]] = field(default_factory=dict)
    wrong: dict[str, list[bool]] = field(default_factory=dict)
    cpu_seconds: float = 0.0

    def add(self, kept: dict[str, list[bool]], outcomes: Sequence[Outcome]) -> None:
        """Keep one seed's outcomes in `kept`, which is `right` or `wrong`."""
        for outcome in outcomes:
            kept.setdefault(outcome.candidate.name, []).append(outcome.passed)
            self.cpu_seconds += outcome.cpu_seconds


def right_answers(chapter: Chapter) -> list[Candidate]:
    """The solution, and what `tests/course/right` holds beside it."""
    text = chapter.solution.read_text(encoding="utf-8")
    file = _written(chapter, "right")
    others = [
        Candidate(
            chapter.name,
            answer.exercise,
            f"{answer.exercise}: {answer.name}",
            replace_exercise(text, answer.exercise, answer.source, file),
        )
        for answer in marked_answers(file, "right_answer")
    ]
    return [Candidate(chapter.name, "", _("the solution"), text), *others]


def wrong_answers(chapter: Chapter) -> list[Candidate]:
    """The known wrong answers, each as a submission."""
    return [
        Candidate(
            chapter.name, wrong.exercise, f"{wrong.exercise}: {wrong.name}", wrong_source(chapter, wrong)
        )
        for wrong in known_wrong(chapter)
    ]


def _written(chapter: Chapter, kind: str) -> Path:
    return chapter.root / "tests" / "course" / kind / f"{chapter.name}.py"


def _count_mutants(counts: ChapterAudit, chapter: Chapter, grader: Grader, progress: Progress) -> None:
    recorded = equivalents(chapter)
    made = list(mutants(chapter))
    candidates = [
        Candidate(each.chapter, each.exercise, f"{each.exercise or _('helper')}: {each.becomes}", each.source)
        for each in made
    ]
    for mutant, outcome in zip(made, grader.grade(candidates, progress), strict=True):
        _count_mutant(counts, mutant, outcome, recorded)
    changes = {(mutant.exercise, mutant.was, mutant.becomes) for mutant in made}
    counts.stale += [
        f"{entry.exercise}: {becomes}"
        for entry in recorded
        for becomes in entry.becomes
        if (entry.exercise, entry.was, becomes) not in changes
    ]


def _count_mutant(counts: ChapterAudit, mutant: Mutant, outcome: Outcome, recorded: list[Equivalent]) -> None:
    counts.mutants += 1
    counts.cpu_seconds += outcome.cpu_seconds
    entry = next((entry for entry in recorded if entry.has(mutant)), None)
    if outcome.passed and entry is not None:
        counts.equivalent += 1
    elif outcome.passed:
        counts.survivors.append(mutant)
    elif entry is not None:
        counts.stale.append(f"{mutant.exercise}: {mutant.becomes}")


def _count_answers(counts: ChapterAudit, verdicts: Verdicts) -> None:
    counts.right, counts.wrong = len(verdicts.right), len(verdicts.wrong)
    counts.cpu_seconds += verdicts.cpu_seconds
    counts.refused = [name for name, passed in verdicts.right.items() if not all(passed)]
    counts.let_through = [name for name, passed in verdicts.wrong.items() if any(passed)]
    both = {**verdicts.right, **verdicts.wrong}
    counts.unstable = [name for name, passed in both.items() if len(set(passed)) > 1]
