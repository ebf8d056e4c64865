"""The wire format: what goes in comes out, and nothing else gets through."""

from __future__ import annotations

import math
import pickle
import random
import socket
import struct
import threading
import time
from collections import Counter, OrderedDict, namedtuple
from pathlib import Path, PurePosixPath
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from stubmeister.wall import wire
from stubmeister.wall.errors import plain_error, printable

torch = pytest.importorskip("torch")

ALLOWED = (wire.WireError, EOFError, TimeoutError)  # whatever arrives, only these leave `receive`

# --- what goes in comes out ---------------------------------------------------------------------------------

INTEGERS = st.integers() | st.integers(-(2**4000) + 1, 2**4000 - 1)
NUMBERS = INTEGERS | st.floats() | st.complex_numbers() | st.booleans()
TEXTS = st.text(st.characters()) | st.text(st.characters(categories=["Cs"])) | st.binary()
HASHABLE = st.none() | INTEGERS | st.floats(allow_nan=False) | st.text() | st.binary()
SLICES = st.builds(slice, *[st.none() | st.integers(-9, 9)] * 3)
DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
    hnp.unicode_string_dtypes(min_len=1, max_len=5),
    hnp.byte_string_dtypes(min_len=1, max_len=5),
)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
LEAVES = st.none() | NUMBERS | TEXTS | SLICES | ARRAYS | ARRAYS.map(lambda a: a[()] if a.ndim == 0 else a)
DATA = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(HASHABLE, inner, max_size=4)
        | st.sets(HASHABLE, max_size=4)
    ),
    max_leaves=12,
)


def there_and_back(message: Any) -> Any:
    """Packed, sent over a socket, received."""
    left, right = socket.socketpair()
    with left, right:
        sender = threading.Thread(target=wire.send, args=(left, wire.pack(message)))
        sender.start()
        try:
            return wire.receive(right, time.monotonic() + 10)
        finally:
            sender.join()


