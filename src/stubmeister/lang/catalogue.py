"""Reading, checking and updating the catalogues."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po


def translations(file: Path) -> dict[str, str]:
    """English to Korean, without fuzzy and empty entries; nothing when there is no file."""
    if not file.is_file():
        return {}
    return {
        str(message.id): str(message.string)
        for message in read_catalogue(file)
        if message.id and message.string and not message.fuzzy
    }


def read_catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale="ko", charset="utf-8")
