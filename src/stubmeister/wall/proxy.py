"""What a grader holds in its hands: `student.mse(...)` and handles to objects that stay in the worker."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stubmeister.wall import wire
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.errors import NameMissing, ReadyMadeCall, StudentCrashed, printable, raised

DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)


class Remote:
    """Asks one worker and turns its replies into values and exceptions.

    Attributes:
        by_hand: Packages that the exercise under test may call, or None where it may call any.
    """

    def __init__(self, process: StudentProcess) -> None:
        self.process = process
        self.by_hand: tuple[str, ...] | None = None
        process.make_handle = self.make_handle

    def make_handle(self, handle_id: str, type_name: str) -> wire.Handle:
        return Handle(self, handle_id, printable(type_name))

    def reply(self, op: str, function: str, arguments: dict[str, Any], **request: Any) -> dict[str, Any]:
        """The reply to a request, or the student's exception."""
        answer = self.process.ask(op, function, **request)
        if "error" in answer:
            raise raised(answer["error"], function, arguments)
        ready_made = answer.get("ready_made")
        if isinstance(ready_made, list) and len(ready_made) == 2:
            call, line = ready_made
            raise ReadyMadeCall(printable(call), line if type(line) is int else 0)
        return answer

    def value(self, op: str, function: str, **request: Any) -> Any:
        return self.reply(op, function, {}, **request).get("value")


