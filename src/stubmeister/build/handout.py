"""The student's copy of the course in one zip: exercises, public graders and what they need to run.

What goes in is named here, file by file or folder by folder; what is not named (solutions, hidden tests,
known wrong answers) stays out. Afterwards every file is compared with the solutions, and one that holds an
answer stops the handout.
"""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import write_po

from stubmeister.build._cells import parse, unify
from stubmeister.build._regions import find_regions
from stubmeister.build.notebooks import notebooks
from stubmeister.build.stubs import stub_source
from stubmeister.errors import CourseError
from stubmeister.files import write_atomically
from stubmeister.lang import _, one_line
from stubmeister.lang.catalogue import read_catalogue

if TYPE_CHECKING:
    from stubmeister.course import Chapter, Course

FOLDER = "course"
ROOT_FILES = ("pyproject.toml", "constraints.txt", "LICENSE")
SHORTEST_ANSWER = 40  # characters; shorter solutions are found by chance in unrelated code
README = """\
# The course, your copy

Edit the files in `exercises/`. Your solution goes where it says `# YOUR CODE HERE`.

파일은 `exercises/`에서 고칩니다. `# YOUR CODE HERE`라고 쓰인 곳에 답을 쓰세요.

Once, in this folder (이 폴더에서 한 번만):

    python -m venv .venv
    .venv/bin/pip install {constraints}-e .

On Windows it is `.venv\\Scripts\\pip`, here and below (Windows에서는 `.venv\\Scripts`입니다).

Check yourself, as often as you like (확인은 몇 번이든 하세요):

    .venv/bin/pytest graders/                         # everything (모두)
    .venv/bin/pytest graders/test_{chapter}.py        # one chapter (한 장)
    .venv/bin/pytest graders/ --exercise {exercise}   # one exercise (한 문제)

With `--lang ko` at the end of any of them, everything is shown in Korean
(한국어로 보려면 뒤에 `--lang ko`를 붙이세요):

    .venv/bin/pytest graders/ --lang ko

The same chapters stand in `notebooks/` for those who like notebooks better; each answer has a cell that
checks it (같은 내용이 `notebooks/`에 노트북으로도 있습니다. 답마다 확인하는 칸이 붙어 있습니다):

    .venv/bin/pip install {constraints}jupyterlab
    .venv/bin/jupyter lab notebooks

Your teacher grades with further checks of the same rules.
선생님은 같은 규칙을 더 많은 예로 확인합니다.
"""


def handout(course: Course, out: Path, lang: str = "both") -> list[str]:
    """Write the student's zip to `out`; the same course gives the same bytes.

    Stubs are made anew from the solutions where there are any, so nobody's attempt in `exercises/` goes out.

    Args:
        course: The course.
        out: The zip to write; an older one is replaced.
        lang: Language of the statements: "ko", "en" or "both".

    Returns:
        The names in the zip, in order.

    Raises:
        CourseError: A chapter is broken, there is nothing to hand out, or a file holds a solution.
    """
    files = handout_files(course, lang)
    for secret in secrets_in(course, files):
        raise CourseError(secret.message, _("Take it out; students get this file."))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # compressed bytes vary with zlib
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix on every system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    write_atomically(out, packed.getvalue())
    return list(files)


@dataclass(frozen=True)
class Secret:
    """A solution or a hidden test in a file that students get."""

    file: str
    message: str


def handout_files(course: Course, lang: str = "both") -> dict[str, bytes]:
    """Name in the zip to content, in the order of the zip; nothing has been looked for in it yet."""
    files: dict[str, bytes] = {}
    for chapter in course.chapters:
        files.update(_chapter_files(course, chapter, lang))
    if not files:
        raise CourseError(_("{folder} has no exercises to hand out.", folder=course.root))
    for path in _shared_files(course.root):
        files[path.relative_to(course.root).as_posix()] = path.read_bytes()
    files.update(_catalogues(course, files))
    files["README.md"] = _readme(course).encode()
    return dict(sorted(files.items()))


def _chapter_files(course: Course, chapter: Chapter, lang: str) -> Iterator[tuple[str, bytes]]:
    if chapter.solution.is_file():
        text = chapter.solution.read_text(encoding="utf-8")
        stub = stub_source(text, lang, chapter.solution.relative_to(course.root))
        yield f"notebooks/{chapter.name}.ipynb", notebooks(chapter, lang)[1].encode()
    elif chapter.source.is_file():
        stub = chapter.source.read_text(encoding="utf-8")
    else:
        return
    yield f"exercises/{chapter.name}.py", stub.encode()
    # kept apart from the copy that is worked in, to tell work from an untouched stub
    yield f"graders/stubs/{chapter.name}.py", stub.encode()
    for path in (chapter.public_tests, chapter.kit):
        if path.is_file():
            yield path.relative_to(course.root).as_posix(), path.read_bytes()


