"""From a fresh copy to a running Stubmeister, with Python alone.

    python3 start.py demo     a sample class, graded from end to end
    python3 start.py test     everything that has to pass: lint, types, tests, the course's own health

Makes `.venv` here, installs what `pyproject.toml` and `constraints.txt` name, and where it may (root, or sudo
that asks for no password) the system's packages: bubblewrap and the libraries OpenCV needs; for `test` a
browser and a database server too. What is fresh is left alone. Progress goes to stderr, the exit code is that
of the first thing that failed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent
FIRST, LAST = (3, 10), (3, 13)  # as `requires-python` has it
COMMANDS = ("demo", "test")

TEST_STEPS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format --check", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("pytest tests", ["pytest", "tests", "-q"]),
    ("pytest graders --submission solutions", ["pytest", "graders", "--submission", "solutions", "-q"]),
    ("stubmeister check", ["stubmeister", "check"]),
)


class CannotStart(Exception):
    """Why it stops here, with what to do about it."""


def main(arguments: "list[str]") -> int:
    """Exit code 0 when all went well, 2 when it could not start, else that of the first failure."""
    if not arguments or arguments[0] not in COMMANDS:
        print("usage: python3 start.py demo|test", file=sys.stderr)
        return 2
    try:
        require_python()
        python = install(ROOT)
        system_packages(python)
        if arguments[0] == "test":
            packages_of_tests()
    except CannotStart as reason:
        say(str(reason))
        return 2
    except KeyboardInterrupt:
        return 130
    if arguments[0] == "demo":
        return subprocess.call([str(python), "-m", "stubmeister", "demo", *arguments[1:]], cwd=ROOT)
    return run_steps(python, TEST_STEPS)


def say(line: str) -> None:
    """Progress and notes, on stderr and at once."""
    print(line, file=sys.stderr, flush=True)


# --- Python and the environment ---------------------------------------------------------------------------


def supported(version: "tuple[int, int]") -> bool:
    """Whether Stubmeister runs on this version of Python."""
    return FIRST <= version <= LAST


def require_python() -> None:
    """Go on with a supported Python: this one, or another one on PATH in its place."""
    if supported(sys.version_info[:2]):
        return
    other = other_python()
    mine = "{}.{}".format(*sys.version_info[:2])
    if other is None:
        raise CannotStart(
            f"This is Python {mine}; Stubmeister needs 3.{FIRST[1]} to 3.{LAST[1]}. "
            f"Install one (https://www.python.org/downloads) and run `python3.{LAST[1]} start.py`."
        )
    say(f"This is Python {mine}; going on with {other}.")
    raise SystemExit(subprocess.call([other, *sys.argv]))


def other_python() -> "str | None":
    """The newest supported Python on PATH that answers."""
    for minor in range(LAST[1], FIRST[1] - 1, -1):
        path = shutil.which(f"python3.{minor}")
        if path and quiet([path, "-c", "import sys"]):
            return path
    return None


def install(root: Path) -> Path:
    """The environment's Python, everything installed; nothing is done where the stamp is fresh."""
    folder = root / ".venv"
    python = python_of(folder)
    fresh = folder / "stubmeister-stamp"
    if not usable(python):
        make_environment(folder)
    wanted = stamp(root, python)
    if fresh.is_file() and fresh.read_text(encoding="utf-8") == wanted:
        return python
    constraints = ["-c", "constraints.txt"] if (root / "constraints.txt").is_file() else []
    say("Installing Stubmeister and what it needs (torch alone is some hundred MB) ...")
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if subprocess.call([*command, *constraints, "-e", ".[dev]"], cwd=root, stdout=sys.stderr):
        raise CannotStart(
            "pip could not install everything; its reason stands above. Run this again afterwards."
        )
    fresh.write_text(wanted, encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def usable(python: Path) -> bool:
    """Whether this environment runs (a moved or copied one does not), with pip, on a supported Python."""
    check = f"import sys, pip; sys.exit(not ({FIRST} <= sys.version_info[:2] <= {LAST}))"
    return python.is_file() and quiet([str(python), "-c", check])


def make_environment(folder: Path) -> None:
    """A new environment, in place of one that does not run."""
    if not can_make_environments():
        add_packages(["python3-venv"])  # Debian keeps it apart
    if not can_make_environments():
        raise CannotStart(
            "This Python cannot make environments: install it with `sudo apt-get install python3-venv`."
        )
    say(f"Making {folder} ...")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(folder)], stdout=sys.stderr):
        raise CannotStart(f"The environment {folder} could not be made; the reason stands above.")


def can_make_environments() -> bool:
    """Whether venv and the pip it puts in are there."""
    return quiet([sys.executable, "-c", "import venv, ensurepip"])


