"""The index of the search, read as the browser reads it."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from octavo.writers.web import search
from octavo.writers.web.search import EXCERPT, FILE_SIZE, LEVELS, SearchText, search_files
from octavo.writers.web.searchwords import LONGEST, Stemmer, fold, words_of
from tests.stress.words import ENGLISH, FRENCH, JOINERS, SPANISH

ROOT = Path(__file__).parents[3]


def text(words: str, title: str = "", lang: str = "en", abstract: str = "") -> SearchText:
    return SearchText("page.html", title, "", lang, words, abstract)


def data_of(files: Sequence[tuple[str, bytes]]) -> Mapping[str, Any]:
    """What each file registers, by the name that it registers it under."""
    found = {}
    for name, data in files:
        call = re.fullmatch(r'octavoSearch\.add\("([a-z0-9-]+)",(.*)\);\n', data.decode(), re.S)
        assert call is not None
        assert name == f"search/{call[1]}.js"
        found[call[1]] = json.loads(call[2])
    return found


def weights(files: Sequence[tuple[str, bytes]], word: str) -> dict[int, int]:
    """The weight of each text, by its number, that the stem of a folded word has."""
    found: dict[int, int] = {}
    data = data_of(files)
    for _, name in data["documents"]["files"]:
        for words, (rarity, *postings) in data[name]:
            number = 0
            for posting in postings if word in words.split() else ():
                number += posting // LEVELS
                found[number] = max(found.get(number, 0), rarity * (posting % LEVELS))
    return found


def has(word: str, *texts: SearchText) -> list[int]:
    """The numbers of the texts in which a word is found."""
    return sorted(weights(search_files(texts), word))


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The river, and the “bank”.", ["The", "river", "and", "the", "bank"]),
        ("l’eau l'eau", ["l", "eau", "l", "eau"]),
        ("well-kept snake_case 3.5 m²", ["well", "kept", "snake", "case", "3", "5", "m²"]),
        ("pub\u00adlish", ["publish"]),
        ("Octavo™ 🎉 C++", ["Octavo", "C"]),
        ("re\u0301sume\u0301", ["résumé"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("", []),
        ("… — ?!", []),
    ],
)
def test_words_are_told_apart(written: str, expected: list[str]) -> None:
    assert words_of(written) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(
            ("Éloïse", "eloise"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
        ),
        *(("ﬁnal", "final"), ("Œuvre", "oeuvre"), ("Ærø", "aero"), ("Łódź", "lodz")),
        *(("İzmir", "izmir"), ("ISPARTA", "isparta"), ("Isparta", "isparta"), ("ısı", "isi")),
        *(("Þingvellir", "thingvellir"), ("Ħamrun", "hamrun"), ("Ａｂ", "ab"), ("𝐀", "a")),
        *(("ΟΔΟΣ", "οδοσ"), ("ὁδός", "οδοσ"), ("Ёлка", "елка")),
        *(("שָׁלוֹם", "שלום"), ("كِتَاب", "كتاب")),
        *(
            ("한국", "한국"),
            ("が", "が"),
            ("हिन्दी", "हिन्दी"),
            ("ﷺ", "صلىاللهعليهوسلم"),
            ("\u0301", ""),
        ),
    ],
)
def test_words_are_folded(word: str, expected: str) -> None:
    assert fold(word) == expected


def test_a_word_of_any_length_is_known_by_its_beginning() -> None:
    files = search_files([text("ß" * 200_000 + " end")])
    assert weights(files, "s" * LONGEST)
    assert sum(len(data) for _, data in files) < 1000


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "walked", "walking"),
        ("en-GB", "cities", "City"),
        ("fr", "chevaux", "cheval"),
        ("fr-CA", "élèves", "Élève"),
        ("de", "Häuser", "Haus"),
        ("es", "canciones", "canción"),
        ("it", "lavorare", "lavorato"),
        ("nl", "bruggen", "brug"),
        ("pt", "cidades", "cidade"),
        ("ru", "улицы", "улица"),
    ],
)
def test_a_word_finds_the_other_forms_of_its_stem(lang: str, one: str, other: str) -> None:
    texts = (text(one, lang=lang), text(other, lang=lang), text("7", lang=lang))
    assert has(fold(one), *texts) == has(fold(other), *texts) == [0, 1]


@pytest.mark.parametrize("lang", ["la", "x-own", "", "not a language"])
def test_words_of_other_languages_are_known_as_they_are(lang: str) -> None:
    texts = (text("Walked", lang=lang), text("walking", lang=lang))
    assert has("walked", *texts) == [0]
    assert has("walk", *texts) == []


def test_languages_do_not_share_stems() -> None:
    texts = (text("walked", lang="en"), text("walked", lang="fr"), text("walking", lang="en"))
    assert has("walking", *texts) == [0, 2]
    assert has("walked", *texts) == [0, 1, 2]  # what is typed has no language


def test_a_stem_is_found_as_a_word() -> None:
    # What someone types need not be a form that a text has: “citi” begins “cities”.
    assert has("citi", text("city")) == [0]


def test_scripts_without_spaces_are_known_by_pairs() -> None:
    assert [form for _, form in Stemmer()("東京都", "ja")] == ["東京", "京都", "都"]
    assert [form for _, form in Stemmer()("2024年", "zh")] == ["2024", "年"]
    assert has("京都", text("東京都", lang="ja"), text("東の都", lang="ja")) == [0]


# ------------------------------------------------------------------ weights


def test_a_heading_counts_more_than_an_abstract_and_that_more_than_the_text() -> None:
    filler = "stone water wood iron clay sand lime glass " * 3
    found = weights(
        search_files(
            [
                text(f"bridge {filler}"),
                text(filler, abstract="bridge"),
                text(filler, title="bridge"),
                text(filler),
            ]
        ),
        "bridge",
    )
    assert found[2] > found[1] > found[0]
    assert 3 not in found


def test_a_rare_word_counts_more_than_a_frequent_one() -> None:
    files = search_files([text("the river"), text("the bank"), text("the mill"), text("the oven")])
    assert weights(files, "river")[0] > weights(files, "the")[0] > 0


def test_no_word_is_too_frequent_to_be_found() -> None:
    texts = [text("the same", title="To be or not to be"), *(text("the same") for _ in range(299))]
    assert has("the", *texts) == list(range(300))
    assert has("be", *texts) == [0]


# -------------------------------------------------------------------- files


def test_what_is_told_of_a_text() -> None:
    texts = [
        SearchText("a.html", "Ovens", "Bread", "en-GB", "Of  clay.\nAnd more.", "On baking."),
        SearchText("a.html#salt", "Salt", "Bread", "en-GB", "Of  salt.\n"),
    ]
    assert data_of(search_files(texts))["documents"]["texts"] == [
        ["a.html", "Ovens", "Bread", "en-GB", "On baking."],
        ["a.html#salt", "Salt", "Bread", "en-GB", "Of salt."],
    ]


@pytest.mark.parametrize("words", ["stone water " * 100, "東" * 500, "a" * 159 + " b c", "x" * 160])
def test_an_excerpt_is_short_and_cut_at_a_word(words: str) -> None:
    told = search.excerpt(text(words))
    assert len(told) <= EXCERPT
    assert words.startswith(told.removesuffix("…"))
    following = words[len(told.removesuffix("…")) :]
    assert following[:1] in ("", " ") or " " not in words


def test_no_texts_have_an_index_too() -> None:
    assert data_of(search_files([])) == {"documents": {"files": [], "texts": []}}


def test_a_text_without_words_is_told_and_counts_for_the_numbers() -> None:
    files = search_files([text("…"), text(""), text("river")])
    assert len(data_of(files)["documents"]["texts"]) == 3
    assert list(weights(files, "river")) == [2]


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script> ]]>",
        "one\u2028two\u2029three",
        "\" ' \\ \\u003c `${x}` \x00 \x7f",
        "🎉 👩‍👩‍👧 🏳️‍🌈",
        "half a pair \ud83c and \udf89",
        "\u202eright to left",
        "__proto__ constructor hasOwnProperty",
    ],
)
def test_a_text_cannot_leave_its_string(hostile: str) -> None:
    files = search_files([SearchText(hostile, hostile, hostile, hostile, hostile, hostile)])
    for _, data in files:
        assert not re.search("[<\u2028\u2029]", data.decode())
    assert data_of(files)["documents"]["texts"] == [[*[hostile] * 4, " ".join(hostile.split())]]


def test_files_are_cut_where_a_word_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    # Some words have letters beyond the first plane: JavaScript orders those before others.
    words = [*ENGLISH, *FRENCH, "𐓘𐓙", "\ufb50", "豈", "\ua4d0"]
    texts = [text(word) for word in words] + [text("walked walking walks")]
    whole = search_files(texts)
    monkeypatch.setattr(search, "FILE_SIZE", 400)
    files = search_files(texts)

    data = data_of(files)
    cuts = data["documents"]["files"]
    assert len(cuts) > 20
    assert len(data_of(whole)["documents"]["files"]) == 1
    firsts = [first.encode("utf-16-be") for first, _ in cuts]
    assert firsts == sorted(firsts)
    for word in map(fold, words):
        # The last file that begins before the word or with it.
        place = max(at for at, first in enumerate(firsts) if first <= word.encode("utf-16-be"))
        assert any(word in row[0].split() for row in data[cuts[place][1]]), word
    for word in ("walked", "walk", "oven", "cahier"):
        assert weights(files, word) == weights(whole, word) != {}


def test_the_name_of_a_file_changes_with_what_is_in_it() -> None:
    one, other = search_files([text("river")]), search_files([text("river bank")])
    assert one[0][0] == other[0][0] == "search/documents.js"
    assert one[1][0] != other[1][0]
    assert [name for name, _ in search_files([text("river")], "de/search")] == [
        f"de/{name}" for name, _ in one
    ]


MAKE = """
import hashlib
from octavo.writers.web.search import SearchText, search_files
from tests.stress.words import ENGLISH, FRENCH
texts = [SearchText("a", word, "", lang, " ".join(words[at:]), "")
         for lang, words in (("en", ENGLISH), ("fr", FRENCH), ("ja", ["東京都"]))
         for at, word in enumerate(words)]
