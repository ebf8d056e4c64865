"""Chapter 8, the checks every student may run: versions, the slide's driver, the slide's output."""

import numpy as np
import pytest

from graders.compare import gives, refuses, same
from graders.strategies import SmiReport
from stubmeister.grading import Mismatch
from stubmeister.lang import _

VERSIONS = ("python", "numpy", "cv2", "torch", "torchvision")


# --- environment_report ------------------------------------------------------------------------------------


def report_of(student):
    """The student's report, which must be a dict."""
    report = student.environment_report()
    if not isinstance(report, dict):
        reason = _("{got} where {wanted} is right", got=type(report).__name__, wanted=_("a dict"))
        raise Mismatch(reason, function="environment_report", arguments={}, got=report)
    return report


def check_entries(student, expected):
    """These entries of the report are right; others are for other tests."""
    report = report_of(student)
    if reason := same({key: report[key] for key in expected if key in report}, expected):
        raise Mismatch(reason, function="environment_report", arguments={}, got=report, expected=expected)


@pytest.mark.exercise("environment_report", points=3)
@pytest.mark.limit(seconds=60)  # without a warm process the call imports PyTorch
class TestEnvironmentReport:
    @pytest.mark.hint("The keys are python, numpy, cv2, torch, torchvision and cuda, in small letters.")
    def test_keys(self, student):
        """The report has six keys: five versions and cuda."""
        got, expected = sorted(map(str, report_of(student))), sorted([*VERSIONS, "cuda"])
        assert got == expected, _("The keys are {got}, expected {expected}.", got=got, expected=expected)

    @pytest.mark.hint("str(...) makes a string; torch.cuda.is_available() is True or False.")
    def test_kinds(self, student):
        """Versions are strings, and cuda is True or False."""
        report = report_of(student)
        for key in VERSIONS:
            version = report.get(key)
            assert isinstance(version, str), _("{key} is no string: {got}", key=key, got=repr(version))
        cuda = report.get("cuda")
        assert isinstance(cuda, (bool, np.bool_)), _("cuda is neither True nor False: {got}", got=repr(cuda))

    @pytest.mark.hint("platform.python_version() gives the numbers alone; sys.version says much more.")
    def test_python(self, student, kit):
        """The version of Python is the one that runs the code."""
        check_entries(student, {"python": kit.versions()["python"]})


# --- pick_device -------------------------------------------------------------------------------------------


@pytest.mark.exercise("pick_device", points=2)
class TestPickDevice:
    def test_with_cuda(self, student):
        """With CUDA it is the string "cuda"."""
        gives(student.pick_device, "cuda", True)

    def test_without_cuda(self, student):
        """Without CUDA it is the string "cpu"."""
        gives(student.pick_device, "cpu", False)


# --- driver_supports ---------------------------------------------------------------------------------------


def supports(student, expected, driver, toolkit, platform):
    gives(student.driver_supports, expected, driver, toolkit, platform)


@pytest.mark.exercise("driver_supports", points=5)
class TestDriverSupports:
    @pytest.mark.hint("Look up the toolkit's row and the platform's column, then compare the two versions.")
    def test_driver_of_the_slide(self, student):
        """Driver 462.80 of slide 8.2 is good enough for CUDA 11.2 on Windows, but not for 11.3."""
        supports(student, True, "462.80", "11.2.2", "windows")
        supports(student, False, "462.80", "11.3.0", "windows")

    @pytest.mark.hint(">= in place of >: at least this version is needed.")
    def test_exactly_the_minimum(self, student):
        """For CUDA 11.4.2 on Linux 470.57.02 is just enough, and 470.57.01 is not."""
        supports(student, True, "470.57.02", "11.4.2", "linux")
        supports(student, False, "470.57.01", "11.4.2", "linux")

    @pytest.mark.weight(2)
    @pytest.mark.hint("Make numbers of the parts: [int(part) for part in driver.split('.')].")
    def test_numbers_not_text(self, student):
        """471.9 is lower than 471.41, for 9 is less than 41."""
        supports(student, False, "471.9", "11.4.2", "windows")
        supports(student, True, "471.41", "11.4.2", "windows")

    @pytest.mark.hint("A dict raises KeyError by itself. Look first, and raise ValueError.")
    def test_unknown_toolkit(self, student):
        """CUDA 11.1.0, which is not in table 3, raises ValueError."""
        refuses(student.driver_supports, ValueError, "470.57.02", "11.1.0", "linux")


# --- parse_nvidia_smi --------------------------------------------------------------------------------------


def reads(student, report):
    gives(student.parse_nvidia_smi, report.facts(), report.text())


@pytest.mark.exercise("parse_nvidia_smi", points=4)
class TestParseNvidiaSmi:
    @pytest.mark.hint("Versions and the state stay strings, as they are written; memory becomes int.")
    def test_output_of_the_slide(self, student):
        """Slide 8.2's output: driver 462.80, CUDA 11.2, state P8, 161 of 8192 MiB in use."""
        reads(student, SmiReport())

    @pytest.mark.hint("Look for the labels and units, not for the slide's numbers or columns.")
    def test_other_computer(self, student):
        """Another computer's output has other numbers and other spaces between them."""
        reads(
            student,
            SmiReport(
                driver="535.54",
                smi="535.54",
                cuda="12.2",
                perf="P2",
                used=5321,
                total=24576,
                fan="30%",
                temperature="61C",
                power="95W / 350W",
                load=87,
                spread=5,
            ),
        )
