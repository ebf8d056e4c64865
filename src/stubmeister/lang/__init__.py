"""English and Korean.

English is what stands in the source; Korean comes from gettext catalogues, which are read as they are
committed (`.po`, no compiled copy that could be stale). English costs nothing: Babel is imported when Korean
is first used.

    _("{count} of {total} graded", count=3, total=40)       the engine's own words
    course_text("ch05_losses", "The mean of ...")           a chapter's words: titles, hints, diagnoses
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from stubmeister.errors import StubmeisterError

__all__ = [
    "LANGUAGES",
    "_",
    "course_text",
    "current",
    "from_environment",
    "one_line",
    "set_course_catalogues",
    "use",
    "using",
]

LANGUAGES = ("en", "ko")
ENGINE_CATALOGUES = Path(__file__).resolve().parent
COMMON = "common"

_language = "en"
_course_catalogues: Path | None = None


def _(english: str, /, **fields: object) -> str:
    """`english` in the language in use, with each `{field}` filled in.

    The first argument is a literal, or `stubmeister check` cannot see that its translation is missing.
    Without fields the text is left as it is, braces included. A translation whose fields do not fit gives the
    English text: a slip in a catalogue must not cost a grading run.
    """
    text = _engine_text(english)
    if not fields:
        return text
    try:
        return text.format(**fields)
    except (KeyError, IndexError, ValueError):
        return english.format(**fields)


def course_text(chapter: str, english: str) -> str:
    """A chapter's sentence (test title, hint, diagnosis) in the language in use, on one line.

    English when there is no translation; `stubmeister check` lists those.
    """
    english = one_line(english)
    return _course_catalogue(chapter).get(english, english)


def set_course_catalogues(folder: Path | None) -> None:
    """Where the course keeps its translations, such as `graders/locale`. None: nowhere, English only.

    In there are `ko/<chapter>.po` for `course_text`, and `ko/common.po` for what graders say through `_`.
    """
    global _course_catalogues
    _course_catalogues = folder
    _read.cache_clear()


def use(language: str) -> None:
    """Speak `"en"` or `"ko"` from here on. Any other language is a StubmeisterError."""
    global _language
    if language not in LANGUAGES:
        raise StubmeisterError(
            _("There is no language {language}.", language=repr(language)),
            cure=_("Choose one of: {languages}", languages=", ".join(LANGUAGES)),
        )
    _language = language


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak a language for a while, then the one from before."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)


def current() -> str:
    """The language in use: `"en"` or `"ko"`."""
    return _language


def from_environment() -> str:
    """What the environment asks for: STUBMEISTER_LANG, else the locale's; English where it is not Korean."""
    for name in ("STUBMEISTER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wish = os.environ.get(name, "").strip().lower()
        if wish:
            return "ko" if wish.startswith("ko") else "en"
    return "en"


def one_line(text: str) -> str:
    """White space as single spaces: a course text as its catalogue writes it, however it was wrapped."""
    return " ".join(text.split())


def _engine_text(english: str) -> str:
    """Out of the engine's catalogue, else out of the one for what the course's graders say through `_`."""
    if _language == "en":
        return english
    known = _read(ENGINE_CATALOGUES / _language / "LC_MESSAGES" / "stubmeister.po")
    return known[english] if english in known else _course_catalogue(COMMON).get(english, english)


def _course_catalogue(name: str) -> dict[str, str]:
    if _language == "en" or _course_catalogues is None:
        return {}
    return _read(_course_catalogues / _language / f"{name}.po")


@cache
def _read(file: Path) -> dict[str, str]:
    from stubmeister.lang.catalogue import translations

    return translations(file)
