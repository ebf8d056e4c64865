"""What "equal" means: the conventions of the exercise contract, in one place.

`same` compares data; `agree`, `gives`, `gives_without_overflow`, `refuses` and `unchanged` call a student's
function and raise `Mismatch`; `written` asks whether there is an essay to grade. No operator of the student's
own objects is ever used.

Equal are
- floats within 1e-6 (arithmetic in float32 or less: 1e-4) of the largest magnitude in the right answer, never
  tighter than 1e-9; any float type, a 0-d array, and whole numbers or bools of the same value
- whole numbers of any integer type, or bools, where whole numbers are right; floats with `any_number=True`
- bools where bools are right
- uint8 arrays where uint8 is right, one step apart at most, none with `exact=True`
- a tuple, a list or an array of the same items where a tuple or a list is right

Shapes are equal to the letter: nothing is broadcast. NaN and infinity equal nothing but themselves. Where an
array is right, a list or a torch tensor is not (`either=True`: an array or a tensor). What could not cross
the wall is equal to nothing. `up_to_signs` is for columns whose sign is free.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stubmeister.errors import StubmeisterError
from stubmeister.grading import Handle, Mismatch
from stubmeister.lang import _

__all__ = [
    "agree",
    "gives",
    "gives_without_overflow",
    "refuses",
    "same",
    "same_file",
    "same_hsv",
    "same_noise",
    "unchanged",
    "up_to_signs",
    "written",
]

TOLERANCE = 1e-6
COARSE_TOLERANCE = 1e-4  # where the student's arithmetic is float32 or less
ABSOLUTE = 1e-9
MESSAGE_LENGTH = 200  # characters of a student's exception shown

Compare = Callable[[object, object], "str | None"]


def agree(
    remote: Any,
    reference: Callable[..., object],
    *args: object,
    tolerance: float = TOLERANCE,
    absolute: float = ABSOLUTE,
    exact: bool = False,
    dtype: str | None = None,
    any_number: bool = False,
    either: bool = False,
    compare: Compare | None = None,
    **kwargs: object,
) -> None:
    """The student's function must give what the reference gives for the same arguments.

    Args:
        remote: `student.NAME`.
        reference: `solution.NAME`; works on copies of the arguments.
        compare: Takes the place of `same`: `(got, expected)` to None or the reason. The other options are
            those of `same`.

    Raises:
        Mismatch: It does not.
    """
    expected = reference(*_copy(args), **_copy(kwargs))
    rule = _Rule(tolerance, absolute, exact, dtype, any_number, either)
    _demand(remote, args, kwargs, expected, compare or rule.difference)


def gives(
    remote: Any,
    expected: object,
    *args: object,
    tolerance: float = TOLERANCE,
    absolute: float = ABSOLUTE,
    exact: bool = False,
    dtype: str | None = None,
    any_number: bool = False,
    either: bool = False,
    compare: Compare | None = None,
    **kwargs: object,
) -> None:
    """The student's function must give `expected`; options as for `agree`.

    Raises:
        Mismatch: It does not.
    """
    rule = _Rule(tolerance, absolute, exact, dtype, any_number, either)
    _demand(remote, args, kwargs, expected, compare or rule.difference)


def gives_without_overflow(remote: Any, expected: object, *args: object, **kwargs: object) -> None:
    """The student's function must give `expected` and no warning of an overflow; of an underflow it may.

    Raises:
        Mismatch: It does not, or a number became too large on the way.
    """
    got, warned = remote.call_and_warnings(*args, **kwargs)
    name, arguments = _name(remote), _named(remote, args, kwargs)
    if reason := same(got, expected):
        raise Mismatch(reason, function=name, arguments=arguments, got=got, expected=expected)
    for text in warned:
        if "overflow encountered" in text:
            reason = _("a number became too large on the way ({warning})", warning=text)
            raise Mismatch(reason, function=name, arguments=arguments)


def refuses(
    remote: Any, error: type[Exception], *args: object, names: Sequence[object] = (), **kwargs: object
) -> None:
    """The student's function must raise `error`, or a subclass, with a message that says what is wrong.

    Args:
        names: The message must hold one of these, as text, in capitals or not: the parameter's name, the
            wrong value. Without any it must only not be empty.

    Raises:
        Mismatch: Nothing was raised, something else, or the message says nothing.
    """

    def wrong(reason: str, **got: object) -> Mismatch:
        return Mismatch(reason, function=_name(remote), arguments=_named(remote, args, kwargs), **got)

    try:
        got = remote(*args, **kwargs)
    except (NotImplementedError, StubmeisterError):
        raise  # the untouched stub, or this machine's trouble: no wrong kind of error
    except error as raised:
        if problem := _empty_words(_message(raised), names):
            raise wrong(problem) from raised
    except Exception as raised:
        kind = getattr(raised, "error_type", type(raised).__name__)
        text = _message(raised)
        raise wrong(
            _(
                "{raised} was raised ({message}), expected {error}",
                raised=kind,
                message=text,
                error=error.__name__,
            )
        ) from raised
    else:
        raise wrong(_("nothing was raised, expected {error}", error=error.__name__), got=got)


def unchanged(remote: Any, *args: object, **kwargs: object) -> None:
    """The student's function must leave its arguments as they were.

    Raises:
        Mismatch: It changed one.
    """
    _value, changed = remote.call_and_report(*args, **kwargs)
    if changed:
        raise Mismatch(
            _("the function changed its argument {names}", names=", ".join(map(str, changed))),
            function=_name(remote),
            arguments=_named(remote, args, kwargs),
        )


def written(student: Any, name: str) -> None:
    """The essay `name` must be a text with something in it; what it says is the teacher's to grade.

    Raises:
        Mismatch: It is empty, or no text.
    """
    text = getattr(student, name)
    if isinstance(text, str) and text.strip():
        return
    reason = _("there is no text in it yet; write your answer between the quotation marks")
    if not isinstance(text, str):
        kind = _("a function") if callable(text) and not isinstance(text, Handle) else _kind_name(text)
        reason = _("it is {kind}; write your answer as a text between quotation marks", kind=kind)
    raise Mismatch(reason, function=name, arguments={})


def same(
    got: object,
    expected: object,
    tolerance: float = TOLERANCE,
    *,
    absolute: float = ABSOLUTE,
    exact: bool = False,
    dtype: str | None = None,
    any_number: bool = False,
    either: bool = False,
) -> str | None:
    """None when `got` equals the right answer `expected`, else the reason as a piece of a sentence.

    Args:
        tolerance: For floats, relative to the largest float of the whole right answer. A float32 result gets
            1e-4 unless this is wider.
        absolute: Floats are never compared tighter than this.
        exact: uint8 values must be equal, because nothing was rounded on the way.
        dtype: What every array (not a single number) must have, such as `"int8"`, if the contract names it.
        any_number: Floats of the same value will do where whole numbers are right.
        either: A torch tensor will do where an array is right, and an array where a tensor is.
    """
    return _Rule(tolerance, absolute, exact, dtype, any_number, either).difference(got, expected)


def up_to_signs(got: object, expected: np.ndarray) -> str | None:
    """`same` for an `(n, k)` array in which the sign of each column is free, as that of an axis is."""
    numbers = _numbers(got)
    if isinstance(got, np.ndarray) and numbers is not None and numbers.shape == expected.shape:
        got = np.where(np.sum(_wide(numbers) * expected, axis=0) < 0, -got, got)
    return same(got, expected)


@dataclass(frozen=True)
class _Rule:
    """The options of `same`, which describes them."""

    tolerance: float = TOLERANCE
    absolute: float = ABSOLUTE
    exact: bool = False
    dtype: str | None = None
    any_number: bool = False
    either: bool = False

    def difference(self, got: object, expected: object) -> str | None:
        return self.compare(got, expected, _largest(expected))

    def compare(self, got: object, expected: object, scale: float) -> str | None:
        """`scale`: the largest magnitude in the whole right answer, of which `expected` may be a part."""
        if expected is None or isinstance(expected, (str, bytes, set, frozenset)):
            return _identical(got, expected)
        if isinstance(expected, Mapping):
            return self.mappings(got, expected, scale)
        if isinstance(expected, (list, tuple)):
            return self.sequences(got, expected, scale)
        return self.arrays(got, expected, scale)

    def mappings(self, got: object, expected: Mapping[Any, object], scale: float) -> str | None:
        if not isinstance(got, dict):
            return _wrong_type(got, _("a dict"))
        if missing := [key for key in expected if key not in got]:
            return _("the key {key} is missing", key=repr(missing[0]))
        if extra := [key for key in got if key not in expected]:
            return _("the key {key} is not asked for", key=_short(extra[0]))
        for key, value in expected.items():
            if reason := self.compare(got[key], value, scale):
                return _("at {place}: {reason}", place=f"[{key!r}]", reason=reason)
        return None

    def sequences(self, got: object, expected: Sequence[object], scale: float) -> str | None:
        items = _items(got)
        if items is None:
            return _wrong_type(got, _("a tuple") if isinstance(expected, tuple) else _("a list"))
        if len(items) != len(expected):
            return _("the length is {got}, expected {expected}", got=len(items), expected=len(expected))
        for place, (item, right) in enumerate(zip(items, expected, strict=True)):
            if reason := self.compare(item, right, scale):
                return _("at {place}: {reason}", place=f"[{place}]", reason=reason)
        return None

    def arrays(self, got: object, expected: object, scale: float) -> str | None:
        """Numbers: arrays, tensors and scalars."""
        right = _numbers(expected)
        if right is None:
            raise TypeError(f"no rule to compare with {type(expected).__name__}")
        if reason := self.unfit_container(got, expected, right):
            return reason
        mine = _numbers(got)
        assert mine is not None  # unfit_container refuses everything else
        if mine.shape != right.shape:
            return _shape_reason(mine, right)
        if reason := self.unfit_dtype(mine, right):
            return reason
        return self.values(mine, right, scale)

    def unfit_container(self, got: object, expected: object, right: np.ndarray) -> str | None:
        """Why `got` is not the kind of thing that holds numbers here."""
        if _is_tensor(got) != _is_tensor(expected) and not (self.either and _is_array_like(got)):
            if _is_tensor(got):
                wanted = _("a NumPy array") if right.ndim else _("a number")
                return _("a torch tensor where {wanted} is right", wanted=wanted)
            return _wrong_type(got, _("a torch tensor"))
        if _numbers(got) is None:
            return _wrong_type(got, _("a NumPy array") if right.ndim else _("a number"))
        return None

    def unfit_dtype(self, mine: np.ndarray, right: np.ndarray) -> str | None:
        """Why the numbers of `mine` are of the wrong kind."""
        if right.ndim and (self.dtype or right.dtype == np.uint8):
            wanted = self.dtype or "uint8"
            return None if mine.dtype == wanted else _dtype_reason(mine, wanted)
        if right.dtype.kind == "b":
            return None if mine.dtype.kind == "b" else _dtype_reason(mine, "bool")
        if right.dtype.kind in "iu" and mine.dtype.kind == "f" and mine.size and not self.any_number:
            return _("{dtype} where whole numbers are right", dtype=_dtype_name(mine))
        return None

    def values(self, mine: np.ndarray, right: np.ndarray, scale: float) -> str | None:
        if right.dtype.kind == "f" or mine.dtype.kind == "f":
            wrong = ~_close(mine, right, self.slack(mine, scale))
        elif right.dtype == np.uint8 and mine.dtype == np.uint8 and not self.exact:
            wrong = np.maximum(mine, right) - np.minimum(mine, right) > 1
        else:
            wrong = mine != right
        return _value_reason(mine, right, np.asarray(wrong)) if np.any(wrong) else None

    def slack(self, mine: np.ndarray, scale: float) -> float:
        relative = max(self.tolerance, COARSE_TOLERANCE) if _is_coarse(mine) else self.tolerance
        return max(relative * scale, self.absolute)


def _demand(
    remote: Any, args: tuple[object, ...], kwargs: dict[str, object], expected: object, compare: Compare
) -> None:
    got = remote(*args, **kwargs)
    if reason := compare(got, expected):
        raise Mismatch(
            reason, function=_name(remote), arguments=_named(remote, args, kwargs), got=got, expected=expected
        )


def _close(mine: np.ndarray, right: np.ndarray, slack: float) -> np.ndarray:
    mine, right = _wide(mine), _wide(right)
    with np.errstate(all="ignore"):
        near = np.abs(mine - right) <= slack  # False wherever NaN or infinity is involved
    return near | (mine == right) | (np.isnan(mine) & np.isnan(right))


def _wide(numbers: np.ndarray) -> np.ndarray:
    """At least float64: a difference of float16 or uint8 would be rounded or wrap around."""
    return numbers.astype(np.result_type(numbers, np.float64))


def _is_coarse(mine: np.ndarray) -> bool:
    """Whether the numbers come from float32 arithmetic.

    `float(np.float32(x))` tells by its value: float64 arithmetic seldom ends on a float32 number by chance.
    """
    if mine.dtype.kind != "f" or mine.dtype.itemsize <= 4:
        return mine.dtype.kind == "f"
    with np.errstate(all="ignore"):
        return bool(np.array_equal(mine.astype(np.float32), mine))


def _largest(expected: object) -> float:
    """The largest magnitude among the finite floats of a right answer, 0.0 without any.

    Labels and counts beside them have no say: they are compared exactly.
    """
    if isinstance(expected, Mapping):
        return max(map(_largest, expected.values()), default=0.0)
    if isinstance(expected, (list, tuple)):
        return max(map(_largest, expected), default=0.0)
    numbers = _numbers(expected)
    if numbers is None or numbers.dtype.kind != "f":
        return 0.0
    finite = numbers[np.isfinite(numbers)]
    return float(np.max(np.abs(finite))) if finite.size else 0.0


def _numbers(thing: object) -> np.ndarray | None:
    """The thing as a plain array of bools, integers or floats; None when it is not one."""
    if isinstance(thing, int) and abs(thing) >= 2**63:  # would become an object array
        thing = float(thing) if abs(thing) < 2**1000 else math.inf
    if _is_tensor(thing):
        thing = _tensor_numbers(thing)
    if isinstance(thing, (int, float, np.ndarray, np.generic)):
        array = np.asarray(thing)
        return array if array.dtype.kind in "biuf" else None
    return None


def _is_array_like(thing: object) -> bool:
    return isinstance(thing, (np.ndarray, np.generic)) or _is_tensor(thing)


def _is_tensor(thing: object) -> bool:
    torch = sys.modules.get("torch")  # a chapter without torch does not pay for importing it
    return torch is not None and isinstance(thing, torch.Tensor)


def _tensor_numbers(tensor: Any) -> np.ndarray:
    tensor = tensor.detach().cpu()
    return np.asarray((tensor.float() if str(tensor.dtype) == "torch.bfloat16" else tensor).numpy())


def _items(got: object) -> list[object] | None:
    """The items of a tuple or list, or of an array that stands for one; None for anything else."""
    if isinstance(got, (list, tuple)):
        return list(got)
    if isinstance(got, np.ndarray) and got.ndim:
        return list(got)
    return None


def _identical(got: object, expected: object) -> str | None:
    """None, text, bytes and sets: equal or not."""
    if expected is None:
        return None if got is None else _wrong_type(got, "None")
    if isinstance(expected, (set, frozenset)):
        fits = isinstance(got, (set, frozenset))
    else:
        fits = isinstance(got, str if isinstance(expected, str) else (bytes, bytearray))
    if not fits:
        return _wrong_type(got, _kind_name(expected))
    if got == expected:
        return None
    return _("{got} instead of {expected}", got=_short(got), expected=_short(expected))


def _wrong_type(got: object, wanted: str) -> str:
    return _("{got} where {wanted} is right", got=_kind_name(got), wanted=wanted)


def _kind_name(thing: object) -> str:
    """What a student would call it: `str`, `LectureCNN` for what stayed behind the wall, `None`."""
    if thing is None:
        return "None"
    if isinstance(thing, np.ndarray):
        return _("an array of {dtype}", dtype=_dtype_name(thing))
    if isinstance(thing, (bool, int, float, complex, str, bytes, list, tuple, dict, set, np.generic)):
        return type(thing).__name__
    name = getattr(thing, "type_name", None)
    return name if isinstance(name, str) else type(thing).__name__


def _shape_reason(mine: np.ndarray, right: np.ndarray) -> str:
    if not right.ndim:
        return _("an array of shape {got} where a number is right", got=mine.shape)
    if not mine.ndim:
        return _("a number where an array of shape {expected} is right", expected=right.shape)
    return _("the shape is {got}, expected {expected}", got=mine.shape, expected=right.shape)


def _dtype_reason(mine: np.ndarray, wanted: str) -> str:
    return _("{dtype} where {wanted} is right", dtype=_dtype_name(mine), wanted=wanted)


def _dtype_name(numbers: np.ndarray) -> str:
    return str(numbers.dtype)


def _value_reason(mine: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> str:
    """The first wrong value, its place, and how many there are."""
    place = tuple(int(index) for index in np.argwhere(wrong)[0])
    values = _("{got} instead of {expected}", got=_short(mine[place]), expected=_short(right[place]))
    if not right.ndim:
        return values
    return _(
        "at {place}: {values} ({count} of {total} values differ)",
        place=list(place),
        values=values,
        count=int(np.count_nonzero(wrong)),
        total=right.size,
    )


def _short(value: object) -> str:
    if isinstance(value, (np.generic, np.ndarray)):
        value = value.item()
    text = f"{value:.9g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _message(raised: BaseException) -> str:
    message = getattr(raised, "message", None)
    text = message if isinstance(message, str) else str(raised)
    return text[:MESSAGE_LENGTH]


def _empty_words(message: str, names: Sequence[object]) -> str | None:
    """Why an error's message does not say what is wrong."""
    if not message.strip():
        return _("the error's message is empty")
    if names and not any(_holds(message.lower(), str(name).lower()) for name in names):
        return _(
            "the error's message ({message}) holds neither the parameter's name nor the wrong value",
            message=message,
        )
    return None


