"""Known wrong answers of chapter 8, each with the sentence that helps."""

import platform
import re

from stubmeister.grading import misconception

# --- environment_report ---


@misconception("environment_report")
def python_in_full():
    """sys.version tells the compiler and the day as well. platform.python_version() gives the numbers
    alone."""
    import sys

    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": sys.version, **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def python_cut_short():
    """You give the first two numbers of Python's version. Give all of it: platform.python_version()."""
    import sys

    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    short = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"python": short, **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def python_as_a_tuple():
    """sys.version_info is a tuple. Asked for is a string: platform.python_version()."""
    import sys

    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": tuple(sys.version_info[:3]), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def versions_of_the_slide():
    """These are the versions of slides 8.1 and 8.3. Ask the packages that are installed here:
    `__version__`."""
    slide = {"numpy": "1.21.5", "cv2": "4.5.4", "torch": "1.10.1", "torchvision": "0.11.2"}
    return {"python": "3.8.12", **slide, "cuda": True}


@misconception("environment_report")
def opencv_by_its_other_name():
    """The key is "cv2", the name that is imported. "opencv" is what the package is called elsewhere."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, torch, torchvision)}
    report["opencv"] = cv2.__version__
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def version_of_the_download():
    """pip's version of opencv-python has a number more than OpenCV itself. Asked for is cv2.__version__."""
    import importlib.metadata

    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, torch, torchvision)}
    names = ("opencv-python", "opencv-python-headless", "opencv-contrib-python")
    installed = {each.metadata["Name"]: each.version for each in importlib.metadata.distributions()}
    report["cv2"] = next((installed[name] for name in names if name in installed), cv2.__version__ + ".1")
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def torchvision_forgotten():
    """torchvision is missing."""
    import cv2
    import numpy
    import torch

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch)}
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def torch_twice():
    """Under "torchvision" stands torch's version. The two packages have versions of their own."""
    import cv2
    import numpy
    import torch

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch)}
    report["torchvision"] = str(torch.__version__)
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def modules_in_place_of_versions():
    """The values are the packages themselves. Take their `__version__`."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: package for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}


@misconception("environment_report")
def cuda_as_text():
    """cuda is a string. Asked for is True or False itself."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": str(torch.cuda.is_available())}


@misconception("environment_report")
def cuda_of_the_build():
    """torch.version.cuda is the CUDA that PyTorch was built with, also where there is no card. Ask
    torch.cuda.is_available()."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": torch.version.cuda}


@misconception("environment_report")
def function_not_called():
    """The brackets are missing: torch.cuda.is_available is the function, torch.cuda.is_available() what it
    says."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available}


@misconception("environment_report")
def never_any_cuda():
    """cuda is False whatever there is. Ask PyTorch: torch.cuda.is_available()."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": False}


@misconception("environment_report")
def always_cuda():
    """cuda is True even without a graphics card. Ask PyTorch: torch.cuda.is_available()."""
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": True}


@misconception("environment_report")
def one_string():
    """You put everything into one text. Return a dict with a key for each version."""
    import cv2
    import numpy
    import torch
    import torchvision

    packages = (numpy, cv2, torch, torchvision)
    return platform.python_version() + "".join(f", {each.__name__} {each.__version__}" for each in packages)


# --- pick_device ---


@misconception("pick_device")
def the_other_way_round(cuda_available):
    """You choose "cpu" when there is CUDA and "cuda" when there is none."""
    return "cpu" if cuda_available else "cuda"


@misconception("pick_device")
def always_cpu(cuda_available):
    """You answer "cpu" in any case; perhaps you asked this computer in place of looking at
    `cuda_available`."""
    return "cpu"


@misconception("pick_device")
def cuda_in_any_case(cuda_available):
    """You answer "cuda" in any case. Without CUDA it is "cpu"."""
    return "cuda"


@misconception("pick_device")
def called_gpu(cuda_available):
    """PyTorch calls the device "cuda", not "gpu"."""
    return "gpu" if cuda_available else "cpu"


@misconception("pick_device")
def numbered_card(cuda_available):
    """You name one card, "cuda:0". Asked for is "cuda" alone."""
    return "cuda:0" if cuda_available else "cpu"


@misconception("pick_device")
def in_capitals(cuda_available):
    """PyTorch writes devices in small letters: "cuda" and "cpu"."""
    return "CUDA" if cuda_available else "CPU"


@misconception("pick_device")
def device_object(cuda_available):
    """You return a torch.device. Asked for is the string itself."""
    import torch

    return torch.device("cuda" if cuda_available else "cpu")


@misconception("pick_device")
def only_printed(cuda_available):
    """You print the device and return nothing. Return it."""
    print("cuda" if cuda_available else "cpu")


@misconception("pick_device")
def nothing_without_cuda(cuda_available):
    """Without CUDA your function ends without `return`, which gives None. Return "cpu"."""
    return "cuda" if cuda_available else None


# --- driver_supports ---


@misconception("driver_supports")
def compared_as_text(driver, toolkit, platform):
    """You compare the versions as text, letter by letter: "9" comes after "41" there. Make numbers of the
    parts first."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    return driver >= MINIMUM_DRIVER[toolkit][platform != "linux"]


