"""Charts: drawn from the rows of a file, with their rows beside them, and every mistake told."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from octavo.model.book import Asset
from octavo.model.content import Chart, plain_text
from octavo.model.diagnostic import Place
from octavo.passes.resolve.data import charts as charts_module
from octavo.passes.resolve.data.csvfiles import CsvShelf
from octavo.passes.resolve.data.fences import read_fence
from octavo.passes.resolve.data.specs import prepare
from octavo.workspace import Workspace
from tests.passes.resolve.data.conftest import SEATS, Answers, Ask, cells

ROOT = Path(__file__).parents[4]
BARS = """\
data: seats.csv
mark: bar
encoding:
  y: {field: group, type: nominal, sort: -x, title: Group}
  x: {field: seats, type: quantitative, title: Seats}
"""


def block(text: str, attributes: str = '#fig-a fig-alt="Industry has most"') -> str:
    return f"# T\n\n```{{.vega-lite {attributes}}}\n{text}```\n"


def drawing(answers: Answers) -> etree._Element:
    """The one drawing, which must be there."""
    (asset,) = answers.images.values()
    assert isinstance(asset, Asset), answers.findings
    return etree.fromstring(asset.data)


def words(answers: Answers) -> list[str]:
    return [str(text) for text in drawing(answers).itertext()]


# ------------------------------------------------------------------ the figure


def test_a_chart_is_a_figure_with_a_drawing_and_its_rows(ask: Ask) -> None:
    answers = ask(
        block(BARS, '#fig-a fig-cap="Seats" fig-alt="Industry has most" source="The record"')
    )
    assert not answers.told
    (figure,) = answers.figures
    (asset,) = answers.images.values()
    assert isinstance(asset, Asset)
    assert figure.key == "fig-a"
    assert plain_text(figure.caption) == "Seats"
    assert plain_text(figure.origin) == "The record"
    assert figure.image.source == asset.path == "charts/one-fig-a.svg"
    assert figure.image.alt == "Industry has most"
    assert asset.media_type == "image/svg+xml"
    assert cells(figure.data) == [
        ["Group", "Seats"],
        ["Industry", "245"],
        ["Civil society", "186"],
        ["Government", "48"],
    ]


def test_a_chart_may_be_written_in_json_with_tabs(ask: Ask) -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"url": "seats.csv"},
        "mark": "bar",
        "encoding": {
            "x": {"field": "seats", "type": "quantitative"},
            "y": {"field": "group", "type": "nominal"},
        },
    }
    answers = ask(block(json.dumps(spec, indent="\t") + "\n"))
    assert not answers.told
    assert len(cells(answers.figures[0].data)) == 4


def test_text_stays_text_in_the_face_and_the_size_of_captions(ask: Ask) -> None:
    answers = ask(block(BARS))
    assert {"Industry", "Civil society", "Seats"} <= set(words(answers))
    texts = drawing(answers).findall(".//{*}text")
    assert {text.get("font-family", "").split(",")[0] for text in texts} == {"Fira Sans"}
    sizes = {float(text.get("font-size", "").removesuffix("px")) for text in texts}
    assert [*sizes] == [pytest.approx(8.5 * 96 / 72, abs=0.01)]


@pytest.mark.parametrize(
    ("attributes", "design", "millimetres"),
    [("", "report", 146), ("", "anthology", 110), ("width=50%", "report", 73),
     ("width=60mm", "report", 60), ("width=900mm", "anthology", 110)],
)  # fmt: skip
def test_a_chart_is_as_wide_as_the_type_area(
    ask: Ask, attributes: str, design: str, millimetres: float
) -> None:
    answers = ask(block(BARS, f'#fig-a fig-alt="x" {attributes}'), design=design)
    (asset,) = answers.images.values()
    assert isinstance(asset, Asset)
    assert asset.width == pytest.approx(millimetres * 96 / 25.4, abs=1)


def test_small_multiples_fit_into_the_type_area(ask: Ask) -> None:
    answers = ask(block(BARS + "  column: {field: founded, type: ordinal}\n"))
    (asset,) = answers.images.values()
    assert isinstance(asset, Asset)
    width = 146 * 96 / 25.4
    assert width * 0.95 < asset.width <= width + 1


def test_the_width_that_an_author_gives_keeps_the_size_of_letters(ask: Ask) -> None:
    (figure,) = ask(block(BARS + "width: 200\n")).figures
    share = float((figure.image.attributes.get("width") or "").removesuffix("%"))
    assert 35 < share < 70


def test_labels_are_measured_in_the_theme_s_face(ask: Ask) -> None:
    # The longest label decides where the plot begins; a face that is not found measures otherwise.
    place = re.compile(r"translate\(([\d.]+),")
    found = []
    for face in ("Fira Sans", "IBM Plex Mono"):
        files = {"styles/tokens.css": f':root {{ --face-heads: "{face}"; --figure-width: 146mm }}'}
        first = drawing(ask(block(BARS), files)).find("{*}g")
        assert first is not None
        match = place.match(first.get("transform", ""))
        assert match
        found.append(float(match[1]))
    assert found[1] > found[0] * 1.15


# -------------------------------------------------------------------- the rows


def rows(
    ask: Ask, text: str, files: dict[str, str] | None = None, lang: str = "en"
) -> list[list[str]]:
    answers = ask(block(text), files, lang)
    assert not answers.told
    return cells(answers.figures[0].data)


LONG = """\
year,kind,n
2001,a,1200.5
2002,a,13000
2001,b,3
2002,b,4
2002,b,5
"""


def test_rows_are_what_is_drawn_a_column_for_each_series(ask: Ask) -> None:
    found = rows(
        ask,
        "data: n.csv\nmark: line\nencoding:\n"
        "  x: {field: year, type: quantitative, title: Year}\n"
        "  y: {field: n, aggregate: sum, type: quantitative, title: Sum}\n"
        "  color: {field: kind, type: nominal}\n",
        {"n.csv": LONG},
    )
    assert found == [["Year (Sum)", "a", "b"], ["2001", "1,200.5", "3"], ["2002", "13,000", "9"]]


def test_rows_follow_filters_and_calculations(ask: Ask) -> None:
    found = rows(
        ask,
        "data: n.csv\n"
        "transform:\n  - filter: datum.kind == 'b'\n  - {calculate: datum.n * 2, as: double}\n"
        "mark: bar\nencoding:\n"
        "  x: {field: year, type: ordinal}\n"
        "  y: {field: double, aggregate: mean, type: quantitative}\n",
        {"n.csv": LONG},
    )
    assert found == [["year", "double"], ["2001", "6"], ["2002", "9"]]


def test_equal_points_are_rows_of_their_own_and_layers_are_not(ask: Ask) -> None:
    found = rows(
        ask,
        "data: {values: [{a: 1, b: 2}, {a: 1, b: 2}, {a: 3, b: 4}]}\n"
        "encoding:\n"
        "  x: {field: a, type: quantitative}\n"
        "  y: {field: b, type: quantitative}\n"
        "layer:\n"
        "  - mark: point\n"
        "  - {mark: text, encoding: {text: {field: b}}}\n",
    )
    assert found == [["a", "b"], ["1", "2"], ["1", "2"], ["3", "4"]]


def test_small_multiples_have_a_column_each(ask: Ask) -> None:
    found = rows(
        ask,
        "data: n.csv\nmark: bar\nencoding:\n"
        "  x: {field: year, type: ordinal}\n"
        "  y: {field: n, aggregate: sum, type: quantitative, title: N}\n"
        "  column: {field: kind, type: nominal}\n",
        {"n.csv": LONG},
    )
    assert found == [["year (N)", "a", "b"], ["2001", "1,200.5", "3"], ["2002", "13,000", "9"]]


def test_shares_dates_and_numbers_are_written_as_the_language_does(ask: Ask) -> None:
    found = rows(
        ask,
        "data: {values: [{d: 2016-03-01, v: 0.125}, {d: 2016-04-01, v: 0.5}]}\n"
        "mark: line\nencoding:\n"
        "  x: {field: d, type: temporal, title: Tag}\n"
        "  y: {field: v, type: quantitative, title: Anteil, axis: {format: .1%}}\n",
        lang="de",
    )
    assert found == [
        ["Tag", "Anteil"],
        ["01.03.2016", "12,5\u00a0%"],
        ["01.04.2016", "50,0\u00a0%"],
    ]


def test_axes_are_labelled_in_the_language(ask: Ask) -> None:
    text = (
        "data: {values: [{d: 2016-03-01, v: 12345.5}, {d: 2016-05-01, v: 2}]}\n"
        "mark: line\nencoding:\n"
        "  x: {field: d, type: temporal, axis: {format: '%B'}}\n"
        "  y: {field: v, type: quantitative}\n"
    )
    assert {"mars", "avril", "12\u202f000"} <= set(words(ask(block(text), lang="fr")))
    assert {"March", "April", "12,000"} <= set(words(ask(block(text), lang="en")))


def test_years_are_never_grouped(ask: Ask) -> None:
    text = (
        "data: seats.csv\nmark: point\nencoding:\n"
        "  x: {field: founded, type: quantitative}\n"
        "  y: {field: seats, type: quantitative}\n"
    )
    answers = ask(block(text))
    assert "2000" in words(answers)
    assert "2,000" not in words(answers)
    assert ["1992", "245"] in cells(answers.figures[0].data)


def test_a_column_of_years_can_be_a_time(ask: Ask) -> None:
    text = (
        "data: seats.csv\nmark: bar\nencoding:\n"
        "  x: {field: founded, type: temporal, timeUnit: year, title: Year}\n"
        "  y: {field: seats, type: quantitative}\n"
    )
    assert ["1992", "245"] in cells(ask(block(text)).figures[0].data)


# ------------------------------------------------------------------- mistakes


def changed(old: str, new: str) -> str:
    assert old in BARS
    return BARS.replace(old, new)


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        (changed("seats.csv", "seets.csv"), "OCT260 1.md:4:7", "did you mean “seats.csv”?"),
        (changed("seats.csv", "../a.csv"), "OCT102 1.md:4:7", "copy the file"),
        (changed("field: seats", "field: seets"), "OCT262 1.md:8:14", "did you mean “seats”?"),
        (
            changed("seats.csv", "https://example.org/a.csv"),
            "OCT267 1.md:4:7",
            "save it as a CSV file",
        ),
        (changed("data: seats.csv", "data: {url: //x/a.csv}"), "OCT267 1.md:4:13", "save it"),
        (changed("data: seats.csv", "data: {url: a.json}"), "OCT267 1.md:4:13", "as CSV"),
        (changed("data: seats.csv", "data: {sequence: {start: 0}}"), "OCT267 1.md:4:7", "a file"),
        (changed("mark: bar", "mark: image"), "OCT267 1.md:5:7", "as figures"),
        (changed("mark: bar", "mark: bra"), "OCT266 1.md:5:7", "did you mean “bar”?"),
        (changed("mark: bar", "mark: {type: bra}"), "OCT266 1.md:5:14", "did you mean “bar”?"),
        (changed("mark: bar\n", ""), "OCT266 1.md:3:1", "add mark"),
        (changed("encoding:", "encodign:"), "OCT003 1.md:6:1", "did you mean “encoding”?"),
        (changed("  x:", "  X:"), "OCT266 1.md:8:3", "did you mean “x”?"),
        (changed("  x:", "  colour:"), "OCT266 1.md:8:3", "did you mean “color”?"),
        (changed("title: Seats", "titel: Seats"), "OCT003 1.md:8:41", "did you mean “title”?"),
        (changed("quantitative", "quantitive"), "OCT266 1.md:8:27", "mean “quantitative”?"),
        (changed("title: Seats", "aggregate: summ"), "OCT266 1.md:8:52", "did you mean “sum”?"),
        (
            BARS + "params: [{name: a, select: point}]\n",
            "OCT267 1.md:9:20",
            "a page cannot be clicked",
        ),
        (
            BARS + "transform: [{lookup: group, from: {data: x.csv, key: a, fields: [b]}}]\n",
            "OCT260 1.md:9:42",
            "",
        ),
        (BARS + "transform: [{filter: datum.a +}]\n", "OCT266 1.md:3:1", ""),
        (
            changed("seats.csv", "{values: []}"),
            "OCT269 1.md:3:1",
            "look at its filter",
        ),
        ("[1, 2]\n", "OCT266 1.md:3:1", "begin with data"),
        ("data: [\n", "OCT002 1.md:4:7", ""),
        (changed("title: Seats", "scale: {scheme: x}"), "OCT268 1.md:8:49", ""),
    ],
)  # fmt: skip
def test_mistakes_are_told_at_their_line_and_column(
    ask: Ask, text: str, told: str, hint: str
) -> None:
    answers = ask(block(text))
    assert told in answers.told
    assert hint in " ".join(hint for finding in answers.findings for hint in finding.hints)
    # The figure stays, so that its number and what refers to it do.
    assert answers.figures[0].key == "fig-a"


def test_a_missing_alt_text_is_told_and_none_is_made_up(ask: Ask) -> None:
    answers = ask(block(BARS, '#fig-a fig-cap="Seats"'))
    assert answers.told == ["OCT204 1.md:3:1"]
    assert answers.figures[0].image.alt is None


def test_more_series_than_greys_are_told(ask: Ask) -> None:
    rows = "".join(f"k{number},{number}\n" for number in range(7))
    text = changed("  x:", "  color: {field: group, type: nominal}\n  x:")
    answers = ask(block(text), {"seats.csv": "group,seats\n" + rows})
    assert answers.told == ["OCT268 1.md:7:14"]
    assert "7 values" in answers.findings[0].message


def test_a_label_that_is_cut_is_told(ask: Ask) -> None:
    long = "A very long name of a thing " * 9
    answers = ask(block(BARS), {"seats.csv": f"group,seats\n{long},3\n"})
    assert answers.told == ["OCT268 1.md:3:1"]


def test_a_chart_of_too_many_rows_is_refused(ask: Ask) -> None:
    many = "group,seats\n" + "a,1\n" * 20_001
    answers = ask(block(BARS), {"seats.csv": many})
    assert answers.told == ["OCT266 1.md:4:7"]


def test_nothing_takes_the_engine_down_for_the_charts_after_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("octavo.passes.resolve.data.drawing.SECONDS_PER_JOB", 10.0)
    hungry = changed(
        "encoding:",
        "transform: [{calculate: 'sequence(1e9)', as: a}, {flatten: [a]}]\nencoding:",
    )
    answers = ask(block(hungry) + "\n" + block(BARS, '#fig-b fig-alt="x"').removeprefix("# T\n"))
    assert answers.told == ["OCT266 1.md:3:1"]
    assert [asset is not None for asset in answers.images.values()] == [False, True]


def test_control_characters_do_not_reach_the_engine(ask: Ask) -> None:
    answers = ask(block(BARS), {"seats.csv": "group,seats\nA\x01\x0bB,3\n"})
    assert not answers.told
    assert any("A" in text and "B" in text for text in words(answers))


def test_what_json_cannot_hold_does_no_harm(ask: Ask) -> None:
    text = (
        'data: {values: [{group: "A\\x01\\ud800", seats: .nan}, {group: B, seats: 3},\n'
        "  {group: !!binary aGVsbG8=, seats: .inf}, {group: 2016-01-01T10:00:00, seats: 2}]}\n"
    )
    answers = ask(block(text + BARS.partition("\n")[2]))
    assert not answers.told
    assert ["B", "3"] in cells(answers.figures[0].data)


def test_an_author_s_own_picture_keeps_its_place(ask: Ask) -> None:
    answers = ask(block(BARS), {"charts/one-fig-a.svg": "<svg/>"})
    assert list(answers.images) == ["charts/one-fig-a-2.svg"]


# ---------------------------------------------------------- the same, and safe


CLIPPED = BARS.replace("mark: bar", "mark: {type: bar, clip: true}")
STEPS = changed("  x:", "  color: {field: seats, type: quantitative, title: Colour}\n  x:")


def test_the_same_chart_is_the_same_bytes_after_others_in_any_process(
    ask: Ask, tmp_path: Path
) -> None:
    text = block(CLIPPED)
    alone = ask(text)
    others = block(STEPS, '#fig-b fig-alt="x"') + text.removeprefix("# T\n")
    later = ask(others)
    assert not alone.told + later.told
    first = alone.images["charts/one-fig-a.svg"]
    assert first is not None
    assert first == later.images["charts/one-fig-a.svg"]
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.passes.resolve.data.conftest import answer\n"
        "found = answer(Path(sys.argv[1]), sys.stdin.read())\n"
        "sys.stdout.buffer.write(found.images['charts/one-fig-a.svg'].data)\n"
        "sys.stdout.buffer.write(repr(found.figures).encode())\n"
    )
    surroundings = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        input=text.encode(),
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
    )
    assert again.stdout == first.data + repr(alone.figures).encode()


def test_a_gradient_is_a_rectangle_that_the_pages_can_show(ask: Ask) -> None:
    svg = drawing(ask(block(STEPS)))
    filled = [element for element in svg.iter() if element.get("fill", "").startswith("url(")]
    assert [etree.QName(element).localname for element in filled] == ["rect"]
    names = {element.get("id") for element in svg.iter() if element.get("id")}
    assert filled[0].get("fill") == f"url(#{names.pop()})"


def test_drawings_hold_no_scripts_and_lead_nowhere(ask: Ask) -> None:
    text = BARS.replace("mark: bar", "mark: {type: bar, href: 'https://example.org'}")
    answers = ask(block(text))
    (asset,) = answers.images.values()
    if asset is not None:
        assert b"example.org" not in asset.data
    assert b"<script" not in (asset.data if asset else b"")


def test_equal_charts_are_drawn_once(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    fitted = charts_module.Charts._fitted

    def counting(self: charts_module.Charts, *arguments: object) -> object:
        drawn.append(1)
        return fitted(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(charts_module.Charts, "_fitted", counting)
    answers = ask(block(BARS) + block(BARS, '#fig-b fig-alt="x"').removeprefix("# T\n"))
    assert len(answers.images) == 2
    assert len(drawn) == 1


def test_chance_specifications_are_checked_without_a_crash(tmp_path: Path) -> None:
    (tmp_path / "seats.csv").write_text(SEATS, encoding="utf-8")
    shelf = CsvShelf(Workspace(tmp_path, {}), {})
    chance = random.Random(11)
    base = BARS + "transform:\n  - {fold: [seats, boards]}\nlayer:\n  - mark: point\n"
    checked = 0
    for _ in range(1500):
        text = list(base)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(text))
            text[at : at + chance.randrange(3)] = chance.choice(
                [
                    "",
                    "[",
                    "]",
                    "{",
                    "}",
                    ":",
                    " ",
                    "\n",
                    "null",
                    "1",
                    "- ",
                    "field",
                    '"',
                    "*",
                    "&a ",
                ]
            )
        node = Chart(Place(3, 1), text="".join(text))
        prepared = prepare(read_fence(node, "1.md"), shelf)
        checked += prepared.drawable
        assert all(finding.span for finding in prepared.diagnostics)
    assert checked > 50
