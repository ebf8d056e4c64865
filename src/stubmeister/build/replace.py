"""One exercise of a solution replaced by another function: how a known wrong answer becomes a submission."""

from __future__ import annotations

import ast
import io
import textwrap
import tokenize

from stubmeister.build._cells import cells, parse, unify
from stubmeister.build._regions import extent, find_regions
from stubmeister.build.stubs import definition
from stubmeister.errors import CourseError
from stubmeister.lang import _

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def replace_exercise(solution_text: str, name: str, new_source: str, file: object = "solution") -> str:
    """The solution with the definition of exercise `name` replaced by `new_source`, renamed to `name`.

    Args:
        solution_text: A jupytext percent file.
        name: The exercise.
        new_source: A function, a class, or an assignment of whatever name, with or without `@misconception`.
        file: How errors name the solution.

    Raises:
        CourseError: There is no exercise of that name, or `new_source` defines nothing.
    """
    text = unify(solution_text)
    tree = parse(text, file)
    for cell in cells(text, file):
        statement = definition(tree, cell) if cell.kind == "code" and cell.exercise == name else None
        if statement is not None:
            first, last = extent(statement)
            markers = [region for region in find_regions(text, file) if first < region.begin <= last]
            last = max([last, *(region.end for region in markers)])
            lines = text.split("\n")
            lines[first - 1 : last] = _renamed(new_source, name).split("\n")
            return "\n".join(lines)
    raise CourseError(_("{file} has no exercise {name}.", file=file, name=name))


def _renamed(source: str, name: str) -> str:
    """The definition in `source` without its `@misconception`, under another name."""
    source = textwrap.dedent(unify(source)).strip("\n")
    body = parse(source, "replacement").body
    definitions = [node for node in body if isinstance(node, Definition | ast.Assign | ast.AnnAssign)]
    if not definitions:
        raise CourseError(_("The replacement for {name} defines nothing.", name=name))
    node = definitions[0]
    first, last = extent(node)
    lines = source.split("\n")
    for decorator in reversed(getattr(node, "decorator_list", [])):
        if "misconception" in ast.unparse(decorator).split("(")[0].split("."):
            del lines[decorator.lineno - 1 : decorator.end_lineno]
            last -= (decorator.end_lineno or 0) - decorator.lineno + 1
    kept = "\n".join(lines[first - 1 : last])
    return _rename_tokens(kept, _defined_name(node), name)


def _defined_name(node: ast.stmt) -> str:
    if isinstance(node, Definition):
        return node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
    return targets[0].id if isinstance(targets[0], ast.Name) else ""


def _rename_tokens(source: str, old: str, new: str) -> str:
    """`source` with the name `old` written `new`, except as an attribute (`x.old`)."""
    lines = source.split("\n")
    places = []
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and token.string == old and before != ".":
            places.append(token.start)
        before = token.string
    for line, column in reversed(places):
        text = lines[line - 1]
        lines[line - 1] = text[:column] + new + text[column + len(old) :]
    return "\n".join(lines)
