"""Marks from a gradebook as the files of Canvas, Moodle and Google Classroom."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from stubmeister.cli import main
from stubmeister.errors import StubmeisterError
from stubmeister.report.lms import Export, Request, export
from stubmeister.report.lms._people import names

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
nbgrader_api = pytest.importorskip("nbgrader.api", reason="pip install nbgrader")

STUDENTS = {  # id: first name, last name, e-mail
    "kim": ("민준", "김", "kim@school.example"),
    "lee": ("Ann, B.", 'Lee "Lo"', ""),
    "park": ("", "", ""),
    "=cmd": ("+1", "@x", "-y@school.example"),
    "nobody": ("No", "Body", "no@school.example"),
}
MARKS = {"ch05_losses": {"kim": 8.5, "lee": 10.0, "=cmd": 1 / 3}, "ch09_opencv": {"kim": 0.0, "park": 4.0}}
BEST = {"ch05_losses": 10.0, "ch09_opencv": 5.0}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with five students; one handed in nothing."""
    file = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with nbgrader_api.Gradebook(f"sqlite:///{file}") as gradebook:
        for name, (first, last, email) in STUDENTS.items():
            gradebook.add_student(name, first_name=first, last_name=last, email=email or None)
        for chapter, best in BEST.items():
            gradebook.add_assignment(chapter)
            gradebook.add_notebook(chapter, chapter)
            gradebook.add_grade_cell("cell", chapter, chapter, max_score=best, cell_type="code")
            for student, mark in MARKS[chapter].items():
                gradebook.add_submission(chapter, student)
                grade = gradebook.find_grade("cell", chapter, chapter, student)
                grade.auto_score = mark
        gradebook.db.commit()
    return file


@pytest.fixture
def db(made_once: Path, tmp_path: Path) -> str:
    """The address of a gradebook of one's own."""
    shutil.copy(made_once, tmp_path / "gradebook.db")
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


def rows(made: Export, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.text.removeprefix("\ufeff")), delimiter=separator))


