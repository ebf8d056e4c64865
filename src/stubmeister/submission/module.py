"""A submission's file as bindings: what each top-level name may be, and where that is written."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stubmeister.submission.bindings import Binding, bindings, imports
from stubmeister.submission.model import ChapterSource, Refused, Unit
from stubmeister.submission.parsing import parse
from stubmeister.submission.python_file import python_units
from stubmeister.submission.text import decode

BUILTINS = frozenset(dir(builtins))
AT_THE_END = math.inf  # when a function is called: every top-level statement has run


@dataclass(frozen=True)
class Placed:
    """A binding and where it stands: `at` counts the bindings of the file."""

    binding: Binding
    unit: Unit
    at: float


@dataclass
class Module:
    """One file of a submission; `others` are the helper modules it may import, by dotted name."""

    name: str
    bindings: dict[str, list[Placed]] = field(default_factory=dict)
    stars: list[Placed] = field(default_factory=list)
    others: dict[str, Module] = field(default_factory=dict)

    def lookup(self, name: str, before: float = AT_THE_END) -> list[Placed]:
        """What NAME may be at that moment: the last certain binding, and every possible one after it."""
        found = self.bindings.get(name, [])
        # used before anything binds it (in a loop, say): whatever binds it later counts
        visible = [placed for placed in found if placed.at < before] or found
        result: list[Placed] = []
        for placed in reversed(visible):
            result.append(placed)
            if not placed.binding.conditional and placed.binding.kind != "mutation":
                break
        return result

    def absolute(self, target: str) -> str:
        """`.shapes.area` as seen from package module `pkg.tools` is `pkg.shapes.area`."""
        dots = len(target) - len(target.lstrip("."))
        if not dots:
            return target
        parents = self.name.split(".")[:-dots]
        return ".".join([*parents, target[dots:]])

    def helper(self, target: str) -> tuple[Module, list[str]] | None:
        """The submission's own module behind a dotted name, and the attributes that are left of it."""
        parts = self.absolute(target).split(".")
        for length in range(len(parts), 0, -1):
            module = self.others.get(".".join(parts[:length]))
            if module is not None:
                return module, parts[length:]
        return None

    def helper_name(self, target: str) -> tuple[Module, str] | None:
        """The module and the one name in it that an import brings, or None."""
        found = self.helper(target)
        return (found[0], found[1][0]) if found is not None and len(found[1]) == 1 else None


def parsed(source: ChapterSource) -> Module:
    """The chapter's module, with its helpers; made once for a source."""
    if source._parsed is None:
        source._parsed = _parsed(source)
    module: Module = source._parsed
    return module


def _parsed(source: ChapterSource) -> Module:
    others: dict[str, Module] = {}
    main = _module(source.chapter, source.units, others)
    for name, data in source.helpers.items():
        path = name.removesuffix(".py").split("/")
        dotted = ".".join(path[:-1] if path[-1] == "__init__" else path)
        inner = dotted + ".__init__" if path[-1] == "__init__" else dotted
        others[dotted] = _module(inner, _helper_units(name, data), others)
        for parent in range(1, len(path)):  # a package without an __init__.py
            others.setdefault(".".join(path[:parent]), _module(".".join(path[:parent]), (), others))
    others.setdefault(source.chapter, main)  # a notebook may import itself as a module
    return main


def _helper_units(name: str, data: bytes) -> list[Unit]:
    try:
        return python_units(decode(data)[0], name)
    except Refused:
        return []


def _module(name: str, units: Iterable[Unit], others: dict[str, Module]) -> Module:
    module = Module(name, others=others)
    at = 0
    for unit in units:
        tree = parse(unit.source)[0] if unit.error is None else None
        for statement in tree.body if tree else ():
            for binding in (*bindings(statement), *_through_global(statement)):
                at += 1
                placed = Placed(binding, unit, at)
                if binding.kind == "star":
                    module.stars.append(placed)
                else:
                    module.bindings.setdefault(binding.name, []).append(placed)
    return module


def _through_global(statement: ast.stmt) -> Iterator[Binding]:
    """What functions bind at top level by `global`; they may or may not be called."""
    if not any(isinstance(node, ast.Global) for node in ast.walk(statement)):
        return
    for function in ast.walk(statement):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        names = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
        for part in function.body if names else ():
            for found in bindings(part):
                if found.name in names:
                    yield Binding(found.name, found.kind, found.node, found.target, True)


def local_imports(node: ast.Import | ast.ImportFrom) -> list[Binding]:
    """The bindings of an import inside a function."""
    return list(imports(node))
