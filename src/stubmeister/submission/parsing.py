"""Text to syntax tree without running anything, and without trusting the text.

CPython guards its parser against deep nesting, but only from 3.11 on also the step that makes Python objects
of the tree: `a.b.b.b...` a hundred thousand long overflows the C stack of 3.10. Hence the look beforehand.
"""

from __future__ import annotations

import ast
import re
import warnings

from stubmeister.lang import _
from stubmeister.submission.model import Refused

MAX_DEPTH = 2500  # 3.11 and later stop near 3000
_DEEPENS = str.maketrans(
    "", "", "".join(map(chr, range(128))).translate(str.maketrans("", "", "([{.+-*/%@&|^~<>"))
)
_PIECE = re.compile(
    r"#[^\n]*"
    r"|(?<![fF])(?<![fF][rR])(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|\\\n|[()\[\]{}.,;\n+\-*/%@&|^~<>]|\b(?:not|lambda|if|await|elif)\b",
    re.DOTALL,
)


def parse(text: str) -> tuple[ast.Module | None, int, str]:
    """`(tree, 0, "")`, or `(None, line, reason)` where `text` is no Python."""
    if too_deep(text):
        return None, 1, _("nested too deeply")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a student's string is not the teacher's business
            return ast.parse(text), 0, ""
    except SyntaxError as error:
        return None, error.lineno or 1, _reason(error)
    except (RecursionError, MemoryError):
        return None, 1, _("nested too deeply")
    except ValueError as error:  # NUL bytes, before 3.12
        return None, 1, str(error)


def too_deep(text: str) -> bool:
    """Whether a tree of this text could be deeper than MAX_DEPTH. Counts roughly, on the safe side."""
    ascii_only = text.encode("ascii", "ignore").decode()
    if len(ascii_only.translate(_DEEPENS)) <= MAX_DEPTH // 2:
        return False  # nearly every file there is
    # chain[-1]: how often the expression in this bracket went one deeper since the last comma
    chain, total = [0], 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece in "([{":
            chain[-1] += 1
            total += 1
            chain.append(0)
        elif piece in ")]}":
            if len(chain) > 1:
                total -= chain.pop()
        elif piece in ",;" or (piece == "\n" and len(chain) == 1):
            total -= chain[-1]
            chain[-1] = 0
        elif piece[0] not in "#\"'\\\n":
            chain[-1] += 1
            total += 1
        if total > MAX_DEPTH:
            return True
    return False


def check_size(text: str, symbols: int) -> int:
    """How many words and operators the text has at most.

    Raises Refused for more than `symbols`: the tree would fill the memory, 5 MB of `a,a,a` a gigabyte of it.
    """
    if len(text) <= symbols:
        return len(text)
    count = sum(1 for _match in re.finditer(r"#+|=+|\w+|[^\w\s]", text))
    if count > symbols:
        raise Refused(_("holds more than {limit} words of code and was not read.", limit=f"{symbols:,}"))
    return count


def error_sentence(line: int, reason: str) -> str:
    return _("Line {line} is not Python: {reason}.", line=line, reason=reason)


def _reason(error: SyntaxError) -> str:
    reason = (error.msg or "invalid syntax").split("(<unknown>")[0].strip()
    return "".join(c if c.isprintable() else "\ufffd" for c in reason[:200])
