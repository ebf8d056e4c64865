"""Skeletons of a new exercise in the four places where a chapter stands."""

from __future__ import annotations

import ast
import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stubmeister.build._cells import parse, unify
from stubmeister.build.stubs import stub_source
from stubmeister.course import Chapter, Course
from stubmeister.errors import StubmeisterError
from stubmeister.files import write_atomically
from stubmeister.lang import _

CHAPTER_NAME = re.compile(r"ch([0-9]{2})_[a-z][a-z0-9_]*")
EXERCISE_NAME = re.compile(r"[a-z][a-z0-9_]*")

TITLES = """\
# %% [markdown] tags=["ko"] points=2
# # {number}장 · TODO: 제목
#
# TODO: 이 장에서 무엇을 만드는지 두세 문장으로.

# %% [markdown] tags=["en"] points=2
# # Chapter {number} · TODO: a title
#
# TODO: what this chapter is about, in two or three sentences.
"""
EXERCISE = '''\
# %% [markdown] tags=["ko"] exercise="{name}"
# ## `{name}` · TODO: 제목
#
# TODO: 무엇에 쓰는지, 규칙이나 수식, 숫자로 된 예 하나, 잘못된 입력이면 어떻게 되는지.

# %% [markdown] tags=["en"] exercise="{name}"
# ## `{name}` · TODO: a title
#
# TODO: what it is for, the rule or formula, one example with numbers, what bad input gets.


# %% exercise="{name}" slide="TODO"
def {name}({parameters}):
    """TODO: what it gives, in one sentence.{arguments}

    Returns:
        TODO: its type, shape and unit.
    """
    ### BEGIN SOLUTION
    raise NotImplementedError("TODO: the solution")
    ### END SOLUTION
'''
PUBLIC = '''\
@pytest.mark.exercise("{name}", points=2)
class {test_class}:
    @pytest.mark.hint("TODO: what helps when this fails.")
    def test_an_example(self, student):
        """TODO: an example that can be worked out on paper, said in one sentence."""
        # TODO: the function, what is right, the arguments
        gives({call})
'''
HIDDEN = '''\
@pytest.mark.exercise("{name}")
class {test_class}:
    def test_matches_the_solution(self, student, solution):
        """TODO: what is true of any arguments, said in one sentence."""
        # TODO: arguments from graders.strategies
        agree({call})
'''
WRONG = '''\
@misconception("{name}")
def {name}_mistaken({parameters}):
    """TODO: what the student did, and what to do."""
    raise NotImplementedError("TODO: a wrong answer that students give")
'''
IMPORTS = {
    "gives": "from graders.compare import gives",
    "agree": "from graders.compare import agree",
    "pytest": "import pytest",
    "misconception": "from stubmeister.grading import misconception",
}


def new_exercise(
    course: Course, chapter_name: str, name: str, parameters: Sequence[str] | None = None
) -> list[Path]:
    """Write skeletons of a function exercise: new files for a new chapter, else the ends of its files.

    Args:
        course: An author's copy of the course.
        chapter_name: `ch`, two digits, `_`, a word; the chapter may exist.
        name: The function.
        parameters: Its parameters' names; None: those of the contract, or none.

    Returns:
        The four files, relative to the course.

    Raises:
        StubmeisterError: A name that will not do or is taken; nothing has been written then.
    """
    chapter = _chapter(course, chapter_name)
    contract = _contract(course, chapter_name, name)
    parameters = contract if parameters is None else parameters
    _check_names(chapter, name, parameters, contract)
    files = _files(chapter, name, parameters)
    stub_source(files[chapter.solution], "both", chapter.solution)  # a broken file shows before it is touched
    for path, text in files.items():
        parse(text, path)
    _write_all(files)
    return [path.relative_to(course.root) for path in files]


def _chapter(course: Course, name: str) -> Chapter:
    if not (course.root / "solutions").is_dir():
        message = _(
            "{folder} has no solutions: exercises are added in the author's copy.", folder=course.root
        )
        raise StubmeisterError(message, _("Run it in the folder that holds `solutions/`."))
    named = CHAPTER_NAME.fullmatch(name)
    if not named:
        message = _("{name} is no name for a chapter.", name=repr(name))
        raise StubmeisterError(message, _("Write ch, two digits, _ and a word, such as ch14_clipping."))
    for chapter in course.chapters:
        if chapter.name.startswith(f"ch{named[1]}_") and chapter.name != name:
            message = _("Chapter {number} is there already: {name}.", number=named[1], name=chapter.name)
            raise StubmeisterError(message, _("Use that name, or another number."))
    return Chapter(course.root, name)


def _contract(course: Course, chapter: str, name: str) -> list[str] | None:
    """The parameters that the contract asks for; None where it says nothing.

    Raises:
        StubmeisterError: It asks for a quiz or an essay.
    """
    file = course.root / "graders" / "contract.json"
    names = json.loads(file.read_text(encoding="utf-8")).get(chapter, {}) if file.is_file() else {}
    if name in names and names[name] is None:
        message = _("{name} is a quiz or an essay by the contract; skeletons are of functions.", name=name)
        raise StubmeisterError(message, _("docs/authors.md shows what a quiz and an essay look like."))
    found: list[str] | None = names.get(name)
    return found