def alike(a: Any, b: Any) -> bool:
    """The same type and value all the way down; NaN is NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a.items(), b.items(), strict=True))
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, complex):
        return alike(a.real, b.real) and alike(a.imag, b.imag)
    return bool(a == b)


@settings(deadline=None, max_examples=100)
@given(DATA)
def test_data_survives(message: Any) -> None:
    assert alike(there_and_back(message), message)


@settings(deadline=None)
@given(DATA)
def test_copy_is_the_same_without_a_socket(message: Any) -> None:
    assert alike(wire.copy(wire.pack(message)), message)


@pytest.mark.parametrize("name", sorted(wire._TORCH_DTYPES))
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3, 4)])
def test_tensors_survive(name: str, shape: tuple[int, ...]) -> None:
    tensor = torch.arange(math.prod(shape)).reshape(shape).to(getattr(torch, name))
    back = there_and_back([tensor])[0]
    assert back.dtype == tensor.dtype
    assert back.shape == tensor.shape
    assert torch.equal(back, tensor)


def test_tensors_leave_their_graph_and_layout_behind() -> None:
    weight = torch.nn.Parameter(torch.randn(3, 4)).T
    back = there_and_back(weight)
    assert type(back) is torch.Tensor
    assert not back.requires_grad
    assert torch.equal(back, weight.detach())
    conjugate = torch.tensor([1 + 2j]).conj()
    assert torch.equal(there_and_back(conjugate), conjugate.resolve_conj())


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12).reshape(3, 4)[:, ::-2],
        np.asfortranarray(np.arange(12.0).reshape(3, 4)),
        np.broadcast_to(np.float32(1), (3, 3)),
        np.zeros((2, 0), "U3"),
        np.array("하나"),
    ],
)
def test_views_arrive_as_what_they_show(array: np.ndarray) -> None:
    back = there_and_back(array)
    assert back.dtype == array.dtype
    np.testing.assert_array_equal(back, array)


def test_subclasses_arrive_as_the_plain_thing() -> None:
    point = namedtuple("point", "x y")
    number = type("Number", (float,), {"__float__": lambda self: 0.0})
    message = [OrderedDict(a=1), Counter("aa"), point(1, 2), number(1.5), type("Text", (str,), {})("x")]
    back = there_and_back(message)
    assert [type(item) for item in back] == [dict, dict, tuple, float, str]
    assert back == [{"a": 1}, {"a": 2}, (1, 2), 1.5, "x"]


def test_a_path_arrives_as_a_path() -> None:
    assert there_and_back(PurePosixPath("/a/b")) == Path("/a/b")


def test_other_objects_become_handles() -> None:
    kept: list[Any] = []

    def export(value: Any) -> wire.Handle:
        kept.append(value)
        return wire.Handle(str(len(kept)), type(value).__name__)

    back = wire.copy(wire.pack([object(), np.array([None]), {"model": torch.nn.ReLU()}], export))
    assert [back[0].type_name, back[1].type_name, back[2]["model"].type_name] == ["object", "ndarray", "ReLU"]
    assert len(kept) == 3


def test_the_other_side_owns_its_arrays() -> None:
    array = np.zeros(3)
    back = there_and_back(array)
    back[0] = 7
    assert array[0] == 0
    assert back.flags.writeable


# --- nothing else gets through ------------------------------------------------------------------------------


def received(data: bytes, seconds: float = 1.0) -> Any:
    """What `receive` makes of these bytes, followed by the end of the stream."""
    left, right = socket.socketpair()
    with right, left:
        sender = threading.Thread(target=_quietly, args=(left, data))
        sender.start()
        try:
            if len(data) < 100_000:  # all of it is on its way: the end may come
                sender.join()
                left.shutdown(socket.SHUT_WR)
            return wire.receive(right, time.monotonic() + seconds)
        finally:
            right.close()
            sender.join()


def _quietly(sock: socket.socket, data: bytes) -> None:
    try:
        sock.sendall(data)
    except OSError:
        return


def refused(data: bytes) -> bool:
    """Whether it is refused by one of the allowed exceptions (any other one fails the test)."""
    try:
        received(data)
    except ALLOWED:
        return True
    return False


def framed(header: bytes, *buffers: bytes) -> bytes:
    return struct.pack("<I", len(header)) + header + b"".join(buffers)


def frame(body: Any, lengths: Any = (), *buffers: bytes) -> bytes:
    return framed(msgpack.packb([msgpack.packb(body), list(lengths)]), *buffers)


def ext(code: int, *values: Any) -> msgpack.ExtType:
    return msgpack.ExtType(code, msgpack.packb(list(values)))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    refused(data)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_random_headers(data: bytes) -> None:
    refused(framed(data))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=100), st.lists(st.integers(0, 20), max_size=3))
def test_random_messages(data: bytes, lengths: list[int]) -> None:
    refused(framed(msgpack.packb([data, lengths]), bytes(sum(lengths))))


@settings(deadline=None, max_examples=100)
@given(st.integers(-5, 20), st.binary(max_size=60), st.binary(max_size=30))
def test_random_extensions(code: int, data: bytes, buffer: bytes) -> None:
    body = msgpack.packb(msgpack.ExtType(code % 128, data))
    refused(framed(msgpack.packb([body, [len(buffer)]]), buffer))


@settings(deadline=None, max_examples=100)
@given(DATA, st.integers(0, 2**32), st.integers(1, 4))
def test_mutated_frames(message: Any, seed: int, changes: int) -> None:
    data = bytearray(b"".join(map(bytes, wire.pack(message))))
    chance = random.Random(seed)
    for _change in range(changes):
        place = chance.randrange(4 if chance.random() < 0.1 else 0, len(data))
        what = chance.randrange(3)
        if what == 0:
            data[place] = chance.randrange(256)
        elif what == 1:
            del data[place : place + chance.randrange(1, 5)]
        else:
            data[place:place] = bytes(chance.randrange(256) for _byte in range(3))
        if len(data) < 5:
            break
    refused(bytes(data))


@settings(deadline=None, max_examples=100)
@given(DATA, st.data())
def test_cut_frames(message: Any, data: st.DataObject) -> None:
    whole = b"".join(map(bytes, wire.pack(message)))
    with pytest.raises(EOFError):
        received(whole[: data.draw(st.integers(0, len(whole) - 1))])


MALFORMED = {
    "pickle": pickle.dumps(print),
    "pickle as a header": framed(pickle.dumps(print)),
    "pickle as a message": framed(msgpack.packb([pickle.dumps([1]) + b"x", []])),
    "header too long": struct.pack("<I", wire.MAX_HEADER + 1),
    "header of one": framed(msgpack.packb([b""])),
    "header of three": framed(msgpack.packb([b"\xc0", [], []])),
    "message that is no bytes": framed(msgpack.packb([7, []])),
    "lengths that are no list": framed(msgpack.packb([b"\xc0", "ab"])),
    "lengths of text": framed(msgpack.packb([b"\xc0", ["a"]])),
    "negative length": framed(msgpack.packb([b"\xc0", [-1]])),
    "true as a length": framed(msgpack.packb([b"\xc0", [True]]), b"x"),
    "length of a terabyte": framed(msgpack.packb([b"\xc0", [1 << 40]])),
    "lengths that add up": framed(msgpack.packb([b"\xc0", [wire.MAX_PAYLOAD, 1]])),
    "too many arrays": framed(msgpack.packb([b"\xc0", [0] * (wire.MAX_BUFFERS + 1)])),
    "two messages in one": framed(msgpack.packb([b"\xc0\xc0", []])),
    "array of objects": frame(ext(3, 0, "|O", [1]), [8], b"12345678"),
    "array of times": frame(ext(3, 0, "<M8", [1]), [8], b"12345678"),
    "array of parts": frame(ext(3, 0, [["a", "<f8"]], [1]), [8], b"12345678"),
    "dtype with code": frame(ext(3, 0, "<f8,<f8", [1]), [16], bytes(16)),
    "dtype of no bytes": frame(ext(3, 0, "<U0", [1 << 30])),
    "dtype of many bytes": frame(ext(3, 0, "<U9999999", [1]), [8], b"12345678"),
    "shape too large": frame(ext(3, 0, "<f8", [2]), [8], b"12345678"),
    "shape too small": frame(ext(3, 0, "<f8", [0]), [8], b"12345678"),
    "negative shape": frame(ext(3, 0, "<f8", [-1, -1]), [8], b"12345678"),
    "shape that overflows": frame(ext(3, 0, "<f8", [1 << 62, 4]), [8], b"12345678"),
    "shape of no elements, overflowing": frame(ext(3, 0, "<f8", [0, 1 << 63, 1 << 63]), [0]),
    "shape of floats": frame(ext(3, 0, "<f8", [1.0]), [8], b"12345678"),
    "shape of truth": frame(ext(3, 0, "<f8", [True]), [8], b"12345678"),
    "shape that is no list": frame(ext(3, 0, "<f8", "1"), [8], b"12345678"),
    "too many axes": frame(ext(3, 0, "<f8", [1] * 65), [8], b"12345678"),
    "index of no array": frame(ext(3, 1, "<f8", [1]), [8], b"12345678"),
    "index from behind": frame(ext(3, -1, "<f8", [1]), [8], b"12345678"),
    "index of text": frame(ext(3, "0", "<f8", [1]), [8], b"12345678"),
    "array of two parts": frame(ext(3, 0, "<f8"), [8], b"12345678"),
    "scalar too short": frame(ext(4, "<f8", b"1234567")),
    "scalar of text": frame(ext(4, "<f8", "12345678")),
    "scalar of objects": frame(ext(4, "|O", b"12345678")),
    "tensor of another kind": frame(ext(5, 0, "qint8", [1]), [1], b"1"),
    "tensor of code": frame(ext(5, 0, "__class__", [1]), [1], b"1"),
    "number that is no text": frame(ext(6, 7)),
    "number in words": frame(msgpack.ExtType(6, msgpack.packb("twelve"))),
    "number too long": frame(msgpack.ExtType(6, msgpack.packb("f" * 2000))),
    "handle of numbers": frame(ext(7, 1, 2)),
    "path of a number": frame(ext(8, 7)),
    "complex of text": frame(ext(9, "1", "2", "3")),
    "slice of none": frame(ext(10)),
    "set of lists": frame(ext(2, [], [])),
    "list as a key": framed(msgpack.packb([b"\x81\x90\xc0", []])),
    "unknown kind": frame(ext(77, 1)),
    "nested kinds": frame(
        __import__("functools").reduce(
            lambda inner, _: msgpack.ExtType(1, msgpack.packb([inner])),
            range(60),
            msgpack.ExtType(1, b"\x90"),
        )
    ),
    "nested lists": framed(msgpack.packb([b"\x91" * 500 + b"\xc0", []])),
    "nested lists, deeper": framed(msgpack.packb([b"\x91" * 100_000 + b"\xc0", []])),
    "empty lists": framed(msgpack.packb([b"\xdd" + struct.pack(">I", 2_000_000) + b"\x90" * 2_000_000, []])),
    "empty lists in the header": framed(
        b"\x92\xc4\x00\xdd" + struct.pack(">I", 2_000_000) + b"\x90" * 2_000_000
    ),
    "many kinds": framed(
        msgpack.packb([b"\xdd" + struct.pack(">I", 300_000) + b"\xd4\x01\x90" * 300_000, []])
    ),
    "too many keys": frame(dict.fromkeys(range(wire.MAX_KEYS + 1))),
    "too many in a set": frame(ext(2, *range(wire.MAX_KEYS + 1))),
}  # fmt: skip


@pytest.mark.parametrize("form", MALFORMED)
def test_malformed(form: str) -> None:
    began = time.monotonic()
    with pytest.raises(wire.WireError):
        received(MALFORMED[form])
    assert time.monotonic() - began < 3


def test_an_array_of_nothing_of_any_size_is_nothing() -> None:
    assert received(frame(ext(3, 0, "<f8", [0, 1 << 20]), [0])).nbytes == 0


def test_a_time_of_msgpacks_own_is_a_number() -> None:
    assert received(frame([msgpack.Timestamp(3)])) == [3.0]


# --- limits, and what pack refuses --------------------------------------------------------------------------


def loop() -> list[Any]:
    inner: list[Any] = []
    inner.append(inner)
    return inner


def knot() -> list[Any]:
    one: list[Any] = []
    two = [one, one]
    one += [two, two]
    return one


def deep(levels: int, wrap: Any = lambda inner: [inner]) -> Any:
    message: Any = 0
    for _level in range(levels):
        message = wrap(message)
    return message


REFUSED = {
    "itself": loop,
    "each other": knot,
    "too deep": lambda: deep(wire.MAX_DEPTH + 1),
    "tuples too deep": lambda: deep(wire.MAX_DEPTH + 1, lambda inner: (inner,)),
    "dicts too deep": lambda: deep(wire.MAX_DEPTH + 1, lambda inner: {"a": inner}),
    "a hundred thousand deep": lambda: deep(100_000),
    "text too long": lambda: "x" * (wire.MAX_HEADER + 1),
    "array too large": lambda: np.broadcast_to(np.uint8(0), (wire.MAX_PAYLOAD + 1,)),
    "too many arrays": lambda: [np.zeros(1)] * (wire.MAX_BUFFERS + 1),
    "too many scalars": lambda: [np.float32(1)] * (wire.MAX_EXTENSIONS + 1),
    "too many keys": lambda: dict.fromkeys(range(wire.MAX_KEYS + 1)),
    "number too long": lambda: 1 << 5000,
    "array of objects": lambda: np.array([1, None]),
    "object": object,
    "function": lambda: print,
}


@pytest.mark.parametrize("form", REFUSED)
def test_pack_refuses(form: str) -> None:
    """So the honest sender gets the reason, not a broken connection."""
    with pytest.raises(wire.WireError):
        wire.pack(REFUSED[form]())


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: (inner,), lambda inner: {"a": inner}])
def test_what_pack_takes_receive_takes(wrap: Any) -> None:
    """At the very limit both sides agree."""
    message = deep(wire.MAX_DEPTH - 1, wrap)
    assert there_and_back(message) == message


def test_many_numbers_fit() -> None:
    message = [index * 1.1 for index in range(800_000)]
    assert there_and_back(message) == message


def test_a_large_array_is_not_copied_through_the_header() -> None:
    parts = wire.pack(np.zeros(1 << 20))
    assert len(parts[1]) < 100
    assert len(parts[2]) == 8 << 20


def test_a_trickle_does_not_extend_the_deadline() -> None:
    left, right = socket.socketpair()
    data = b"".join(map(bytes, wire.pack("x" * 1000)))
    over = threading.Event()

    def trickle() -> None:
        for byte in data:
            if over.wait(0.02):
                return
            _quietly(left, bytes([byte]))

    with left, right:
        sender = threading.Thread(target=trickle)
        sender.start()
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            wire.receive(right, began + 0.3)
        assert time.monotonic() - began < 1
        over.set()
        sender.join()


def test_a_reader_that_does_not_read_does_not_extend_the_deadline() -> None:
    left, right = socket.socketpair()
    with left, right:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            wire.send(left, wire.pack([np.zeros(1 << 20)] * 10), began + 0.3)
        assert time.monotonic() - began < 1


# --- errors and texts ---------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["types", "message", "limit", "file", "line", "source", "more"])


@given(ANYTHING | st.dictionaries(KEYS, ANYTHING))
def test_an_error_is_made_plain_whatever_it_was(error: Any) -> None:
    plain = plain_error(error)
    assert plain["types"]
    assert all(type(name) is str for name in plain["types"])
    assert all(type(plain[key]) is str for key in ("message", "limit", "file", "source"))
    assert type(plain["line"]) is int
    assert plain["limit"] in ("", "memory", "output", "files", "processes")


def test_an_honest_error_stays_as_it_is() -> None:
    error = {
        "types": ["ValueError", "Exception"],
        "message": "모양이 달라요: (3,)\n그리고 (4,)",
        "limit": "",
        "file": "ch05_losses.ipynb, cell 4",
        "line": 7,
        "source": "raise ValueError(…)",
    }
    assert plain_error(error) == error


def test_controls_become_escapes() -> None:
    assert printable("a\x1b[31mb\u202ec\ud800\r\n\td") == "a\\x1b[31mb\\u202ec\\ud800\\r\n\td"
    assert printable(7) == ""
    assert printable("x" * 500, 10) == "x" * 10
