"""What an author sees when something is wrong: the place, the line, a caret, and what to do.

Every case is run through the command line on a real folder. The text that comes out is compared
as a whole where it is short enough to be read here.
"""

from __future__ import annotations

import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from octavo.cli import octavo

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    contents: [text]
    editions: [screen]
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636460"
    "f85f0f0002870180eb47ba920000000049454e44ae426082"
)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files of a publication; the last chapter is at text/one.md."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "text").mkdir()

    def put(text: str | bytes, path: str = "text/one.md") -> Path:
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return put


def check(*arguments: str) -> Result:
    result = CliRunner().invoke(octavo, ["check", *arguments])
    assert "Traceback" not in result.output
    return result


def diagnostic(code: str, result: Result) -> str:
    """The whole text of the only diagnostic of a code."""
    found = re.findall(
        rf"^(?:\S+: )?(?:error|warning)\[{code}\]:.*\n(?:  .*\n|\s+│.*\n)*", result.stderr, re.M
    )
    assert len(found) == 1, result.stderr
    return str(found[0])


# --------------------------------------------------------------- octavo.yaml


def test_there_is_no_octavo_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = check()
    assert result.exit_code == 2
    assert "error[OCT001]: no octavo.yaml" in result.stderr
    assert "help: go to the folder of your publication, or start one with" in result.stderr


def test_an_unknown_key_is_answered_with_the_key_that_was_meant(write: Write) -> None:
    write("# One\n\nText.")
    write(CONFIGURATION + "    licence: CC BY 4.0\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    assert diagnostic("OCT003", result) == (
        "octavo.yaml:7:5: error[OCT003]: unknown key “licence”\n"
        "  7 │     licence: CC BY 4.0\n"
        "    │     ^^^^^^^\n"
        "  help: did you mean “license”?\n"
    )


def test_a_key_is_written_with_hyphens(write: Write) -> None:
    write("# One\n\nText.")
    write(CONFIGURATION + "    number_sections: true\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    assert diagnostic("OCT003", result) == (
        "octavo.yaml:7:5: error[OCT003]: unknown key “number_sections”\n"
        "  7 │     number_sections: true\n"
        "    │     ^^^^^^^^^^^^^^^\n"
        "  help: did you mean “number-sections”?\n"
    )


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("toc", "the contents are always there; “toc-depth” says how deep they go"),
        ("cite", "did you mean “bibliography”?"),
        ("formats", "did you mean “editions”?"),
        ("chapters", "did you mean “contents”?"),
        ("isbn", "an ISBN belongs to an edition: “editions: {print: {isbn: …}}”"),
    ],
)
def test_a_key_of_another_program_is_answered_with_ours(write: Write, key: str, hint: str) -> None:
    write("# One\n\nText.")
    write(CONFIGURATION + f"    {key}: x\n", "octavo.yaml")
    assert f"  help: {hint}\n" in diagnostic("OCT003", check())


