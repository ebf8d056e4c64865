"""Which files of a student's folder are read, and what is said about the others."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from stubmeister.errors import StubmeisterError
from stubmeister.submission import ReadLimits, Submission, find_students, passed_over, read_submission

Put = Callable[[str, str | bytes], Path]
CHAPTERS = ["ch04_networks", "ch05_losses", "ch06_images"]
CODE = "x = 1\n"
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": "x = 2"}]})


def read(folder: Path, **limits: int) -> Submission:
    return read_submission(folder, CHAPTERS, ReadLimits(**limits))


def said(submission: Submission) -> str:
    notes = [*submission.notes, *(n for c in submission.chapters.values() for n in c.notes)]
    return "\n".join(f"{note.file} {note.message}" for note in notes)


def attention(submission: Submission) -> list[str]:
    notes = [*submission.notes, *(n for c in submission.chapters.values() for n in c.notes)]
    return [note.file for note in notes if note.attention]


# --- where chapters are found


@pytest.mark.parametrize(
    "name",
    [
        "ch05_losses.py",
        "ch05_losses/ch05_losses.py",
        "ch05_losses.ipynb",
        "exercises/ch05_losses.py",
        "a/b/c/ch05_losses.py",
    ],
)
def test_layouts(put: Put, name: str) -> None:
    submission = read(put(name, NOTEBOOK if name.endswith("ipynb") else CODE))
    assert submission.name == "kim"
    assert list(submission.chapters) == ["ch05_losses"]
    source = submission.chapters["ch05_losses"]
    assert (source.chapter, source.file, len(source.units), source.refused) == ("ch05_losses", name, 1, None)
    assert said(submission) == ""


def test_many_chapters_in_the_order_of_the_course(put: Put) -> None:
    put("ch06_images/ch06_images.ipynb", NOTEBOOK)
    put("ch05_losses.py", CODE)
    assert list(read(put("ch04_networks.py", CODE)).chapters) == CHAPTERS


def test_single_file(put: Put) -> None:
    folder = put("ch05_losses.py", "import mine\n")
    put("mine.py", "import deeper")
    put("deeper.py", CODE)
    put("other.py", CODE)
    put("random.py", CODE)
    put("notes.ipynb", NOTEBOOK)
    submission = read(folder / "ch05_losses.py")
    assert sorted(submission.chapters["ch05_losses"].helpers) == ["deeper.py", "mine.py"]
    assert said(submission) == ""


def test_single_file_of_any_name_when_one_chapter_is_asked_for(put: Put) -> None:
    folder = put("mine.py", CODE)
    assert len(read_submission(folder / "mine.py", ["ch05_losses"]).chapters["ch05_losses"].units) == 1
    several = read(folder / "mine.py")
    assert several.chapters == {}
    assert attention(several) == ["mine.py"]
    assert "ch05_losses.ipynb" in said(several)


def test_relative_and_odd_paths(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(put("ch05_losses.py", CODE))
    assert read(Path()).name == "kim"
    assert read(Path("../kim/")).name == "kim"
    assert read(Path("ch05_losses.py")).chapters.keys() == {"ch05_losses"}


@pytest.mark.parametrize("path", ["/no/such/thing", "/tmp/\0"])
def test_nothing_there_is_the_users_mistake(path: str) -> None:
    with pytest.raises(StubmeisterError) as raised:
        read(Path(path))
    assert raised.value.cure


def test_empty_folder_is_nobodys_fault(put: Put, tmp_path: Path) -> None:
    submission = read(tmp_path / "kim")
    assert (submission.chapters, submission.notes) == ({}, [])


def test_nothing_recognised_needs_the_teacher(put: Put) -> None:
    put("photo.png", b"\x89PNG")
    submission = read(put("homework.ipynb", NOTEBOOK))
    assert attention(submission) == ["kim"]
    assert "ch05_losses.ipynb" in submission.notes[0].message
    assert "homework.ipynb is not named like a chapter" in said(submission)


def test_unknown_names_beside_a_chapter_are_noted_quietly(put: Put) -> None:
    put("ch99_future.ipynb", NOTEBOOK)
    put("elsewhere/script.py", CODE)
    put("a/b/script.py", CODE)
    put("work.zip", b"PK")
    submission = read(put("ch05_losses.py", CODE))
    assert attention(submission) == []
    assert [n.file for n in submission.notes] == ["ch99_future.ipynb", "work.zip", "a/b/script.py"]
    assert "Unpack" in said(submission)


def test_tools_folders_and_graders_are_not_searched(put: Put) -> None:
    for folder in (".ipynb_checkpoints", "__MACOSX", "graders/misconceptions", "graders", "venv/lib", ".git"):
        put(f"{folder}/ch05_losses.py", "wrong = 1")
    put("test_ch05_losses.py", "wrong = 1")
    submission = read(put("sub/ch05_losses.py", CODE))
    assert submission.chapters["ch05_losses"].units[0].names == ("x",)
    assert said(submission) == ""


# --- names of copies


@pytest.mark.parametrize(
    "name",
    [
        "ch05_losses (1).ipynb",
        "ch05_losses(1).py",
        "ch05_losses_이름.ipynb",
        "ch05_losses_" + unicodedata.normalize("NFD", "홍길동") + ".py",
        "홍길동ch05_losses.py",
        "ch05_losses-Copy1.ipynb",
        "ch05_losses copy 2.py",
        "ch05_losses - 복사본.ipynb",
        "20230101_홍길동_ch05_losses.py",
        "CH05_LOSSES.IPYNB",
        "Ch05-Losses.py",
        "ch05 losses.ipynb",
        "ch05_losses2.py",
        "ch05_losses_final_FINAL.py",
        "ch05_losses.ipynb.txt",
        "ch05_losses.py.txt",
        "ch05_losses.ipynb.json",
        "ch05_losses😀.py",
        'ch05_losses,"=1+1".py',
    ],
)
def test_copies_are_recognised_and_noted(put: Put, name: str) -> None:
    submission = read(put(name, NOTEBOOK if ".ipynb" in name.lower() else CODE))
    source = submission.chapters["ch05_losses"]
    assert len(source.units) == 1
    assert source.file == name
    assert [n.file for n in source.notes] == [name]
    assert "ch05_losses" in source.notes[0].message
    assert attention(submission) == []


@pytest.mark.parametrize(
    "name",
    [
        "test_ch05_losses.py",
        "ch05_lossesy.py",
        "xch05_losses.py",
        "ch05.py",
        "ch05_losses.txt",
        "ch04_networks_ch05_losses.py",
    ],
)
def test_other_names_are_not_guessed(put: Put, name: str) -> None:
    assert read(put(name, CODE)).chapters == {}


def test_longest_chapter_name_wins(put: Put) -> None:
    folder = put("ch10 (2).py", CODE)
    assert list(read_submission(folder, ["ch1", "ch10"]).chapters) == ["ch10"]


def test_decomposed_chapter_name(put: Put) -> None:
    folder = put(unicodedata.normalize("NFD", "ch05_손실") + ".py", CODE)
    assert list(read_submission(folder, ["ch05_손실"]).chapters) == ["ch05_손실"]


# --- one of several

RANKED = [
    [
        "ch05_losses/ch05_losses.ipynb",
        "ch05_losses/ch05_losses.py",
        "ch05_losses.ipynb",
        "deep/ch05_losses.ipynb",
        "CH05_losses.ipynb",
        "ch05_losses (3).ipynb",
        "ch05_losses (3).py",
        "ch05_losses (2).ipynb",
        "ch05_losses_a.ipynb",
    ],
]


@pytest.mark.parametrize("first", range(len(RANKED[0])))
def test_rule_among_several_files(put: Put, first: int) -> None:
    files = RANKED[0][first:]
    for name in reversed(files):
        folder = put(name, NOTEBOOK if name.endswith(".ipynb") else CODE)
    submission = read(folder)
    source = submission.chapters["ch05_losses"]
    assert source.file == files[0]
    assert attention(submission) == []
    if files[1:]:
        notes = [n.message for n in source.notes if "was graded" in n.message]
        assert len(notes) == 1
        assert all(name in notes[0] for name in files[1:])


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (["ch05_losses.py", "ch05_losses (1).ipynb"], "exact name"),
        (["ch05_losses/ch05_losses.py", "ch05_losses.ipynb"], "expected folder"),
        (["ch05_losses.ipynb", "ch05_losses.py"], "notebook"),
        (["ch05_losses (2).ipynb", "ch05_losses (1).ipynb"], "highest number"),
        (["ch05_losses_a.ipynb", "ch05_losses_b.ipynb"], "first by path"),
    ],
)
def test_the_reason_is_told(put: Put, files: list[str], reason: str) -> None:
    for name in files:
        folder = put(name, NOTEBOOK if name.endswith(".ipynb") else CODE)
    source = read(folder).chapters["ch05_losses"]
    assert source.file == files[0]
    assert reason in "".join(n.message for n in source.notes)


def test_the_next_file_where_the_first_cannot_be_read(put: Put) -> None:
    put("ch05_losses.ipynb", "{")
    submission = read(put("ch05_losses (1).py", CODE))
    source = submission.chapters["ch05_losses"]
    assert (source.file, source.refused, len(source.units)) == ("ch05_losses (1).py", None, 1)
    assert attention(submission) == ["ch05_losses.ipynb"]
    assert "damaged" in said(submission)


# --- what is refused


def test_unreadable_chapter_is_refused_not_lost(put: Put) -> None:
    submission = read(put("ch05_losses.py", b"a = '\0'"))
    source = submission.chapters["ch05_losses"]
    assert source.units == []
    assert source.refused is not None
    assert "ch05_losses.py" in source.refused
    assert "NUL" in source.refused
    assert attention(submission) == ["ch05_losses.py"]


def test_links_are_never_followed(put: Put, tmp_path: Path) -> None:
    (tmp_path / "answers.py").write_text("secret = 1")
    (tmp_path / "lee").mkdir()
    (tmp_path / "lee/ch06_images.py").write_text("secret = 1")
    folder = put("ch04_networks.py", "import helper\n")
    (folder / "ch05_losses.py").symlink_to(tmp_path / "answers.py")
    (folder / "helper.py").symlink_to(tmp_path / "answers.py")
    (folder / "friend").symlink_to(tmp_path / "lee")
    (folder / "loop").symlink_to(folder)
    submission = read(folder)
    assert list(submission.chapters) == ["ch04_networks", "ch05_losses"]
    assert submission.chapters["ch04_networks"].helpers == {}
    assert "symbolic link" in (submission.chapters["ch05_losses"].refused or "")
    assert {"ch05_losses.py", "helper.py"} <= set(attention(submission))
    assert "friend is a symbolic link" in said(submission)
    (tmp_path / "linked").symlink_to(folder)
    linked = read(tmp_path / "linked")
    assert (linked.chapters, attention(linked)) == ({}, ["linked"])


@pytest.mark.parametrize("kind", ["fifo", "broken link", "folder"])
def test_what_is_no_file(put: Put, kind: str) -> None:
    folder = put("ch04_networks.py", CODE)
    target = folder / "ch05_losses.py"
    if kind == "fifo":
        os.mkfifo(target)
    elif kind == "broken link":
        target.symlink_to("nowhere")
    else:
        target.mkdir()
    submission = read(folder)
    assert len(submission.chapters["ch04_networks"].units) == 1
    assert ("ch05_losses" in submission.chapters) == (kind != "folder")
    if kind != "folder":
        assert submission.chapters["ch05_losses"].refused


def test_permissions(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put("ch05_losses.py", CODE)
    put("locked/a.py", CODE)
    scan = os.scandir

    def refuse_folder(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(os, "open", refuse)
    submission = read(folder)
    assert "permission denied" in (submission.chapters["ch05_losses"].refused or "")
    assert attention(submission) == ["locked", "ch05_losses.py"]


def test_limits_of_a_folder(put: Put) -> None:
    folder = put("ch05_losses.py", CODE)
    put("a/b/c/d/e/ch06_images.py", CODE)
    submission = read(folder)
    assert list(submission.chapters) == ["ch05_losses"]
    assert "a/b/c/d/e lies too deep" in said(submission)
    for number in range(30):
        put(f"z{number}.txt", "")
    assert "more than 20 files" in said(read(folder, files=20))
    assert attention(read(folder, files=20)) == ["kim"]


@pytest.mark.parametrize(
    ("content", "limits", "words"),
    [
        ("x = 1\n" * 11, {"units": 10}, "10 statements"),
        ("x = 1\n" * 11, {"python": 60}, "larger"),
        ("x = a, b, c\n" * 11, {"symbols": 60}, "words of code"),
    ],
)
def test_limits_of_a_file(put: Put, content: str, limits: dict[str, int], words: str) -> None:
    source = read(put("ch05_losses.py", content), **limits).chapters["ch05_losses"]
    assert words in (source.refused or "")


def test_default_limits(put: Put) -> None:
    assert read(put("ch05_losses.py", "#" * 5_000_001)).chapters["ch05_losses"].refused
    assert not read(put("ch05_losses.py", "#" * 5_000_000)).chapters["ch05_losses"].refused


def test_encodings_are_noted(put: Put) -> None:
    source = read(put("ch05_losses.py", "이름 = '가'".encode("cp949"))).chapters["ch05_losses"]
    assert source.units[0].names == ("이름",)
    assert "CP949" in source.notes[0].message


def test_broken_parts_are_noted_but_not_by_the_hundred(put: Put) -> None:
    source = read(put("ch05_losses.py", "def f(:\n  pass\n" * 50)).chapters["ch05_losses"]
    assert len(source.units) == 50
    assert len(source.notes) == 6
    assert "45 more" in source.notes[-1].message


def test_dangerous_names_are_harmless(put: Put) -> None:
    put("ch05_losses\x1b[31m\n.py", CODE)
    folder = put("ok.txt", "")
    (folder / "ok.txt").rename(os.fsdecode(os.fsencode(folder) + b"/ch06_images\xff.py"))
    submission = read(folder)
    assert list(submission.chapters) == ["ch05_losses", "ch06_images"]
    said(submission).encode()
    assert "\x1b" not in said(submission)
    assert submission.chapters["ch05_losses"].file == "ch05_losses\ufffd[31m\ufffd.py"


# --- helpers


def test_helpers_are_collected(put: Put) -> None:
    put("ch05_losses/my_utils.py", "a = 1")
    put("ch05_losses/pkg/__init__.py", "")
    put("ch05_losses/pkg/mod.py", b"\xff\0")
    put("ch05_losses/pkg/sub/deep.py", "")
    put("ch05_losses/data.csv", "")
    put("ch05_losses/not-a-name.py", "")
    put("elsewhere.py", "")
    submission = read(put("ch05_losses/ch05_losses.py", CODE))
    helpers = submission.chapters["ch05_losses"].helpers
    assert helpers == {"my_utils.py": b"a = 1", "pkg/__init__.py": b"", "pkg/mod.py": b"\xff\0"}


PLANTED = [
    "numpy.py",
    "torch/__init__.py",
    "cv2.py",
    "CV2.py",
    "sitecustomize.py",
    "usercustomize.py",
    "evil.pth",
    "random.py",
    "stubmeister/__init__.py",
    "msgpack.py",
    "pytest.py",
    "hypothesis.py",
    "numpy.cpython-311-x86_64-linux-gnu.so",
    "math.pyc",
]


@pytest.mark.parametrize("name", PLANTED)
def test_planted_modules_are_left_out_and_the_teacher_is_told(put: Put, name: str) -> None:
    put(name, "import os")
    submission = read(put("ch05_losses.py", "import numpy, random, math, evil"))
    assert submission.chapters["ch05_losses"].helpers == {}
    assert attention(submission) == [name.split("/")[0]]
    assert "left out" in said(submission)


@pytest.mark.parametrize("name", ["conftest.py", "this.py", "code.py"])
def test_innocent_names_are_left_out_quietly(put: Put, name: str) -> None:
    put(name, "import os")
    submission = read(put("ch05_losses.py", CODE))
    assert submission.chapters["ch05_losses"].helpers == {}
    assert attention(submission) == []
    assert name in said(submission)


def test_other_chapters_are_helpers_only_where_imported(put: Put) -> None:
    put("ch04_networks.py", CODE)
    put("ch05_losses_old.py", CODE)
    put("ch06_images.py", CODE)
    submission = read(put("ch05_losses.py", "def f():\n    from ch04_networks import relu\n"))
    assert list(submission.chapters["ch05_losses"].helpers) == ["ch04_networks.py"]
    assert submission.chapters["ch04_networks"].helpers == {}


@pytest.mark.parametrize(
    "line", ["import late", "from late import x", "importlib.import_module('late')", "__import__('late.y')"]
)
def test_needed_helpers_come_before_the_limit(put: Put, line: str) -> None:
    put("early.py", "#" * 60)
    put("late.py", "#" * 60)
    source = read(put("ch05_losses.py", line), helpers=100).chapters["ch05_losses"]
    assert list(source.helpers) == ["late.py"]
    assert "early.py is larger" in "\n".join(f"{n.file} {n.message}" for n in source.notes)


def test_helpers_that_would_fill_the_memory(put: Put) -> None:
    put("big.py", "a," * 100)
    put("small.py", "a = 1")
    source = read(put("ch05_losses.py", CODE), symbols=150).chapters["ch05_losses"]
    assert list(source.helpers) == ["small.py"]
    assert "words of code" in source.notes[0].message


# --- the class


def test_students(tmp_path: Path) -> None:
    for name in ("lee", "kim", "빈", "=1+1", "a,b\x1b[0m", ".git", "__MACOSX"):
        (tmp_path / name).mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "lee")
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "ch05_losses.py").write_text(CODE)
    (tmp_path / ".DS_Store").write_text("")
    students = find_students(tmp_path)
    assert [s.name for s in students] == ["=1+1", "a,b\ufffd[0m", "kim", "lee", "linked", "빈"]
    assert all(s.path.is_dir() for s in students)
    assert {n.file: n.attention for n in passed_over(tmp_path)} == {
        ".git": False,
        "__MACOSX": False,
        "broken": False,
        "ch05_losses.py": True,
    }
    assert attention(read(tmp_path / "linked")) == ["linked"]


def test_names_that_print_alike_stay_apart(tmp_path: Path) -> None:
    for name in (b"a\x01", b"a\x02", b"a\xff"):
        os.mkdir(os.fsencode(tmp_path) + b"/" + name)  # noqa: PTH102
    names = [s.name for s in find_students(tmp_path)]
    assert names == ["a\ufffd", "a\ufffd (2)", "a\ufffd (3)"]


@pytest.mark.parametrize("what", ["missing", "file", "empty", "only files", "only hidden"])
def test_no_students_is_an_error_with_its_cure(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "submitted"
    if what == "file":
        folder.write_text("")
    elif what != "missing":
        folder.mkdir()
    if what == "only files":
        (folder / "a.py").write_text("")
    if what == "only hidden":
        (folder / ".git").mkdir()
    with pytest.raises(StubmeisterError) as raised:
        find_students(folder)
    assert str(folder) in raised.value.message
    assert raised.value.cure
