"""What the preview answers to whoever asks: the files of the build folder, and nothing else."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.preview import Board, Made, Outcome
from octavo.preview.server import HOST, served

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<title>Seats</title>
<link rel="stylesheet" href="assets/web.css">
</head>
<body><main><p id="one">Words.</p></main></body>
</html>
"""
START = Made("seats", "web", "web/seats/index.html", "text/html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build folder, in a publication whose other files nobody is to see."""
    build = tmp_path.resolve() / "build"
    files = {
        "octavo.yaml": "publications: {}\n",
        "build/manifest.json": json.dumps({"artefacts": []}),
        "build/seats.epub": "an EPUB",
        "build/.cache/seats.pdf.places.json": "{}",
        "build/web/seats/index.html": PAGE,
        "build/web/seats/assets/web.css": "p { color: red }\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return build


@pytest.fixture
def board() -> Board:
    board = Board()
    board.end(Outcome(True, artefacts=(START,), seconds=0.8), "", ())
    return board


@pytest.fixture
def port(folder: Path, board: Board) -> Iterator[int]:
    with served(folder, board, 8000) as port:
        yield port


class Answer:
    """What came back; the path is sent as it is, where a browser would tidy it."""

    def __init__(self, port: int, path: str, host: str | None = None, method: str = "GET") -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        connection.putrequest(method, path, skip_host=host is not None)
        if host is not None:
            connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()
        connection.close()


# ------------------------------------------------------------------ what it refuses


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""]
)
def test_another_name_than_this_computers_is_refused(port: int, host: str) -> None:
    """A page elsewhere can make its own name lead to 127.0.0.1, and would read what is here."""
    answer = Answer(port, "/web/seats/", host)
    assert answer.status == 400
    assert "Words." not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_this_computers_names_are_answered(port: int, name: str) -> None:
    assert Answer(port, "/web/seats/", f"{name}:{port}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/web/../../octavo.yaml",
        "/web/%2e%2e/%2e%2e/octavo.yaml",
        "/web/..%2f..%2foctavo.yaml",
        "/web/..%5c..%5coctavo.yaml",
        "/web//etc/passwd",
        "/web/%2fetc%2fpasswd",
        "/build/..%2foctavo.yaml",
        "/build/.cache%2fseats.pdf.places.json",
        "/build/.cache",
        "/web/../.cache/seats.pdf.places.json",
        "/web/seats/%00",
        "/preview/..%2fsite.py",
        "/preview/start.html",
        "/pdf/..%2f..%2fsecret",
        "/web/" + "a" * 300,
    ],
)
def test_no_path_leads_out_of_the_build_folder(port: int, path: str) -> None:
    answer = Answer(port, path)
    assert answer.status == 404
    assert "There is nothing here yet" in answer.text


def test_no_symbolic_link_leads_out_of_the_build_folder(port: int, folder: Path) -> None:
    (folder / "web/configuration.txt").symlink_to(folder.parent / "octavo.yaml")
    (folder / "web/all").symlink_to(folder.parent)
    assert Answer(port, "/web/configuration.txt").status == 404
    assert Answer(port, "/web/all/octavo.yaml").status == 404


def test_a_build_folder_that_is_a_link_itself_is_not_followed(tmp_path: Path, board: Board) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "build").symlink_to(secret)
    with served(tmp_path.resolve() / "build", board, 8000) as port:
        assert Answer(port, "/build/key.txt").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent(port: int, method: str) -> None:
    assert Answer(port, "/", method=method).status == 405


@pytest.mark.parametrize("path", ["/", "/web/seats/", "/build/seats.epub", "/preview/preview.js"])
def test_answers_are_neither_kept_nor_for_other_sites(port: int, path: str) -> None:
    headers = Answer(port, path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


# ------------------------------------------------------------------- what it answers


def test_a_page_is_served_with_the_script_that_its_policy_lets_run(port: int, folder: Path) -> None:
    text = Answer(port, "/web/seats/").text
    assert '<script src="/preview/preview.js"' in text
    assert "connect-src &#x27;self&#x27;" in text
    assert (folder / "web/seats/index.html").read_text(encoding="utf-8") == PAGE


def test_a_page_is_another_one_when_it_or_its_stylesheet_has_changed(
    port: int, folder: Path
) -> None:
    first = Answer(port, "/web/seats/", method="HEAD").headers["etag"]
    assert Answer(port, "/web/seats/index.html").headers["etag"] == first
    (folder / "web/seats/assets/web.css").write_text("p { color: blue }\n", encoding="utf-8")
    second = Answer(port, "/web/seats/").headers["etag"]
    (folder / "web/seats/index.html").write_text(PAGE.replace("Words", "Text"), encoding="utf-8")
    third = Answer(port, "/web/seats/").headers["etag"]
    assert len({first, second, third}) == 3


def test_a_folder_without_a_slash_leads_to_its_first_page(port: int) -> None:
    answer = Answer(port, "/web/seats")
    assert answer.status == 307
    assert answer.headers["location"] == "/web/seats/"


def test_other_files_are_served_as_they_are(port: int) -> None:
    answer = Answer(port, "/build/seats.epub")
    assert answer.text == "an EPUB"
    assert answer.headers["content-type"] == "application/epub+zip"


def test_the_first_page_lists_what_there_is(port: int, board: Board) -> None:
    assert 'href="/web/seats/index.html"' in Answer(port, "/").text
    board.end(Outcome(False), "1 error", ())
    text = Answer(port, "/").text
    assert "The last build failed: 1 error." in text
    assert 'href="/web/seats/index.html"' in text  # the last good one


def test_a_name_with_markup_is_shown_as_text(port: int, board: Board) -> None:
    board.end(Outcome(True, artefacts=(START._replace(publication="<b>seats</b>"),)), "", ())
    assert "&lt;b&gt;seats&lt;/b&gt;" in Answer(port, "/").text


def test_what_is_no_pdf_has_no_pages(port: int, folder: Path) -> None:
    (folder / "broken.pdf").write_text("not a PDF", encoding="utf-8")
    assert Answer(port, "/pdf/broken").status == 404
    assert Answer(port, "/pdf/broken/1.png?width=800").status == 404
