"""For use in a notebook: `check("mse")` after an answer, `show(image)` to see what it does.

    from stubmeister.notebook import check, show

Importing this costs nothing; what a check needs is loaded when the first one runs.
"""

from __future__ import annotations

from stubmeister.notebook._check import check
from stubmeister.notebook._show import show

__all__ = ["check", "show"]
