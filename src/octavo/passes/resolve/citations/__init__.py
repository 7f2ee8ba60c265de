"""Citations: set by Pandoc's citeproc, all those of a book in one call."""

from octavo.passes.resolve.citations.setter import Citations, ReferenceList

__all__ = ["Citations", "ReferenceList"]
