"""Marks from results into the gradebook, feedback into the notebook; no kernel, and no output is read."""

from __future__ import annotations

import atexit
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_grade, is_solution

from stubmeister.build.notebooks import CHECK_SUFFIX
from stubmeister.grading.results import ExerciseResult, Result
from stubmeister.lang import _
from stubmeister.nbgrader.feedback import KEY, show_results
from stubmeister.nbgrader.run import not_gradable


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of nbgrader's Execute and SaveAutoGrades."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Grade one submission; every mark comes from its results and from nothing in the notebook."""
        run = self.parent.run
        student = resources["nbgrader"]["student"]
        result = run.result(student)
        reason = not_gradable(result, run.submission(student), run.chapter)
        nb.metadata[KEY] = {"results": result.to_json(), "not_gradable": reason}
        show_results(nb, result, "full", reason)
        exercises = {each.name for each in result.exercises}
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            for cell in nb.cells:
                if is_grade(cell):
                    self._save_grade(cell, gradebook, resources["nbgrader"], result, reason)
                if is_solution(cell):
                    _save_comment(cell, gradebook, resources["nbgrader"], exercises)
            gradebook.db.commit()
        self._say(student, result, reason)
        return nb, resources

    def _save_grade(
        self, cell: Any, gradebook: Gradebook, names: dict[str, str], result: Result, reason: str
    ) -> None:
        """As nbgrader does it: a mark given by hand stays, and is to be looked at again."""
        grade = gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, names["notebook"], names["assignment"], names["student"]
        )
        grade.auto_score = auto_score(cell, result, reason, float(grade.max_score))
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        exercise = exercise_of(cell, result)
        if exercise is not None and exercise.max_points != float(grade.max_score):
            self.log.warning(
                _(
                    "{exercise}: {now} points, {before} in the gradebook. Generate the assignment again.",
                    exercise=exercise.name,
                    now=exercise.max_points,
                    before=grade.max_score,
                )
            )

    def _say(self, student: str, result: Result, reason: str) -> None:
        if reason:
            self.log.error(_("{student} is not gradable: {reason}", student=student, reason=reason))
            _not_gradable.append(student)
            if len(_not_gradable) == 1:
                atexit.register(_list_not_gradable, self.log)
        elif result.status == "attention":
            notes = " ".join(f"{note.file} {note.message}".strip() for note in result.notes)
            self.log.warning(_("{student} needs a look: {reason}", student=student, reason=notes))


_not_gradable: list[str] = []  # in this process


def _list_not_gradable(log: Any) -> None:
    """The last line of a run: who needs the teacher, whatever else was said in between."""
    log.error(_("Not gradable, to be looked at: {students}", students=", ".join(_not_gradable)))


def auto_score(cell: Any, result: Result, reason: str, most: float) -> float | None:
    """The mark of a graded cell; None where the teacher has to give it."""
    if is_solution(cell):  # an essay
        return 0.0 if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) else None
    if reason:
        return None
    exercise = exercise_of(cell, result)
    return min(max(exercise.points, 0.0), most) if exercise is not None else None


def exercise_of(cell: Any, result: Result) -> ExerciseResult | None:
    """The results of the exercise that a check cell is about."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    if not name.endswith(CHECK_SUFFIX) or is_solution(cell):
        return None
    wanted = name.removesuffix(CHECK_SUFFIX)
    return next((each for each in result.exercises if each.name == wanted), None)


def _save_comment(cell: Any, gradebook: Gradebook, names: dict[str, str], exercises: set[str]) -> None:
    """nbgrader's remark on an untouched answer; comments by people are another field and stay."""
    comment = gradebook.find_comment(
        cell.metadata.nbgrader.grade_id, names["notebook"], names["assignment"], names["student"]
    )
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    graded = is_grade(cell) or cell.metadata.nbgrader.grade_id in exercises
    comment.auto_comment = _("No response.") if untouched and graded else None
