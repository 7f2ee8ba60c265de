"""Images with too few pixels for the size at which they stand on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.checks.pages.finding import Finding, finding
from octavo.checks.pages.setting import SetPage
from octavo.model.places import Box, Fragment

# Pixels on an inch: enough for a screen, and what printers ask for.
ON_SCREEN, IN_PRINT = 150, 300


def coarse_images(pages: Sequence[SetPage], *, for_press: bool) -> Iterator[Finding]:
    """Tell of images with fewer pixels on an inch than their edition needs (OCT528)."""
    wanted = IN_PRINT if for_press else ON_SCREEN
    for page in pages:
        for picture in page.printed.pictures:
            if round(picture.dpi) < wanted:
                yield finding(
                    "OCT528",
                    page,
                    _fragment(page, picture.box),
                    f"has an image at {picture.dpi:.0f} dots per inch; {wanted} are needed "
                    + ("in print" if for_press else "on a screen"),
                    "take a larger image, show it smaller, or draw it as SVG",
                )


def _fragment(page: SetPage, picture: Box) -> Fragment | None:
    """Return the fragment that an image stands in: the smallest around its middle."""
    x, y = (picture.left + picture.right) / 2, (picture.bottom + picture.top) / 2
    around = [
        one.fragment
        for one in page.fragments
        if one.fragment.box.left <= x <= one.fragment.box.right
        and one.fragment.box.bottom <= y <= one.fragment.box.top
    ]
    return min(around, key=lambda one: one.box.width * one.box.height, default=None)
