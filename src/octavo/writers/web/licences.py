"""What the licences of fonts ask of their subsets.

The SIL Open Font License 1.1 (https://openfontlicense.org): every copy contains the copyright
notice and the licence (clause 2), and no modified version uses a Reserved Font Name (clause 3). To
leave out characters is to modify (OFL FAQ, 2.6), so a subset of such a font goes by another name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Identifiers of the name table (OpenType 1.9, name).
COPYRIGHT, FAMILY, SUBFAMILY, FULL_NAME, POSTSCRIPT_NAME = 0, 1, 2, 4, 6
LICENCE, LICENCE_ADDRESS = 13, 14
_OWN_NAMES = (FAMILY, FULL_NAME, POSTSCRIPT_NAME)
KEPT_NAMES = (*_OWN_NAMES, SUBFAMILY, COPYRIGHT, LICENCE, LICENCE_ADDRESS)

_RESERVED = re.compile(r"\bwith\s+Reserved\s+Font\s+Names?\b[\s:]*([^\n]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”‘'«]([^\"“”‘’'«»]+)[\"“”’'»]")


def reserved_names(notice: str) -> tuple[str, ...]:
    """Return the Reserved Font Names that copyright notices declare.

    They follow the words “with Reserved Font Name”, in quotation marks or up to the line's end.
    """
    found: list[str] = []
    for match in _RESERVED.finditer(notice):
        quoted = _QUOTED.findall(match[1])
        names = quoted or re.split(r",|\band\b", match[1])
        found += [name.strip(" .;") for name in names]
    return tuple(dict.fromkeys(name for name in found if name))


def public_name(family: str, notice: str) -> str:
    """Return the name that a subset of a family goes by: its own, or ours where that is reserved.

    Ours tells nothing of the family: a part of its name may be a trademark.
    """
    name = family.casefold()
    if any(reserved.casefold() in name for reserved in reserved_names(notice)):
        return f"Octavo {hashlib.sha256(name.encode()).hexdigest()[:6]}"
    return family


def notice_of(font: TTFont, licence: str) -> str:
    """Return the copyright and the licence of a font: from its name table and its licence file."""
    entries = [font["name"].getDebugName(number) for number in (COPYRIGHT, LICENCE)]
    parts = [entry.strip() for entry in entries[: 1 if licence else 2] if entry]
    if licence:
        # The file mostly begins with the font's own notice.
        parts = [part for part in parts if part not in licence] + [licence.strip()]
    return "\n\n".join(parts)


def rename(font: TTFont, name: str) -> None:
    """Let a font go by ``name`` wherever its name table tells one."""
    table = font["name"]
    style = table.getDebugName(SUBFAMILY) or "Regular"
    table.names = [entry for entry in table.names if entry.nameID not in _OWN_NAMES]
    postscript = "-".join(re.sub(r"[^A-Za-z0-9]", "", part) for part in (name, style))
    names = {FAMILY: name, FULL_NAME: f"{name} {style}", POSTSCRIPT_NAME: postscript}
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)  # Windows, Unicode, English


def licences_text(families: Iterable[tuple[str, str, str]]) -> str:
    """Return the notices of all fonts as one text, from (family, its public name, its notice)."""
    parts = [
        "The fonts of this folder hold only the characters that the pages use.\n"
        "The licence of each is that of the font that it is made from."
    ]
    for family, name, notice in families:
        known = family if name == family else f"{family}, here under the name {name}"
        parts.append(f"{known}\n{'=' * len(known)}\n\n{notice}")
    return "\n\n\n".join(parts) + "\n"
