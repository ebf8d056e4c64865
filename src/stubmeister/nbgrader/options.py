"""What a teacher can set: `c.Stubmeister.show = "full"` in `nbgrader_config.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets import Enum, Float, Integer, Unicode
from traitlets.config import LoggingConfigurable

from stubmeister import lang
from stubmeister.course import Course
from stubmeister.grading.class_run import ClassOptions, class_seed
from stubmeister.report import LEVELS
from stubmeister.wall.isolation import ISOLATIONS
from stubmeister.wall.limits import Limits


class Stubmeister(LoggingConfigurable):  # type: ignore[misc]
    """Options of the grading; the same ones as of `stubmeister grade`, with the same defaults."""

    show = Enum(LEVELS, "hint", help="What students see of hidden tests.").tag(config=True)
    language = Enum(("", *lang.LANGUAGES), "", help="Language of feedback; the environment's if empty.").tag(
        config=True
    )
    results = Unicode(
        "graded", help="Where `stubmeister grade --out` put results: reused if still true."
    ).tag(config=True)
    isolation = Enum(ISOLATIONS, "auto", help="How student code is kept apart.").tag(config=True)
    lanes = Integer(0, help="Submissions graded side by side; 0: one per core.").tag(config=True)
    training = Enum(("auto", "quick", "full", "offline"), "auto", help="How much chapter 10 trains.").tag(
        config=True
    )
    device = Enum(("auto", "cpu", "cuda"), "auto", help="Where models train.").tag(config=True)
    data = Unicode("", help="Folder that holds MNIST/raw; the user's cache if empty.").tag(config=True)
    seed = Integer(-1, help="The class's seed; drawn and kept beside the results if negative.").tag(
        config=True
    )
    time_limit = Float(Limits.wall_seconds, help="Seconds for one call.").tag(config=True)
    memory_limit = Integer(Limits.memory_mib, help="Memory of a submission in MiB.").tag(config=True)

    def __init__(self, root: Path, **given: Any) -> None:
        super().__init__(**given)
        self.course = Course.find(root)

    @property
    def results_folder(self) -> Path:
        """Absolute; a relative one lies in the course's folder."""
        return Path(self.course.root, self.results)

    def speak(self) -> str:
        """Use the language that was chosen, and the course's catalogues; gives the language."""
        language = self.language or lang.from_environment()
        lang.use(language)
        lang.set_course_catalogues(self.course.root / "graders" / "locale")
        return language

    def class_options(self) -> ClassOptions:
        """The options of a class's grading: those of `stubmeister grade` that results depend on."""
        return ClassOptions(
            isolation=self.isolation,
            lanes=self.lanes,
            seed=self.seed if self.seed >= 0 else class_seed(self.results_folder),
            language=self.speak(),
            training=self.training,
            device=self.device,
            data=Path(self.data) if self.data else None,
            limits=Limits(wall_seconds=self.time_limit, memory_mib=self.memory_limit),
        )
