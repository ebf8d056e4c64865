"""A `.py` becomes units; what is broken costs only itself."""

from __future__ import annotations

import ast
import random
import time
import tokenize
from io import StringIO
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stubmeister.submission.model import Unit
from stubmeister.submission.parsing import parse, too_deep
from stubmeister.submission.python_file import python_units


def units(text: str) -> list[Unit]:
    return python_units(dedent(text), "ch05_losses.py")


def names(text: str) -> list[str]:
    return [name for unit in units(text) for name in unit.names if unit.error is None]


def test_one_statement_is_one_unit() -> None:
    found = units('''\
        """What this is."""
        import numpy as np, cv2
        x = 1; y = "가"; z = 3  # three

        @decorated
        @(
            twice
        )
        def f():
            return 1
        "a string that says nothing"
        for i in range(3):
            total = i
    ''')
    assert [(u.line, u.names) for u in found] == [
        (2, ("np", "cv2")),
        (3, ("x",)),
        (3, ("y",)),
        (3, ("z",)),
        (5, ("f",)),
        (12, ("i", "total")),
    ]
    assert [u.source for u in found[1:4]] == ["x = 1", 'y = "가"', "z = 3  # three"]
    assert found[4].source.startswith("@decorated\n@(\n")
    assert all(u.file == "ch05_losses.py" and u.error is None for u in found)


@pytest.mark.parametrize(
    ("statement", "bound"),
    [
        ("def f(): g = 1", "f"),
        ("async def f(): pass", "f"),
        ("class A: x = 1", "A"),
        ("a, (b, *c) = 1, (2, 3)", "a b c"),
        ("a = b = 1", "a b"),
        ("a: int = 1", "a"),
        ("a: int", ""),
        ("a += 1", "a"),
        ("import os.path", "os"),
        ("import os.path as p", "p"),
        ("from os import path, sep as s", "path s"),
        ("from os import *", ""),
        ("with open(x) as f, g() as (h, i): j = 1", "f h i j"),
        ("if a:\n  b = 1\nelif c:\n  d = 1\nelse:\n  e = 1", "b d e"),
        ("try:\n  a = 1\nexcept E as error:\n  b = 1\nelse:\n  c = 1\nfinally:\n  d = 1", "a b c d"),
        ("while (a := 1): b = 2", "a b"),
        ("[x for x in y if (last := x)]", "last"),
        ("f = lambda: (inner := 1)", "f"),
        ("match x:\n  case [a, *b]:\n    c = 1\n  case {'k': d, **e}:\n    pass", "a b c d"),
        ("a.b = 1", ""),
        ("a['x'] = 1", ""),
        ("print(1)", ""),
    ],
)
def test_names_that_a_statement_binds(statement: str, bound: str) -> None:
    assert set(python_units(statement, "x.py")[0].names) >= set(bound.split())
    assert set(python_units(statement, "x.py")[0].names) <= {*bound.split(), "e"}


@pytest.mark.parametrize(
    "guard", ['if __name__ == "__main__":', 'if "__main__" == __name__:', "if (__name__ == '__main__'):"]
)
def test_the_part_for_running_as_a_script_is_left_out(guard: str) -> None:
    assert names(f"a = 1\n{guard}\n    b = input()\n") == ["a"]
    assert names(f"a = 1\n{guard}\n    b = 1\nelse:\n    c = 1\n") == ["a", "b", "c"]


def test_form_feed_and_continued_lines() -> None:
    assert names("a = 1\n\x0c\ndef f():\n    return 1\n\x0cb = \\\n 2\n") == ["a", "f", "b"]
    assert names("a = (1\n\x0c\ndef f():\n    return 1\n\x0cdef g():\n    return 1\n") == ["f", "g"]


def test_unicode_separators_are_no_line_ends() -> None:
    found = units("a = '\u2028\x1c\x85'\ndef f(: pass\nb = 1\n")
    assert [(u.line, u.names, u.error is None) for u in found] == [
        (1, ("a",), True),
        (2, ("f",), False),
        (3, ("b",), True),
    ]


