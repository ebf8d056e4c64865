"""Lanes of bubblewrap, on Linux: a sandbox with a warm process that forks one worker per submission."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from stubmeister.errors import WallError
from stubmeister.lang import _
from stubmeister.wall import wire
from stubmeister.wall.isolation import (
    PACKAGE_PARENT,
    Ended,
    Lane,
    Probe,
    environment,
    interpreter,
    library_folders,
    python_command,
)
from stubmeister.wall.limits import Limits

START_SECONDS = 120  # importing torch from a cold disk
END_SECONDS = 20
STAGE = Path("/run/stubmeister")  # a mount point, used by root alone
NOBODY = "65534"


class BubblewrapLane(Lane):
    """See the module; `preload` names what the warm process imports."""

    kind = "bubblewrap"
    isolated = True

    def __init__(self, limits: Limits, preload: Sequence[str] = (), gpu: bool = False) -> None:
        super().__init__(limits)
        self.preload = list(preload)
        self.gpu = gpu
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.sock: socket.socket | None = None
        self.errors: IO[bytes] | None = None
        self.waiting = False

    def start(self) -> None:
        """Start the sandbox; its warm process imports the libraries meanwhile."""
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
        with theirs:
            self.process = subprocess.Popen(
                sandbox_command(theirs.fileno(), self.preload, self.limits, self.gpu),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
            )
        self.waiting = True

    def ready(self) -> None:
        """Wait for the warm process.

        Raises:
            WallError: The sandbox did not start; the message is bubblewrap's own.
        """
        if self.control is None:
            self.start()
        if self.waiting and self._event(START_SECONDS) is None:
            assert self.errors is not None
            self.errors.seek(0)
            said = self.errors.read(4000).decode(errors="replace").strip()
            self.close()
            raise WallError(_("bubblewrap did not start: {said}", said=said or "?"))
        self.waiting = False

    def healthy(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def connect(self) -> socket.socket:
        if self.sock is not None:
            self.end()
        self.ready()
        assert self.control is not None
        self.sock, theirs = socket.socketpair()
        request = json.dumps({"memory_mib": self.limits.memory_mib}).encode()
        with theirs:
            socket.send_fds(self.control, [request], [theirs.fileno()])
        return self.sock

    def end(self, gone: bool = False) -> Ended:
        if self.sock is None or self.control is None:
            return Ended("exit")
        self.sock.close()
        self.sock = None
        with contextlib.suppress(OSError):
            self.control.send(b"gone" if gone else b"kill")
        event = self._event(END_SECONDS)
        if event is None:  # it could not clean up behind the worker: the next one gets a new sandbox
            self.close()
            return Ended("crash", "sandbox")
        return self._how(event)

    def _how(self, event: dict[str, object]) -> Ended:
        status, cpu = int(str(event["status"])), float(str(event["cpu"]))
        self.cpu_seconds += cpu
        if event["reason"] == "memory":
            return Ended("memory")
        if cpu >= self.limits.cpu_seconds - 1:
            return Ended("cpu")
        if event["reason"] == "kill":
            return Ended("kill")
        if os.WIFSIGNALED(status):
            return Ended("crash", signal.Signals(os.WTERMSIG(status)).name)
        return Ended("exit", str(os.waitstatus_to_exitcode(status)))

    def _event(self, seconds: float) -> dict[str, object] | None:
        """The warm process's next message; None when it is gone or late."""
        assert self.control is not None
        self.control.settimeout(seconds)
        try:
            data = self.control.recv(4096)
        except OSError:
            return None
        if not data:
            return None
        event: dict[str, object] = json.loads(data)
        return event

    def close(self) -> None:
        for sock in (self.sock, self.control):
            if sock is not None:
                sock.close()
        self.sock = self.control = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
        if self.errors is not None:
            self.errors.close()
            self.errors = None


