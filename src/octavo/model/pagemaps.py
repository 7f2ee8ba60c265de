"""How a page map is written down: the next build begins with the pages of the last."""

from __future__ import annotations

import json

from octavo.model.rendition import PageFacts, PageMap

# No page of ours has a longer one; whoever can write into a build folder could.
LONGEST_LABEL = 20


def written(page_map: PageMap) -> str:
    """Return a page map as JSON."""
    pages = [(page.label, page.section, page.block, page.offset) for page in page_map.pages]
    record = {"pages": pages, "blocks": dict(page_map.blocks)}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_back(text: str) -> PageMap | None:
    """Return a page map from JSON; None where it cannot be read."""
    try:
        record = json.loads(text)
        pages = tuple(
            PageFacts(index, str(label), str(section), str(block), int(offset))
            for index, (label, section, block, offset) in enumerate(record["pages"])
        )
        blocks = {str(block): str(label) for block, label in record["blocks"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    if any(len(label) > LONGEST_LABEL for label in blocks.values()):
        return None
    return PageMap(pages, blocks)
