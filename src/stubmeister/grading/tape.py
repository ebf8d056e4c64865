"""What a test asked of the student's code and what came back, to be replayed on known wrong answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MAX_REQUESTS = 300  # of one test; the first failure comes well before
MAX_BYTES = 1 << 20  # of one request or reply; larger ones are not worth a replay


@dataclass
class Tape:
    """The requests of one test with their replies, in order.

    Attributes:
        folder: The worker's own folder, which paths among the arguments begin with.
        failed: Whether its test failed: there, wrong answers differ soonest.
    """

    requests: list[tuple[list[bytes], dict[str, Any]]] = field(default_factory=list)
    folder: str = ""
    failed: bool = False

    def record(self, parts: list[memoryview | bytes], reply: dict[str, Any], folder: str) -> None:
        """Keep a copy of one request's frame with its reply."""
        self.folder = folder
        if len(self.requests) < MAX_REQUESTS and sum(map(len, parts)) <= MAX_BYTES:
            self.requests.append(([bytes(part) for part in parts], reply))
