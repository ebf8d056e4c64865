"""Attacks that want all of something: memory, disk, output, time, processes, descriptors."""

from __future__ import annotations

import time
from typing import Any

from stubmeister.wall.bubblewrap import BubblewrapLane
from tests.attacks.behind import Attack, attempt, next_student_is_fine, run, table

MIB = 1 << 20

# The lane allows 160 MiB. Each wants 600, and returns True where it holds what it wanted.
MEMORY = [
    Attack(
        "arrays",
        "RLIMIT_DATA bounds one process's own memory.",
        """
        def attack(world):
            import numpy
            return numpy.full(75 << 20, 1.0).size > 0
        """,
    ),
    Attack(
        "growing_bytes",
        "RLIMIT_DATA bounds one process's own memory.",
        """
        def attack(world):
            data = bytearray()
            while len(data) < 600 << 20:
                data += b"x" * (1 << 20)
            return True
        """,
    ),
    Attack(
        "many_children",
        "The warm process adds up all processes of the sandbox.",
        """
        def attack(world):
            for _child in range(8):
                if os.fork() == 0:
                    data = bytearray(b"x") * (75 << 20)
                    time.sleep(60)
            time.sleep(1.5)
            return True
        """,
    ),
    Attack(
        "children_that_hide",
        "Of a process that keeps its memory map from the warm process, all it holds counts.",
        """
        def attack(world):
            for _child in range(8):
                if os.fork() == 0:
                    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
                    data = bytearray(b"x") * (75 << 20)
                    time.sleep(60)
            time.sleep(1.5)
            return True
        """,
    ),
    Attack(
        "files_without_a_name",
        "memfd_create is refused: such memory belongs to no process.",
        """
        def attack(world):
            for _file in range(60):
                os.write(os.memfd_create("x"), b"x" * (10 << 20))
            return True
        """,
    ),
    Attack(
        "shared_pages_given_back",
        "Shared anonymous mappings are refused: their pages stay when no process shows them any more.",
        """
        def attack(world):
            memory = mmap.mmap(-1, 600 << 20)
            for place in range(0, 600 << 20, 1 << 20):
                memory[place : place + (1 << 20)] = b"x" * (1 << 20)
                memory.madvise(mmap.MADV_DONTNEED, place, 1 << 20)
            return True
        """,
    ),
    Attack(
        "shared_pages_of_dev_zero",
        "/dev/zero is another null device here.",
        """
        def attack(world):
            memory = mmap.mmap(os.open("/dev/zero", os.O_RDWR), 600 << 20)
            memory[:] = b"x" * (600 << 20)
            return True
        """,
    ),
    Attack(
        "system_v_segments",
        "shmget is refused: a segment belongs to no process.",
        """
        def attack(world):
            if ctypes.CDLL(None).shmget(0, 600 << 20, 0o1666) < 0:
                raise OSError("no segment")
            return True
        """,
    ),
    Attack(
        "full_tmp",
        "/tmp has a size.",
        """
        def attack(world):
            for number in range(60):
                open(f"/tmp/{number}", "wb").write(b"x" * (10 << 20))
            return True
        """,
    ),
    Attack(
        "full_shared_memory",
        "/dev/shm has a size.",
        """
        def attack(world):
            for number in range(60):
                open(f"/dev/shm/{number}", "wb").write(b"x" * (10 << 20))
            return True
        """,
    ),
    Attack(
        "one_huge_file",
        "RLIMIT_FSIZE bounds each file.",
        """
        def attack(world):
            os.truncate(os.open("huge", os.O_CREAT | os.O_RDWR), 1 << 40)
            return True
        """,
    ),
    Attack(
        "compressed_bomb",
        "RLIMIT_DATA bounds one process's own memory.",
        """
        def attack(world):
            import zlib
            small = zlib.compress(bytes(600 << 20 >> 6), 9)
            return len(b"".join(zlib.decompress(small) for _time in range(64))) > 0
        """,
    ),
    Attack(
        "page_cache_of_a_pipe",
        "Pipes of one user are bounded by the kernel, descriptors by RLIMIT_NOFILE.",
        """
        def attack(world):
            import fcntl
            held = 0
            for _pipe in range(600):
                end = os.pipe()[1]
                fcntl.fcntl(end, 1031, 1 << 20)
                os.set_blocking(end, False)
                held += os.write(end, b"x" * (1 << 20))
            return held >= 600 << 20
        """,
    ),
]


