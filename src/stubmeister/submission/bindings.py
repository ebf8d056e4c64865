"""Which top-level names a statement binds, and to what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["function", "async", "class", "import", "value", "star", "mutation"]
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Binding:
    """One name bound by one statement.

    Attributes:
        node: The definition, the import, or for "value" and "mutation" the expression behind it.
        target: For imports the dotted name behind it: `from torch import nn as n` -> "torch.nn".
        conditional: It may not happen (inside `if`, `try`, a loop): an earlier binding may still hold.
    """

    name: str
    kind: Kind
    node: ast.AST
    target: str = ""
    conditional: bool = False


def bindings(statement: ast.stmt) -> Iterator[Binding]:
    """Every binding of a top-level statement, those in nested blocks too, in the order they stand."""
    stack: list[tuple[ast.AST, bool]] = [(statement, False)]
    while stack:
        node, conditional = stack.pop()
        yield from _own(node, conditional)
        stack += [(child, True) for child in reversed(_blocks(node))]


def bound_names(statement: ast.stmt) -> tuple[str, ...]:
    """The names alone, each once."""
    found = (b.name for b in bindings(statement) if b.kind not in ("star", "mutation"))
    return tuple(dict.fromkeys(found))


def import_target(node: ast.ImportFrom, name: str) -> str:
    """The dotted name behind one name of `from ... import ...`; dots in front are kept."""
    base = "." * node.level + (node.module or "")
    return base + name if base.endswith(".") or not base else f"{base}.{name}"


def _blocks(node: ast.AST) -> list[ast.AST]:
    """Statements, handlers and cases inside a block; a definition's body has names of its own."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return []
    inside: list[ast.AST] = []
    for part in ("body", "handlers", "orelse", "finalbody", "cases"):
        value = getattr(node, part, [])
        inside += value if isinstance(value, list) else []
    return inside


def _own(node: ast.AST, conditional: bool) -> Iterator[Binding]:
    if isinstance(node, ast.FunctionDef):
        yield Binding(node.name, "function", node, "", conditional)
    elif isinstance(node, ast.AsyncFunctionDef):
        yield Binding(node.name, "async", node, "", conditional)
    elif isinstance(node, ast.ClassDef):
        yield Binding(node.name, "class", node, "", conditional)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from imports(node, conditional)
    else:
        yield from _values(node, conditional)
        yield from _walruses(node)


def imports(node: ast.Import | ast.ImportFrom, conditional: bool = False) -> Iterator[Binding]:
    """`import a.b` binds `a`; `import a.b as c` binds `c` to a.b."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            star = alias.name == "*"
            target = import_target(node, "").rstrip(".") if star else import_target(node, alias.name)
            yield Binding(alias.asname or alias.name, "star" if star else "import", node, target, conditional)
        elif alias.asname:
            yield Binding(alias.asname, "import", node, alias.name, conditional)
        else:
            root = alias.name.split(".")[0]
            yield Binding(root, "import", node, root, conditional)


def _values(node: ast.AST, conditional: bool) -> Iterator[Binding]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _target(target, node.value, conditional)
    elif isinstance(node, ast.AnnAssign):
        if node.value is not None:
            yield from _target(node.target, node.value, conditional)
    elif isinstance(node, ast.AugAssign):
        yield from _target(node.target, node.value, True)  # what was there before is still in it
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        yield from _target(node.target, node.iter, True)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                yield from _target(item.optional_vars, item.context_expr, conditional)
    elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
        yield Binding(node.name, "value", node, "", True)
    elif isinstance(node, ast.match_case):
        for part in ast.walk(node.pattern):
            if isinstance(part, (ast.MatchAs, ast.MatchStar)) and part.name:
                yield Binding(part.name, "value", part, "", True)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _method_call(node.value)
    elif type(node).__name__ == "TypeAlias":  # 3.12
        yield Binding(node.name.id, "value", node, "", conditional)  # type: ignore[attr-defined]


def _target(target: ast.expr, value: ast.expr, conditional: bool) -> Iterator[Binding]:
    if isinstance(target, ast.Name):
        yield Binding(target.id, "value", value, "", conditional)
    elif isinstance(target, ast.Starred):
        yield from _target(target.value, value, conditional)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for element, part in zip(target.elts, _parts_for(target, value), strict=True):
            yield from _target(element, part, conditional)
    elif isinstance(target, (ast.Attribute, ast.Subscript)):
        name = base_name(target)
        if name:
            yield Binding(name, "mutation", value, "", True)


def _parts_for(target: ast.Tuple | ast.List, value: ast.expr) -> list[ast.expr]:
    """The expression behind each element: `a, b = 1, 2` in pairs; of anything else, the whole for each."""
    parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
    starred = any(isinstance(element, ast.Starred) for element in (*target.elts, *parts))
    if len(parts) == len(target.elts) and not starred:
        return parts
    return [value] * len(target.elts)


def _method_call(call: ast.Call) -> Iterator[Binding]:
    """`NAME.update(...)` and the like may change what NAME holds."""
    if isinstance(call.func, ast.Attribute):
        name = base_name(call.func)
        if name:
            arguments: list[ast.expr] = [*call.args, *(k.value for k in call.keywords)]
            yield Binding(name, "mutation", ast.Tuple(elts=arguments, ctx=ast.Load()), "", True)


def base_name(node: ast.expr) -> str | None:
    """`a` of `a.b[0].c`."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _walruses(node: ast.AST) -> Iterator[Binding]:
    """`:=` in the expressions of a statement; inside a comprehension it binds outside of it."""
    stack: list[ast.AST] = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.NamedExpr):
            yield Binding(part.target.id, "value", part.value, "", True)
        if not isinstance(part, ast.Lambda):
            stack += ast.iter_child_nodes(part)