def _check_names(
    chapter: Chapter, name: str, parameters: Sequence[str] | None, contract: list[str] | None
) -> None:
    if not EXERCISE_NAME.fullmatch(name) or keyword.iskeyword(name) or keyword.issoftkeyword(name):
        message = _("{name} is no name for a function.", name=repr(name))
        raise StubmeisterError(message, _("Use small letters, digits and _, such as clip_gradient."))
    for parameter in parameters or ():
        if not parameter.isidentifier() or keyword.iskeyword(parameter):
            message = _("{name} is no name for a parameter.", name=repr(parameter))
            raise StubmeisterError(message, _("Write names with commas between: --params image,angle"))
    if len(set(parameters or ())) < len(parameters or ()):
        raise StubmeisterError(_("A parameter is named twice."), _("Write each name once."))
    if contract is not None and list(parameters or ()) != contract:
        message = _("The contract asks for {name}({parameters}).", name=name, parameters=", ".join(contract))
        raise StubmeisterError(message, _("Leave --params out to get these."))
    for file in (chapter.solution, chapter.misconceptions, *chapter.test_files):
        if name in _taken(file):
            place = file.relative_to(chapter.root).as_posix()
            message = _("{name} is there already, in {file}.", name=name, file=place)
            raise StubmeisterError(message, _("Choose another name, or edit what is there."))


def _taken(file: Path) -> set[str]:
    """Names that a file defines or imports at its top level, and exercises that it speaks of."""
    if not file.is_file():
        return set()
    text = unify(file.read_text(encoding="utf-8"))
    found = set(re.findall(r'exercise(?:=|\()"(\w+)"|@misconception\("(\w+)"\)', text))
    return {part for pair in found for part in pair if part} | set(_bound(parse(text, file)))


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def _files(chapter: Chapter, name: str, parameters: Sequence[str] | None) -> dict[Path, str]:
    """What the four files will hold."""
    names = list(parameters or ())
    zeros = ", ".join(["0.0"] * len(names))
    arguments = "".join(f"\n        {each}: TODO." for each in names)
    fields = {
        "name": name,
        "parameters": ", ".join(names),
        "arguments": f"\n\n    Args:{arguments}" if names else "",
        "test_class": "Test" + "".join(word.capitalize() for word in name.split("_")),
    }
    gives = ", ".join(filter(None, [f"student.{name}", "0.0", zeros]))
    agree = ", ".join(filter(None, [f"student.{name}", f"solution.{name}", zeros]))
    number = str(int(chapter.name[2:4]))
    heads = {
        chapter.solution: TITLES.format(number=number),
        chapter.public_tests: _head(f"Chapter {number}, the checks every student may run."),
        chapter.hidden_tests: _head(f"Chapter {number}, the checks that stay with the teacher."),
        chapter.misconceptions: _head(f"Known wrong answers of chapter {number}."),
    }
    needs = {
        chapter.solution: (),
        chapter.public_tests: ("pytest", "gives"),
        chapter.hidden_tests: ("pytest", "agree"),
        chapter.misconceptions: ("misconception",),
    }
    parts = {
        chapter.solution: EXERCISE.format_map(fields),
        chapter.public_tests: PUBLIC.format(**fields, call=gives),
        chapter.hidden_tests: HIDDEN.format(**fields, call=agree),
        chapter.misconceptions: WRONG.format_map(fields),
    }
    return {
        path: _joined(_importing(_old(path) or heads[path], needs[path]), part)
        for path, part in parts.items()
    }


def _head(docstring: str) -> str:
    return f'"""{docstring}"""\n'


def _old(path: Path) -> str:
    return unify(path.read_text(encoding="utf-8")) if path.is_file() else ""


def _joined(text: str, part: str) -> str:
    """`part` at the end of `text`, two empty lines between, one where `text` is but titles."""
    between = "\n\n" if text.rstrip().split("\n")[-1].startswith("#") else "\n\n\n"
    return text.rstrip("\n") + between + part


def _importing(text: str, names: Sequence[str]) -> str:
    """`text` with the imports that `names` need, after those that it has."""
    tree = parse(text, "skeleton")
    there = set(_bound(tree))
    missing = [IMPORTS[name] for name in names if name not in there]
    if not missing:
        return text
    first = tree.body[:1]
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    after = max((node.end_lineno or 0 for node in imports or first), default=0)
    lines = text.split("\n")
    block = missing if imports else ["", *"\n\n".join(missing).split("\n")]
    return "\n".join([*lines[:after], *block, *lines[after:]])


def _write_all(files: Mapping[Path, str]) -> None:
    """Write all files, or leave all as they were."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    try:
        for path, text in files.items():
            write_atomically(path, text)
    except OSError as error:
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != old:
                write_atomically(path, old)
        message = _("The skeletons cannot be written: {error}", error=error)
        raise StubmeisterError(message, _("Make room, or mend the rights of the folder.")) from error
