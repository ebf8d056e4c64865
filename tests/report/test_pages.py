"""The pages: what they say, what they must not say, and what they do with texts that try something."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from stubmeister.errors import StubmeisterError
from stubmeister.grading.results import Diagnosis, ExerciseResult, Note, Result, TestResult
from stubmeister.lang import use
from stubmeister.report import LEVELS, write_class, write_feedback
from tests.report.sample_class import HOSTILE, OWN_WORDS, SECRET, picture, sample_class, student

XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}"


# Words of the pages' own, one from each part of them.
ENGLISH = [
    "Class results",
    "Mean",
    "Students",
    "Distribution",
    "Commonest",
    "Worth",
    "passed",
    "not ",
    "Feedback",
]
ENGLISH += ["points", "hidden test", "probably", "About your", "took too", "handed in", " of 30", "see where"]


class Page(HTMLParser):
    """A page as a browser sees it: its tags, its text, its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in ("style", "script")

    def handle_endtag(self, tag):
        self._silent = False

    def handle_data(self, data):
        self.text += "" if self._silent else data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    use("en")


@pytest.fixture
def feedback(tmp_path):
    """Writes a feedback page and reads it back."""

    def write(result, level="full"):
        write_feedback(result, tmp_path / "feedback.html", level=level)
        return Page((tmp_path / "feedback.html").read_text(encoding="utf-8"))

    return write


@pytest.fixture
def class_page(tmp_path):
    def write(results):
        write_class(results, tmp_path)
        return Page((tmp_path / "index.html").read_text(encoding="utf-8"))

    return write


def one(test: TestResult, **more) -> Result:
    """A submission of one exercise with one test."""
    return Result.from_exercises(
        "lee", 0, [ExerciseResult.from_tests("ch05_losses", "mse", 4, [test], **more)]
    )


def failed(**more) -> TestResult:
    said = {
        "name": "TestMSE.test_mean[0.25]",
        "title": "The mean.",
        "hidden": True,
        "points": 0.0,
        "max_points": 4.0,
    }
    said |= {
        "status": "failed",
        "message": SECRET,
        "hint": "Square it.",
        "note": "measured 4.09",
        "picture": picture(),
    }
    return TestResult(**{**said, **more})


def test_full_shows_everything(feedback):
    page = feedback(one(failed(), diagnosis=[Diagnosis("root_taken", "You took the root.")]))
    for said in (SECRET, "The mean.", "Square it.", "measured 4.09", "You took the root.", "0 / 4"):
        assert said in page.text
    assert [image["src"] for image in page.all("img")] == [picture()]


@pytest.mark.parametrize(
    ("level", "seen", "unseen"),
    [
        ("hint", ["The mean.", "Square it.", "You took the root."], [SECRET, "4.09", "0.25"]),
        ("name", ["mean"], ["The mean.", "Square it.", "You took the root.", SECRET, "4.09", "0.25"]),
    ],
)
def test_levels_hide_what_they_must(feedback, level, seen, unseen):
    page = feedback(one(failed(), diagnosis=[Diagnosis("root_taken", "You took the root.")]), level)
    assert [said for said in seen if said not in page.text] == []
    assert [said for said in unseen if said in page.text] == []
    assert page.all("img") == []


@pytest.mark.parametrize("level", LEVELS)
def test_public_tests_keep_their_counterexample_at_every_level(feedback, level):
    page = feedback(one(failed(hidden=False)), level)
    assert SECRET in page.text
    assert len(page.all("img")) == 1


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize("status", ["error", "crashed"])
def test_students_own_words_appear_only_under_full(feedback, hidden, status):
    result = one(failed(hidden=hidden, status=status, message=OWN_WORDS, note="", picture=""))
    assert "my own words" in feedback(result, "full").text
    assert "my own words" not in feedback(result, "hint").text
    assert "my own words" not in feedback(result, "name").text


@pytest.mark.parametrize("level", ["hint", "name"])
def test_a_message_for_the_whole_exercise_does_not_tell_what_its_tests_must_not(feedback, level):
    assert SECRET not in feedback(one(failed(), message=SECRET), level).text
    assert (
        "own words"
        not in feedback(one(failed(status="error", message=OWN_WORDS), message=OWN_WORDS), level).text
    )
    assert "Cell 4 is no Python." in feedback(one(failed(), message="Cell 4 is no Python."), level).text


