"""The statistics behind chapter 10's thresholds, on a few seeds: right passes, wrong does not."""

from __future__ import annotations

import statistics

import numpy as np
import pytest

SEEDS = (0, 1, 2)


@pytest.fixture(scope="module")
def digits():
    """MNIST where it is there, else the embedded digits: each has its own threshold."""
    from stubmeister.data import digits

    found = digits("auto", None, "cpu")
    return digits("quick", None, "cpu") if found.source == "MNIST" else found


def accuracy(digits, model) -> float:
    """The share of test digits that a trained model gets right."""
    from solutions.ch10_mnist import predict

    return float(np.mean(np.asarray(predict(model, digits.test_images, "cpu")) == digits.test_labels))


def trained(digits, seed: int):
    import torch

    from solutions.ch10_mnist import train_mnist

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    return train_mnist(digits.train_images, digits.train_labels, digits.epochs, "cpu")


@pytest.mark.slow
def test_the_solution_stays_well_above_the_threshold(digits):
    """Two standard deviations above, on every seed: an honest run is never a borderline one."""
    scores = [accuracy(digits, trained(digits, seed)) for seed in SEEDS]
    assert min(scores) >= digits.required + 2 * digits.deviation, scores
    assert statistics.stdev(scores) <= 3 * digits.deviation, scores


@pytest.mark.slow
def test_gradients_that_pile_up_stay_below_the_threshold(digits, monkeypatch):
    """Without zero_grad no seed reaches the threshold."""
    import torch

    monkeypatch.setattr(torch.optim.Optimizer, "zero_grad", lambda self, set_to_none=True: None)
    monkeypatch.setattr(torch.nn.Module, "zero_grad", lambda self, set_to_none=True: None)
    scores = [accuracy(digits, trained(digits, seed)) for seed in SEEDS]
    assert max(scores) < digits.required, scores
