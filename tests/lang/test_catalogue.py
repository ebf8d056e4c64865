"""What `stubmeister check` and `stubmeister build` see of the translations."""

from pathlib import Path

import pytest

from stubmeister.course import Course
from stubmeister.errors import CourseError
from stubmeister.lang import catalogue
from stubmeister.lang.catalogue import fresh_catalogues, problems, python_texts, template_texts, update

PUBLIC = '''
@pytest.mark.exercise("mse", points=4)
class TestMSE:
    """Not a sentence for students."""

    @pytest.mark.hint("Subtract first, "
                      "then square.")
    def test_matches(self, student):
        """The mean of the squared
        differences."""

    def helper(self):
        """Not a test."""
'''
WRONG = '''
@misconception("mse")
def root_taken(y_pred, y_true):
    """You took the root."""

def shared(y):
    """Not an answer."""
'''
TRANSLATED = """msgid "Subtract first, then square."
msgstr "먼저 빼세요."

msgid "The mean of the squared differences."
msgstr "제곱 오차의 평균이에요."

msgid "You took the root."
msgstr "제곱근을 구했네요."
"""


@pytest.fixture
def course(tmp_path):
    """A course of one chapter, without any translation."""
    for folder in ("exercises", "graders/hidden", "graders/misconceptions", "graders/locale/ko"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "graders" / "test_ch05_losses.py").write_text(PUBLIC, encoding="utf-8")
    (tmp_path / "graders" / "misconceptions" / "ch05_losses.py").write_text(WRONG, encoding="utf-8")
    return Course(tmp_path)


def translate(course, text):
    file = course.root / "graders" / "locale" / "ko" / "ch05_losses.po"
    file.write_text(catalogue.HEADER + "\n" + text, encoding="utf-8")
    return file


def test_titles_hints_and_wrong_answers_are_found_on_one_line(course):
    found = [text.english for text in catalogue.chapter_texts(course.chapters[0])]
    assert sorted(found) == [
        "Subtract first, then square.",
        "The mean of the squared differences.",
        "You took the root.",
    ]


def test_a_translated_course_has_no_problems(course):
    translate(course, TRANSLATED)
    assert problems(course) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('msgstr "먼저 빼세요."', 'msgstr ""', "No Korean for: Subtract"),
        ('msgid "You took', '#, fuzzy\nmsgid "You took', "Unchecked Korean for: You took"),
        (
            'msgid "You took the root."',
            'msgid "You took a walk."',
            "Nothing says this any more: You took a walk",
        ),
        ('"먼저 빼세요."', '"먼저 {무엇} 빼세요."', "Other fields in the Korean for: Subtract"),
    ],
)
def test_each_kind_of_problem_is_named(course, before, after, words):
    assert before in TRANSLATED
    file = translate(course, TRANSLATED.replace(before, after))
    found = [problem for problem in problems(course) if words in problem.message]
    assert len(found) == 1
    assert found[0].file == file
    assert found[0].cure


def test_a_file_that_is_no_catalogue_is_a_problem_not_a_crash(course):
    translate(course, 'msgid "a"\nmsgstr "가\nrubbish\n')
    assert "is not a catalogue" in problems(course)[0].message
    with pytest.raises(CourseError):
        fresh_catalogues(course)


def test_texts_that_nobody_can_look_up_are_named_with_their_line(course):
    translate(course, TRANSLATED)
    (course.root / "graders" / "compare.py").write_text(
        "_('fine')\n_(name)\n_(f'{name}')\n", encoding="utf-8"
    )
    computed = [problem.message for problem in problems(course) if "computed" in problem.message]
    assert [message.split(":")[0] for message in computed] == ["Line 2", "Line 3"]


def test_update_adds_keeps_retires_and_then_rests(course):
    gone = '\nmsgid "Gone."\nmsgstr "옛말"\n\nmsgid "Gone and never said."\nmsgstr ""\n'
    file = translate(course, '# by hand\nmsgid "You took the root."\nmsgstr "제곱근을 구했네요."\n' + gone)
    assert update(course) == [file]
    text = file.read_text(encoding="utf-8")
    assert 'msgid "Subtract first, then square."\nmsgstr ""' in text
    assert '# by hand\nmsgid "You took the root."\nmsgstr "제곱근을 구했네요."' in text
    assert '#~ msgid "Gone."\n#~ msgstr "옛말"' in text
    assert "never said" not in text
    assert update(course) == []


def test_a_retired_translation_comes_back_with_its_text(course):
    file = translate(course, TRANSLATED.replace("You took the root.", "You took roots."))
    update(course)
    wrong = course.root / "graders" / "misconceptions" / "ch05_losses.py"
    wrong.write_text(WRONG.replace("You took the root.", "You took roots."), encoding="utf-8")
    update(course)
    assert (
        'msgid "You took roots."\nmsgstr "제곱근을 구했네요."'
        in file.read_text(encoding="utf-8").split("#~")[0]
    )


def test_long_texts_stay_on_one_line_and_headers_name_nobody(course):
    long = "A sentence that goes on " * 20
    wrong = course.root / "graders" / "misconceptions" / "ch05_losses.py"
    wrong.write_text(WRONG.replace("You took the root.", long), encoding="utf-8")
    update(course)
    text = (course.root / "graders" / "locale" / "ko" / "ch05_losses.po").read_text(encoding="utf-8")
    assert f'msgid "{long.strip()}"' in text
    assert "@" not in text
    assert "Date" not in text


def test_texts_of_python_and_of_templates(tmp_path):
    (tmp_path / "a.py").write_text(
        "for _ in x: pass\n_('a' 'b')\nf(_('c {d}', d=_('e')))\n", encoding="utf-8"
    )
    assert [text.english for text in python_texts(tmp_path / "a.py")] == ["ab", "c {d}", "e"]
    (tmp_path / "a.html").write_text("{{ _('f', x=_('g')) }}\n{{ _(h) }}", encoding="utf-8")
    found = [(text.english, text.line) for text in template_texts(tmp_path / "a.html")]
    assert found == [("f", 1), ("g", 1), (None, 2)]


def test_this_course_is_translated():
    root = Path(__file__).parents[2]
    engine = [problem for problem in problems(Course(root)) if problem.file.is_relative_to(root / "src")]
    assert engine == []
