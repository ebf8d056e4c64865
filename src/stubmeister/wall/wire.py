"""Messages that cross the wall: data only, believed only after checking.

A frame is a 4-byte header length, a msgpack header `[message, buffer lengths]`, then the raw bytes of every
array. Arrays stay outside the header so that 50 MB need no copy; nothing is ever unpickled.
"""

from __future__ import annotations

import re
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import msgpack
import numpy as np

MAX_HEADER = 8 << 20  # bytes
MAX_BUFFERS = 4096
MAX_PAYLOAD = 512 << 20  # bytes of all arrays of one message
MAX_DEPTH = 48
# One byte of a header can stand for 60 bytes of an empty list, and three for a microsecond of Python:
MAX_CONTAINERS = 1_500_000  # more than 8 MiB of numbers contain by chance, see `_containers`
MAX_EXTENSIONS = 200_000
MAX_KEYS = 10_000  # of a dict or set: keys can be chosen to fall on one hash
MAX_INT_DIGITS = 1000  # hexadecimal; Python refuses to print numbers of 4300 decimal digits

_LENGTH = struct.Struct("<I")
_CONTAINERS = (list, dict, tuple, set, frozenset)
_DTYPE = re.compile(r"[<>|=][biufcUS][1-9][0-9]{0,5}")  # never 0: such arrays grow when they are made
_EMPTY_TEXTS: dict[str, np.generic] = {"<U0": np.str_(""), ">U0": np.str_(""), "|S0": np.bytes_(b"")}
_CONTAINER_BYTES = bytes([*range(0x80, 0xA0), 0xDC, 0xDD, 0xDE, 0xDF])  # that begin a list or map in msgpack
_TORCH_DTYPES = {
    "float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool",
    "complex64", "complex128",
}  # fmt: skip

_TUPLE, _SET, _ARRAY, _SCALAR, _TENSOR, _BIGINT, _HANDLE, _PATH, _COMPLEX, _SLICE = range(1, 11)


class WireError(Exception):
    """A message that is not data, too large, or not what it claims to be."""


class Handle:
    """Stands for an object that stays in the worker."""

    __slots__ = ("handle_id", "type_name")

    def __init__(self, handle_id: str, type_name: str) -> None:
        self.handle_id = handle_id
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<{self.type_name} in the worker>"


Export = Callable[[Any], Handle]
MakeHandle = Callable[[str, str], Handle]


def _refuse(value: Any) -> Handle:
    raise WireError(f"{type(value).__name__} is not data")


class _Packer:
    def __init__(self, export: Export) -> None:
        self.export = export
        self.buffers: list[memoryview | bytes] = []
        self.depth = 0
        self.extensions = 0

    def pack(self, value: Any) -> bytes:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        try:
            packed = msgpack.packb(
                value, default=self.default, strict_types=True, unicode_errors="surrogatepass"
            )
        finally:
            self.depth -= 1
        assert isinstance(packed, bytes)
        return packed

    def ext(self, code: int, value: Any) -> msgpack.ExtType:
        self.extensions += 1
        if self.extensions > MAX_EXTENSIONS:
            raise WireError("too many values")
        return msgpack.ExtType(code, self.pack(value))

    def buffer(self, array: np.ndarray) -> int:
        contiguous = array if array.flags.c_contiguous else array.copy(order="C")
        self.buffers.append(contiguous.reshape(-1).view(np.uint8).data if array.size else b"")
        return len(self.buffers) - 1

    def default(self, value: Any) -> Any:
        """What msgpack cannot write itself: exact types only, so that no method of a subclass runs."""
        kind = type(value)
        if kind is np.ndarray and value.dtype.kind in "biufcUS":
            return self.ext(_ARRAY, [self.buffer(value), value.dtype.str, list(value.shape)])
        if kind is tuple:
            return self.ext(_TUPLE, list(value))
        if isinstance(value, np.generic) and value.dtype.kind in "biufcUS":
            return self.ext(_SCALAR, [value.dtype.str, value.tobytes()])
        if isinstance(value, Handle):
            return self.ext(_HANDLE, [value.handle_id, value.type_name])
        if kind is int and value.bit_length() <= 4 * MAX_INT_DIGITS:
            return self.ext(_BIGINT, hex(value))
        if kind is complex:
            return self.ext(_COMPLEX, [value.real, value.imag])
        if kind in (set, frozenset):
            return self.ext(_SET, list(value))
        if kind is slice:
            return self.ext(_SLICE, [value.start, value.stop, value.step])
        tensor = self._tensor(value)
        if tensor is not None:
            return tensor
        return self._plain(value)

    def _tensor(self, value: Any) -> Any:
        torch = sys.modules.get("torch")
        if torch is None or not isinstance(value, torch.Tensor) or value.layout is not torch.strided:
            return None
        name = str(value.dtype).removeprefix("torch.")
        if name not in _TORCH_DTYPES:
            return None
        plain = torch.Tensor.detach(value).cpu().resolve_conj().resolve_neg()
        raw = plain.view(torch.int16) if name == "bfloat16" else plain
        return self.ext(_TENSOR, [self.buffer(raw.contiguous().numpy()), name, list(value.shape)])

    def _plain(self, value: Any) -> Any:
        """Containers and numbers that subclass the builtin ones, as the plain thing; else a handle."""
        if isinstance(value, dict):
            return dict(dict.items(value))
        if isinstance(value, list):
            return list(list.__iter__(value))
        if isinstance(value, tuple):
            return self.ext(_TUPLE, list(tuple.__iter__(value)))
        if isinstance(value, PurePath):
            return self.ext(_PATH, str(value))
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            return int.__int__(value)
        if isinstance(value, float):
            return float.__float__(value)
        return self.default(self.export(value))


