"""The few lines at the end of a self-check: where a student stands, and what to do next."""

from __future__ import annotations

from stubmeister.grading.results import ExerciseResult, Result
from stubmeister.lang import _
from stubmeister.report._text import display_width, effort, name, points, shown, status_word

# One column each on every terminal, Korean ones included; the status stands beside it in words.
SYMBOLS = {
    "not started": "-",
    "manual": "…",
    "passed": "✓",
    "partial": "~",
    "failed": "✗",
    "error": "!",
    "timeout": "!",
    "crashed": "!",
    "forbidden": "!",
}
_COLORS = {"passed": "32", "manual": "36", "partial": "33", "not started": "2"}  # everything else is red
_NARROWEST = 40


def scoreboard(result: Result, width: int, color: bool) -> str:
    """Where the submission stands: a line for each exercise, the total, and the next step.

    A chapter that is wholly passed, not started or the teacher's takes one line where there are several.

    Args:
        result: One submission, graded.
        width: The terminal's columns; Korean letters take two of them.
        color: Whether to use colours. Nothing depends on them.
    """
    columns = max(width, _NARROWEST)
    chapters: dict[str, list[ExerciseResult]] = {}
    for exercise in result.exercises:
        chapters.setdefault(exercise.chapter, []).append(exercise)
    rows = [
        row for chapter, exercises in chapters.items() for row in _rows(chapter, exercises, len(chapters))
    ]
    lines = _table(rows, columns, color)
    last = [*_wrap(_by_hand(result), columns), *_wrap(_next_step(result), columns)]
    return "\n".join([*lines, "", _paint(_total(result), "1", color), *last])


def next_exercise(result: Result) -> ExerciseResult | None:
    """The first exercise that was begun and has not passed, else the first not started, else None."""
    open_ = [exercise for exercise in result.exercises if exercise.status not in ("passed", "manual")]
    begun = [exercise for exercise in open_ if exercise.status != "not started"]
    return next(iter(begun or open_), None)


def _total(result: Result) -> str:
    return _(
        "{points} of {max_points} points", points=points(result.points), max_points=points(result.max_points)
    )


def _by_hand(result: Result) -> str:
    """What the teacher has to give, if there is anything."""
    by_hand = sum(exercise.manual_points for exercise in result.exercises)
    return _("{points} more are your teacher's to give.", points=points(by_hand)) if by_hand else ""


def _rows(chapter: str, exercises: list[ExerciseResult], chapters: int) -> list[tuple[str, str, str, str]]:
    """Symbol, name, points and status of each line; a chapter's own line has no symbol."""
    statuses = {exercise.status for exercise in exercises}
    if chapters > 1 and statuses in ({"passed"}, {"manual"}, {"not started"}):
        count = _("{count} exercises", count=len(exercises))
        return [("", f"{name(chapter)} · {count}", _sum(exercises), statuses.pop())]
    rows = [("", name(chapter), _sum(exercises), "")]
    return rows + [
        (SYMBOLS.get(each.status, "!"), name(each.name), _sum([each]), each.status) for each in exercises
    ]


def _sum(exercises: list[ExerciseResult]) -> str:
    """Points out of those that tests give; where the teacher gives all of them, nothing is earned yet."""
    earned, most = sum(each.points for each in exercises), sum(each.max_points for each in exercises)
    by_hand = sum(each.manual_points for each in exercises)
    return f"{points(earned)} / {points(most)}" if most or not by_hand else f"– / {points(by_hand)}"


def _table(rows: list[tuple[str, str, str, str]], columns: int, color: bool) -> list[str]:
    labels = [f"  {symbol} {label}" if symbol else label for symbol, label, _mark, _status in rows]
    marks = max((len(mark) for _symbol, _label, mark, _status in rows), default=0)
    words = max((display_width(status_word(status)) for *_others, status in rows if status), default=0)
    room = min(max(map(display_width, labels), default=0), columns - marks - words - 4)
    lines = []
    for text, (_symbol, _label, mark, status) in zip(labels, rows, strict=True):
        said = _paint(status_word(status), _COLORS.get(status, "31"), color) if status else ""
        lines.append(f"{_fit(text, room)}  {mark:>{marks}}  {said}".rstrip())
    return lines


def _next_step(result: Result) -> str:
    """One paragraph: what to do now."""
    exercise = next_exercise(result)
    if not result.exercises:
        return _("Nothing was graded.")
    if exercise is None and result.waiting:
        return _("Everything that tests can check passed. Your teacher reads the rest.")
    if exercise is None:
        return _("Everything passed. Well done!")
    if exercise.status == "not started":
        return _where_to_begin(exercise, all(each.status == "not started" for each in result.exercises))
    said = _why(exercise)
    step = _("Next: {name} ({status}).", name=name(exercise.name), status=status_word(exercise.status))
    again = _("Only this one: pytest graders/ --exercise {name}", name=name(exercise.name))
    return "\n".join(filter(None, [step + (" " + said if said else ""), again]))


def _where_to_begin(exercise: ExerciseResult, first: bool) -> str:
    names = {"name": name(exercise.name), "chapter": name(exercise.chapter)}
    said = (
        _("Begin with {name} in {chapter}.", **names) if first else _("Next: {name} in {chapter}.", **names)
    )
    needed = effort(exercise.minutes, exercise.level)
    return f"{said} ({needed})" if needed else said


def _why(exercise: ExerciseResult) -> str:
    """The diagnosis, else what is wrong with the whole, else what its first open test asks for."""
    if exercise.diagnosis:
        return _line(exercise.diagnosis[0].message)
    if exercise.message:
        return _line(exercise.message)
    open_ = [test for test in exercise.tests if test.status != "passed"]
    return _line(" ".join(filter(None, [open_[0].title, open_[0].hint]))) if open_ else ""


def _line(text: str) -> str:
    return " ".join(shown(text, 500).split())


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and text else text


def _fit(text: str, room: int) -> str:
    """`text` in exactly `room` columns: filled up with spaces, or cut with an ellipsis."""
    if display_width(text) <= room:
        return text + " " * (room - display_width(text))
    while text and display_width(text) > room - 1:
        text = text[:-1]
    return text + "…" + " " * (room - 1 - display_width(text))


def _wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`; a word that is longer stands alone on its line."""
    lines = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            if line and display_width(line) + 1 + display_width(word) > columns:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines
