"""The documentation says nothing that is not there: commands, options, files, links, the authors' example."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import start
from stubmeister.build import build_course, new_exercise
from stubmeister.build.stubs import stub_source
from stubmeister.cli.app import app
from stubmeister.course import Course
from stubmeister.grading import plugin
from stubmeister.grading.check import check_course
from stubmeister.grading.class_run import ClassOptions
from stubmeister.grading.known_wrong import known_wrong, right_module, wrong_entries, wrong_module
from stubmeister.report import LEVELS
from stubmeister.report.lms import FORMATS
from stubmeister.wall.isolation import ISOLATIONS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]
TRANSLATED = [ROOT / "docs" / f"{name}.md" for name in ("students", "students-jupyter", "teachers")]
PROGRAMS = ("stubmeister", "pytest", "python3 start.py", "nbgrader")
VALUES = {
    "format": FORMATS,
    "isolation": ISOLATIONS,
    "show": LEVELS,
    "lang": ("ko", "en"),
    "statements": ("ko", "en", "both"),
}
MADE_BY_READERS = ("submitted", "graded")  # folders that a reader has and this one need not


def by_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=by_name)


class UnknownCommand(Exception):
    """A command that would not run."""


def blocks(page: Path, *languages: str) -> Iterator[str]:
    """The fenced code of a page in these languages."""
    fences = re.finditer(r"^```(\w*)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return (fence[2] for fence in fences if fence[1] in languages)


def without_blocks(page: Path) -> str:
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """Every command of ours in code blocks and in `code`, without comments."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", without_blocks(page))
    plain = (shlex.join(shlex.split(line, comments=True)) for line in lines if line.startswith(PROGRAMS))
    return [line for line in plain if " " in line and "..." not in line and "COMMAND" not in line]


def examine(command: str) -> None:
    """Raise UnknownCommand unless the program knows these words and options."""
    words = shlex.split(command)
    if words[:2] == ["python3", "start.py"]:
        if words[2] not in start.COMMANDS:
            raise UnknownCommand(command)
    elif words[0] == "pytest":
        examine_pytest(words[1:])
    elif words[0] == "nbgrader":
        examine_nbgrader(words[1])
    else:
        examine_stubmeister(words[1:])


def examine_stubmeister(words: list[str]) -> None:
    if words[0].startswith("-"):
        words = ["--version", *words]
    group: Any = typer.main.get_command(app)
    command = group.commands.get(words[0])
    if command is None:
        raise UnknownCommand(f"stubmeister {words[0]}")
    options = {flag: option for option in command.params for flag in option.opts if flag.startswith("--")}
    for flag, value in zip(words, [*words[1:], ""], strict=True):
        if flag.startswith("--") and flag not in options and flag != "--help":
            raise UnknownCommand(f"stubmeister {words[0]} {flag}")
        known = VALUES.get(flag.removeprefix("--"))
        if known is not None and value not in known:
            raise UnknownCommand(f"{flag} {value}")
    if len(words) > 1:  # the name of a command alone is a mention; with anything more it has to run
        try:
            command.make_context(words[0], words[1:], resilient_parsing="--help" in words)
        except Exception as error:  # whichever package typer takes its usage errors from
            raise UnknownCommand(f"stubmeister {' '.join(words)}: {error}") from error


def examine_nbgrader(word: str) -> None:
    from nbgrader.apps.nbgraderapp import NbGraderApp

    if word not in NbGraderApp.subcommands:
        raise UnknownCommand(f"nbgrader {word}")


class _Options(argparse.ArgumentParser):
    """Takes the place of pytest's parser and its groups."""

    def getgroup(self, *_: object) -> _Options:
        return self

    def addoption(self, *names: str, **settings: Any) -> None:
        self.add_argument(*names, **settings)

    def error(self, message: str) -> Any:
        raise UnknownCommand(f"pytest: {message}")


def examine_pytest(words: list[str]) -> None:
    parser = _Options(allow_abbrev=False)
    for name in ("-k", "-m"):
        parser.add_argument(name)
    for flag in ("-q", "-x", "--sw"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("paths", nargs="*")
    plugin.pytest_addoption(parser)  # type: ignore[arg-type]
    found = parser.parse_args(words)
    for path in filter(None, [*found.paths, found.submission]):
        if not (ROOT / path.partition("::")[0]).exists() and path not in ("PATH", *MADE_BY_READERS):
            raise UnknownCommand(f"pytest: there is no {path}")


@each_page
def test_commands_exist(page: Path) -> None:
    for command in commands(page):
        examine(command)


@pytest.mark.parametrize(
    "command",
    [
        "stubmeister grad submitted --out graded",
        "stubmeister grade submitted",
        "stubmeister grade submitted --out graded --parallel 4",
        "stubmeister grade submitted --out graded --show some",
        "stubmeister grade submitted --out graded --lanes many",
        "pytest graders/ --sumbission solutions",
        "pytest graders/test_ch99_nothing.py",
        "python3 start.py deploy",
        "nbgrader autograd ch05_losses",
        "stubmeister export --format canvas --tempalte canvas.csv",
    ],
)
def test_a_command_that_does_not_exist_is_found(command: str) -> None:
    with pytest.raises(UnknownCommand):
        examine(command)


def test_enough_commands_are_read() -> None:
    read = {command for page in PAGES for command in commands(page)}
    assert {"python3 start.py demo", "python3 start.py test", "pytest graders/ -k mse"} <= read
    assert len(read) > 25


def test_the_readme_lists_every_command() -> None:
    group: Any = typer.main.get_command(app)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in group.commands if f"`stubmeister {name}" not in text] == []


