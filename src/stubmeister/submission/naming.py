"""File names as students hand them in: which chapter, which copy, and what may not be imported."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from stubmeister.lang import _

SUFFIXES = (".ipynb", ".py")  # the release's form first
# A browser or Windows likes to add one of these to a name it does not know.
_ADDED = (".txt", ".json", ".download")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]")
_COURSE = {"numpy", "cv2", "torch", "torchvision", "scipy", "sklearn", "pil", "matplotlib", "pandas"}
_GRADER = {"stubmeister", "msgpack", "pytest", "_pytest", "pluggy", "hypothesis", "nbgrader", "nbformat"}
_GRADER |= {"jupytext", "ipython", "babel", "jinja2", "rich", "typer", "platformdirs"}
_PACKAGES = frozenset(_COURSE | _GRADER)
_HOOKS = frozenset({"sitecustomize", "usercustomize"})
_STANDARD = frozenset(name.casefold() for name in sys.stdlib_module_names)
_HARMLESS = frozenset({"this", "antigravity", "code", "idlelib", "turtledemo"})  # imported by nobody


@dataclass(frozen=True)
class Match:
    """A file name recognised as a chapter's.

    Attributes:
        exact: It is the chapter's name to the letter.
        copy: It is a copy's or a decorated name (`(1)`, `_이름`), not just another spelling of the exact one.
        number: The copy's number, 0 without one.
    """

    chapter: str
    suffix: str
    exact: bool
    copy: bool
    number: int


def shown(name: str) -> str:
    """A name that can be printed and stored: controls, bidi overrides and undecodable bytes become U+FFFD."""
    return _CONTROLS.sub("\ufffd", name)


def recognise(name: str, chapters: Sequence[str]) -> Match | None:
    """The chapter whose file this is by its name; None for none, or for several."""
    stem, suffix, added = split_name(name)
    if suffix not in SUFFIXES or stem.startswith(("test_", ".")):
        return None
    if stem in chapters and name == stem + suffix:
        return Match(stem, suffix, True, False, 0)
    plain = _plain(stem)
    hits = [(c, at) for c in chapters if (at := _position(plain, _plain(c))) is not None]
    if not hits:
        return None
    chapter, at = max(hits, key=lambda hit: len(hit[0]))
    rest = plain[at + len(_plain(chapter)) :]
    if any(_plain(other) not in _plain(chapter) for other, _at in hits):
        return None
    numbers = re.findall(r"\d+", rest)
    number = int(numbers[-1][:9]) if numbers else 0
    return Match(chapter, suffix, False, added or plain != _plain(chapter), number)


def split_name(name: str) -> tuple[str, str, bool]:
    """`(stem, suffix, whether a foreign suffix was added)`: "A.IPYNB.txt" -> ("A", ".ipynb", True)."""
    lowered, added = name.lower(), False
    for extra in _ADDED:
        if lowered.endswith(extra) and lowered[: -len(extra)].endswith(SUFFIXES):
            name, lowered, added = name[: -len(extra)], lowered[: -len(extra)], True
    for suffix in SUFFIXES:
        if lowered.endswith(suffix):
            return name[: -len(suffix)], suffix, added
    stem, dot, rest = name.rpartition(".")
    return (stem, "." + rest.lower(), added) if dot and stem else (name, "", added)


def shadows(name: str) -> str | None:
    """Why a module or file of this name beside a submission is not handed to it, as a sentence; else None."""
    root = unicodedata.normalize("NFKC", name).casefold().split(".")[0]
    if name.casefold().endswith(".pth") or root in _HOOKS:
        return _("would run on its own when Python starts; it was left out.")
    if root in _PACKAGES:
        return _("has the name of a package that the course or the grader uses; it was left out.")
    if root in _STANDARD:
        return _("has the name of a module of Python itself; it was left out.")
    return None


def is_harmless_shadow(name: str) -> bool:
    """A name that shadows something nobody imports, such as a `code.py`."""
    return name.casefold().split(".")[0] in _HARMLESS


def _plain(stem: str) -> str:
    """One spelling: composed, lower case, `_` for every other separator."""
    return re.sub(r"[-\s.+]+", "_", unicodedata.normalize("NFC", stem).casefold())


def _position(plain: str, chapter: str) -> int | None:
    """Where the chapter's name stands in a file's, on its own: `ch05_lossesy` is another's."""
    letters = "a-z0-9"
    after = "a-z0-9" if chapter[-1:].isdigit() else "a-z"
    found = re.search(f"(?<![{letters}]){re.escape(chapter)}(?![{after}])", plain)
    return found.start() if found else None
