"""What people read: a student's feedback page, the class page, the grades, the scoreboard in the terminal."""

from stubmeister.report._class import write_class
from stubmeister.report._feedback import LEVELS, write_feedback
from stubmeister.report._fragment import exercise_html, notes_html
from stubmeister.report._results import write_results
from stubmeister.report.scoreboard import scoreboard

__all__ = [
    "LEVELS",
    "exercise_html",
    "notes_html",
    "scoreboard",
    "write_class",
    "write_feedback",
    "write_results",
]
