# ruff: noqa: E501  (students' lines in tables are as long as they are)
"""Attacks that want more rights, other processes, or to stay when their time is over."""

from __future__ import annotations

import time
from typing import Any

import pytest

from stubmeister.wall.bubblewrap import BubblewrapLane
from tests.attacks.behind import Attack, attempt, next_student_is_fine, run, table

NO_RIGHTS = (
    "No capabilities, no way to gain any (no_new_privs), an ordinary user even where bwrap began as root."
)

ATTACKS = [
    Attack(
        "becoming_root",
        NO_RIGHTS,
        """
        def attack(world):
            found = [line for line in open("/proc/self/status") if line.startswith("CapEff") and int(line[8:], 16)]
            for call in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0)):
                try:
                    call()
                    found.append(os.getuid())
                except OSError:
                    pass
            return found
        """,
    ),
    Attack(
        "programs_that_run_as_root",
        "no_new_privs: a setuid bit has no effect, and nothing of a machine's users is there.",
        """
        def attack(world):
            for command in (["su", "-c", "id -u"], ["sudo", "-n", "id", "-u"], ["mount", "-t", "tmpfs", "x", "/tmp"]):
                try:
                    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=1)
                except (OSError, subprocess.TimeoutExpired):
                    continue
                if done.returncode == 0:
                    return command
        """,
    ),
    Attack(
        "namespaces_of_ones_own",
        "unshare, setns and clone with new namespaces are refused: root in one's own could mount memory.",
        """
        def attack(world):
            libc, found = ctypes.CDLL(None), []
            for name, flag in (("user", 0x10000000), ("mount", 0x20000), ("pid", 0x20000000), ("net", 0x40000000)):
                if libc.unshare(flag) == 0:
                    found.append(name)
            pid = libc.syscall(56, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)  # clone
            if pid == 0:
                os._exit(0)
            found += ["clone"] if pid > 0 else []
            done = subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "x", "/tmp"], capture_output=True)
            return found + (["unshare"] if done.returncode == 0 else [])
        """,
    ),
    Attack(
        "another_root_folder",
        NO_RIGHTS,
        """
        def attack(world):
            os.makedirs("jail/tmp")
            os.chroot("jail")
            return True
        """,
    ),
    Attack(
        "mounting",
        NO_RIGHTS,
        """
        def attack(world):
            libc = ctypes.CDLL(None)
            remount = libc.mount(None, b"/", None, 0x20, None)  # MS_REMOUNT, no longer read-only
            return remount == 0 or libc.mount(b"x", b"/tmp", b"tmpfs", 0, None) == 0 or libc.umount2(b"/tmp", 2) == 0
        """,
    ),
    Attack(
        "settings_of_the_kernel",
        "/proc/sys belongs to root of the machine, and nobody in the sandbox is.",
        """
        def attack(world):
            found = []
            for name in ("kernel/core_pattern", "kernel/hostname", "vm/overcommit_memory", "net/ipv4/ip_forward"):
                try:
                    open(f"/proc/sys/{name}", "r+").close()
                    found.append(name)
                except OSError:
                    pass
            try:
                open("/proc/sysrq-trigger", "w").close()
                found.append("sysrq")
            except OSError:
                pass
            return found
        """,
    ),
    Attack(
        "making_devices",
        NO_RIGHTS,
        """
        def attack(world):
            os.mknod("disk", 0o666 | 0o060000, os.makedev(254, 0))
            return True
        """,
    ),
    Attack(
        "rare_calls_to_the_kernel",
        "bpf, perf_event_open, userfaultfd and io_uring are refused: nothing here needs them.",
        """
        def attack(world):
            libc, found = ctypes.CDLL(None), []
            buffer = ctypes.create_string_buffer(256)
            for name, call in {
                "bpf": (321, 0, buffer, 120), "perf": (298, buffer, 0, -1, -1, 0), "fault": (323, 1),
                "ring": (425, 8, buffer), "keyctl": (250, 0, -4, 1), "fsopen": (430, b"tmpfs", 0),
            }.items():
                if libc.syscall(*call) >= 0:
                    found.append(name)
            return found
        """,
    ),
    Attack(
        "calls_of_the_old_architecture",
        "The filter refuses every number of another architecture's table.",
        """
        def attack(world):
            # unshare(CLONE_NEWUSER) by x32's number, which is another table on the same machine
            return ctypes.CDLL(None).syscall(0x40000000 | 272, 0x10000000) == 0
        """,
    ),
    Attack(
        "writing_anywhere_else",
        "Everything but /tmp and /dev/shm is mounted read-only.",
        """
        def attack(world):
            import encodings
            import numpy
            import stubmeister.wall.wire
            folders = [os.path.dirname(module.__file__) for module in (os, encodings, numpy, stubmeister.wall.wire)]
            found = []
            for folder in ["/", "/usr", "/usr/lib", "/etc", "/wall", "/dev", "/proc", "/proc/1", "/root", *folders]:
                try:
                    open(os.path.join(folder, "sitecustomize.py"), "w").close()
                    found.append(folder)
                except OSError:
                    pass
            return found
        """,
    ),
    Attack(
        "marks_by_guessed_paths",
        "The teacher's folders are not in the sandbox, so there is nothing to write to.",
        """
        def attack(world):
            found = []
            for path in (world["results"], world["gradebook"], world["neighbour"], world["hidden"]):
                try:
                    open(path, "r+").close()
                    found.append(path)
                except OSError:
                    pass
            return found
        """,
        bare=True,
    ),
    Attack(
        "limits_of_the_warm_process",
        "prlimit of another process is refused: every later worker would inherit them.",
        """
        def attack(world):
            found = []
            for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_CPU):
                try:
                    resource.prlimit(1, kind, (5, 5))
                    found.append(kind)
                except OSError:
                    pass
            return found
        """,
    ),
    Attack(
        "priority_of_the_warm_process",
        "Scheduling another process is refused: every later worker would be as slow.",
        """
        def attack(world):
            found = []
            for call in (
                lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
                lambda: os.setpriority(os.PRIO_USER, 0, 19),
                lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
                lambda: os.sched_setaffinity(1, {0}),
            ):
                try:
                    call()
                    found.append(True)
                except OSError:
                    pass
            try:
                open("/proc/1/oom_score_adj", "w").write("1000")
                found.append("oom")
            except OSError:
                pass
            return found
        """,
    ),
]


