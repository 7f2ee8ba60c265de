"""House words for what the EPUB writer itself prints: navigation and the accessibility summary."""

from __future__ import annotations

from collections.abc import Mapping

from octavo.model.diagnostic import OctavoError
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

FALLBACK_LANGUAGE = "en"
FOLDERS = ("templates/words", "templates/epub/words")


def house_words(workspace: Workspace, lang: str) -> Mapping[str, str]:
    """Return the words of a language; those that it lacks come from its base, then from English.

    They stand in ``templates/words/LANG.yaml`` and, those of this edition alone, in
    ``templates/epub/words/LANG.yaml``. Raises ``OctavoError`` for a file that is not YAML.
    """
    words: dict[str, str] = {}
    for name in dict.fromkeys((FALLBACK_LANGUAGE, lang.partition("-")[0].lower(), lang)):
        for folder in FOLDERS:
            words |= _read(workspace, f"{folder}/{name}.yaml")
    return words


def speaks(workspace: Workspace, lang: str) -> bool:
    """Tell whether the words of this edition exist in the language itself."""
    names = (lang, lang.partition("-")[0].lower())
    return any(workspace.theme_file(f"{FOLDERS[1]}/{name}.yaml") is not None for name in names)


def _read(workspace: Workspace, path: str) -> dict[str, str]:
    text = workspace.theme_file(path)
    if text is None:
        return {}
    yaml = load_yaml(text, path)
    if yaml.diagnostics:
        raise OctavoError(*yaml.diagnostics, exit_code=2)
    return {str(key): str(value) for key, value in (yaml.data or {}).items()}
