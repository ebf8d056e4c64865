"""The command line: `stubmeister`, or `python -m stubmeister`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from stubmeister import lang
from stubmeister.errors import StubmeisterError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; a user's mistake is one sentence on stderr and exit code 2."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        lang.use(_language(words) or lang.from_environment())
        from stubmeister.cli.app import app  # after the language is known: help texts are translated

        app(words)
    except StubmeisterError as error:
        print(f"stubmeister: {error.message}", file=sys.stderr)
        if error.cure:
            print(f"  {error.cure}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(lang._("Stopped. Run the same command again: it continues."), file=sys.stderr)
        sys.exit(130)


def _language(words: Sequence[str]) -> str | None:
    """The value of --lang, before the command line is parsed."""
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return None
