"""octavo watch as a command: how it begins, what it says, and how it ends."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.request import urlopen

from tests.preview.watched import PATIENCE, publication, watched

FILE = "content/01-who-sits.md"


def test_ctrl_c_ends_it_cleanly_while_somebody_looks_and_leaves_no_process(tmp_path: Path) -> None:
    with watched(publication(tmp_path / "seats")) as running:
        address = running.site().address
        with urlopen(f"{address}preview/events", timeout=PATIENCE) as stream:
            stream.readline()
            assert running.interrupt() == 0
        assert running.is_gone()
    assert running.rest().strip() == ""


def test_ctrl_c_in_the_middle_of_a_build_leaves_what_was_built(tmp_path: Path) -> None:
    folder = publication(tmp_path / "seats", "screen")
    with watched(folder) as running:
        address = running.site().address
        before = (folder / "build/seats.pdf").read_bytes()
        with urlopen(f"{address}preview/events", timeout=PATIENCE) as stream:
            running.change(FILE, "Paragraph 1 of", "Sentence 1 of")
            next(line for line in stream if b'"building": true' in line)
            assert running.interrupt() == 0
        assert running.is_gone()
    assert running.rest().strip() == ""
    assert (folder / "build/seats.pdf").read_bytes() == before
    assert not list((folder / "build").glob(".octavo-*"))


def test_a_port_that_is_taken_gives_way_to_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        folder = publication(tmp_path / "seats")
        with watched(folder, "--port", str(port)) as running:
            running.says(f"port {port} is taken")
            address = running.site().address
            assert address != f"http://127.0.0.1:{port}/"
            with urlopen(f"{address}web/seats/", timeout=PATIENCE) as answer:
                assert b"Seats at the table" in answer.read()


def test_a_first_build_that_fails_is_told_and_waited_for(tmp_path: Path) -> None:
    folder = publication(tmp_path / "seats")
    good = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text("# Who sits\n\nText.[^none]\n", encoding="utf-8")
    with watched(folder) as running:
        running.says(r"01-who-sits\.md:3:6: error\[OCT220\]")
        running.says("not built: 1 error")
        address = running.site().address
        with urlopen(address, timeout=PATIENCE) as answer:
            assert b"The last build failed: 1 error" in answer.read()
        (folder / FILE).write_text(good, encoding="utf-8")
        running.says(r"rebuilt in .* s \(content/01-who-sits\.md\)")


def test_some_editions_alone_are_watched_without_complaints_about_the_others(
    tmp_path: Path,
) -> None:
    folder = publication(tmp_path / "seats", "screen, web")
    with watched(folder, "--edition", "web") as running:
        assert "OCT504" not in running.until("built in")
    assert not (folder / "build/seats.pdf").exists()
    assert (folder / "build/web/seats/who-sits.html").exists()


def test_a_draft_is_built_in_spite_of_errors(tmp_path: Path) -> None:
    folder = publication(tmp_path / "seats")
    with watched(folder, "--draft") as running:
        running.site()
        running.change(FILE, "Paragraph 1 of", "Lost.[^none] Paragraph 1 of")
        running.says("error.OCT220")
        running.says("rebuilt in .* with 1 error")


def test_a_folder_without_a_configuration_is_wrong_use(tmp_path: Path) -> None:
    with watched(tmp_path) as running:
        running.says("OCT001")
        assert running.process.wait(PATIENCE) == 2


def test_a_warning_is_told_once_and_an_error_after_every_build(tmp_path: Path) -> None:
    with watched(publication(tmp_path / "seats")) as running:
        running.site()
        running.change(FILE, "Paragraph 1 of", "[A link](gone.md). Paragraph 1 of")
        assert "OCT211" in running.until("rebuilt .* with 1 warning")
        running.change(FILE, "Paragraph 2 of", "Lost.[^none] Paragraph 2 of")
        said = running.until("not built")
        assert "OCT220" in said
        assert "OCT211" not in said
        running.change(FILE, "Paragraph 3 of", "Sentence 3 of")
        assert "OCT220" in running.until("not built")
        running.change(FILE, "Lost.[^none] ", "")
        assert "OCT211" not in running.until("rebuilt .* with 1 warning")
