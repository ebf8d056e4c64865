"""The programs that were installed beside this Python."""

from __future__ import annotations

import os
import sysconfig


def find_own_scripts() -> None:
    """Put this environment's folder of programs on PATH, whether the environment is switched on or not.

    nbgrader calls `alembic` by its name alone.
    """
    folder = sysconfig.get_path("scripts")
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if folder not in folders:
        os.environ["PATH"] = os.pathsep.join([folder, *folders])
