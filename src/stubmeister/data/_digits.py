"""Images, labels and thresholds for one run of chapter 10's practice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stubmeister.data._device import best_device
from stubmeister.data._idx import default_folder, find_mnist, read_mnist
from stubmeister.errors import StubmeisterError
from stubmeister.lang import _

RUNS = ("quick", "full", "offline", "auto")


@dataclass(frozen=True)
class Digits:
    """What a training run gets, and how good it must be.

    Images are `(n, 28, 28)` uint8, labels `(n,)` int64. `required` is the fraction of test digits a run must
    get right; `deviation` is the standard deviation of that fraction between seeds: closer than two of them
    to `required`, a run is repeated. `note` says in one sentence what was chosen.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    source: str
    run: str
    epochs: int
    required: float
    deviation: float
    device: str
    note: str = ""


@dataclass(frozen=True)
class _Rule:
    """How a run uses its data; the figures were measured over 12 seeds and more."""

    train: int
    every: int  # judged on every n-th test digit; the first ones are harder than the rest
    epochs: int
    required: float
    deviation: float


_RULES = {
    "quick": _Rule(train=6_000, every=5, epochs=3, required=0.88, deviation=0.007),
    "full": _Rule(train=60_000, every=1, epochs=3, required=0.975, deviation=0.0011),
    "offline": _Rule(train=1_437, every=1, epochs=15, required=0.88, deviation=0.011),
}


def digits(run: str = "auto", folder: Path | None = None, device: str | None = None) -> Digits:
    """The digits for a run.

    Args:
        run: "quick" (6,000 digits of MNIST), "full" (all 60,000), "offline" (scikit-learn's digits), or
            "auto": MNIST where it is at hand (full on CUDA, else quick), offline where it is not.
        folder: Where MNIST lies; None looks in STUBMEISTER_DATA, else in the user's cache folder.
        device: What the run trains on, "cpu" or "cuda". "auto" (or None) is CUDA where this machine has it,
            for the runs that are long enough to gain by it.

    Raises:
        StubmeisterError: No such run; MNIST is asked for and is missing; or it is there, but not whole.
    """
    if run not in RUNS:
        raise StubmeisterError(
            _("There is no run {run}.", run=repr(run)), _("Choose one of: {runs}", runs=", ".join(RUNS))
        )
    place = None if run == "offline" else find_mnist(folder)
    if run in ("quick", "full") and place is None:
        raise StubmeisterError(
            _("The run {run} needs MNIST, and {folder} has none.", run=run, folder=default_folder()),
            _("Fetch it with `stubmeister download`, or name its folder with --data."),
        )
    if device in (None, "auto"):
        device = best_device() if place is not None and run != "quick" else "cpu"
    if place is None:
        return _offline(run, device)
    if run == "auto":
        run = "full" if device.startswith("cuda") else "quick"
    return _mnist(run, place, device)


def _mnist(run: str, place: Path, device: str) -> Digits:
    arrays = read_mnist(place)
    rule = _RULES[run]
    test = slice(None, None, rule.every)
    return Digits(
        train_images=arrays["train-images-idx3-ubyte"][: rule.train],
        train_labels=arrays["train-labels-idx1-ubyte"][: rule.train].astype(np.int64),
        test_images=np.ascontiguousarray(arrays["t10k-images-idx3-ubyte"][test]),
        test_labels=arrays["t10k-labels-idx1-ubyte"][test].astype(np.int64),
        source="MNIST",
        run=run,
        epochs=rule.epochs,
        required=rule.required,
        deviation=rule.deviation,
        device=device,
        note=_("MNIST from {folder}, {count} digits.", folder=place, count=rule.train),
    )


def _offline(run: str, device: str) -> Digits:
    """scikit-learn's 1,797 digits of 8×8, made 28×28 and shuffled once and for all."""
    import cv2
    from sklearn.datasets import load_digits

    small, labels = load_digits(return_X_y=True)
    images = [cv2.resize(image.reshape(8, 8), (28, 28), interpolation=cv2.INTER_CUBIC) for image in small]
    large = np.clip(np.rint(np.stack(images) * (255 / 16)), 0, 255).astype(np.uint8)
    order = np.random.default_rng(0).permutation(len(large))
    rule = _RULES["offline"]
    train, test = order[: rule.train], order[rule.train :]
    note = _("scikit-learn's digits, which say nothing about MNIST.")
    if run == "auto":
        note += " " + _("MNIST was not found in {folder}.", folder=default_folder())
    return Digits(
        train_images=large[train],
        train_labels=labels[train].astype(np.int64),
        test_images=large[test],
        test_labels=labels[test].astype(np.int64),
        source="load_digits",
        run="offline",
        epochs=rule.epochs,
        required=rule.required,
        deviation=rule.deviation,
        device=device,
        note=note,
    )