THREE = '''\
import numpy as np

TABLE = {
"a": 1,
}

def first(a, b=(1, 2)):
    """The first."""
    total = [a, b]
    return np.mean(total) + len("text")


@np.vectorize
def second(a, b):
    """The second,

over two lines.
    """
    if a > b:
        return {"a": a}
    else:
        return (a + b) % 7


# %%
def third(a, *, k="x"):
    \'\'\'The third.\'\'\'
    for i in range(3):
        a += i
    return a
'''


def spans() -> dict[str, tuple[int, int]]:
    """The first and last line (from 0) of each function's own text."""
    body = ast.parse(THREE).body
    return {n.name: (n.lineno - 1, n.end_lineno or 0) for n in body if isinstance(n, ast.FunctionDef)}


MUTILATIONS = {
    "unclosed bracket": ("second", "(a + b)", "(a + b"),
    "unclosed call": ("first", "np.mean(total)", "np.mean(total"),
    "stray bracket": ("second", "(a + b)", "(a + b))"),
    "stray bracket in the first column": ("second", "        return (a", ")\n        return (a"),
    "unclosed docstring": ("second", 'over two lines.\n    """', "over two lines."),
    "unclosed short docstring": ("first", '"""The first."""', '"""The first.'),
    "doubled docstring quote": ("first", '"""The first."""', '"""The first.""""""'),
    "unclosed string": ("first", '"text"', '"text'),
    "bad indentation": ("second", "    if a", "   if a"),
    "body in the first column": ("first", "    total", "total"),
    "missing colon": ("second", "def second(a, b):", "def second(a, b)"),
    "missing inner colon": ("third", "range(3):", "range(3)"),
    "tabs and spaces": ("third", "        a += i", "\ta += i\n        a += i"),
    "no def": ("third", "def third", "third"),
    "no def, a space": ("first", "def first", " first"),
    "misspelt def": ("third", "def third", "dfe third"),
    "capital def": ("second", "def second", "Def second"),
    "half a line": ("third", "    return a", "    return a +"),
    "continued into nothing": ("second", "% 7", "% 7 \\ "),
    "a stray decorator": ("first", 'len("text")', 'len("text")\n@'),
    "Korean in code": ("first", "total =", "합계는 total ="),
    "merge conflict": ("second", "    if a", "<<<<<<< HEAD\n    if a"),
}


@pytest.mark.parametrize("what", MUTILATIONS)
def test_a_broken_function_costs_only_itself(what: str) -> None:
    victim, old, new = MUTILATIONS[what]
    text = THREE.replace(old, new, 1)
    assert text != THREE
    with pytest.raises(SyntaxError):
        ast.parse(text)
    sound = names(text)
    assert set(sound) >= {"np", "TABLE", "first", "second", "third"} - {victim}
    assert all_line_numbers_are_right(text)


@pytest.mark.parametrize(
    "what", [w for w in MUTILATIONS if w not in ("a stray decorator", "no def, a space")]
)
def test_the_broken_function_is_named(what: str) -> None:
    victim, old, new = MUTILATIONS[what]
    found = [u for u in units(THREE.replace(old, new, 1)) if victim in u.names]
    assert found
    assert all(u.error and "is not Python" in u.error for u in found)


def all_line_numbers_are_right(text: str) -> bool:
    lines = text.split("\n")
    return all(u.source.split("\n")[0] in lines[u.line - 1] for u in units(text))


PIECES = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    ":",
    "@",
    "#",
    ",",
    "=",
    "\t",
    "def",
    "if",
    "0x",
    "é",
    "$",
    "`",
]


def mutilated(victim: str, seed: int, deletes: bool) -> str:
    """THREE with one token of one function deleted, or one piece put in at a random place of it."""
    rng = random.Random(seed)
    first, last = spans()[victim]
    lines = THREE.split("\n")
    if deletes:
        tokens = [
            t
            for t in tokenize.generate_tokens(StringIO(THREE).readline)
            if first < t.start[0] <= last and t.string.strip() and t.start[0] == t.end[0]
        ]
        token = rng.choice(tokens)
        row, start, end, piece = token.start[0] - 1, token.start[1], token.end[1], ""
    else:
        row = rng.randrange(first, last)
        start = end = rng.randint(0, len(lines[row]))
        piece = rng.choice(PIECES)
    lines[row] = lines[row][:start] + piece + lines[row][end:]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.sampled_from(["first", "second", "third"]), st.integers(0, 10**6), st.booleans())
