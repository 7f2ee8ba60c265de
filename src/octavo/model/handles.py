"""Handles for the last pass: classes by which an author sets a page right by hand."""

from __future__ import annotations

# A short page is meant.
SHORT_PAGE = "short-page"
# What moves lines and pages.
MOVING = frozenset(
    {"break-before", "break-after", "keep-together", "keep-with-next", "tighter", "looser"}
)
HANDLES = MOVING | {SHORT_PAGE}
# How the class begins that tells for a block where the handle around it is written.
PLACE = "handle-"
