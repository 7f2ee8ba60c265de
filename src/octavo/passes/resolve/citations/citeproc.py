"""Pandoc's citeproc: finding it, and asking it once for a whole book.

Pandoc gets a document in its own JSON form. A script of ours that it runs reads the entries of
the bibliographies (BibTeX, CSL-JSON, CSL-YAML), each by itself, and lets citeproc set one list of
citations after the other: a chapter by itself where every chapter has its own list, or the book in
the language of one of its chapters.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from octavo.cache import Cache, key_of, made_by
from octavo.passes.resolve.citations import script

OLDEST = (3, 0)
PACKAGE, OLDEST_PACKAGE = "pypandoc_binary", (1, 14)  # which holds Pandoc 3.5
SECONDS = 60
# The versions of the JSON form from Pandoc 3.0 on begin with these numbers.
_API_VERSION = [1, 23]
_MEMORY = "-M2g"
_UNREADABLE = (ValueError, KeyError, IndexError, TypeError, RecursionError)
# JSON holds no such byte.
_BETWEEN = b"\0"


class CiteprocError(Exception):
    """Citeproc cannot be asked, or gave no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of one bibliography as text in one of Pandoc's formats."""

    text: str
    format: str


@dataclass(frozen=True, slots=True)
class Job:
    """One list of citations to set: its blocks in Pandoc's form, in a language.

    ``works`` are the works that it may cite, each the number of its entries and its key;
    ``lists`` tells whether the list of references is wanted too, which is most of an answer.
    """

    lang: str
    works: Sequence[tuple[int, str]]
    blocks: Sequence[Any]
    lists: bool = True


@dataclass(slots=True)
class Answer:
    """What citeproc gave back.

    ``jobs`` holds for each job its blocks in Pandoc's form, None where it failed; ``problems`` for
    the number of some entries why they cannot be read; ``untitled`` and ``undated`` works (the
    number of the entries, the key) that lack what nearly every style prints; ``missing`` works
    that are not in what could be read; ``failure`` why
    citeproc refused a job; ``warnings`` what Pandoc said besides.
    """

    jobs: list[list[Any] | None] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    untitled: list[tuple[int, str]] = field(default_factory=list)
    undated: list[tuple[int, str]] = field(default_factory=list)
    missing: list[tuple[int, str]] = field(default_factory=list)
    failure: str = ""
    warnings: list[str] = field(default_factory=list)


def find_pandoc() -> str | None:
    """Return the Pandoc to use, or None.

    The package ``pypandoc_binary`` goes before a Pandoc on the path: it can be pinned, and the
    same version makes the same bytes on every machine.
    """
    packaged = _packaged()
    if packaged is not None:
        return packaged
    program = shutil.which("pandoc")
    return program if program and version_of(program) >= OLDEST else None


def _packaged() -> str | None:
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None
    if _numbers(version) < OLDEST_PACKAGE:
        return None
    found = importlib.util.find_spec("pypandoc")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for name in ("pandoc", "pandoc.exe"):
            place = Path(folder) / "files" / name
            if place.is_file():
                return str(place)
    return None


