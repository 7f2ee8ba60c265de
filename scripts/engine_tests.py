"""Run WeasyPrint's own tests plainly and as Octavo sets text, and compare them.

Octavo sets paragraphs as a whole, and works styles and lines out on shorter ways.

    python scripts/engine_tests.py              the tests as they are: nothing may differ
    python scripts/engine_tests.py --justify    the same with all text justified

Fetches the source distribution of the installed version and runs all of its tests twice against
what is installed. A test differs if it ends in another way or with another message, if its pages
hold other letters, or if no paragraph was planned in it and yet a box is elsewhere. The exit code
is 1 where one differs, and where nothing was shown: no test ran, or no paragraph was planned.

Few of the tests justify text. With ``--justify`` all do, and hundreds of times as many paragraphs
are planned; some of what the tests expect is then broken elsewhere on purpose, so read each line.

Nobody looks at pictures here: only Ghostscript makes the ones that the tests expect. Such tests
are counted as drawn, and the boxes and PDF files that the pictures are made from are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

# What decides where a box is and what it shows.
GEOMETRY = ("position_x", "position_y", "width", "height", "justification_spacing", "text")
ADDRESS = re.compile(r"\b0x[0-9a-f]+")
STYLES = "tests/resources/tests_ua.css"


class CannotRunError(Exception):
    """The tests cannot be run; the text says why."""


@dataclass(slots=True)
class Result:
    """How a test ended, what it laid out, and how many paragraphs were planned or left."""

    outcome: str
    message: str = ""
    # Digests of all boxes and of their letters; nothing where no page was laid out.
    boxes: str = ""
    letters: str = ""
    planned: int = 0
    left: int = 0


Results = Mapping[str, Result]


# ----------------------------------------------------- inside pytest, in a process of its own


class Recorder:
    """A plugin of pytest: notes how each test ends, and may set paragraphs as a whole."""

    def __init__(self, *, as_a_whole: bool) -> None:
        """Begin with no results."""
        self.as_a_whole = as_a_whole
        self.results: dict[str, Result] = {}
        self._begin()

    def _begin(self) -> None:
        self._boxes = hashlib.sha256()
        self._letters: Counter[str] = Counter()
        self._has_pages = self._is_drawn = False

    def pytest_collection_finish(self) -> None:
        """Listen to documents; only now, since the tests replace how pictures are written."""
        from weasyprint.document import Document

        begin = Document.__init__

        def begin_noted(document: Any, pages: Any, *others: Any, **named: Any) -> None:  # noqa: ANN401
            begin(document, pages, *others, **named)
            for page in pages:
                self._note(page)

        Document.__init__ = begin_noted
        Document.write_png = lambda document, *_, **__: self._draw(document)

    def _note(self, page: Any) -> None:  # noqa: ANN401
        self._has_pages = True
        for box in page._page_box.descendants():
            places = [getattr(box, name, None) for name in GEOMETRY]
            self._boxes.update(f"{type(box).__name__} {places}\n".encode())
            self._letters.update(filter(str.isalnum, getattr(box, "text", None) or ""))

    def _draw(self, document: Any) -> bytes:  # noqa: ANN401
        """Return a dot for a picture, so that a test goes on to its next document."""
        from PIL import Image

        self._is_drawn = True
        self._boxes.update(document.write_pdf(uncompressed_pdf=True))
        picture = io.BytesIO()
        Image.new("RGB", (1, 1)).save(picture, "png")
        return picture.getvalue()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test, and add what it laid out to its result."""
        self._begin()
        with self._setting() as count:
            done = yield
        result = self.results[item.nodeid]
        if self._is_drawn:
            # How it ended says only that the picture was a dot.
            result.outcome, result.message = "drawn", ""
        if self._has_pages:
            letters = str(sorted(self._letters.items())).encode()
            result.letters = hashlib.sha256(letters).hexdigest()
            result.boxes = self._boxes.hexdigest()
        if count is not None:
            result.planned, result.left = count.planned, count.left
        return done

    def _setting(self) -> Any:  # noqa: ANN401
        if not self.as_a_whole:
            return nullcontext()
        return _as_octavo_does()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how the test itself ended, or what failed before or after it."""
        if report.when != "call" and report.passed:
            return
        crash = getattr(report.longrepr, "reprcrash", None)
        message = str(getattr(crash, "message", report.longrepr or ""))
        is_expected = report.skipped and hasattr(report, "wasxfail")
        outcome = "expected to fail" if is_expected else report.outcome
        self.results[report.nodeid] = Result(outcome, ADDRESS.sub("0x", message))


@contextmanager
def _as_octavo_does() -> Iterator[Any]:
    """Set paragraphs as a whole, on the shorter ways; yield the count of the paragraphs."""
    # Not at the top: the plain run must know nothing of it.
    from octavo.writers.pdf.paragraphs import set_as_a_whole
    from octavo.writers.pdf.styleshortcuts import styles_shortened
    from octavo.writers.pdf.textshortcuts import text_shortened

    with styles_shortened(), text_shortened(), set_as_a_whole() as count:
        yield count


def record(file: Path, *, as_a_whole: bool) -> int:
    """Run the tests of this folder and write their results; return the exit code of pytest."""
    recorder = Recorder(as_a_whole=as_a_whole)
    # Neither the settings of Octavo's tests nor any that lie above the folder; and files that tests
    # make have the same names in both runs, since PDF files tell them.
    settings = ["-c", os.devnull, "--rootdir", ".", "-p", "no:cacheprovider", "--basetemp", "made"]
    code = pytest.main([*settings, "-q", "tests"], plugins=[recorder])
    results = {name: asdict(result) for name, result in recorder.results.items()}
    file.write_text(json.dumps(results), encoding="utf-8")
    return int(code)


# ------------------------------------------------------------------------------- outside


def fetch_tests(folder: Path) -> None:
    """Unpack the tests of the installed version; only them, so that no other engine is met."""
    if importlib.util.find_spec("pip") is None:
        raise CannotRunError(f"pip is missing; to install it: {sys.executable} -m ensurepip")
    wanted = f"weasyprint=={version('weasyprint')}"
    options = ["-q", "--no-deps", "--no-binary", "weasyprint", "-d", "."]
    _run(folder, "-m", "pip", "download", *options, wanted)
    for path in folder.glob("*.tar.gz"):
        with tarfile.open(path) as archive:
            # Filters of ``extract`` came with Python 3.11.4; plain files need none.
            for member in filter(tarfile.TarInfo.isfile, archive):
                parts = PurePosixPath(member.name).parts[1:]
                content = archive.extractfile(member)
                if parts[:1] == ("tests",) and ".." not in parts and content is not None:
                    place = folder.joinpath(*parts)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content.read())
    if not (folder / STYLES).is_file():
        raise CannotRunError(f"the source distribution of {wanted} has no {STYLES}")


def results_of(folder: Path, *, as_a_whole: bool) -> Results:
    """Run the tests of a folder in a process of their own and return their results."""
    file = folder / "results.json"
    file.unlink(missing_ok=True)
    options = ["--record", str(file), *(["--as-a-whole"] if as_a_whole else [])]
    # 1 says that tests failed: some do plainly, with another Pango than they were written for.
    _run(folder, str(Path(__file__).resolve()), *options, accepted=(0, 1))
    if not file.exists():
        raise CannotRunError(f"no results of: {options}")
    found = json.loads(file.read_text(encoding="utf-8"))
    return {name: Result(**result) for name, result in found.items()}


def _run(folder: Path, *arguments: str, accepted: tuple[int, ...] = (0,)) -> None:
    """Run Python in a folder, without what the surroundings ask of pytest."""
    env = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    done = subprocess.run(  # noqa: S603  (the commands of this file only)
        [sys.executable, *arguments], cwd=folder, env=env, check=False, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode not in accepted:
        raise CannotRunError(f"{done.stdout[-4000:]}\n{arguments}: exit code {done.returncode}")


# ------------------------------------------------------------------------ what was found


def differences(plain: Results, whole: Results) -> list[str]:
    """Return a line for each test that differs with paragraphs set as a whole."""
    lines = []
    for name in sorted({*plain, *whole}):
        one, other = (results.get(name, Result("not run")) for results in (plain, whole))
        if (one.outcome, one.message) != (other.outcome, other.message):
            ends = (f"{end.outcome} {end.message!r}" for end in (one, other))
            lines.append(f"{name}: {', then '.join(ends)}")
        elif one.letters != other.letters:
            lines.append(f"{name}: other letters")
        elif one.boxes != other.boxes and not other.planned:
            lines.append(f"{name}: nothing was planned, and boxes are elsewhere")
    return lines


def table(plain: Results, whole: Results) -> str:
    """Return the numbers of both runs."""
    both = [list(results.values()) for results in (plain, whole)]
    rows: dict[str, list[int]] = {}
    for outcome in ("passed", "failed", "drawn", "expected to fail", "skipped"):
        rows[outcome] = [sum(one.outcome == outcome for one in results) for results in both]
    rows["tests that laid out pages"] = [sum(bool(one.boxes) for one in run) for run in both]
    rows["tests with a plan"] = [sum(one.planned > 0 for one in run) for run in both]
    rows["paragraphs planned"] = [sum(one.planned for one in run) for run in both]
    rows["paragraphs left"] = [sum(one.left for one in run) for run in both]
    lines = [f"{'':<26}{'plainly':>9}{'as a whole':>12}\n"]
    lines += [f"{name:<26}{first:>9}{second:>12}\n" for name, (first, second) in rows.items()]
    return "".join(lines)


def report(plain: Results, whole: Results) -> int:
    """Print what was found; return the exit code."""
    sys.stdout.write(table(plain, whole))
    for name in sorted({*plain} & {*whole}):
        if plain[name].outcome == whole[name].outcome == "failed":
            sys.stdout.write(f"fails plainly, too: {name}\n")
        if whole[name].planned and plain[name].boxes != whole[name].boxes:
            sys.stdout.write(f"planned, and boxes are elsewhere: {name}\n")
    found = differences(plain, whole)
    sys.stdout.writelines(f"DIFFERS {line}\n" for line in found)
    sys.stdout.write(f"{len(found)} of {len({*plain, *whole})} tests differ\n")
    if not any(result.planned for result in whole.values()):
        sys.stdout.write("Nothing was shown: no test ran, or no paragraph was planned.\n")
        return 1
    return 1 if found else 0


def main() -> int:
    """Run the tests twice, or once for the process that asks for it; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare WeasyPrint's tests with and without us.")
    parser.add_argument("--justify", action="store_true", help="justify all text of the tests")
    parser.add_argument("--record", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--as-a-whole", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.record:
        return record(arguments.record, as_a_whole=arguments.as_a_whole)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        try:
            fetch_tests(folder)
            if arguments.justify:
                with (folder / STYLES).open("a", encoding="utf-8") as styles:
                    styles.write("\nhtml { text-align: justify }\n")
            plain, whole = (results_of(folder, as_a_whole=one) for one in (False, True))
        except CannotRunError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return report(plain, whole)


if __name__ == "__main__":
    sys.exit(main())