def unmatched(made: Export) -> list[str]:
    return [each.student.id for each in made.unmatched]


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Losses by hand (71),ch09 OpenCV (72),Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,10,5.0,(read only),(read only)
"김, 민준",901,u-1,kim,"1반, 오전",3,EX,75,80
"Lee ""Lo"", Ann, B.",902,u-2,a.lee,1반,,,,
"Park, Seo",903,u-3,park@school.example,1반,,,,
"=HYPERLINK(1), x",904,u-4,=cmd,1반,2,,,
"Student, Test",999,,abcdef,1반,,,,
"""


@pytest.fixture
def canvas(tmp_path: Path) -> Path:
    file = tmp_path / "canvas.csv"
    file.write_text(CANVAS, encoding="utf-8-sig")
    return file


class TestCanvas:
    def made(self, db: str, canvas: Path, *assignments: str) -> Export:
        names = assignments or ("ch05_losses=Losses by hand", "ch09_opencv")
        return export(Request("canvas", db, names, canvas))

    def test_ids_stay_and_marks_come(self, db: str, canvas: Path) -> None:
        made = self.made(db, canvas, "ch05_losses=71", "ch09_opencv=ch09 OpenCV")
        assert unmatched(made) == ["park"]
        table = rows(made)
        assert table[0] == CANVAS.splitlines()[0].split(",")[:7]
        assert table[2] == ["    Points Possible", "", "", "", "", "10", "5.0"]
        assert table[3] == ["김, 민준", "901", "u-1", "kim", "1반, 오전", "8.5", "0"]
        assert table[4] == ['Lee "Lo", Ann, B.', "902", "u-2", "a.lee", "1반", "10", ""]
        assert table[6][1:] == ["904", "u-4", "'=cmd", "1반", "0.33", ""]
        assert made.text.startswith("\ufeff")

    def test_a_cell_without_a_mark_stays(self, db: str, canvas: Path) -> None:
        table = rows(self.made(db, canvas, "ch05_losses=71"))
        assert [len(row) for row in table] == [6] * 8
        assert table[7] == ["Student, Test", "999", "", "abcdef", "1반", ""]

    def test_formulas_are_harmless(self, db: str, canvas: Path) -> None:
        assert rows(self.made(db, canvas, "ch05_losses=71"))[6][0] == "'=HYPERLINK(1), x"

    def test_column_by_its_title_in_any_case(self, db: str, canvas: Path) -> None:
        canvas.write_text(CANVAS.replace("ch09 OpenCV (72)", "CH09_OpenCV (72)"), encoding="utf-8")
        made = export(Request("canvas", db, ("ch09_opencv",), canvas))
        assert rows(made)[3][5] == "0"
        assert not made.text.startswith("\ufeff")

    def test_no_such_column(self, db: str, canvas: Path) -> None:
        with pytest.raises(StubmeisterError, match=r"ch05_losses=COLUMN: Losses by hand \(71\), ch09"):
            self.made(db, canvas, "ch05_losses")

    def test_another_maximum(self, db: str, canvas: Path) -> None:
        canvas.write_text(CANVAS.replace(",10,5.0", ",100,5.0"), encoding="utf-8")
        request = Request("canvas", db, ("ch05_losses=71",), canvas)
        with pytest.raises(StubmeisterError, match="has 10 points here and 100 there"):
            export(request)
        assert rows(export(Request(*_fields(request), scale=True)))[3][5] == "85"
        assert rows(export(Request(*_fields(request), scale=False)))[3][5] == "8.5"

    def test_semicolons_and_last_names_apart(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "de.csv"
        file.write_text(
            "LastName;FirstName;ID;SIS Login ID;Section;ch05_losses (7)\n Points Possible;;;;;10,0\n"
            'Lee "Lo";Ann, B.;5;zz;1;\n',
            encoding="utf-8",
        )
        made = export(Request("canvas", db, ("ch05_losses",), file))
        assert rows(made, ";")[2][5] == "10"
        assert unmatched(made) == ["=cmd", "kim"]

    def test_needs_the_template(self, db: str) -> None:
        with pytest.raises(StubmeisterError, match="--template") as caught:
            export(Request("canvas", db))
        assert "Export Entire Gradebook" in caught.value.cure

    def test_another_file(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "x.csv"
        file.write_text("a,b\n1,2\n")
        with pytest.raises(StubmeisterError, match="not a gradebook of Canvas"):
            self.made(db, file)


def _fields(request: Request) -> tuple[str, str, tuple[str, ...], Path | None, Path | None]:
    return request.format, request.db, request.assignments, request.template, request.roster


ENGLISH = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
KOREAN = "식별자,성명,이메일 주소,상태,성적,최대 성적,변경 가능,최종 수정(제출),최종 수정(성적),피드백"
UNKNOWN = "a,b,c,d,e,f,g,h,i,j"
MOODLE = '''
Participant 11,민준 김,KIM@school.example,"Submitted, late",-,10.00,Yes,"Monday, 3:00 PM",-,
Participant 12,"Ann, B. Lee ""Lo""",ann@school.example,Submitted,3.50,10.00,Yes,-,"Monday, 4:00 PM","<p>a
b</p>"
Participant 13,@x +1,x@school.example,Submitted,,10.00,Yes,-,-,=SUM(1)
Participant 14,No Body,no@school.example,No submission,,10.00,Yes,-,-,
'''


class TestMoodle:
    @pytest.fixture(params=[ENGLISH, KOREAN, UNKNOWN], ids=["english", "korean", "unknown"])
    def worksheet(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        file = tmp_path / "worksheet.csv"
        file.write_text(request.param + MOODLE, encoding="utf-8")
        return file

    def test_grades_are_filled_in_and_all_else_stays(self, db: str, worksheet: Path) -> None:
        made = export(Request("moodle", db, ("ch05_losses",), worksheet))
        assert made.unmatched == []
        table = rows(made)
        template = list(csv.reader(io.StringIO(worksheet.read_text(encoding="utf-8"))))
        assert table[0] == template[0]
        assert [row[4] for row in table[1:]] == ["8.5", "10", "0.33", ""]
        assert [row[:4] + row[5:] for row in table[1:3]] == [row[:4] + row[5:] for row in template[1:3]]
        assert table[3][9] == "'=SUM(1)"
        assert any("No Body" in note for note in made.notes)

    def test_cp949_from_korean_excel(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "worksheet.csv"
        file.write_text(KOREAN + MOODLE, encoding="cp949")
        made = export(Request("moodle", db, ("ch05_losses",), file))
        assert made.text.startswith("\ufeff식별자")

    def test_participants_by_number(self, db: str, tmp_path: Path) -> None:
        with nbgrader_api.Gradebook(db) as gradebook:
            gradebook.find_student("park").lms_user_id = "14"
            gradebook.db.commit()
        file = tmp_path / "worksheet.csv"
        file.write_text((ENGLISH + MOODLE).replace("10.00", "5.00"), encoding="utf-8")
        made = export(Request("moodle", db, ("ch09_opencv",), file))
        assert [row[4] for row in rows(made)[1:]] == ["0", "3.50", "", "4"]

    def test_maximum_of_100_is_asked_about(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "worksheet.csv"
        file.write_text((UNKNOWN + MOODLE).replace("10.00", "100.00"), encoding="utf-8")
        with pytest.raises(StubmeisterError, match="10 points here and 100 there"):
            export(Request("moodle", db, ("ch05_losses",), file))
        made = export(Request("moodle", db, ("ch05_losses",), file, scale=True))
        assert [row[4] for row in rows(made)[1:]] == ["85", "100", "3.33", ""]

    def test_grade_column_that_cannot_be_told(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "worksheet.csv"
        file.write_text("id,wer,was\nTeilnehmer 1,No Body,\n", encoding="utf-8")
        with pytest.raises(StubmeisterError, match="NAME=COLUMN"):
            export(Request("moodle", db, ("ch05_losses",), file))
        made = export(Request("moodle", db, ("ch05_losses=was",), file))
        assert unmatched(made) == ["=cmd", "kim", "lee"]

    def test_one_assignment_at_a_time(self, db: str, worksheet: Path) -> None:
        with pytest.raises(StubmeisterError, match="--assignment"):
            export(Request("moodle", db, (), worksheet))

    def test_not_a_worksheet(self, db: str, canvas: Path) -> None:
        with pytest.raises(StubmeisterError, match="first column must name participants"):
            export(Request("moodle", db, ("ch05_losses",), canvas))


class TestSheets:
    def test_plain(self, db: str) -> None:
        table = rows(export(Request("csv", db)))
        assert table[0][4:] == ["points", "max_points", "ch05_losses", "ch09_opencv"]
        by_name = {row[0]: row[1:] for row in table[1:]}
        assert by_name["kim"] == ["김", "민준", "kim@school.example", "8.5", "15", "8.5", "0"]
        assert by_name["'=cmd"][:3] == ["'@x", "'+1", "'-y@school.example"]
        assert by_name["nobody"][3:] == ["0", "15", "", ""]

    def test_classroom_is_keyed_by_email(self, db: str) -> None:
        made = export(Request("classroom", db))
        assert unmatched(made) == ["lee", "park"]
        assert rows(made)[0] == ["Last Name", "First Name", "Email Address", "ch05_losses", "ch09_opencv"]
        assert [row[2] for row in rows(made)[1:]] == ["'-y@school.example", "kim@school.example"]
        assert made.text.startswith("\ufeff")

    @pytest.mark.parametrize(
        "roster",
        [
            "student_id,email\nlee,lee@school.example\npark,park@school.example\n",
            "이름,이메일,학번\n,lee@school.example,lee\n,park@school.example,PARK\n",
            "Last Name;First Name;Email Address\n"
            '"Lee ""Lo""";Ann, B.;lee@school.example\n;park;park@school.example\n',
        ],
    )
    def test_roster(self, db: str, tmp_path: Path, roster: str) -> None:
        file = tmp_path / "roster.csv"
        file.write_text(roster, encoding="utf-8")
        made = export(Request("classroom", db, roster=file))
        assert unmatched(made) == []
        assert {"lee@school.example", "park@school.example"} <= {row[2] for row in rows(made)}

    def test_excel_reads_korean(self, db: str) -> None:
        assert export(Request("csv", db)).text.encode().startswith(b"\xef\xbb\xbf")


class TestMatching:
    def test_two_students_of_one_name_get_no_row(self, db: str, tmp_path: Path) -> None:
        with nbgrader_api.Gradebook(db) as gradebook:
            for name in ("twin1", "twin2"):
                gradebook.add_student(name, first_name="Jo", last_name="Kim")
                gradebook.add_submission("ch09_opencv", name)
        file = tmp_path / "worksheet.csv"
        file.write_text((ENGLISH + "\nParticipant 1,Jo Kim,,Submitted,,5.00,Yes,-,-,\n"), encoding="utf-8")
        made = export(Request("moodle", db, ("ch09_opencv",), file))
        assert unmatched(made) == ["kim", "park", "twin1", "twin2"]
        assert rows(made)[1][4] == ""

    def test_a_name_that_two_rows_have(self, db: str, tmp_path: Path) -> None:
        file = tmp_path / "worksheet.csv"
        line = "\nParticipant {},김 민준,,Submitted,,5.00,Yes,-,-,"
        file.write_text(ENGLISH + line.format(1) + line.format(2), encoding="utf-8")
        made = export(Request("moodle", db, ("ch09_opencv",), file))
        assert [(each.student.id, each.reason) for each in made.unmatched] == [
            ("kim", "several rows fit"),
            ("park", "no row fits"),
        ]

    def test_names_in_either_order(self) -> None:
        assert names("Kim, Min-jun") & names("min-jun KIM")
        assert names("김민준") & names("김 민준")
        assert not names("Kim, Min-jun") & names("Kim, Min-ho")


class TestCommand:
    def run(self, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["export", *words])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    def test_all_matched(self, db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "new" / "marks.csv"
        code, printed, _err = self.run(capsys, "--format", "csv", "--db", db, "--out", str(out))
        assert (code, printed.strip()) == (0, str(out))
        assert out.read_text(encoding="utf-8-sig").startswith("student,")

    def test_without_switching_the_environment_on(
        self, db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """nbgrader calls `alembic` by its name: it is found although PATH does not lead there."""
        monkeypatch.setenv("PATH", "/nowhere")
        code, printed, _err = self.run(capsys, "--format", "csv", "--db", db)
        assert (code, printed.startswith("\ufeffstudent,") or "student," in printed) == (0, True)

    def test_who_is_not_matched_is_named(self, db: str, capsys: pytest.CaptureFixture[str]) -> None:
        code, printed, err = self.run(capsys, "--format", "classroom", "--db", db)
        assert code == 1
        assert "kim@school.example" in printed
        assert "! lee: " in err
        assert "! park: " in err

    @pytest.mark.parametrize(
        "words",
        [
            ["--format", "excel"],
            ["--format", "csv", "--assignment", "ch99"],
            ["--format", "canvas"],
            ["--format", "classroom", "--roster", "nowhere.csv"],
        ],
    )
    def test_usage(
        self, db: str, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "out" / "marks.csv"
        code, printed, err = self.run(capsys, *words, "--db", db, "--out", str(out))
        assert (code, printed) == (2, "")
        assert err
        assert not out.parent.exists()

    @pytest.mark.parametrize("url", ["sqlite:///nowhere.db", "nonsense", "sqlite:///notes.db", "mysql://x/y"])
    def test_no_gradebook(
        self, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("notes.db").write_text("no database at all")
        code, _out, err = self.run(capsys, "--format", "csv", "--db", url)
        assert code == 2
        assert "Traceback" not in err
        assert [file.name for file in tmp_path.iterdir()] == ["notes.db"]

    def test_reading_leaves_the_gradebook_alone(self, db: str, capsys: pytest.CaptureFixture[str]) -> None:
        file = Path(db.removeprefix("sqlite:///"))
        before = file.read_bytes()
        self.run(capsys, "--format", "csv", "--db", db)
        assert file.read_bytes() == before
