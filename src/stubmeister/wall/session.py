"""Carries out requests on a student's module: run a unit, call a function, read an attribute.

The worker does this behind the wall. The grader does it too, with its own known wrong answers in place of the
student's module, to replay what a test did (diagnosis); nothing of a student's ever runs there.
"""

from __future__ import annotations
import __future__

import contextlib
import functools
import importlib
import io
import os
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from stubmeister.wall import wire

MAX_MESSAGE = 2000  # characters kept of an exception's text
MAX_OUTPUT = 20_000  # characters kept of what a submission prints, per request
MAX_WARNINGS = 20  # different ones of a call, where they are asked for
STOP_OUTPUT = 2_000_000  # characters after which printing is an error of its own

# Python's own and the engine's; everything else a by-hand function calls is a ready-made call.
_OWN = {"numpy", "stubmeister", "msgpack", "__main__", "builtins"}


_FUTURE = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)


class OutputLimitError(Exception):
    """The submission printed without end."""


class _Output(io.TextIOBase):
    """Keeps the beginning of what is printed and counts the rest."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = MAX_OUTPUT - self.size
        if room > 0:
            self.kept.append(text[:room])
        self.size += len(text)
        if self.size > STOP_OUTPUT:
            raise OutputLimitError(f"more than {STOP_OUTPUT // 1_000_000} million characters were printed")
        return len(text)

    def take(self) -> str:
        text, self.kept, self.size = "".join(self.kept), [], 0
        return text


@functools.cache
def _kit_code(source: str, name: str) -> types.CodeType:
    """The helper code of a grader, which comes anew with every test that asks for it, compiled once."""
    return compile(source, name, "exec", dont_inherit=True)


class Session:
    """One student's module with everything that stays on its side.

    Args:
        name: The module's name, such as `ch05_losses`.
        folder: Where its files stand; `path` requests write below it.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.module = types.ModuleType(name)
        self.module.__file__ = str(folder / f"{name}.py")
        self.module.__dict__["display"] = lambda *values, **options: None  # a notebook's, with nobody looking
        self.folder = folder
        self.handles: dict[str, Any] = {}
        self.sources: dict[str, list[str]] = {}
        self.output = _Output()
        self.watched: set[str] = set()
        self.features = 0
        self.moved = ""  # in a replay: the folder that the worker had, in place of which stands ours

    def execute(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out one request; whatever the student's code raises becomes part of the reply."""
        reply: dict[str, Any] = {}
        try:
            reply["value"] = getattr(self, "do_" + request["op"])(request, reply)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the student's too
            reply["error"] = self._describe(error)
        reply["output"] = self.output.take()
        return reply

    def export(self, request: dict[str, Any]) -> Callable[[Any], wire.Handle]:
        """How an object that is not data is kept here; numbered by the request, so that replays agree."""
        count = 0

        def keep(value: Any) -> wire.Handle:
            nonlocal count
            number = f"{request.get('as', 0)}.{count}"
            count += 1
            self.handles[number] = value
            return wire.Handle(number, type(value).__name__)

        return keep

    # --- requests -------------------------------------------------------------------------------------------

    def do_unit(self, request: dict[str, Any], reply: dict[str, Any]) -> None:
        """Run one cell or statement of the submission in the module."""
        file, line = request["file"], request["line"]
        self._remember(file, line, request["source"])
        code = compile("\n" * (line - 1) + request["source"], file, "exec", self.features, dont_inherit=True)
        self.features |= code.co_flags & _FUTURE  # `from __future__ import ...` counts for all later units
        self._with_output(lambda: exec(code, self.module.__dict__))

    def do_import(self, request: dict[str, Any], reply: dict[str, Any]) -> None:
        """Load a package, so that nobody waits for it later; the submission's own import finds it there."""
        importlib.import_module(request["name"])

    def do_file(self, request: dict[str, Any], reply: dict[str, Any]) -> str:
        """Write a file into the worker's own folder; gives its path there."""
        path = self.folder / request["path"]
        if request["data"] is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(request["data"])
        return str(path)

    def do_kit(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        """Make a module of the grader's helper code; it shares nothing with the student's module."""
        kit = types.ModuleType(request["name"])
        exec(_kit_code(request["source"], request["name"]), kit.__dict__)
        return kit

    def do_describe(self, request: dict[str, Any], reply: dict[str, Any]) -> str:
        """What a name of the module is: missing, callable or value."""
        if request["name"] not in self.module.__dict__:
            return "missing"
        return "callable" if callable(self.module.__dict__[request["name"]]) else "value"

    def do_module_value(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        return self.module.__dict__[request["name"]]

    def do_call(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        target = self._target(request)
        if "attribute" in request:
            target = getattr(target, request["attribute"])
        args = [self._resolve(value) for value in request["args"]]
        kwargs = {name: self._resolve(value) for name, value in request["kwargs"].items()}
        before = self._frozen(args, kwargs) if request.get("report") else None
        hand = request.get("by_hand")
        with _noted_warnings(reply) if request.get("warnings") else contextlib.nullcontext():
            if hand is not None and str(request.get("name")) not in self.watched:
                self.watched.add(str(request.get("name")))
                watched = self._with_output(lambda: self._watch(target, args, kwargs, hand))
                value, reply["ready_made"] = watched
            else:
                value = self._with_output(lambda: target(*args, **kwargs))
        if before is not None:
            reply["changed"] = [
                key for key, parts in self._frozen(args, kwargs).items() if parts != before[key]
            ]
        return value

    def do_get(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        return self._with_output(lambda: getattr(self._target(request), request["attribute"]))

    def do_item(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        return self._with_output(lambda: self._target(request)[self._resolve(request["key"])])

    def do_len(self, request: dict[str, Any], reply: dict[str, Any]) -> int:
        return int(self._with_output(lambda: len(self._target(request))))

    def do_iter(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        return self._with_output(lambda: _Iteration(iter(self._target(request))))

    def do_next(self, request: dict[str, Any], reply: dict[str, Any]) -> Any:
        """The next item, or `["end"]`."""
        iteration = self._target(request).iterator
        try:
            return ["item", self._with_output(lambda: next(iteration))]
        except StopIteration:
            return ["end"]

    # --- helpers --------------------------------------------------------------------------------------------

    def _target(self, request: dict[str, Any]) -> Any:
        if "handle" in request:
            return self.handles[request["handle"]]
        return self.module.__dict__[request["name"]]

    def _resolve(self, value: Any) -> Any:
        """Put the objects kept here back in place of their handles."""
        kind = type(value)
        if kind is wire.Handle:
            return self.handles[value.handle_id]
        if self.moved and isinstance(value, (str, Path)) and str(value).startswith(self.moved):
            return kind(str(self.folder) + str(value)[len(self.moved) :])
        if kind in (list, tuple, set):
            return kind(self._resolve(item) for item in value)
        if kind is dict:
            return {key: self._resolve(item) for key, item in value.items()}
        return value

    def _frozen(self, args: list[Any], kwargs: dict[str, Any]) -> dict[str, list[bytes]]:
        """Every argument as bytes, to see afterwards whether the call changed it."""
        named = {**{str(i): value for i, value in enumerate(args)}, **kwargs}
        ignore = wire.Handle("", "")
        return {
            name: [bytes(part) for part in wire.pack(value, lambda _: ignore)]
            for name, value in named.items()
        }

    def _with_output(self, run: Callable[[], Any]) -> Any:
        before = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self.output
        try:
            return run()
        finally:
            sys.stdout, sys.stderr = before

    def _watch(
        self, target: Any, args: list[Any], kwargs: dict[str, Any], allowed: list[str]
    ) -> tuple[Any, Any]:
        """Call `target` and name the first function of another package that the student's code calls."""
        found: list[Any] = []
        own = _OWN | set(allowed) | set(sys.stdlib_module_names)

        def profile(frame: types.FrameType, event: str, arg: Any) -> None:
            if found or event not in ("call", "c_call"):
                return
            caller = frame.f_back if event == "call" else frame
            if caller is None or caller.f_code.co_filename not in self.sources:
                return
            module = frame.f_globals.get("__name__") if event == "call" else _module_of(arg)
            package = str(module or "builtins").partition(".")[0]
            name = frame.f_code.co_name if event == "call" else getattr(arg, "__name__", "?")
            if package not in own and package != self.module.__name__ and not name.startswith("__"):
                if event == "call" and frame.f_code.co_filename in self.sources:
                    return
                found.extend([f"{package}.{name}", caller.f_lineno])

        sys.setprofile(profile)
        try:
            value = target(*args, **kwargs)
        finally:
            sys.setprofile(None)
        return value, found

    def _remember(self, file: str, line: int, source: str) -> None:
        lines = self.sources.setdefault(file, [])
        text = source.split("\n")
        lines.extend([""] * (line - 1 + len(text) - len(lines)))
        lines[line - 1 : line - 1 + len(text)] = text

    def _describe(self, error: BaseException) -> dict[str, Any]:
        """The error as text: type names, message, the line of the student's file where it was raised."""
        try:
            message = str(error)[:MAX_MESSAGE]
        except BaseException:  # a __str__ of the student's own
            message = ""
        place: dict[str, Any] = {"file": "", "line": 0, "source": ""}
        for frame, line in traceback.walk_tb(error.__traceback__):
            file = frame.f_code.co_filename
            if file in self.sources:
                lines = self.sources[file]
                text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
                place = {"file": file, "line": line, "source": text[:200]}
        names = [base.__name__ for base in type(error).__mro__]
        limit = _limit(error)
        return {"types": names, "message": message, "limit": limit, **place}


@contextlib.contextmanager
def _noted_warnings(reply: dict[str, Any]) -> Iterator[None]:
    """Note what is warned of meanwhile, repetitions too. What the submission silences stays silent."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", append=True)
        yield
    texts = [f"{one.category.__name__}: {one.message}"[:MAX_MESSAGE] for one in caught]
    reply["warnings"] = list(dict.fromkeys(texts))[:MAX_WARNINGS]


class _Iteration:
    """An iterator that stays here even where it is data (a list's iterator would be exported anyway)."""

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator


def _module_of(function: Any) -> str | None:
    """The module of a C function: its own word, else that of the type or module it is bound to."""
    module = getattr(function, "__module__", None)
    owner = getattr(function, "__self__", None)
    if module is None and owner is None:  # OpenCV's know neither
        name = getattr(function, "__name__", "")
        modules = [held for held in list(sys.modules.values()) if isinstance(held, types.ModuleType)]
        return next((held.__name__ for held in modules if vars(held).get(name) is function), None)
    if module is None:
        module = owner.__name__ if isinstance(owner, types.ModuleType) else type(owner).__module__
    return str(module)


def _limit(error: BaseException) -> str:
    """Which limit of the worker an exception speaks of, or ''."""
    if isinstance(error, OutputLimitError):
        return "output"
    text = _first_words(error)
    if isinstance(error, MemoryError) or "DefaultCPUAllocator" in text:
        return "memory"
    if isinstance(error, OSError) and error.errno in (27, 28):  # EFBIG, ENOSPC
        return "files"
    if isinstance(error, BlockingIOError) or (isinstance(error, RuntimeError) and "start new thread" in text):
        return "processes"
    return ""


def _first_words(error: BaseException) -> str:
    """The beginning of the text an exception was made with, by no method of the student's."""
    arguments = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    return arguments[0][:1000] if arguments and type(arguments[0]) is str else ""


def work_folder() -> Path:
    """The worker's own folder: emptied after every submission."""
    return Path(os.environ.get("STUBMEISTER_WORK", os.curdir)).resolve()
