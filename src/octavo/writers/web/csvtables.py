"""A table of a page as CSV (RFC 4180): the same rows, with numbers that programs read."""

from __future__ import annotations

import csv
import io
import re

from lxml.etree import _Element

from octavo.documents.xhtml import XHTML
from octavo.locales import locale_of

# What stands between groups of digits, or makes room for digits that others have.
_SPACES = re.compile("[\u00a0\u2007\u2008\u2009\u202f]")
_MINUS = "\u2212"
# A spreadsheet takes a cell that begins so for a formula and runs it.
_FORMULA = tuple("=+-@\t\r")
_NUMBER = re.compile(r"-?\d[\d.]*")


def csv_of(table: _Element, lang: str) -> bytes:
    """Return the rows of a table in UTF-8, without its caption.

    A cell that is set as a number has the point as its decimal mark and no marks of grouping,
    whatever ``lang`` prints.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in table.iter(XHTML + "tr"):
        cells = [one for one in row if one.tag in (XHTML + "td", XHTML + "th")]
        writer.writerow([_cell(cell, lang) for cell in cells])
    return out.getvalue().encode()


def _cell(cell: _Element, lang: str) -> str:
    raw = "".join(map(str, cell.itertext()))
    text = " ".join(raw.split())
    if cell.tag == XHTML + "td" and "number" in cell.get("class", "").split():
        return _plain_number(raw.strip(), lang) or text
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain_number(text: str, lang: str) -> str:
    """Return a printed number as programs read it, nothing for what is none."""
    symbols = locale_of(lang).number_symbols.get("latn", {})
    plain = _SPACES.sub("", text).replace(_MINUS, "-")
    plain = plain.replace(str(symbols.get("group", ",")), "")
    plain = plain.replace(str(symbols.get("decimal", ".")), ".")
    return plain if _NUMBER.match(plain) else ""
