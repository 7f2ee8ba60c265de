"""configure: octavo.yaml and the theme's data become Publications, Designs and Editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.model.people import PERSON_SPELLINGS, Person
from octavo.model.publication import (
    OTHER_SPELLINGS,
    Design,
    Edition,
    EditionOptions,
    Licence,
    Project,
    Publication,
    SectionRule,
    Series,
    Site,
)
from octavo.nearest import bounded_looks, nearest
from octavo.workspace import CONFIGURATION, Workspace
from octavo.yamlplaces import KeyPath, Yaml, explain, load_yaml, underscored

EDITIONS_FILE = "templates/editions.yaml"

_Model = TypeVar("_Model", bound=BaseModel)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that a model knows, as they are written in YAML."""
    return [info.alias or name for name, info in model.model_fields.items()]


_PERSON = [*keys_of(Person), *(other for others in PERSON_SPELLINGS.values() for other in others)]
_SPELLINGS = {
    **{ours: (other,) for other, ours in OTHER_SPELLINGS.items()},
    **PERSON_SPELLINGS,
}
_KNOWN: dict[KeyPath, list[str]] = {
    (): keys_of(Project),
    ("site",): keys_of(Site),
    ("publications", "*"): [*keys_of(Publication), *OTHER_SPELLINGS],
    ("publications", "*", "authors", "*"): _PERSON,
    ("publications", "*", "author"): _PERSON,
    ("publications", "*", "author", "*"): _PERSON,
    ("publications", "*", "license"): keys_of(Licence),
    ("publications", "*", "series"): keys_of(Series),
    ("publications", "*", "editions", "*"): keys_of(EditionOptions),
}

_QUARTO = "For a file of Quarto's see docs/from-quarto.md"
# Keys of Quarto, Pandoc and others, and what says the same here.
_MEANT = {
    "toc": "the contents are always there; “toc-depth” says how deep they go",
    "table-of-contents": "the contents are always there; “toc-depth” says how deep they go",
    "cite": "did you mean “bibliography”?",
    "citations": "did you mean “bibliography”?",
    "csl-style": "did you mean “csl”?",
    "citation-style": "did you mean “csl”?",
    "format": f"did you mean “editions”? {_QUARTO}",
    "formats": "did you mean “editions”?",
    "output": "did you mean “editions”?",
    "chapters": "did you mean “contents”?",
    "files": "did you mean “contents”?",
    "input": "did you mean “contents”?",
    "book": f"write its keys right under the publication's name. {_QUARTO}",
    "project": f"octavo.yaml begins with “publications:”. {_QUARTO}",
    "language": "did you mean “lang”?",
    "abstract": "did you mean “description”?",
    "tags": "did you mean “keywords”?",
    "copyright": "did you mean “rights”?",
    "theme": "did you mean “design”?",
    "template": "did you mean “design”?",
    "documentclass": "did you mean “design”?",
    "doi": "did you mean “identifier”?",
    "isbn": "an ISBN belongs to an edition: “editions: {print: {isbn: …}}”",
    "site-url": "the address of the whole site stands under “site:”, as its “url”",
    "site-title": "the title of the whole site stands under “site:”, as its “title”",
    "website": "did you mean “site”?",
    "params": "did you mean “variables”?",
    "smart-quotes": "did you mean “smart”?",
}


@bounded_looks()
def configure(workspace: Workspace) -> Configuration:
    """Read and validate octavo.yaml.

    Raises ``OctavoError`` (exit code 2) with every mistake at its place.
    """
    source = load_yaml(workspace.read_text(CONFIGURATION), CONFIGURATION)
    mistakes: list[Diagnostic] = list(source.diagnostics)
    if source.data is None:
        mistakes = mistakes or [
            diagnose("OCT002", "the file is empty", Span(CONFIGURATION), "begin with publications:")
        ]
        raise OctavoError(*mistakes, exit_code=2)
    project: Project | None = None
    try:
        project = Project.model_validate(_named(source.data))
    except ValidationError as error:
        mistakes += explain(
            error, source, CONFIGURATION, known=_KNOWN, spellings=_SPELLINGS, meant=_MEANT
        )
    mistakes += underscored(source, CONFIGURATION, known=_KNOWN)
    if mistakes or project is None:
        raise OctavoError(*sorted(dict.fromkeys(mistakes), key=_by_place), exit_code=2)
    return Configuration(project, CONFIGURATION, {**source.keys, **source.values})


def _named(data: Any) -> Any:  # noqa: ANN401  (raw YAML)
    """Give every publication its name, which YAML writes as the key before it.

    With it goes the file of contributors that all publications share, where there is one.
    """
    if not isinstance(data, dict) or not isinstance(data.get("publications"), dict):
        return data
    shared = {"contributors": data["contributors"]} if data.get("contributors") else {}
    publications = {
        name: {"name": name, **shared, **entry} if isinstance(entry, dict) else entry
        for name, entry in data["publications"].items()
    }
    return {**data, "publications": publications}


def _by_place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span or Span("")
    return span.line, span.column


@lru_cache(maxsize=8)
def _theme_yaml(text: str, path: str) -> Yaml:
    """Read a file of the theme, which several steps of a command ask for; nothing changes it."""
    return load_yaml(text, path)


