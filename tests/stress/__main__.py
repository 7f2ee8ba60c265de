"""Write a stress book where the command line says."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.stress import PAGE_WORDS, Plan, write_stress_book


def main() -> None:
    """Read the command line and write the book."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=int, default=Plan().words)
    parser.add_argument("--pages", type=int, help="about so many pages instead of words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chapters", type=int, default=12)
    parser.add_argument("--design", default="anthology")
    arguments = parser.parse_args()
    words = arguments.pages * PAGE_WORDS if arguments.pages else arguments.words
    plan = Plan(words, arguments.seed, arguments.chapters, design=arguments.design)
    write_stress_book(arguments.folder, plan)


if __name__ == "__main__":
    main()
