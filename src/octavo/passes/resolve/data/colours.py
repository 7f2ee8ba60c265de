"""Colours of charts: their luminance, and ramps that read in grey.

Contrast and relative luminance are those of WCAG 2.2.
"""

from __future__ import annotations

from functools import lru_cache

# The least contrast of what carries meaning against the page (WCAG 2.2, 1.4.11).
LEAST_CONTRAST = 3.0
DARKEST = 15.0
WHITE, BLACK = "#ffffff", "#000000"


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    parts = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a ``share`` (0 to 1) of another one in it."""
    parts = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


# All charts of a publication have the same few colours.
@lru_cache(maxsize=256)
def with_contrast(colour: str, wanted: float) -> str:
    """Return a colour lightened or darkened until it has a contrast against white."""
    end = WHITE if contrast(colour, WHITE) > wanted else BLACK
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        found = contrast(mixed(colour, end, middle), WHITE)
        beyond = found < wanted if end == WHITE else found > wanted
        low, high = (low, middle) if beyond else (middle, high)
    return mixed(colour, end, low)


def ramp(colour: str, steps: int, least: float = LEAST_CONTRAST) -> list[str]:
    """Return shades of a colour from light to dark, each step as far from the next in grey."""
    ratio = (DARKEST / least) ** (1 / max(1, steps - 1))
    return [with_contrast(colour, least * ratio**step) for step in range(steps)]
