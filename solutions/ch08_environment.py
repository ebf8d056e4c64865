# %% [markdown] tags=["ko"] points=14
# # 8장 · 실습 환경 구축 (슬라이드 8.1–8.4)
#
# 설치는 한 번이면 되지만, **무엇이 설치되어 있는지** 묻는 일은 자꾸 생깁니다. 오류를 물어볼 때, 다른
# 컴퓨터에서 같은 결과를 내고 싶을 때, 그래픽 카드를 쓸 수 있는지 알고 싶을 때입니다. 이 장에서는 그 질문에
# 코드로 답합니다. 설치된 버전을 모으고, 장치를 고르고, 드라이버가 CUDA 버전에 맞는지 표에서 찾고,
# `nvidia-smi`의 출력을 읽습니다. 그래픽 카드가 없어도 모두 풀 수 있습니다.
#
# **약속.** 어느 패키지나 써도 됩니다. 필요한 `import`는 함수 안에 두어도, 파일 맨 위에 두어도 좋습니다.
#
# **슬라이드에서 고쳐 읽을 곳.**
#
# - 8.2의 표에는 Driver Version이 "GPU의 버전"이라고 되어 있습니다. GPU가 아니라 **드라이버 프로그램**의
#   버전입니다.
# - 8.2의 표에는 CUDA Version 11.2가 "11.2를 설치해야 한다는 뜻"이라고 되어 있습니다. 설치된 버전이 아니라는
#   말은 맞지만, 꼭 11.2여야 하는 것은 아닙니다. 이 드라이버로 쓸 수 있는 **가장 높은** 버전이 11.2라는
#   뜻이고, 그보다 낮아도 됩니다.
# - 8.4의 `jupyter lab -ip=0.0.0.0 -port=8800`에는 줄표가 하나씩 빠졌습니다. 아래 화면처럼 `--ip`,
#   `--port`가 맞습니다.

# %% [markdown] tags=["en"] points=14
# # Chapter 8 · Setting up the environment (slides 8.1–8.4)
#
# Installing is done once, but the question **what is installed here?** comes up again and again: when you
# ask about an error, when another computer should give the same results, when you want to know whether
# there is a graphics card to use. In this chapter you answer it in code: collect versions, choose a device,
# look up in a table whether a driver is new enough for a version of CUDA, and read the output of
# `nvidia-smi`. You need no graphics card for any of it.
#
# **Agreed.** You may use any package. An `import` may stand inside the function or at the top of the file.
#
# **Where the slides are easily misread.**
#
# - The table on 8.2 calls the Driver Version "the GPU's version". It is the version of the **driver**, a
#   program.
# - The same table says that CUDA Version 11.2 means you must install 11.2. It is true that this is not what
#   is installed, but it need not be 11.2 either: it is the **highest** version that this driver supports.
#   Lower ones work too.
# - In `jupyter lab -ip=0.0.0.0 -port=8800` on 8.4 each option lost a dash. It is `--ip` and `--port`, as
#   the screen below it shows.

# %%
import platform
import re

# %% [markdown] tags=["ko"] exercise="environment_report"
# ## `environment_report` · 설치된 버전 모으기 (슬라이드 8.3)
#
# 슬라이드 8.3은 `pip list`로 설치를 확인합니다. 같은 것을 프로그램 안에서 물어, 다음 여섯 키를 가진
# `dict`로 돌려주세요.
#
# | 키 | 값 |
# |---|---|
# | `"python"` | `platform.python_version()`. 예: `"3.11.7"` |
# | `"numpy"`, `"cv2"`, `"torch"`, `"torchvision"` | 그 패키지의 `__version__`을 문자열로. 예: `"1.26.4"` |
# | `"cuda"` | `torch.cuda.is_available()`: PyTorch가 그래픽 카드를 쓸 수 있는지, `True` 또는 `False` |
#
# 버전은 이 컴퓨터에 **지금** 설치된 것이어야 합니다. 슬라이드의 버전을 베껴 쓰면 안 됩니다. 값을 자르거나
# 고치지 말고 그대로 적으세요. 버전은 모두 문자열이고, `"cuda"`만 참·거짓입니다.

