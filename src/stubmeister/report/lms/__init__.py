"""Marks from nbgrader's gradebook as the files that learning platforms import."""

from stubmeister.report.lms._export import FORMATS, Export, Request, export

__all__ = ["FORMATS", "Export", "Request", "export"]
