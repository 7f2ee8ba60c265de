"""Front matter: the head of a file, in the spellings of Pandoc, Quarto and the blogs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from octavo.model.book import Source
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.model.matter import ChapterKind, FrontMatter
from octavo.model.people import PERSON_SPELLINGS, Author, as_people, person_facts
from octavo.nearest import nearest
from octavo.passes.parse.affiliations import listed_affiliations, with_affiliations
from octavo.passes.parse.heads import Head, split_head
from octavo.passes.parse.slips import meant_by
from octavo.yamlplaces import KeyPath, Yaml, in_words

# Our own keys, and after each the other spellings in the order in which they are looked at:
# Pandoc's and Quarto's, then those of Jekyll, Hugo, Hexo, Eleventy, Ghost and WordPress exports.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "title": (),
    "subtitle": (),
    "authors": ("author", "primary_author", "by"),
    "date": ("date_published", "published_at", "publishDate", "pubDate"),
    "lang": ("language", "locale"),
    "abstract": ("summary", "description", "excerpt", "custom_excerpt"),
    "rights": ("copyright",),
    "order": ("weight", "nav_order", "sidebar_position"),
}
# What a chapter can be, as authors write it.
_KINDS: Mapping[str, ChapterKind] = {kind: kind for kind in get_args(ChapterKind)} | {
    "acknowledgments": "acknowledgements"
}
_KEYWORDS = ("keywords", "tags", "categories", "category", "tag")
_ADDRESSES = (
    "original_url",
    "original-url",
    "canonical_url",
    "canonical-url",
    "canonicalURL",
    "canonicalUrl",
    "permalink",
    "url",
)
_ALIASES = ("aliases", "redirect_from")
_DRAFT = ("draft", "published", "status")
_KNOWN = (
    "kind",
    *_SPELLINGS,
    *(other for others in _SPELLINGS.values() for other in others),
    *(*_KEYWORDS, *_ADDRESSES, *_ALIASES, *_DRAFT),
)
# A permalink that is a pattern, which only the blog's own program can fill in.
_PATTERN = re.compile(r"[{}<>\s:]|\.\.")
_NO_NAME = "a person is a name, or a mapping with a “name”"
_WEB = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class MatterOf(NamedTuple):
    """The front matter of a source, the text after it, and the number of the text's first line."""

    matter: FrontMatter
    body: str
    first_line: int
    diagnostics: tuple[Diagnostic, ...] = ()


def matter_of(source: Source) -> MatterOf:
    """Read the front matter of a source: YAML, TOML as Hugo has it, or Pandoc's title block.

    What Octavo does not know is kept for the templates; a value of a known key that it cannot
    use is left out and told at its place.
    """
    head = split_head(source)
    if not isinstance(head.yaml.data, dict):
        return MatterOf(FrontMatter(), head.body, head.first_line, head.diagnostics)
    reader = _Reader(head, source.path)
    matter = reader.read()
    return MatterOf(matter, head.body, head.first_line, tuple(reader.diagnostics))


