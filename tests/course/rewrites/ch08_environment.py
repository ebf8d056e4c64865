"""Known wrong answers of chapter 8 in other words: each must be recognised as the mistake it repeats."""

from tests.course.answers import rewritten

# --- environment_report ---


@rewritten("environment_report", of="python_in_full")
def everything_about_python():
    import importlib
    import sys

    report = {"python": sys.version}
    for name in ("numpy", "cv2", "torch", "torchvision"):
        report[name] = importlib.import_module(name).__version__
    report["cuda"] = importlib.import_module("torch").cuda.is_available()
    return report


@rewritten("environment_report", of="cuda_as_text")
def text_throughout():
    import cv2
    import numpy
    import torch
    import torchvision

    report = {"python": platform.python_version(), "numpy": numpy.__version__, "cv2": cv2.__version__}
    report.update(torch=torch.__version__, torchvision=torchvision.__version__)
    report["cuda"] = torch.cuda.is_available()
    return {key: str(value) for key, value in report.items()}


@rewritten("environment_report", of="opencv_by_its_other_name")
def names_of_the_shop():
    import cv2
    import numpy as np
    import torch
    import torchvision

    return {
        "python": platform.python_version(),
        "opencv": str(cv2.__version__),
        "numpy": str(np.__version__),
        "torch": str(torch.__version__),
        "torchvision": str(torchvision.__version__),
        "cuda": torch.cuda.device_count() > 0,
    }


# --- pick_device ---


@rewritten("pick_device", of="the_other_way_round")
def looked_up_wrongly(cuda_available):
    return ["cuda", "cpu"][int(cuda_available)]


@rewritten("pick_device", of="device_object")
def an_object(cuda_available):
    import torch

    name = "cpu"
    if cuda_available:
        name = "cuda"
    return torch.device(name)


@rewritten("pick_device", of="nothing_without_cuda")
def looked_up(cuda_available):
    return {True: "cuda"}.get(cuda_available)


# --- driver_supports ---


@rewritten("driver_supports", of="compared_as_text")
def letters(driver, toolkit, platform):
    row = MINIMUM_DRIVER.get(toolkit)
    if row is None:
        raise ValueError(f"no toolkit {toolkit}")
    minimum = row[0] if platform == "linux" else row[1]
    return not driver < minimum


@rewritten("driver_supports", of="newer_only")
def strictly(driver, toolkit, platform):
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError("toolkit")
    minimum = MINIMUM_DRIVER[toolkit][["linux", "windows"].index(platform)]
    return tuple(map(int, minimum.split("."))) < tuple(map(int, driver.split(".")))


@rewritten("driver_supports", of="key_error")
def looked_up_at_once(driver, toolkit, platform):
    linux, windows = MINIMUM_DRIVER[toolkit]
    if platform == "windows":
        return tuple(int(n) for n in driver.split(".")) >= tuple(int(n) for n in windows.split("."))
    return tuple(int(n) for n in driver.split(".")) >= tuple(int(n) for n in linux.split("."))


@rewritten("driver_supports", of="every_number_at_least")
def part_by_part(driver, toolkit, platform):
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit}")
    minimum = MINIMUM_DRIVER[toolkit][0 if platform == "linux" else 1].split(".")
    for place, part in enumerate(driver.split(".")):
        if place < len(minimum) and int(part) < int(minimum[place]):
            return False
    return True


# --- parse_nvidia_smi ---


@rewritten("parse_nvidia_smi", of="memory_as_text")
def words_of_the_lines(text):
    parts = text.replace("MiB", " MiB").split()
    memory = [parts[place - 1] for place, part in enumerate(parts) if part == "MiB"]
    versions = [parts[place + 1] for place, part in enumerate(parts) if part == "Version:"]
    perf = [part for part in parts if part.startswith("P") and part[1:].isdigit()]
    return {
        "driver": versions[0],
        "cuda": versions[1],
        "perf": perf[0],
        "memory_used_mib": memory[0],
        "memory_total_mib": memory[1],
    }


@rewritten("parse_nvidia_smi", of="version_of_the_tool")
def first_version_found(text):
    numbers = re.findall(r"\d+\.[\d.]+", text)
    used, total = re.findall(r"(\d+)MiB", text)
    return {
        "driver": numbers[0],
        "cuda": numbers[2],
        "perf": re.search(r"P\d+", text)[0],
        "memory_used_mib": int(used),
        "memory_total_mib": int(total),
    }


@rewritten("parse_nvidia_smi", of="state_of_one_digit")
def short_state(text):
    facts = {"perf": re.search(r"P\d", text).group()}
    facts["driver"] = text.split("Driver Version:")[1].split()[0]
    facts["cuda"] = text.split("CUDA Version:")[1].split()[0]
    memory = re.search(r"(\d+)MiB\s*/\s*(\d+)MiB", text)
    facts["memory_used_mib"], facts["memory_total_mib"] = int(memory[1]), int(memory[2])
    return facts
