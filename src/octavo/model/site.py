"""What the web edition of a publication says of itself, for the pages that present it.

A record is written beside the pages of its publication as ``publication.json``: the page to
download from is made of the records that are there, whatever was built last.
"""

from __future__ import annotations

from octavo.model.fields import Address, Day, Language, Model
from octavo.model.matter import ChapterKind
from octavo.model.people import Person
from octavo.model.publication import Genre, Licence, Series

# The folder of all web editions in the build folder, and what each publication's holds of these.
WEB = "web"
START = "index.html"
RECORD = "publication.json"


class TextRecord(Model):
    """One text of a publication with a page of its own, a chapter or an essay.

    ``address`` is its page, relative to the folder of the web edition; ``first_page`` and
    ``last_page`` are the labels of its pages in the PDF, empty where there is none.
    ``is_contribution``: it is listed by itself, as the work of its authors.
    """

    identifier: str
    address: str
    kind: ChapterKind = "chapter"
    number: str = ""
    title: str
    subtitle: str = ""
    lang: Language
    authors: tuple[Person, ...] = ()
    date: Day | None = None
    abstract: str = ""
    topics: tuple[str, ...] = ()
    original_url: Address | None = None
    rights: str = ""
    first_page: str = ""
    last_page: str = ""
    is_contribution: bool = False


class Picture(Model):
    """A picture in several widths: addresses with widths in pixels, and the size of the last."""

    files: tuple[tuple[str, int], ...]
    width: int
    height: int


class PublicationRecord(Model):
    """One publication: what it is, who made it, and its texts in their order.

    Addresses are relative to the folder of the web edition: ``address`` is its first page,
    ``cover`` the picture of its cover and ``card`` the one for links in social networks, where it
    has one. ``identifier`` is a URN or an address. ``quotation`` is a finding
    that presents it, in the language ``quotation_lang``. ``draft`` is what a draft says of itself.
    """

    name: str
    address: str
    genre: Genre = "book"
    title: str
    subtitle: str = ""
    lang: Language
    creators: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    date: Day
    publisher: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    license: Licence | None = None
    series: Series | None = None
    identifier: str = ""
    isbn: str = ""
    url: Address | None = None
    quotation: str = ""
    quotation_lang: str = ""
    cover: Picture | None = None
    card: str = ""
    texts: tuple[TextRecord, ...] = ()
    draft: str = ""