# %% [markdown] tags=["en"] exercise="environment_report"
# ## `environment_report` · what is installed (slide 8.3)
#
# Slide 8.3 checks an installation with `pip list`. Ask for the same from inside a program, and return a
# `dict` with these six keys:
#
# | key | value |
# |---|---|
# | `"python"` | `platform.python_version()`, such as `"3.11.7"` |
# | `"numpy"`, `"cv2"`, `"torch"`, `"torchvision"` | its `__version__`, a string such as `"1.26.4"` |
# | `"cuda"` | `torch.cuda.is_available()`: whether PyTorch can use a graphics card, `True` or `False` |
#
# The versions are those that are installed on this computer **now**, not those on the slides. Write them
# down as they are, without cutting anything off. All versions are strings; `"cuda"` alone is a truth value.


# %% exercise="environment_report" slide="8.3" level=1 minutes=10
def environment_report() -> dict[str, str | bool]:
    """Versions of Python and the course's packages, and whether there is CUDA (slide 8.3).

    Returns:
        A dict with the keys "python", "numpy", "cv2", "torch" and "torchvision", whose values are strings,
        and "cuda", whose value is a bool.
    """
    ### BEGIN SOLUTION
    import cv2
    import numpy
    import torch
    import torchvision

    report = {package.__name__: str(package.__version__) for package in (numpy, cv2, torch, torchvision)}
    return {"python": platform.python_version(), **report, "cuda": torch.cuda.is_available()}
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="pick_device"
# ## `pick_device` · 장치 고르기 (슬라이드 8.1)
#
# PyTorch 코드는 거의 모두 이 한 줄로 시작합니다. CUDA를 쓸 수 있으면(`cuda_available`이 `True`면) 문자열
# `"cuda"`, 아니면 `"cpu"`를 돌려주세요. 이 컴퓨터가 어떤지는 묻지 말고 **받은 값**만 보세요. 그래야 그래픽
# 카드가 없는 컴퓨터에서도 시험해 볼 수 있습니다.

# %% [markdown] tags=["en"] exercise="pick_device"
# ## `pick_device` · choosing a device (slide 8.1)
#
# Nearly every PyTorch program begins with this line: the string `"cuda"` if CUDA can be used
# (`cuda_available` is `True`), else `"cpu"`. Look only at the **value you are given**, not at this
# computer: only then can it be tried on a computer without a graphics card.


# %% exercise="pick_device" slide="8.1" level=1 minutes=3
def pick_device(cuda_available: bool) -> str:
    """The name of the device to compute on (slide 8.1).

    Args:
        cuda_available: Whether CUDA can be used.

    Returns:
        The string "cuda" or "cpu".
    """
    ### BEGIN SOLUTION
    return "cuda" if cuda_available else "cpu"
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="driver_supports"
# ## `driver_supports` · 드라이버가 충분히 새것인가 (슬라이드 8.1)
#
# CUDA 툴킷마다 드라이버가 **이 버전 이상**이어야 한다는 최소 버전이 있습니다. 슬라이드 8.1의 표 3입니다.
# 툴킷은 수 셋으로 적습니다. Update n은 끝이 `.n`, GA는 `.0`입니다. 표를 손으로 치지 않아도 되도록 아래 셀에
# `MINIMUM_DRIVER`로 적어 두었습니다.
#
# 드라이버 버전 `driver`, 툴킷 `toolkit`, 운영체제 `platform`(`"linux"` 또는 `"windows"`)을 받아, 그
# 드라이버로 그 툴킷을 쓸 수 있으면 `True`, 아니면 `False`를 돌려주세요.
#
# 예: 슬라이드 8.2의 드라이버 `"462.80"`은 `"windows"`에서 `"11.2.2"`(461.33 이상)를 쓸 수 있지만,
# `"11.3.0"`(465.89 이상)은 쓸 수 없습니다. 최소 버전과 똑같아도 쓸 수 있습니다.
#
# 버전은 **점으로 나눈 수를 앞에서부터 하나씩** 비교합니다. `"471.9"`는 `"471.41"`보다 낮습니다. 9가 41보다
# 작으니까요. 글자로 비교하면 `"9"`가 `"4"`보다 뒤라서 거꾸로 됩니다. 소수 471.9로 읽어도 거꾸로 됩니다.
# `"02"`는 2입니다. 드라이버의 수가 표보다 적을 수도 있습니다. `"470.57"`은 `"470.57.02"`보다 낮습니다.
#
# `toolkit`이 표 3에 없으면 `ValueError`를 일으키고, 메시지에 `toolkit`이나 그 값을 적으세요. 표 2에 있는
# `"11.1.0"`도 표 3에는 없습니다.