def _holds(message: str, name: str) -> bool:
    """Whether a message holds a name; one of a single letter must stand alone: there is a p in "input"."""
    if len(name) == 1 and name.isascii() and name.isalpha():
        return re.search(rf"(?<![a-z]){name}(?![a-z])", message) is not None
    return name in message


def _name(remote: Any) -> str:
    name = getattr(remote, "__name__", None)
    return name if isinstance(name, str) else type(remote).__name__


def _named(remote: Any, args: tuple[object, ...], kwargs: dict[str, object]) -> dict[str, object]:
    """The arguments by the parameters' names."""
    parameters = getattr(remote, "parameters", ())
    known = list(parameters) if isinstance(parameters, tuple) else []
    known += [_("argument {number}", number=number + 1) for number in range(len(known), len(args))]
    return {**dict(zip(known, args, strict=False)), **kwargs}


def _copy(thing: Any) -> Any:
    """A copy that shares no memory with the data; what is no data is passed on."""
    if isinstance(thing, np.ndarray):
        return thing.copy()
    if isinstance(thing, (list, tuple)):
        return type(thing)(_copy(item) for item in thing)
    if isinstance(thing, dict):
        return {key: _copy(value) for key, value in thing.items()}
    return thing.clone() if _is_tensor(thing) else thing


