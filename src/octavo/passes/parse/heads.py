"""Heads: where a file's front matter ends, and what it says before anybody interprets it.

Read are YAML between lines of ``---``, TOML between lines of ``+++`` (Hugo), and Pandoc's title
block (``% title``, ``% authors``, ``% date``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from octavo.model.book import Source
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.yamlplaces import KeyPath, Yaml, load_yaml

_YAML = re.compile(r"---[ \t]*\n(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?:(.*?)\n)??\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_OPENING = re.compile(r"---[ \t]*\n[\w-]+:(?:[ \t]|\n)|\+\+\+[ \t]*\n[\w.-]+[ \t]*=")
# Between two rules, prose is prose: front matter has a key, or nothing but comments. A line of
# ``---`` with an empty line after it is a rule (Pandoc), unless a key follows that blogs use.
_HAS_KEY = re.compile(r"""^[ \t]*(?:["'][^"'\n]*["']|[\w@$.-]+)[ \t]*:(?:[ \t]|$)|^[{\[]""", re.M)
_HAS_BLOG_KEY = re.compile(r"^(?:title|date|layout):(?:[ \t]|$)", re.M)
_HAS_WORDS = re.compile(r"^[ \t]*[^\s#]", re.M)
_TITLE_BLOCK = re.compile(r"%[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n%[^\n]*(?:\n[ \t]+\S[^\n]*)*){0,2}")
_TITLE_FIELDS = ("title", "authors", "date")

MAXIMUM_TOML = 2**18
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOML_TABLE = re.compile(r"[ \t]*(\[{1,2})[ \t]*([^\[\]#]+?)[ \t]*\]{1,2}[ \t]*(?:#.*)?$")
_TOML_WORD = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_TOML_KEY = re.compile(rf"[ \t]*({_TOML_WORD}(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*=[ \t]*")


class Head(NamedTuple):
    """A file's front matter as data with places, and the text after it with its first line."""

    yaml: Yaml
    body: str
    first_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


def split_head(source: Source) -> Head:
    """Return the front matter of a file and the text that follows it."""
    text = source.text
    if match := _YAML.match(text):
        inside = match[1] or ""
        pattern = _HAS_BLOG_KEY if inside[:1] in ("\n", " ", "\t") else _HAS_KEY
        if pattern.search(inside) or not _HAS_WORDS.search(inside):
            return _after(match, source, _yaml(inside, source.path))
    if match := _TOML.match(text):
        return _after(match, source, _toml(match[1] or "", source.path))
    if match := _TITLE_BLOCK.match(text):
        return _after(match, source, _title_block(match[0]))
    found: tuple[Diagnostic, ...] = ()
    if _OPENING.match(text):
        fence = text[:3]
        found = (
            diagnose(
                "OCT105",
                "the front matter is never closed",
                Span(source.path, 1, width=3),
                f"add a line of {fence} after its last key",
            ),
        )
    return Head(Yaml(), text, 1, found)


def _after(match: re.Match[str], source: Source, yaml: Yaml) -> Head:
    body = source.text[match.end() :]
    first_line = source.text.count("\n", 0, match.end()) + 1
    return Head(yaml, body, first_line, yaml.diagnostics)


def _yaml(text: str, path: str) -> Yaml:
    yaml = load_yaml(text, path, first_line=2, code="OCT105")
    if yaml.data is None or isinstance(yaml.data, dict):
        return yaml
    finding = diagnose(
        "OCT105",
        "the front matter is not a list of keys and values",
        Span(path, 2),
        'write one key a line: title: "My title"',
    )
    return Yaml(diagnostics=(*yaml.diagnostics, finding))


def _title_block(text: str) -> Yaml:
    """Read Pandoc's title block: fields that begin with ``%`` and go on in indented lines."""
    data: dict[str, object] = {}
    values: dict[KeyPath, Place] = {}
    line = 1
    for field, name in zip(re.split(r"\n(?=%)", text), _TITLE_FIELDS, strict=False):
        words = field[1:]
        if name == "authors":
            people = [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]
            data |= {name: people} if people else {}
        elif words.strip():
            data[name] = " ".join(words.split())
        values[(name,)] = Place(line, len(words) - len(words.lstrip(" \t")) + 2)
        line += field.count("\n") + 1
    return Yaml(data, values=values)


def _toml(text: str, path: str) -> Yaml:
    import tomllib

    problem = f"more than {MAXIMUM_TOML // 1024} kB"
    if len(text) <= MAXIMUM_TOML:
        try:
            return Yaml(tomllib.loads(text), *_toml_places(text))
        except tomllib.TOMLDecodeError as error:
            problem = str(error)
        except RecursionError:
            problem = "nested too deeply"
    match = _TOML_PLACE.search(problem)
    place = Place(int(match[1]) + 1, int(match[2])) if match else Place(2, 1)
    if "(at end of document)" in problem:
        place = Place(text.count("\n") + 2, 1)
    message = problem.partition("(at ")[0].strip()
    finding = diagnose(
        "OCT105",
        f"not valid TOML: {message[:1].lower()}{message[1:]}",
        Span(path, *place),
        "put quotes around texts; between lines of --- the same is written as YAML",
    )
    return Yaml(diagnostics=(finding,))


def _toml_places(text: str) -> tuple[dict[KeyPath, Place], dict[KeyPath, Place]]:
    """Return where the keys and their values stand, as far as a line tells it.

    The library keeps no places. A line that only looks like a key, inside a text of several
    lines, can at worst give a finding another line.
    """
    keys: dict[KeyPath, Place] = {}
    values: dict[KeyPath, Place] = {(): Place(2, 1)}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 2):
        if match := _TOML_TABLE.match(line):
            table = _toml_path(match[2])
            if match[1] == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = (*table, index)
            place = Place(number, match.start(1) + 1)
            keys[table] = values[table] = place
        elif match := _TOML_KEY.match(line):
            path = (*table, *_toml_path(match[1]))
            keys.setdefault(path, Place(number, match.start(1) + 1))
            values.setdefault(path, Place(number, match.end() + 1))
    return keys, values


def _toml_path(written: str) -> KeyPath:
    return tuple(part.strip().strip("\"'") for part in written.split("."))
