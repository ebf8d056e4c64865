"""Questions about one name of a submission: who defines it, what is it, has anybody worked on it."""

from __future__ import annotations

import ast
from typing import Literal

from stubmeister.submission.bindings import Binding
from stubmeister.submission.model import ChapterSource, Unit
from stubmeister.submission.module import Module, parsed

Kind = Literal["function", "async", "class", "lambda", "value"]
_MAX_ALIASES = 10


def defines(source: ChapterSource, name: str) -> Unit | None:
    """The unit that makes NAME what it is: the last one that binds it, in whatever form.

    A broken unit counts (its error is then the answer), except where an earlier one holds a worked-out
    definition: that is what still stands when the broken one does not run.
    """
    binding = [unit for unit in source.units if name in unit.names]
    if not binding or binding[-1].error is None:
        return binding[-1] if binding else None
    sound = [unit for unit in binding if unit.error is None]
    if sound and not _is_placeholder(_last(parsed(source), name)):
        return sound[-1]
    return binding[-1]


def kind_of(source: ChapterSource, name: str) -> Kind | None:
    """What NAME is as far as its text tells; aliases are followed. None: nothing that runs binds it.

    "value" is all that is not defined in the submission: data, but also `partial(...)` or `np.mean`.
    """
    module = parsed(source)
    for _step in range(_MAX_ALIASES):
        binding = _last(module, name)
        if binding is None:
            return None
        if binding.kind in ("function", "async", "class"):
            return binding.kind
        if binding.kind == "import":
            following = module.helper_name(binding.target)
            if following is None:
                return "value"
            module, name = following
        elif isinstance(binding.node, ast.Lambda):
            return "lambda"
        elif isinstance(binding.node, ast.Name) and _last(module, binding.node.id) is not None:
            name = binding.node.id
        else:
            return "value"
    return "value"


def untouched(source: ChapterSource, stub: ChapterSource, name: str) -> bool:
    """Whether NAME's definition is still the stub's, or holds nothing but a placeholder.

    Docstrings, comments, annotations and layout do not count as work. A name that nothing binds, or only
    something broken, is not untouched: the student did something to it.
    """
    unit = defines(source, name)
    if unit is None or unit.error is not None:
        return False
    module = parsed(source)
    mine = _last(module, name)
    if mine is None or _altered(module, name):
        return False
    if _is_placeholder(mine):
        return True
    theirs = _last(parsed(stub), name)
    return theirs is not None and mine.kind == theirs.kind and _same_work(mine.node, theirs.node)


def written_text(source: ChapterSource, name: str) -> str:
    """The text that NAME is set to, as it stands in the file; "" where it is computed or no text."""
    binding = _last(parsed(source), name)
    if binding is None or binding.conditional or not isinstance(binding.node, ast.Constant):
        return ""
    return binding.node.value if isinstance(binding.node.value, str) else ""


def _last(module: Module, name: str) -> Binding | None:
    found = [placed.binding for placed in module.bindings.get(name, ()) if placed.binding.kind != "mutation"]
    return found[-1] if found else None


def _altered(module: Module, name: str) -> bool:
    """`NAME["key"] = ...`, `NAME.forward = ...` or `NAME.update(...)` after the definition."""
    return any(placed.binding.kind == "mutation" for placed in module.bindings.get(name, ()))


def _is_placeholder(binding: Binding | None) -> bool:
    if binding is None:
        return False
    node = binding.node
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return all(map(_is_empty, node.body))
    if isinstance(node, ast.ClassDef):
        return all(_is_empty(part) or _is_empty_method(part) for part in node.body)
    if isinstance(node, ast.Dict):
        return bool(node.values) and all(isinstance(v, ast.Constant) and v.value is None for v in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return not node.value.strip()
    return isinstance(node, ast.Constant) and node.value in (None, Ellipsis)


def _is_empty_method(part: ast.stmt) -> bool:
    return isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and all(map(_is_empty, part.body))


def _is_empty(statement: ast.stmt) -> bool:
    """`pass`, `...`, a docstring, `raise NotImplementedError`."""
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _same_work(mine: ast.AST, theirs: ast.AST) -> bool:
    """Whether two trees are equal but for what is no work: docstrings, annotations, layout."""
    pairs: list[tuple[object, object]] = [(mine, theirs)]
    while pairs:
        a, b = pairs.pop()
        if isinstance(a, ast.AST) and isinstance(b, ast.AST):
            (kind_a, parts_a), (kind_b, parts_b) = _parts(a), _parts(b)
            if kind_a is not kind_b:
                return False
        elif isinstance(a, list) and isinstance(b, list):
            parts_a, parts_b = _working(a), _working(b)
        elif type(a) is type(b) and a == b:
            continue
        else:
            return False
        if len(parts_a) != len(parts_b):
            return False
        pairs += zip(parts_a, parts_b, strict=True)
    return True


def _parts(node: ast.AST) -> tuple[type, list[object]]:
    if isinstance(node, ast.AnnAssign):  # `x: int = 1` is `x = 1`
        return ast.Assign, [[node.target], node.value]
    skipped = ("annotation", "returns", "type_comment")
    return type(node), [getattr(node, name, None) for name in node._fields if name not in skipped]


def _working(parts: list[object]) -> list[object]:
    """Without docstrings and bare annotations."""
    return [
        part
        for part in parts
        if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        and not (isinstance(part, ast.AnnAssign) and part.value is None)
    ]
