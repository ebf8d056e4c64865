from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stubmeister.errors import StubmeisterError
from stubmeister.grading.results import Result
from stubmeister.lang import _
from stubmeister.report._class import write_class
from stubmeister.report._feedback import write_feedback


def write_results(results: Sequence[Result], out: Path, level: str) -> Path:
    """Write every student's feedback page, the class page and the grades; gives the class page.

    Args:
        results: The class.
        out: Where `<student>/results.json` stand already.
        level: What a student sees of hidden tests: `full`, `hint` or `name`.

    Raises:
        StubmeisterError: They cannot be written.
    """
    try:
        for result in results:
            write_feedback(result, out / result.submission / "feedback.html", level=level)
        write_class(list(results), out)
    except OSError as error:
        raise StubmeisterError(
            _("The results cannot be written: {error}", error=error),
            _("Make room or choose another --out, and run the same command: it continues."),
        ) from error
    return out / "index.html"
