"""The words of a text as the search knows them: told apart, folded, and joined by their stems.

``templates/web/scripts/search.js`` tells words apart and folds them in the same way; what changes
here changes there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module

from octavo.locales import base_language

# What a word has of a stem and its language (an empty one: the word itself, in any language).
Stem = tuple[str, str]

# Longer words are known by their beginning: nobody types more, and a file has to hold them.
LONGEST = 64

# Snowball's algorithms by the languages (ISO 639) whose words they stem.
ALGORITHMS = dict(
    pair.split(":")
    for pair in """
    ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english eo:esperanto es:spanish
    et:estonian eu:basque fa:persian fi:finnish fr:french ga:irish hi:hindi hu:hungarian hy:armenian
    id:indonesian it:italian lt:lithuanian nb:norwegian ne:nepali nl:dutch nn:norwegian no:norwegian
    pl:polish pt:portuguese ro:romanian ru:russian sr:serbian st:sesotho sv:swedish ta:tamil
    tr:turkish yi:yiddish
    """.split()
)

# Soft hyphens and joiners stand inside a word and are no part of it.
_INSIDE = "\u00ad\u200c\u200d\u2060"
# Letters that are others to a reader without that keyboard; Unicode has no decomposition of them.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ı": "i", "ς": "σ", " ": ""}
)
# Accents, the points of Hebrew and Arabic, variation selectors. Other marks (vowel signs in the
# scripts of India, voicing in kana) are letters to their readers and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670"
    "\u20d0-\u20f0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# Thai and Lao, Burmese, Khmer, kana, Han: scripts that leave no space between words.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
_SPACELESS += "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_PIECES = re.compile(f"[{_SPACELESS}]+|[^{_SPACELESS}]+")
_IS_SPACELESS = re.compile(f"[{_SPACELESS}]")


class _WordCharacters(dict[int, int | None]):
    """What becomes of each character where words are told apart, worked out once for each."""

    def __missing__(self, code: int) -> int | None:
        """Keep letters, digits and marks (categories L, N, M); all others become a space."""
        character = chr(code)
        is_kept = unicodedata.category(character)[0] in "LNM"
        self[code] = code if is_kept else None if character in _INSIDE else ord(" ")
        return self[code]


_WORD_CHARACTERS = _WordCharacters()


def words_of(text: str) -> list[str]:
    """Return the words of a text: its runs of letters, digits and their marks, in order.

    Apostrophes and hyphens part words, so that “l’eau” is found by “eau”.
    """
    return unicodedata.normalize("NFC", text).translate(_WORD_CHARACTERS).split()


def fold(word: str) -> str:
    """Return a word without what readers leave out when they type: capitals, accents, ligatures.

    It has at most ``LONGEST`` characters, and none where the word was marks alone.
    """
    letters = unicodedata.normalize("NFKD", word).lower().translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", letters))[:LONGEST]


class Stemmer:
    """Finds the stems of words; works each word out once."""

    def __init__(self) -> None:
        """Begin without any language."""
        self._algorithms: dict[str, Callable[[str], str] | None] = {}
        self._known: dict[tuple[str, str], tuple[tuple[Stem, str], ...]] = {}

    def __call__(self, word: str, lang: str) -> tuple[tuple[Stem, str], ...]:
        """Return the stems of a word in a language (BCP 47), each with the folded word it is of.

        It is one; of a run in a script without spaces they are all pairs of characters, and the
        last character, so that any one character is the beginning of a pair or that last one.
        """
        lang = base_language(lang)
        if (lang, word) not in self._known:
            self._known[lang, word] = tuple(self._stems(word, lang))
        return self._known[lang, word]

    def _stems(self, word: str, lang: str) -> Iterator[tuple[Stem, str]]:
        folded = fold(word)
        if _IS_SPACELESS.search(folded):
            for piece in _PIECES.findall(folded):
                yield from ((("", part), part) for part in _parts(piece))
        elif folded:
            algorithm = self._algorithm(lang)
            if algorithm is None:
                yield ("", folded), folded
            else:
                plain = unicodedata.normalize("NFKC", word[:LONGEST]).lower()
                yield (ALGORITHMS[lang], fold(algorithm(plain)) or folded), folded

    def _algorithm(self, lang: str) -> Callable[[str], str] | None:
        if lang not in self._algorithms:
            self._algorithms[lang] = _snowball(ALGORITHMS[lang]) if lang in ALGORITHMS else None
        return self._algorithms[lang]


def _parts(piece: str) -> list[str]:
    if not _IS_SPACELESS.match(piece):
        return [piece]
    return [piece[at : at + 2] for at in range(len(piece))]


def _snowball(name: str) -> Callable[[str], str]:
    """Return Snowball's stemmer of a name (https://snowballstem.org/algorithms/).

    It is taken from its own module: where PyStemmer is installed the package would give that one,
    whose version is not ours.
    """
    module = import_module(f"snowballstemmer.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.title()}Stemmer")().stemWord
    return stem
