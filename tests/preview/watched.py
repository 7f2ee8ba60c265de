"""A small publication with `octavo watch` running on it, as its author has it on a terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from tests.reading.served import Site

# A test that waits longer is lost; none of them measures time.
PATIENCE = 60

CONFIGURATION = """\
publications:
  seats:
    title: Seats at the table
    authors: [Ada Moss]
    date: 2026-01-15
    lang: en-GB
    publisher: Moss
    editions: [{editions}]
    contents: [content]
"""


def paragraph(chapter: str, number: int) -> str:
    return (
        f"Paragraph {number} of {chapter} tells of seats, {'and of those who wait ' * 12}there.\n"
    )


def publication(folder: Path, editions: str = "web") -> Path:
    """Write a publication of two chapters, each longer than a window, and return its folder."""
    (folder / "content").mkdir(parents=True)
    configuration = CONFIGURATION.format(editions=editions)
    (folder / "octavo.yaml").write_text(configuration, encoding="utf-8")
    for file, title in (("01-who-sits.md", "Who sits"), ("02-who-pays.md", "Who pays")):
        paragraphs = (paragraph(title, number) for number in range(1, 31))
        text = "\n".join((f"# {title}\n", *paragraphs))
        (folder / "content" / file).write_text(text, encoding="utf-8")
    return folder


@dataclass
class Watched:
    """A publication that is watched: its folder, and what the command says."""

    folder: Path
    process: subprocess.Popen[str]
    lines: Queue[str]

    def until(self, pattern: str) -> str:
        """Wait for a line in which a pattern is found, and return all that was said up to it."""
        seen: list[str] = []
        while not seen or not re.search(pattern, seen[-1]):
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except Empty:
                raise AssertionError(f"{pattern!r} is not in: {''.join(seen)}") from None
        return "".join(seen)

    def says(self, pattern: str) -> str:
        """Wait for a line in which a pattern is found, and return what is found of it."""
        found = re.search(pattern, self.until(pattern).splitlines()[-1])
        assert found is not None
        return found[0]

    def rest(self) -> str:
        """Return what was said and not waited for, once the command has ended."""
        return "".join(self.lines.get() for _ in range(self.lines.qsize()))

    def site(self) -> Site:
        """The address of the preview, once it is told."""
        return Site(self.says(r"http://127\.0\.0\.1:\d+/"))

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file, as an editor does."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is not once in {file}"
        beside = path.with_name(path.name + "~")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(path)

    @contextmanager
    def put_back(self) -> Iterator[None]:
        """Put the files back as they are now, when the context ends, and wait until that is built.

        Where the last build failed, or shows something else, the next test would begin with it.
        """
        paths = [path for path in self.folder.rglob("*") if path.is_file()]
        good = {path: path.read_bytes() for path in paths if "build" not in path.parts}
        yield
        self.rest()
        changed = [path for path, data in good.items() if data != _read(path)]
        for path in changed:
            path.write_bytes(good[path])
        if changed:
            names = "|".join(path.name for path in changed)
            self.says(rf"rebuilt .*({names})")

    def interrupt(self) -> int:
        """Press Ctrl-C: the signal goes to the whole group, as a terminal sends it."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)

    def is_gone(self) -> bool:
        """Tell whether no process of the group is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


@contextmanager
def watched(folder: Path, *options: str) -> Iterator[Watched]:
    """Run `octavo watch` on a publication; end it at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "octavo", "watch", *options],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: Queue[str] = Queue()
    stdout = process.stdout
    assert stdout is not None
    reader = Thread(target=_listen, args=(stdout, lines), daemon=True)
    reader.start()
    running = Watched(folder, process, lines)
    try:
        yield running
    finally:
        if process.poll() is None:
            running.interrupt()
        reader.join(PATIENCE)
        stdout.close()


def _listen(stdout: IO[str], lines: Queue[str]) -> None:
    for line in stdout:
        lines.put(line)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
