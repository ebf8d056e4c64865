from __future__ import annotations

import pytest

from stubmeister.build import exercise_cells, replace_exercise
from stubmeister.errors import CourseError
from tests.build.chapter import CHAPTER


def run(source: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(source, "submission", "exec"), names)
    return names


ROOT = '''
@misconception("mae")
def root_taken(y_pred, y_true):
    """You took the root."""
    if isinstance(y_pred, list):
        return [root_taken(*pair) for pair in zip(y_pred, y_true)]
    return float(np.sqrt((y_pred - y_true) ** 2)), np.root_taken if 0 else "root_taken"
'''


class TestReplaceExercise:
    def test_function_takes_the_name(self) -> None:
        names = run(replace_exercise(CHAPTER, "mae", ROOT))
        assert names["mae"](5.0, 2.0) == (3.0, "root_taken")
        assert names["mae"]([5.0], [2.0]) == [(3.0, "root_taken")]
        assert "root_taken" not in names

    def test_the_rest_stays(self) -> None:
        names = run(replace_exercise(CHAPTER, "mae", ROOT))
        assert names["ROLE"]["labels images"] == "secret annotator"

    def test_result_is_a_chapter_again(self) -> None:
        replaced = replace_exercise(CHAPTER, "mae", ROOT)
        assert [cell.name for cell in exercise_cells(replaced)] == [
            cell.name for cell in exercise_cells(CHAPTER)
        ]
        assert replace_exercise(replaced, "mae", ROOT) == replaced

    def test_class(self) -> None:
        source = (
            "@misconception('Net')\nclass Wide:\n    def width(self):\n        return super(Wide, self)\n"
        )
        names = run(replace_exercise(CHAPTER, "Net", source))
        assert names["Net"].__name__ == "Net"
        names["Net"]().width()

    def test_quiz(self) -> None:
        names = run(replace_exercise(CHAPTER, "ROLE", 'swapped = {"labels images": "x"}'))
        assert names["ROLE"] == {"labels images": "x"}
        assert run(replace_exercise(CHAPTER, "GOAL", "other = {}"))["GOAL"] == {}

    def test_other_decorators_stay(self) -> None:
        source = "@grading.misconception(\n    'mae'\n)\n@staticmethod\ndef wrong(a, b):\n    return 1\n"
        replaced = replace_exercise(CHAPTER, "mae", source)
        assert "@staticmethod\ndef mae(a, b):" in replaced
        assert "misconception" not in replaced

    def test_unknown_exercise(self) -> None:
        with pytest.raises(CourseError, match="no exercise rmse"):
            replace_exercise(CHAPTER, "rmse", ROOT)

    def test_nothing_defined(self) -> None:
        with pytest.raises(CourseError, match="defines nothing"):
            replace_exercise(CHAPTER, "mae", "1 + 1")
