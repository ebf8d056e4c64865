"""Texts that others wrote, made harmless before they are shown; numbers and statuses in words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from stubmeister.lang import _, current

LONGEST = 4000  # characters of one text on a page
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what spreadsheets calculate

_TERMINAL_CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.?)", re.DOTALL)
# Marks that reorder or hide what stands around them; the joiner U+200D stays, emoji are made of it.
_INVISIBLE = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"  # and half characters; not tab and newline
_GONE = re.compile(f"[{_INVISIBLE}]")
_BLANK = re.compile(f"[{_CONTROLS}]")
_WRITTEN_OUT = re.compile(f"[{_INVISIBLE}{_CONTROLS}\t\n]")


def shown(text: str, longest: int = LONGEST) -> str:
    """A text of several lines without terminal codes and reordering characters; cut, and saying so."""
    cut = len(text) > longest
    if not cut and text.isprintable():
        return text
    text = _TERMINAL_CODES.sub("", text[:longest]).replace("\r\n", "\n")
    text = _BLANK.sub(" ", _GONE.sub("", text))
    return text + (" … " + _("(cut here)") if cut else "")


def name(text: str, longest: int = 200) -> str:
    """A name on one line; what cannot be seen is written out (`\\n`, `\\u202e`): two names stay two."""
    visible = _WRITTEN_OUT.sub(lambda found: found[0].encode("unicode_escape").decode(), text[:longest])
    return visible + ("…" if len(text) > longest else "")


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula and no terminal for a command."""
    return name(("'" if text.startswith(FORMULA_STARTS) else "") + text, longest=1000)


def points(value: float) -> str:
    """`2`, `1.33`: no more digits than a mark needs."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def status_word(status: str) -> str:
    return _status_words(current()).get(status, status)


def status_for_teacher(status: str) -> str:
    return _("waits for your grade") if status == "manual" else status_word(status)


@cache
def _status_words(language: str) -> dict[str, str]:
    """Of the language in use, which `language` names for the cache alone."""
    return {
        "not started": _("not started"),
        "manual": _("your teacher grades this"),
        "passed": _("passed"),
        "partial": _("partly right"),
        "failed": _("not right yet"),
        "error": _("raised an error"),
        "timeout": _("took too long"),
        "crashed": _("crashed"),
        "forbidden": _("not by hand"),
        "graded": _("graded"),
        "empty": _("nothing handed in"),
        "attention": _("needs a look"),
    }


def effort(minutes: int, level: int) -> str:
    """`about 10 min, easy`: what an exercise asks of a student; "" where its author does not say."""
    levels = {1: _("easy"), 2: _("medium"), 3: _("hard")}
    words = [_("about {minutes} min", minutes=minutes) if minutes else "", levels.get(level, "")]
    return ", ".join(filter(None, words))


def css_class(status: str) -> str:
    return status.replace(" ", "-")


def limit_word(limit: str) -> str:
    words = {
        "wall": _("It ran longer than a test may."),
        "cpu": _("It used more processor time than a test may."),
        "memory": _("It needed more memory than a test may."),
        "output": _("It printed or returned more than a test may."),
        "files": _("It wrote more to files than a test may."),
        "processes": _("It started more processes than a test may."),
    }
    return words.get(limit, "")


def display_width(text: str) -> int:
    """Columns in a terminal: Korean letters take two, combining marks none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
