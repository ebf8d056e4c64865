"""Does a function that is to be written by hand use a package that does the work?

Every name that the function loads is followed to where it comes from: through the submission's own helpers,
aliases, module-level values and imports, in the order in which the statements bind them. What is only
imported, only mentioned, or only asked for a type costs nothing. This is reading, not running: what hides
behind `eval(text)` or a name put together at run time is found when the function runs, not here.
"""

from __future__ import annotations

import ast
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stubmeister.submission.bindings import Binding
from stubmeister.submission.model import ChapterSource, Unit
from stubmeister.submission.module import AT_THE_END, BUILTINS, Module, Placed, local_imports, parsed
from stubmeister.submission.parsing import parse

_STANDARD = sys.stdlib_module_names
_IMPORTERS = ("__import__", "builtins.__import__", "importlib.__import__", "importlib.import_module")
_TYPE_CHECKS = ("isinstance", "issubclass")
_MAX_ALIASES = 10
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class ForbiddenUse:
    """Where a package's name is used: `call` is its full dotted name, such as "torch.nn.MSELoss"."""

    line: int
    file: str
    call: str


def forbidden_use(
    source: ChapterSource, name: str, allowed: Sequence[str] = ("numpy",)
) -> ForbiddenUse | None:
    """The first use of a package outside the standard library and `allowed` (top-level package names).

    Looked for in NAME's definition and in all it leads to. None: there is none, or nothing defines NAME.
    """
    try:
        return _Search(allowed).run(parsed(source), name)
    except RecursionError:  # a thousand helpers that import each other; Python could not import them either
        return None


@dataclass
class _Scope:
    """Names local to a function or class: parameters and targets (no origin), local imports, defaults."""

    names: dict[str, list[Binding]] = field(default_factory=dict)
    defaults: dict[str, _Place] = field(default_factory=dict)
    is_class: bool = False


@dataclass(frozen=True)
class _Place:
    """A piece of code to look through, and what names mean there."""

    node: ast.AST
    module: Module
    unit: Unit
    before: float
    scopes: tuple[_Scope, ...] = ()

    def at(self, node: ast.AST) -> _Place:
        return _Place(node, self.module, self.unit, self.before, self.scopes)

    def inside(self, node: ast.AST, scope: _Scope) -> _Place:
        """`node` in a new scope. Functions do not see the names of a class around them, and run later."""
        outer = self.scopes if scope.is_class else tuple(s for s in self.scopes if not s.is_class)
        return _Place(node, self.module, self.unit, self.before, (*outer, scope))


