"""A chapter's solution turned into the student's stub."""

from __future__ import annotations

import ast
import json

from stubmeister.build._cells import Cell, cells, exercise_cells, parse, problem, unify
from stubmeister.build._regions import FunctionTypes, Place, Region, extent, find_regions, locate
from stubmeister.errors import StubmeisterError
from stubmeister.lang import LANGUAGES, _

CODE_HERE = "# YOUR CODE HERE"
ANSWER_HERE = "# YOUR ANSWER HERE"


def stub_source(solution_text: str, lang: str = "both", file: object = "solution") -> str:
    """What the student gets of a solution: statements, signatures and docstrings, nothing solved.

    Args:
        solution_text: A jupytext percent file with solution regions.
        lang: Which statements stay: "ko", "en" or "both", in the order of the source.
        file: How errors name the solution.

    Raises:
        CourseError: A region is broken, an exercise has none or is defined inside it, or the stub could not
            be imported. The message names file and line.
        StubmeisterError: There is no such language.
    """
    if lang not in (*LANGUAGES, "both"):
        raise StubmeisterError(
            _("There is no language {language}.", language=repr(lang)), _('Choose "ko", "en" or "both".')
        )
    text = unify(solution_text)
    tree = parse(text, file)
    parts = cells(text, file)
    exercise_cells(text, file)  # refuses two cells of one name
    regions = [(region, locate(tree, region, file)) for region in find_regions(text, file)]
    _check_cells(tree, parts, regions, file)
    lines = text.split("\n")
    replacements = {region.begin: _replacement(region, place, parts, text, file) for region, place in regions}
    ends = {region.begin: region.end for region, _place in regions}
    kept: list[str] = []
    for cell in parts:
        if not _other_language(cell, lang):
            kept += _without_solutions(lines, cell, replacements, ends)
    stub = "\n".join(kept).rstrip("\n") + "\n"
    _check_importable(tree, stub, regions, file)
    return stub


def _without_solutions(
    lines: list[str], cell: Cell, replacements: dict[int, list[str]], ends: dict[int, int]
) -> list[str]:
    kept: list[str] = []
    number = cell.start
    while number <= cell.end:
        if number in replacements:
            kept += replacements[number]
            number = ends[number]
        else:
            kept.append(lines[number - 1])
        number += 1
    return kept


def _other_language(cell: Cell, lang: str) -> bool:
    tagged = [tag for tag in cell.tags if tag in LANGUAGES]
    return cell.kind != "code" and lang != "both" and bool(tagged) and lang not in tagged


def _replacement(region: Region, place: Place, parts: list[Cell], text: str, file: object) -> list[str]:
    """The lines that stand in the stub instead of `region`."""
    indent = " " * region.indent
    if place.keys:
        return [f"{indent}{_literal(key, file)}: None," for key in place.keys]
    if place.in_function:
        return [indent + CODE_HERE, indent + "raise NotImplementedError"]
    name = _cell_at(parts, region.begin).exercise
    answers = [statement for statement in place.statements if _target(statement) == name] if name else []
    if answers:
        return [ANSWER_HERE, *_unanswered(answers[-1], text, file)]
    empty = len(place.statements) == len(place.block) and not isinstance(place.path[-1], ast.Module)
    return [indent + CODE_HERE, *([indent + "pass"] if empty else [])]


def _unanswered(statement: ast.stmt, text: str, file: object) -> list[str]:
    """A quiz with each answer None, or an essay without its text."""
    assert isinstance(statement, ast.Assign | ast.AnnAssign)
    name = _target(statement)
    if isinstance(statement, ast.AnnAssign):
        name += f": {ast.get_source_segment(text, statement.annotation)}"
    if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
        return [f'{name} = ""']
    if isinstance(statement.value, ast.Dict) and None not in statement.value.keys:
        keys = [_literal(key, file) for key in statement.value.keys if key]
        return [f"{name} = {{", *(f"    {key}: None," for key in keys), "}"]
    message = _("an exercise outside a function is a dictionary (quiz) or a text (essay).")
    raise problem(file, statement.lineno, message)