print(hashlib.sha256(repr(search_files(texts)).encode()).hexdigest())
"""


def test_the_same_texts_give_the_same_bytes() -> None:
    surroundings = {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    made = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env={**os.environ, **surroundings, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
    assert len(made.pop().strip()) == 64


# --------------------------------------------------------------- large books


def prose(number: int, seed: int = 1) -> list[str]:
    """So many words, some of them joining words and numbers."""
    rng = random.Random(seed)
    known = [*ENGLISH, *SPANISH, *JOINERS["en"] * 20]
    return [
        rng.choice(known) if rng.random() < 0.95 else str(rng.randrange(1_000_000))
        for _ in range(number)
    ]


def in_texts(words: Sequence[str], length: int) -> list[SearchText]:
    return [text(" ".join(words[at : at + length])) for at in range(0, len(words), length)]


def calls(texts: Sequence[SearchText]) -> int:
    """How many functions are called while the files of texts are made."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        search_files(texts)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("length", [100, 40_000])
def test_the_work_grows_in_proportion(length: int) -> None:
    words = prose(40_000)
    half, whole = calls(in_texts(words[:20_000], length)), calls(in_texts(words, length))
    assert 1.2 * half < whole < 2.2 * half


def test_a_million_words_have_small_files() -> None:
    texts = in_texts(prose(1_000_000), 250)
    files = search_files(texts)
    words = files[1:]
    # No stem of these has so many texts that it is larger than a file by itself.
    assert all(len(data) < FILE_SIZE + 100 for _, data in words)
    # Some four bytes a posting: every different word of a text once.
    postings = sum(len({fold(word) for word in one.words.split()}) for one in texts)
    assert sum(len(data) for _, data in words) < 5 * postings
    assert len(weights(files, "the")) > 0.9 * len(texts)
