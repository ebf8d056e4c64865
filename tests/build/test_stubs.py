from __future__ import annotations

import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stubmeister.build import cells, exercise_cells, stub_source
from stubmeister.errors import CourseError, StubmeisterError
from tests.build.chapter import CHAPTER


def run(source: str) -> dict[str, object]:
    """What a module of this source defines."""
    names: dict[str, object] = {}
    exec(compile(source, "stub", "exec"), names)
    return names


def broken(solution: str) -> str:
    """The message a broken solution is refused with."""
    with pytest.raises(CourseError) as caught:
        stub_source(solution, file="solutions/ch01_x.py")
    return str(caught.value)


def function(body: str) -> str:
    """A chapter with the exercise `f`, of which `body` is the body."""
    return '# %% exercise="f"\ndef f(x):\n' + textwrap.indent(textwrap.dedent(body), "    ")


class TestStub:
    def test_holds_nothing_of_the_solution(self) -> None:
        stub = stub_source(CHAPTER)
        assert "secret" not in stub
        assert "difference = " not in stub
        assert "SOLUTION" not in stub

    def test_function_raises_and_keeps_signature_and_docstring(self) -> None:
        mae = run(stub_source(CHAPTER))["mae"]
        assert mae.__doc__ == "The mean of the absolute differences."
        assert list(mae.__annotations__) == ["y_pred", "y_true", "return"]
        with pytest.raises(NotImplementedError):
            mae(1, 2)

    def test_quiz_keeps_its_keys_alone(self) -> None:
        names = run(stub_source(CHAPTER))
        assert names["ROLE"] == {"labels images": None, "고양이 사진을 모은다": None, 'says "no"': None}
        assert names["GOAL"] == {"a number": None}

    def test_essay_is_an_empty_text(self) -> None:
        assert run(stub_source(CHAPTER))["FORECAST"] == ""

    def test_class_keeps_what_stands_outside(self) -> None:
        net = run(stub_source(CHAPTER))["Net"]
        assert not hasattr(net, "forward")
        with pytest.raises(NotImplementedError):
            net(3)

    def test_module_level_helper_becomes_a_comment(self) -> None:
        stub = stub_source(CHAPTER)
        assert "# %%\n# YOUR CODE HERE\n" in stub
        assert "_secret_helper" not in run(stub)

    def test_block_emptied_at_module_level_stays_valid(self) -> None:
        text = '# %%\nif __name__ == "__main__":\n    ### BEGIN SOLUTION\n    print("secret")\n'
        text += "    ### END SOLUTION\n"
        stub = stub_source(text)
        run(stub.replace('"__main__"', "__name__"))
        assert "secret" not in stub

    def test_same_text_for_every_line_end(self) -> None:
        assert stub_source(CHAPTER.replace("\n", "\r\n")) == stub_source(CHAPTER)
        assert stub_source("\ufeff" + CHAPTER) == stub_source(CHAPTER)

    def test_cell_marker_inside_a_docstring_is_text(self) -> None:
        text = function('"""\n# %% no cell\n"""\n### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n')
        assert "# %% no cell" in stub_source(text)


class TestLanguages:
    def test_both_keeps_the_order(self) -> None:
        stub = stub_source(CHAPTER)
        assert stub.index("5장") < stub.index("Chapter 5") < stub.index("평균") < stub.index("mean absolute")

    @pytest.mark.parametrize(
        ("lang", "gone", "kept"), [("ko", "Chapter 5", "5장"), ("en", "5장", "Chapter 5")]
    )
    def test_one_language(self, lang: str, gone: str, kept: str) -> None:
        stub = stub_source(CHAPTER, lang)
        assert gone not in stub
        assert kept in stub
        assert run(stub)["GOAL"] == {"a number": None}

    def test_untagged_statements_always_stay(self) -> None:
        assert "# for all" in stub_source("# %% [markdown]\n# for all\n" + CHAPTER, "ko")

    def test_unknown_language(self) -> None:
        with pytest.raises(StubmeisterError, match="'fr'"):
            stub_source(CHAPTER, "fr")