def _literal(key: ast.expr, file: object) -> str:
    """A quiz key on one line, as ruff would format it."""
    try:
        value = ast.literal_eval(key)
    except ValueError:
        message = _("a quiz key has to be written out, since students see it.")
        raise problem(file, key.lineno, message) from None
    if isinstance(value, str) and '"' not in value and value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def _target(statement: ast.stmt) -> str:
    """NAME of `NAME = ...`, "" for other statements."""
    if isinstance(statement, ast.AnnAssign):
        target: ast.expr = statement.target
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""


def _cell_at(parts: list[Cell], line: int) -> Cell:
    return next(cell for cell in parts if cell.start <= line <= cell.end)


def _check_cells(
    tree: ast.Module, parts: list[Cell], regions: list[tuple[Region, Place]], file: object
) -> None:
    """Regions end in the cell they began in; an exercise is defined in its cell and has one."""
    for region, place in regions:
        cell = _cell_at(parts, region.begin)
        if region.end > cell.end:
            message = _("BEGIN SOLUTION is not closed in its own cell.")
            raise problem(file, region.begin, message, _("Add `### END SOLUTION` before the next `# %%`."))
        if (
            cell.exercise
            and not place.in_function
            and not place.keys
            and isinstance(place.path[-1], ast.Module)
        ):
            _check_answer(place, cell.exercise, region, file)
    for cell in parts:
        if cell.kind == "code" and cell.exercise:
            _check_exercise(tree, cell, [region for region, _place in regions], file)


def _check_answer(place: Place, name: str, region: Region, file: object) -> None:
    if any(_target(statement) == name for statement in place.statements):
        return
    if any(getattr(statement, "name", "") == name for statement in place.statements):
        message = _(
            "the definition of {name} stands inside the region: students lose its signature.", name=name
        )
        raise problem(file, region.begin, message, _("Put the markers around its body alone."))
    message = _("this region is not part of {name}.", name=name)
    raise problem(file, region.begin, message, _("Give helpers a cell of their own, without `exercise`."))


def _check_exercise(tree: ast.Module, cell: Cell, regions: list[Region], file: object) -> None:
    if not any(cell.start <= region.begin <= cell.end for region in regions):
        message = _(
            "the exercise {name} has no solution region: students would get the answer.", name=cell.exercise
        )
        raise problem(
            file, cell.start, message, _("Put `### BEGIN SOLUTION` and `### END SOLUTION` around it.")
        )
    if definition(tree, cell) is None:
        message = _("this cell is to hold the exercise {name}, but does not define it.", name=cell.exercise)
        raise problem(
            file, cell.start, message, _('Make the cell\'s `exercise="..."` and the name in it agree.')
        )


def definition(tree: ast.Module, cell: Cell) -> ast.stmt | None:
    """The statement at module level of `cell` that defines its exercise; the last one, as Python has it."""
    found = None
    for statement in tree.body:
        first, last = extent(statement)
        names = (getattr(statement, "name", ""), _target(statement))
        if cell.start <= first and last <= cell.end and cell.exercise in names:
            found = statement
    return found


def _check_importable(tree: ast.Module, stub: str, regions: list[tuple[Region, Place]], file: object) -> None:
    """No name that left with a solution is needed while the stub is imported."""
    stub_tree = parse(stub, file)
    gone = {
        name: region.begin
        for region, place in regions
        if not place.in_function
        for statement in place.statements
        for name in _bound(statement)
    }
    for statement in stub_tree.body:
        for name in _bound(statement):
            gone.pop(name, None)
    for name in _needed_at_import(stub_tree):
        if name in gone:
            message = _("{name} is needed to import the stub, but goes with the solution.", name=name)
            raise problem(file, gone[name], message, _("Define it outside the solution region."))


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement gives to the block it stands in."""
    names: set[str] = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        waiting += ast.iter_child_nodes(node)
    return names


def _needed_at_import(tree: ast.Module) -> set[str]:
    """Names that running the module's top level reads: not those inside function bodies."""
    names: set[str] = set()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        for field, value in ast.iter_fields(node):
            if field == "body" and isinstance(node, (*FunctionTypes, ast.Lambda)):
                continue
            waiting += [
                part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST)
            ]
    return names
