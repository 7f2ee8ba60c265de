"""People: who wrote, edited or translated, in the spellings that authors give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import BeforeValidator, ConfigDict, PrivateAttr, model_validator

from octavo.model.fields import Address, Model, Name, Words, hyphens

# The role of somebody who wrote a text; all others had a part in it.
WRITER = "aut"
EDITOR = "edt"

# The names of roles that people write, and their codes (MARC relators, Library of Congress).
_ROLES = {
    "author": "aut",
    "contributor": "ctb",
    "editor": "edt",
    "foreword": "aui",
    "illustrator": "ill",
    "photographer": "pht",
    "translator": "trl",
}
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx])/?")

# Other spellings of a key of a person, in the order in which they are looked at.
PERSON_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("literal",),
    "sort": ("file-as", "sort-name"),
    "url": ("link", "website", "homepage", "uri"),
    "biography": ("bio", "about"),
    "affiliation": ("affiliations", "institute", "institution", "organization"),
}
_GIVEN = ("given", "given-names", "first")
_FAMILY = ("family", "surname", "last")
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def person_facts(value: object) -> object:
    """Return a person's facts under our own keys; what is not a name or a mapping stays.

    Understood are a name alone, names in parts (``name: {given: …, family: …}`` as in CSL and
    Quarto), ``Ada Example: {affiliation: …}``, and the spellings of ``PERSON_SPELLINGS``.
    """
    if isinstance(value, str):
        return {"name": value}
    if not isinstance(value, Mapping):
        return value
    facts: dict[str, Any] = {str(key): entry for key, entry in value.items()}
    if len(facts) == 1 and "name" not in facts:
        ((name, entry),) = facts.items()
        if entry is None or isinstance(entry, Mapping):
            facts = {"name": name, **(entry or {})}
    for key, others in PERSON_SPELLINGS.items():
        for other in others:
            if other in facts and facts.get(key) in (None, ""):
                facts[key] = facts.pop(other)
    _name(facts)
    if "affiliation" in facts:
        facts["affiliation"] = affiliation_text(facts["affiliation"])
    for key, read in (("orcid", _orcid), ("role", _role)):
        if isinstance(facts.get(key), str):
            facts[key] = read(facts[key])
    return {key: entry for key, entry in facts.items() if entry is not None}


def _name(facts: dict[str, Any]) -> None:
    """Put a name together that is given in parts, and with it how it sorts."""
    given_name = facts.get("name")
    if given_name is not None and not isinstance(given_name, Mapping):
        return
    parts: Mapping[str, Any] = facts if given_name is None else given_name
    if "literal" in parts:
        facts["name"] = parts["literal"]
        return

    def first(keys: tuple[str, ...]) -> str:
        return next((str(parts[key]) for key in keys if parts.get(key)), "")

    given, family = first(_GIVEN), first(_FAMILY)
    particle = " ".join(str(parts[key]) for key in _PARTICLES if parts.get(key))
    if not (given or family):
        return
    name = " ".join(filter(None, (given, particle, family)))
    if parts is facts:
        for key in (*_GIVEN, *_FAMILY, *_PARTICLES):
            facts.pop(key, None)
    facts["name"] = name
    if given and family:
        facts.setdefault("sort", f"{family}, {given}")


def affiliation_text(value: object) -> object:
    """Return one affiliation or several (text, or mappings with a ``name``) as text."""
    if isinstance(value, Mapping):
        parts = [value.get(key) for key in ("department", "name", "city", "country")]
        return ", ".join(str(part) for part in parts if part)
    if isinstance(value, (list, tuple)):
        texts = [affiliation_text(entry) for entry in value]
        return "; ".join(str(text) for text in texts if text)
    return value


def _orcid(value: str) -> str:
    """Return an ORCID without its address and with its hyphens, as its models hold it."""
    match = _ORCID.fullmatch(value.strip())
    if match is None:
        return value
    digits = match[1].replace("-", "").upper()
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def _checked_orcid(value: object) -> object:
    """Check an ORCID by its last character (ISO/IEC 7064, MOD 11-2)."""
    text = _orcid(value) if isinstance(value, str) else ""
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", text):
        raise ValueError("an ORCID is written as 0000-0002-1825-0097")
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != text[-1]:
        raise ValueError("the last character of this ORCID does not fit; one digit is mistyped")
    return text


def _role(value: str) -> str:
    return _ROLES.get(value.strip().lower(), value)


def _checked_role(value: object) -> object:
    text = _role(value) if isinstance(value, str) else ""
    if not re.fullmatch(r"[a-z]{3}", text):
        known = ", ".join(sorted(_ROLES))
        raise ValueError(f"a role is one of {known}, or a MARC relator code such as edt")
    return text


class Person(Model):
    """Somebody who wrote, edited or translated; ``role`` is a MARC relator code."""

    name: Name
    sort: Words = ""
    role: Annotated[str, BeforeValidator(_checked_role)] = WRITER
    affiliation: Words = ""
    orcid: Annotated[str, BeforeValidator(_checked_orcid)] | None = None
    url: Address | None = None
    biography: Words = ""
    _key: str = PrivateAttr(default="")

    @property
    def key(self) -> str:
        """Return the key of the person's entry in the file of contributors, or nothing."""
        return self._key

    def under(self, key: str) -> Self:
        """Return the same person as the entry ``key`` of the file of contributors."""
        copy = self.model_copy()
        copy._key = key
        return copy

    @model_validator(mode="before")
    @classmethod
    def _facts(cls, value: Any) -> Any:  # noqa: ANN401  (pydantic hands over raw input)
        return person_facts(value)


class Author(Person):
    """A person in the front matter of a chapter, where blogs keep more than Octavo knows of."""

    model_config = ConfigDict(
        frozen=True, extra="allow", alias_generator=hyphens, validate_by_name=True
    )


AnyPerson = TypeVar("AnyPerson", bound=Person)


def writers_among(people: Iterable[AnyPerson]) -> tuple[AnyPerson, ...]:
    """Return those who wrote a text; where nobody is said to have, everybody who is named."""
    named = tuple(people)
    return tuple(person for person in named if person.role == WRITER) or named


def is_by(authors: Iterable[Person], people: Iterable[Person]) -> bool:
    """Tell whether these people are the authors of a book, no more and no fewer."""
    return {(one.name, one.role) for one in authors} == {(one.name, one.role) for one in people}


def each_once(people: Iterable[AnyPerson]) -> tuple[AnyPerson, ...]:
    """Return everybody once, as first named; the same name or ORCID is the same person."""
    known: set[str] = set()
    found: list[AnyPerson] = []
    for person in people:
        keys = {" ".join(person.name.split()).casefold(), person.orcid or ""} - {""}
        if not keys & known:
            found.append(person)
        known |= keys
    return tuple(found)


def by_role(people: Iterable[AnyPerson]) -> Mapping[str, tuple[AnyPerson, ...]]:
    """Return people by their roles: the writers first, then each role as it first comes."""
    groups: dict[str, tuple[AnyPerson, ...]] = {WRITER: ()}
    for person in people:
        groups[person.role] = (*groups.get(person.role, ()), person)
    return {role: group for role, group in groups.items() if group}


def as_people(value: object) -> object:
    """Take one name, a list of names, or mappings with more about each."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


People = Annotated[tuple[Person, ...], BeforeValidator(as_people)]
Authors = Annotated[tuple[Author, ...], BeforeValidator(as_people)]
