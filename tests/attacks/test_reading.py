# ruff: noqa: E501  (students' lines in tables are as long as they are)
"""Attacks that want to see something: tests, answers, other students' work, the teacher's machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from stubmeister.wall.bubblewrap import BubblewrapLane
from stubmeister.wall.isolation import Lane, ProcessLane
from stubmeister.wall.limits import Limits
from tests.attacks.behind import Attack, attempt, next_student_is_fine, table

NOT_BOUND = "Only the interpreter, the libraries and the worker's own files are bound into the sandbox."
OWN_PROCESSES = "A process namespace of its own: no process outside the sandbox can be named."
NOT_DUMPABLE = "Process 1 is not dumpable: its files in /proc belong to a user who does not exist here."

ATTACKS = [
    Attack(
        "hidden_tests_by_path",
        NOT_BOUND,
        """
        def attack(world):
            return world["secret"] in open(world["hidden"]).read()
        """,
        bare=True,
    ),
    Attack(
        "solution_by_path",
        NOT_BOUND,
        """
        def attack(world):
            return world["secret"] in open(world["solution"]).read()
        """,
        bare=True,
    ),
    Attack(
        "contract_by_path",
        NOT_BOUND,
        """
        def attack(world):
            return world["secret"] in open(world["contract"]).read()
        """,
        bare=True,
    ),
    Attack(
        "the_real_course_by_path",
        NOT_BOUND,
        """
        def attack(world):
            found = []
            for part in ("graders", "solutions", "exercises", "src", "tests"):
                found += glob.glob(os.path.join(world["real_course"], part, "**", "*.py"), recursive=True)
            return found
        """,
        bare=True,
    ),
    Attack(
        "import_of_the_solution",
        "The course's folder is neither on sys.path nor in the sandbox.",
        """
        def attack(world):
            sys.path[:0] = [world["course"], world["real_course"]]
            import solutions.ch01_numbers
            return solutions.ch01_numbers.double(2) == 4
        """,
        bare=True,
    ),
    Attack(
        "neighbours_submission",
        NOT_BOUND,
        """
        def attack(world):
            return world["secret"] in open(world["neighbour"]).read()
        """,
        bare=True,
    ),
    Attack(
        "symbolic_link_to_the_hidden_tests",
        "A link leads nowhere: what it names is not in the sandbox.",
        """
        def attack(world):
            os.symlink(world["hidden"], "here.py")
            return world["secret"] in open("here.py").read()
        """,
        bare=True,
    ),
    Attack(
        "hard_link_to_the_hidden_tests",
        NOT_BOUND,
        """
        def attack(world):
            os.link(world["hidden"], "here.py")
            return True
        """,
    ),
    Attack(
        "working_folders_of_all_processes",
        OWN_PROCESSES,
        """
        def attack(world):
            found = []
            for cwd in glob.glob("/proc/[0-9]*/cwd"):
                try:
                    found += [name for name in os.listdir(cwd) if name in ("graders", "solutions", "src")]
                except OSError:
                    pass
            return found
        """,
        bare=True,
    ),
    Attack(
        "roots_of_all_processes",
        OWN_PROCESSES,
        """
        def attack(world):
            return [
                root for root in ["/", *glob.glob("/proc/[0-9]*/root")] if os.path.exists(root + world["hidden"])
            ]
        """,
        bare=True,
    ),
    Attack(
        "environments_of_all_processes",
        NOT_DUMPABLE,
        """
        def attack(world):
            found = []
            for path in glob.glob("/proc/[0-9]*/environ"):
                try:
                    found += [path] if world["secret"].encode() in open(path, "rb").read() else []
                except OSError:
                    pass
            return found
        """,
    ),
    Attack(
        "teachers_environment_variables",
        "The environment is made anew; nothing of the caller's comes in.",
        """
        def attack(world):
            return [name for name, value in os.environ.items() if world["secret"] in value]
        """,
    ),
    Attack(
        "passwords_of_the_machine",
        "/etc holds the loader's cache and nothing of users.",
        """
        def attack(world):
            return [name for name in ("/etc/passwd", "/etc/shadow", "/etc/hosts") if os.path.exists(name)]
        """,
        bare=True,
    ),
    Attack(
        "files_in_home_folders",
        "Of a home folder only the interpreter may be there, and it is read-only.",
        """
        def attack(world):
            wanted = (".bashrc", ".ssh", ".netrc", ".gitconfig", ".bash_history", ".jupyter", ".config")
            return [n for home in glob.glob("/home/*") + ["/root"] for n in wanted if os.path.exists(f"{home}/{n}")]
        """,
    ),
    Attack(
        "search_of_the_whole_disk",
        NOT_BOUND,
        """
        def attack(world):
            found = []
            for folder, folders, files in os.walk("/"):
                if folder == "/":
                    folders[:] = [f for f in folders if f not in ("proc", "sys", "usr", "lib", "lib64", "bin")]
                folders[:] = [f for f in folders if f not in ("site-packages", ".pyenv")]
                found += [f for f in files if f.startswith("test_ch") or f in ("gradebook.db", "results.json")]
            return found
        """,
    ),
    Attack(
        "frames_and_objects_of_the_process",
        "Tests and answers were never in this process: there is nothing to walk to.",
        """
        def attack(world):
            import gc
            frame, names = sys._getframe(), set(sys.modules)
            while frame is not None:
                names |= {frame.f_globals.get("__name__") or "", frame.f_code.co_filename}
                frame = frame.f_back
            for thing in gc.get_objects():
                names |= {str(getattr(thing, "__module__", ""))} if callable(thing) else set()
            wanted = ("graders", "solutions", "hypothesis", "pytest", "_pytest", "nbgrader")
            return [name for name in names if any(part in wanted for part in name.replace("/", ".").split("."))]
        """,
    ),
    Attack(
        "texts_in_memory",
        "A worker is forked from a process that never read a test.",
        """
        def attack(world):
            import re
            wanted = re.compile(b"Twice any [w]hole number")  # a sentence of the hidden tests; not written out here
            found = []
            for line in open("/proc/self/maps"):
                place, mode = line.split()[:2]
                start, end = (int(part, 16) for part in place.split("-"))
                with open("/proc/self/mem", "rb", 0) as memory:
                    try:
                        memory.seek(start)
                        found += wanted.findall(memory.read(end - start))
                    except (OSError, OverflowError, ValueError):
                        pass
            return found
        """,
    ),
    Attack(
        "inherited_descriptors",
        "A worker holds three null devices and its own socket.",
        """
        def attack(world):
            kinds = [os.readlink(path) for path in glob.glob("/proc/self/fd/*") if os.path.lexists(path)]
            sockets = [kind for kind in kinds if kind.startswith("socket:")]
            other = [kind for kind in kinds if kind != "/dev/null" and not kind.startswith("socket:")]
            return sockets[1:] + other
        """,
    ),
    Attack(
        "the_lanes_control_socket",
        "The worker closes the lane's control socket before student code runs.",
        """
        def attack(world):
            found = []
            for number in range(256):
                try:
                    kind = socket.socket(fileno=os.dup(number)).type
                except OSError:
                    continue
                if kind == socket.SOCK_SEQPACKET:
                    found.append(number)
            return found
        """,
    ),
    Attack(
        "descriptors_of_the_warm_process",
        NOT_DUMPABLE,
        """
        def attack(world):
            return os.listdir("/proc/1/fd")
        """,
    ),
    Attack(
        "stealing_a_descriptor_of_the_warm_process",
        "pidfd_getfd is refused, and process 1 is not dumpable.",
        """
        def attack(world):
            libc = ctypes.CDLL(None)
            pidfd = os.pidfd_open(1)
            return [n for n in range(20) if libc.syscall(438, pidfd, n, 0) >= 0]
        """,
    ),
    Attack(
        "memory_file_of_the_warm_process",
        NOT_DUMPABLE,
        """
        def attack(world):
            return bool(open("/proc/1/mem", "rb"))
        """,
    ),
    Attack(
        "reading_and_writing_the_warm_process",
        "process_vm_readv, process_vm_writev and ptrace are refused.",
        """
        def attack(world):
            libc, found = ctypes.CDLL(None), []
            for call, number in (("readv", 310), ("writev", 311)):
                if libc.syscall(number, 1, None, 0, None, 0, 0) == 0:
                    found.append(call)
            for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
                if libc.ptrace(request, 1, 0, 0) == 0:
                    found.append(request)
            return found
        """,
    ),
    Attack(
        "devices",
        "/dev holds null, full, random and terminals; it is read-only and mknod needs rights nobody has here.",
        """
        def attack(world):
            known = "core fd full null ptmx pts random shm stderr stdin stdout tty urandom zero console mqueue"
            found = [name for name in os.listdir("/dev") if name not in known.split()]
            for path in ("/dev/core", "/proc/kcore", "/dev/mem"):
                found += [path] if os.access(path, os.R_OK) else []
            return found
        """,
    ),
    Attack(
        "listener_on_loopback",
        "A network namespace of its own: its loopback is another one, and there is no other way out.",
        """
        def attack(world):
            with socket.create_connection(("127.0.0.1", world["port"]), timeout=1):
                return True
        """,
        bare=True,
    ),
    Attack(
        "network_interfaces",
        "A network namespace of its own has nothing but loopback.",
        """
        def attack(world):
            return [name for _number, name in socket.if_nameindex() if name != "lo"]
        """,
    ),
    Attack(
        "name_server",
        "No network, no resolver's configuration.",
        """
        def attack(world):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                for address in ("8.8.8.8", "127.0.0.53", "169.254.169.254"):
                    try:
                        sock.sendto(b"?", (address, 53))
                        if not address.startswith("127"):
                            return address
                    except OSError:
                        pass
            return os.path.exists("/etc/resolv.conf")
        """,
    ),
    Attack(
        "abstract_sockets_of_the_machine",
        "Abstract names belong to a network namespace, and this is another one.",
        """
        def attack(world):
            with socket.socket(socket.AF_UNIX) as sock:
                sock.connect("\\0" + world["abstract"])
            return True
        """,
        bare=True,
    ),
    Attack(
        "processes_of_the_machine",
        OWN_PROCESSES,
        """
        def attack(world):
            try:
                os.kill(world["pid"], 0)
                return True
            except ProcessLookupError:
                return [pid for pid in os.listdir("/proc") if pid.isdigit()][2:]
        """,
        bare=True,
    ),
]


@table(ATTACKS)
def test_sees_nothing(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """The attack gets nothing, and the student after it notices nothing."""
    outcome = attempt(lane, attack, world)
    assert not outcome.value, f"{attack.why} And yet: {outcome}"
    assert next_student_is_fine(lane)


@pytest.fixture(scope="module")
def bare() -> Iterator[Lane]:
    """No wall: a plain child process."""
    lane = ProcessLane(Limits())
    yield lane
    lane.close()


@table([attack for attack in ATTACKS if attack.bare])
def test_would_see_it_without_a_wall(bare: Lane, world: dict[str, Any], attack: Attack) -> None:
    """The same source gets what it wants where there is no wall, so the test above can fail."""
    outcome = attempt(bare, attack, world, seconds=10)
    assert outcome.value, outcome