class _Reader:
    """Reads one head: from the author's keys to ours."""

    def __init__(self, head: Head, path: str) -> None:
        self.yaml: Yaml = head.yaml
        self.path = path
        self.diagnostics: list[Diagnostic] = list(head.diagnostics)
        self.rest: dict[str, Any] = dict(head.yaml.data)
        self.facts: dict[str, Any] = {}
        self.written: dict[str, KeyPath] = {}
        self.places: dict[str, tuple[Place, ...]] = {}

    def read(self) -> FrontMatter:
        for key in [key for key, value in self.rest.items() if value is None]:
            del self.rest[key]
        for key, others in _SPELLINGS.items():
            self._take(key, (key, *others))
        self._take_keywords()
        self._take_addresses()
        self._take_draft()
        self._take_kind()
        self._guess()
        if "authors" in self.facts:
            self._take_people()
        if isinstance(self.facts.get("lang"), list):
            self.facts["lang"] = next(iter(self.facts["lang"]), None)
        return self._validated()

    # ---------------------------------------------------------------- taking

    def _take(self, name: str, keys: tuple[str, ...]) -> None:
        """Take the first of the keys, at the top or in Hugo's ``params``, under our name."""
        found = [key for key in keys if key in self.rest]
        if found:
            self._note(name, self.rest.pop(found[0]), (found[0],))
            return
        params = self.rest.get("params")
        if isinstance(params, dict):
            inner = next((key for key in keys if params.get(key) is not None), None)
            if inner is not None:
                self._note(name, params[inner], ("params", inner))

    def _note(self, name: str, value: object, written: KeyPath) -> None:
        # Hugo takes a weight of 0 for none at all.
        if written[-1] == "weight" and value == 0:
            return
        self.facts[name] = value
        self.written[name] = written
        self.places[name] = (self.yaml.place(written),)

    def _take_keywords(self) -> None:
        """Take keywords, tags and categories together, each word once."""
        words: dict[str, None] = {}
        for key in _KEYWORDS:
            value = self.rest.get(key)
            if value is None:
                continue
            del self.rest[key]
            if not isinstance(value, (str, int, float, list)):
                self._tell((key,), "it is neither a text nor a list of texts")
                continue
            words |= dict.fromkeys(_words(value))
            self.written.setdefault("keywords", (key,))
        if words:
            self.facts["keywords"] = list(words)

    def _take_addresses(self) -> None:
        """Take the address on the web, the address on the site, and further ones."""
        for key in _ADDRESSES:
            value = self.rest.get(key)
            if not isinstance(value, str) or not value.strip():
                continue
            address = value.strip()
            if _WEB.match(address):
                name = "original_url"
            elif key in ("permalink", "url") and not _PATTERN.search(address):
                name, address = "permalink", "/" + address.lstrip("/")
            elif key in ("permalink", "url"):
                continue
            else:
                name = "original_url" if not address.startswith("/") else "permalink"
            if name not in self.facts:
                self._note(name, address, (key,))
                del self.rest[key]
        # What is left is a pattern, or says that there is no address.
        self.rest.pop("permalink", None)
        aliases = [word for key in _ALIASES for word in _words(self.rest.pop(key, ()))]
        if aliases:
            self.facts["aliases"] = aliases

    def _take_draft(self) -> None:
        """Take what says that a text is not to be published: each blog has its own word."""
        marks: Mapping[str, Callable[[object], bool]] = {
            "draft": lambda value: value is True or str(value).lower() in ("true", "yes"),
            "published": lambda value: value is False or str(value).lower() in ("false", "no"),
            "status": lambda value: str(value).lower() == "draft",
        }
        for key, is_draft in marks.items():
            if is_draft(self.rest.get(key)) and "draft" not in self.facts:
                self._note("draft", True, (key,))
                self.places["draft"] = (self.yaml.place((key,), of_key=True),)
        self.rest.pop("draft", None)

    def _take_kind(self) -> None:
        """Take what the text is in the book; a word that is none of ours is some blog's own."""
        value = str(self.rest.pop("kind", "")).strip().lower()
        if kind := _KINDS.get(value):
            self._note("kind", kind, ("kind",))
        elif near := nearest(value, _KINDS, cutoff=0.85):
            self._tell(("kind",), f"“{value}” is nothing in a book", f"did you mean “{near}”?")

    def _take_people(self) -> None:
        """Take the people one by one, so that a mistake in one costs no other."""
        written = self.written["authors"]
        value = self.facts.pop("authors")
        entries = as_people(value)
        assert isinstance(entries, tuple)
        known = listed_affiliations(self.rest)
        people: list[Author] = []
        places: list[Place] = []
        for index, entry in enumerate(entries):
            path = (*written, index) if isinstance(value, list) else written
            person = self._person(entry, path, known)
            if person is not None:
                people.append(person)
                places.append(self.yaml.place(path))
        self.facts["authors"] = tuple(people)
        self.places["authors"] = tuple(places)

    def _person(self, entry: object, path: KeyPath, known: Mapping[str, object]) -> Author | None:
        facts = person_facts(with_affiliations(entry, known))
        while True:
            try:
                return Author.model_validate(facts)
            except ValidationError as error:
                wrong = _unusable(error)
                if not isinstance(facts, dict) or not {str(key) for key in wrong} <= {*facts}:
                    self._tell(path, _NO_NAME)
                    return None
                for key, (message, hint) in wrong.items():
                    if key == "name":
                        self._tell(self._spelt(path, key), _NO_NAME)
                        return None
                    self._tell(self._spelt(path, key), message, hint)
                    del facts[key]

    def _spelt(self, path: KeyPath, key: str) -> KeyPath:
        """Return the path of a person's fact as the author spelt it."""
        for candidate in (key, *PERSON_SPELLINGS.get(key, ())):
            if (*path, candidate) in self.yaml.values:
                return (*path, candidate)
        return path

    # --------------------------------------------------------------- telling

    def _validated(self) -> FrontMatter:
        data = {**self.rest, **self.facts}
        while True:
            try:
                return FrontMatter.model_validate(data).with_places(self.places)
            except ValidationError as error:
                for key, (message, hint) in _unusable(error).items():
                    self._tell(self.written.get(key, (key,)), message, hint)
                    del data[key]

    def _tell(self, written: KeyPath, message: str, hint: str = "") -> None:
        label = ".".join(str(part) for part in written)
        self.diagnostics.append(
            diagnose(
                "OCT106",
                f"“{label}” was left out: {message}",
                Span(self.path, *self.yaml.place(written)),
                hint or "see docs/manuscript.md for what it may hold",
            )
        )

    def _guess(self) -> None:
        """Tell keys that are one slip away from a known one that the author does not use."""
        used = {path[0] for path in self.written.values()}
        for key in self.rest:
            meant = None if key in _KNOWN else meant_by(key, _KNOWN)
            if meant is None or meant in used or _family(meant) & used:
                continue
            place = self.yaml.place((key,), of_key=True)
            self.diagnostics.append(
                diagnose(
                    "OCT108",
                    f"“{key}” means nothing to Octavo",
                    Span(self.path, *place, width=len(key)),
                    f"did you mean “{meant}”?",
                )
            )


