"""The entries that citeproc is given: each cited work once, by number."""

from __future__ import annotations

from octavo.passes.resolve.citations.bibliography import Work, entry_text
from octavo.passes.resolve.citations.citeproc import Entries
from octavo.passes.resolve.citations.library import Library


class Order:
    """Gathers the entries of the works that are cited.

    ``entries`` are for Pandoc; ``works`` the works by the number of their entries and their key;
    ``before`` how many lines stand before the entry itself.
    """

    def __init__(self, library: Library) -> None:
        """Begin with no entries of the library's files."""
        self.library = library
        self.entries: list[Entries] = []
        self.works: dict[tuple[int, str], Work] = {}
        self.before: list[int] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def place(self, work: Work) -> tuple[int, str]:
        """Return the number of the entries that hold a work, and its key."""
        file = self.library.files[work.path]
        # A file of CSL-YAML is read as a whole, so all its works have one number.
        name = (work.path, work.key if work.text else "")
        if name not in self._numbers:
            self._numbers[name] = len(self.entries)
            text, before = entry_text(file, work)
            self.entries.append(Entries(text, file.format))
            self.before.append(before)
        number = self._numbers[name]
        self.works[number, work.key] = work
        return number, work.key
