"""CSV files: what is read, and every mistake at its line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from octavo.model.diagnostic import Span
from octavo.passes.resolve.data import csvfiles
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf
from octavo.workspace import Workspace

HERE = Span("text/1.md", 7, 3)


def read(tmp_path: Path, content: str | bytes) -> tuple[CsvFile | None, list[str]]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    (tmp_path / "a.csv").write_bytes(data)
    file, found = CsvShelf(Workspace(tmp_path, {}), {"a": "a.csv"}).find("a", HERE)
    return file, [f"{finding.code} {finding.span} {finding.message}" for finding in found]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_are_parted_by_commas_semicolons_or_tabs(tmp_path: Path, mark: str) -> None:
    file, found = read(tmp_path, mark.join("ab") + "\n" + mark.join("12") + "\n")
    assert not found
    assert file is not None
    assert (file.heads, file.rows) == (("a", "b"), (("1", "2"),))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file, found = read(tmp_path, b"\xef\xbb\xbfname,n\r\nA,1\r\n\r\nB,2\r\n")
    assert not found
    assert file is not None
    assert file.heads == ("name", "n")
    assert file.rows == (("A", "1"), ("B", "2"))
    assert file.lines == (2, 4)


def test_quotes_hold_commas_line_ends_and_quotes(tmp_path: Path) -> None:
    file, found = read(tmp_path, 'a,b\n"one, two\nthree","say ""no"""\nx,y\n')
    assert not found
    assert file is not None
    assert file.rows == (("one, two three", 'say "no"'), ("x", "y"))
    assert file.lines == (2, 4)


def test_a_separator_in_quotes_does_not_count_for_the_kind_of_file(tmp_path: Path) -> None:
    file, _ = read(tmp_path, '"a, b, c";d\n1;2\n')
    assert file is not None
    assert file.heads == ("a, b, c", "d")


def test_only_what_an_engine_writes_is_a_number(tmp_path: Path) -> None:
    file, _ = read(tmp_path, "a,b\n1,-2.50\n")
    assert file is not None
    assert str(file.number("-2.50")) == "-2.50"
    for text in ("007", "1e5", "1,5", "12 %", "", "NaN", "1" * 20):
        assert file.number(text) is None


def test_files_with_semicolons_have_decimal_commas(tmp_path: Path) -> None:
    file, _ = read(tmp_path, "a;b\n1,5;2\n")
    assert file is not None
    assert str(file.number("1,5")) == "1.5"
    assert file.is_numeric(0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1\n", "OCT261 a.csv:2:2 this row has 1 cell and the row of heads 2"),
        ("a,b\n1,2\n1,2,3\n", "OCT261 a.csv:3:5 this row has 3 cells and the row of heads 2"),
        ("a,b,a\n1,2,3\n", "OCT261 a.csv:1:5 two columns have the head “a”"),
        ('a,b\n1,"2\n', "OCT261 a.csv:2:3 this quotation mark is never closed"),
        ('a,b\n"1"x,2\n', "OCT261 a.csv:2:4 text stands after a closing quotation mark"),
        ("", "OCT261 a.csv:1:1 the file holds nothing"),
        (b"a,b\n1,\xff\n", "OCT101 a.csv:2:3 not UTF-8: the byte 0xFF cannot be read"),
    ],
)
def test_mistakes_are_told_at_their_place_in_the_file(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    assert read(tmp_path, content)[1] == [told]


def test_a_file_is_read_and_its_mistakes_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1\n", encoding="utf-8")
    shelf = CsvShelf(Workspace(tmp_path, {}), {"a": "a.csv"})
    assert shelf.find("a", HERE)[1]
    file, found = shelf.find("../a.csv", HERE)
    assert file is not None
    assert not found


@pytest.mark.parametrize(
    ("source", "told", "hint"),
    [
        ("set.csv", "OCT260 text/1.md:7:3", "did you mean “seats.csv”?"),
        ("../../x.csv", "OCT102 text/1.md:7:3", "copy the file"),
        ("https://example.org/a.csv", "OCT267 text/1.md:7:3", "save it as a CSV file"),
        ("seat", "OCT260 text/1.md:7:3", "did you mean “seats”?"),
    ],
)
def test_a_file_that_cannot_be_had_is_told_where_it_is_named(
    tmp_path: Path, source: str, told: str, hint: str
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "seats.csv").write_text("a\n1\n", encoding="utf-8")
    shelf = CsvShelf(Workspace(tmp_path, {}), {"seats": "text/seats.csv"})
    file, (finding,) = shelf.find(source, HERE)
    assert file is None
    assert f"{finding.code} {finding.span}" == told
    assert hint in finding.hints[0]


def test_a_path_from_the_root_lies_in_assets(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.csv").write_text("a\n1\n", encoding="utf-8")
    file, found = CsvShelf(Workspace(tmp_path, {}), {}).find("/a.csv", HERE)
    assert not found
    assert file is not None


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfiles, "MAXIMUM_BYTES", 10)
    file, found = read(tmp_path, "a,b\n" + "1,2\n" * 10)
    assert file is None
    assert found[0].startswith("OCT104 a.csv:1:1")


def test_findings_of_one_file_do_not_bury_the_others(tmp_path: Path) -> None:
    _, found = read(tmp_path, "a,b\n" + "1\n" * 1000)
    assert len(found) == csvfiles.MAXIMUM_FINDINGS


def test_no_text_is_too_odd_to_be_read(tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(300):
        text = "".join(chance.choice('ab,;\t\n" \x00\u2028é') for _ in range(chance.randrange(60)))
        file, _ = read(tmp_path, text)
        if file is not None:
            assert all(len(row) == len(file.heads) for row in file.rows)
            assert len(file.lines) == len(file.rows)


def test_a_row_too_short_is_not_told_of_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1\n1;2;3\n", encoding="utf-8")
    short, long = CsvShelf(Workspace(tmp_path, {}), {"a": "a.csv"}).find("a", HERE)[1]
    assert short.hints == ("add what is missing; an empty cell needs its semicolon as well",)
    assert long.hints == ("put quotes around a cell that holds a semicolon",)


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("data/months.csv", "../data/months.csv"),
        ("../data/moths.csv", "../data/months.csv"),
        ("../Data/Months.csv", "../data/months.csv"),
        ("Seats.csv", "seats.csv"),
    ],
)
def test_the_path_that_is_meant_is_one_from_the_manuscript(
    tmp_path: Path, source: str, meant: str
) -> None:
    for path in ("text/seats.csv", "data/months.csv"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("a\n1\n", encoding="utf-8")
    shelf = CsvShelf(Workspace(tmp_path, {}), {})
    _, (finding,) = shelf.find(source, HERE)
    assert finding.hints[0].startswith(f"did you mean “{meant}”?")
    assert shelf.find(meant, HERE)[0] is not None
