"""WeasyPrint with the stylesheets and fonts of one edition."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from octavo.model.book import Asset
from octavo.workspace import PUBLICATION_ADDRESS, STYLE_ADDRESS, Workspace
from octavo.writers.pdf.blocks import set_by_hand
from octavo.writers.pdf.fetcher import WorkspaceFetcher
from octavo.writers.pdf.floats import painted_in_order
from octavo.writers.pdf.footnotes import mended
from octavo.writers.pdf.hyphenation import divided_as_told, exceptions_of
from octavo.writers.pdf.lines import whole_lines
from octavo.writers.pdf.longnotes import divided
from octavo.writers.pdf.orders import Setup
from octavo.writers.pdf.pagerules import breaks_to_a_side, counts_pages_in_text
from octavo.writers.pdf.paragraphs import set_as_a_whole
from octavo.writers.pdf.sides import is_sided, laid_out_for_both_sides

# What asks for justified text in a stylesheet: the property, or the house theme's token.
_JUSTIFIED = re.compile(r"(?:text-align(?:-all)?|--align-text)\s*:[^;}]*\bjustify\b")


class Engine:
    """WeasyPrint with the stylesheets and fonts of one edition, parsed once.

    ``messages`` is what it has said since it was made, or since a section was begun.
    """

    def __init__(self, setup: Setup, workspace: Workspace) -> None:
        """Parse the stylesheets and load the fonts that they name."""
        self.setup = setup
        self.exceptions = exceptions_of(setup.hyphenation)
        self.fetcher = WorkspaceFetcher(workspace)
        self.fonts = FontConfiguration()
        self.messages: dict[str, None] = {}
        self.justifies = any(_JUSTIFIED.search(text) for text in setup.stylesheets)
        self.has_justified_lines = False
        with self.listening():
            self.stylesheets = [self._css(text) for text in setup.stylesheets]
        self.fetched = dict(self.fetcher.fetched)
        texts = [*setup.stylesheets, *self._imported(workspace)]
        # What a draft bears besides stands on the outer edge.
        has_sides = setup.draft is not None or breaks_to_a_side(texts)
        self.is_sided = has_sides or is_sided(self.stylesheets)
        self.counts_pages = counts_pages_in_text(texts)
        self._said = dict(self.messages)

    def _css(self, text: str) -> CSS:
        return CSS(
            string=text,
            base_url=STYLE_ADDRESS,
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    def _imported(self, workspace: Workspace) -> list[str]:
        """Return the stylesheets that others import."""
        addresses = [one for one, known in self.fetched.items() if one.endswith(".css") and known]
        return [workspace.fetch(one).decode("utf-8", "replace") for one in addresses]

    def begin(self, assets: Iterable[Asset] = ()) -> None:
        """Begin with a section that shows these images: what was said before is forgotten."""
        self.messages = dict(self._said)
        self.has_justified_lines = False
        self.fetcher.begin(assets)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Gather what WeasyPrint logs instead of printing it."""
        logger = logging.getLogger("weasyprint")
        handler = _Listener(self.messages)
        outer = logger.handlers[:], logger.propagate
        logger.handlers, logger.propagate = [handler], False
        try:
            yield
        finally:
            logger.handlers, logger.propagate = outer

    def render(self, html: str, *, for_both_sides: bool = False) -> Document:
        """Lay one document out; its margins for both sides, where it is to have either."""
        with self.listening(), ExitStack() as stack:
            if for_both_sides:
                stack.enter_context(laid_out_for_both_sides())
            for mend in (mended, divided, whole_lines, set_by_hand):
                stack.enter_context(mend())
            stack.enter_context(divided_as_told(self.exceptions))
            count = stack.enter_context(set_as_a_whole())
            page = HTML(string=html, base_url=PUBLICATION_ADDRESS, url_fetcher=self.fetcher)
            document = page.render(font_config=self.fonts, stylesheets=self.stylesheets)
        painted_in_order(document)
        self.has_justified_lines |= bool(count.planned or count.left)
        return document

    def said(self) -> tuple[str, ...]:
        """Return what the engine has said, each message once, and what was refused it."""
        unsaid = [
            f"{address} is not part of the publication and was not read"
            for address in self.fetcher.refused
            if not any(address in message for message in self.messages)
        ]
        return tuple(dict.fromkeys((*self.messages, *unsaid)))


class _Listener(logging.Handler):
    def __init__(self, messages: dict[str, None]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.getMessage()] = None
