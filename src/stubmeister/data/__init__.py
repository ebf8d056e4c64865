"""The digits of chapter 10: MNIST where it is at hand, scikit-learn's small digits where nothing is.

`_idx` reads and checks MNIST's files, `_download` fetches them, `_device` asks for CUDA, `_digits` chooses
images and thresholds for a run.
"""

from stubmeister.data._device import best_device, driver_present
from stubmeister.data._digits import Digits, digits
from stubmeister.data._download import MIRRORS, download
from stubmeister.data._idx import FILES, MnistFile, default_folder, find_mnist, read_mnist

__all__ = [
    "FILES",
    "MIRRORS",
    "Digits",
    "MnistFile",
    "best_device",
    "default_folder",
    "digits",
    "download",
    "driver_present",
    "find_mnist",
    "read_mnist",
]
