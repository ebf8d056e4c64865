"""Right answers to chapter 8 written otherwise: none may be refused."""

from tests.course.answers import right_answer


@right_answer("environment_report")
def asked_by_name():
    import importlib
    import sys

    found = {name: importlib.import_module(name) for name in ("numpy", "cv2", "torch", "torchvision")}
    report = {name: f"{module.__version__}" for name, module in found.items()}
    report["python"] = sys.version.split()[0]
    report["cuda"] = bool(found["torch"].cuda.device_count())
    return report


@right_answer("environment_report")
def as_they_are():
    import cv2
    import numpy as np
    import torch
    import torchvision
    from torch.cuda import is_available

    return {
        "cuda": np.bool_(is_available()),
        "torchvision": torchvision.__version__,
        "torch": torch.__version__,
        "cv2": cv2.__version__,
        "numpy": np.version.version,
        "python": ".".join(__import__("platform").python_version_tuple()),
    }


@right_answer("pick_device")
def branches(cuda_available):
    if cuda_available is True:
        return "cuda"
    return "cpu"


@right_answer("pick_device")
def type_of_a_device(cuda_available):
    import torch

    return torch.device(["cpu", "cuda"][cuda_available]).type


@right_answer("pick_device")
def numpy_text(cuda_available):
    import numpy as np

    return str(np.where(cuda_available, "cuda", "cpu"))


@right_answer("driver_supports")
def rows_of_its_own(driver, toolkit, platform):
    table = """
        11.5.1 495.29.05 496.13
        11.5.0 495.29.05 496.04
        11.4.3 470.82.01 472.50
        11.4.2 470.57.02 471.41
        11.4.1 470.57.02 471.41
        11.4.0 470.42.01 471.11
        11.3.1 465.19.01 465.89
        11.3.0 465.19.01 465.89
        11.2.2 460.32.03 461.33
        11.2.1 460.32.03 461.09
        11.2.0 460.27.03 460.82
    """
    for row in table.strip().split("\n"):
        name, linux, windows = row.split()
        if name == toolkit:
            minimum = {"linux": linux, "windows": windows}[platform]
            break
    else:
        raise ValueError(f"unknown CUDA {toolkit}")
    for mine, least in zip(driver.split("."), minimum.split("."), strict=False):
        if int(mine) != int(least):
            return int(mine) > int(least)
    return driver.count(".") >= minimum.count(".")


@right_answer("driver_supports")
def padded_numbers(driver, toolkit, platform):
    import numpy as np

    def number(version):
        parts = [int(part) for part in version.split(".")] + [0, 0]
        return parts[0] * 10**12 + parts[1] * 10**6 + parts[2]

    try:
        minimum = dict(zip(("linux", "windows"), MINIMUM_DRIVER[toolkit], strict=True))[platform]
    except KeyError as error:
        raise ValueError("toolkit") from error
    return np.bool_(number(driver) >= number(minimum))


@right_answer("driver_supports")
def packaged(driver, toolkit, platform):
    from packaging.version import Version

    class UnknownToolkit(ValueError):
        pass

    if not any(toolkit == known for known in MINIMUM_DRIVER):
        raise UnknownToolkit(toolkit)
    return not Version(driver) < Version(MINIMUM_DRIVER[toolkit][["linux", "windows"].index(platform)])


@right_answer("parse_nvidia_smi")
def words(text):
    parts = text.split()
    versions = [parts[place + 1] for place, part in enumerate(parts) if part == "Version:"]
    perf = next(part for part in parts if part[0] == "P" and part[1:].isdigit())
    used, total = (int(part[:-3]) for part in parts if part.endswith("MiB"))
    return {
        "driver": versions[0],
        "cuda": versions[1],
        "perf": perf,
        "memory_used_mib": used,
        "memory_total_mib": total,
    }


@right_answer("parse_nvidia_smi")
def line_by_line(text):
    import numpy as np

    facts = {}
    for line in text.splitlines():
        if "Driver Version:" in line:
            facts["driver"] = line.split("Driver Version:")[1].split()[0]
            facts["cuda"] = line.split("CUDA Version:")[1].strip(" |")
        elif "MiB" in line:
            before, after = line.split("MiB")[:2]
            facts["memory_used_mib"] = np.int32(before.split()[-1])
            facts["memory_total_mib"] = np.int64(after.strip(" /"))
            facts["perf"] = before.split()[3]
    return facts


@right_answer("parse_nvidia_smi")
def one_pattern(text):
    pattern = r"""Driver\s+Version:\s+(?P<driver>\S+)\s+CUDA\s+Version:\s+(?P<cuda>\S+)
                  .*\b(?P<perf>P1?\d)\b
                  .*?(?P<memory_used_mib>\d+)MiB\s*/\s*(?P<memory_total_mib>\d+)MiB"""
    found = re.search(pattern, text, re.VERBOSE | re.DOTALL).groupdict()
    return {key: int(value) if key.startswith("memory") else value for key, value in found.items()}
