# ruff: noqa: E501  (students' lines in tables are as long as they are)
"""Attacks with what crosses the wall: forged messages, results that lie, exceptions that pretend."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis.errors import UnsatisfiedAssumption

from graders.compare import same
from stubmeister.grading.mismatch import Mismatch
from stubmeister.grading.verdict import verdict
from stubmeister.wall.bubblewrap import BubblewrapLane
from stubmeister.wall.errors import StudentCrashed, StudentRaised
from stubmeister.wall.limits import Limits
from stubmeister.wall.proxy import Handle
from tests.attacks.behind import Outcome, next_student_is_fine, run

DATA = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    list,
    tuple,
    dict,
    set,
    slice,
    np.ndarray,
    np.generic,
    type(None),
)

FORGE = """
import struct
import msgpack

def sock():
    frame = sys._getframe()
    while "sock" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["sock"]

def header(body, lengths=(), whole=None):
    whole = msgpack.packb([body, list(lengths)]) if whole is None else whole
    return struct.pack("<I", len(whole)) + whole

def message(**reply):
    return header(msgpack.packb(reply, use_bin_type=True))

def ext(code, *values):
    return msgpack.ExtType(code, msgpack.packb(list(values)))

class Touch:
    def __reduce__(self):
        return os.system, ("touch " + MARK,)

def after(x=1):
    return x
"""

# What is sent in place of the reply, and how the call must end.
FORGED = {
    "bytes that are no message": ("b'\\xff' * 64", "crashed"),
    "a length of four gigabytes": ("struct.pack('<I', 0xffffffff)", "crashed"),
    "a header that is no list": ("header(None, whole=msgpack.packb('text'))", "crashed"),
    "a pickle in place of the header": ("header(None, whole=__import__('pickle').dumps(Touch()))", "crashed"),
    "a pickle in place of the message": ("header(__import__('pickle').dumps(Touch()))", "crashed"),
    "arrays of a terabyte": ("header(msgpack.packb({'value': 1}), [1 << 40])", "crashed"),
    "arrays of negative size": ("header(msgpack.packb({'value': 1}), [-1])", "crashed"),
    "an array larger than its bytes": ("message(value=ext(3, 0, '<f8', [1000]))", "crashed"),
    "an array of a negative side": ("message(value=ext(3, 0, '<f8', [-1, -1]))", "crashed"),
    "an array of objects": ("message(value=ext(3, 0, '|O', [1]))", "crashed"),
    "an array of nothing, very often": ("message(value=ext(3, 0, '<U0', [1 << 34]))", "crashed"),
    "a scalar of another size": ("message(value=ext(4, '<f8', b'123'))", "crashed"),
    "a kind that does not exist": ("message(value=ext(99, 1))", "crashed"),
    "a list of a million lists": (
        "header(b'\\x81\\xa5value\\xdd' + struct.pack('>I', 4000000) + b'\\x90' * 4000000)",
        "crashed",
    ),
    "a million sets": (
        "header(b'\\x81\\xa5value\\xdd' + struct.pack('>I', 1000000) + b'\\xd4\\x02\\x90' * 1000000)",
        "crashed",
    ),
    "a nest of a thousand lists": ("header(b'\\x81\\xa5value' + b'\\x91' * 900 + b'\\xc0')", "crashed"),
    "keys that all fall on one hash": (
        "message(value=ext(2, *[ext_int(n) for n in range(60000)]))",
        "crashed",
    ),
    "a number of a million digits": (
        "message(value=msgpack.ExtType(6, msgpack.packb('f' * 1000000)))",
        "crashed",
    ),
    "no dictionary": ("header(msgpack.packb([1, 2, 3]))", "crashed"),
    "an error that is no description": ("message(error='ValueError')", "raised"),
    "an error of wrong kinds": (
        "message(error={'types': 7, 'message': [], 'line': 'x', 'limit': {}})",
        "raised",
    ),
    "an error of a megabyte": ("message(error={'types': ['E'], 'message': 'x' * 1000000})", "raised"),
    "an error that ends pytest": (
        "message(error={'types': ['KeyboardInterrupt', 'BaseException']})",
        "raised",
    ),
    "an error with pytest's own name": ("message(error={'types': ['Skipped', 'Exit', 'Failed']})", "raised"),
    "a ready-made call of wrong kinds": ("message(ready_made={'a': 1})", "value"),
    "a handle that was never given": ("message(value=ext(7, '9.9', 'Model'))", "value"),
    "a message after the message": ("message(value=1) + message(value=2)", "value"),
    "half a message, then the end": ("message(value=1)[:-1]", "crashed"),
}


@pytest.mark.parametrize("form", FORGED)
def test_forged_reply(lane: BubblewrapLane, tmp_path: Path, form: str) -> None:
    """It is data, an exception of the student's or the end of the worker; the grader runs and holds nothing."""
    expression, kind = FORGED[form]
    mark = tmp_path / "mark"
    source = f"""
MARK = {str(mark)!r}
{FORGE}
def ext_int(n):
    return msgpack.ExtType(6, msgpack.packb(hex(n * (2**61 - 1))))

def attack():
    sock().sendall({expression})
    os._exit(0)
"""
    began = time.monotonic()
    outcome = run(lane, source, ("attack",), seconds=3)[0]
    assert outcome.kind == kind, outcome
    assert time.monotonic() - began < 3
    assert not mark.exists()
    if kind == "raised":
        assert isinstance(outcome.error, StudentRaised)
        assert len(outcome.error.message) <= 2000
        assert not isinstance(outcome.error, (KeyboardInterrupt, SystemExit))
    assert sound(outcome)
    assert next_student_is_fine(lane)