def version_of(program: str) -> tuple[int, ...]:
    """Return the version of a Pandoc; (0,) where it does not run."""
    try:
        told = subprocess.run(  # noqa: S603  (a Pandoc, our own argument)
            [program, "--version"], capture_output=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return (0,)
    return _numbers(told.decode("utf-8", "replace"))


def _numbers(version: str) -> tuple[int, ...]:
    match = re.search(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else (0,)


class Question:
    """A question to citeproc, which works on it while we do something else."""

    def __init__(
        self,
        pandoc: str,
        entries: Sequence[Entries],
        jobs: Sequence[Job],
        style: bytes | None,
        lang: str,
        cache: Cache | None = None,
    ) -> None:
        """Let citeproc begin to set some jobs with entries that their works name by number.

        ``style`` is a CSL style, None for Pandoc's own (Chicago, author-date); ``lang`` the
        language of titles whose entries name none; ``cache`` where answers are kept: what is there
        is not asked again.
        """
        blocks = [
            {"t": "CodeBlock", "c": [[str(number), [one.format], []], one.text]}
            for number, one in enumerate(entries)
        ]
        blocks += [_job_block(number, job, style is not None) for number, job in enumerate(jobs)]
        question = {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}
        self.count = len(jobs)
        # Made of our own nodes a moment ago: there are no circles in it to look for.
        asked = json.dumps(question, check_circular=False).encode()
        self._cache = cache
        self._key = key_of("citations", _maker(pandoc), asked, style or "", lang)
        self._kept = _read_back(cache.get(self._key) if cache else None, self.count)
        if self._kept is not None:
            return
        # A thread that waits for another process; it ends with it, at its time limit at the latest.
        waiting = ThreadPoolExecutor(max_workers=1)
        self._done = waiting.submit(_run, pandoc, asked, style, lang)
        waiting.shutdown(wait=False)

    def answer(self) -> Answer:
        """Wait for the answer. Raises ``CiteprocError`` where nothing comes back."""
        if self._kept is not None:
            return self._kept
        done = self._done.result()
        if done.returncode:
            raise CiteprocError(_first_line(done.stderr) or f"it ended with {done.returncode}")
        try:
            answer = _answer(done.stdout, self.count, done.stderr)
        except _UNREADABLE as error:
            raise CiteprocError("its answer cannot be read") from error
        if self._cache is not None:
            self._cache.put(self._key, done.stdout + _BETWEEN + done.stderr)
        return answer


def _maker(pandoc: str) -> str:
    """Return what tells this Pandoc, and our way to ask it, from another."""
    try:
        about = Path(pandoc).stat()
    except OSError:  # it cannot be asked either, which is told then
        return ""
    return f"{made_by((), __file__, script.__file__)} {about.st_size} {about.st_mtime_ns}"


def _read_back(data: bytes | None, count: int) -> Answer | None:
    """Return an answer that was kept, None where there is none."""
    output, _, said = (data or b"").partition(_BETWEEN)
    try:
        return _answer(output, count, said)
    except _UNREADABLE:
        return None


def _job_block(number: int, job: Job, with_style: bool) -> dict[str, Any]:
    pairs = [["lang", job.lang], *([["style", "style.csl"]] if with_style else [])]
    pairs += [] if job.lists else [["lists", "no"]]
    names = "\n".join(f"{index} {key}" for index, key in job.works)
    listed = {"t": "CodeBlock", "c": [["", [], []], names]}
    return {"t": "Div", "c": [[str(number), [], pairs], [listed, *job.blocks]]}


def _run(
    pandoc: str, question: bytes, style: bytes | None, lang: str
) -> subprocess.CompletedProcess[bytes]:
    """Run Pandoc in an empty folder: it reads no file but ours, and fetches nothing.

    It would take a folder of the user's with styles and scripts: it gets the empty one.
    """
    with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
        Path(folder, "citations.lua").write_text(script.SCRIPT, encoding="utf-8")
        if style is not None:
            Path(folder, "style.csl").write_bytes(style)
        command = [pandoc, "+RTS", _MEMORY, "-RTS", "--sandbox", f"--data-dir={folder}",
                   "--from=json", "--to=json", "--lua-filter=citations.lua"]  # fmt: skip
        # BibTeX titles are lower-cased by the rules of the language that LANG names.
        environment = {"LANG": lang.replace("-", "_") + ".UTF-8", "HOME": folder, "PATH": ""}
        if sys.platform == "win32":
            import os

            environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
        try:
            return subprocess.run(  # noqa: S603  (our own arguments)
                command,
                input=question,
                capture_output=True,
                cwd=folder,
                env=environment,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CiteprocError(f"it was not done after {SECONDS} seconds") from None
        except OSError as error:
            raise CiteprocError(f"it cannot be started ({error.strerror})") from None


def _answer(output: bytes, count: int, said: bytes) -> Answer:
    """Return what Pandoc wrote to its two streams. Raises one of ``_UNREADABLE``."""
    answer = Answer(jobs=[None] * count)
    for block in json.loads(output)["blocks"]:
        (identifier, classes, _pairs), content = block["c"]
        if block["t"] == "Div":
            answer.jobs[int(identifier)] = content
        elif classes == ["problem"]:
            answer.problems[int(identifier)] = content
        elif classes == ["failure"]:
            answer.failure = content
        else:
            table: list[tuple[int, str]] = getattr(answer, classes[0])
            table.append((int(identifier), content))
    warnings = [
        line
        for line in said.decode("utf-8", "replace").splitlines()
        if line.startswith("[WARNING] ")
    ]
    answer.warnings = [line.removeprefix("[WARNING] ") for line in dict.fromkeys(warnings)]
    return answer


def _first_line(said: bytes) -> str:
    return next(iter(said.decode("utf-8", "replace").strip().splitlines()), "")[:200]
