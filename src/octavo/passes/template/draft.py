"""What a draft says of itself, in the language of the publication."""

from __future__ import annotations

from octavo.model.publication import Publication
from octavo.model.rendition import DraftNotice
from octavo.theme import long_date
from octavo.words import Words


def draft_notice(publication: Publication, words: Words) -> DraftNotice:
    """Return the word of the watermark, and the line with the dates for every page."""
    days = [("draft-of", publication.date), ("embargo", publication.embargo)]
    line = " ".join(
        words[word].format(date=long_date(day, publication.lang)) for word, day in days if day
    )
    return DraftNotice(words["draft"], line)
