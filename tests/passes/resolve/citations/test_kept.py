"""What citeproc answered is kept between builds: the same question is not asked twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from octavo.cache import Cache
from octavo.passes.resolve.citations import citeproc
from octavo.passes.resolve.citations.citeproc import (
    Answer,
    CiteprocError,
    Entries,
    Job,
    Question,
    find_pandoc,
)
from tests.passes.resolve.citations.library import BIBTEX, NOTE_STYLE

PANDOC = find_pandoc() or ""
CITATION = {
    "citationId": "doe2020",
    "citationPrefix": [],
    "citationSuffix": [],
    "citationMode": {"t": "NormalCitation"},
    "citationNoteNum": 0,
    "citationHash": 0,
}
BLOCKS: list[Any] = [{"t": "Para", "c": [{"t": "Cite", "c": [[CITATION], []]}]}]
JOBS = [Job("en-GB", [(0, "doe2020"), (0, "lost")], BLOCKS)]


def asked(cache: Cache | None, text: str = BIBTEX, style: bytes | None = None) -> Answer:
    entries = [Entries(text, "bibtex")]
    return Question(PANDOC, entries, JOBS, style, "en-GB", cache).answer()


def no_pandoc(*_: object) -> None:
    raise CiteprocError("asked again")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def test_a_question_is_asked_once_for_all_builds(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = asked(None)
    assert without.jobs[0]
    assert without.missing == [(0, "lost")]  # what is to be told is kept as well
    assert asked(cache) == without
    monkeypatch.setattr(citeproc, "_run", no_pandoc)
    assert asked(cache) == without


@pytest.mark.parametrize("change", [{"text": BIBTEX + "%"}, {"style": NOTE_STYLE.encode()}])
def test_another_question_is_asked(
    change: dict[str, Any], cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(cache)
    monkeypatch.setattr(citeproc, "_run", no_pandoc)
    with pytest.raises(CiteprocError, match="asked again"):
        asked(cache, **change)


def test_a_failure_is_not_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(citeproc, "_run", no_pandoc)
        with pytest.raises(CiteprocError, match="asked again"):
            asked(cache)
    assert asked(cache).jobs[0]


@pytest.mark.parametrize("other", [b"", b"[]", b"{}\0", b'{"blocks": [{"c": []}]}\0', b"\0\0"])
def test_an_answer_of_another_form_is_asked_for_anew(cache: Cache, other: bytes) -> None:
    entries = [Entries(BIBTEX, "bibtex")]
    question = Question(PANDOC, entries, JOBS, None, "en-GB", cache)
    cache.put(question._key, other)
    assert asked(cache) == question.answer()
