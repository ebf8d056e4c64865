"""Modules that a student wrote beside a chapter's file, and names that may not stand there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stubmeister.lang import _
from stubmeister.submission.files import read_regular
from stubmeister.submission.model import Note, ReadLimits, Refused, Unit
from stubmeister.submission.naming import is_harmless_shadow, recognise, shadows
from stubmeister.submission.parsing import parse
from stubmeister.submission.text import decode
from stubmeister.submission.tree import Entry

_IMPORT = re.compile(r"\bimport\b|__import__|import_module")
_COMPILED = (".so", ".pyd", ".pyc", ".pth", ".dylib", ".dll")


@dataclass
class Helpers:
    """Relative posix name -> content, and what was left out."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def collect(
    chapter_file: Entry,
    siblings: Iterable[Entry],
    chapters: Sequence[str],
    units: Sequence[Unit],
    limits: ReadLimits,
    only_imported: bool = False,
) -> Helpers:
    """The helper modules beside a chapter's file, packages one level deep.

    Files of chapters are helpers only where they are imported by name; with `only_imported` so are all.
    """
    beside = [(entry, name) for entry in siblings if (name := _relative(entry, chapter_file)) is not None]
    wanted = imported_roots(unit.source for unit in units if unit.error is None)
    found = Helpers()
    _left_out(beside, found, wanted if only_imported else None)
    waiting = [(entry, name) for entry, name in beside if _usable(name)]
    free = {name for _entry, name in waiting if not (only_imported or _of_chapter(name, chapters))}
    left = limits.helpers
    while True:
        ready = [pair for pair in waiting if _root(pair[1]) in wanted or pair[1] in free]
        if not ready:
            return found
        waiting = [pair for pair in waiting if pair not in ready]
        ready.sort(key=lambda pair: _root(pair[1]) not in wanted)  # what is needed comes in before the limit
        for entry, name in ready:
            left -= _read(entry, name, left, found)
            if name in found.files:
                wanted |= imported_roots([_text(found.files[name])])


def imported_roots(sources: Iterable[str]) -> set[str]:
    """Top-level package names that these texts import, anywhere in them, `import_module("x")` included."""
    roots: set[str] = set()
    for source in sources:
        if not _IMPORT.search(source):
            continue
        tree, _line, _reason = parse(source)
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.Import):
                roots |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = [node.module] if node.module else [alias.name for alias in node.names]
                roots |= {name.split(".")[0] for name in names}
            elif isinstance(node, ast.Call) and node.args:
                name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                roots |= {name.split(".")[0]} if isinstance(name, str) else set()
    return roots


def _relative(entry: Entry, chapter_file: Entry) -> str | None:
    """The name from the chapter file's folder; None for what lies elsewhere or too deep."""
    folder = chapter_file.parts[:-1]
    inside = entry.parts[len(folder) :]
    if entry.parts[: len(folder)] != folder or not 1 <= len(inside) <= 2 or entry.parts == chapter_file.parts:
        return None
    return "/".join(inside)


def _usable(name: str) -> bool:
    """Something that an `import` can name and that takes no other module's place."""
    *folders, file = name.split("/")
    stem = file.removesuffix(".py")
    if stem == file or shadows(_root(name)) or stem == "conftest" or stem.startswith("test_"):
        return False
    parts = [*folders, stem] if stem != "__init__" else folders
    return bool(parts) and all(part.isidentifier() for part in parts) and stem != "__main__"


def _of_chapter(name: str, chapters: Sequence[str]) -> bool:
    return recognise(_root(name) + ".py", chapters) is not None


def _root(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def _left_out(beside: Sequence[tuple[Entry, str]], found: Helpers, wanted: set[str] | None) -> None:
    """Notes on planted names, one for each module or package."""
    seen = set()
    for _entry, name in beside:
        top = name.split("/")[0]
        importable = name.endswith((".py", *_COMPILED))
        if top in seen or not importable or (wanted is not None and _root(name) not in wanted):
            continue
        seen.add(top)
        if reason := shadows(top):
            found.notes.append(Note(top, reason, attention=not is_harmless_shadow(top)))
        elif top == "conftest.py":
            found.notes.append(Note(top, _("is for pytest, and the grader has its own; it was left out.")))


def _read(entry: Entry, name: str, limit: int, found: Helpers) -> int:
    try:
        found.files[name] = read_regular(entry.path, max(limit, 0))
    except Refused as refused:
        found.notes.append(Note(entry.shown, str(refused), attention=entry.is_link))
        return 0
    return len(found.files[name])


def _text(data: bytes) -> str:
    try:
        return decode(data)[0]
    except Refused:
        return ""
