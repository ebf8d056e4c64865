"""What chapters and exercises the course has, and where their files stand."""

from stubmeister.course._course import Chapter, Course
from stubmeister.course._exercises import Exercise

__all__ = ["Chapter", "Course", "Exercise"]