def options_in(text: str) -> set[str]:
    return set(re.findall(r"`(--[a-z-]+)", text))


def test_the_teachers_page_names_no_option_that_is_gone() -> None:
    group: Any = typer.main.get_command(app)
    options = [option for command in group.commands.values() for option in command.params]
    known = {flag for option in options for flag in (*option.opts, *option.secondary_opts)}
    text = (ROOT / "docs" / "teachers.md").read_text(encoding="utf-8")
    assert options_in(text) - known <= {"--privileged", "--force"}  # docker's, nbgrader's


@pytest.mark.parametrize("page", TRANSLATED, ids=by_name)
def test_both_languages_give_the_same_commands(page: Path) -> None:
    korean = page.with_suffix(".ko.md")
    ignored = " --lang ko"
    mine, theirs = ({c.replace(ignored, "") for c in commands(each)} for each in (page, korean))
    assert mine == theirs
    assert options_in(page.read_text(encoding="utf-8")) == options_in(korean.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", without_blocks(page)):
        if re.match(r"https?:", link):
            continue
        file, _hash, anchor = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@each_page
def test_python_and_json_can_be_read(page: Path) -> None:
    for block in blocks(page, "python"):
        compile(block, page.name, "exec")
    for block in blocks(page, "json"):
        json.loads(block)


@pytest.fixture
def course_with_example(tmp_path: Path) -> Course:
    """A copy of chapter 5 with what the authors' page adds to each of its files."""
    for folder in ("solutions", "exercises", "graders"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for block in blocks(ROOT / "docs" / "authors.md", "python"):
        first, _newline, added = block.partition("\n")
        if not first.startswith("# in "):
            continue
        file = tmp_path / first.removeprefix("# in ")
        file.write_text(file.read_text(encoding="utf-8") + "\n\n" + added, encoding="utf-8")
    return Course(tmp_path)


def test_the_authors_example_becomes_a_stub(course_with_example: Course) -> None:
    build_course(course_with_example, check_only=False)
    stub = course_with_example.chapter("ch05_losses").exercise.read_text(encoding="utf-8")
    asked = stub[stub.index("def max_error") :]
    assert "raise NotImplementedError" in asked
    assert "np.max" not in asked
    assert '"is this mail spam or not": None,' in asked
    assert stub == stub_source(
        course_with_example.chapter("ch05_losses").solution.read_text(encoding="utf-8")
    )


def test_the_authors_wrong_answers_are_wrong(course_with_example: Course) -> None:
    import numpy as np

    chapter = course_with_example.chapter("ch05_losses")
    predicted, true = np.array([[1.0, -9.0], [0.0, 2.0]]), np.array([[3.0, 1.0], [5.0, 1.0]])
    right = right_module(chapter).max_error(predicted, true)
    answers = [wrong for wrong in known_wrong(chapter) if wrong.exercise == "max_error"]
    assert len(answers) >= 5
    for wrong in answers:
        got = wrong_module(chapter, wrong).max_error(predicted, true)
        assert np.shape(got) != () or got != right, wrong.name


def test_the_authors_new_chapter_passes_check(tmp_path: Path) -> None:
    """`stubmeister new` as on the page, the files as on the page, built and translated: nothing is found."""
    for folder in ("solutions", "exercises", "graders"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    new_exercise(Course(tmp_path), "ch14_clipping", "clip_gradient", ["gradient", "limit"])
    build_course(Course(tmp_path), check_only=False)
    for block in blocks(ROOT / "docs" / "authors.md", "python"):
        first, _newline, text = block.partition("\n")
        if first.startswith("# all of "):
            file = tmp_path / first.removeprefix("# all of ")
            assert file.is_file(), "`stubmeister new` has made it"
            file.write_text(text, encoding="utf-8")
    build_course(Course(tmp_path), check_only=False)
    catalogue = tmp_path / "graders" / "locale" / "ko" / "ch14_clipping.po"
    filled = re.sub(
        r'^(msgid ".+"\nmsgstr )""', r'\1"번역"', catalogue.read_text("utf-8"), flags=re.MULTILINE
    )
    catalogue.write_text(filled, encoding="utf-8")
    course = Course(tmp_path)
    options = ClassOptions(isolation="process", lanes=1)
    findings, _counts = check_course(course, [course.chapter("ch14_clipping")], options, quick=False)
    assert findings == []


def test_the_authors_wrong_quiz_answer_is_wrong(course_with_example: Course) -> None:
    chapter = course_with_example.chapter("ch05_losses")
    right = right_module(chapter).WHICH_LOSS
    wrong = [
        wrong_entries(chapter, wrong) for wrong in known_wrong(chapter) if wrong.exercise == "WHICH_LOSS"
    ]
    assert wrong == [{"which of ten digits is this": "binary"}]
    assert chapter.quizzes["WHICH_LOSS"] == tuple(right)