def stamp(root: Path, python: Path) -> str:
    """What the environment was made from: changes when it has to be installed anew."""
    made_from = hashlib.sha256(str(python).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        path = root / name
        made_from.update(path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b"")
        made_from.update(b"\0")
    return made_from.hexdigest()


# --- The system's packages --------------------------------------------------------------------------------


def system_packages(python: Path) -> None:
    """bubblewrap (a note where it cannot be had), and the libraries without which OpenCV does not import."""
    if not sys.platform.startswith("linux"):
        return
    if shutil.which("bwrap") is None:
        add_needs("bubblewrap")
    if shutil.which("bwrap") is None:
        say(f"bubblewrap is not here: nothing can be graded behind the wall. {cure('bubblewrap')}")
    if not missing_libraries(python):
        return
    add_needs("libGL", "glib")
    if missing_libraries(python):
        raise CannotStart(f"OpenCV needs libraries of the system. {cure('libGL', 'glib')}")


def packages_of_tests() -> None:
    """A browser and a database server: tests that need them are skipped where they cannot be had."""
    if not sys.platform.startswith("linux"):
        return
    missing = [
        need for need, there in (("browser", has_browser), ("postgresql", has_postgresql)) if not there()
    ]
    if missing:
        add_needs(*missing)
    for need, there in (("browser", has_browser), ("postgresql", has_postgresql)):
        if not there():
            say(f"Tests of nbgrader that need it are skipped. {cure(need)}")


def has_browser() -> bool:
    """Chromium and the program that drives it."""
    browsers = ("chromium", "chromium-browser", "google-chrome")
    return any(map(shutil.which, browsers)) and shutil.which("chromedriver") is not None


def has_postgresql() -> bool:
    """PostgreSQL's server; Debian keeps it off PATH."""
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def missing_libraries(python: Path) -> bool:
    """Whether OpenCV fails to import for want of a shared library."""
    run = subprocess.run([str(python), "-c", "import cv2"], capture_output=True, text=True, check=False)
    return run.returncode != 0 and "shared object" in run.stderr


def add_needs(*needs: str) -> None:
    """Install what the distribution calls these, where its name is known."""
    names = doctor().DISTRIBUTIONS.get(doctor().distribution())
    if names is not None:
        packages = [names[1:][doctor().NEEDS.index(need)] for need in needs]
        add_packages([name for each in packages for name in each.split()])


def add_packages(packages: "list[str]") -> bool:
    """Install packages of the system without a question; False where that is not allowed or fails."""
    family = doctor().distribution()
    prefix = privilege()
    if prefix is None or family not in doctor().DISTRIBUTIONS:
        return False
    command = [*prefix, *doctor().DISTRIBUTIONS[family][0].split(), *packages]
    say("Installing with the system's package manager: " + " ".join(packages))
    if quiet(command, 600):
        return True
    refresh = {"debian": ["apt-get", "update"], "arch": ["pacman", "-Sy"], "alpine": ["apk", "update"]}
    if family not in refresh or not quiet(
        [*prefix, *refresh[family]], 600
    ):  # a bare machine has no lists yet
        return False
    return quiet(command, 600)


def privilege() -> "list[str] | None":
    """What to put before a command that needs root: nothing, sudo, or None where neither is allowed."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def cure(*needs: str) -> str:
    """How the user installs these."""
    return f"Install what is missing: {doctor().install_command(*needs)}"


def doctor() -> ModuleType:
    """`stubmeister.doctor` out of the sources: it knows the distributions, and needs no packages itself."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        import stubmeister.doctor
    finally:
        sys.path.remove(str(ROOT / "src"))
    return stubmeister.doctor


def quiet(command: "list[str]", seconds: float = 60) -> bool:
    """Whether a command succeeds; its output is dropped."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=seconds,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return run.returncode == 0


# --- The tests --------------------------------------------------------------------------------------------


def run_steps(python: Path, steps: "tuple[tuple[str, list[str]], ...]") -> int:
    """Run all steps, one line each and the output of those that fail; the first failure's exit code."""
    first = 0
    paths = os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)])
    for name, command in steps:
        started = time.monotonic()
        run = subprocess.run(
            [str(python), "-m", *command],
            cwd=ROOT,
            env={**os.environ, "PATH": paths},  # programs of the environment are found by their names
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        seconds = f"{time.monotonic() - started:.0f} s"
        if run.returncode == 0:
            say(f"ok      {name} ({seconds})")
            continue
        sys.stdout.buffer.write(run.stdout)
        sys.stdout.flush()
        say(f"FAILED  {name} ({seconds}), exit code {run.returncode}")
        first = first or run.returncode
    return first if first >= 0 else 128 - first  # a signal, as a shell reports it


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
