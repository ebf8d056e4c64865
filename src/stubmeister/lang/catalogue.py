"""Reading, checking and updating the Korean catalogues.

Which texts there are is read from the source, never from a list: `_()` calls in the engine and its templates,
`_()` calls in the graders, and each chapter's test titles, hints, rubrics and known wrong answers. One
catalogue each:

    src/stubmeister/lang/ko/LC_MESSAGES/stubmeister.po      the engine
    graders/locale/ko/common.po                             `_()` in the graders
    graders/locale/ko/<chapter>.po                          a chapter's sentences
"""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from jinja2 import Environment, nodes

from stubmeister.errors import CourseError
from stubmeister.lang import COMMON, ENGINE_CATALOGUES, _, one_line

if TYPE_CHECKING:
    from stubmeister.course import Chapter, Course

_Definition = ast.FunctionDef | ast.ClassDef
_Node = TypeVar("_Node", bound=ast.expr | ast.stmt)

ENGINE = Path(__file__).resolve().parents[1]
HEADER = """msgid ""
msgstr ""
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True)
class Text:
    """An English text that needs a translation; `english` is None where it is computed."""

    english: str | None
    file: Path
    line: int


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the translations, and what to do about it."""

    file: Path
    message: str
    cure: str


def translations(file: Path) -> dict[str, str]:
    """English to Korean, without fuzzy and empty entries; nothing when there is no file.

    Raises:
        CourseError: The file is no catalogue.
    """
    return {
        english: str(message.string)
        for english, message in _entries(read_catalogue(file)).items()
        if message.string and not message.fuzzy
    }


def problems(course: Course) -> list[Problem]:
    """Missing, fuzzy, orphaned and misfitting translations of the course; of the engine if it is in there."""
    found: list[Problem] = []
    for file, texts in _sources(course).items():
        found += [_computed(text) for text in texts if text.english is None]
        try:
            found += _catalogue_problems(file, _unique(texts))
        except CourseError as broken:
            found.append(Problem(file, broken.message, broken.cure))
    return found


def fresh_catalogues(course: Course) -> dict[Path, str]:
    """What each catalogue should hold: every text in source order, translations kept, new ones empty.

    A translation whose text is gone is kept as a comment (`#~`), for the translator to use again.

    Raises:
        CourseError: An existing file is no catalogue.
    """
    return {file: _updated(file, _unique(texts)) for file, texts in _sources(course).items()}


def update(course: Course) -> list[Path]:
    """Writes `fresh_catalogues`; the files that changed."""
    changed = []
    for file, text in fresh_catalogues(course).items():
        if not file.is_file() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            changed.append(file)
    return changed


