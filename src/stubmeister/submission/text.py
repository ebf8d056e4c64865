"""Bytes of a student's file as text, whatever the editor made of it."""

from __future__ import annotations

import codecs
import re

from stubmeister.lang import _
from stubmeister.submission.model import Refused

# What may stand in a coding cookie. Python knows stranger ones (rot13, punycode, ...), a course does not.
COOKIE_ENCODINGS = frozenset(
    {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "cp949", "euc_kr", "johab", "iso2022_kr"}
)
_BOMS = (  # UTF-32 before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BINARY = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # \x1b stands in terminal colours that people paste


def decode(data: bytes) -> tuple[str, str]:
    """`(text, encoding)`, line ends as "\\n", no byte order mark, no lone surrogates.

    UTF-8 is tried before the cookie: text that is valid UTF-8 by accident does not occur in practice, a
    cookie left over from another editor does. Korean Windows writes CP949 without saying so.

    Raises:
        Refused: bytes that are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _clean(_strictly(data[len(mark) :], encoding)), encoding
    if b"\0" in data:
        raise Refused(_("holds NUL bytes: it is no text. Save it as UTF-8 text and hand it in again."))
    for encoding in ("utf-8", *_cookie(data), "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" and _BINARY.search(text):
            break
        return _clean(text), encoding
    raise Refused(_("is neither UTF-8 nor CP949 text. Save it as UTF-8 and hand it in again."))


def without_surrogates(text: str) -> str:
    """Lone surrogates (JSON can hold them) break every later encode; they become U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            _(
                "begins like {encoding} but is damaged. Save it as UTF-8 and hand it in again.",
                encoding=encoding,
            )
        ) from None
    if "\0" in text:
        raise Refused(_("holds NUL bytes: it is no text. Save it as UTF-8 text and hand it in again."))
    return text


def _cookie(data: bytes) -> tuple[str, ...]:
    for line in data.splitlines()[:2] if len(data) < 1000 else data[:1000].splitlines()[:2]:
        found = _COOKIE.match(line)
        if found:
            try:
                name = codecs.lookup(found[1].decode("ascii")).name
            except (LookupError, ValueError):
                return ()
            return (name,) if name in COOKIE_ENCODINGS else ()
    return ()


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_surrogates(text.removesuffix("\x1a"))  # DOS editors end a file with ctrl-Z
