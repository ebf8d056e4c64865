"""Choosing a language, and finding the words in it."""

import subprocess
import sys

import pytest

from stubmeister import lang
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _, course_text, current, from_environment, set_course_catalogues, use

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(autouse=True)
def _back_to_english(monkeypatch):
    for name in ("STUBMEISTER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    use("en")
    set_course_catalogues(None)


@pytest.fixture
def engine_words(tmp_path, monkeypatch):
    """An engine catalogue of the test's own."""

    def write(entries):
        file = tmp_path / "ko" / "LC_MESSAGES" / "stubmeister.po"
        file.parent.mkdir(parents=True)
        file.write_text(CATALOGUE + entries, encoding="utf-8")
        monkeypatch.setattr(lang, "ENGINE_CATALOGUES", tmp_path)
        use("ko")

    return write


def test_english_fills_in_fields():
    assert _("{count} of {total}", count=3, total=40) == "3 of 40"


def test_english_without_fields_keeps_its_braces():
    assert _("a set {0, 1}") == "a set {0, 1}"


def test_a_value_is_never_a_format():
    assert _("for {x}", x="{y} {0.__class__}") == "for {y} {0.__class__}"


def test_korean_fills_in_fields_in_its_own_order(engine_words):
    engine_words('msgid "{count} of {total}"\nmsgstr "{total}개 가운데 {count}개"\n')
    assert _("{count} of {total}", count=3, total=40) == "40개 가운데 3개"


@pytest.mark.parametrize("broken", ["{somebody}개", "{count", "{0}"])
def test_a_broken_translation_gives_english(engine_words, broken):
    engine_words(f'msgid "{{count}} graded"\nmsgstr "{broken}"\n')
    assert _("{count} graded", count=3) == "3 graded"


@pytest.mark.parametrize("entry", ['#, fuzzy\nmsgid "a"\nmsgstr "가"\n', 'msgid "a"\nmsgstr ""\n'])
def test_fuzzy_and_empty_entries_are_not_used(engine_words, entry):
    engine_words(entry)
    assert _("a") == "a"


def test_course_texts_are_found_however_the_docstring_was_wrapped(tmp_path):
    (tmp_path / "ko").mkdir()
    entry = 'msgid "The mean of the squares."\nmsgstr "제곱의 평균이에요."\n'
    (tmp_path / "ko" / "ch05_losses.po").write_text(CATALOGUE + entry, encoding="utf-8")
    set_course_catalogues(tmp_path)
    wrapped = "The mean\n        of the squares."
    assert course_text("ch05_losses", wrapped) == "The mean of the squares."
    use("ko")
    assert course_text("ch05_losses", wrapped) == "제곱의 평균이에요."
    assert course_text("ch05_losses", "Another.") == "Another."
    assert course_text("ch06_images", wrapped) == "The mean of the squares."


def test_what_graders_say_comes_from_the_courses_common_catalogue(tmp_path):
    (tmp_path / "ko").mkdir()
    entry = 'msgid "length {n}"\nmsgstr "길이 {n}"\n'
    (tmp_path / "ko" / "common.po").write_text(CATALOGUE + entry, encoding="utf-8")
    set_course_catalogues(tmp_path)
    use("ko")
    assert _("length {n}", n=3) == "길이 3"


def test_an_unknown_language_is_refused_with_a_cure():
    with pytest.raises(StubmeisterError) as refusal:
        use("fr")
    assert "'fr'" in refusal.value.message
    assert "ko" in refusal.value.cure
    assert current() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, "ko"),
        ({"STUBMEISTER_LANG": "en", "LC_ALL": "ko_KR.UTF-8"}, "en"),
        ({"STUBMEISTER_LANG": "KO", "LC_ALL": "de_DE"}, "ko"),
    ],
)
def test_the_environment_chooses(monkeypatch, environment, language):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert from_environment() == language


def test_english_does_not_import_babel():
    code = "import sys; from stubmeister.lang import _, course_text; _('a'); course_text('c', 'b'); "
    code += "sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
