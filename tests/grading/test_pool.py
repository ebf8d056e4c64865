"""How many lanes a thrifty pool starts: a further one costs as much as some ten submissions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from stubmeister.errors import WallError
from stubmeister.grading import pool
from stubmeister.grading.pool import Done, Pool, Task


class FakeServer:
    """A lane that takes `start` seconds to come up and `seconds` for a submission."""

    start = 0.05
    seconds = 0.01
    made = 0
    broken = False

    def __init__(self, _settings: Any) -> None:
        type(self).made += 1
        self.number = type(self).made
        self.isolation = ""
        self.process = self
        self.done = 0

    def poll(self) -> None:
        return None

    def wait_until_ready(self) -> None:
        if not self.isolation:
            time.sleep(self.start)
            if self.broken and self.number > 1:
                raise WallError("no further lane")
            self.isolation = "fake"

    def grade(self, task: Task) -> Done:
        time.sleep(self.seconds)
        self.done += 1
        return Done(task, 0, self.seconds)

    def close(self) -> None:
        pass


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeServer]:
    made = type("Fake", (FakeServer,), {})
    monkeypatch.setattr(pool, "GradingServer", made)
    return made


def run(count: int, thrifty: bool = True) -> tuple[list[str], Pool]:
    tasks = [Task(f"s{number}", Path(), Path()) for number in range(count)]
    names: list[str] = []
    with Pool(None, 2, thrifty) as made:  # type: ignore[arg-type]
        made.run(tasks, lambda done: names.append(done.task.name))
    return sorted(names), made


def test_few_submissions_take_one_lane(fake: type[FakeServer]) -> None:
    names, made = run(12)
    assert (len(names), len(made.servers)) == (12, 1)


def test_many_take_two(fake: type[FakeServer]) -> None:
    names, made = run(60)
    assert len(set(names)) == 60
    assert len(made.servers) == 2
    assert all(server.done for server in made.servers)


def test_long_ones_take_two(fake: type[FakeServer]) -> None:
    fake.seconds = 0.1
    assert len(run(6)[1].servers) == 2


def test_all_at_once_unless_thrifty(fake: type[FakeServer]) -> None:
    assert len(run(2, thrifty=False)[1].servers) == 2


def test_a_further_lane_that_does_not_start_is_done_without(fake: type[FakeServer]) -> None:
    fake.broken = True
    names, _made = run(60)
    assert len(set(names)) == 60