def _catalogues(course: Course, files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The graders' catalogues, without what none of the graders in `files` says."""
    said = {
        text
        for name, content in files.items()
        if name.startswith("graders/") and name.endswith(".py")
        for text in _texts(parse(unify(content.decode()), name))
    }
    for path in sorted((course.root / "graders" / "locale").rglob("*.po")):
        yield path.relative_to(course.root).as_posix(), _public_catalogue(path, said)


def _shared_files(root: Path) -> Iterator[Path]:
    """What belongs to no chapter: the graders' common modules, the engine, how to install it."""
    chapters = {path.name for path in (root / "graders").glob("test_*.py")}
    candidates = [path for path in (root / "graders").glob("*.py") if path.name not in chapters]
    candidates += [root / "graders" / "kits" / "__init__.py"]
    candidates += [root / name for name in ROOT_FILES]
    candidates += (root / "src" / "stubmeister").rglob("*")
    for path in candidates:
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts:
            yield path


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every string in a module, on one line as catalogues write it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield one_line(node.value)


def _public_catalogue(catalogue: Path, said: set[str]) -> bytes:
    messages = read_catalogue(catalogue)
    for message in list(messages):
        if message.id and one_line(str(message.id)) not in said:
            messages.delete(message.id, message.context)
    messages.obsolete.clear()
    written = io.BytesIO()
    write_po(written, messages, omit_header=True, no_location=True)
    return written.getvalue()


def _readme(course: Course) -> str:
    chapter = next((each for each in course.chapters if each.public_tests.is_file()), course.chapters[0])
    source = chapter.solution if chapter.solution.is_file() else chapter.exercise
    named = re.search(r'^# %%(?! \[).*exercise="(\w+)"', source.read_text(encoding="utf-8"), re.MULTILINE)
    constraints = "-c constraints.txt " if (course.root / "constraints.txt").is_file() else ""
    return README.format(
        chapter=chapter.name, exercise=named.group(1) if named else "relu", constraints=constraints
    )


def secrets_in(course: Course, files: Mapping[str, bytes]) -> Iterator[Secret]:
    """Whatever in `files` holds the whole of a solution region or of a hidden test, however it is spaced."""
    texts = {name: _squeezed(_readable(name, content)) for name, content in files.items()}
    for chapter in course.chapters:
        for place, answer in _solutions(course, chapter):
            for name in _holders(answer, texts):
                yield Secret(name, _("{file} holds the solution of {place}.", file=name, place=place))
        for place, test in _hidden_tests(course, chapter):
            for name in _holders(test, texts):
                yield Secret(name, _("{file} holds the hidden test {place}.", file=name, place=place))


def _holders(text: str, texts: Mapping[str, str]) -> Iterator[str]:
    text = _squeezed(text)
    if len(text) >= SHORTEST_ANSWER:
        yield from (name for name, content in texts.items() if text in content)


def _solutions(course: Course, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Place and text of each solution region."""
    if chapter.solution.is_file():
        text = unify(chapter.solution.read_text(encoding="utf-8"))
        lines = text.split("\n")
        for region in find_regions(text, chapter.solution):
            place = f"{chapter.solution.relative_to(course.root)}:{region.begin}"
            yield place, "\n".join(lines[region.begin : region.end - 1])


def _hidden_tests(course: Course, chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Place and text of each hidden test that does not stand among the public ones to the letter."""
    if not chapter.hidden_tests.is_file():
        return
    text = unify(chapter.hidden_tests.read_text(encoding="utf-8"))
    public = chapter.public_tests.read_text(encoding="utf-8") if chapter.public_tests.is_file() else ""
    for node in ast.walk(parse(text, chapter.hidden_tests)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            test = ast.get_source_segment(text, node) or ""
            if _squeezed(test) not in _squeezed(public):
                yield f"{chapter.hidden_tests.relative_to(course.root)}:{node.lineno}", test


def _readable(name: str, content: bytes) -> str:
    """A file as text; of a notebook all its texts, without the quoting of JSON."""
    text = content.decode(errors="replace")
    if not name.endswith(".ipynb"):
        return text
    try:
        return "\n".join(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        return text


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part)


def _squeezed(text: str) -> str:
    return "".join(text.split())