@table(ATTACKS)
def test_gains_nothing(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """The attack gains no right, and the student after it notices nothing."""
    outcome = attempt(lane, attack, world)
    assert not outcome.value, f"{attack.why} And yet: {outcome}"
    assert next_student_is_fine(lane)


# Each tries to end others; what it may end is itself. `attack` returns True to say that it is still alive.
KILLERS = [
    Attack(
        "process_1_by_every_signal",
        "The kernel keeps signals from process 1 unless it handles them, and it handles none.",
        """
        def attack(world):
            for number in sorted(signal.valid_signals()):
                try:
                    os.kill(1, number)
                except OSError:
                    pass
            time.sleep(0.2)
            return os.getppid() == 1
        """,
    ),
    Attack(
        "everybody",
        "kill(-1) reaches the sandbox's own processes, without process 1.",
        """
        def attack(world):
            os.kill(-1, signal.SIGKILL)
        """,
    ),
    Attack(
        "own_process_group",
        "The worker's group is the sandbox's; process 1 takes no signal from within.",
        """
        def attack(world):
            os.killpg(0, signal.SIGKILL)
            time.sleep(0.5)
        """,
    ),
    Attack(
        "end_with_success",
        "Verdicts come from replies, never from an exit code.",
        """
        def attack(world):
            os._exit(0)
        """,
    ),
    Attack(
        "end_by_exec",
        "Another program in the worker's place is no worker: the socket closes with it.",
        """
        def attack(world):
            os.execv("/bin/true", ["true"])
        """,
    ),
    Attack(
        "closing_the_connection",
        "The lane ends a worker that has hung up, and says so.",
        """
        def attack(world):
            os.closerange(0, 300)
        """,
    ),
    Attack(
        "crash_in_c",
        "A fault ends the worker alone.",
        """
        def attack(world):
            ctypes.string_at(0)
        """,
    ),
    Attack(
        "endless_recursion",
        "A full stack ends the worker alone.",
        """
        def attack(world):
            sys.setrecursionlimit(10**9)
            return attack(world)
        """,
    ),
]


@table(KILLERS)
def test_ends_only_itself(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """The worker may be gone; the sandbox, the grader and the next student are as before."""
    sandbox = lane.process
    outcome = attempt(lane, attack, world)
    assert outcome.kind in ("crashed", "raised") or outcome.value is True, outcome
    assert lane.healthy()
    assert lane.process is sandbox, "the sandbox had to be started again"
    assert next_student_is_fine(lane)


def test_processes_do_not_stay(lane: BubblewrapLane) -> None:
    """A daemon of two forks and a session of its own, deaf to every signal, is gone with its worker."""
    leave = """
    def attack():
        ready, done = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                for number in signal.valid_signals():
                    try:
                        signal.signal(number, signal.SIG_IGN)
                    except (OSError, ValueError):
                        pass
                os.write(done, b"!")
                while True:
                    try:
                        open("/tmp/still-here", "w").close()
                    except OSError:
                        pass
                    time.sleep(0.01)
            os._exit(0)
        return os.read(ready, 1) == b"!"
    """
    look = """
    def attack():
        time.sleep(0.1)
        return sorted(int(pid) for pid in os.listdir("/proc") if pid.isdigit()), os.listdir("/tmp")
    """
    assert run(lane, leave, ("attack",))[0].value is True
    pids, files = run(lane, look, ("attack",))[0].value
    assert len(pids) == 2  # the warm process and the one that looks
    assert "still-here" not in files


def test_threads_end_with_their_worker(lane: BubblewrapLane) -> None:
    """A thread that goes on after its call was answered can change its own worker, not the next one."""
    leave = """
    def attack():
        def spoil():
            import numpy
            while True:
                numpy.mean = len
                sys.modules["json"] = None
                time.sleep(0.001)
        threading.Thread(target=spoil, daemon=True).start()
        atexit = __import__("atexit")
        atexit.register(lambda: open("/tmp/after", "w").close())
        time.sleep(0.05)
        import numpy
        return numpy.mean is len
    """
    look = """
    def attack():
        import numpy, json
        return numpy.mean is len, json is None, os.path.exists("/tmp/after")
    """
    assert run(lane, leave, ("attack",))[0].value is True
    assert run(lane, look, ("attack",))[0].value == (False, False, False)


LEFT = {
    "file in /tmp": ("open('/tmp/left', 'w').write(text)", "open('/tmp/left').read()"),
    "file in the work folder": ("open('left', 'w').write(text)", "open('left').read()"),
    "file in a folder nobody may enter": (
        "os.mkdir('/tmp/d'); open('/tmp/d/left', 'w').write(text); os.chmod('/tmp/d', 0)",
        "os.chmod('/tmp/d', 0o700) or open('/tmp/d/left').read()",
    ),
    "file in shared memory": ("open('/dev/shm/left', 'w').write(text)", "open('/dev/shm/left').read()"),
    "System V shared memory": (
        "assert libc.shmget(4711, 4096, 0o1666) >= 0",
        "str(libc.shmget(4711, 0, 0)) if libc.shmget(4711, 0, 0) >= 0 else ''",
    ),
    "System V semaphore": (
        "assert libc.semget(4711, 1, 0o1666) >= 0",
        "'there' if libc.semget(4711, 1, 0) >= 0 else ''",
    ),
    "POSIX message queue": (
        "assert libc.mq_open(b'/left', os.O_CREAT | os.O_RDWR, 0o600, None) >= 0",
        "'there' if libc.mq_open(b'/left', os.O_RDWR) >= 0 else ''",
    ),
    "key of the user": (
        "assert libc.syscall(248, b'user', b'left', text.encode(), len(text), -4) >= 0",
        "'there' if libc.syscall(250, 10, -4, b'user', b'left', 0) >= 0 else ''",
    ),
    "key of the session": (
        "assert libc.syscall(248, b'user', b'left', text.encode(), len(text), -3) >= 0",
        "'there' if libc.syscall(250, 10, -3, b'user', b'left', 0) >= 0 else ''",
    ),
    "changed module": ("os.left = text", "getattr(os, 'left', '')"),
    "environment variable": ("os.environ['LEFT'] = text", "os.environ.get('LEFT', '')"),
    "mode of the work folder": ("os.chmod('/tmp', 0o500)", "'' if os.access('/tmp', os.W_OK) else 'closed'"),
}


@pytest.mark.parametrize("way", LEFT)
def test_nothing_is_left_for_the_next_student(lane: BubblewrapLane, way: str) -> None:
    """Two students who agree on a place find it empty: it is wiped, or was never to be written."""
    leave, find = LEFT[way]
    source = f"""
    libc = ctypes.CDLL(None)
    def leave(text):
        {leave}
        return True
    def find():
        return {find}
    """
    run(lane, source, ("leave", "answer"))
    found = run(lane, source, ("find",))[0]
    assert not found.value, found


def test_fork_bomb(lane: BubblewrapLane) -> None:
    """Processes are counted; when the worker is ended, all of them are."""
    bomb = """
    def attack():
        count = 0
        try:
            while True:
                if os.fork() == 0:
                    try:
                        while True:
                            os.fork()
                    except OSError:
                        time.sleep(60)
                count += 1
        except BlockingIOError:
            return count
    """
    began = time.monotonic()
    outcome = run(lane, bomb, ("attack",))[0]
    assert outcome.kind in ("timeout", "value"), outcome
    assert outcome.value is None or outcome.value < lane.limits.processes
    assert next_student_is_fine(lane)
    assert time.monotonic() - began < 15
