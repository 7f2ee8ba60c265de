"""House words: what the theme says in a reader's language ("Figure", "Contents", "Notes")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from octavo.locales import base_language
from octavo.model.diagnostic import OctavoError
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

FALLBACK_LANGUAGE = "en"
FOLDER = "templates/words"


class Words(Mapping[str, str]):
    """House words in one language; those that it lacks come from its base, then from English."""

    def __init__(self, workspace: Workspace, lang: str, variants: Sequence[str] = ()) -> None:
        """Read ``templates/words/LANG.yaml``, and those of variants from their folders.

        A file of the publication adds to the theme's and replaces single words. Raises
        ``OctavoError`` (exit code 2) for a file that is not YAML.
        """
        # The nearest variant has the last word.
        folders = [FOLDER, *(f"templates/{variant}/words" for variant in reversed(variants))]
        self._words: dict[str, str] = {}
        for name in reversed(_names(lang)):
            for folder in folders:
                self._words |= _read(workspace, f"{folder}/{name}.yaml")

    def __getitem__(self, key: str) -> str:
        """Return a word; templates write ``words.contents``."""
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._words)


def speaks(workspace: Workspace, lang: str, variants: Sequence[str]) -> bool:
    """Tell whether the words of a variant exist in the language itself."""
    own = [name for name in _names(lang) if name != FALLBACK_LANGUAGE or lang.startswith(name)]
    return any(
        workspace.theme_layers(f"templates/{variant}/words/{name}.yaml")
        for variant in variants
        for name in own
    )


def _names(lang: str) -> list[str]:
    """Return the names of the files that hold a language's words, the nearest first."""
    return list(dict.fromkeys((lang, base_language(lang), FALLBACK_LANGUAGE)))


def _read(workspace: Workspace, path: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for text in workspace.theme_layers(path):
        yaml = load_yaml(text, path)
        if yaml.diagnostics:
            raise OctavoError(*yaml.diagnostics, exit_code=2)
        if isinstance(yaml.data, dict):
            words |= {str(key): str(value) for key, value in yaml.data.items()}
    return words
