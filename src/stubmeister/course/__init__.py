"""What chapters the course has, and where their files stand."""

from stubmeister.course._course import Chapter, Course

__all__ = ["Chapter", "Course"]