def kind_among(classes: Iterable[str]) -> ChapterKind | None:
    """Return what the classes of a chapter's heading say that it is (Pandoc: ``{.preface}``)."""
    return next((_KINDS[name] for name in classes if name in _KINDS), None)


def _words(value: object) -> list[str]:
    """Return a text with commas, a list, or a list of lists (Hexo's) as a flat list of texts."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, dict):
        return [str(value["label"])] if value.get("label") else []
    if isinstance(value, (list, tuple)):
        texts: list[str] = []
        for entry in value:
            texts += [entry.strip()] if isinstance(entry, str) else _words(entry)
        return [text for text in texts if text]
    if isinstance(value, bool) or not isinstance(value, (int, float, datetime.date)):
        return []
    return [str(value)]


def _unusable(error: ValidationError) -> dict[str, tuple[str, str]]:
    """Return for each key that cannot be used what is wrong in words, and a hint."""
    found: dict[str, tuple[str, str]] = {}
    for item in error.errors(include_url=False):
        found.setdefault(str(item["loc"][0]) if item["loc"] else "", in_words(item))
    return found


def _family(key: str) -> set[str]:
    """Return all spellings of what a key means."""
    groups = [(name, *others) for name, others in _SPELLINGS.items()]
    for group in (*groups, _KEYWORDS, _ADDRESSES, _ALIASES, _DRAFT):
        if key in group:
            return set(group)
    return set()