def test_a_date_as_people_write_it(write: Write) -> None:
    write("# One\n\nText.")
    write(CONFIGURATION.replace("2026-01-15", "15.1.2026"), "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    text = diagnostic("OCT004", result)
    assert "date: “15.1.2026” is not a date that Octavo can read\n" in text
    assert "  help: write 2026-01-15\n" in text


def test_all_mistakes_of_the_configuration_are_told_at_once(write: Write) -> None:
    write(
        "publications:\n"
        "  book:\n"
        "    tittle: A book\n"
        "    date: someday\n"
        "    contents: []\n"
        "    editions: {print: {isbn: 978-0-393-06288-6}}\n",
        "octavo.yaml",
    )
    result = check()
    assert result.exit_code == 2
    places = re.findall(r"^octavo.yaml:(\d+):(\d+): error\[(\w+)\]", result.stderr, re.M)
    assert places == [
        ("2", "3", "OCT004"),  # the title is missing
        ("3", "5", "OCT003"),  # tittle
        ("4", "11", "OCT004"),  # someday is no date
        ("5", "15", "OCT004"),  # nothing in contents
        ("6", "30", "OCT004"),  # the check digit
    ]
    assert "did you mean “title”?" in result.stderr
    assert "the check digit of this ISBN is wrong" in result.stderr


def test_yaml_that_is_not(write: Write) -> None:
    write("publications:\n  book:\n    title: One: two\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    assert diagnostic("OCT002", result) == (
        "octavo.yaml:3:15: error[OCT002]: not valid YAML: "
        "a value that holds a colon needs quotation marks\n"
        "  3 │     title: One: two\n"
        "    │               ^\n"
        '  help: title: "One: two"\n'
    )


def test_contents_that_match_no_file(write: Write) -> None:
    write(CONFIGURATION.replace("[text]", "[txt/*.md]"), "octavo.yaml")
    result = check()
    assert result.exit_code == 1
    assert "octavo.yaml:5:16: error[OCT005]: “txt/*.md” matches no file" in result.stderr


def test_a_publication_that_does_not_exist(write: Write) -> None:
    write("# One\n\nText.")
    result = check("boook")
    assert result.exit_code == 2
    assert "error[OCT006]: no publication “boook”" in result.stderr
    assert "did you mean “book”?" in result.stderr


def test_a_design_and_an_edition_that_do_not_exist(write: Write) -> None:
    write("# One\n\nText.")
    write(CONFIGURATION + "    design: reprot\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    assert "octavo.yaml:7:13: error[OCT008]: no design “reprot”" in result.stderr
    write(CONFIGURATION.replace("[screen]", "[screen, pint]"), "octavo.yaml")
    result = check()
    assert result.exit_code == 2
    assert "error[OCT006]: no edition “pint”" in result.stderr
    assert "did you mean “print”?" in result.stderr


def test_an_edition_that_the_publication_does_not_have(write: Write) -> None:
    write("# One\n\nText.")
    result = CliRunner().invoke(octavo, ["build", "--edition", "print"])
    assert result.exit_code == 2
    assert result.stderr == (
        "error[OCT006]: the publication “book” has no edition “print”\n"
        "  help: there are: screen\n"
        "  help: to have it, add “print” to its “editions” in octavo.yaml\n\n"
    )


@pytest.mark.parametrize("path", ["../outside", "/etc"])
def test_contents_outside_the_publication(write: Write, path: str) -> None:
    write(CONFIGURATION.replace("[text]", f"[{path}]"), "octavo.yaml")
    result = check()
    assert result.exit_code == 1
    assert f"error[OCT102]: “{path}” leads out of the publication" in result.stderr


# --------------------------------------------------------------------- files


def test_front_matter_that_is_not_yaml(write: Write) -> None:
    write("---\ntitle: [One\nauthor: Two\n---\n\nText.\n")
    result = check()
    assert result.exit_code == 1
    assert diagnostic("OCT105", result) == (
        "text/one.md:2:8: error[OCT105]: not valid YAML: the bracket [ opened here is never "
        "closed\n"
        "  2 │ title: [One\n"
        "    │        ^\n"
        "  help: add ]\n"
    )


def test_front_matter_that_is_never_closed(write: Write) -> None:
    write("---\ntitle: One\n\nText.\n")
    result = check()
    assert result.exit_code == 1
    assert "text/one.md:1:1: error[OCT105]: the front matter is never closed" in result.stderr


def test_a_file_that_is_not_utf_8(write: Write) -> None:
    write("# Café\n\nUn café\n".encode("latin-1"))
    result = check()
    assert result.exit_code == 1
    assert diagnostic("OCT101", result) == (
        "text/one.md:1:6: error[OCT101]: not UTF-8: the byte 0xE9 cannot be read\n"
        "  1 │ # Caf�\n"
        "    │      ^\n"
        "  help: save the file as UTF-8 (in most editors: File, Save with encoding)\n"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_file_that_says_it_is_another_unicode(write: Write, encoding: str) -> None:
    write(("\ufeff" + "# Café\n\nText.\n").encode(encoding))
    result = check()
    assert result.exit_code == 1
    text = diagnostic("OCT101", result)
    name = encoding[:6].upper()
    assert f"error[OCT101]: not UTF-8 but {name}: the file begins with the mark of it\n" in text
    assert "  1 │ # Café\n" in text


def test_a_file_that_may_not_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("# One\n\nText.")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: denied(path) if path.suffix == ".md" else read(path)
    )
    result = check()
    assert result.exit_code == 1
    assert "error[OCT103]: “text/one.md” cannot be read: permission denied" in result.stderr


def test_a_file_that_is_too_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("octavo.workspace.MAXIMUM_TEXT", 2 * 2**20)
    write("Text.\n" * 400_000)
    result = check()
    assert result.exit_code == 1
    assert "error[OCT104]: “text/one.md” has 2.3 MB; the limit is 2 MB" in result.stderr


def test_an_empty_essay(write: Write) -> None:
    write("---\ntitle: Nothing yet\n---\n")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:4:1: warning[OCT240]: the chapter holds no text" in result.stderr


def test_a_chapter_that_is_a_link_out_of_the_publication(
    write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("# Secret\n", encoding="utf-8")
    root = write("# One\n\nText.")
    (root / "text/two.md").symlink_to(outside)
    result = check()
    assert result.exit_code == 1
    assert "error[OCT102]" in result.stderr
    assert "Secret" not in result.output


# -------------------------------------------------------------------- images


def test_a_missing_image(write: Write) -> None:
    write("# One\n\nText ![A wall](wal.png).\n")
    write(PIXEL, "text/wall.png")
    result = check()
    assert result.exit_code == 1
    assert diagnostic("OCT201", result) == (
        "text/one.md:3:6: error[OCT201]: no image “wal.png”\n"
        "  3 │ Text ![A wall](wal.png).\n"
        "    │      ^\n"
        "  help: did you mean “wall.png”?\n"
    )


@pytest.mark.parametrize(
    "source", ["../../secret.png", "file:///etc/passwd", "%2e%2e/%2e%2e/x.png"]
)
def test_an_image_outside_the_publication(write: Write, source: str) -> None:
    write(f"# One\n\n![A picture]({source})\n")
    result = check()
    assert result.exit_code == 1
    assert f"text/one.md:3:1: error[OCT102]: “{source}” leads out" in result.stderr


def test_an_image_that_is_a_link_out_of_the_publication(
    write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(PIXEL)
    root = write("# One\n\n![A picture](inside.png)\n")
    (root / "text/inside.png").symlink_to(outside)
    result = check()
    assert result.exit_code == 1
    assert "error[OCT102]: “inside.png” leads out of the publication" in result.stderr


def test_an_image_on_the_network(write: Write) -> None:
    write("# One\n\n![A picture](https://example.org/a.png)\n")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:3:1: warning[OCT202]: “https://example.org/a.png” is on the network" in (
        result.stderr
    )


def test_an_image_without_alt_text(write: Write) -> None:
    write("# One\n\n![](wall.png)\n")
    write(PIXEL, "text/wall.png")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:3:1: warning[OCT204]: the image “wall.png” has no alt text" in result.stderr


def test_a_file_that_is_no_image(write: Write) -> None:
    write("# One\n\n![A picture](wall.png)\n")
    write(b"not a picture", "text/wall.png")
    result = check()
    assert result.exit_code == 1
    assert "error[OCT203]: “wall.png” cannot be used: it is not an image" in result.stderr


# --------------------------------------------------- identifiers and links


def test_one_identifier_for_two_blocks_of_a_chapter(write: Write) -> None:
    write("# One\n\n## First {#sec-a}\n\nText.\n\n## Second {#sec-a}\n\nText.\n")
    result = check()
    assert result.exit_code == 1
    text = diagnostic("OCT210", result)
    assert text.startswith("text/one.md:7:1: error[OCT210]: the identifier “sec-a” is given twice")
    assert "the first is at text/one.md:3:1" in text


def test_one_identifier_for_blocks_of_two_chapters(write: Write) -> None:
    write("# One\n\n## First {#sec-a}\n\nText.\n")
    write("# Two\n\n## Second {#sec-a}\n\nText.\n", "text/two.md")
    result = check()
    assert result.exit_code == 1
    text = diagnostic("OCT210", result)
    assert text.startswith("text/two.md:3:1: error[OCT210]")
    assert "  help: the first is at text/one.md:3:1; give one of the two another name\n" in text


def test_an_identifier_that_cannot_be_one(write: Write) -> None:
    write("# One\n\n## First {#2016}\n\nText.\n")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:3:1: warning[OCT212]: “2016” cannot be an identifier" in result.stderr


@pytest.mark.parametrize("target", ["#no-such-place", "other.md", "two.md#nowhere", "javascript:x"])
def test_a_link_to_nowhere(write: Write, target: str) -> None:
    write(f"# One\n\nSee [there]({target}).\n")
    write("# Two\n\nText.\n", "text/two.md")
    result = check()
    assert result.exit_code == 0
    assert (
        f"text/one.md:3:5: warning[OCT211]: the link “{target}” leads to nothing" in result.stderr
    )


# --------------------------------------------------------------------- notes


def test_a_note_that_is_called_and_not_defined(write: Write) -> None:
    write("# One\n\nText.[^smiht]\n\nMore.[^smith]\n\n[^smith]: Smith.\n")
    result = check()
    assert result.exit_code == 1
    assert diagnostic("OCT220", result) == (
        "text/one.md:3:6: error[OCT220]: the note [^smiht] is called and not defined\n"
        "  3 │ Text.[^smiht]\n"
        "    │      ^^^^^^^^\n"
        "  help: did you mean [^smith]?\n"
    )


def test_a_note_that_was_meant_is_called_nowhere_else(write: Write) -> None:
    write("# One\n\nText.[^smiht] More.[^smit]\n\n[^smit]: Smit.\n\n[^smith]: Smith.\n")
    found = diagnostic("OCT220", check())
    assert found.startswith("text/one.md:3:6: error[OCT220]: the note [^smiht] is called")
    assert found.endswith("  help: did you mean [^smith]?\n")


def test_a_note_that_is_never_called(write: Write) -> None:
    write("# One\n\nText.\n\n[^a]: Body.\n")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:5:1: warning[OCT221]: the note [^a] is never called" in result.stderr


def test_a_note_that_is_defined_twice(write: Write) -> None:
    write("# One\n\nText.[^a]\n\n[^a]: Body.\n\n[^a]: Another.\n")
    result = check()
    assert result.exit_code == 1
    assert "text/one.md:7:1: error[OCT222]" in result.stderr


def test_a_note_that_calls_itself(write: Write) -> None:
    write("# One\n\nText.[^a]\n\n[^a]: Body.[^b]\n\n[^b]: Back.[^a]\n")
    result = check()
    assert result.exit_code == 1
    assert re.findall(r"text/one.md:(\d):1: error\[OCT223\]", result.stderr) == ["5", "7"]


# ---------------------------------------------------------------------- HTML


def test_a_script_is_removed_and_told(write: Write) -> None:
    root = write(
        "# One\n\nBefore.\n\n<script>alert('x')</script>\n\nAfter <script>y()</script> it.\n"
    )
    result = check()
    assert result.exit_code == 0
    found = re.findall(r"text/one.md:(\d):(\d+): warning\[OCT230\]: <script>", result.stderr)
    assert found == [("5", "1"), ("7", "7")]
    assert CliRunner().invoke(octavo, ["build"]).exit_code == 0
    text = subprocess.run(
        ["pdftotext", root / "build/book.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Before." in text
    assert "After" in text
    assert "Left out: script" in text
    assert "alert" not in text


# ------------------------------------------------------------ the whole run


def test_all_mistakes_of_a_run_are_told_in_reading_order(write: Write) -> None:
    write("# One\n\n![A](no.png) and [^x].\n\n[b](nowhere.md)\n", "text/1.md")
    write('# Two\n\n![](https://example.org/b.png){fig-alt="A bee"}\n\n[^y]\n', "text/2.md")
    result = check()
    assert result.exit_code == 1
    assert re.findall(r"^text/(\d).md:(\d):(\d+): \w+\[(\w+)\]", result.stderr, re.M) == [
        ("1", "3", "1", "OCT201"),
        ("1", "3", "18", "OCT220"),
        ("1", "5", "1", "OCT211"),
        ("2", "3", "1", "OCT202"),
        ("2", "5", "1", "OCT220"),
    ]
    assert result.stderr.rstrip().endswith("3 errors and 2 warnings")


def test_warnings_are_errors_when_asked(write: Write) -> None:
    write("# One\n\nSee [there](#nowhere).\n")
    assert check().exit_code == 0
    result = check("--strict")
    assert result.exit_code == 1
    assert "error[OCT211]" in result.stderr


def test_the_last_good_build_stays_when_the_manuscript_breaks(write: Write) -> None:
    root = write("# One\n\nText.\n")
    assert CliRunner().invoke(octavo, ["build"]).exit_code == 0
    good = (root / "build/book.pdf").read_bytes()
    manifest = (root / "build/manifest.json").read_bytes()
    write("# One\n\nText.[^gone]\n")
    result = CliRunner().invoke(octavo, ["build"])
    assert result.exit_code == 1
    assert "not built; what was built before is untouched" in result.output
    assert (root / "build/book.pdf").read_bytes() == good
    assert (root / "build/manifest.json").read_bytes() == manifest
    assert sorted(path.name for path in (root / "build").iterdir()) == [
        ".cache",
        "book.pdf",
        "manifest.json",
    ]


def test_page_numbers_that_never_settle(write: Write) -> None:
    """Contents that take more pages as long as the chapter begins on an early one."""
    write("# One\n\nText.\n")
    write(
        '<nav class="contents"><h1>Contents</h1>\n'
        "{% if (page(toc[0].identifier) or '0')|int < 7 %}"
        "{% for line in range(200) %}<p>A line.</p>\n{% endfor %}{% endif %}</nav>\n",
        "templates/sections/contents.html",
    )
    result = CliRunner().invoke(octavo, ["build"])
    assert result.exit_code == 1
    assert "error[OCT401]: the page numbers of book do not settle in 8 rounds" in result.stderr


def test_a_folder_that_cannot_be_written(write: Write) -> None:
    root = write("# One\n\nText.\n")
    (root / "build").write_text("in the way", encoding="utf-8")
    result = CliRunner().invoke(octavo, ["build"])
    assert result.exit_code == 3
    assert "error[OCT501]: cannot write to " in result.stderr
    assert (root / "build").read_text(encoding="utf-8") == "in the way"


def test_a_draft_is_built_in_spite_of_errors_and_says_what_is_left_out(write: Write) -> None:
    root = write("# One\n\nText.[^gone]\n\n![A wall](wall.png)\n")
    result = CliRunner().invoke(octavo, ["build", "--draft"])
    assert result.exit_code == 0
    assert "error[OCT220]" in result.stderr
    text = subprocess.run(
        ["pdftotext", root / "build/book.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Left out: note, gone" in text
    assert "Left out: image, A wall" in text
    assert "Draft of January 15, 2026." in text


def test_characters_that_no_edition_can_hold(write: Write) -> None:
    write("# One\n\nA bell \x07 and more.\n\n| a |\n|---|\n| \x01 |\n")
    result = check()
    assert result.exit_code == 0
    assert "text/one.md:3:8: warning[OCT109]: a character here cannot be printed" in result.stderr
    assert "text/one.md:7:3: warning[OCT109]" in result.stderr


# ------------------------------------------- addresses and paths of no such kind


LONG = "a" * 300


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Text <img src="http://[foo" alt="x"> here.', "OCT202"),
        ('<img src="http://[foo" alt="x">', "OCT202"),
        ('```csv-table\ndata: "http://[x"\n```', "OCT267"),
        (
            '```{.vega-lite alt="A"}\ndata: {url: "http://[x"}\nmark: bar\n'
            "encoding: {x: {field: a}}\n```",
            "OCT267",
        ),
        (f"![A wall]({LONG}.png)", "OCT201"),
        (f"```csv-table\ndata: {LONG}.csv\n```", "OCT260"),
        ('<a href="http://[foo">no address</a>', "OCT211"),
    ],
)
def test_what_is_no_address_and_no_name_of_a_file(write: Write, text: str, code: str) -> None:
    write(f"# One\n\n{text}\n")
    result = check()
    assert "OCT999" not in result.stderr
    assert f"[{code}]" in result.stderr


@pytest.mark.parametrize(
    "key", ["bibliography", "csl", "glossary", "abbreviations", "contributors", "imprint"]
)
def test_a_name_that_no_file_can_have_in_octavo_yaml(write: Write, key: str) -> None:
    write("# One\n\nText.\n")
    write(f"{CONFIGURATION}    {key}: {LONG}.yaml\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 1
    assert f"there is no file “{LONG}.yaml”" in result.stderr
    assert "leads out" not in result.stderr


@pytest.mark.parametrize("pattern", [f"{LONG}.md", LONG, f"{LONG}/*.md"])
def test_contents_that_no_file_can_be_called(write: Write, pattern: str) -> None:
    write("# One\n\nText.\n")
    write(CONFIGURATION.replace("[text]", f"[text, '{pattern}']"), "octavo.yaml")
    result = check()
    assert "OCT999" not in result.stderr
    assert "error[OCT005]" in result.stderr


def test_a_bibliography_in_front_matter_that_no_file_can_be(write: Write) -> None:
    write(f"---\nbibliography: {LONG}.bib\n---\n\n# One\n\nText [@key].\n")
    result = check()
    assert result.exit_code == 1
    assert "error[OCT253]: there is no bibliography" in result.stderr


def test_variables_that_no_file_can_be(write: Write) -> None:
    write("# One\n\nIt is {{< var numbers.one >}}.\n")
    write(f"{CONFIGURATION}    variables: {{numbers: {LONG}.yaml}}\n", "octavo.yaml")
    result = check()
    assert result.exit_code == 1
    assert "OCT999" not in result.stderr
    assert "error[OCT260]: no data file" in result.stderr


def test_a_condition_with_a_name_that_no_edition_has(write: Write) -> None:
    write("# One\n\nRead [on]{.content-visible when-edition=prnt}.\n")
    result = check()
    assert result.exit_code == 0
    assert diagnostic("OCT249", result) == (
        "text/one.md:3:6: warning[OCT249]: no edition is called “prnt”\n"
        "  3 │ Read [on]{.content-visible when-edition=prnt}.\n"
        "    │      ^\n"
        "  help: did you mean print?\n"
    )


# -------------------------------------------------- much of what is one at a time


def test_a_long_chain_of_notes_that_call_the_next(write: Write) -> None:
    notes = "".join(f"[^{n}]: Note.[^{n + 1}]\n\n" for n in range(1_500))
    root = write(f"# One\n\nText.[^0] [@a]\n\n{notes}[^1500]: The last.\n")
    write("references:\n- {id: a, type: book, title: A book, issued: 2001}\n", "works.yaml")
    write(f"{CONFIGURATION}    bibliography: [works.yaml]\n".replace("screen", "epub"),
          "octavo.yaml")  # fmt: skip
    result = CliRunner().invoke(octavo, ["build"])
    assert result.exit_code == 0, result.stderr
    with zipfile.ZipFile(root / "build/book.epub") as epub:
        text = "".join(epub.read(name).decode() for name in epub.namelist() if "xhtml" in name)
    assert "The last." in text


def test_many_names_that_are_nearly_right(write: Write) -> None:
    """2,000 of each are told in seconds; not every one of them is told what was meant."""
    count = 2_000
    heads = "".join(f"## Heading {n} {{#sec-heading-{n}}}\n\nText.\n\n" for n in range(count))
    wrong = "".join(
        f"[a](#sec-haeding-{n}) @sec-haedings-{n} [b]{{.index see=c{n}}}\n\n" for n in range(count)
    )
    write(f"# One\n\n{heads}{wrong}")
    started = time.monotonic()
    result = check()
    assert time.monotonic() - started < 45
    assert "warning[OCT211]: the link “#sec-haeding-0”" in result.stderr
    assert "did you mean “#sec-heading-0”?" in result.stderr
    assert result.stderr.count("[OCT213]") == count
    assert result.stderr.count("[OCT271]") == count


@pytest.mark.parametrize(("piece", "code"), [('"a ', "OCT607"), ("[@a ", "OCT251")])
def test_thousands_of_findings_on_one_line(write: Write, piece: str, code: str) -> None:
    write(f"# One\n\n{piece * 3_000}\n")
    started = time.monotonic()
    result = check()
    assert time.monotonic() - started < 20
    assert result.stderr.count(f"[{code}]") == 10
    assert f"text/one.md:3: and 2990 more of {code} on this line\n" in result.stderr
    assert result.stderr.endswith("\n3000 warnings\n")


def test_thousands_of_notes_in_a_chain_are_no_circle(write: Write) -> None:
    notes = "".join(f"[^{n}]: Note.[^{n + 1}]\n\n" for n in range(6_000))
    write(f"# One\n\nText.[^0]\n\n{notes}[^6000]: The last.\n")
    started = time.monotonic()
    assert check().exit_code == 0
    assert time.monotonic() - started < 20
