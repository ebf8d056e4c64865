"""Names as Canvas, Google Classroom and Moodle give them to what a teacher downloads."""

from __future__ import annotations

import pytest

from stubmeister.nbgrader.downloads import handed_in_as, owner

CHAPTERS = ["ch05_losses", "ch09_opencv"]

OWNERS = {
    # Moodle: folders since 3.1, flat before; the `_` at the end went with 4.1
    "김민준_1234_assignsubmission_file/ch05_losses.ipynb": ("김민준_1234", "1234"),
    "Min Jun Kim_1234_assignsubmission_file_/ch05_losses.ipynb": ("Min Jun Kim_1234", "1234"),
    "course-ch05-77/Kim Min-Jun_9_assignsubmission_file/work/ch05_losses.ipynb": ("Kim Min-Jun_9", "9"),
    "Participant_812_assignsubmission_file_ch05_losses.ipynb": ("Participant_812", "812"),
    "Group A-O'Neil Sam_7_assignsubmission_file_ch05_losses (2).ipynb": ("Group A-O'Neil Sam_7", "7"),
    "20261234 김민준_55_assignsubmission_file/ch05_losses.ipynb": ("20261234 김민준_55", "55"),
    # Canvas: name without blanks, user, attachment
    "kimminjun_1234_98765_ch05_losses.ipynb": ("kimminjun_1234", "1234"),
    "kimminjun_LATE_1234_98765_ch05_losses-1.ipynb": ("kimminjun_1234", "1234"),
    "submissions/김민준_1234_98765_ch05_losses.ipynb": ("김민준_1234", "1234"),
    "o_neil_sam_77_98765_homework_2_3.ipynb": ("o_neil_sam_77", "77"),
    "anon_x7Yz2_98765_ch05_losses.ipynb": ("x7Yz2", ""),
    "LATE_anon_x7Yz2_98765_ch05_losses.ipynb": ("x7Yz2", ""),
    # Classroom: the Drive folder of an assignment
    "김민준 - ch05_losses.ipynb": ("김민준", ""),
    "drive-download-20261125T061234Z-001/Min Jun Kim - ch05_losses.ipynb": ("Min Jun Kim", ""),
    "ch05_losses_김민준.ipynb": ("김민준", ""),
    "ch05_losses-민준 (1).ipynb": ("민준", ""),
    # one folder for each student
    "김민준/ch05_losses.ipynb": ("김민준", ""),
    "class/kim/ch05_losses.py": ("kim", ""),
}


@pytest.mark.parametrize("path", OWNERS)
def test_owner(path: str) -> None:
    found = owner(path.split("/"), CHAPTERS)
    assert found is not None
    assert (found.student, found.number) == OWNERS[path]


def test_nobody() -> None:
    """A name that says nothing is passed over, not guessed."""
    assert owner(["ch05_losses.ipynb"], CHAPTERS) is None
    assert owner(["homework.ipynb"], CHAPTERS) is None


def test_a_folder_alone_is_a_weak_hint() -> None:
    found = owner(["김민준", "ch05_losses.ipynb"], CHAPTERS)
    assert found is not None
    assert found.from_folder


def test_korean_names_out_of_odd_zips() -> None:
    """Windows packs names in CP949 without saying so; macOS takes letters apart."""
    mangled = "김민준".encode("cp949").decode("cp437")
    apart = "\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab"
    for name in (mangled, apart):
        found = owner([f"{name}_1234_assignsubmission_file", "ch05_losses.ipynb"], CHAPTERS)
        assert found is not None
        assert found.student == "김민준_1234"


def test_names_with_accents_stay() -> None:
    found = owner(["Zoë Müller_1_assignsubmission_file", "ch05_losses.ipynb"], CHAPTERS)
    assert found is not None
    assert found.student == "Zoë Müller_1"


def test_no_student_is_a_hidden_or_other_folder() -> None:
    for folder in ("..", ".hidden", "...", "~"):
        found = owner([folder, "ch05_losses.ipynb"], CHAPTERS)
        assert found is not None
        assert found.student.strip(".~/") == found.student != ""


@pytest.mark.parametrize(
    ("file", "taken", "expected"),
    [
        ("ch05_losses.ipynb", [], "ch05_losses.ipynb"),
        ("ch05_losses_김민준.ipynb", [], "ch05_losses.ipynb"),
        ("ch05_losses (1).ipynb", [], "ch05_losses (1).ipynb"),  # grading chooses, and says which
        ("ch05_losses.ipynb", ["ch05_losses.ipynb"], "ch05_losses (2).ipynb"),
        ("helper.py", [], "helper.py"),
        ("helper.py", ["helper.py", "helper (2).py"], "helper (3).py"),
        ("homework.ipynb", [], "homework.ipynb"),
    ],
)
def test_collected_as(file: str, taken: list[str], expected: str) -> None:
    assert handed_in_as(file, CHAPTERS, taken) == expected
