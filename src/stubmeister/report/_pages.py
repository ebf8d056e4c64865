"""Templates into self-contained pages: no script but our own, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stubmeister.files import write_atomically
from stubmeister.lang import _, current
from stubmeister.report import _text

TEMPLATES = Path(__file__).parent / "templates"
LARGEST_PICTURE = 2_000_000  # characters of a data: address
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*")


def write_page(template: str, file: Path, **values: Any) -> None:
    """Fills `template` and writes `file` whole or not at all."""
    script = (TEMPLATES / "sort.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _environment().get_template(template)
    write_atomically(file, page.render(lang=current(), script=Markup(script), script_digest=digest, **values))


def fragment(template: str, **values: Any) -> str:
    """A filled template that is a piece of a page, not a page."""
    return _environment().get_template(template).render(**values)


def picture(address: str) -> Markup | None:
    """A `data:` address that is an image and nothing else; None for anything else, and what is too large."""
    if len(address) <= LARGEST_PICTURE and _PICTURE.fullmatch(address):
        return Markup(address)
    return None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, effort=_text.effort)
    environment.filters.update(
        points=_text.points,
        status=_text.status_word,
        status_for_teacher=_text.status_for_teacher,
        css=_text.css_class,
        visible=_text.name,
    )
    return environment


def _harmless(value: Any) -> Any:
    """Every text that a template prints goes through here, before it is escaped."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _text.shown(value)