# --- images, for `compare=` ---------------------------------------------------------------------------------

_BEGINNINGS = {".bmp": b"BM", ".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n", ".gif": b"GIF8"}
_LOSS = {".jpg": 24, ".gif": 24}  # mean difference that compressing a picture without fine detail may make


def same_hsv(got: object, expected: object) -> str | None:
    """As `same`, for 8-bit HSV: H goes round a circle of 180, and says nothing where S is 0."""
    right = np.asarray(expected)
    if not _is_picture(got, right):
        return same(got, right)
    mine = np.array(got)
    steps = np.abs(mine[..., 0].astype(int) - right[..., 0])
    near = (mine[..., 0] <= 180) & (np.minimum(steps, 180 - steps) <= 1)
    gray = np.minimum(mine[..., 1], right[..., 1]) == 0
    mine[..., 0] = np.where(near | gray, right[..., 0], mine[..., 0])
    return same(mine, right)


def same_file(extension: str) -> Compare:
    """A comparison of the bytes of an image file, of that kind, with the picture `expected` it must hold.

    PNG and BMP hold it exactly, JPEG and GIF about: any quality, any palette.
    """

    def difference(got: object, expected: object) -> str | None:
        if not isinstance(got, (bytes, bytearray)):
            return _wrong_type(got, "bytes")
        data, right = bytes(got), np.asarray(expected)
        if not data.startswith(_BEGINNINGS[extension]):
            return _("these are not the bytes of a {extension} file", extension=extension)
        # The size first: bytes of a student's may promise a picture that fills the grader's memory.
        if _size_in_file(data, extension) != right.shape[1::-1]:
            return _("the picture in the file has another size")
        return _picture_difference(_read_picture(data), right, _LOSS.get(extension, 0))

    return difference


