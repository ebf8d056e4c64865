"""What chapters and exercises the course has, and where their files stand."""

from stubmeister.course._course import Chapter, Course
from stubmeister.course._exercises import DEFAULT_POINTS, Exercise, whole_number

__all__ = ["DEFAULT_POINTS", "Chapter", "Course", "Exercise", "whole_number"]
