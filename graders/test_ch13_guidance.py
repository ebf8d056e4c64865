"""Chapter 13: one text, which the teacher grades."""

import pytest

from graders.compare import written


@pytest.mark.exercise("COACHING_PLAN", points=5)
@pytest.mark.manual
@pytest.mark.rubric(
    "The work: explains concretely what people in the chosen job do all day, its hard parts included.",
    "The people: says how to find out why and how people came to do this work.",
    "The change: says how the work will be different in the future, and follows it in the plan's direction.",
    "Learning and experience: chooses what it takes to be good at the job, and says why.",
    "The year: has at least three steps, each with its time and a result that can be seen.",
)
class TestCoachingPlan:
    @pytest.mark.hint("Write between the quotation marks; three of them let a text have several lines.")
    def test_is_written(self, student):
        """COACHING_PLAN holds a text for your teacher to read."""
        written(student, "COACHING_PLAN")