def sandbox_command(control_fd: int, preload: list[str], limits: Limits, gpu: bool) -> list[str]:
    """The whole command line; as root it first gives up root and reaches private folders by bind mounts."""
    folders = {folder: inside(folder) for folder in needed_folders()}
    folders[str(PACKAGE_PARENT / "stubmeister" / "__init__.py")] = "/wall/stubmeister/__init__.py"
    folders[str(PACKAGE_PARENT / "stubmeister" / "wall")] = "/wall/stubmeister/wall"
    python = python_command("warm", (control_fd, preload, gpu), "/wall", inside)
    if os.geteuid() != 0:
        return [*bubblewrap_arguments(folders, limits, gpu), "--", *python]
    staged = {str(STAGE / str(number)): target for number, target in enumerate(folders.values())}
    inner = [*bubblewrap_arguments(staged, limits, gpu), "--", *python]
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--"]
    script = [f"mkdir -p {STAGE}", f"mount -t tmpfs -o mode=0755 tmpfs {STAGE}"]
    for source, stage in zip(folders, staged, strict=True):
        make = f"mkdir -p {stage}" if Path(source).is_dir() else f"touch {stage}"
        script += [make, f"mount --bind {shlex.quote(source)} {stage}"]
    script.append("exec " + shlex.join(drop + inner))
    return ["unshare", "--mount", "--propagation=private", "--", "sh", "-ec", "\n".join(script)]


def inside(path: str) -> str:
    """Where a folder of this machine stands in the sandbox: its own path, unless scratch folders cover it."""
    covered = any(Path(path).is_relative_to(folder) for folder in ("/tmp", "/dev", "/proc"))
    return f"/libraries{path}" if covered else path


def needed_folders() -> Iterator[str]:
    """Folders outside /usr that Python and its packages are read from."""
    wanted = [sys.base_prefix, str(Path(interpreter()).parent.parent), *library_folders()]
    seen: list[Path] = []
    for folder in wanted:
        path = Path(folder).resolve()
        if path == Path("/") or any(path.is_relative_to(outer) for outer in [Path("/usr"), *seen]):
            continue
        seen.append(path)
        yield str(path)


def bubblewrap_arguments(folders: dict[str, str], limits: Limits, gpu: bool) -> list[str]:
    """bwrap and its options, without the command to run inside."""
    scratch = str(limits.scratch_mib << 20)
    arguments = [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL"),
        *("--hostname", "stubmeister", "--clearenv"),
    ]
    for name, value in environment("/tmp/work").items():
        arguments += ["--setenv", name, value]
    arguments += ["--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            arguments += ["--ro-bind", name, name]
    for name in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"):
        arguments += ["--ro-bind-try", name, name]
    for source, target in folders.items():
        arguments += ["--ro-bind", source, target]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--size", scratch, "--tmpfs", "/dev/shm"]
    if not gpu:  # mapped and shared, /dev/zero is memory that no limit sees (see `syscalls`)
        arguments += ["--dev-bind", "/dev/null", "/dev/zero"]
    else:
        for device in sorted(Path("/dev").glob("nvidia*")):
            arguments += ["--dev-bind-try", str(device), str(device)]
        arguments += [
            "--ro-bind-try",
            "/sys/bus/pci",
            "/sys/bus/pci",
            "--ro-bind-try",
            "/sys/devices",
            "/sys/devices",
        ]
    arguments += ["--remount-ro", "/dev", "--size", scratch, "--tmpfs", "/tmp"]
    return [*arguments, "--remount-ro", "/", "--chdir", "/tmp"]


@functools.cache
def probe_bubblewrap() -> Probe:
    """Start a sandbox and let its worker answer once."""
    if shutil.which("bwrap") is None:
        return Probe(
            "bubblewrap", False, _("bubblewrap is not installed."), _("Install the package bubblewrap.")
        )
    lane = BubblewrapLane(Limits())
    try:
        sock = lane.connect()
        start = {"limits": lane.limits.for_worker(True), "module": "probe", "helpers": {}, "seed": 0}
        wire.send(sock, wire.pack(start))
        wire.receive(sock)
    except (WallError, OSError, EOFError, wire.WireError) as error:
        return Probe("bubblewrap", False, str(error), _("`stubmeister doctor` says what stands in the way."))
    finally:
        lane.close()
    version = subprocess.run(
        ["bwrap", "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return Probe("bubblewrap", True, version)
