"""The commands. stdout carries data (paths, reports), stderr progress and summaries."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import stubmeister
from stubmeister import lang
from stubmeister.course import Course
from stubmeister.errors import StubmeisterError
from stubmeister.files import write_atomically
from stubmeister.grading.class_run import ClassOptions, ClassOutcome, grade_class
from stubmeister.lang import _
from stubmeister.report import LEVELS, write_results
from stubmeister.report._text import name as name_text
from stubmeister.report._text import points as points_text
from stubmeister.report.lms import FORMATS
from stubmeister.wall.isolation import ISOLATIONS
from stubmeister.wall.limits import Limits

app = typer.Typer(
    name="stubmeister",
    help=_("A lecture as a course that grades itself."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
RUNS = ("auto", "quick", "full", "offline")
LONGEST_NAME = 40  # characters of what a progress bar shows
AUDIT_SECONDS = 5.0  # of one call: a mutant that loops for ever is refused soon enough
HERE = lang.current()  # `cli.main` has set it
stderr = Console(stderr=True)
stdout = Console(soft_wrap=True)

CourseOption = Annotated[Path, typer.Option("--course", help=_("The course's folder."))]
IsolationOption = Annotated[
    str, typer.Option(help=_("How student code is kept apart."), metavar="|".join(ISOLATIONS))
]
LanesOption = Annotated[int, typer.Option(help=_("Submissions graded side by side; 0: one per core."))]
TrainingOption = Annotated[str, typer.Option(help=_("How much chapter 10 trains."), metavar="|".join(RUNS))]
LangOption = Annotated[str, typer.Option("--lang", help=_("Language: ko or en."), metavar="ko|en")]


def find_course(folder: Path, language: str) -> Course:
    """The course, with the language of this command in use."""
    lang.use(language)
    course = Course.find(folder)
    lang.set_course_catalogues(course.root / "graders" / "locale")
    return course


def one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    """`value`, if it is one of `known`.

    Raises:
        StubmeisterError: It is not.
    """
    if value not in known:
        raise StubmeisterError(
            _("{option} {value} is not known.", option=name, value=value),
            _("Choose one of: {names}", names=", ".join(known)),
        )
    return value


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
) -> None:
    if show:
        stdout.print(stubmeister.__version__)
        raise typer.Exit


@app.command(help=_("Grade a class: every folder in SUBMITTED."))
def grade(
    submitted: Annotated[Path, typer.Argument(help=_("One folder per student."))],
    out: Annotated[Path, typer.Option("--out", help=_("Where the results go."))],
    chapter: Annotated[list[str] | None, typer.Option(help=_("Grade this chapter; may be repeated."))] = None,
    show: Annotated[
        str, typer.Option(help=_("What students see of hidden tests."), metavar="|".join(LEVELS))
    ] = "hint",
    isolation: Annotated[
        str, typer.Option(help=_("How student code is kept apart."), metavar="|".join(ISOLATIONS))
    ] = "auto",
    lanes: LanesOption = 0,
    seed: Annotated[
        int | None,
        typer.Option(help=_("The class's seed; drawn and kept with the results unless given.")),
    ] = None,
    training: TrainingOption = "auto",
    device: Annotated[str, typer.Option(help=_("Where models train."), metavar="auto|cpu|cuda")] = "auto",
    data: Annotated[Path | None, typer.Option(help=_("Folder that holds MNIST/raw."))] = None,
    time_limit: Annotated[float, typer.Option(help=_("Seconds for one call."))] = Limits.wall_seconds,
    memory_limit: Annotated[int, typer.Option(help=_("Memory of a submission in MiB."))] = Limits.memory_mib,
    again: Annotated[bool, typer.Option("--again", help=_("Grade finished submissions anew."))] = False,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    found = find_course(course, language)
    chapters = [found.chapter(name).name for name in chapter or []]
    options = ClassOptions(
        chapters=chapters,
        isolation=one_of("--isolation", isolation, ISOLATIONS),
        lanes=lanes,
        seed=seed,
        language=language,
        training=one_of("--training", training, RUNS),
        device=one_of("--device", device, ("auto", "cpu", "cuda")),
        data=data,
        limits=Limits(wall_seconds=time_limit, memory_mib=memory_limit),
        again=again,
    )
    one_of("--show", show, LEVELS)
    outcome = run_class(found, submitted, out, options)
    stdout.print(str(write_results(outcome.results, out, show)), highlight=False)
    summary(outcome)
    looks = outcome.attention or any(note.attention for note in outcome.passed_over)
    raise typer.Exit(1 if looks else 0)


def run_class(course: Course, submitted: Path, out: Path, options: ClassOptions) -> ClassOutcome:
    """Grade a class with a progress bar."""
    with progress_bar(_("Grading")) as tell:
        return grade_class(course, submitted, out, options, tell)


@contextlib.contextmanager
def progress_bar(beginning: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A bar on stderr, to be told how many are done, of how many if that is known, and what is being done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task(beginning, total=None)
        yield lambda done, total, name: bar.update(
            task, completed=done, total=total, description=escape(name[:LONGEST_NAME])
        )


def summary(outcome: ClassOutcome) -> None:
    """The class in a table on stderr."""
    table = Table(box=None, pad_edge=False)
    for heading in (_("student"), _("points"), _("of"), _("status")):
        table.add_column(heading, justify="left" if heading == _("student") else "right")
    for result in outcome.results:
        name = result.submission.encode("utf-8", "backslashreplace").decode()
        row = (points_text(result.points), points_text(result.max_points), _status(result.status))
        table.add_row(escape(name), *row)
    stderr.print(table)
    counts = _(
        "{graded} graded, {reused} were finished already.", graded=outcome.graded, reused=outcome.reused
    )
    stderr.print(counts + (f" ({outcome.isolation})" if outcome.isolation else ""), highlight=False)
    for passed in outcome.passed_over:
        stderr.print(f"· {passed.file}: {passed.message}", markup=False, highlight=False)
    for result in outcome.attention:
        for note in result.notes:
            stderr.print(f"! {result.submission}: {note.file} {note.message}", markup=False, highlight=False)


def _status(status: str) -> str:
    return {"graded": _("graded"), "empty": _("empty"), "attention": _("needs a look")}[status]


@app.command(help=_("Make stubs and notebooks from the solutions."))
def build(
    check: Annotated[bool, typer.Option("--check", help=_("Only compare."))] = False,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.build import build_course

    differences = build_course(find_course(course, language), check)
    for difference in differences:
        stdout.print(difference.message, highlight=False, markup=False)
        if check:
            stdout.print("  " + difference.cure, highlight=False, markup=False)
    raise typer.Exit(1 if check and differences else 0)


@app.command(help=_("Begin an exercise: skeletons in the four places of its chapter."))
def new(
    chapter: Annotated[str, typer.Argument(help=_("The chapter, new or not, such as ch14_clipping."))],
    name: Annotated[str, typer.Argument(help=_("The function."))],
    params: Annotated[
        str | None, typer.Option(help=_("Names of its parameters, with commas between."), metavar="A,B")
    ] = None,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.build import new_exercise

    found = find_course(course, language)
    names = None if params is None else [part.strip() for part in params.split(",") if part.strip()]
    for path in new_exercise(found, chapter, name, names):
        stdout.print(path.as_posix(), highlight=False, markup=False)
    next_step = _("Write what is marked TODO. What is still missing says: {command}",
                  command=f"stubmeister check --chapter {chapter}")  # fmt: skip
    stderr.print(next_step, highlight=False, markup=False, soft_wrap=True)


@app.command(help=_("Examine the course itself: solutions, stubs, known wrong answers, translations."))
def check(
    chapter: Annotated[list[str] | None, typer.Option(help=_("Only this chapter; may be repeated."))] = None,
    quick: Annotated[bool, typer.Option("--quick", help=_("Leave out the known wrong answers."))] = False,
    isolation: Annotated[
        str, typer.Option(help=_("How student code is kept apart."), metavar="|".join(ISOLATIONS))
    ] = "auto",
    lanes: LanesOption = 0,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.grading.check import check_course

    found = find_course(course, language)
    chapters = [found.chapter(name) for name in chapter or []] or found.chapters
    options = ClassOptions(isolation=isolation, lanes=lanes, language="en")
    with progress_bar(_("Checking")) as tell:
        findings, counts = check_course(found, chapters, options, quick, tell)
    for finding in findings:
        stdout.print(finding.message, highlight=False, markup=False)
        stdout.print("  " + finding.cure, highlight=False, markup=False)
    stderr.print(counts, highlight=False)
    raise typer.Exit(1 if findings else 0)


@app.command(help=_("Examine the graders: mutants, known wrong answers and right ones, on several seeds."))
def audit(
    chapter: Annotated[list[str] | None, typer.Option(help=_("Only this chapter; may be repeated."))] = None,
    seeds: Annotated[int, typer.Option(min=1, help=_("On how many seeds each verdict is asked for."))] = 5,
    write: Annotated[Path | None, typer.Option(help=_("Write the page to this file too."))] = None,
    isolation: IsolationOption = "auto",
    lanes: LanesOption = 0,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.audit import audit_course, page, table

    found = find_course(course, language)
    chapters = [found.chapter(name) for name in chapter or []] or found.chapters
    limits = Limits(wall_seconds=AUDIT_SECONDS)
    options = ClassOptions(isolation=isolation, lanes=lanes or os.cpu_count() or 1, limits=limits)
    done = itertools.count(1)
    with progress_bar(_("Auditing")) as tell:
        result = audit_course(found, chapters, options, seeds, lambda name: tell(next(done), None, name))
    written = page(result)
    if write is not None:
        write_atomically(write, written)
    stdout.print(table(result) if result.healthy and write else written, highlight=False, markup=False)
    raise typer.Exit(0 if result.healthy else 1)


@app.command(help=_("Grade a sample class and show the page."))
def demo(
    out: Annotated[Path, typer.Option("--out", help=_("Where the sample class goes."))] = Path("demo"),
    lanes: LanesOption = 0,
    open_page: Annotated[bool, typer.Option("--open", help=_("Open the page in a browser."))] = False,
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.demo import sample_class
    from stubmeister.wall import probe

    found = find_course(course, language)
    submitted = sample_class(found, out)
    isolation = "auto"
    state = probe()
    if not state.ok:
        isolation = "process"
        stderr.print(
            _("No isolation here ({detail}); the sample is ours, so it runs without.", detail=state.detail)
        )
    options = ClassOptions(
        isolation=isolation,
        lanes=lanes,
        language=language,
        seed=0,
        training="offline",
        limits=Limits(wall_seconds=5.0),
    )
    outcome = run_class(found, submitted, out / "graded", options)
    page = write_results(outcome.results, out / "graded", "hint").resolve()
    summary(outcome)
    stdout.print(str(page), highlight=False)
    if open_page:
        typer.launch(page.as_uri())


@app.command(help=_("Check a chapter again whenever its file is saved."))
def watch(
    path: Annotated[
        Path | None,
        typer.Argument(help=_("A chapter's file or a folder; the course's exercises unless said.")),
    ] = None,
    exercise: Annotated[str, typer.Option(help=_("Only this exercise."))] = "",
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.watch import watch_answers

    def say(line: str) -> None:
        stderr.print(line, markup=False, highlight=False, soft_wrap=True)

    found = find_course(course, language)
    options = [f"--lang={language}", *([f"--exercise={exercise}"] if exercise else [])]
    watch_answers(found, path or found.root / "exercises", options, say)


@app.command(help=_("Is this machine ready?"))
def doctor(
    data: Annotated[Path | None, typer.Option(help=_("Folder that holds MNIST/raw."))] = None,
    language: LangOption = HERE,
) -> None:
    from stubmeister.doctor import examine

    lang.use(language)
    failed = False
    for item in examine(data):
        sign = {True: "✓", False: "✗", None: "·"}[item.ok]
        stdout.print(f"{sign} {item.name}: {item.detail}", highlight=False, markup=False)
        if item.cure and item.ok is not True:
            stdout.print("    " + item.cure.replace("\n", "\n    "), highlight=False, markup=False)
        failed = failed or item.ok is False
    raise typer.Exit(1 if failed else 0)


@app.command(help=_("Download MNIST and check it."))
def download(
    folder: Annotated[
        Path | None, typer.Argument(help=_("Where it goes; the user's cache unless said."))
    ] = None,
    language: LangOption = HERE,
) -> None:
    from stubmeister.data import default_folder
    from stubmeister.data import download as fetch

    lang.use(language)
    stdout.print(str(fetch(folder or default_folder())), highlight=False)


@app.command(help=_("Pack what students get as a zip."))
def handout(
    out: Annotated[Path, typer.Argument(help=_("The zip to write."))] = Path("handout.zip"),
    statements: Annotated[str, typer.Option(help=_("Language of the statements: ko, en or both."))] = "both",
    course: CourseOption = Path(),
    language: LangOption = HERE,
) -> None:
    from stubmeister.build import handout as pack

    pack(find_course(course, language), out, one_of("--statements", statements, ("ko", "en", "both")))
    stdout.print(str(out), highlight=False)


@app.command(help=_("Write marks from nbgrader's gradebook as the file that a learning platform imports."))
def export(
    format_: Annotated[str, typer.Option("--format", help=_("For whom."), metavar="|".join(FORMATS))],
    db: Annotated[str, typer.Option("--db", help=_("The gradebook."))] = "sqlite:///gradebook.db",
    assignment: Annotated[
        list[str] | None,
        typer.Option(help=_("This assignment, or NAME=COLUMN; may be repeated. All unless given.")),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help=_("Canvas' gradebook or Moodle's worksheet, as downloaded."))
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help=_("A table of names and e-mails that the gradebook lacks."))
    ] = None,
    scale: Annotated[
        bool | None,
        typer.Option("--scale/--no-scale", help=_("Convert marks to the platform's maximum, or do not.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=_("The file to write; stdout unless given."))
    ] = None,
    language: LangOption = HERE,
) -> None:
    from stubmeister.report.lms import Request
    from stubmeister.report.lms import export as make

    lang.use(language)
    one_of("--format", format_, FORMATS)
    made = make(Request(format_, db, tuple(assignment or ()), template, roster, scale))
    if out is None:
        sys.stdout.buffer.write(made.text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    else:
        write_atomically(out, made.text)
        stdout.print(str(out), highlight=False, markup=False)
    for note in made.notes:
        stderr.print(f"· {note}", markup=False, highlight=False, soft_wrap=True)
    for each in made.unmatched:
        stderr.print(
            f"! {name_text(each.student.id)}: {each.reason}", markup=False, highlight=False, soft_wrap=True
        )
    raise typer.Exit(1 if made.unmatched else 0)


if __name__ == "__main__":
    sys.exit("run `stubmeister`")
