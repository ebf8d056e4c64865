"""Whether this machine can train on CUDA, asked without touching CUDA in this process.

A process that has looked at CUDA cannot fork workers that use it, and importing torch takes seconds. So a
child is asked, and only where a driver shows itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

QUESTION = "import torch; print('cuda' if torch.cuda.is_available() else 'cpu')"


def driver_present() -> bool:
    """Whether an NVIDIA driver shows itself."""
    return Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi") is not None


@cache
def best_device(timeout: float = 120) -> str:
    """Return "cuda" where torch can use it, else "cpu", also where torch is silent for `timeout` seconds."""
    if not driver_present():
        return "cpu"
    command = [sys.executable, "-c", QUESTION]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout)
    except (OSError, subprocess.TimeoutExpired):
        return "cpu"
    return "cuda" if answer.stdout.strip() == "cuda" else "cpu"