def python_texts(file: Path) -> Iterator[Text]:
    """The first arguments of `_()` calls in a Python file, in order."""
    for node in _in_order(_parse(file), ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
            yield Text(_literal(node.args[0]), file, node.lineno)


def template_texts(file: Path) -> Iterator[Text]:
    """The first arguments of `_()` calls in a Jinja template, in order."""
    page = Environment().parse(file.read_text(encoding="utf-8"))
    for call in page.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and call.args:
            first = call.args[0]
            known = isinstance(first, nodes.Const) and isinstance(first.value, str)
            yield Text(first.value if known else None, file, call.lineno)  # type: ignore[attr-defined]


def chapter_texts(chapter: Chapter) -> Iterator[Text]:
    """A chapter's test titles, hints, rubrics and sentences of known wrong answers, each on one line."""
    for file in chapter.test_files:
        for node in _definitions(file):
            if node.name.startswith("test_"):
                yield from _docstring(node, file)
            yield from _hints(node.decorator_list, file)
            for call in _decorators(node, "rubric"):
                yield from (Text(_one_line(_literal(line)), file, line.lineno) for line in call.args)
        yield from _hints([node for node in _parse(file).body if not isinstance(node, _Definition)], file)
    if chapter.misconceptions.is_file():
        for node in _definitions(chapter.misconceptions):
            if any(_decorators(node, "misconception")):
                yield from _docstring(node, chapter.misconceptions)


def read_catalogue(file: Path) -> Catalog:
    """What `file` holds; an empty catalogue when there is no file."""
    if not file.is_file():
        return Catalog(locale="ko")
    try:
        return read_po(io.BytesIO(file.read_bytes()), locale="ko", charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError) as problem:
        raise CourseError(
            _("{file} is not a catalogue: {problem}", file=str(file), problem=str(problem)),
            _("Correct the line, or delete the file and run `stubmeister build`."),
        ) from problem


def _sources(course: Course) -> dict[Path, list[Text]]:
    """Each catalogue with the texts it should hold; the engine's only where it stands in the course."""
    graders = course.root / "graders"
    sources: dict[Path, list[Text]] = {}
    if ENGINE.is_relative_to(course.root):
        engine = [text for file in sorted(ENGINE.rglob("*.py")) for text in python_texts(file)]
        engine += [text for file in sorted(ENGINE.rglob("*.html")) for text in template_texts(file)]
        sources[ENGINE_CATALOGUES / "ko" / "LC_MESSAGES" / "stubmeister.po"] = engine
    sources[graders / "locale" / "ko" / f"{COMMON}.po"] = [
        text for file in sorted(graders.rglob("*.py")) for text in python_texts(file)
    ]
    for chapter in course.chapters:
        sources[graders / "locale" / "ko" / f"{chapter.name}.po"] = list(chapter_texts(chapter))
    return {file: texts for file, texts in sources.items() if texts or file.is_file()}


def _catalogue_problems(file: Path, texts: Iterable[str]) -> Iterator[Problem]:
    entries = _entries(read_catalogue(file))
    build = _("Run `stubmeister build`, then fill in the empty msgstr in {file}.", file=str(file))
    for english in texts:
        message = entries.pop(english, None)
        if message is None or not message.string:
            yield Problem(file, _("No Korean for: {text}", text=english), build)
        elif message.fuzzy:
            cure = _("Check the translation and remove the word fuzzy above it.")
            yield Problem(file, _("Unchecked Korean for: {text}", text=english), cure)
        elif not _same_fields(english, str(message.string)):
            cure = _("Use the same {{fields}} in both languages: {fields}", fields=" ".join(_fields(english)))
            yield Problem(file, _("Other fields in the Korean for: {text}", text=english), cure)
    for english in entries:
        cure = _("Run `stubmeister build`, which sets it aside.")
        yield Problem(file, _("Nothing says this any more: {text}", text=english), cure)


def _computed(text: Text) -> Problem:
    return Problem(
        text.file,
        _("Line {line}: this text is computed, so nobody can translate it.", line=text.line),
        _("Write it as one literal with {fields}."),
    )


def _updated(file: Path, texts: list[str]) -> str:
    old = read_catalogue(file)
    entries = {**_entries(old), **_entries(old.obsolete.values())}
    entries.update({english: message for english, message in _entries(old).items() if message.string})
    fresh = Catalog(locale="ko")
    for english in texts:
        kept = entries.pop(english, Message(english))
        fresh.add(english, kept.string, flags=kept.flags & {"fuzzy"}, user_comments=kept.user_comments)
    for english, message in entries.items():
        if message.string:
            fresh.obsolete[english] = Message(english, message.string, user_comments=message.user_comments)
    body = io.BytesIO()
    write_po(body, fresh, width=0, omit_header=True, no_location=True)
    return HEADER + "\n" + body.getvalue().decode("utf-8").strip("\n") + "\n"


def _entries(messages: Iterable[Message]) -> dict[str, Message]:
    return {str(message.id): message for message in messages if message.id}


def _unique(texts: Iterable[Text]) -> list[str]:
    return list(dict.fromkeys(text.english for text in texts if text.english))


def _fields(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{[^{}]*\}", text)))


def _same_fields(english: str, korean: str) -> bool:
    """Whether both have the same fields, and the Korean can be filled in where the English can."""
    if _fields(english) != _fields(korean):
        return False
    try:
        list(string.Formatter().parse(english))
    except ValueError:
        return True  # braces that are no fields, as in a set {0, 1
    try:
        list(string.Formatter().parse(korean))
    except ValueError:
        return False
    return True


def _parse(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as problem:
        raise CourseError(
            _("{file} cannot be read: {problem}", file=str(file), problem=str(problem)),
            _("Correct the line."),
        ) from problem


def _in_order(tree: ast.AST, *kinds: type[_Node]) -> list[_Node]:
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _definitions(file: Path) -> list[_Definition]:
    return _in_order(_parse(file), ast.FunctionDef, ast.ClassDef)


def _docstring(node: _Definition, file: Path) -> Iterator[Text]:
    """Its docstring as one line. None at all is another check's business."""
    docstring = ast.get_docstring(node)
    if docstring:
        yield Text(one_line(docstring), file, node.lineno)


def _decorators(node: _Definition, name: str) -> Iterator[ast.Call]:
    """The calls among a definition's decorators that end in `name`, such as `@pytest.mark.hint(...)`."""
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == name:
            yield call


def _hints(nodes: Iterable[ast.AST], file: Path) -> Iterator[Text]:
    """The sentences of `hint("...")` in these, marks of single cases too: `param(..., marks=hint("..."))`."""
    for node in nodes:
        for call in _in_order(node, ast.Call):
            if ast.unparse(call.func).split(".")[-1] == "hint":
                yield Text(_one_line(_literal(call.args[0])) if call.args else None, file, call.lineno)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _one_line(text: str | None) -> str | None:
    return None if text is None else one_line(text)