def sound(outcome: Outcome) -> bool:
    """Whether the grader can put the outcome into words without failing itself."""
    if isinstance(outcome.error, BaseException):
        settled = verdict(outcome.error, Limits())
        return not settled.internal and len(settled.message) < 5000
    reason = same(outcome.value, 1.0) or "none"
    wrong = Mismatch(reason, function="f", arguments={}, got=outcome.value, expected=1.0)
    return not verdict(wrong, Limits()).internal and len(verdict(wrong, Limits()).message) < 5000


def test_replies_ahead_of_time(lane: BubblewrapLane) -> None:
    """Replies sent for calls that were not made yet are answers like any other: data that must be right."""
    source = f"""
MARK = ""
{FORGE}
def attack():
    sock().sendall(message(value=41) * 3)
    return 0
"""
    values = [outcome.value for outcome in run(lane, source, ("attack",), ("after", 42), ("after", 43))]
    assert values == [41, 41, 41]  # wrong for 42 and 43, whatever was asked
    assert next_student_is_fine(lane)


def test_reply_after_a_timeout_is_nobodys(lane: BubblewrapLane) -> None:
    """After a timeout the worker is another one, and the late reply has no reader."""
    source = f"""
MARK = ""
{FORGE}
def attack():
    link = sock()
    def late():
        while True:
            link.sendall(message(value="poison"))
            time.sleep(0.01)
    time.sleep(0.6)
    late()
"""
    first, second = run(lane, source, ("attack",), ("after", 42), seconds=0.5)
    assert first.kind == "timeout"
    assert second.value == 42
    assert next_student_is_fine(lane)


def test_patched_worker_answers_with_data_only(lane: BubblewrapLane) -> None:
    """The worker's own code can be replaced; what it then sends is still no more than a wrong answer."""
    source = """
    from stubmeister.wall import session, wire, worker
    class Always:
        def __eq__(self, other):
            return True
        def __hash__(self):
            return 0
    session.Session.execute = lambda self, request: {"value": Always()}
    wire._refuse = lambda value: Always()
    session.MAX_MESSAGE = worker.MAX = 10**9
    def double(x):
        return 0
    """
    outcome = run(lane, source, ("double", 21))[0]
    assert isinstance(outcome.value, Handle)
    assert outcome.value != 42
    assert same(outcome.value, 42) is not None


OBJECTS = {
    "equal to everything": "class T:\n __eq__ = lambda s, o: True\n __hash__ = lambda s: 0\n __ne__ = lambda s, o: False",
    "a float that is equal to everything": "class T(float):\n __eq__ = lambda s, o: True\n __sub__ = lambda s, o: 0.0",
    "an int that is any number": "class T(int):\n __eq__ = lambda s, o: True\n __float__ = lambda s: 42.0",
    "a text that is equal to everything": "class T(str):\n __eq__ = lambda s, o: True\n __hash__ = lambda s: 0",
    "a list of any length": "class T(list):\n __eq__ = lambda s, o: True\n __len__ = lambda s: 7",
    "a dict that has every key": "class T(dict):\n __getitem__ = lambda s, k: 42\n __contains__ = lambda s, k: True",
    "what says it is an array": "class T:\n __array__ = lambda s, *a, **k: np.full(3, 42.0)\n dtype, shape = np.dtype('f8'), ()",
    "what says it is a float": "class T:\n __class__ = property(lambda s: float)\n __float__ = lambda s: 42.0",
    "an array that compares itself": (
        "class A(np.ndarray):\n __eq__ = lambda s, o: np.array(True)\n __array_ufunc__ = lambda s, *a, **k: 0.0\n"
        "T = lambda: np.zeros(3).view(A)"
    ),
    "an array of objects": "T = lambda: np.array([1, Ellipsis], dtype=object)",
    "a masked array": "T = lambda: np.ma.masked_all(3)",
    "a structured array": "T = lambda: np.zeros(3, dtype=[('a', 'f8')])",
    "a class": "class T:\n pass\nT.__new__ = lambda c: c",
    "a module": "T = lambda: sys",
    "a generator": "def T():\n yield 42.0",
    "nothing at all, loudly": "class T:\n __getattribute__ = lambda s, n: (_ for _ in ()).throw(KeyboardInterrupt())",
    "what would run code when unpickled": "class T:\n __reduce__ = lambda s: (os._exit, (1,))\n __reduce_ex__ = __reduce__",
}


