"""Importing a large package is not the student's time, wherever the import stands."""

from __future__ import annotations

import pytest

from stubmeister.submission.model import Unit
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.isolation import open_lane
from stubmeister.wall.limits import Limits
from stubmeister.wall.proxy import Remote, RemoteFunction

LOADED = "import sys\n\n\ndef loaded():\n    return 'cv2' in sys.modules\n\n\n"


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("def f():\n    import cv2\n    return cv2.__version__\n", True),
        ("def f():\n    from cv2 import flip\n", True),
        ("def f():\n    return 'import cv2'\n", False),
        ("def f():\n    import cv2_tools\n", False),
    ],
)
def test_what_a_function_imports_is_there_before_it_is_called(source, there):
    """A package that the submission imports anywhere is loaded before its clock runs; no other is."""
    lane = open_lane("process", Limits())
    process = StudentProcess(lane, "ch01_imports", [Unit(LOADED + source, 1, "ch01_imports.py")], {})
    try:
        assert RemoteFunction(Remote(process), "loaded", ())() is there
    finally:
        process.stop()
        lane.close()