def pack(message: Any, export: Export = _refuse) -> list[memoryview | bytes]:
    """`message` as the pieces of a frame, to be sent one after the other.

    Args:
        message: Data: None, numbers, strings, bytes, lists, tuples, sets, dicts, NumPy arrays and scalars,
            torch tensors, `Handle`s.
        export: Called with anything else; returns the handle that stands for it.

    Raises:
        WireError: Something is not data, too large or nested too deeply.
    """
    packer = _Packer(export)
    try:
        _check_nesting(message)
        body = packer.pack(message)
        lengths = [buffer.nbytes if isinstance(buffer, memoryview) else 0 for buffer in packer.buffers]
        header: bytes = msgpack.packb([body, lengths])
    except (ValueError, OverflowError, TypeError, RecursionError, UnicodeError) as error:
        raise WireError(str(error)) from error
    if len(header) > MAX_HEADER or len(lengths) > MAX_BUFFERS or sum(lengths) > MAX_PAYLOAD:
        raise WireError("too large")
    if _containers(header) > MAX_CONTAINERS:
        raise WireError("too many values")
    return [_LENGTH.pack(len(header)), header, *packer.buffers]


def _containers(header: bytes | bytearray | memoryview) -> int:
    """At least as many as the lists and maps in it, found without unpacking them."""
    return len(header) - len(bytes(header).translate(None, _CONTAINER_BYTES))


def _check_nesting(message: Any) -> None:
    """Refuse what is nested so deeply that printing it would fail, and what has too many keys."""
    level = [message] if type(message) in _CONTAINERS else []
    for _depth in range(MAX_DEPTH):
        below: list[Any] = []
        for container in level:
            if type(container) in (dict, set, frozenset) and len(container) > MAX_KEYS:
                raise WireError("too many keys")
            items = container.values() if type(container) is dict else container
            below += [item for item in items if type(item) in _CONTAINERS]
        if not below:
            return
        if len(below) > MAX_CONTAINERS:
            break
        level = below
    raise WireError("nested too deeply")


class _Unpacker:
    def __init__(self, buffers: list[bytearray], make_handle: MakeHandle) -> None:
        self.buffers = buffers
        self.make_handle = make_handle
        self.depth = 0
        self.extensions = 0

    def unpack(self, data: bytes) -> Any:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        try:
            return msgpack.unpackb(
                data,
                ext_hook=self.ext,
                strict_map_key=False,
                unicode_errors="surrogatepass",
                max_map_len=MAX_KEYS,
                timestamp=1,  # msgpack's own kind, which nobody sends here, as a float: data at least
            )
        finally:
            self.depth -= 1

    def ext(self, code: int, data: bytes) -> Any:
        self.extensions += 1
        if self.extensions > MAX_EXTENSIONS:
            raise WireError("too many values")
        value = self.unpack(data)
        if code == _ARRAY:
            return self._array(*value)
        if code == _TENSOR:
            return self._tensor(*value)
        if code == _SCALAR:
            return self._scalar(*value)
        if code == _HANDLE:
            handle_id, type_name = value
            return self.make_handle(_text(handle_id), _text(type_name))
        if code == _BIGINT:
            return self._bigint(_text(value))
        if code == _COMPLEX:
            return complex(*value)
        if code == _SLICE:
            return slice(*value)
        if code == _PATH:
            from pathlib import Path

            return Path(_text(value))
        if code == _SET and len(value) > MAX_KEYS:
            raise WireError("too many keys")
        if code in (_TUPLE, _SET) and isinstance(value, list):
            return tuple(value) if code == _TUPLE else set(value)
        raise WireError("unknown kind of value")

    def _bigint(self, text: str) -> int:
        if len(text) > MAX_INT_DIGITS + 3:  # "-0x"
            raise WireError("too large a number")
        return int(text, 16)

    def _array(self, index: Any, dtype: Any, shape: Any) -> np.ndarray:
        checked = _dtype(dtype)
        size = checked.itemsize
        if not isinstance(shape, list) or len(shape) > 32 or not isinstance(index, int):
            raise WireError("bad array")
        for side in shape:
            if type(side) is not int or side < 0:
                raise WireError("bad shape")
            size *= side
        if not 0 <= index < len(self.buffers) or len(self.buffers[index]) != size:
            raise WireError("shape and bytes differ")
        if not size:
            return np.zeros(shape, checked)
        return np.frombuffer(self.buffers[index], dtype=checked).reshape(shape)

    def _scalar(self, dtype: Any, data: Any) -> np.generic:
        if isinstance(dtype, str) and dtype in _EMPTY_TEXTS:  # NumPy gives them bytes all the same
            return _EMPTY_TEXTS[dtype]
        checked = _dtype(dtype)
        if not isinstance(data, bytes) or len(data) != checked.itemsize:
            raise WireError("bad scalar")
        scalar: np.generic = np.frombuffer(data, dtype=checked)[0]
        return scalar

    def _tensor(self, index: Any, name: Any, shape: Any) -> Any:
        if name not in _TORCH_DTYPES:
            raise WireError("bad tensor")
        import torch

        raw = "int16" if name == "bfloat16" else name
        tensor = torch.from_numpy(self._array(index, np.dtype(raw).str, shape))
        return tensor.view(torch.bfloat16) if name == "bfloat16" else tensor


