"""octavo check --artefacts: what was built is read again by validators."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from octavo.cli import octavo

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    contents: [text]
    editions: [screen, epub, web]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    (folder / "text").mkdir()
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "text/one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(octavo, ["build"]).exit_code == 0
    return folder


@pytest.fixture
def book(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built publication, to be damaged."""
    shutil.copytree(built, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


def check() -> tuple[int, str]:
    result = CliRunner().invoke(octavo, ["check", "--artefacts"])
    return result.exit_code, result.output


def forge(book: Path, name: str, data: bytes) -> None:
    """Put other bytes in the place of an artefact, and their checksum in the manifest."""
    from hashlib import sha256

    place = book / "build" / name
    manifest = book / "build" / "manifest.json"
    old = sha256(place.read_bytes()).hexdigest()
    place.write_bytes(data)
    text = manifest.read_text(encoding="utf-8").replace(old, sha256(data).hexdigest())
    manifest.write_text(text, encoding="utf-8")


def test_sound_artefacts(book: Path) -> None:
    code, output = check()
    assert code == 0
    assert "build/book.epub: sound" in output
    assert "build/book.pdf: sound" in output


def test_a_missing_artefact(book: Path) -> None:
    (book / "build/book.pdf").unlink()
    code, output = check()
    assert code == 1
    assert (
        "build/book.pdf:1:1: error[OCT512]: the manifest names this file; it is missing" in output
    )


def test_a_changed_artefact(book: Path) -> None:
    with (book / "build/book.pdf").open("ab") as file:
        file.write(b"more")
    code, output = check()
    assert code == 1
    assert "build/book.pdf:1:1: error[OCT512]: this is not the file that was built" in output


def test_a_changed_page_of_the_web_edition(book: Path) -> None:
    """One checksum holds for all its files: a changed, an added and a missing one are told."""
    folder = book / "build/web/book"
    page = next(path for path in folder.glob("*.html") if path.name != "index.html")
    before = page.read_bytes()
    told = "build/web/book/index.html:1:1: error[OCT512]: this is not the file that was built"
    for change in (lambda: page.write_bytes(before + b" "), page.unlink):
        change()
        assert told in check()[1]
    page.write_bytes(before)
    assert "build/web/book/index.html: sound" in check()[1]
    (folder / "more.html").write_bytes(b"")
    assert told in check()[1]


def test_a_damaged_pdf(book: Path) -> None:
    data = (book / "build/book.pdf").read_bytes()
    forge(book, "book.pdf", data[: len(data) // 2])
    code, output = check()
    assert code == 1
    assert "error[OCT510]" in output


def test_a_damaged_epub(book: Path) -> None:
    import zipfile

    place = book / "build/book.epub"
    with zipfile.ZipFile(place) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    (chapter,) = [name for name, data in files.items() if b"<p" in data and b"Text." in data]
    files[chapter] = files[chapter].replace(b"<p", b"<p class='a' onclick='x()' color='red'", 1)
    forged = book / "forged.epub"
    with zipfile.ZipFile(forged, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    forge(book, "book.epub", forged.read_bytes())
    code, output = check()
    assert code == 1
    assert f"build/book.epub!{chapter}:" in output
    assert "error[OCT511]: RSC-005" in output


def test_without_java_the_epub_is_not_checked_rather_than_passed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    code, output = check()
    assert code == 0
    assert "warning[OCT513]: not checked with EPUBCheck: a Java runtime is not installed" in output
    assert "book.epub: sound" not in output
    assert "PK" not in output
    assert "│" not in output


def test_a_file_that_is_no_text_is_told_without_its_first_line(book: Path) -> None:
    for name in ("book.pdf", "book.epub"):
        place = book / "build" / name
        place.write_bytes(place.read_bytes() + b"\0")
    code, output = check()
    assert code == 1
    assert output.count("error[OCT512]") == 2
    assert "│" not in output


def test_before_anything_was_built(book: Path) -> None:
    shutil.rmtree(book / "build")
    code, output = check()
    assert code == 0
    assert "nothing was built yet" in output


def test_loose_lines_are_told_with_their_page_and_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A justified line before a word that does not fit, and all that was counted."""
    (tmp_path / "text").mkdir()
    (tmp_path / "styles").mkdir()
    word = "unbreakable" * 6
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION.replace(", epub", ""), encoding="utf-8")
    (tmp_path / "text/one.md").write_text(f"# One\n\nTwo words {word} more.\n", encoding="utf-8")
    (tmp_path / "styles/tokens.css").write_text(
        ":root { --align-text: justify } p { hyphens: manual }", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(octavo, ["build"]).exit_code == 0
    code, output = check()
    assert code == 0
    assert "text/one.md:3:1: warning[OCT514]: page 5 of build/book.pdf has spaces " in output
    assert "times as wide as the face's own in “Two words”" in output
    # The other line is the word alone.
    assert "build/book.pdf: lines justified: 2, loose (" in output
    assert "own): 50.0 %, very loose (over twice): 50.0 %, ending in a hyphen: 0.0 %" in output
    assert "lines set one by one: 0" in output


def test_nothing_is_told_of_ragged_lines(book: Path) -> None:
    _, output = check()
    assert "lines justified" not in output
