"""Is this machine ready to check and to grade? Every check says what it found and, where need be, what to do.

`start.py` reads the distribution's commands from here before anything is installed: at the top this module
imports the standard library alone.
"""

from __future__ import annotations

import codecs
import importlib.metadata
import json
import locale
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _

PYTHONS = ((3, 10), (3, 13))  # first and last that are supported
PACKAGES = ("numpy", "cv2", "torch", "torchvision")
IMPORT_SECONDS = 180.0  # torch from a cold network disk takes a minute
ROOM = 500 * 2**20  # bytes: MNIST unpacked, results and pages of a class

IMPORTS = """
import sys
sys.path[:] = [path for path in sys.path if path]  # nothing from the folder this runs in
import importlib, json
for name in sys.argv[1:]:
    try:
        found = {"version": getattr(importlib.import_module(name), "__version__", "?")}
        if name == "torch":
            found["cuda"] = sys.modules["torch"].cuda.is_available()
    except BaseException as error:
        found = {"error": f"{type(error).__name__}: {error}"}
    print("\\n@" + json.dumps({"name": name, **found}), flush=True)
"""

APPARMOR_RESTRICTION = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
APPARMOR_PROFILE = """\
sudo tee /etc/apparmor.d/bwrap >/dev/null <<'END'
abi <abi/4.0>,
include <tunables/global>

profile bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
  include if exists <local/bwrap>
}
END
sudo apparmor_parser --replace /etc/apparmor.d/bwrap"""

# what a distribution calls things: how to install, then bubblewrap, libGL.so.1, libgthread-2.0.so.0 (glib),
# and what this project's own tests alone need: Chromium with its driver, PostgreSQL's server
DISTRIBUTIONS = {
    "debian": (
        *("apt-get install -y", "bubblewrap", "libgl1", "libglib2.0-0"),
        *("chromium chromium-driver", "postgresql"),
    ),
    "fedora": (
        *("dnf install -y", "bubblewrap", "mesa-libGL", "glib2"),
        *("chromium chromedriver", "postgresql-server"),
    ),
    "arch": ("pacman -S --noconfirm", "bubblewrap", "libglvnd", "glib2", "chromium", "postgresql"),
    "suse": (
        *("zypper --non-interactive install", "bubblewrap", "Mesa-libGL1", "libgthread-2_0-0"),
        *("chromium chromedriver", "postgresql-server"),
    ),
    "alpine": (
        *("apk add", "bubblewrap", "mesa-gl", "glib"),
        *("chromium chromium-chromedriver", "postgresql"),
    ),
}
RELATIVES = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "opensuse": "suse", "sles": "suse"}
NEEDS = ("bubblewrap", "libGL", "glib", "browser", "postgresql")


@dataclass(frozen=True)
class Check:
    """One finding: `ok` is True (ready), False (in the way) or None (can be done without)."""

    name: str
    ok: bool | None
    detail: str
    cure: str = ""


def examine(data: Path | None = None) -> list[Check]:
    """All checks in order; none of them raises, and a package that hangs or crashes takes only its own check.

    Args:
        data: The folder of MNIST that an option names, if one does.
    """
    return [
        check_python(),
        *check_packages(),
        check_sandbox(),
        check_data(data),
        check_nbgrader(),
        check_disk(Path.cwd()),
        check_encoding(),
    ]


def check_python() -> Check:
    """Whether this Python is one of those that are supported."""
    first, last = (".".join(map(str, version)) for version in PYTHONS)
    ok = PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]
    cure = _("Make the environment anew with Python {first} to {last}.", first=first, last=last)
    return Check("Python", ok, f"{platform.python_version()}, {sys.executable}", "" if ok else cure)


def check_packages(names: Sequence[str] = PACKAGES, timeout: float = IMPORT_SECONDS) -> list[Check]:
    """Whether the packages of the course import, and CUDA, each asked in a child process."""
    checks: list[Check] = []
    waiting = list(names)
    while waiting:
        found, death = _import_in_child(waiting, timeout)
        for each in found:
            checks += _package_checks(each)
        del waiting[: len(found)]
        if waiting:  # the child ended while importing the first one that it did not report
            checks += _package_checks({"name": waiting.pop(0), "error": death})
    return checks


def _import_in_child(names: Sequence[str], timeout: float) -> tuple[list[dict[str, object]], str]:
    """What a child reported of the packages in order, and how it ended."""
    command = [sys.executable, "-c", IMPORTS, *names]
    try:
        run = subprocess.run(
            command, capture_output=True, check=False, timeout=timeout, stdin=subprocess.DEVNULL
        )
        output, death = run.stdout, _("its import ended Python with exit code {code}", code=run.returncode)
    except subprocess.TimeoutExpired as late:
        output, death = late.stdout or b"", _("its import took more than {seconds} s", seconds=round(timeout))
    lines = output.decode(errors="replace").splitlines()
    return [json.loads(line[1:]) for line in lines if line.startswith("@{")], death


def _package_checks(found: dict[str, object]) -> list[Check]:
    name = str(found["name"])
    if "error" in found:
        error = str(found["error"])
        return [Check(name, False, error, _import_cure(name, error))]
    checks = [Check(name, True, str(found["version"]))]
    if "cuda" in found:
        checks.append(_cuda_check(bool(found["cuda"]), str(found["version"])))
    return checks