@pytest.mark.parametrize("level", LEVELS)
def test_what_all_tests_say_is_said_once(feedback, level):
    said = "Line 12 calls cv2.flip."
    assert feedback(one(failed(status="forbidden", message=said), message=said), level).text.count(said) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_a_ready_made_call_and_a_limit_are_explained_at_every_level(feedback, level):
    page = feedback(one(failed(status="forbidden", message="Line 12 calls cv2.flip.")), level)
    assert "Line 12 calls cv2.flip." in page.text
    page = feedback(one(failed(status="timeout", message="", limit="memory")), level)
    assert "more memory" in page.text


def test_the_whole_sample_class_leaks_nothing_hidden(tmp_path):
    for result in sample_class():
        public = [
            replace(each, tests=[test for test in each.tests if test.hidden], title="")
            for each in result.exercises
        ]
        for level in ("hint", "name"):
            write_feedback(replace(result, exercises=public), tmp_path / "f.html", level=level)
            text = (tmp_path / "f.html").read_text(encoding="utf-8")
            assert "4.09" not in text
            assert "my own words" not in text


def test_an_unknown_level_is_refused(tmp_path):
    with pytest.raises(StubmeisterError, match="'all'"):
        write_feedback(student("lee"), tmp_path / "f.html", level="all")
    assert not (tmp_path / "f.html").exists()


def everywhere(text: str) -> Result:
    """A submission that says `text` wherever it can."""
    test = failed(name=text, title=text, message=text, hint=text, note=text, picture=text, limit="")
    made = ExerciseResult.from_tests(
        text, text, 4, [test], diagnosis=[Diagnosis(text, text)], title=text, message=text
    )
    return Result.from_exercises(text, 0, [made], notes=[Note(text, text)], environment={text: text})


def test_markup_of_others_is_text_everywhere(feedback, class_page):
    for page in (feedback(everywhere(XSS)), class_page([everywhere(XSS)])):
        assert "<script>alert(1)</script>" in page.text
        assert "{{7*7}}" in page.text
        assert page.all("img") == []
        assert len(page.all("script")) <= 1
        assert not [tag for tag, attributes in page.tags if any(name.startswith("on") for name in attributes)]


def test_terminal_reordering_and_half_characters_are_gone(feedback, class_page, tmp_path):
    nasty = "a\x1b[31mb\x1b]0;title\x07c\u202ed\u2066e\x00f\x9bg\ud800h\u200bi"
    for page in (feedback(everywhere(nasty)), class_page([everywhere(nasty)])):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page.text
        )


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "javascript:alert(1)",
        "data:text/html;base64,PGI+",
        "data:image/svg+xml;base64,PHN2Zz4=",
        'data:image/png;base64,AA==" onerror="alert(1)',
        "data:image/png;base64," + "A" * 3_000_000,
    ],
)
def test_a_picture_is_a_picture_or_nothing(feedback, address):
    assert feedback(one(failed(picture=address))).all("img") == []


