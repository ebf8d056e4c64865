"""One warm lane for all attacks, and the things that attackers are after."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stubmeister import lang
from stubmeister.wall.bubblewrap import BubblewrapLane, probe_bubblewrap
from stubmeister.wall.limits import Limits
from tests.attacks.behind import HONEST, run
from tests.tiny_course import CHAPTER, make_course

LIMITS = Limits(wall_seconds=2.0, memory_mib=160, file_mib=16, scratch_mib=24, processes=40)
SECRET = f"treasure-{secrets.token_hex(8)}"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are asked for in English."""
    before = lang.current()
    lang.use("en")
    yield
    lang.use(before)


@pytest.fixture(scope="session")
def lane() -> Iterator[BubblewrapLane]:
    """A warm lane with NumPy. Where there is none these tests fail: no wall must not pass unseen."""
    found = probe_bubblewrap()
    if not found.ok:
        pytest.fail(
            f"No wall on this machine, so nothing can be said about attacks on it: {found.detail} "
            "Install bubblewrap (apt-get install bubblewrap, dnf install bubblewrap) and see "
            "`stubmeister doctor`.",
            pytrace=False,
        )
    os.environ["STUBMEISTER_TEST_SECRET"] = SECRET  # as a token of the teacher's would stand there
    lane = BubblewrapLane(LIMITS, ["numpy"])
    try:
        assert run(lane, HONEST, ("double", 1))[0].value == 2
        yield lane
    finally:
        lane.close()
        del os.environ["STUBMEISTER_TEST_SECRET"]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Where everything stands that is worth reading, as an attacker who knows it all would know it."""
    folder = tmp_path_factory.mktemp("machine")
    folder.chmod(0o755)  # the wall must stop the attack, not the mode of a temporary folder
    course = make_course(folder / "course")
    neighbour = folder / "submitted" / "kim" / f"{CHAPTER}.py"
    neighbour.parent.mkdir(parents=True)
    files = [neighbour, folder / "gradebook.db", folder / "results.json"]
    hidden, solution = course / f"graders/hidden/test_{CHAPTER}.py", course / f"solutions/{CHAPTER}.py"
    for file in [*files, hidden, solution, course / "graders" / "contract.json"]:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"# {SECRET}\n")
    with _Listeners() as (port, name):
        yield {
            "secret": SECRET,
            "course": str(course),
            "hidden": str(hidden),
            "solution": str(solution),
            "contract": str(course / "graders" / "contract.json"),
            "neighbour": str(neighbour),
            "gradebook": str(folder / "gradebook.db"),
            "results": str(folder / "results.json"),
            "real_course": str(Path(__file__).parents[2]),
            "pid": os.getpid(),
            "port": port,
            "abstract": name,
        }


class _Listeners:
    """A TCP and an abstract Unix socket of this machine that accept whoever reaches them."""

    def __enter__(self) -> tuple[int, str]:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        name = f"stubmeister-{secrets.token_hex(4)}"
        self.unix.bind("\0" + name)
        self.unix.listen()
        for server in (self.tcp, self.unix):
            threading.Thread(target=self._accept, args=(server,), daemon=True).start()
        return self.tcp.getsockname()[1], name

    @staticmethod
    def _accept(server: socket.socket) -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            connection.close()

    def __exit__(self, *_: object) -> None:
        self.tcp.close()
        self.unix.close()
