"""What typography asks of each language: its quotation marks and its spaces.

Quotation marks follow the ``delimiters`` of the Unicode CLDR (release 48), with the differences
that are noted at their lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Quotes:
    """The pairs of a language: outermost, within those, and single marks that stand alone."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    single: tuple[str, str]


def _quotes(outer: str, inner: str, single: str = "") -> Quotes:
    """Take pairs written as two characters each, the single ones where they are not the inner."""
    single = single or inner
    return Quotes((outer[0], outer[1]), (inner[0], inner[1]), (single[0], single[1]))


# Double and single marks as they were typed; also in Dutch, for which CLDR has single ones outside.
_CURLED = _quotes("“”", "‘’")
_LOW = _quotes("„“", "‚‘")
_ANGLED = _quotes("«»", "“”", "‘’")
_RIGHT = _quotes("””", "’’")

_QUOTES: dict[str, Quotes] = {
    "bg": _quotes("„“", "„“", "‚‘"),
    "ca": _ANGLED,
    "cs": _LOW,
    "de": _LOW,
    "de-CH": _quotes("«»", "‹›"),  # the Federal Chancellery's rules; CLDR has the German ones
    "de-LI": _quotes("«»", "‹›"),
    "el": _ANGLED,
    "es": _ANGLED,  # RAE, Ortografía (2010); likewise in America, where “ ” is usual
    "et": _LOW,
    "eu": _ANGLED,
    "fi": _RIGHT,
    "fr": _ANGLED,  # the nested ones of the Imprimerie nationale; CLDR has « » again
    "fr-CH": _quotes("«»", "‹›"),
    "hr": _LOW,
    "hu": _quotes("„”", "»«", "’’"),
    "is": _LOW,
    "it": _ANGLED,
    "lt": _quotes("„“", "„“", "‚‘"),
    "nb": _quotes("«»", "‘’"),
    "nn": _quotes("«»", "‘’"),
    "no": _quotes("«»", "‘’"),
    "pl": _quotes("„”", "«»", "‚’"),
    "pt-PT": _ANGLED,
    "ro": _quotes("„”", "«»", "‘’"),
    "ru": _quotes("«»", "„“"),
    "sk": _LOW,
    "sl": _LOW,
    "sr": _quotes("„”", "’’"),
    "sv": _RIGHT,
    "uk": _quotes("«»", "„“"),
}

# Words that lose their beginning: always so, or where no quotation closes after them.
_ALWAYS_CUT: dict[str, str] = {
    "en": r"(?:tis|twas|twere|twill|twould|em|til|till|neath|tween|\d0s)",
    "de": r"(?:s|n|ne|nen|nem|ner|nes)",
    "nl": r"(?:s|t|n|k|m|ie|r)",
    "af": r"n",
}
_PERHAPS_CUT = r"(?:cause|cos|coz|cuz|round|bout|gainst|n|nuff|hood|fraid|ndrangheta|\d\d)"

_UNITS = (
    r"%|‰|°|€|£|\$|¥|km²|m²|m³|km/h|km|cm|mm|kg|mg|µg|kWh|MWh|GWh|TWh|kW|MW|GW|kHz|MHz|GHz|Hz|kB|MB|"
    r"GB|TB|ha|dB|m|g|l|L"
)
# Abbreviations that a number follows, whose point ends no sentence.
_BEFORE_NUMBER: dict[str, str] = {
    "": r"pp?\.|[Ff]igs?\.|[Vv]ols?\.|[Cc]h\.|[Aa]rt\.|n°|nº|n\.º|№|§|§§",
    "en": r"Nos?\.|nos?\.|[Cc]haps?\.|[Ss]ecs?\.|[Ee]qs?\.",
    "de": r"S\.|Nr\.|Abb\.|Tab\.|Bd\.|Bde\.|Kap\.|Abs\.|Ziff\.|Rn\.|Art\.",
    "fr": r"[Cc]hap\.|t\.|[Aa]rt\.|al\.",
    "es": r"núms?\.|n\.os|[Cc]ap\.|págs?\.|t\.",
    "it": r"n\.|nn\.|[Cc]ap\.|pag\.",
    "pt": r"n\.|[Cc]ap\.|págs?\.",
}
# Abbreviations of several parts, which never part: DIN 5008 for German.
_PARTS: dict[str, str] = {
    "de": r"z\. B\.|d\. h\.|u\. a\.|o\. ä\.|u\. U\.|i\. d\. R\.|z\. T\.|v\. a\.|s\. o\.|s\. u\.|"
    r"u\. v\. m\.|i\. e\. S\.|i\. w\. S\.|n\. Chr\.|v\. Chr\.",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one language.

    ``spaced`` languages set a space before the colon and inside guillemets, and a narrow one
    before the marks in ``high``. ``before_number`` matches an abbreviation at the end of what
    stands before a number, ``parts`` abbreviations of several parts. ``trigger`` finds what any
    rule could change that is not a straight mark, a dash, dots or several spaces.
    """

    quotes: Quotes
    always_cut: re.Pattern[str]
    perhaps_cut: re.Pattern[str]
    before_number: re.Pattern[str]
    parts: re.Pattern[str] | None
    trigger: re.Pattern[str]
    spaced: bool
    high: str


UNIT = re.compile(rf" (?:{_UNITS})(?!\w)")


@lru_cache(maxsize=64)
def rules_of(lang: str) -> Rules:
    """Return the rules of a BCP 47 tag; those of English where the language is not known."""
    language, _, rest = lang.partition("-")
    base = language.lower()
    tag = f"{base}-{rest.rpartition('-')[2].upper()}" if rest else base
    spaced = base == "fr"
    number = "|".join(filter(None, (_BEFORE_NUMBER[""], _BEFORE_NUMBER.get(base, ""))))
    parts = _PARTS.get(base)
    # A set of first characters makes the search fast.
    high = "«»‹›;:!?" if spaced else ""
    first = f"{high}0-9"
    signs = [rf"(?={UNIT.pattern})", "(?= [0-9]{3}(?![0-9]))", "(?<=[.°º§№] [0-9])"]
    if spaced:
        signs.append(f"(?<=[{high}])")
    if parts:
        first += "."
        signs.append(r"(?<=\.)(?= [a-zA-Zä]{1,3}\.)")
    return Rules(
        quotes=_QUOTES.get(tag) or _QUOTES.get(base) or _CURLED,
        always_cut=re.compile(rf"{_ALWAYS_CUT.get(base, '(?!)')}(?!\w)", re.IGNORECASE),
        perhaps_cut=re.compile(rf"{_PERHAPS_CUT}(?!\w)", re.IGNORECASE),
        before_number=re.compile(rf"(?<!\w)(?:{number}) \Z"),
        parts=re.compile(rf"(?<!\w)(?:{parts})") if parts else None,
        trigger=re.compile(f"[{first}](?:{'|'.join(signs)})"),
        spaced=spaced,
        # The Office québécois de la langue française sets no space before ; ! and ?
        high="" if tag == "fr-CA" else ";!?",
    )