@misconception("driver_supports")
def parts_as_text(driver, toolkit, platform):
    """You cut the versions at the dots, but compare the parts as text. "9" comes after "41" there:
    int(part)."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    return driver.split(".") >= MINIMUM_DRIVER[toolkit][platform != "linux"].split(".")


@misconception("driver_supports")
def as_decimals(driver, toolkit, platform):
    """You read the first two numbers as a decimal. 471.9 is more than 471.41 as a decimal, as a version
    it is less; and a third number is lost. Compare number by number."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = (float(".".join(version.split(".")[:2])) for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def dots_taken_out(driver, toolkit, platform):
    """You take the dots out and compare one large number. 500.1 becomes 5001, less than 4705702: compare
    number by number."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    return int(driver.replace(".", "")) >= int(minimum.replace(".", ""))


@misconception("driver_supports")
def newer_only(driver, toolkit, platform):
    """You ask for a driver above the minimum. The minimum itself is enough: >=."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have > need


@misconception("driver_supports")
def older_is_enough(driver, toolkit, platform):
    """You have it the wrong way round: the driver must be at least as new as the table says."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have <= need


@misconception("driver_supports")
def columns_swapped(driver, toolkit, platform):
    """You look up Linux in the column of Windows, and the other way round."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform == "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def linux_only(driver, toolkit, platform):
    """You always look into the column of Linux. Windows has one of its own."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    have, need = (
        [int(part) for part in version.split(".")] for version in (driver, MINIMUM_DRIVER[toolkit][0])
    )
    return have >= need


@misconception("driver_supports")
def first_number_only(driver, toolkit, platform):
    """You compare the first number alone. Where it is the same, the next ones decide."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    return int(driver.split(".")[0]) >= int(minimum.split(".")[0])


@misconception("driver_supports")
def two_numbers_only(driver, toolkit, platform):
    """You compare two numbers and leave out the third, which drivers on Linux have."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")[:2]] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def every_number_at_least(driver, toolkit, platform):
    """You ask for every number to be at least that of the minimum. The first one that differs decides:
    471.0 is newer than 470.57."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return all(mine >= least for mine, least in zip(have, need, strict=False))


@misconception("driver_supports")
def table_two(driver, toolkit, platform):
    """This is table 2 (450.80.02, 452.39), what minor version compatibility needs. Asked for is table 3,
    which has a row for every update."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = "450.80.02" if platform == "linux" else "452.39"
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def updates_left_out(driver, toolkit, platform):
    """You take the GA row for all updates of a toolkit. Each update has a row of its own."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit.rpartition(".")[0] + ".0"][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def key_error(driver, toolkit, platform):
    """For an unknown toolkit your table raises KeyError by itself. Look first whether it is there, and raise
    ValueError."""
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def false_for_unknown(driver, toolkit, platform):
    """For an unknown toolkit you return False. Nobody can tell, so raise ValueError."""
    if toolkit not in MINIMUM_DRIVER:
        return False
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def words_for_true(driver, toolkit, platform):
    """You return a word. Asked for is True or False."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return "yes" if have >= need else "no"


@misconception("driver_supports")
def series_known(driver, toolkit, platform):
    """You look whether the toolkit's series (11.4) is in the table and take the newest row for updates
    that are not. A toolkit that has no row of its own must raise ValueError."""
    series = [key for key in MINIMUM_DRIVER if key.rpartition(".")[0] == toolkit.rpartition(".")[0]]
    if not series:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit if toolkit in series else series[0]][platform != "linux"]
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need


@misconception("driver_supports")
def shorter_length_compared(driver, toolkit, platform):
    """You compare as many numbers as the shorter version has, and zip() drops the rest: 470.57 then seems as
    new as 470.57.02. It is lower. Compare the whole lists of numbers."""
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][platform != "linux"]
    for have, need in zip(driver.split("."), minimum.split("."), strict=False):
        if int(have) != int(need):
            return int(have) > int(need)
    return True


@misconception("driver_supports")
def beginning_is_enough(driver, toolkit, platform):
    """You take the first toolkit in the table that begins like the one asked for, so "11" passes for 11.5.1.
    A toolkit must stand in the table as a whole, else it is a ValueError."""
    minimum = next((row for key, row in MINIMUM_DRIVER.items() if key.startswith(toolkit)), None)
    if minimum is None:
        raise ValueError(f"toolkit {toolkit}")
    have, need = (
        [int(part) for part in version.split(".")] for version in (driver, minimum[platform != "linux"])
    )
    return have >= need


# --- parse_nvidia_smi ---


@misconception("parse_nvidia_smi")
def version_of_the_tool(text):
    """You took the version beside NVIDIA-SMI, which is the tool's own. The driver stands behind "Driver
    Version:"."""
    driver = re.search(r"NVIDIA-SMI +([\d.]+)", text).group(1)
    cuda = re.search(r"CUDA Version: +([\d.]+)", text).group(1)
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def memory_swapped(text):
    """You swapped the two numbers of Memory-Usage: what is in use comes first, the total second."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, total, used = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def memory_as_text(text):
    """Memory is still text. Make whole numbers of it: int(...)."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    return {"driver": driver, "cuda": cuda, "perf": perf, "memory_used_mib": used, "memory_total_mib": total}