class _Search:
    """One search: a queue of places, each definition and value looked through once."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self.allowed = frozenset(allowed)
        self.queue: deque[_Place] = deque()
        self.seen: dict[int, ast.AST] = {}  # by id; kept, so that no id comes twice
        self.asked: set[tuple[int, str, float]] = set()

    def run(self, module: Module, name: str) -> ForbiddenUse | None:
        for placed in module.lookup(name):
            found = self._follow(module, placed, [])
            if found:
                return ForbiddenUse(placed.unit.line, placed.unit.file, found)
        while self.queue:
            found_use = self._look_through(self.queue.popleft())
            if found_use:
                return found_use
        return None

    # --- where names lead

    def _resolve(self, place: _Place, chain: list[str]) -> str | None:
        """The foreign dotted name behind `a.b.c`, or None; own definitions behind it are queued."""
        base, rest = chain[0], chain[1:]
        for scope in reversed(place.scopes):
            if base in scope.names:
                if base in scope.defaults:
                    self._enqueue(scope.defaults[base])
                for binding in scope.names[base]:
                    found = self._imported(place.module, binding.target, rest)
                    if found:
                        return found
                return None
        return self._global(place.module, base, rest, place.before)

    def _global(self, module: Module, base: str, rest: list[str], before: float) -> str | None:
        key = (id(module), ".".join([base, *rest]), before)
        if (
            key in self.asked
        ):  # before, and nothing foreign came out; or modules import each other in a circle
            return None
        self.asked.add(key)
        placed = module.lookup(base, before)
        found = None
        for one in placed:
            found = found or self._follow(module, one, rest)
        if not placed and base not in BUILTINS:
            found = self._starred(module, base, rest)
        if found:
            self.asked.discard(key)
        return found

    def _follow(self, module: Module, placed: Placed, rest: list[str]) -> str | None:
        binding = placed.binding
        if binding.kind == "import":
            return self._imported(module, binding.target, rest)
        self._enqueue(_Place(binding.node, module, placed.unit, placed.at))
        return None

    def _imported(self, module: Module, target: str, rest: list[str]) -> str | None:
        dotted = ".".join([module.absolute(target), *rest])
        own = module.helper(dotted)
        if own is not None:
            helper, attributes = own
            return self._global(helper, attributes[0], attributes[1:], AT_THE_END) if attributes else None
        return dotted if self._is_foreign(dotted) else None

    def _starred(self, module: Module, base: str, rest: list[str]) -> str | None:
        """A name that nothing binds may come from a star import; between several packages nobody can tell."""
        foreign = None
        for placed in reversed(module.stars):
            target = module.absolute(placed.binding.target)
            own = module.helper(target)
            if own is not None:
                if base in own[0].bindings or own[0].stars:
                    found = self._global(own[0], base, rest, AT_THE_END)
                    if found or base in own[0].bindings:
                        return found
            elif not self._is_foreign(target):
                return None
            else:
                foreign = foreign or ".".join([target, base, *rest])
        return foreign

    def _is_foreign(self, dotted: str) -> bool:
        root = dotted.split(".")[0]
        return bool(root) and root not in _STANDARD and root not in self.allowed

    def _enqueue(self, place: _Place) -> None:
        if id(place.node) not in self.seen:
            self.seen[id(place.node)] = place.node
            self.queue.append(place)

    # --- what code does

    def _look_through(self, start: _Place) -> ForbiddenUse | None:
        """Depth first in the order of the text; a stack, for student code may be nested deeply."""
        stack = [start]
        while stack:
            place = stack.pop()
            found = self._use(place)
            if found:
                line = place.unit.line + getattr(place.node, "lineno", 1) - 1
                return ForbiddenUse(line, place.unit.file, found)
            stack += reversed(list(self._parts(place)))
        return None

    def _use(self, place: _Place) -> str | None:
        """The foreign name that this very node uses, if it does."""
        node = place.node
        if isinstance(node, ast.Call):
            return self._call(place, node)
        if isinstance(node, ast.Subscript):
            return self._subscript(place, node)
        chain = _chain(node)
        if chain is None:
            return None
        found = self._resolve(place, chain)
        # a constant (cv2.COLOR_BGR2GRAY) does no work; what it is given to does. torch.nn.GRU is none.
        return None if found and chain[-1].isupper() and "_" in chain[-1] else found

    def _call(self, place: _Place, call: ast.Call) -> str | None:
        name = self._plain_name(place, call.func)
        text = _text(call.args[0]) if call.args else None
        if name in _IMPORTERS and text is not None:
            return self._imported(place.module, text, [])
        if name == "getattr" and len(call.args) >= 2:
            chain, attribute = _chain(call.args[0]), _text(call.args[1])
            if chain and attribute:
                return self._resolve(place, [*chain, attribute])
        if name in ("eval", "exec") and text is not None:
            tree = parse(text.strip())[0]
            if tree is not None:
                self._enqueue(place.at(tree))
        return None

    def _subscript(self, place: _Place, node: ast.Subscript) -> str | None:
        """`sys.modules["cv2"]`, `globals()["flip"]`."""
        text = _text(node.slice)
        if text is None:
            return None
        if self._plain_name(place, node.value) == "sys.modules":
            return self._imported(place.module, text, [])
        if isinstance(node.value, ast.Call) and self._plain_name(place, node.value.func) in (
            "globals",
            "vars",
        ):
            return self._global(place.module, text, [], AT_THE_END)
        return None

    def _plain_name(self, place: _Place, node: ast.AST) -> str | None:
        """The dotted name of a thing of the standard library or a builtin, imports and aliases resolved."""
        chain = _chain(node)
        for _step in range(_MAX_ALIASES):
            if chain is None:
                return None
            found = self._meaning(place, chain[0])
            if found is None:
                return ".".join(chain)
            if not found or (found[0].kind != "import" and len(chain) > 1):
                return None
            if found[0].kind == "import":
                return ".".join([found[0].target, *chain[1:]])
            chain = _chain(found[0].node) if found[0].kind == "value" else None
        return None

    def _meaning(self, place: _Place, name: str) -> list[Binding] | None:
        """What binds a name here: nothing known for a local, None where nothing binds it at all."""
        for scope in reversed(place.scopes):
            if name in scope.names:
                return scope.names[name]
        return [placed.binding for placed in place.module.lookup(name, place.before)] or None

    # --- the parts of a node that are looked at in turn

    def _parts(self, place: _Place) -> Iterator[_Place]:
        node = place.node
        if _chain(node) is not None:
            return
        if isinstance(node, _FUNCTIONS):
            yield from self._function(place, node)
        elif isinstance(node, ast.ClassDef):
            for part in (*node.decorator_list, *node.bases, *node.keywords):
                yield place.at(part)
            scope = _Scope(_stored(node.body), is_class=True)
            for statement in node.body:
                yield place.inside(statement, scope)
        elif isinstance(node, _COMPREHENSIONS):
            scope = _Scope(_stored([generator.target for generator in node.generators]))
            for part in ast.iter_child_nodes(node):
                yield place.inside(part, scope)
        else:
            for part in self._plain_parts(place, node):
                yield place.at(part)

    def _plain_parts(self, place: _Place, node: ast.AST) -> Iterator[ast.AST]:
        """Children that run; types that are only named do not."""
        skipped: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign):
            skipped = [node.annotation]
        elif isinstance(node, ast.ExceptHandler):
            skipped = [node.type]
        elif isinstance(node, ast.MatchClass):
            skipped = [node.cls]
        elif isinstance(node, ast.Compare):
            skipped = [side for side in (node.left, *node.comparators) if self._only_named(place.at(side))]
        elif isinstance(node, ast.Call):
            name = self._plain_name(place, node.func)
            if name in _TYPE_CHECKS:
                skipped = list(node.args[1:])
            elif name == "typing.cast":
                skipped = list(node.args[:1])
            elif self._only_named(place.at(node.func), "torch.is_tensor"):
                skipped = [node.func]
        for part in ast.iter_child_nodes(node):
            if not any(part is one for one in skipped):
                yield part

    def _only_named(self, place: _Place, dotted: str = "") -> bool:
        """`type(x) is torch.Tensor`, `x.dtype == torch.float32`: a foreign name, compared and not called."""
        chain = _chain(place.node)
        found = self._resolve(place, chain) if chain else None
        return found is not None and dotted in ("", found)

    def _function(
        self, place: _Place, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    ) -> Iterator[_Place]:
        scope = _Scope()
        arguments = node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        extra = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
        for argument in (*plain, *arguments.kwonlyargs, *extra):
            scope.names[argument.arg] = []
        with_default = [*zip(reversed(plain), reversed(arguments.defaults), strict=False)]
        keyword_only = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        with_default += [(argument, default) for argument, default in keyword_only if default is not None]
        for argument, default in with_default:  # looked at only when the parameter is used
            scope.defaults[argument.arg] = place.at(default)
        if isinstance(node, ast.Lambda):
            yield _later(place.inside(node.body, scope))
            return
        for decorator in node.decorator_list:
            yield place.at(decorator)
        for name, found in _stored(node.body).items():
            scope.names.setdefault(name, []).extend(found)
        for name in _declared(node.body):
            scope.names.pop(name, None)
        for statement in node.body:
            yield _later(place.inside(statement, scope))


def _later(place: _Place) -> _Place:
    """A function's body sees the module as it is at the end."""
    return _Place(place.node, place.module, place.unit, AT_THE_END, place.scopes)


def _chain(node: ast.AST) -> list[str] | None:
    """["a", "b", "c"] of a loaded `a.b.c`, else None."""
    names: list[str] = []
    while isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return None
    return [node.id, *reversed(names)]


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _stored(nodes: Sequence[ast.AST]) -> dict[str, list[Binding]]:
    """Names that these nodes bind in their own scope; for imports, what is behind them."""
    names: dict[str, list[Binding]] = {}
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for binding in local_imports(node):
                names.setdefault(binding.name, []).append(binding)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, [])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.setdefault(node.name, [])
            continue
        elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)) and node.name:
            names.setdefault(node.name, [])
        elif isinstance(node, (ast.Lambda, *_COMPREHENSIONS)):
            continue
        stack += reversed(list(ast.iter_child_nodes(node)))
    return names


def _declared(nodes: Sequence[ast.stmt]) -> set[str]:
    """Names declared `global` or `nonlocal`: not local here."""
    found: set[str] = set()
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            found |= set(node.names)
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)
    return found
