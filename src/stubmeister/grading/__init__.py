"""What graders are written with; the pytest plugin is `stubmeister.grading.plugin`."""

from stubmeister.grading.known_wrong import alike, misconception
from stubmeister.grading.mismatch import MISSING, Mismatch
from stubmeister.wall.errors import StudentRaised
from stubmeister.wall.proxy import Handle, RemoteFunction

__all__ = ["MISSING", "Handle", "Mismatch", "RemoteFunction", "StudentRaised", "alike", "misconception"]
