"""House words: every language has every one."""

from __future__ import annotations

import pytest
import yaml

from octavo.workspace import theme_folder

FOLDERS = ("templates/words", "templates/epub/words", "templates/web/words")


@pytest.mark.parametrize("lang", ["de", "es", "fr"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_language_has_the_words_of_english(folder: str, lang: str) -> None:
    words, english = (
        yaml.safe_load((theme_folder() / folder / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in (lang, "en")
    )

    assert sorted(words) == sorted(english)
    for key, word in english.items():
        assert word.count("{") == words[key].count("{"), key
