"""What chapter 8's checks need on the student's side: the versions there, and a CUDA that can be switched.

The worker runs on the packages that the student's code meets, so it is asked rather than the grader.
"""

import importlib
import platform

changed = []


def versions():
    """The version of Python and of each package, as strings."""
    packages = {name: importlib.import_module(name) for name in ("numpy", "cv2", "torch", "torchvision")}
    found = {name: str(package.__version__) for name, package in packages.items()}
    return {"python": platform.python_version(), **found}


def pretend_cuda(cards):
    """PyTorch says from here on that there are so many graphics cards; `as_it_was` ends that."""
    torch = importlib.import_module("torch")
    _put(torch.cuda, "is_available", lambda: cards > 0)
    _put(torch.cuda, "device_count", lambda: cards)
    _put(torch._C, "_cuda_getDeviceCount", lambda: cards)  # for a name that was bound before


def as_it_was():
    """Undo what `pretend_cuda` did."""
    while changed:
        owner, name, value, was_there = changed.pop()
        if was_there:
            setattr(owner, name, value)
        else:
            delattr(owner, name)


def _put(owner, name, value):
    changed.append((owner, name, getattr(owner, name, None), hasattr(owner, name)))
    setattr(owner, name, value)