# %% [markdown] tags=["en"] exercise="driver_supports"
# ## `driver_supports` · is the driver new enough? (slide 8.1)
#
# Every CUDA toolkit needs a driver **of at least** some version: table 3 of slide 8.1. A toolkit is written
# with three numbers: Update n ends in `.n`, GA in `.0`. So that you need not type the table, it stands in
# the cell below as `MINIMUM_DRIVER`.
#
# Given the version of a driver, a `toolkit` and a `platform` (`"linux"` or `"windows"`), return `True` if
# that driver is good enough for that toolkit, else `False`.
#
# Example: the driver `"462.80"` of slide 8.2 can do `"11.2.2"` (461.33 or more) on `"windows"`, but not
# `"11.3.0"` (465.89 or more). Exactly the minimum is enough.
#
# Versions are compared **number by number between the dots, from the left**. `"471.9"` is lower than
# `"471.41"`, since 9 is less than 41. As text it would be the other way round, for `"9"` comes after `"4"`;
# read as the decimal 471.9, too. And `"02"` is 2. A driver may have fewer numbers than the table:
# `"470.57"` is lower than `"470.57.02"`.
#
# Raise a `ValueError` for a `toolkit` that is not in table 3, and name `toolkit` or its value in the
# message. `"11.1.0"` stands in table 2, but not in table 3.

# %%
# Table 3 of slide 8.1: toolkit -> lowest driver version on Linux, on Windows
MINIMUM_DRIVER = {
    "11.5.1": ("495.29.05", "496.13"),
    "11.5.0": ("495.29.05", "496.04"),
    "11.4.3": ("470.82.01", "472.50"),
    "11.4.2": ("470.57.02", "471.41"),
    "11.4.1": ("470.57.02", "471.41"),
    "11.4.0": ("470.42.01", "471.11"),
    "11.3.1": ("465.19.01", "465.89"),
    "11.3.0": ("465.19.01", "465.89"),
    "11.2.2": ("460.32.03", "461.33"),
    "11.2.1": ("460.32.03", "461.09"),
    "11.2.0": ("460.27.03", "460.82"),
}


# %% exercise="driver_supports" slide="8.1" level=2 minutes=20
def driver_supports(driver: str, toolkit: str, platform: str) -> bool:
    """Whether a driver is new enough for a CUDA toolkit, by table 3 of slide 8.1.

    Args:
        driver: A driver's version, such as "470.57.02" or "462.80".
        toolkit: A toolkit's version of three numbers, such as "11.4.2".
        platform: "linux" or "windows".

    Returns:
        True if the driver's version is at least the one in the table.

    Raises:
        ValueError: The toolkit is not in the table.
    """
    ### BEGIN SOLUTION
    if toolkit not in MINIMUM_DRIVER:
        raise ValueError(f"toolkit {toolkit} is not in table 3")
    on_linux, on_windows = MINIMUM_DRIVER[toolkit]
    minimum = on_linux if platform == "linux" else on_windows
    have, need = ([int(part) for part in version.split(".")] for version in (driver, minimum))
    return have >= need
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="parse_nvidia_smi"
# ## `parse_nvidia_smi` · `nvidia-smi` 읽기 (슬라이드 8.2)
#
# `nvidia-smi`는 사람이 읽기 좋은 표를 그려 줍니다. 그 글자들에서 다섯 가지를 꺼내어 `dict`로 돌려주세요.
# 슬라이드 8.2와 같은 모양이고 GPU는 하나입니다.
#
# ```
# Sun Dec 26 12:01:30 2021
#
# +-----+
# | NVIDIA-SMI 462.80              Driver Version: 462.80          CUDA Version: 11.2     |
# +-----+-----+
# | GPU Name   TCC/WDDM  Bus-Id  Disp.A   Volatile Uncorr. ECC    |
# | Fan  Temp  Perf  Pwr:Usage/Cap  Memory-Usage  GPU-Util  Compute M. |
# | N/A    N/A    P8     8W /  N/A   161MiB /  8192MiB      0%      Default  |
# +-----+-----+
# ```
#
# | 키 | 값 | 위의 예에서 |
# |---|---|---|
# | `"driver"` | Driver Version, 적힌 그대로 문자열 | `"462.80"` |
# | `"cuda"` | CUDA Version, 적힌 그대로 문자열 | `"11.2"` |
# | `"perf"` | Perf 칸, 문자열. P0부터 P12까지 | `"P8"` |
# | `"memory_used_mib"` | Memory-Usage의 앞쪽 수, `int` | `161` |
# | `"memory_total_mib"` | Memory-Usage의 뒤쪽 수, `int` | `8192` |
#
# 수와 칸 사이의 빈칸은 컴퓨터마다 다릅니다. 드라이버 버전은 `470.57.02`처럼 수 셋일 수도 있고, NVIDIA-SMI
# 옆의 버전과 다를 수도 있습니다. `"462.80"`을 실수로 바꾸면 끝의 0이 사라지니 문자열로 두세요. 정규
# 표현식(`re`)을 쓰면 편합니다.

