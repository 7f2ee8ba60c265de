"""The index of the search: scripts that a page loads one by one, as a reader's words need them.

A script that registers its data can be loaded where a policy forbids WebAssembly and ``eval``
(``script-src 'self'``), and from a folder on disk, where ``fetch`` is refused. Words are stemmed
here and never in the browser: each stem stands in the index with all its words in the texts.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from octavo.writers.web.searchwords import Stem, Stemmer, words_of

# How many times a word counts in a heading and in an abstract.
TITLE, ABSTRACT = 4, 2
# The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
# Beyond, 2009, section 3.4): how fast a word's repetitions stop counting, how much length counts.
K1, B = 1.2, 0.75
# How often a word stands in a text is told in four bits, after the text's distance from the last.
LEVELS = 16
# Longest excerpt, in characters, and largest file of words, in bytes: about 20 KB compressed.
EXCERPT, FILE_SIZE = 160, 64 * 1024

# “</script>” and “<!--” end or change a script where it stands in a page; U+2028 and U+2029 were
# ends of lines in JavaScript before 2019; half a surrogate pair has no bytes.
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SearchText:
    """One section of a page: what is searched, and what is told of it when it is found.

    ``address`` is relative to the web folder, with its fragment; ``title`` the section's heading;
    ``context`` the title of the text that it belongs to; ``lang`` a language tag (BCP 47);
    ``words`` the section as plain text; ``abstract`` that of the text, where it begins here.
    """

    address: str
    title: str
    context: str
    lang: str
    words: str
    abstract: str = ""


@dataclass(slots=True)
class _Entry:
    """A stem: the words that have it, and each text's number with how often they stand there."""

    words: set[str] = field(default_factory=set)
    counts: list[tuple[int, int]] = field(default_factory=list)


def search_files(
    texts: Sequence[SearchText], folder: str = "search"
) -> tuple[tuple[str, bytes], ...]:
    """Return the files of the index as names, relative to the web folder, with their bytes.

    ``documents.js`` tells of the texts in their order, and of each file of words its first word
    and its name. The names hold a digest: a browser that kept an old file never mixes it in.
    """
    registered, cuts = [], []
    for first, data in _word_files(*_entries(texts)):
        name = f"words-{sha256(data.encode()).hexdigest()[:12]}"
        registered.append((name, data))
        cuts.append([first, name])
    told = [[text.address, text.title, text.context, text.lang, excerpt(text)] for text in texts]
    registered.insert(0, ("documents", _script_json({"files": cuts, "texts": told})))
    return tuple(
        (f"{folder}/{name}.js", f'octavoSearch.add("{name}",{data});\n'.encode())
        for name, data in registered
    )


def excerpt(text: SearchText) -> str:
    """Return the beginning of a text's abstract or words, cut at a word where it is too long."""
    plain = " ".join((text.abstract.strip() or text.words).split())
    if len(plain) <= EXCERPT:
        return plain
    cut = plain[:EXCERPT]
    return (cut[: cut.rfind(" ")] if " " in cut else cut[:-1]) + "…"


def _entries(texts: Iterable[SearchText]) -> tuple[dict[Stem, _Entry], list[int]]:
    """Return the entries by their stems, and the weighted length of each text."""
    stemmer = Stemmer()
    entries: dict[Stem, _Entry] = {}
    lengths = []
    for number, text in enumerate(texts):
        counts: Counter[Stem] = Counter()
        for part, weight in ((text.title, TITLE), (text.abstract, ABSTRACT), (text.words, 1)):
            for word, count in Counter(words_of(part)).items():
                for stem, folded in stemmer(word, text.lang):
                    counts[stem] += weight * count
                    entries.setdefault(stem, _Entry()).words.add(folded)
        for stem, count in counts.items():
            entries[stem].counts.append((number, count))
        lengths.append(counts.total())
    return entries, lengths


def _word_files(
    entries: Mapping[Stem, _Entry], lengths: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """Return the files of words: the first word of each, and its data as JSON.

    The words are cut into files in their order, which is JavaScript's (by UTF-16). A file is a list
    of the stems that words in it have, each with those words and with its texts: a stem on both
    sides of a cut is told twice.
    """
    told = {stem: _told(entry.counts, lengths) for stem, entry in entries.items()}
    held: dict[Stem, list[str]] = {}
    first, size = "", 0
    for word, stem in _in_order(entries):
        row = len(word.encode()) + len(told[stem]) + len('["",],')
        size += len(word.encode()) + len(" ") if stem in held else row
        if held and size > FILE_SIZE:
            yield first, _file(held, told)
            held, size = {}, row
        if not held:
            first = word
        held.setdefault(stem, []).append(word)
    if held:
        yield first, _file(held, told)


def _in_order(entries: Mapping[Stem, _Entry]) -> list[tuple[str, Stem]]:
    """Return every word with its stem. A stem is a word too: other forms of it begin with it."""
    pairs = [(word, stem) for stem, entry in entries.items() for word in {*entry.words, stem[1]}]
    return sorted(pairs, key=lambda pair: (pair[0].encode("utf-16-be"), pair[1]))


def _file(held: Mapping[Stem, Sequence[str]], told: Mapping[Stem, str]) -> str:
    rows = (f"[{_script_json(' '.join(words))},{told[stem]}]" for stem, words in held.items())
    return f"[{','.join(rows)}]"


def _told(counts: Sequence[tuple[int, int]], lengths: Sequence[int]) -> str:
    """Return what is told of a stem: its weight by BM25 in hundredths, then its texts.

    Of each text there is one number: its distance from the last one, and in the last four bits
    (1 to 15) what its count and its length make of the weight.
    """
    rarity = math.log(1 + (len(lengths) - len(counts) + 0.5) / (len(counts) + 0.5))
    average = sum(lengths) / len(lengths)
    numbers, last = [max(1, round(100 * rarity))], 0
    for number, count in counts:
        share = count / (count + K1 * (1 - B + B * lengths[number] / average))
        numbers.append((number - last) * LEVELS + max(1, round(share * (LEVELS - 1))))
        last = number
    return _script_json(numbers)


def _script_json(data: object) -> str:
    """Return data as JSON that is safe in a script, also in one that stands in a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
