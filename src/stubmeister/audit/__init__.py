"""The graders' own grade: what they let through, and what they refuse although it is right.

`_mutants` changes solutions in one place at a time, `_equivalents` knows the changes that make no difference,
`_grading` grades answers like submissions, `_audit` counts, `_page` writes it down.
"""

from stubmeister.audit._audit import Audit, ChapterAudit, audit_course
from stubmeister.audit._mutants import Mutant, mutants
from stubmeister.audit._page import page, table

__all__ = ["Audit", "ChapterAudit", "Mutant", "audit_course", "mutants", "page", "table"]
