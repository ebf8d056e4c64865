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
from stubmeister.submission.parsing import check_size, parse
from stubmeister.submission.text import decode
from stubmeister.submission.tree import Entry

_IMPORT = re.compile(r"\bimport\b|__import__|import_module")
_COMPILED = (".so", ".pyd", ".pyc", ".pth", ".dylib", ".dll")


@dataclass
class Helpers:
    """What was collected; `bytes_left` and `symbols_left` are for all modules together.

    Attributes:
        files: Relative posix name -> content.
        notes: What was left out, and why.
    """

    bytes_left: int
    symbols_left: int
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def read(self, entry: Entry, name: str) -> str:
        """Takes one module in and returns its text, "" where it is none. Raises Refused."""
        data = read_regular(entry.path, self.bytes_left)
        try:
            text = decode(data)[0]
        except Refused:
            text = ""  # importing it fails in the student's process, as it does at home
        self.symbols_left -= check_size(text, self.symbols_left)
        self.bytes_left -= len(data)
        self.files[name] = data
        return text


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
    found = Helpers(limits.helpers, limits.symbols)
    _left_out(beside, found, wanted if only_imported else None)
    modules: dict[str, list[tuple[Entry, str]]] = {}
    for entry, name in beside:
        if _usable(name):
            modules.setdefault(_root(name), []).append((entry, name))
    _read_wanted(modules, wanted, found)  # what is needed comes in before the limit
    if not only_imported:
        _read_wanted(modules, {root for root in modules if not _of_chapter(root, chapters)}, found)
    return found


def _read_wanted(modules: dict[str, list[tuple[Entry, str]]], wanted: set[str], found: Helpers) -> None:
    """Reads these modules and, in turn, what they import; takes them out of `modules`."""
    waiting = sorted(wanted, reverse=True)
    while waiting:
        for entry, name in modules.pop(waiting.pop(), ()):
            try:
                waiting += sorted(imported_roots([found.read(entry, name)]), reverse=True)
            except Refused as refused:
                found.notes.append(Note(entry.shown, str(refused), attention=entry.is_link))


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


def _of_chapter(root: str, chapters: Sequence[str]) -> bool:
    return recognise(root + ".py", chapters) is not None


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
