"""Chapter 8, the checks that stay with the teacher: the whole table, any version, any computer."""

import pytest
from hypothesis import given, settings

from graders import strategies
from graders.compare import agree, gives, refuses
from graders.strategies import SmiReport
from graders.test_ch08_environment import check_entries, reads, supports

# table 3 of slide 8.1: toolkit, lowest driver on Linux, on Windows
TABLE = [
    ("11.5.1", "495.29.05", "496.13"),
    ("11.5.0", "495.29.05", "496.04"),
    ("11.4.3", "470.82.01", "472.50"),
    ("11.4.2", "470.57.02", "471.41"),
    ("11.4.1", "470.57.02", "471.41"),
    ("11.4.0", "470.42.01", "471.11"),
    ("11.3.1", "465.19.01", "465.89"),
    ("11.3.0", "465.19.01", "465.89"),
    ("11.2.2", "460.32.03", "461.33"),
    ("11.2.1", "460.32.03", "461.09"),
    ("11.2.0", "460.27.03", "460.82"),
]


@pytest.mark.exercise("environment_report")
@pytest.mark.limit(seconds=60)
class TestEnvironmentReport:
    @pytest.mark.parametrize("package", ["numpy", "cv2", "torch", "torchvision"])
    @pytest.mark.weight(0.75)
    def test_packages(self, student, kit, package):
        """The version of each package is its `__version__`, in full."""
        check_entries(student, {package: kit.versions()[package]})

    @pytest.mark.hint("Ask PyTorch: torch.cuda.is_available().")
    @pytest.mark.weight(2)
    def test_cuda(self, student, kit):
        """cuda is what PyTorch says: with a graphics card True, without one False."""
        for cards in (1, 0):
            kit.pretend_cuda(cards)
            try:
                check_entries(student, {"cuda": cards > 0})
            finally:
                kit.as_it_was()


@pytest.mark.exercise("pick_device")
class TestPickDevice:
    def test_again_and_again(self, student):
        """The answer depends on nothing but what is given, in whatever order it is asked."""
        for available in (False, True, True, False):
            gives(student.pick_device, "cuda" if available else "cpu", available)


def one_lower(version):
    """The version whose last number is one less."""
    *front, last = version.split(".")
    return ".".join([*front, f"{int(last) - 1:0{len(last)}}"])


@pytest.mark.exercise("driver_supports")
class TestDriverSupports:
    @pytest.mark.weight(2)
    @settings(max_examples=30)
    @given(strategies.drivers_and_toolkits())
    def test_matches_table(self, student, solution, case):
        """Any driver and any toolkit of table 3, on both platforms."""
        agree(student.driver_supports, solution.driver_supports, *case)

    def test_whole_table_on_linux(self, student):
        """Every row on Linux: the minimum is enough, the version just below is not."""
        for toolkit, minimum, _windows in TABLE:
            supports(student, True, minimum, toolkit, "linux")
            supports(student, False, one_lower(minimum), toolkit, "linux")

    def test_whole_table_on_windows(self, student):
        """Every row on Windows: the minimum is enough, the version just below is not."""
        for toolkit, _linux, minimum in TABLE:
            supports(student, True, minimum, toolkit, "windows")
            supports(student, False, one_lower(minimum), toolkit, "windows")

    @pytest.mark.hint("The first number that differs decides; those behind it no longer count.")
    def test_first_difference_decides(self, student):
        """A driver that is newer in an earlier number is newer, however small the numbers behind it."""
        supports(student, True, "471.00.00", "11.4.2", "linux")
        supports(student, True, "470.58.01", "11.4.2", "linux")
        supports(student, False, "469.99.99", "11.4.2", "linux")
        supports(student, False, "470.56.99", "11.4.2", "linux")
        supports(student, False, "469.157.03", "11.4.2", "linux")
        supports(student, True, "472.01", "11.4.2", "windows")
        supports(student, False, "470.99", "11.4.2", "windows")

    @pytest.mark.weight(3)
    def test_numbers_of_other_lengths(self, student):
        """Numbers with more or fewer digits are compared as numbers, and 9 is 09."""
        supports(student, True, "1000.10.01", "11.5.1", "linux")
        supports(student, False, "99.95.08", "11.2.0", "linux")
        supports(student, False, "495.9.05", "11.5.0", "linux")
        supports(student, True, "495.129.05", "11.5.0", "linux")
        supports(student, True, "461.9", "11.2.1", "windows")
        supports(student, False, "461.8", "11.2.1", "windows")
        supports(student, True, "496.4", "11.5.0", "windows")
        supports(student, False, "496.9", "11.5.1", "windows")

    @pytest.mark.hint("470.57 ends where 470.57.02 goes on, so it is lower. zip() stops at the shorter one.")
    def test_two_numbers_against_three(self, student):
        """A driver of two numbers is compared with a minimum of three, also on Linux."""
        supports(student, False, "470.57", "11.4.2", "linux")
        supports(student, True, "470.58", "11.4.2", "linux")
        supports(student, False, "470.56", "11.4.2", "linux")

    def test_toolkits_that_are_not_there(self, student):
        """Toolkits that are older or newer than table 3, or between its rows, raise ValueError."""
        for toolkit in ("11.0.3", "10.2.0", "11.5.2", "11.4.4", "11.3.2", "12.0.0", "11.20.0", "1.1.5"):
            for platform in ("linux", "windows"):
                refuses(student.driver_supports, ValueError, "510.39.01", toolkit, platform)

    def test_parts_of_toolkits(self, student):
        """A toolkit that only begins like one of table 3, or goes on behind it, raises ValueError."""
        for toolkit in ("11", "11.4.12", "11.2.20"):
            refuses(student.driver_supports, ValueError, "510.39.01", toolkit, "linux")

    def test_message(self, student):
        """The error's message names toolkit or the one that was asked for."""
        refuses(
            student.driver_supports, ValueError, "470.57.02", "11.6.0", "linux", names=("toolkit", "11.6.0")
        )


@pytest.mark.exercise("parse_nvidia_smi")
class TestParseNvidiaSmi:
    @pytest.mark.weight(2)
    @given(strategies.smi_reports())
    def test_any_computer(self, student, report):
        """All five entries, for any numbers and spaces."""
        reads(student, report)

    def test_driver_beside_another_version(self, student):
        """The driver is what stands behind Driver Version, not behind NVIDIA-SMI."""
        reads(student, SmiReport(smi="510.60.02", driver="512.15", cuda="11.6"))

    def test_three_numbers(self, student):
        """A driver's version may have three numbers, and all of them belong to it."""
        reads(student, SmiReport(smi="470.57.02", driver="470.57.02", cuda="11.4"))

    def test_states(self, student):
        """The state may have one digit or two, P0 to P12."""
        for perf in ("P0", "P1", "P10", "P12"):
            reads(student, SmiReport(perf=perf))

    def test_sizes_of_memory(self, student):
        """Memory may be empty, small or large."""
        for used, total in ((0, 2048), (7, 16), (81000, 81559), (4096, 4096)):
            reads(student, SmiReport(used=used, total=total, spread=0))