@misconception("parse_nvidia_smi")
def memory_with_its_unit(text):
    """You left the unit in: "161MiB". The key names it already; asked for is the number 161."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+MiB) */ *(\d+MiB)", text).groups()
    return {"driver": driver, "cuda": cuda, "perf": perf, "memory_used_mib": used, "memory_total_mib": total}


@misconception("parse_nvidia_smi")
def memory_in_bytes(text):
    """You turned MiB into bytes. The keys ask for MiB, as they are written."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used) * 2**20, "memory_total_mib": int(total) * 2**20}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def driver_as_a_number(text):
    """You made numbers of the versions, and 462.80 lost its 0. A version is text; with three numbers in
    it, it is no float at all."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": float(driver), "cuda": float(cuda), "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def driver_of_two_numbers(text):
    """You take two numbers of the driver's version. It may have three, as in 470.57.02: take all of them."""
    driver = re.search(r"Driver Version: +(\d+\.\d+)", text).group(1)
    cuda = re.search(r"CUDA Version: +([\d.]+)", text).group(1)
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def state_of_one_digit(text):
    """You take one digit of the state. P10, P11 and P12 have two."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d)\d* .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def state_without_p(text):
    """You left out the P of the state. Asked for is the text as it is written: "P8"."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" P(\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def state_as_a_number(text):
    """You made a number of the state. Asked for is the text as it is written: "P8"."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" P(\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": int(perf), **memory}


@misconception("parse_nvidia_smi")
def columns_counted(text):
    """You count letters as they stand on the slide. Spaces differ from computer to computer: look for the
    labels."""
    lines = text.split("\n")
    driver, cuda = lines[3][34:40], lines[3][58:62]
    perf, used, total = lines[7][15:17], lines[7][33:36], lines[7][43:47]
    numbers = [int(part) if part.strip().isdigit() else 0 for part in (used, total)]
    memory = {"memory_used_mib": numbers[0], "memory_total_mib": numbers[1]}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def numbers_of_the_slide(text):
    """You return the slide's numbers, whatever the text says. Read them out of `text`."""
    memory = {"memory_used_mib": 161, "memory_total_mib": 8192}
    return {"driver": "462.80", "cuda": "11.2", "perf": "P8", **memory}


@misconception("parse_nvidia_smi")
def other_keys(text):
    """The values are right, but the keys are others. Asked for are driver, cuda, perf, memory_used_mib and
    memory_total_mib."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used": int(used), "memory_total": int(total)}
    return {"driver_version": driver, "cuda_version": cuda, "perf": perf, **memory}


@misconception("parse_nvidia_smi")
def a_tuple(text):
    """You return a tuple. Return a dict with the five keys."""
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    return driver, cuda, perf, int(used), int(total)


@misconception("parse_nvidia_smi")
def bar_at_the_end(text):
    """What you take for the CUDA version runs on to the end of the line, with spaces and a bar. Stop at
    the first space."""
    driver = re.search(r"Driver Version: +([\d.]+)", text).group(1)
    cuda = text.split("CUDA Version: ")[1].split("\n")[0]
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    memory = {"memory_used_mib": int(used), "memory_total_mib": int(total)}
    return {"driver": driver, "cuda": cuda, "perf": perf, **memory}