def test_pages_load_nothing_and_allow_no_other_script(feedback, class_page):
    for page in (feedback(student("lee")), class_page(sample_class())):
        assert page.all("link") == []
        assert not [attributes for tag, attributes in page.tags if "src" in attributes and tag != "img"]
        policies = [
            tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1
        assert "default-src 'none'" in policies[0]
        outside = [link["href"] for link in page.all("a") if not link["href"].startswith(("./", "#"))]
        assert outside == []


def test_the_allowed_script_is_the_one_on_the_page(tmp_path):
    import base64
    import hashlib

    write_class(sample_class(), tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    script = re.search(r"<script>(.*)</script>", html, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in Page(html).all("meta")[-1]["content"]


def test_long_texts_are_cut_and_say_so(feedback):
    page = feedback(one(failed(message="x" * 1_000_000)))
    assert len(page.text) < 50_000
    assert "(cut here)" in page.text


def test_the_class_page_has_every_student_and_links_to_each(class_page, tmp_path):
    names = [f"학생{number:02}" for number in range(34)] + HOSTILE
    page = class_page(sample_class(names=names))
    links = {unquote(link["href"].split("#")[0], errors="surrogateescape") for link in page.all("a")}
    assert {f"./{name}/feedback.html" for name in names} == links
    assert "<script>alert(1)</script>" in page.text
    assert "\\u202egnp.exe" in page.text


def test_the_class_page_counts_misconceptions_and_lists_concerns(class_page):
    results = [
        replace(
            student(name), exercises=[ExerciseResult.from_tests("c", "mse", 4, [failed()], diagnosis=known)]
        )
        for name, known in [
            ("kim", [Diagnosis("a", "Root.")]),
            ("lee", [Diagnosis("a", "Root.")]),
            ("park", []),
        ]
    ]
    results[2] = replace(results[2], status="attention", notes=[Note("a (1).py", "A copy.")])
    text = " ".join(class_page(results).text.split())
    assert "2 of 3 Root. kim, lee" in text
    assert "park · a (1).pyneeds a look A copy." in text


def test_statuses_are_said_in_words(class_page):
    page = class_page(sample_class())
    titles = [link["title"] for link in page.all("a") if "title" in link]
    assert len(titles) == 30 * 14
    assert all(re.search(r": [\d.]+ / 4, \w", title) for title in titles)


def test_an_empty_class_and_an_empty_submission_have_pages(class_page, feedback):
    assert "Class results" in class_page([]).text
    assert "Class results" in class_page([Result.from_exercises("lee", 0, [], status="empty")]).text
    assert "No chapter" in feedback(Result.from_exercises("lee", 0, [], status="empty")).text


def test_korean_pages_say_nothing_in_english(feedback, class_page):
    use("ko")
    results = sample_class("ko")
    for page in (class_page(results), feedback(results[2], "hint"), feedback(results[-1], "hint")):
        assert page.all("html")[0]["lang"] == "ko"
        assert [word for word in ENGLISH if word in page.text] == []


@pytest.mark.parametrize("level", LEVELS)
def test_what_reading_settled_is_no_secret(feedback, level):
    """`mse is a class` stands in the student's own file; no code of theirs has run."""
    said = "mse is a class; write a function."
    result = one(failed(status="error", message=said, settled=True), message=said)
    assert feedback(result, level).text.count(said) == 1


def essay(status="passed", **more) -> ExerciseResult:
    test = TestResult(
        name="test_is_written", title="A text.", hidden=False, points=0.0, max_points=0.0, status=status
    )
    rubric = ["Names a change.", "Says why."]
    return ExerciseResult.from_tests(
        "ch12_future", "FORECAST", 0, [test], manual_points=2, rubric=rubric, **more
    )


@pytest.mark.parametrize("level", LEVELS)
def test_an_essay_stands_beside_its_rubric(feedback, level):
    """At every level: the student wrote it into the file, no code that saw hidden inputs did."""
    text = f"First.\n\nSecond {XSS}."
    page = feedback(Result.from_exercises("lee", 0, [essay(answer=text)]), level)
    for said in (
        "Names a change.",
        "Says why.",
        "First.",
        f"Second {XSS}.",
        "your teacher grades this",
        "– / 2",
    ):
        assert said in page.text
    assert "2 more are your teacher's to give." in page.text
    assert "0 / 0" not in page.text.replace("0 / 0 points", "")


def test_the_page_says_what_is_next_and_how_long_it_takes(feedback):
    open_ = ExerciseResult.from_tests("ch05_losses", "mse", 4, [failed()], minutes=15, level=2)
    page = feedback(Result.from_exercises("lee", 0, [essay(), open_]))
    assert "Next: mse (about 15 min, medium)" in " ".join(page.text.split())
    done = Result.from_exercises("lee", 0, [essay()])
    assert "Next:" not in feedback(done).text


def test_the_class_page_counts_the_essays_that_wait(class_page):
    results = [
        Result.from_exercises(name, 0, [essay(status)])
        for name, status in {"kim": "passed", "lee": "passed", "park": "not started"}.items()
    ]
    page = class_page(results)
    assert re.search(r"Essays waiting for you\s+2", page.text)
    assert page.text.count("waits for your grade") == 3  # two cells and the legend
    assert "Essays" not in class_page([student("kim")]).text
