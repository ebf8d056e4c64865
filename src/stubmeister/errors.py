"""What goes wrong on the user's side, said in one sentence with its cure.

StubmeisterError
├── CourseError       the course's own files are broken (author)
├── WallError         student code cannot be isolated on this machine
└── ResultsError      a results folder or file that this version cannot use
"""


class StubmeisterError(Exception):
    """A mistake or a missing thing that the user can mend; shown without a traceback, exit code 2.

    Args:
        message: What is wrong, naming the file or the option.
        cure: What to do about it, a command where there is one.
    """

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} {self.cure}".strip()


class CourseError(StubmeisterError):
    """A file of the course itself is broken or missing."""


class WallError(StubmeisterError):
    """Student code cannot be run apart from the graders on this machine."""


class ResultsError(StubmeisterError):
    """Results that another version wrote, or that are damaged."""
