"""What a worker may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one worker, which runs one chapter of one submission.

    Attributes:
        wall_seconds: For each call of a student's function; a test may ask for more (`limit` mark).
        cpu_seconds: Of the worker in all.
        memory_mib: Of its own, beside what it shares with the warm process; its children included.
        file_mib: Size of one file it writes.
        scratch_mib: Of its temporary folder in all.
        processes: It and its children and threads together.
        open_files: File descriptors of one process.
        threads: That torch computes with; more than one only pays where cores are idle.
    """

    wall_seconds: float = 10.0
    cpu_seconds: int = 600
    memory_mib: int = 2048
    file_mib: int = 64
    scratch_mib: int = 256
    processes: int = 64
    open_files: int = 256
    threads: int = 1

    def for_worker(self, isolated: bool) -> dict[str, int]:
        """The part that the worker sets on itself; not isolated, its user's other programs would count."""
        limits = {name: int(value) for name, value in asdict(self).items()}
        limits["processes"] = limits["processes"] if isolated else 0
        return limits
