"""Whatever is broken in a manuscript, the author is told in words, and soon.

Every case damages one file of a publication at random, from its number alone, and runs ``octavo
check`` on it. Nothing may end in a traceback, in a mistake of Octavo's own, or in a long wait.
A case that fails is named, and made as short as it can be::

    MUTATION=1234 pytest tests/test_mutations.py -k in_words
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from octavo.cli import octavo
from octavo.yamlplaces import Yaml, load_yaml
from tests.mutating import broken, shrunken
from tests.reading.specification import CHAPTER, read_page

ROOT = Path(__file__).resolve().parents[1]
CASES = 2000
MORE_CASES = 20000
BATCH = 100
SECONDS = 20  # no case takes a tenth of that
TOO_LONG = "too long"
EXIT_CODES = (0, 1, 2, 3)
FORMATS = ("text", "text", "text", "concise", "json", "github", "sarif")


def asked_for() -> list[range]:
    """The numbers of the cases, a batch a test; the one that MUTATION names, where it does."""
    if "MUTATION" in os.environ:
        number = int(os.environ["MUTATION"])
        return [range(number, number + 1)]
    return [range(first, first + BATCH) for first in range(0, CASES, BATCH)]


# --------------------------------------------------------------- what is broken


def manuscripts() -> Sequence[bytes]:
    """Everything that we have in Markdown: examples, starters, our own publications."""
    page = read_page()
    examples = [example.markdown.text for example in page.examples]
    paths = [
        *sorted((ROOT / "content").rglob("*.md")),
        *sorted((ROOT / "templates" / "starters").rglob("*.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    ]
    texts = [path.read_text(encoding="utf-8") for path in paths if path.name != "specification.md"]
    everything = "\n".join(text for text in examples if not text.startswith("---"))
    return [text.encode() for text in [*examples * 4, *[everything] * 20, *texts]]


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the publication, damaged; ``number`` is all that it is made from."""

    number: int
    path: str
    text: bytes


class Publication:
    """A folder with every kind of file; each case damages one of them and mends it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = {path: text.encode() for path, text in read_page().files.items()}
        self.files[CHAPTER] = b"A chapter.\n"
        self.manuscripts = manuscripts()
        for path in self.files:
            self._write(path, self.files[path])

    def _write(self, path: str, text: bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)

    def case(self, number: int) -> Case:
        """Return the case of a number."""
        rng = random.Random(number)
        if rng.random() < 0.75:
            text = _window(rng.choice(self.manuscripts), rng)
            return Case(number, CHAPTER, broken(text, rng))
        path = rng.choice(sorted(self.files))
        return Case(number, path, broken(self.files[path], rng))

    def failure(self, case: Case) -> str:
        """Run a case; return what is wrong with how it ends, or nothing.

        What takes too long must do so twice: a machine may stand still for a while.
        """
        failure = self._failure(case)
        return self._failure(case) if failure.startswith(TOO_LONG) else failure

    def _failure(self, case: Case) -> str:
        arguments = ["check", "--output-format", FORMATS[case.number % len(FORMATS)]]
        self._write(case.path, case.text)
        try:
            with _at_most(SECONDS):
                result = CliRunner().invoke(octavo, arguments)
        except _TooLongError as error:
            return f"{TOO_LONG}: {error}"
        finally:
            self._write(case.path, self.files[case.path])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            return "".join(traceback.format_exception(result.exception))
        if result.exit_code not in EXIT_CODES:
            return f"exit code {result.exit_code}"
        return "OCT999" if "OCT999" in result.output else ""


def _window(text: bytes, rng: random.Random) -> bytes:
    """Return at most forty lines of a text: the damage counts, not the length."""
    lines = text.split(b"\n")
    begin = rng.randrange(max(1, len(lines) - 39)) if rng.random() < 0.9 else 0
    return b"\n".join(lines[begin : begin + 40])


class _TooLongError(BaseException):
    """A case takes too long; nothing catches it on its way."""


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Raise where the body takes longer."""

    def stop(_number: int, _frame: object) -> None:
        raise _TooLongError(f"still running after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# -------------------------------------------------------------------- the tests


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The publication whose files are broken."""
    return Publication(tmp_path_factory.mktemp("mutations"))


@pytest.fixture(scope="module", autouse=True)
def theme_read_once() -> Iterator[None]:
    """Read the YAML of the theme, which no case damages, only once: half of all time goes there."""

    @cache
    def remembered(text: str, path: str) -> Yaml:
        return load_yaml(text, path)

    def read(text: str, path: str, **given: Any) -> Yaml:
        if path.startswith("templates/"):
            return remembered(text, path)
        return load_yaml(text, path, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("octavo.passes.configure.load_yaml", read)
        patch.setattr("octavo.words.load_yaml", read)
        yield


@pytest.fixture(autouse=True)
def inside(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in its folder, with mistakes of Octavo's own raised as they are."""
    monkeypatch.chdir(publication.folder)
    monkeypatch.setenv("OCTAVO_TRACEBACK", "1")


def told(publication: Publication, case: Case, failure: str) -> str:
    """Return a report of a case that somebody can act on."""
    if failure.startswith(TOO_LONG):
        # Made short in as many tries it would take hours.
        return f"case {case.number}, {case.path}: {case.text!r}\n{failure}"
    kind = failure.strip().splitlines()[-1].partition(":")[0]

    def fails(text: bytes) -> bool:
        lines = publication.failure(Case(case.number, case.path, text)).strip().splitlines()
        return bool(lines) and lines[-1].partition(":")[0] == kind

    short = shrunken(case.text, fails)
    return f"case {case.number}, {case.path}: {short!r}\n{failure}"


def run(publication: Publication, numbers: range) -> None:
    """Run cases; fail with the report of the first few that fail."""
    __tracebackhide__ = True
    reports: list[str] = []
    for number in numbers:
        case = publication.case(number)
        if failure := publication.failure(case):
            reports.append(told(publication, case, failure))
        if len(reports) == 3:
            break
    assert not reports, "\n\n".join(reports)


def test_undamaged_it_is_clean(publication: Publication) -> None:
    """Otherwise the first error would hide what comes after it."""
    for path in publication.files:
        case = Case(0, path, publication.files[path])
        assert publication.failure(case) == ""
    result = CliRunner().invoke(octavo, ["check"])
    assert result.exit_code == 0, result.output


def test_cases_differ_and_can_be_made_again(publication: Publication) -> None:
    cases = [publication.case(number) for number in range(300)]
    assert cases == [publication.case(number) for number in range(300)]
    assert len({case.text for case in cases}) > 290
    assert {case.path for case in cases} == set(publication.files)


@pytest.mark.parametrize("numbers", asked_for())
def test_damage_is_told_in_words(publication: Publication, numbers: range) -> None:
    run(publication, numbers)


@pytest.mark.full
@pytest.mark.parametrize("first", range(CASES, MORE_CASES, BATCH))
def test_more_damage_is_told_in_words(publication: Publication, first: int) -> None:
    run(publication, range(first, first + BATCH))


def test_a_case_that_takes_too_long_is_named(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_mutations.SECONDS", 1)
    monkeypatch.setattr("octavo.pipeline.equipment.parse", lambda *_, **__: time.sleep(10))
    with pytest.raises(AssertionError, match=r"case 7, .*\n?too long: still running after 1"):
        run(publication, range(7, 8))


def test_a_failing_case_is_made_short() -> None:
    assert shrunken(b"some words [and] a bracket", lambda text: b"[" in text) == b"["