def test_any_mutilation_of_one_function_leaves_the_others(victim: str, seed: int, deletes: bool) -> None:
    text = mutilated(victim, seed, deletes)
    assert set(names(text)) >= {"np", "TABLE", "first", "second", "third"} - {victim}, text


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="ab =:()[]{}'\"\\\n\t#@%!?\x0c,.+def", max_size=80))
@example("'''\n" * 5)
@example("@\n@\n@\ndef f(): pass")
@example("\\")
@example("else:\n")
def test_any_text_gives_units_that_parse_or_say_why(text: str) -> None:
    for unit in python_units(text, "x.py"):
        assert (parse(unit.source)[0] is not None) == (unit.error is None)
        assert 1 <= unit.line <= text.count("\n") + 1


def test_code_kept_in_a_string_does_not_come_alive() -> None:
    kept = '"""\ndef now(): return 2\nlast\n"""\nOLD = """\ndef now(): return 3\n"""\n'
    text = f"def now(): return 1\n{kept}x = (\n"
    assert names(text) == ["now", "OLD"]


def test_broken_decorator_spares_its_function() -> None:
    assert names("@(\ndef f():\n    return 1\n\nx = 1\n") == ["f", "x"]


def test_cells_of_a_broken_percent_file() -> None:
    found = units("# %%\na = 1\n# %% [markdown]\n# text\n# %%\ndef f(:\n  pass\n# %%\nb = 2\n")
    assert [(u.line, u.names, bool(u.error)) for u in found] == [
        (2, ("a",), False),
        (6, ("f",), True),
        (9, ("b",), False),
    ]
    assert found[1].error is not None
    assert "Line 6" in found[1].error


def test_magics_in_a_py_file() -> None:
    assert names("%matplotlib inline\n!pip install torch\nimport numpy as np\ndef f(): return 1\n") == [
        "np",
        "f",
    ]


DEEP = {
    "brackets": "(" * 10_000,
    "closed brackets": "(" * 10_000 + ")" * 10_000,
    "minus": "-" * 50_000 + "1",
    "attributes": "a" + ".b" * 100_000,
    "calls": "a" + "()" * 50_000,
    "indices": "a" + "[0]" * 50_000,
    "sum": "+".join("1" * 100_000),
    "not": "not " * 50_000 + "1",
    "lambda": "lambda:" * 50_000 + "1",
    "elif": "if a:\n pass\n" + "elif b:\n pass\n" * 20_000,
    "f-string": "f'{a" + ".b" * 100_000 + "}'",
    "indentation": "".join(" " * n + "if 1:\n" for n in range(500)),
    "huge number": "x = " + "9" * 1_000_000,
}


@pytest.mark.parametrize("what", DEEP)
def test_deep_nesting_costs_only_its_statement(what: str) -> None:
    start = time.process_time()
    found = python_units(f"a = 1\n{DEEP[what]}\ndef f():\n    return 1\n", "x.py")
    assert {name for unit in found if unit.error is None for name in unit.names} == {"a", "f"}
    assert any(unit.error for unit in found)
    assert time.process_time() - start < 5


def test_large_flat_code_is_not_deep() -> None:
    rows = ",\n".join("[-1, +2.5, (3 * 4), {5: -6}]" for _ in range(3000))
    assert not too_deep(f"TABLE = [\n{rows}\n]\n" + "x = a + b * c - d\n" * 3000)
    assert not too_deep("s = '" + "+" * 9000 + "'")
    assert too_deep("s = " + "+" * 9000 + "1")


def test_many_broken_lines_take_seconds_not_hours() -> None:
    start = time.process_time()
    python_units("x = (\n" * 1500, "x.py")
    python_units("'''\n" * 1501, "x.py")
    assert time.process_time() - start < 5