class Handle(wire.Handle):
    """An object in the worker: it can be called, indexed, iterated, asked for attributes, passed back.

    Attributes:
        type_name: The name of its class, as the worker tells it.
    """

    __slots__ = ("_generation", "_remote")

    def __init__(self, remote: Remote, handle_id: str, type_name: str) -> None:
        super().__init__(handle_id, type_name)
        self._remote = remote
        self._generation = remote.process.generation

    def _value(self, op: str, **request: Any) -> Any:
        if self._generation != self._remote.process.generation:
            raise StudentCrashed(self.type_name, "gone", "the worker that held it has ended")
        return self._remote.value(op, self.type_name, handle=self.handle_id, **request)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._value("call", args=args, kwargs=kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_repr_", "_ipython_")):  # NumPy, copy and pretty printers feel for these
            raise AttributeError(name)
        return self._value("get", attribute=name)

    def __getitem__(self, key: Any) -> Any:
        return self._value("item", key=key)

    def __len__(self) -> int:
        length = self._value("len")
        if type(length) is not int or not 0 <= length <= sys.maxsize:
            raise self._forged("no length")
        return length

    def _forged(self, detail: str) -> StudentCrashed:
        """A reply that the worker's own code never gives."""
        self._remote.process.stop()
        return StudentCrashed(self.type_name, "forged", detail)

    def __iter__(self) -> Iterator[Any]:
        iteration = self._value("iter")
        if not isinstance(iteration, Handle):
            raise self._forged("no iterator")
        while True:
            step = iteration._value("next")
            if not isinstance(step, list) or len(step) != 2:
                return
            yield step[1]

    def __bool__(self) -> bool:
        return True


class RemoteFunction:
    """A function or class of the submission, called in the worker.

    Attributes:
        parameters: Its parameters' names, as the exercise's stub has them.
    """

    def __init__(self, remote: Remote, name: str, parameters: tuple[str, ...]) -> None:
        self.__name__ = name
        self.parameters = parameters
        self._remote = remote

    def __repr__(self) -> str:
        return f"<student's {self.__name__}>"

    def arguments(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments by parameter name, for words."""
        names = itertools.chain(self.parameters, (f"argument {n}" for n in itertools.count(1)))
        return {**dict(zip(names, args, strict=False)), **kwargs}

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any], **options: Any) -> dict[str, Any]:
        if self._remote.by_hand is not None:
            options["by_hand"] = self._remote.by_hand
        return self._remote.reply(
            "call",
            self.__name__,
            self.arguments(args, kwargs),
            name=self.__name__,
            args=args,
            kwargs=kwargs,
            **options,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs).get("value")

    def handle(self) -> Any:
        """The function itself, to be handed to the kit, which then calls it in the worker."""
        return self._remote.value("module_value", self.__name__, name=self.__name__)

    def call_and_report(self, *args: Any, **kwargs: Any) -> tuple[Any, list[str]]:
        """The result, and the names of the parameters whose arguments the call changed."""
        reply = self._call(args, kwargs, report=True)
        changed = reply.get("changed")
        names = {str(number): name for number, name in enumerate(self.arguments(args, {}))}
        names.update({name: name for name in kwargs})
        keys = changed if isinstance(changed, list) else []
        return reply.get("value"), [names.get(str(key), "?") for key in keys]

    def call_and_warnings(self, *args: Any, **kwargs: Any) -> tuple[Any, list[str]]:
        """The result, and what Python or NumPy warned of: `RuntimeWarning: overflow encountered in exp`."""
        reply = self._call(args, kwargs, warnings=True)
        texts = reply.get("warnings")
        return reply.get("value"), [printable(text) for text in texts] if isinstance(texts, list) else []


class Student:
    """The submission's module as a grader sees it.

    Args:
        remote: Its worker.
        parameters: Parameter names of the exercises, from the stub.
        why_missing: The sentence for a name, and for what the worker says of it: "missing", or "value" where
            a function is asked for.
    """

    def __init__(
        self,
        remote: Remote,
        parameters: Mapping[str, tuple[str, ...]],
        why_missing: Callable[[str, str], BaseException],
    ) -> None:
        self._remote = remote
        self._parameters = parameters
        self._why_missing = why_missing
        self._functions: dict[str, tuple[int, RemoteFunction]] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # pretty printers feel for such names
            raise AttributeError(name)
        generation = self._remote.process.generation
        known = self._functions.get(name)
        if known is not None and known[0] == generation:
            return known[1]
        kind = self._remote.value("describe", name, name=name)
        if kind == "callable":
            function = RemoteFunction(self._remote, name, self._parameters.get(name, ()))
            self._functions[name] = (self._remote.process.generation, function)
            return function
        if kind == "value" and name not in self._parameters:
            return self._remote.value("module_value", name, name=name)
        raise self._why_missing(name, kind)

    def __repr__(self) -> str:
        return f"<submission's {self._remote.process.module}>"


class KitFunction:
    """A function or class of the kit; fetching and calling it is one request."""

    def __init__(self, kit: Kit, name: str) -> None:
        self.__name__ = name
        self._kit = kit

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._kit.call(self.__name__, args, kwargs)


class Kit:
    """The grader's helper code inside the worker, sent there anew whenever the worker is a new one."""

    def __init__(self, remote: Remote, name: str, source: str) -> None:
        self._remote = remote
        self._name = name
        self._source = source
        self._functions = {*DEFINED.findall(source)}
        self._module: tuple[int, Handle] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # pretty printers feel for such names
            raise AttributeError(name)
        return KitFunction(self, name) if name in self._functions else getattr(self.module(), name)

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the kit's function or class of that name gives for these arguments."""
        handle = self.module().handle_id
        return self._remote.value("call", name, handle=handle, attribute=name, args=args, kwargs=kwargs)

    def module(self) -> Handle:
        """The handle of the kit's module."""
        if self._module is None or self._module[0] != self._remote.process.generation:
            handle = self._remote.value("kit", self._name, name=self._name, source=self._source)
            self._module = (self._remote.process.generation, handle)
        return self._module[1]


class StudentFiles:
    """Files that a test puts into the worker's own folder, written anew in each new worker."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def write(self, name: str, data: bytes) -> str:
        """Write `data` as `name` (with `/` for folders) and give the path valid in the worker."""
        return str(self._remote.value("file", name, path=name, data=data))

    def path(self, name: str = "") -> str:
        """The path in the worker of a file that need not exist; "" for the folder itself."""
        return str(self._remote.value("file", name, path=name, data=None)).rstrip("/")


__all__ = ["Handle", "Kit", "NameMissing", "Remote", "RemoteFunction", "Student", "StudentFiles"]