def _dtype(text: Any) -> np.dtype[Any]:
    if not isinstance(text, str) or not _DTYPE.fullmatch(text):
        raise WireError("bad dtype")
    return np.dtype(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WireError("text expected")
    return value


def _split(header: bytes | bytearray | memoryview) -> tuple[bytes, list[int]]:
    """The packed message and the lengths of its arrays, checked against the limits."""
    if _containers(header) > MAX_CONTAINERS:
        raise WireError("too many values")
    try:
        body, lengths = msgpack.unpackb(header)
        fits = len(lengths) <= MAX_BUFFERS and all(type(n) is int and n >= 0 for n in lengths)
    except Exception as error:  # msgpack's own errors and wrong shapes: all mean the same here
        raise WireError(f"{type(error).__name__}: {error}") from error
    if not fits or sum(lengths) > MAX_PAYLOAD:
        raise WireError("arrays too large")
    return body, lengths


def unpack(body: bytes, buffers: list[bytearray], make_handle: MakeHandle = Handle) -> Any:
    """The second half of `receive`."""
    try:
        message = _Unpacker(buffers, make_handle).unpack(body)
        _check_nesting(message)
        return message
    except WireError:
        raise
    except Exception as error:  # msgpack, NumPy and RecursionError: all mean the same here
        raise WireError(f"{type(error).__name__}: {error}") from error


def copy(parts: list[memoryview | bytes]) -> Any:
    """Decode packed parts again without a socket: a deep copy made of data only."""
    body, _ = _split(parts[1])
    return unpack(body, [bytearray(part) for part in parts[2:]])


def send(sock: socket.socket, parts: list[memoryview | bytes], deadline: float | None = None) -> None:
    """Write a packed message; header pieces go out in one call. `deadline` as in `receive`."""
    for piece in (b"".join(parts[:2]), *parts[2:]):
        if len(piece):
            _before(sock, deadline)
            sock.sendall(piece)


def _before(sock: socket.socket, deadline: float | None) -> None:
    """One deadline for the whole message: a trickle of bytes does not extend it."""
    if deadline is not None:
        sock.settimeout(max(deadline - time.monotonic(), 0.001))


def _receive_exactly(sock: socket.socket, count: int, deadline: float | None) -> bytearray:
    data = bytearray(count)
    view, done = memoryview(data), 0
    while done < count:
        _before(sock, deadline)
        got = sock.recv_into(view[done:])
        if not got:
            raise EOFError
        done += got
    return data


def receive(sock: socket.socket, deadline: float | None = None, make_handle: MakeHandle = Handle) -> Any:
    """Read one message, waiting until `deadline` (of `time.monotonic()`), or for ever.

    Args:
        sock: Where it comes from.
        deadline: For the whole message.
        make_handle: Called with the number and the type name of each object that stayed behind.

    Raises:
        WireError: It is not a message of this format, or larger than the limits.
        EOFError: The other side is gone.
        TimeoutError: It was not complete in time.
    """
    body, buffers = receive_frame(sock, deadline)
    return unpack(body, buffers, make_handle)


def receive_frame(sock: socket.socket, deadline: float | None = None) -> tuple[bytes, list[bytearray]]:
    """The first half of `receive`: the packed message and its arrays' bytes, nothing unpacked."""
    (length,) = _LENGTH.unpack(_receive_exactly(sock, 4, deadline))
    if length > MAX_HEADER:
        raise WireError("header too large")
    body, lengths = _split(_receive_exactly(sock, length, deadline))
    return body, [_receive_exactly(sock, n, deadline) for n in lengths]
