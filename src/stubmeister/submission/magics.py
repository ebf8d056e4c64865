"""IPython's additions to Python, taken out of a cell that is no Python otherwise."""

from __future__ import annotations

import re

from stubmeister.submission.lexing import LineState

# Cell magics that run the body as it stands; every other one makes something else of it.
KEEPS_BODY = frozenset({"time", "timeit", "capture", "prun", "memit"})
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_RUN = re.compile(r"(\s*(?:[\w.,\[\]'\" ]+=\s*)?)%time[ \t]+(?=\S)(.*)$")
_ASSIGNED = re.compile(r"(\s*[\w.,\[\]'\" ]+=)\s*(?:%[a-zA-Z_]\w*|!)(?!=)")
_LINE = re.compile(
    r"(\s*)(?:"
    r"%[a-zA-Z_]\w*"  # %matplotlib inline
    r"|!|%%"  # !pip install, !!ls; a second %% does nothing anywhere
    r"|\?{1,2}[\w.*%]+\s*$|[\w.*%]+\?{1,2}\s*$"  # ?name, name?
    r"|(?:pip3?|conda)[ \t]+(?:install|uninstall|list|show|freeze)\b"  # Jupyter takes it without a sign
    r")"
)


def cell_magic(text: str) -> str | None:
    """The name of the cell magic that this cell begins with, else None."""
    found = _CELL_MAGIC.match(text)
    return found[1] if found else None


def without_cell_magic(text: str) -> str:
    """The body; the magic's own line becomes empty, so that line numbers stay."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip():
            lines[number] = ""
            break
    return "\n".join(lines)


def without_line_magics(text: str) -> str:
    """The same lines with each line magic made a `pass`, or what it runs, or an assignment of None.

    Only where a statement may begin: a `%` that goes on with an expression is arithmetic. Line numbers stay.
    """
    state, result, inside_magic = LineState(), [], False
    for line in text.split("\n"):
        if inside_magic:
            inside_magic = line.endswith("\\")
            result.append("")
            continue
        if state.balanced:
            plain = _plain(line)
            inside_magic = plain != line and line.endswith("\\") and not _RUN.match(line)
            line = plain
        state.feed(line)
        result.append(line)
    return "\n".join(result)


def _plain(line: str) -> str:
    if run := _RUN.match(line):
        return run[1] + run[2]
    if assigned := _ASSIGNED.match(line):
        return assigned[1] + " None"
    if magic := _LINE.match(line):
        return magic[1] + "pass"
    return line
