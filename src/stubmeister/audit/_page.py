"""An audit written down: the table of chapters, and whatever in it should not be."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator

from stubmeister.audit._audit import REQUIRED_KILLED, Audit, ChapterAudit
from stubmeister.lang import _

PACKAGES = ("numpy", "opencv-python", "torch", "hypothesis", "cosmic-ray")


def page(audit: Audit) -> str:
    """The audit as a page of its own, in Markdown."""
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    parts = [
        "# " + _("The graders, graded"),
        _("Made by `stubmeister audit --write docs/audit.md`; not edited by hand. ({versions})",
          versions=", ".join(versions)),
        _("Every solution was changed in one place at a time (a mutant) and graded as a submission; so were "
          "the known wrong answers, and right answers written otherwise. Required: at least {share} of the "
          "mutants that are not equivalent refused, all known wrong answers refused, no right answer "
          "refused, the same verdict on every one of {seeds} seeds.",
          share=f"{REQUIRED_KILLED:.0%}", seeds=audit.seeds),
        table(audit),
        _("Equivalent mutants change nothing that the contract asks for; each stands with its reason in "
          "`graders/equivalent/`. CPU seconds are those of grading it all, on one machine, once."),
        *(_findings(chapter) for chapter in audit.chapters),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def table(audit: Audit) -> str:
    """One row for each chapter and one for the sum."""
    headings = (
        _("chapter"),
        _("mutants"),
        _("refused"),
        _("equivalent"),
        _("survivors"),
        _("killed"),
        _("wrong answers let through"),
        _("right answers refused"),
        _("verdicts that change"),
        _("CPU s"),
    )
    rows = [_row(chapter) for chapter in audit.chapters]
    if len(audit.chapters) > 1:
        rows.append(_row(_sum(audit.chapters)))
    lines = [headings, ["---"] + ["---:"] * (len(headings) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _row(chapter: ChapterAudit) -> list[str]:
    share = f"{100 * chapter.killed_share:.1f} %" if chapter.mutants > chapter.equivalent else "–"
    return [
        chapter.chapter,
        str(chapter.mutants),
        str(chapter.killed),
        str(chapter.equivalent),
        str(len(chapter.survivors)),
        share,
        f"{len(chapter.let_through)} / {chapter.wrong}",
        f"{len(chapter.refused)} / {chapter.right}",
        f"{len(chapter.unstable)} / {chapter.right + chapter.wrong}",
        f"{chapter.cpu_seconds:.0f}",
    ]


def _sum(chapters: list[ChapterAudit]) -> ChapterAudit:
    whole = ChapterAudit(_("all"))
    for chapter in chapters:
        for name in ("mutants", "equivalent", "wrong", "right", "cpu_seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(chapter, name))
        for name in ("survivors", "let_through", "refused", "unstable"):
            getattr(whole, name).extend(getattr(chapter, name))
    return whole


def _findings(chapter: ChapterAudit) -> str:
    """What should not be, by name; "" where there is nothing."""
    lines = list(_lines(chapter))
    return "\n".join([f"## {chapter.chapter}", "", *lines]) if lines else ""


def _lines(chapter: ChapterAudit) -> Iterator[str]:
    for name in chapter.let_through:
        yield "- " + _("known wrong answer let through: {name}", name=name)
    for name in chapter.refused:
        yield "- " + _("right answer refused: {name}", name=name)
    for name in chapter.unstable:
        yield "- " + _("verdict depends on the seed: {name}", name=name)
    for name in chapter.stale:
        yield "- " + _("recorded as equivalent, but refused or no mutant: {name}", name=name)
    for mutant in chapter.survivors:
        yield "- " + _("survivor in line {line}, {exercise} ({operator}):", line=mutant.line,
                       exercise=mutant.exercise or _("helper"), operator=mutant.operator)  # fmt: skip
        yield f"  ```diff\n  - {mutant.was}\n  + {mutant.becomes}\n  ```"
