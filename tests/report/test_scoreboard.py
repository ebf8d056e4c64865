"""The lines at the end of a self-check."""

import re
from dataclasses import replace

import pytest

from stubmeister.grading.results import Diagnosis, ExerciseResult, Result, TestResult
from stubmeister.lang import use
from stubmeister.report import scoreboard
from stubmeister.report._text import display_width


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    use("en")


def exercise(name, *statuses, chapter="ch05_losses", **more):
    tests = [
        TestResult(
            name=f"test_{n}",
            title=f"Rule {n} of {name}.",
            hidden=False,
            points=float(status == "passed"),
            max_points=1.0,
            status=status,
        )
        for n, status in enumerate(statuses)
    ]
    return ExerciseResult.from_tests(chapter, name, len(tests), tests, **more)


def board(*exercises, width=80, color=False):
    return scoreboard(Result.from_exercises("lee", 0, exercises), width, color)


def test_each_exercise_has_its_line_with_points_and_status():
    text = board(exercise("mae", "passed", "passed"), exercise("mse", "passed", "failed"))
    assert re.search(r"✓ mae +2 / 2 +passed", text)
    assert re.search(r"~ mse +1 / 2 +partly right", text)
    assert "3 of 4 points" in text


def test_next_is_the_first_one_begun_and_not_passed():
    text = board(
        exercise("mae", "not started"), exercise("mse", "passed", "failed"), exercise("rmse", "failed")
    )
    assert "Next: mse (partly right). Rule 1 of mse." in text
    assert "pytest graders/ --exercise mse" in text


def test_the_diagnosis_is_what_the_graders_say():
    known = [Diagnosis("root_taken", "You took\nthe root.")]
    assert "Next: mse (not right yet). You took the root." in board(
        exercise("mse", "failed", diagnosis=known)
    )


def test_an_untouched_course_says_where_to_begin():
    text = board(exercise("relu", "not started", chapter="ch04_networks"), exercise("mae", "not started"))
    assert "Begin with relu in ch04_networks." in text


def test_after_the_begun_ones_come_the_untouched():
    assert "Next: mse in ch05_losses." in board(exercise("mae", "passed"), exercise("mse", "not started"))


def test_all_passed_and_nothing_graded_have_their_own_words():
    assert "Everything passed." in board(exercise("mae", "passed"))
    assert "Nothing was graded." in board()


def test_a_finished_chapter_takes_one_line_among_several():
    text = board(exercise("relu", "passed", chapter="ch04_networks"), exercise("mae", "failed"))
    assert "relu" not in text
    assert re.search(r"ch04_networks · 1 exercises? +1 / 1 +passed", text)


def test_colour_changes_nothing_but_colour():
    exercises = [exercise("mae", "passed"), exercise("mse", "failed"), exercise("rmse", "not started")]
    painted = board(*exercises, color=True)
    assert "\x1b[32mpassed" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == board(*exercises)
    assert "\x1b" not in board(*exercises)


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_columns_line_up_and_stay_inside_the_terminal(width, language):
    use(language)
    names = ["mae", "평균절대오차", "a" * 70]
    lines = board(*[exercise(name, "passed", "failed") for name in names], width=width).split("\n")
    assert all(display_width(line) <= width for line in lines if "pytest" not in line)
    ends = {display_width(line[: line.index(" / ")]) for line in lines if " / " in line}
    assert len(ends) == 1


def test_terminal_codes_in_others_texts_have_no_effect():
    nasty = replace(exercise("mse", "failed"), message="\x1b[2Jgone\u202e \ud800")
    text = board(nasty)
    assert "gone" in text
    assert not re.search("[\x1b\u202e\ud800]", text)


def test_korean_speaks_korean():
    use("ko")
    text = board(exercise("mae", "passed"), exercise("mse", "not started"))
    assert not re.search(r"[A-Za-z]{3,}", re.sub(r"mae|mse|ch05_losses", "", text))


def essay(name, status="passed", **more):
    test = TestResult(
        name="test_is_written", title="A text.", hidden=False, points=0.0, max_points=0.0, status=status
    )
    return ExerciseResult.from_tests(
        "ch12_future", name, 0, [test], manual_points=4, rubric=["Says why."], **more
    )


def test_an_essay_has_its_teachers_points():
    text = board(exercise("fuse", "passed", chapter="ch12_future"), essay("FORECAST"))
    assert re.search(r"… FORECAST +– / 4 +your teacher grades this", text)
    assert "1 of 1 points" in text
    assert "4 more are your teacher's to give." in text
    assert "Your teacher reads the rest." in text


def test_an_essay_that_is_written_is_not_next():
    assert "Next: mse in ch05_losses." in board(essay("FORECAST"), exercise("mse", "not started"))
    assert "Begin with FORECAST" in board(essay("FORECAST", "not started"))


def test_what_is_next_says_how_long_it_takes():
    easy = exercise("mae", "not started", minutes=10, level=1)
    assert "Begin with mae in ch05_losses. (about 10 min, easy)" in board(easy)
    assert "(about 10 min)" in board(replace(easy, level=0))
    assert "(hard)" in board(replace(easy, level=3, minutes=0))