class TestBrokenRegions:
    """Each message names file and line of the mistake."""

    @pytest.mark.parametrize(
        ("body", "line", "words"),
        [
            ("### BEGIN SOLUTION\n### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n", 4, "inside the region"),
            ("### BEGIN SOLUTION\nreturn 1\n", 3, "never closed"),
            ("return 1\n### END SOLUTION\n", 4, "without a BEGIN"),
            ('y = """\n### BEGIN SOLUTION\n"""\nreturn y\n', 4, "inside a string"),
            ('y = "### END SOLUTION"\nreturn y\n', 3, "inside a string"),
            ("### BEGIN SOLUTION\nreturn 1\n### end solution\n", 5, "looks like one"),
            ("## BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n", 3, "looks like one"),
            ("y = 1  ### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n", 3, "looks like one"),
            ("### BEGIN SOLUTION\nreturn 1\n  ### END SOLUTION\n", 5, "not indented like its BEGIN"),
            (
                "if x:\n### BEGIN SOLUTION\n    return 1\n### END SOLUTION\n",
                5,
                "not indented like the markers",
            ),
            ("### BEGIN SOLUTION\n# only words\n### END SOLUTION\nreturn 1\n", 3, "no code"),
            ("return (\n### BEGIN SOLUTION\n1\n### END SOLUTION\n)\n", 4, "in two"),
            (
                "if x:\n    y = 1\n    ### BEGIN SOLUTION\n    y = 2\nz = 3\n    ### END SOLUTION\n",
                5,
                "in two",
            ),
            ("y = 1\nreturn 2\n", 1, "no solution region"),
        ],
    )
    def test_named(self, body: str, line: int, words: str) -> None:
        message = broken(function(body))
        assert message.startswith(f"solutions/ch01_x.py:{line}: ")
        assert words in message

    def test_region_over_two_cells(self) -> None:
        text = "# %%\n### BEGIN SOLUTION\na = 1\n# %%\nb = 1\n### END SOLUTION\n"
        assert broken(text).startswith("solutions/ch01_x.py:2: BEGIN SOLUTION is not closed in its own cell")

    def test_marker_in_a_statement_cell(self) -> None:
        assert "looks like one" in broken("# %% [markdown]\n# ### BEGIN SOLUTION\n")

    def test_no_python(self) -> None:
        assert broken("# %%\na = 1\ndef f(:\n").startswith("solutions/ch01_x.py:3: this is no valid Python")

    def test_definition_inside_the_region(self) -> None:
        text = '# %% exercise="f"\n### BEGIN SOLUTION\ndef f():\n    return 1\n### END SOLUTION\n'
        assert "lose its signature" in broken(text)

    def test_helper_in_an_exercise_cell(self) -> None:
        helper = "### BEGIN SOLUTION\ndef g():\n    return 1\n### END SOLUTION\n"
        text = function("### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n") + helper
        assert "is not part of f" in broken(text)

    def test_exercise_defined_elsewhere(self) -> None:
        text = function("### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n").replace('"f"', '"g"')
        assert "does not define it" in broken(text)

    def test_two_cells_of_one_name(self) -> None:
        text = function("### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n")
        assert broken(text + text).startswith("solutions/ch01_x.py:6: the exercise f has two code cells")

    def test_name_needed_at_import_goes_with_the_solution(self) -> None:
        text = "# %%\n### BEGIN SOLUTION\nSIZE = 3\n### END SOLUTION\n# %%\nWIDTH = 2 * SIZE\n"
        assert broken(text).startswith("solutions/ch01_x.py:2: SIZE is needed to import the stub")

    def test_name_needed_at_call_may_go(self) -> None:
        text = "# %%\n### BEGIN SOLUTION\nSIZE = 3\n### END SOLUTION\n# %%\ndef width():\n    return SIZE\n"
        assert "SIZE = 3" not in stub_source(text)

    @pytest.mark.parametrize("value", ["[1, 2]", "{**OTHER}", "dict(a=1)", "{name: 1}"])
    def test_answer_that_is_neither_quiz_nor_essay(self, value: str) -> None:
        broken(f'# %% exercise="Q"\n### BEGIN SOLUTION\nQ = {value}\n### END SOLUTION\n')

    def test_indented_cell_marker(self) -> None:
        text = function("# %% no cell\n### BEGIN SOLUTION\nreturn 1\n### END SOLUTION\n")
        assert broken(text).startswith("solutions/ch01_x.py:3: a cell cannot begin inside a block")


PROGRAM = '''\
# %%
import math
A = 1
B = {
    "k1": 1,
    "k2": 2,
}
# %%
def f(x):
    """Doc
    of f."""
    if x:
        y = 1
        z = 2
    elif A:
        y = 3
    else:
        y = 4
    try:
        with open(x) as g:
            w = [
                1,
            ]
    except OSError:
        w = 5
    return w
class C:
    a: int = 3
    @property
    def m(self):
        return """
        text
"""
    def n(self): return 6
# %%
D = 7; E = 8
'''.splitlines()


class TestAnyPlacement:
    @given(
        begin=st.integers(1, len(PROGRAM)),
        length=st.integers(0, len(PROGRAM)),
        indents=st.tuples(*[st.sampled_from([0, 4, 8, 12])] * 2),
        alike=st.booleans(),
    )
    def test_all_of_a_region_goes_or_the_line_is_named(
        self, begin: int, length: int, indents: tuple[int, int], alike: bool
    ) -> None:
        end = min(begin + length, len(PROGRAM))
        first = " " * indents[0] + "### BEGIN SOLUTION"
        last = " " * indents[0 if alike else 1] + "### END SOLUTION"
        text = "\n".join([*PROGRAM[:begin], first, *PROGRAM[begin:end], last, *PROGRAM[end:]])
        try:
            stub = stub_source(text, file="x.py")
        except CourseError as error:
            assert str(error).startswith("x.py:")  # noqa: PT017
            return
        assert "SOLUTION" not in stub
        left = stub.splitlines()
        inside = sorted(set(PROGRAM[begin:end]) - set(PROGRAM[:begin]) - set(PROGRAM[end:]))
        quiz = [line for line in left if line.endswith(": None,")]
        assert not set(inside) & set(left)
        assert [line for line in PROGRAM[:begin] + PROGRAM[end:] if line not in left] == []
        assert not quiz or all(line.strip().startswith('"k') for line in inside)
        compile(stub, "stub", "exec")

    def test_the_property_meets_both_outcomes(self) -> None:
        outcomes = set()
        for begin in range(1, len(PROGRAM)):
            text = "\n".join(
                [*PROGRAM[:begin], "    ### BEGIN SOLUTION", PROGRAM[begin], "    ### END SOLUTION"]
                + PROGRAM[begin + 1 :]
            )
            try:
                stub_source(text)
                outcomes.add("stub")
            except CourseError:
                outcomes.add("refused")
        assert outcomes == {"stub", "refused"}

    @given(st.lists(st.sampled_from(["function", "quiz", "essay", "helper", "given"]), max_size=6), st.data())
    def test_no_solution_line_survives(self, kinds: list[str], data: st.DataObject) -> None:
        assume(kinds)
        blocks = st.lists(st.sampled_from(["if", "for", "with", "try"]), max_size=3)
        parts = [cell(kind, number, data.draw(blocks)) for number, kind in enumerate(kinds)]
        stub = stub_source("".join(parts))
        assert "secret" not in stub
        given_names = {f"given_{number}" for number, kind in enumerate(kinds) if kind == "given"}
        assert given_names <= set(run(stub))


def cell(kind: str, number: int, blocks: list[str]) -> str:
    """A code cell of the given kind; what its stub may not hold says "secret"."""
    if kind == "given":
        return f"# %%\ngiven_{number} = 1\n"
    if kind == "function":
        head = f'# %% exercise="f{number}"\ndef f{number}(x):\n    """Doc {number}."""\n'
        return head + nested(f"secret_{number}", blocks)
    head, code = {
        "quiz": (f' exercise="Q{number}"', f'Q{number} = {{"q": "secret"}}  # secret'),
        "essay": (f' exercise="E{number}"', f'E{number} = "secret"'),
        "helper": ("", f"# secret\nsecret_{number} = 1"),
    }[kind]
    return f"# %%{head}\n### BEGIN SOLUTION\n{code}\n### END SOLUTION\n"


def nested(secret: str, blocks: list[str]) -> str:
    """A function body with its region inside the given blocks."""
    heads = {"if": "if x:", "for": "for i in x:", "with": "with x:", "try": "try:"}
    lines, closing = [], []
    for depth, block in enumerate(blocks, start=1):
        lines.append("    " * depth + heads[block])
        if block == "try":
            closing.insert(0, "    " * depth + "finally:\n" + "    " * (depth + 1) + "done = 1")
    indent = "    " * (len(blocks) + 1)
    region = [
        "### BEGIN SOLUTION",
        f"# {secret}",
        'y = """',
        f"{secret}",
        '"""',
        f"return {secret}",
        "### END SOLUTION",
    ]
    lines += [line if line in (secret, '"""') else indent + line for line in region]
    return "\n".join([*lines, *closing]) + "\n"


class TestExerciseCells:
    def test_name_slide_source_line(self) -> None:
        found = {cell.name: cell for cell in exercise_cells(CHAPTER)}
        assert list(found) == ["mae", "ROLE", "GOAL", "FORECAST", "Net"]
        assert found["mae"].slide == "5.1.1"
        lines = CHAPTER.split("\n")
        for cell in found.values():
            assert lines[cell.line - 1] == cell.source.split("\n")[0]

    def test_statement_cells_are_no_exercises(self) -> None:
        assert exercise_cells('# %% [markdown] exercise="f"\n# text\n') == []

    def test_level_minutes_and_points_are_read(self) -> None:
        text = (
            '# %% [markdown] tags=["en"] points=7\n# # Title\n\n'
            '# %% exercise="f" level=2 minutes=15\nx = 1\n\n# %% exercise="g" level="hard"\ny = 1\n'
        )
        title, f, g = cells(text)
        assert (title.points, title.level, title.minutes) == (7.0, 0, 0)
        assert (f.points, f.level, f.minutes) == (0.0, 2, 15)
        assert (g.level, g.minutes) == (0, 0)
