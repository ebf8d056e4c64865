"""Chapter 10 on a graphics card, behind the wall; skipped where there is none."""

from __future__ import annotations

import pytest

from stubmeister.data import best_device
from stubmeister.submission import Unit
from stubmeister.wall.bubblewrap import BubblewrapLane
from stubmeister.wall.client import StudentProcess
from stubmeister.wall.limits import Limits

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(best_device() != "cuda", reason="torch finds no CUDA device here"),
]

SOURCE = "def total():\n    import torch\n    return float((2 * torch.ones(3, device='cuda')).sum())\n"


def test_a_worker_reaches_the_card_after_the_fork():
    """CUDA is first touched in the forked worker, and answers there."""
    lane = BubblewrapLane(Limits(), ["numpy", "torch"], gpu=True)
    unit = Unit(source=SOURCE, line=1, file="ch10_mnist.py", names=("total",), error=None)
    process = StudentProcess(lane, "ch10_mnist", [unit], {}, seconds=120.0, budget=120.0)
    try:
        reply = process.ask("call", "total", name="total", args=[], kwargs={})
    finally:
        process.stop()
        lane.close()
    assert reply.get("value") == 6.0, reply