def load_design(workspace: Workspace, publication: Publication, span: Span) -> Design:
    """Read ``templates/designs/NAME.yaml``, the publication's own or the theme's.

    Raises ``OctavoError`` (exit code 2) where there is none or it is wrong.
    """
    path = f"templates/designs/{publication.design}.yaml"
    text = workspace.theme_file(path)
    if text is None:
        raise OctavoError(
            diagnose(
                "OCT008",
                f"no design “{publication.design}”",
                span,
                f"the house theme has “report” and “anthology”; a design of your own is {path}",
            ),
            exit_code=2,
        )
    source = _theme_yaml(text, path)
    known: dict[KeyPath, list[str]] = {
        (): keys_of(Design),
        ("front", "*"): keys_of(SectionRule),
        ("back", "*"): keys_of(SectionRule),
    }
    design = _validated(Design, source, source.data or {}, path, known)
    missing = [*_missing_templates(workspace, design), *_missing_stylesheets(workspace, design)]
    if missing:
        raise OctavoError(
            *(
                diagnose("OCT008", message, Span(path, *source.place(keys)), hint)
                for keys, message, hint in missing
            ),
            exit_code=2,
        )
    return design


_Missing = tuple[KeyPath, str, str]


def _missing_templates(workspace: Workspace, design: Design) -> list[_Missing]:
    """Return the sections of a design for which no edition has a template."""
    folders = ["templates/sections"]
    variants = [one.variant for one in load_editions(workspace).values()]
    folders += [f"templates/{name}/sections" for names in variants for name in names]
    known = {name for folder in folders for name in workspace.theme_names(folder, ".html")}
    named: list[tuple[KeyPath, str]] = [(("chapter",), design.chapter)]
    for part, rules in (("front", design.front), ("back", design.back)):
        named += [((part, place, "template"), rule.template) for place, rule in enumerate(rules)]
    return [
        (
            keys,
            f"no template “templates/sections/{name}.html”",
            suggestion(name, sorted(known)),
        )
        for keys, name in named
        if name not in known
    ]


def _missing_stylesheets(workspace: Workspace, design: Design) -> list[_Missing]:
    known = [f"{name}.css" for name in workspace.theme_names("styles", ".css")]
    return [
        (("stylesheets", place), f"no stylesheet “styles/{name}”", suggestion(name, known))
        for place, name in enumerate(design.stylesheets)
        if name not in known
    ]


def load_editions(workspace: Workspace) -> dict[str, Edition]:
    """Read ``templates/editions.yaml``: what the theme says of each edition."""
    text = workspace.theme_file(EDITIONS_FILE) or ""
    source = _theme_yaml(text, EDITIONS_FILE)
    data = source.data if isinstance(source.data, dict) else {}
    known: dict[KeyPath, list[str]] = {("*",): keys_of(Edition), (): keys_of(Edition)}
    return {
        name: _validated(Edition, source, {"name": name, **entry}, EDITIONS_FILE, known)
        for name, entry in data.items()
    }


def _validated(
    model: type[_Model], source: Yaml, data: object, path: str, known: Mapping[KeyPath, list[str]]
) -> _Model:
    if source.diagnostics:
        raise OctavoError(*source.diagnostics, exit_code=2)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise OctavoError(*explain(error, source, path, known=dict(known)), exit_code=2) from None


def editions_of(
    publication: Publication, available: Mapping[str, Edition], configuration: Configuration
) -> tuple[Edition, ...]:
    """Return the editions of a publication with its own options, in the theme's order.

    Raises ``OctavoError`` (exit code 2) for an edition that the theme does not have.
    """
    unknown = [
        diagnose(
            "OCT006",
            f"no edition “{name}”",
            configuration.span("publications", publication.name, "editions", name),
            suggestion(name, list(available)),
        )
        for name in publication.editions
        if name not in available
    ]
    if unknown:
        raise OctavoError(*unknown, exit_code=2)
    editions = []
    for name, edition in available.items():
        if name not in publication.editions:
            continue
        options = publication.editions[name]
        changes: dict[str, object] = {"isbn": options.isbn}
        if options.bleed is not None:
            changes["bleed"] = options.bleed
        editions.append(edition.model_copy(update=changes))
    return tuple(editions)


def choose(
    names: Sequence[str], available: Sequence[str], what: str, of: str = ""
) -> tuple[str, ...]:
    """Return the chosen names, all where none is chosen; what is unknown is wrong use (2).

    ``of`` is the publication that the names are looked for in.
    """
    unknown = [
        diagnose(
            "OCT006",
            f"the publication “{of}” has no {what} “{name}”" if of else f"no {what} “{name}”",
            None,
            suggestion(name, available),
            f"to have it, add “{name}” to its “{what}s” in octavo.yaml" if of else "",
        )
        for name in names
        if name not in available
    ]
    if unknown:
        raise OctavoError(*unknown, exit_code=2)
    return tuple(name for name in available if not names or name in names)


def suggestion(name: str, available: Sequence[str]) -> str:
    """Return a hint: the nearest of the available names, or all of them."""
    near = nearest(name, available)
    return f"did you mean “{near}”?" if near else f"there are: {', '.join(available)}"
