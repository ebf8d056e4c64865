"""The wall between student code and everything that judges it.

Inside (bound into the sandbox, importing nothing else of this project): `wire`, `session`, `worker`, `warm`.
Outside: `lanes` (isolation behind one interface), `client` (one worker), `proxy` (what a grader holds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stubmeister.wall.isolation import Probe


def probe() -> Probe:
    """Try the isolation this machine offers; kept lazy because workers import this package too."""
    from stubmeister.wall.isolation import probe as run

    return run()