@table(MEMORY)
def test_gets_no_more_than_its_share(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """It is refused or ended, and said to be so; the student after it has all of it again."""
    outcome = attempt(lane, attack, world, seconds=6)
    assert outcome.value is not True, attack.why
    assert outcome.kind in ("raised", "crashed"), outcome
    if outcome.kind == "crashed":
        assert outcome.value == "memory"
    share = (
        "def attack():\n    return len(bytearray(b'x') * (80 << 20)), open('f', 'wb').write(b'x' * (9 << 20))"
    )
    assert run(lane, share, ("attack",))[0].value == (80 * MIB, 9 * MIB)


OUTPUT = [
    Attack(
        "printing_without_end",
        "Printing beyond a size is an error of its own; a beginning is kept.",
        """
        def attack(world):
            while True:
                print("x" * 100000)
        """,
    ),
    Attack(
        "writing_to_descriptors",
        "The standard descriptors are a null device.",
        """
        def attack(world):
            for _time in range(1000):
                os.write(1, b"x" * 100000)
                os.write(2, b"x" * 100000)
            raise MemoryError("done")
        """,
    ),
    Attack(
        "printing_from_children",
        "Children inherit the null device.",
        """
        def attack(world):
            subprocess.run(["head", "-c", "100000000", "/dev/urandom"], timeout=2)
            raise MemoryError("done")
        """,
    ),
]


@table(OUTPUT)
def test_output_is_bounded(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """Output costs its own call at most."""
    outcome = attempt(lane, attack, world, seconds=4)
    assert outcome.kind in ("raised", "timeout"), outcome
    assert next_student_is_fine(lane)


TIME = [
    Attack("endless_loop", "Wall time.", "def attack(world):\n    while True:\n        pass"),
    Attack("sleep", "Wall time.", "def attack(world):\n    time.sleep(1000)"),
    Attack(
        "threads_that_burn",
        "The whole worker is ended.",
        """
        def attack(world):
            for _thread in range(8):
                threading.Thread(target=lambda: any(None for _ in iter(int, 1))).start()
            time.sleep(1000)
        """,
    ),
    Attack(
        "deaf_to_everything",
        "It is ended by SIGKILL, which nobody can ignore.",
        """
        def attack(world):
            for number in signal.valid_signals():
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            while True:
                try:
                    time.sleep(1000)
                except BaseException:
                    pass
        """,
    ),
    Attack(
        "stopped",
        "A stopped process is killed like any other.",
        "def attack(world):\n    os.kill(0, signal.SIGSTOP)",
    ),
    Attack(
        "huge_power",
        "No help of the interpreter's is needed to end it.",
        "def attack(world):\n    return 9 ** 9 ** 9 > 0",
    ),
    Attack(
        "slow_words",
        "An exception's text is made in the worker, in the time of the call.",
        """
        class Slow(Exception):
            def __str__(self):
                time.sleep(1000)
        def attack(world):
            raise Slow
        """,
    ),
    Attack(
        "trickle_of_bytes",
        "One deadline holds for a whole message.",
        """
        def attack(world):
            frame = sys._getframe()
            while "sock" not in frame.f_locals:
                frame = frame.f_back
            sock = frame.f_locals["sock"]
            sock.sendall((1 << 20).to_bytes(4, "little"))
            while True:
                sock.sendall(b"x")
                time.sleep(0.05)
        """,
    ),
]


@table(TIME)
def test_time_is_bounded(lane: BubblewrapLane, world: dict[str, Any], attack: Attack) -> None:
    """The call ends soon after its time, and the next student's begins."""
    began = time.monotonic()
    outcome = attempt(lane, attack, world, seconds=0.5)
    assert outcome.kind == "timeout", outcome
    assert next_student_is_fine(lane)
    assert time.monotonic() - began < 5


def test_descriptors_run_out_for_the_worker_alone(lane: BubblewrapLane) -> None:
    """Opening files without end is an error of the student's."""
    source = """
    def attack():
        files = []
        while True:
            files.append(open("/dev/null"))
    """
    outcome = run(lane, source, ("attack",))[0]
    assert outcome.kind in ("raised", "crashed"), outcome
    assert next_student_is_fine(lane)


def test_many_small_files_are_wiped(lane: BubblewrapLane) -> None:
    """Thousands of files and a deep folder do not outlast the worker."""
    source = """
    def attack():
        for number in range(3000):
            open(f"/tmp/{number}", "w").close()
        place = "/dev/shm"
        for _depth in range(900):
            place += "/d"
            os.mkdir(place)
        return True
    """
    look = "def attack():\n    return len(os.listdir('/tmp')), os.listdir('/dev/shm')"
    assert run(lane, source, ("attack",))[0].value is True
    assert run(lane, look, ("attack",), seconds=5)[0].value == (1, [])


def test_a_folder_too_deep_to_wipe_costs_the_sandbox(lane: BubblewrapLane) -> None:
    """What cannot be wiped is left behind in a sandbox that nobody uses again."""
    source = """
    def attack():
        os.chdir("/tmp")
        for _depth in range(20000):
            os.mkdir("d")
            os.chdir("d")
        return True
    """
    look = "def attack():\n    return len(os.listdir('/tmp'))"
    run(lane, source, ("attack",), seconds=10)
    assert run(lane, look, ("attack",), seconds=5)[0].value == 1