def same_noise(amount: float) -> Compare:
    """A comparison with the clean picture: salt and pepper on that share of its pixels, all over it.

    The clean picture itself must hold neither 0 nor 255.
    """

    def difference(got: object, expected: object) -> str | None:
        clean = np.asarray(expected)
        if not _is_picture(got, clean):
            return same(got, clean)
        changed = got != clean
        share = float(_of_pixels(changed, any).mean())
        if not 0.8 * amount <= share <= 1.2 * amount:
            return _("{share} of the pixels changed, expected {amount}", share=_short(share), amount=amount)
        black, white = _of_pixels(got == 0, all), _of_pixels(got == 255, all)
        if (_of_pixels(changed, any) & ~black & ~white).any():
            return _("a pixel changed without becoming black or white as a whole")
        part = float(black.sum() / (black.sum() + white.sum()))
        if not 0.4 <= part <= 0.6:
            return _("{part} of the changed pixels are black, expected 0.4 to 0.6", part=_short(part))
        if min(_shares_of_quarters(black | white)) < 0.1:
            return _("a whole region of the image has no specks, or hardly any")
        return None

    return difference


def _is_picture(got: object, right: np.ndarray) -> bool:
    return isinstance(got, np.ndarray) and got.dtype == np.uint8 and got.shape == right.shape