def _import_cure(name: str, error: str) -> str:
    missing = [need for need, sign in (("libGL", "libGL"), ("glib", "libgthread")) if sign in error]
    if missing:  # a server has neither; the next import asks for the other one
        return _("OpenCV needs libraries of the system: {command}", command=install_command("libGL", "glib"))
    package = "opencv-python" if name == "cv2" else name
    command = f"{sys.executable} -m pip install --force-reinstall {package}"
    return _("Install it again: {command}", command=command)


def _cuda_check(available: bool, version: str) -> Check:
    if available:
        return Check("CUDA", True, _("torch {version} reaches the GPU", version=version))
    detail = _("torch {version} finds no GPU; training runs on the CPU", version=version)
    cure = _(
        "If this machine has one: https://pytorch.org/get-started/locally names the torch for its driver."
    )
    return Check("CUDA", None, detail, cure)


def check_sandbox() -> Check:
    """Whether student code can be run apart from the graders."""
    name = _("sandbox")
    try:
        from stubmeister.wall import probe

        found = probe()
    except (StubmeisterError, ImportError, OSError, subprocess.SubprocessError) as error:
        return Check(name, False, str(error), sandbox_cure(str(error), ""))
    if found.ok:
        return Check(name, True, f"{found.kind}, {found.detail}")
    # elsewhere than on Linux a student needs none, and the teacher's commands say so themselves
    ok = False if sys.platform == "linux" else None
    return Check(name, ok, f"{found.kind}: {found.detail}", sandbox_cure(found.detail, found.cure))


def sandbox_cure(said: str, otherwise: str) -> str:
    """What to do about a sandbox that failed with the words `said`; `otherwise` where they are not known."""
    if sys.platform == "linux" and shutil.which("bwrap") is None:
        return _("Install bubblewrap: {command}", command=install_command("bubblewrap"))
    denied = "setting up uid map: Permission denied" in said
    denied = denied or ("RTM_NEWADDR: Operation not permitted" in said and _apparmor_restricts())
    if denied:
        return _("AppArmor keeps bwrap from user namespaces. This allows them for bwrap alone:") + (
            "\n" + APPARMOR_PROFILE
        )
    if "No permissions to create" in said or "Creating new namespace failed" in said:
        return _(
            "The kernel gives this user no namespaces. On a machine of your own: "
            "sudo sysctl kernel.unprivileged_userns_clone=1; in a container: start it with --privileged."
        )
    return otherwise


def _apparmor_restricts() -> bool:
    try:
        return APPARMOR_RESTRICTION.read_text().strip() == "1"
    except OSError:
        return False


def check_data(folder: Path | None) -> Check:
    """Which digits chapter 10 would use, where they are, and whether they are whole."""
    name = _("data")
    try:
        from stubmeister.data import default_folder, find_mnist, read_mnist

        place = find_mnist(folder)
        if place is not None:
            read_mnist(place)
            return Check(name, True, _("MNIST in {folder}, whole", folder=place))
    except StubmeisterError as error:
        return Check(name, False, error.message, error.cure)
    except ImportError as error:
        return Check(name, False, str(error), _("See the packages above."))
    detail = _("no MNIST in {folder}; chapter 10 uses scikit-learn's small digits", folder=default_folder())
    return Check(name, None, detail, _("Fetch MNIST with `stubmeister download`."))


def check_nbgrader() -> Check:
    """Whether the optional nbgrader is there."""
    try:
        return Check("nbgrader", True, importlib.metadata.version("nbgrader"))
    except importlib.metadata.PackageNotFoundError:
        cure = _("Only for its gradebook: {command}", command=f"{sys.executable} -m pip install nbgrader")
        return Check("nbgrader", None, _("not installed"), cure)


def check_disk(folder: Path) -> Check:
    """Whether there is room for data and results."""
    name = _("disk")
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(name, False, f"{folder}: {error.strerror}")
    detail = _("{free} MiB free in {folder}", free=free // 2**20, folder=folder)
    cure = _("Make room: at least {room} MiB.", room=ROOM // 2**20)
    return Check(name, free >= ROOM, detail, "" if free >= ROOM else cure)


def check_encoding() -> Check:
    """Whether Korean can be printed and read."""
    encodings = {locale.getpreferredencoding(False), getattr(sys.stdout, "encoding", None) or "utf-8"}
    ok = all(codecs.lookup(encoding).name == "utf-8" for encoding in encodings)
    cure = _("Set PYTHONUTF8=1 in the environment.")
    return Check(_("encoding"), ok, ", ".join(sorted(encodings)), "" if ok else cure)


def distribution(os_release: Path = Path("/etc/os-release")) -> str:
    """The family of this Linux, a key of DISTRIBUTIONS; "" where it is unknown."""
    try:
        lines = os_release.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    names = " ".join(fields.get(key, "").strip("\"' ") for key in ("ID", "ID_LIKE")).lower().split()
    for name in names:
        family = RELATIVES.get(name.split("-")[0], name.split("-")[0])
        if family in DISTRIBUTIONS:
            return family
    return ""


def install_command(*needs: str, family: str | None = None) -> str:
    """The command that installs some of NEEDS here, with sudo; in words where the distribution is unknown."""
    family = distribution() if family is None else family
    if family not in DISTRIBUTIONS:
        return _("install {packages} with this system's package manager", packages=", ".join(needs))
    command, *packages = DISTRIBUTIONS[family]
    return " ".join(["sudo", command, *(packages[NEEDS.index(need)] for need in needs)])
