"""Runs nbgrader's commands, each in a fresh fork of a process that has imported nbgrader once.

Reads one JSON request per line: `{"words": [...], "folder": "...", "environment": {...}, "log": "..."}`;
answers each with the command's exit code. What the command says goes to the file `log`.
"""

from __future__ import annotations

import json
import os
import sys

from nbgrader.apps.nbgraderapp import main


def run(request: dict) -> None:
    """Become the command; never returns."""
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = ["nbgrader", *request["words"]]
    main()
    sys.exit(0)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