def _of_pixels(values: np.ndarray, rule: Callable[..., bool]) -> np.ndarray:
    """(h, w) bools: whether any, or all, of a pixel's values are true."""
    if values.ndim == 2:
        return values
    return values.any(axis=-1) if rule is any else values.all(axis=-1)


def _shares_of_quarters(specks: np.ndarray) -> list[float]:
    """How the true values are spread over the four quarters, in shares of all."""
    halves = np.array_split(specks, 2)
    quarters = [quarter for half in halves for quarter in np.array_split(half, 2, axis=1)]
    return [float(quarter.sum() / specks.sum()) for quarter in quarters]


def _picture_difference(mine: np.ndarray | None, right: np.ndarray, loss: float) -> str | None:
    if mine is None:
        return _("the bytes cannot be decoded")
    if not loss or mine.shape != right.shape:
        return same(mine, right, exact=True)
    off = float(np.abs(mine.astype(int) - right).mean())
    if off <= loss:
        return None
    return _(
        "the picture in the file is another one: its values are off by {off} on average", off=_short(off)
    )


def _read_picture(data: bytes) -> np.ndarray | None:
    import cv2  # a chapter without images does not pay for importing it

    try:
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None


def _size_in_file(data: bytes, extension: str) -> tuple[int, int] | None:
    """(width, height) as the file's header has them; None for one that is broken."""
    try:
        if extension == ".png":
            return struct.unpack_from(">II", data, 16)
        if extension == ".gif":
            return struct.unpack_from("<HH", data, 6)
        if extension == ".bmp":
            width, height = struct.unpack_from("<ii", data, 18)
            return width, abs(height)  # negative: the rows go from top to bottom
        return _size_in_jpeg(data)
    except struct.error:
        return None


def _size_in_jpeg(data: bytes) -> tuple[int, int]:
    """From its frame header: a JPEG file is a chain of segments, each with its length."""
    place = 2
    while True:
        marker, length = struct.unpack_from(">HH", data, place)
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        place += 2 + max(length, 2)
