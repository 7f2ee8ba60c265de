"""The page to download from, and what else belongs to all publications together.

It is made of what the build folder holds, whatever was built last: the records of the publications,
the manifest, and the pages themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from octavo.bylines import bylines
from octavo.documents.xhtml import direction
from octavo.locales import locale_of
from octavo.model.people import Person
from octavo.model.publication import Edition, SiteFacts
from octavo.model.rendition import File
from octavo.model.site import START, PublicationRecord, TextRecord
from octavo.naming import plain_letters
from octavo.theme import Templates
from octavo.words import Words
from octavo.workspace import Workspace
from octavo.writers.web.citing import Citation, cite_text
from octavo.writers.web.feed import FEED, atom
from octavo.writers.web.framing import ASSETS, POLICY, html_language
from octavo.writers.web.given import DOWNLOADS
from octavo.writers.web.heads import PageHead, head_of_download_page
from octavo.writers.web.jsonld import json_ld
from octavo.writers.web.look import Look, theme_file
from octavo.writers.web.makers import authors_of_text
from octavo.writers.web.metadata import Download
from octavo.writers.web.search import SearchText, search_files
from octavo.writers.web.searchtexts import search_texts
from octavo.writers.web.sitemap import robots, sitemap

SEARCH = "search"
_FORMATS = {"application/pdf": "PDF", "application/epub+zip": "EPUB"}


@dataclass(frozen=True, slots=True)
class Shelved:
    """What a build folder holds of one publication.

    ``entries`` are its rows of the manifest with the bytes of their files; ``pages`` the files of
    its web edition, with their paths in its folder.
    """

    record: PublicationRecord
    entries: tuple[tuple[Mapping[str, Any], bytes], ...]
    pages: tuple[File, ...]


class Offered(NamedTuple):
    """A file to download as the page tells of it: what it is called, and what it is for."""

    address: str
    name: str
    use: str
    pages: int | None
    size: str
    sha256: str


class Row(NamedTuple):
    """A contribution in the list of all, and the publication that it is part of."""

    text: TextRecord
    record: PublicationRecord
    people: tuple[Person, ...]
    names: tuple[str, ...]


class Shown(NamedTuple):
    """A publication as the page shows it."""

    record: PublicationRecord
    downloads: tuple[Offered, ...]
    citation: Citation


def write_site(
    facts: SiteFacts,
    description: str,
    shelved: Sequence[Shelved],
    edition: Edition,
    workspace: Workspace,
) -> Iterator[File]:
    """Yield the files of the page to download from, with their paths in the web folder.

    ``description`` says what there is to read. Raises ``OctavoError`` where a template or a
    stylesheet is missing or fails.
    """
    pages = tuple(_pages(facts, description, shelved, edition, workspace))
    yield from pages
    shown = (page.data.decode() for page in pages)
    yield from Look(edition.stylesheets, (), workspace).files(shown)
    yield File(f"{ASSETS}search.js", theme_file("scripts/search.js", workspace))
    yield from starmap(File, search_files(tuple(_search_texts(shelved)), SEARCH))
    for one in shelved:
        for entry, data in one.entries:
            yield File(_address(entry), data)
    yield from _for_machines(facts, shelved)


def _pages(
    facts: SiteFacts,
    description: str,
    shelved: Sequence[Shelved],
    edition: Edition,
    workspace: Workspace,
) -> Iterator[File]:
    """Yield the page to download from and that of the search."""
    records = [one.record for one in shelved]
    words = Words(workspace, facts.lang, edition.variant)
    templates = Templates(workspace, edition.variant)
    rows = tuple(_rows(records))
    shown = tuple(_shown(one, words, facts) for one in shelved)
    told = [
        json_ld(one.record, base=facts.base, downloads=_files(one), page=START) for one in shelved
    ]
    card = next((record.card for record in records if record.card), "")
    common = {
        "site": facts,
        "words": words,
        "lang": facts.lang,
        "direction": direction(facts.lang),
        "root": "",
        "assets": ASSETS,
        "policy": POLICY,
        "notice": "",
        "bylines": partial(bylines, words=words, lang=facts.lang),
        "in_language": partial(html_language, around=facts.lang),
    }
    page = templates.render(
        "download.html",
        {
            **common,
            "head": head_of_download_page(
                facts, description, told, card, hidden=_has_drafts(shelved)
            ),
            "description": description,
            "publications": shown,
            "rows": rows,
            "topics": _counted(topic for row in rows for topic in dict.fromkeys(row.text.topics)),
            "authors": _counted(name for row in rows for name in row.names),
            "languages": _languages(rows, facts.lang),
        },
    )
    yield File(START, str(page).encode())
    head = PageHead(f"{words['search-title']} – {facts.title}", hidden=True)
    page = templates.render("search-page.html", {**common, "head": head})
    yield File("search.html", str(page).encode())


def _search_texts(shelved: Iterable[Shelved]) -> Iterator[SearchText]:
    for one in shelved:
        abstracts = {text.address: text.abstract for text in one.record.texts}
        for page in one.pages:
            address = f"{one.record.name}/{page.path}"
            if page.path.endswith(".html"):
                yield from search_texts(address, page.data, abstracts.get(address, ""))


def _has_drafts(shelved: Iterable[Shelved]) -> bool:
    return any(one.record.draft for one in shelved)


def _for_machines(facts: SiteFacts, shelved: Sequence[Shelved]) -> Iterator[File]:
    """Yield the feed, the map of the site, what robots may read, and the manifest.

    Drafts are in none of the first two.
    """
    open_ones = [one for one in shelved if not one.record.draft]
    records = [one.record for one in open_ones]
    latest = max(one.record.date for one in shelved)
    yield File(FEED, atom(records, title=facts.title, base=facts.base, updated=latest))
    addresses = [
        (f"{one.record.name}/{page.path}", one.record.date)
        for one in open_ones
        for page in one.pages
        if page.path.endswith(".html")
    ]
    if addresses:
        yield from starmap(File, sitemap([(START, latest), *addresses], facts.base).items())
    yield File("robots.txt", robots(facts.base, hidden=not open_ones).encode())
    rows = [{**entry, "path": _address(entry)} for one in shelved for entry, _ in one.entries]
    manifest = json.dumps({"artefacts": rows}, indent=2, ensure_ascii=False)
    yield File("manifest.json", f"{manifest}\n".encode())


def _address(entry: Mapping[str, Any]) -> str:
    return f"{DOWNLOADS}/{PurePosixPath(str(entry['path'])).name}"


def _rows(records: Iterable[PublicationRecord]) -> Iterator[Row]:
    for record in records:
        for text in record.texts:
            if text.is_contribution:
                people = text.authors or authors_of_text(record, text)
                yield Row(text, record, people, tuple(dict.fromkeys(one.name for one in people)))


def _files(one: Shelved) -> tuple[Download, ...]:
    return tuple(Download(_address(entry), str(entry["media_type"])) for entry, _ in one.entries)


def _shown(one: Shelved, words: Words, facts: SiteFacts) -> Shown:
    downloads = tuple(_offered(entry, words, facts.lang) for entry, _ in one.entries)
    return Shown(one.record, downloads, cite_text(one.record, base=facts.base))


def _offered(entry: Mapping[str, Any], words: Words, lang: str) -> Offered:
    kind = _FORMATS.get(str(entry["media_type"]), PurePosixPath(str(entry["path"])).suffix[1:])
    edition = str(entry["edition"])
    return Offered(
        address=_address(entry),
        name=words.get(f"download-{edition}", kind),
        use=words.get(f"download-{edition}-use", ""),
        pages=entry.get("pages"),
        size=size_in_words(int(entry["bytes"]), lang),
        sha256=str(entry["sha256"]),
    )


def size_in_words(count: int, lang: str) -> str:
    """Return a number of bytes as a language writes it: 1.2 MB (of a million bytes)."""
    from babel.numbers import format_decimal
    from babel.units import format_unit

    unit, value = ("megabyte", count / 1e6) if count >= 1e6 else ("kilobyte", count / 1e3)
    places = 1 if unit == "megabyte" else 0
    number = format_decimal(round(value, places), locale=locale_of(lang))
    return format_unit(number, f"digital-{unit}", "short", locale=locale_of(lang))


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return names with how often they come, in the order of the alphabet."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda item: (plain_letters(item[0]).casefold(), item[0]))


def _languages(rows: Iterable[Row], lang: str) -> list[tuple[str, str, int]]:
    """Return the languages of the contributions: tag, name in ``lang``, and how many there are."""
    locale = locale_of(lang)
    return [
        (tag, locale_of(tag).get_display_name(locale) or tag, count)
        for tag, count in _counted(row.text.lang for row in rows)
    ]
