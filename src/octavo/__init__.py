"""Octavo: from a folder of Markdown to a publisher's whole set of editions."""

__version__ = "0.1.0"
