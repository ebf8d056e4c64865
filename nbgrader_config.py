"""nbgrader on this course: run its commands in this folder. What a teacher may want to set stands below."""

from pathlib import Path

from stubmeister.nbgrader import configure

c = get_config()  # noqa: F821  nbgrader defines it
configure(c, Path(__file__).resolve().parent)

c.CourseDirectory.course_id = "deep-learning"

# What students see of hidden tests: "full" (the counterexample), "hint" (the sentence, help and the name of
# the mistake) or "name" (the test's name alone).
c.Stubmeister.show = "hint"

# Results of `stubmeister grade submitted --out graded` are reused where they are still true.
c.Stubmeister.results = "graded"

# Feedback in "ko" or "en"; the environment's language if empty.
c.Stubmeister.language = ""

# Two teachers who grade at the same time share a PostgreSQL server:
# c.CourseDirectory.db_url = "postgresql://user:password@host:5432/gradebook"
