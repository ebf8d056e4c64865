"""What a grading process is told when it starts; apart from it, so that to tell it costs no libraries."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What is the same for all submissions of a run.

    Attributes:
        course: The course's folder.
        chapters: The chapters to grade, whether or not a submission has them.
        options: Further options for pytest, such as `--lang=ko`.
        training: How much chapter 10 trains, and on what `device`: decides whether workers reach a GPU.
        submission_seconds: After which a grading is given up.
        public_only: Leave the hidden tests out, also where they are there.
        fork: Fork for each submission; elsewhere than on Linux torch does not survive it.
    """

    course: str
    chapters: list[str]
    isolation: str
    limits: dict[str, Any]
    options: list[str]
    training: str = "auto"
    device: str = "auto"
    submission_seconds: float = 1800.0
    public_only: bool = False
    fork: bool = sys.platform == "linux"
