"""From a solution to what students get: stubs, notebooks and the handout.

`_cells` cuts a solution into notebook cells, `_regions` finds what stands between the solution markers,
`stubs` takes it out, `notebooks` makes nbgrader's notebooks of it, `_course` does so for all chapters,
`handout` packs the student's zip. `new` writes the skeleton that an author begins with.
"""

from stubmeister.build._cells import Cell, ExerciseCell, cells, exercise_cells
from stubmeister.build._course import Difference, build_course
from stubmeister.build.handout import handout, handout_files, secrets_in
from stubmeister.build.new import new_exercise
from stubmeister.build.notebooks import notebooks
from stubmeister.build.replace import replace_exercise
from stubmeister.build.stubs import stub_source

__all__ = [
    "Cell",
    "Difference",
    "ExerciseCell",
    "build_course",
    "cells",
    "exercise_cells",
    "handout",
    "handout_files",
    "new_exercise",
    "notebooks",
    "replace_exercise",
    "secrets_in",
    "stub_source",
]
