"""Three ways to run a worker apart from the graders, behind one interface: bubblewrap, container, process."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import shutil
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import stubmeister
from stubmeister.errors import WallError
from stubmeister.lang import _
from stubmeister.wall.limits import Limits

ISOLATIONS = ("auto", "bubblewrap", "container", "process")
IMAGE = "stubmeister-worker"
LIBRARIES_MIB = 1024  # what torch takes in a container, where no warm process shares it
CONTAINER_ENTRY = (
    "import sys; sys.path.insert(0, '/wall'); from stubmeister.wall import syscalls, worker; "
    "syscalls.confine(); worker.main('stdio')"  # engines differ in what they refuse; this is the same in all
)
GONE_SECONDS = 2.0  # for a worker that has hung up to end by itself
PACKAGE_PARENT = Path(stubmeister.__file__).resolve().parent.parent

# Runs in the worker's interpreter, started with -s -S: no user's site folder, no .pth file, no working
# directory on the path, so nothing planted anywhere is imported.
BOOTSTRAP = (
    "import sys; entry, paths = sys.argv[1], sys.argv[2].split('|');"
    "sys.path[:] = [paths[0]] + [p for p in sys.path if p] + paths[1:];"
    "from importlib import import_module;"
    "sys.argv[1:3] = [];"
    "import_module('stubmeister.wall.' + entry).main(*eval(sys.argv[1]))"
)


@dataclass(frozen=True)
class Ended:
    """How a worker ended: `exit`, `kill`, `memory`, `cpu`, `crash`; `detail` names the signal or status."""

    reason: str
    detail: str = ""


class Lane(ABC):
    """Runs one worker at a time; afterwards nothing of it is left.

    Attributes:
        kind: One of `ISOLATIONS`.
        isolated: Whether student code is kept from the machine, not merely in another process.
        cpu_seconds: What the workers that have ended used, where the lane can tell.
    """

    kind: str
    isolated: bool
    cpu_seconds: float = 0.0

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    @abstractmethod
    def start(self) -> None:
        """Start what stays between workers, where there is such a thing; `ready` waits for it."""

    @abstractmethod
    def ready(self) -> None:
        """Wait until the lane can take workers at once."""

    def healthy(self) -> bool:
        """Whether the lane can take another worker; if not, close it and start it again."""
        return True

    @abstractmethod
    def connect(self) -> socket.socket:
        """A fresh worker's socket; a worker that still runs is ended first."""

    @abstractmethod
    def end(self, gone: bool = False) -> Ended:
        """End the worker and all it left, and say how it ended.

        Args:
            gone: It has hung up by itself: its own end is worth waiting for a moment.
        """

    @abstractmethod
    def close(self) -> None:
        """Give everything back."""


def environment(work: str) -> dict[str, str]:
    """The whole environment of a worker: nothing of the caller's, one thread, repeatable hashes."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": work,
        "USER": "student",
        "TMPDIR": work,
        "STUBMEISTER_WORK": work,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
    }


def interpreter() -> str:
    """The real interpreter behind a virtual environment's link."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return os.path.realpath(base)


@functools.cache
def library_folders() -> tuple[str, ...]:
    """The folders installed packages are imported from, the course's own folders left out."""
    folders = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return tuple(str(folder.resolve()) for folder in folders if folder.is_dir())


def python_command(
    entry: str,
    arguments: tuple[object, ...],
    package_parent: str,
    inside: Callable[[str], str] = str,
) -> list[str]:
    """The command that starts `stubmeister.wall.<entry>` without the machine's or a student's settings.

    Args:
        entry: The module whose `main` runs, with `arguments`.
        package_parent: Where `stubmeister` stands, as the command sees it.
        inside: A folder's path as the command sees it, where that is not the path it has here.
    """
    paths = "|".join([package_parent, *map(inside, library_folders())])
    return [inside(interpreter()), "-s", "-S", "-c", BOOTSTRAP, entry, paths, repr(arguments)]


class ProcessLane(Lane):
    """A plain child process: a time limit and no common memory, but no protection of the machine."""

    kind = "process"
    isolated = False

    def __init__(self, limits: Limits, tcp: bool = sys.platform == "win32") -> None:
        super().__init__(limits)
        self.tcp = tcp  # Windows hands no socket to a child
        self.process: subprocess.Popen[bytes] | None = None
        self.sock: socket.socket | None = None
        self.folder: Path | None = None

    def start(self) -> None:
        """Nothing stays between workers: each is a process of its own."""

    def ready(self) -> None:
        """Nothing to wait for."""

    def connect(self) -> socket.socket:
        import tempfile

        self.end()
        self.folder = Path(tempfile.mkdtemp(prefix="stubmeister-"))
        self.sock = self._over_tcp() if self.tcp else self._over_stdio(self.command("stdio"))
        return self.sock

    def command(self, channel: str) -> list[str]:
        return python_command("worker", (channel,), str(PACKAGE_PARENT))

    def environment(self) -> dict[str, str]:
        kept = (
            "SYSTEMROOT",
            "WINDIR",
            "PATH",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "CUDA_VISIBLE_DEVICES",
        )
        inherited = {name: os.environ[name] for name in kept if name in os.environ}
        folder = str(self.folder)
        return {**environment(folder), **inherited, "TEMP": folder, "TMP": folder}

    def _over_stdio(self, command: list[str]) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                env=self.environment(),
                cwd=self.folder,
                start_new_session=True,
            )
        return ours

    def _over_tcp(self) -> socket.socket:
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(60)
            channel = f"{server.getsockname()[1]}:{token}"
            self.process = subprocess.Popen(
                self.command(channel),
                env=self.environment(),
                cwd=self.folder,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # `end` kills the whole group
            )
            while True:
                connection, _address = server.accept()
                connection.settimeout(10)
                if secrets.compare_digest(connection.recv(len(token)), token.encode()):
                    return connection
                connection.close()

    def end(self, gone: bool = False) -> Ended:
        if self.process is None:
            return Ended("exit")
        if self.sock is not None:
            self.sock.close()
        try:
            code = self.process.wait(GONE_SECONDS if gone else 0.02)
        except subprocess.TimeoutExpired:
            code = None
        self._kill_group()
        self.process.wait()
        self.process, self.sock = None, None
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        return exit_reason(code)

    def _kill_group(self) -> None:
        assert self.process is not None
        if os.name == "posix":
            import signal

            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def close(self) -> None:
        self.end()


