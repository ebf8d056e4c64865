"""Just enough of Python's lexical rules to know, line by line, whether a statement may begin here.

The tokenizer of the standard library stops at the first error; student files are read because they have one.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r'#.*|"""|\'\'\'|"|\'|[()\[\]{}]|\\$')
_STRONG = re.compile(r"\f*(?:async[ \t]+def|def|class)[ \t]+\w+")
_GOES_ON = re.compile(r"\f*(?:else|elif|except|finally)\b")
_CELL = re.compile(r"#[ ]?%%")


class LineState:
    """What is open at the end of the lines fed so far: brackets, a string, a continued line."""

    def __init__(self) -> None:
        self.depth = 0
        self.quote = ""
        self.continued = False

    @property
    def balanced(self) -> bool:
        return not self.depth and not self.quote and not self.continued

    def feed(self, line: str) -> None:
        self.continued = False
        position = 0
        while True:
            if self.quote:
                end = _string_end(line, position, self.quote)
                if end < 0:
                    self._string_goes_on(line)
                    return
                self.quote, position = "", end
            token = _TOKEN.search(line, position)
            if token is None or token[0].startswith("#"):
                return
            position = token.end()
            self._take(token[0])

    def _take(self, token: str) -> None:
        if token in "([{":
            self.depth += 1
        elif token in ")]}":
            self.depth = max(0, self.depth - 1)
        elif token == "\\":
            self.continued = True
        else:
            self.quote = token

    def _string_goes_on(self, line: str) -> None:
        if len(self.quote) == 1 and not line.endswith("\\"):
            self.quote = ""  # an unclosed short string ends with its line, as an error


def begins_statement(line: str) -> bool:
    """Whether a new statement may begin in this line's first column (brackets and strings aside)."""
    return begins_code(line) and line.lstrip("\f")[0] not in ")]}" and not _GOES_ON.match(line)


def begins_code(line: str) -> bool:
    """Whether something other than a comment stands in the first column."""
    line = line.lstrip("\f")
    return bool(line) and not line[0].isspace() and line[0] != "#"


def begins_definition(line: str) -> bool:
    """`def NAME` or `class NAME` in the first column: what is still open was forgotten."""
    return bool(_STRONG.match(line))


def begins_decorator(line: str) -> bool:
    return line.lstrip("\f").startswith("@")


def begins_cell(line: str) -> bool:
    """`# %%`, the cell mark of percent files."""
    return bool(_CELL.match(line))


def is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _string_end(line: str, start: int, quote: str) -> int:
    position = start
    while True:
        end = line.find(quote, position)
        backslash = line.find("\\", position)
        if end < 0 or backslash < 0 or end < backslash:
            return end if end < 0 else end + len(quote)
        position = backslash + 2
