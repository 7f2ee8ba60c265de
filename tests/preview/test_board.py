"""The board: what a build came to, and what is told of it."""

from __future__ import annotations

import asyncio
import json

from octavo.model.diagnostic import Diagnostic, Severity, Span
from octavo.preview import Board, Made, Outcome
from octavo.preview.findings import SHOWN, findings_of

PDF = Made("seats", "screen", "seats.pdf", "application/pdf")
PAGES = Made("seats", "web", "web/seats/index.html", "text/html")


def test_what_was_there_before_a_build_failed_can_still_be_looked_at() -> None:
    board = Board()
    board.end(Outcome(True, artefacts=(PDF, PAGES)), "", ())
    board.end(Outcome(False, artefacts=(PDF,)), "1 error", ())
    assert list(board.state.artefacts) == [PDF, PAGES]
    board.end(Outcome(True, artefacts=(PDF,)), "", ())
    assert list(board.state.artefacts) == [PDF]


def test_who_reads_hears_of_every_change_until_the_end() -> None:
    async def read() -> list[bool]:
        board = Board()
        board.end(Outcome(True), "", ())
        heard: list[bool] = []
        async for state in board.states():
            assert state is not None
            heard.append(state.building)
            if len(heard) == 1:
                board.begin()
            elif len(heard) == 2:
                board.end(Outcome(True), "", ())
            else:
                board.close()
                break
        return heard

    assert asyncio.run(read()) == [False, True, False]


def test_a_stream_ends_when_the_board_is_closed() -> None:
    async def read() -> int:
        board = Board()
        count = 0
        async for _ in board.states():
            count += 1
            board.close()
        return count

    assert asyncio.run(read()) == 1


def test_a_finding_has_its_line_with_the_caret_and_does_nothing_to_a_page() -> None:
    hostile = Diagnostic(
        Severity.ERROR, "OCT220", "no \x1b[2J", Span("one.md", 3, 6, 4), ("do \u202e",)
    )
    (finding,) = findings_of([hostile], lambda _span: "Text [^x] <script>")
    assert finding.place == "one.md:3:6"
    assert finding.message == "no \ufffd[2J"
    assert finding.hints == ("do \ufffd",)
    assert finding.line[finding.before :][: finding.marked] == "[^x]"
    assert json.loads(json.dumps(finding._asdict()))["line"] == "Text [^x] <script>"


def test_a_finding_without_a_place_has_no_line() -> None:
    (finding,) = findings_of([Diagnostic(Severity.WARNING, "OCT504", "no")], lambda _span: "never")
    assert (finding.place, finding.line, finding.marked) == ("", "", 0)


def test_errors_come_first_and_a_page_has_not_all() -> None:
    many = [Diagnostic(Severity.WARNING, "OCT504", str(number)) for number in range(60)]
    found = findings_of([*many, Diagnostic(Severity.ERROR, "OCT220", "last")], lambda _span: None)
    assert len(found) == SHOWN
    assert found[0].message == "last"