# %% [markdown] tags=["en"] exercise="parse_nvidia_smi"
# ## `parse_nvidia_smi` · reading `nvidia-smi` (slide 8.2)
#
# `nvidia-smi` draws a table for people to read. Take five things out of its text and return them as a
# `dict`. The text looks like slide 8.2, with one GPU.
#
# ```
# Sun Dec 26 12:01:30 2021
#
# +-----+
# | NVIDIA-SMI 462.80              Driver Version: 462.80          CUDA Version: 11.2     |
# +-----+-----+
# | GPU Name   TCC/WDDM  Bus-Id  Disp.A   Volatile Uncorr. ECC    |
# | Fan  Temp  Perf  Pwr:Usage/Cap  Memory-Usage  GPU-Util  Compute M. |
# | N/A    N/A    P8     8W /  N/A   161MiB /  8192MiB      0%      Default  |
# +-----+-----+
# ```
#
# | key | value | in this example |
# |---|---|---|
# | `"driver"` | Driver Version, as it is written, a string | `"462.80"` |
# | `"cuda"` | CUDA Version, as it is written, a string | `"11.2"` |
# | `"perf"` | the column Perf, a string from P0 to P12 | `"P8"` |
# | `"memory_used_mib"` | the first number of Memory-Usage, an `int` | `161` |
# | `"memory_total_mib"` | the second number of Memory-Usage, an `int` | `8192` |
#
# Numbers, and the spaces between columns, differ from computer to computer. A driver's version may have
# three numbers, as in `470.57.02`, and may be another than the version beside NVIDIA-SMI. As a float
# `"462.80"` would lose its last 0: keep it a string. Regular expressions (`re`) make this easy.


# %% exercise="parse_nvidia_smi" slide="8.2" level=2 minutes=20
def parse_nvidia_smi(text: str) -> dict[str, str | int]:
    """What `nvidia-smi` says about driver, CUDA, performance state and memory (slide 8.2).

    Args:
        text: The output of `nvidia-smi`, as on slide 8.2, for one GPU.

    Returns:
        A dict with "driver", "cuda" and "perf", strings as they are written, and with "memory_used_mib" and
        "memory_total_mib", whole numbers.
    """
    ### BEGIN SOLUTION
    driver, cuda = re.search(r"Driver Version: +([\d.]+) +CUDA Version: +([\d.]+)", text).groups()
    perf, used, total = re.search(r" (P\d+) .* (\d+)MiB */ *(\d+)MiB", text).groups()
    return {
        "driver": driver,
        "cuda": cuda,
        "perf": perf,
        "memory_used_mib": int(used),
        "memory_total_mib": int(total),
    }
    ### END SOLUTION
