from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]


@pytest.fixture
def start() -> ModuleType:
    """`start.py`, loaded as a module."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestPython:
    @pytest.mark.parametrize(
        ("version", "ok"),
        [
            ((3, 9), False),
            ((3, 10), True),
            ((3, 13), True),
            ((3, 14), False),
            ((2, 7), False),
            ((4, 10), False),
        ],
    )
    def test_supported(self, start: ModuleType, version: tuple[int, int], ok: bool) -> None:
        assert start.supported(version) is ok

    def test_range_is_that_of_the_package(self, start: ModuleType) -> None:
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        first, last = ".".join(map(str, start.FIRST)), f"{start.LAST[0]}.{start.LAST[1] + 1}"
        assert f'requires-python = ">={first},<{last}"' in text

    def test_no_python_at_all_is_one_sentence(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(start, "supported", lambda version: False)
        monkeypatch.setattr(start, "other_python", lambda: None)
        assert start.main(["test"]) == 2
        assert "python.org" in capsys.readouterr().err

    def test_another_python_takes_over(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = []
        monkeypatch.setattr(start, "supported", lambda version: False)
        monkeypatch.setattr(start, "other_python", lambda: "/opt/python3.12")
        monkeypatch.setattr(start.subprocess, "call", lambda command: calls.append(command) or 7)
        monkeypatch.setattr(sys, "argv", ["start.py", "demo"])
        with pytest.raises(SystemExit) as caught:
            start.require_python()
        assert caught.value.code == 7
        assert calls == [["/opt/python3.12", "start.py", "demo"]]

    def test_a_python_that_does_not_answer_is_passed_over(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start.shutil, "which", lambda name: f"/bin/{name}")
        monkeypatch.setattr(start, "quiet", lambda command: command[0] == "/bin/python3.11")
        assert start.other_python() == "/bin/python3.11"

    def test_missing_venv_module_names_the_package(
        self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(start, "can_make_environments", lambda: False)
        monkeypatch.setattr(start, "add_packages", lambda packages: False)
        with pytest.raises(start.CannotStart, match="python3-venv"):
            start.make_environment(tmp_path / ".venv")

    def test_python_of_an_environment(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        assert start.python_of(Path("e")).parts[1:] in [("bin", "python"), ("Scripts", "python.exe")]

    def test_environment_that_does_not_run(self, start: ModuleType, tmp_path: Path) -> None:
        assert start.usable(Path(sys.executable))
        assert not start.usable(tmp_path / "python")
        (tmp_path / "python").write_text("#!/nonexistent/python\n")
        (tmp_path / "python").chmod(0o755)
        assert not start.usable(tmp_path / "python")


class TestInstall:
    @pytest.fixture
    def pip(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        """The commands that would have been run; all of them succeed."""
        calls: list[list[str]] = []
        monkeypatch.setattr(start, "usable", lambda python: True)
        monkeypatch.setattr(start.subprocess, "call", lambda command, **_: calls.append(command) or 0)
        return calls

    def copy(self, folder: Path) -> Path:
        (folder / ".venv").mkdir()
        (folder / "pyproject.toml").write_text("[project]\n")
        (folder / "constraints.txt").write_text("numpy==2.2.6\n")
        return folder

    def test_once_until_something_changes(
        self, start: ModuleType, pip: list[list[str]], tmp_path: Path
    ) -> None:
        root = self.copy(tmp_path)
        start.install(root)
        start.install(root)
        assert len(pip) == 1
        assert pip[0][-4:] == ["-c", "constraints.txt", "-e", ".[dev]"]
        for name in ("pyproject.toml", "constraints.txt"):
            before = len(pip)
            (root / name).write_text("changed\n")
            start.install(root)
            start.install(root)
            assert len(pip) == before + 1

    def test_failure_is_tried_again(
        self, start: ModuleType, pip: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        root = self.copy(tmp_path)
        monkeypatch.setattr(start.subprocess, "call", lambda command, **_: 1)
        for _ in range(2):
            with pytest.raises(start.CannotStart, match="pip"):
                start.install(root)

    def test_line_ends_do_not_count(self, start: ModuleType, tmp_path: Path) -> None:
        root = self.copy(tmp_path)
        before = start.stamp(root, Path("python"))
        (root / "pyproject.toml").write_bytes(b"[project]\r\n")
        assert start.stamp(root, Path("python")) == before
        assert start.stamp(root, Path("other")) != before


class TestSystemPackages:
    @pytest.fixture
    def debian(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """A Debian machine; what would have been run, in order. Nothing is found on its PATH."""
        ran: list[str] = []
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(start.doctor(), "distribution", lambda: "debian")
        monkeypatch.setattr(start, "quiet", lambda command, *_: ran.append(" ".join(command)) or True)
        monkeypatch.setattr(start, "missing_libraries", lambda python: False)
        monkeypatch.setattr(start.shutil, "which", lambda name: None)
        monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
        return ran

    def test_root_installs(self, start: ModuleType, debian: list[str]) -> None:
        start.system_packages(Path("python"))
        assert debian == ["apt-get install -y bubblewrap"]

    def test_lists_are_fetched_where_there_are_none(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter([False, True, True])
        monkeypatch.setattr(start, "quiet", lambda c, *_: debian.append(" ".join(c)) or next(answers))
        assert start.add_packages(["bubblewrap"])
        install = "apt-get install -y bubblewrap"
        assert debian == [install, "apt-get update", install]

    def test_user_with_sudo(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
        monkeypatch.setattr(start.shutil, "which", lambda name: "/usr/bin/sudo" if name == "sudo" else None)
        start.system_packages(Path("python"))
        assert debian == ["sudo -n true", "sudo -n apt-get install -y bubblewrap"]

    def test_user_without_gets_a_note_and_goes_on(
        self,
        start: ModuleType,
        debian: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
        start.system_packages(Path("python"))
        assert debian == []
        assert "sudo apt-get install -y bubblewrap" in capsys.readouterr().err

    def test_opencv_without_its_libraries(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start.shutil, "which", lambda name: "/usr/bin/bwrap")
        monkeypatch.setattr(start, "missing_libraries", lambda python: not debian)
        start.system_packages(Path("python"))
        assert debian == ["apt-get install -y libgl1 libglib2.0-0"]

    def test_opencv_that_stays_broken(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "missing_libraries", lambda python: True)
        with pytest.raises(start.CannotStart, match="libgl1"):
            start.system_packages(Path("python"))

    def test_nothing_elsewhere(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        start.system_packages(Path("python"))
        assert debian == []

    def test_a_browser_and_a_database_for_the_tests(
        self, start: ModuleType, debian: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "has_postgresql", lambda: bool(debian))
        start.packages_of_tests()
        assert debian == ["apt-get install -y chromium chromium-driver postgresql"]

    def test_without_a_browser_the_tests_go_on(
        self,
        start: ModuleType,
        debian: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
        monkeypatch.setattr(start, "has_postgresql", lambda: True)
        start.packages_of_tests()
        assert debian == []
        assert "sudo apt-get install -y chromium chromium-driver" in capsys.readouterr().err

    def test_missing_library_is_told_from_other_failures(self, start: ModuleType, tmp_path: Path) -> None:
        python = tmp_path / "python"
        python.write_text(
            "#!/bin/sh\necho 'ImportError: libGL.so.1: cannot open shared object file' >&2\nexit 1\n"
        )
        python.chmod(0o755)
        assert start.missing_libraries(python)
        python.write_text("#!/bin/sh\necho 'No module named cv2' >&2\nexit 1\n")
        assert not start.missing_libraries(python)


class TestSteps:
    @pytest.fixture
    def modules(self, start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "good.py").write_text("print('all is well')")
        (tmp_path / "bad.py").write_text("import sys; print('the reason'); sys.exit(int(sys.argv[1]))")
        (tmp_path / "killed.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
        monkeypatch.setattr(start, "ROOT", tmp_path)

    def run(self, start: ModuleType, *steps: list[str]) -> int:
        code = start.run_steps(Path(sys.executable), [(" ".join(step), step) for step in steps])
        assert isinstance(code, int)
        return code

    @pytest.mark.usefixtures("modules")
    def test_all_well(self, start: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
        assert self.run(start, ["good"], ["good"]) == 0
        printed = capfd.readouterr()
        assert printed.out == ""
        assert [line[:2] for line in printed.err.splitlines()] == ["ok", "ok"]

    @pytest.mark.usefixtures("modules")
    def test_first_failure_gives_the_exit_code_and_the_rest_runs(
        self, start: ModuleType, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(start, ["good"], ["bad", "5"], ["good"], ["bad", "3"]) == 5
        printed = capfd.readouterr()
        assert printed.out == "the reason\nthe reason\n"
        assert [line.split()[0] for line in printed.err.splitlines()] == ["ok", "FAILED", "ok", "FAILED"]

    @pytest.mark.usefixtures("modules")
    def test_killed_step_fails(self, start: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
        assert self.run(start, ["killed"]) == 137

    def test_what_is_run(self, start: ModuleType) -> None:
        assert [name for name, _command in start.TEST_STEPS] == [
            "ruff check",
            "ruff format --check",
            "mypy",
            "pytest tests",
            "pytest graders --submission solutions",
            "stubmeister check",
        ]


class TestCommandLine:
    @pytest.mark.parametrize("arguments", [[], ["dance"], ["--help"]])
    def test_usage(self, start: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert start.main(arguments) == 2
        assert "demo|test" in capsys.readouterr().err

    def test_needs_nothing_installed(self) -> None:
        run = subprocess.run(
            [sys.executable, "-I", "-S", ROOT / "start.py"], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stdout) == (2, "")
        assert "usage" in run.stderr

    def test_syntax_of_older_pythons(self) -> None:
        """An old Python has to get as far as the sentence that says so."""
        import ast

        ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))

    def test_ci_starts_it(self) -> None:
        ci = ROOT / ".ci" / "run"
        assert "python3 start.py test" in ci.read_text(encoding="utf-8")
        assert ci.stat().st_mode & 0o111


def pins() -> list[str]:
    """The lines of constraints.txt that pin a version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def installed(pin: Requirement) -> list[SpecifierSet]:
    """The Pythons that a pinned package is for, where this very version of it is installed."""
    try:
        found = importlib.metadata.metadata(pin.name)
    except importlib.metadata.PackageNotFoundError:
        return []
    this_one = found["Version"] in pin.specifier and "Requires-Python" in found
    return [SpecifierSet(found["Requires-Python"])] if this_one else []


class TestConstraints:
    def test_exact_versions_without_addresses(self) -> None:
        assert len(pins()) > 30
        for pin in pins():
            assert "==" in pin.split(";")[0]
            assert "@" not in pin
            assert "/" not in pin

    def test_every_dependency_is_pinned(self) -> None:
        import re

        pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
        dependencies = re.findall(r'^  "([a-z0-9-]+)>=', pyproject, re.MULTILINE)
        assert "torch" in dependencies
        assert [name for name in dependencies if f"\n{name}==" not in constraints] == []

    @pytest.mark.parametrize("version", ["3.10.0", "3.11.0", "3.12.0", "3.13.0"])
    def test_the_pins_run_on_every_python(self, version: str) -> None:
        """What is installed here says on which Pythons it runs; a pin for another one would not install."""
        environment = {"python_version": version[:4], "python_full_version": version}
        here = [pin for pin in map(Requirement, pins()) if not pin.marker or pin.marker.evaluate(environment)]
        assert [str(pin) for pin in here for found in installed(pin) if version not in found] == []