@pytest.mark.parametrize("thing", OBJECTS)
def test_results_that_lie(lane: BubblewrapLane, thing: str) -> None:
    """What arrives is plain data of an exact type, or a handle; none of it is equal to the right answer."""
    source = "import numpy as np\n" + OBJECTS[thing] + "\ndef attack():\n    return T()\n"
    outcome = run(lane, source, ("attack",))[0]
    assert outcome.kind in ("value", "raised"), outcome
    assert (
        type(outcome.value) is Handle or type(outcome.value) in DATA or isinstance(outcome.value, np.generic)
    )
    if isinstance(outcome.value, np.ndarray):
        assert type(outcome.value) is np.ndarray
    for right in (42, 42.0, "42", [42], {"a": 42}, np.full(3, 42.0)):
        assert same(outcome.value, right) is not None
    assert sound(outcome)


LARGE = {
    "array past the limit": "np.zeros(80 << 20, np.uint8).repeat(7)",
    "list of itself": "(lambda x: (x.append(x), x)[1])([])",
    "two lists of each other": "(lambda x, y: (x.extend([y, y]), y.extend([x, x]), x)[2])([], [])",
    "dict of itself": "(lambda x: (x.update(x=x), x)[1])({})",
    "a million levels": "__import__('functools').reduce(lambda x, _: [x], range(10**6), 0)",
    "sixty levels of tuples": "__import__('functools').reduce(lambda x, _: (x,), range(60), 0)",
    "number of a million digits": "1 << 3_000_000",
    "number of five thousand digits": "10**5000",
    "negative number of five thousand digits": "-(10**5000)",
    "a text of fifty megabytes": "'x' * (50 << 20)",
    "a million numbers": "[np.float64(1.5)] * 10**6",
    "ten thousand arrays": "[np.zeros(1)] * 10**4",
    "a hundred thousand keys": "dict.fromkeys(range(100_000))",
}


@pytest.mark.parametrize("form", LARGE)
def test_results_too_large(lane: BubblewrapLane, form: str) -> None:
    """They are refused in words, and cost the grader neither memory nor time."""
    source = f"import numpy as np\ndef attack():\n    return {LARGE[form]}\n"
    began = time.monotonic()
    outcome = run(lane, source, ("attack",), seconds=4)[0]
    assert outcome.kind in ("raised", "crashed"), outcome
    assert time.monotonic() - began < 5
    assert sound(outcome)
    assert next_student_is_fine(lane)


def first_items(handle: Any) -> list[Any]:
    return list(itertools.islice(handle, 5))


HANDLES = {
    "endless iterator": ("__iter__ = lambda s: iter(int, 1)", list, "timeout"),
    "endless iterator of large arrays": (
        "__iter__ = lambda s: (np.zeros(60 << 20, np.uint8) for _ in iter(int, 1))",
        lambda handle: sum(1 for _ in handle),
        ("timeout", "crashed"),
    ),
    "iterating raises StopIteration": ("__iter__ = lambda s: next(iter([]))", list, "raised"),
    "iterating raises GeneratorExit": (
        "__iter__ = lambda s: (_ for _ in ()).throw(GeneratorExit)",
        list,
        "raised",
    ),
    "no iterator": ("__iter__ = lambda s: 5", list, "raised"),
    "huge length": ("__len__ = lambda s: 10**30", len, "raised"),
    "negative length": ("__len__ = lambda s: -1", len, "raised"),
    "length of another type": ("__len__ = lambda s: 'x'", len, "raised"),
    "length that hangs": ("__len__ = lambda s: time.sleep(1000)", len, "timeout"),
    "attribute that hangs": ("__getattr__ = lambda s, n: time.sleep(1000)", lambda h: h.weight, "timeout"),
    "attribute that ends the process": (
        "__getattr__ = lambda s, n: os._exit(0)",
        lambda h: h.weight,
        "crashed",
    ),
    "item that raises SystemExit": ("__getitem__ = lambda s, n: sys.exit(0)", lambda h: h[0], "raised"),
    "call that raises KeyboardInterrupt": (
        "__call__ = lambda s: (_ for _ in ()).throw(KeyboardInterrupt)",
        lambda h: h(),
        "raised",
    ),
}


