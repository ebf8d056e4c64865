from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stubmeister import doctor
from stubmeister.doctor import Check, check_packages
from stubmeister.errors import StubmeisterError, WallError

MODULES = {
    "good": "__version__ = '1.2'\nprint('welcome, no newline at the end', end='')",
    "no_opengl": "raise ImportError('libGL.so.1: cannot open shared object file: No such file or directory')",
    "no_glib": "raise ImportError('libgthread-2.0.so.0: cannot open shared object file')",
    "crashing": "import os, signal; os.kill(os.getpid(), signal.SIGABRT)",
    "leaving": "import os; os._exit(0)",
    "exiting": "raise SystemExit(0)",
    "hanging": "import time; time.sleep(60)",
    "torch": "class cuda:\n    is_available = staticmethod(lambda: True)\n__version__ = '9.9'",
}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages as they may be found on a sick machine."""
    for name, source in MODULES.items():
        (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.usefixtures("modules")
class TestPackages:
    def test_version(self) -> None:
        assert check_packages(["good"]) == [Check("good", True, "1.2")]

    @pytest.mark.parametrize("sick", ["crashing", "leaving", "exiting", "missing_entirely", "no_opengl"])
    def test_a_sick_package_costs_only_itself(self, sick: str) -> None:
        checks = by_name(check_packages(["good", sick, "torch"]))
        assert [checks["good"].ok, checks[sick].ok, checks["torch"].ok] == [True, False, True]
        assert checks[sick].detail
        assert checks[sick].cure

    def test_a_hanging_package_is_given_up(self) -> None:
        checks = by_name(check_packages(["good", "hanging", "torch"], timeout=2))
        assert [checks["good"].ok, checks["hanging"].ok, checks["torch"].ok] == [True, False, True]
        assert "2 s" in checks["hanging"].detail

    def test_system_library_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doctor, "distribution", lambda: "debian")
        checks = by_name(check_packages(["no_opengl", "no_glib"]))
        for check in checks.values():
            assert "sudo apt-get install -y libgl1 libglib2.0-0" in check.cure

    def test_cuda(self) -> None:
        assert by_name(check_packages(["torch"]))["CUDA"] == Check("CUDA", True, "torch 9.9 reaches the GPU")

    def test_planted_module_in_the_folder_is_not_imported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "here").mkdir()
        (tmp_path / "here" / "json.py").write_text("raise SystemExit(3)")
        (tmp_path / "here" / "good.py").write_text("raise SystemExit(3)")
        monkeypatch.chdir(tmp_path / "here")
        assert check_packages(["good"])[0].ok


class Probe:
    """What `stubmeister.wall.probe` answers."""

    def __init__(self, ok: bool, detail: str) -> None:
        self.kind, self.ok, self.detail, self.cure = "bubblewrap", ok, detail, "the probe's own cure"


def check_sandbox(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[], object], bwrap: str | None = "/usr/bin/bwrap"
) -> Check:
    monkeypatch.setattr("stubmeister.wall.probe", answer)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(doctor.shutil, "which", lambda name: bwrap)
    return doctor.check_sandbox()


class TestSandbox:
    def test_ready(self, monkeypatch: pytest.MonkeyPatch) -> None:
        check = check_sandbox(monkeypatch, lambda: Probe(True, "bubblewrap 0.8.0"))
        assert (check.ok, check.detail, check.cure) == (True, "bubblewrap, bubblewrap 0.8.0", "")

    def test_apparmor_gets_a_profile_for_bwrap_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = "bwrap: setting up uid map: Permission denied"
        check = check_sandbox(monkeypatch, lambda: Probe(False, said))
        assert check.ok is False
        assert "/etc/apparmor.d/bwrap" in check.cure
        assert "userns," in check.cure
        assert "sysctl" not in check.cure

    @pytest.mark.parametrize(("restricted", "word"), [("1\n", "userns,"), ("0\n", "own cure")])
    def test_ubuntu_with_its_own_words(
        self, restricted: str, word: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "restriction").write_text(restricted)
        monkeypatch.setattr(doctor, "APPARMOR_RESTRICTION", tmp_path / "restriction")
        said = "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted"
        assert word in check_sandbox(monkeypatch, lambda: Probe(False, said)).cure

    @pytest.mark.parametrize(
        ("family", "command"),
        [
            ("debian", "sudo apt-get install -y bubblewrap"),
            ("fedora", "sudo dnf install -y bubblewrap"),
            ("arch", "sudo pacman -S --noconfirm bubblewrap"),
            ("suse", "sudo zypper --non-interactive install bubblewrap"),
            ("alpine", "sudo apk add bubblewrap"),
        ],
    )
    def test_missing_bwrap(self, family: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doctor, "distribution", lambda: family)
        check = check_sandbox(monkeypatch, lambda: Probe(False, "not installed"), bwrap=None)
        assert check.cure.endswith(command)

    def test_no_namespaces_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = "bwrap: No permissions to create new namespace, likely because"
        assert "--privileged" in check_sandbox(monkeypatch, lambda: Probe(False, said)).cure

    def test_probe_that_raises(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail() -> object:
            raise WallError("bwrap: setting up uid map: Permission denied")

        check = check_sandbox(monkeypatch, fail)
        assert check.ok is False
        assert "userns," in check.cure

    def test_unknown_words_get_the_probes_cure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert check_sandbox(monkeypatch, lambda: Probe(False, "?")).cure == "the probe's own cure"

    def test_elsewhere_a_student_can_do_without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stubmeister.wall.probe", lambda: Probe(False, "?"))
        monkeypatch.setattr(sys, "platform", "darwin")
        assert doctor.check_sandbox().ok is None


class TestDistribution:
    @pytest.mark.parametrize(
        ("text", "family"),
        [
            ("ID=debian\n", "debian"),
            ('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', "debian"),
            ('ID="linuxmint"\nID_LIKE="ubuntu debian"\n', "debian"),
            ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
            ("ID=manjaro\nID_LIKE=arch\n", "arch"),
            ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "suse"),
            ("ID=alpine\n", "alpine"),
            ("ID=nixos\n", ""),
            ("nonsense", ""),
        ],
    )
    def test_family(self, text: str, family: str, tmp_path: Path) -> None:
        (tmp_path / "os-release").write_text(text)
        assert doctor.distribution(tmp_path / "os-release") == family

    def test_no_linux(self, tmp_path: Path) -> None:
        assert doctor.distribution(tmp_path / "missing") == ""
        assert doctor.install_command("bubblewrap", family="").startswith("install bubblewrap with")


class TestData:
    def test_whole(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("stubmeister.data.find_mnist", lambda folder: tmp_path)
        monkeypatch.setattr("stubmeister.data.read_mnist", lambda folder: {})
        check = doctor.check_data(None)
        assert check.ok is True
        assert str(tmp_path) in check.detail

    def test_broken(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        raw = tmp_path / "MNIST" / "raw"
        raw.mkdir(parents=True)
        (raw / "t10k-labels-idx1-ubyte").write_bytes(b"half")
        check = doctor.check_data(tmp_path)
        assert check.ok is False
        assert "stubmeister download" in check.cure

    def test_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stubmeister.data.find_mnist", lambda folder: None)
        check = doctor.check_data(None)
        assert check.ok is None
        assert "stubmeister download" in check.cure


class TestRest:
    @pytest.mark.parametrize(
        ("version", "ok"),
        [((3, 9, 9), False), ((3, 10, 0), True), ((3, 13, 4), True), ((3, 14, 0), False)],
    )
    def test_python(self, version: tuple[int, int, int], ok: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version_info", version)
        assert doctor.check_python().ok is ok
        assert bool(doctor.check_python().cure) is not ok

    def test_disk(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(doctor, "ROOM", 1)
        assert doctor.check_disk(tmp_path).ok is True
        monkeypatch.setattr(doctor, "ROOM", 2**80)
        full = doctor.check_disk(tmp_path)
        assert (full.ok, bool(full.cure)) == (False, True)
        assert doctor.check_disk(tmp_path / "missing").ok is False

    @pytest.mark.parametrize(("encoding", "ok"), [("UTF-8", True), ("utf8", True), ("cp949", False)])
    def test_encoding(self, encoding: str, ok: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doctor.locale, "getpreferredencoding", lambda _: encoding)
        monkeypatch.setattr(sys, "stdout", None)
        assert doctor.check_encoding().ok is ok

    def test_nbgrader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def version(name: str) -> str:
            raise importlib.metadata.PackageNotFoundError(name)

        monkeypatch.setattr(doctor.importlib.metadata, "version", lambda name: "0.9.6")
        assert doctor.check_nbgrader() == Check("nbgrader", True, "0.9.6")
        monkeypatch.setattr(doctor.importlib.metadata, "version", version)
        assert doctor.check_nbgrader().ok is None

    def test_needs_no_package_to_be_read(self) -> None:
        """`start.py` reads it with a bare Python."""
        source = Path(doctor.__file__).parents[1]
        code = f"import sys; sys.path.insert(0, {str(source)!r}); import stubmeister.doctor"
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr

    def test_examine_survives_broken_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> object:
            raise StubmeisterError("broken", "mend it")

        monkeypatch.setattr(doctor, "check_packages", lambda: [Check("numpy", False, "broken")])
        monkeypatch.setattr("stubmeister.wall.probe", fail)
        monkeypatch.setitem(sys.modules, "stubmeister.data", None)  # as where numpy does not import
        checks = by_name(doctor.examine())
        assert checks["sandbox"].ok is False
        assert checks["data"].ok is False
        assert "Python" in checks