def exit_reason(code: int | None) -> Ended:
    """A worker's end from its exit code as `subprocess` gives it; None: it had to be killed."""
    if code is None:
        return Ended("kill")
    if code < 0:
        import signal

        name = signal.Signals(-code).name if -code in signal.valid_signals() else str(-code)
        return Ended("cpu" if name == "SIGXCPU" else "crash", name)
    return Ended("exit", str(code))


class ContainerLane(ProcessLane):
    """A container for each worker, where there is no bubblewrap (macOS, Windows): docker or podman."""

    kind = "container"
    isolated = True

    def __init__(self, limits: Limits, engine: str, image: str = IMAGE) -> None:
        super().__init__(limits, tcp=False)
        self.engine = engine
        self.image = image
        self.name = ""

    def command(self, channel: str) -> list[str]:
        self.name = f"stubmeister-{secrets.token_hex(6)}"
        limits = self.limits
        protection = ["--network=none", "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"]
        bounds = [f"--pids-limit={limits.processes}", f"--memory={limits.memory_mib + LIBRARIES_MIB}m"]
        scratch = [f"--tmpfs=/tmp:rw,size={limits.scratch_mib}m,mode=1777", "--workdir=/tmp"]
        settings = [f"--env={name}={value}" for name, value in environment("/tmp").items() if name != "PATH"]
        return [
            *(self.engine, "run", "--rm", "--interactive", f"--name={self.name}", "--user=65534:65534"),
            *(*protection, *bounds, *scratch, *settings),
            f"--volume={PACKAGE_PARENT / 'stubmeister'}:/wall/stubmeister:ro",
            *(self.image, "python", "-s", "-c", CONTAINER_ENTRY),
        ]

    def environment(self) -> dict[str, str]:
        return dict(os.environ)  # the engine's own command needs the user's settings; they stay outside

    def end(self, gone: bool = False) -> Ended:
        if not gone and self.process is not None and self.process.poll() is None:
            subprocess.run([self.engine, "kill", self.name], capture_output=True, check=False)
        return super().end(gone)


@dataclass(frozen=True)
class Probe:
    """What isolation works on this machine.

    Attributes:
        kind: The isolation tried; `process` where there is no other.
        ok: Whether it isolates.
        detail: What was found, as the tools say it.
        cure: What to do where it does not.
    """

    kind: str
    ok: bool
    detail: str
    cure: str = ""


def probe(kind: str = "auto") -> Probe:
    """Try isolation for real: start a worker in it and let it answer."""
    if kind in ("auto", "bubblewrap") and sys.platform == "linux":
        from stubmeister.wall.bubblewrap import probe_bubblewrap

        found = probe_bubblewrap()
        if found.ok or kind == "bubblewrap":
            return found
        container = probe_container()
        return container if container.ok else found
    if kind in ("auto", "container"):
        return probe_container()
    return Probe("process", False, _("A plain child process does not protect this machine."))


def probe_container() -> Probe:
    """Whether a container engine answers and holds the worker's image."""
    for engine in ("docker", "podman"):
        if shutil.which(engine) is None:
            continue
        run = subprocess.run(
            [engine, "image", "inspect", IMAGE], capture_output=True, text=True, check=False, timeout=30
        )
        if run.returncode == 0:
            return Probe("container", True, engine)
        build = f"{engine} build -t {IMAGE} {Path(__file__).parent}"
        if "o such image" in run.stderr or "not known" in run.stderr:
            return Probe(
                "container", False, run.stderr.strip()[:300], _("Build it with `{build}`.", build=build)
            )
    return Probe(
        "container",
        False,
        _("No container engine answers."),
        _("Install Docker or Podman and start it, or use Linux with bubblewrap."),
    )


def open_lane(kind: str, limits: Limits, preload: Sequence[str] = (), gpu: bool = False) -> Lane:
    """A lane of the wanted isolation; `auto` takes the best that works here.

    Args:
        kind: One of `ISOLATIONS`.
        limits: For each worker of the lane.
        preload: Packages a warm process imports once for all workers (bubblewrap alone).
        gpu: Let workers reach the graphics card.

    Raises:
        WallError: This isolation does not work on this machine.
    """
    if kind == "process":
        return ProcessLane(limits)
    found = probe(kind)
    if not found.ok:
        raise WallError(
            _("Student code cannot be isolated here: {detail}", detail=found.detail),
            found.cure or _("`stubmeister doctor` says what is missing; `--isolation process` does without."),
        )
    if found.kind == "container":
        return ContainerLane(limits, found.detail)
    from stubmeister.wall.bubblewrap import BubblewrapLane

    return BubblewrapLane(limits, preload, gpu)