@pytest.mark.parametrize("form", HANDLES)
def test_handles_that_bite(lane: BubblewrapLane, form: str) -> None:
    """A handle's methods run in the worker, in the test's time; what they raise is the student's."""
    method, use, kinds = HANDLES[form]
    source = f"import numpy as np\nclass Bite:\n    {method}\ndef attack():\n    return Bite()\n"
    outcome = run(lane, source, ("attack",), seconds=0.4, then=use)[0]
    assert outcome.kind in kinds, outcome
    assert sound(outcome)
    assert next_student_is_fine(lane)


RAISED = {
    "SystemExit": "raise SystemExit(0)",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "GeneratorExit": "raise GeneratorExit",
    "BaseException": "raise BaseException('x')",
    "StopIteration": "raise StopIteration(42)",
    "AssertionError": "raise AssertionError",
    "a skip of pytest's by name": "raise type('Skipped', (BaseException,), {'__module__': 'pytest'})('skip me')",
    "an assumption of Hypothesis' by name": (
        "raise type('UnsatisfiedAssumption', (Exception,), {'__module__': 'hypothesis.errors'})()"
    ),
    "a skip of unittest's": "import unittest; raise unittest.SkipTest('skip me')",
    "text that raises": "raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})()",
    "text that exits": "raise type('E', (Exception,), {'__str__': lambda s: sys.exit(0)})()",
    "text that is no text": "raise type('E', (Exception,), {'__str__': lambda s: type('S', (str,), {})('x')})()",
    "arguments that raise": "raise type('E', (Exception,), {'args': property(lambda s: 1 / 0)})()",
    "a group": "raise (ExceptionGroup if sys.version_info >= (3, 11) else ValueError)('g', [ValueError(1)])",
    "a text of fifty megabytes": "raise ValueError('x' * (50 << 20))",
    "a class name of a megabyte": "raise type('E' * (1 << 20), (Exception,), {})()",
    "a thousand base classes": "raise type('E', tuple(type(f'B{n}', (Exception,), {}) for n in range(1000)), {})()",
    "a traceback of a million lines": "exec('\\n' * 10**6 + 'raise ValueError(1)')",
    "StopIteration in disguise": "raise type('E', (StopIteration, ValueError), {})(42)",
    "a unicode error": "b'\\xff'.decode()",
    "an OS error with parts": "open('/nowhere')",
}


@pytest.mark.parametrize("form", RAISED)
def test_exceptions_that_pretend(lane: BubblewrapLane, form: str) -> None:
    """Each arrives as an exception of the student's, which no test framework takes for one of its own."""
    source = f"def attack():\n    {RAISED[form]}\n"
    outcome = run(lane, source, ("attack",))[0]
    assert outcome.kind == "raised", outcome
    error = outcome.error
    assert isinstance(error, StudentRaised)
    foreign = (
        AssertionError,
        StopIteration,
        pytest.skip.Exception,
        pytest.fail.Exception,
        UnsatisfiedAssumption,
    )
    assert not isinstance(error, (*foreign, SystemExit, KeyboardInterrupt, GeneratorExit))
    assert sound(outcome)
    assert verdict(error, Limits()).status == "error"
    assert next_student_is_fine(lane)


UGLY = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066\x00\r\x08\ud800\u2028"
ANY_UGLY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError(UGLY)",
        "raise type(UGLY.replace('\\0', ''), (Exception,), {})('x')",
        "return type(UGLY.replace('\\0', '').replace('\\ud800', ''), (), {})()",
        "print(UGLY); return 1",
        "raise ValueError('\x1b[31m')  # the source's own line is shown too",
    ],
)
def test_text_harms_no_terminal(lane: BubblewrapLane, body: str) -> None:
    """Terminal codes, direction marks and half characters arrive as escapes that can be read."""
    outcome = run(lane, f"UGLY = {UGLY!a}\ndef attack():\n    {body}\n", ("attack",))[0]
    if isinstance(outcome.error, (StudentRaised, StudentCrashed)):
        assert not ANY_UGLY.search(verdict(outcome.error, Limits()).message)
    else:
        wrong = Mismatch("", function="f", arguments={}, got=outcome.value, expected=1.0)
        assert not ANY_UGLY.search(verdict(wrong, Limits()).message)
