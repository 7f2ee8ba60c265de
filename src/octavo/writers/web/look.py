"""How pages look: their stylesheet, script, icon and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import tinycss2

from octavo.customproperties import root_properties
from octavo.model.diagnostic import OctavoError, diagnose
from octavo.model.rendition import File
from octavo.workspace import Workspace
from octavo.writers.web.faces import Style, read_faces
from octavo.writers.web.familynames import renamed
from octavo.writers.web.fonts import characters_of, web_fonts
from octavo.writers.web.subsets import FontShelf

FOLDER = "assets"
OF_THE_THEME = "templates/web"
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
# The faces in which styles/editions/web.css sets what: the token, the weight, whether it is italic,
# and the features of the font that it asks for.
_TEXT_FIGURES = frozenset({"lnum", "onum", "pnum"})
_TABLE_FIGURES = frozenset({"lnum", "tnum"})
_FACES = (
    ("--face-text", 400, False, _TEXT_FIGURES | {"smcp"}),
    ("--face-text", 400, True, _TEXT_FIGURES),
    ("--face-text", 600, False, _TEXT_FIGURES),
    ("--face-text", 600, True, _TEXT_FIGURES),
    ("--face-heads", 400, False, _TABLE_FIGURES),
    ("--face-heads", 500, False, _TABLE_FIGURES),
    ("--face-heads", 600, False, _TABLE_FIGURES),
    ("--face-code", 400, False, frozenset[str]()),
)


class Look:
    """How pages look: the stylesheets of their edition, with the tokens of a design."""

    def __init__(
        self, stylesheets: Sequence[str], of_design: Sequence[str], workspace: Workspace
    ) -> None:
        """Read stylesheets by their names; of those ``of_design`` only the tokens hold.

        A publication's own tokens go before all others. Raises ``OctavoError`` for a stylesheet
        that is missing.
        """
        self._workspace = workspace
        self._rules = [
            *_rules(_stylesheet(name, workspace) for name in stylesheets),
            *_tokens(_rules(_stylesheet(name, workspace) for name in of_design)),
            *_rules([workspace.own_tokens()]),
        ]
        self._properties = root_properties(self._rules)
        self.shelf = FontShelf(read_faces(_text(filter(_is_face, self._rules))), workspace)

    def token(self, name: str) -> str:
        """Return what a token is set to, or nothing; one may stand for another."""
        value = self._properties.get(name, "")
        for _ in self._properties:
            if not (found := _VARIABLE.fullmatch(value)):
                break
            value = self._properties.get(found[1], "")
        return value

    def files(self, pages: Iterable[str], more: str = "") -> Iterator[File]:
        """Yield stylesheet, script, icon and fonts of pages, as files of ``assets``.

        ``pages`` are HTML, in whose characters the fonts are; ``more`` is CSS that follows. Raises
        ``OctavoError`` for a file of the theme that is missing.
        """
        fonts = web_fonts(self.shelf, self._used(characters_of(pages)))
        css = renamed(_text(rule for rule in self._rules if not _is_face(rule)), fonts.names)
        yield File(f"{FOLDER}/web.css", f"{fonts.css}{css}{more}".encode())
        yield File(f"{FOLDER}/web.js", theme_file("scripts/web.js", self._workspace))
        yield File(f"{FOLDER}/icon.svg", theme_file("icon.svg", self._workspace))
        yield from (File(f"{FOLDER}/{path}", data) for path, data in fonts.files)

    def _used(self, characters: frozenset[str]) -> Mapping[Style, frozenset[str]]:
        """Return the styles in which the stylesheet sets text, each with all characters."""
        return {
            Style(_families(token, self._properties), weight, italic, features): characters
            for token, weight, italic, features in _FACES
        }


def theme_file(name: str, workspace: Workspace) -> bytes:
    """Return a file of ``templates/web``. Raises ``OctavoError`` where it is missing."""
    path = f"{OF_THE_THEME}/{name}"
    text = workspace.theme_file(path)
    if text is None:
        raise OctavoError(diagnose("OCT008", f"no file “{path}”"), exit_code=2)
    return text.encode()


def _stylesheet(name: str, workspace: Workspace) -> str:
    text = workspace.stylesheet(name)
    if text is None:
        raise OctavoError(diagnose("OCT008", f"no stylesheet “styles/{name}”"), exit_code=2)
    return text


def _rules(texts: Iterable[str]) -> list[Any]:
    """Return the rules of stylesheets without comments."""
    css = "\n".join(texts)
    found: list[Any] = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return found


def _text(rules: Iterable[Any]) -> str:
    return "".join(f"{tinycss2.serialize([rule])}\n" for rule in rules)


def _is_face(rule: Any) -> bool:  # noqa: ANN401  (tinycss2 has no types)
    return bool(rule.type == "at-rule" and rule.lower_at_keyword == "font-face")


def _tokens(rules: Iterable[Any]) -> list[Any]:
    """Return rules that set the custom properties of these, and nothing else."""
    set_to = root_properties(rules).items()
    return _rules(["".join(f":root {{ {name}: {value} }}\n" for name, value in set_to)])


def _families(token: str, properties: Mapping[str, str], depth: int = 8) -> tuple[str, ...]:
    """Return the families that a token names; one may stand for another, ``depth`` times."""
    names: list[str] = []
    words: list[str] = []
    for part in [*tinycss2.parse_component_value_list(properties.get(token, "")), None]:
        if part is None or part == ",":
            names += [" ".join(words)] if words else []
            words = []
        elif part.type in ("string", "ident"):
            words.append(part.value)
        elif part.type == "function" and part.lower_name == "var" and depth:
            inner = next((one.value for one in part.arguments if one.type == "ident"), "")
            names += _families(inner, properties, depth - 1)
    return tuple(names)
