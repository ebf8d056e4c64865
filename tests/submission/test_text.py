"""Bytes become text, or a sentence."""

from __future__ import annotations

import codecs

import pytest

from stubmeister.submission.model import Refused
from stubmeister.submission.text import decode

KOREAN = 'title = "손실 함수"\n'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (KOREAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + KOREAN.encode(), "utf-8"),
        (KOREAN.encode("cp949"), "cp949"),
        (codecs.BOM_UTF16_LE + KOREAN.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + KOREAN.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_encodings_of_korean_text(data: bytes, encoding: str) -> None:
    assert decode(data) == (KOREAN, encoding)


def test_coding_cookie() -> None:
    text = "# -*- coding: latin-1 -*-\nname = 'é'\n"
    assert decode(text.encode("latin-1")) == (text, "iso8859-1")


def test_wrong_cookie_does_not_spoil_utf8() -> None:
    text = "#!/usr/bin/python\n# coding: euc-kr\n" + KOREAN
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("cookie", ["rot13", "no-such-thing", "zlib", "x" * 500])
def test_strange_cookie_is_ignored(cookie: str) -> None:
    text = f"# coding: {cookie}\n" + KOREAN
    assert decode(text.encode("cp949")) == (text, "cp949")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert decode(f"a = 1{end}b = 2{end}".encode())[0] == "a = 1\nb = 2\n"


def test_dos_end_of_file() -> None:
    assert decode(b"a = 1\r\n\x1a")[0] == "a = 1\n"


@pytest.mark.parametrize(
    "data",
    [
        b"a = 1\0\n",
        b"\x7fELF\x02\x01\x01\0\0\0",
        KOREAN.encode("utf-16-le"),  # no byte order mark
        b"\x89PNG\r\n\x1a\n\x01\x02\xff\xfe",
        b"a = '\xff\xff'\n",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"),
        codecs.BOM_UTF8 + b"\xff",
    ],
)
def test_no_text_is_refused_with_the_cure(data: bytes) -> None:
    with pytest.raises(Refused, match="UTF-8") as refused:
        decode(data)
    assert "hand it in again" in str(refused.value)


def test_empty_file() -> None:
    assert decode(b"") == ("", "utf-8")
