"""WeasyPrint's own tests give the same with paragraphs set as a whole."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / "scripts" / "engine_tests.py"
SCRIPT = runpy.run_path(str(PATH))
Result = SCRIPT["Result"]

# A few less than there are in version 70.0.
LEAST_TESTS, LEAST_LAID_OUT = 4300, 2750

TWO_TESTS = """\
from weasyprint import HTML
from weasyprint.layout import inline

def test_a_paragraph():
    HTML(string='<p style="text-align: justify">One and two.').render()

def test_what_is_replaced():
    modules = [getattr(one, "__module__", "") for one in vars(inline).values()]
    assert not [name for name in modules if "octavo" in name]
"""


@pytest.mark.full
def test_the_tests_of_the_engine_do_not_differ() -> None:
    done = subprocess.run(
        [sys.executable, PATH], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (tests,) = re.findall(r"^0 of (\d+) tests differ$", done.stdout, re.MULTILINE)
    numbers = {
        name.strip(): (int(plain), int(whole))
        for name, plain, whole in re.findall(r"^(.{26}) +(\d+) +(\d+)$", done.stdout, re.MULTILINE)
    }
    assert int(tests) >= LEAST_TESTS
    assert min(numbers["tests that laid out pages"]) >= LEAST_LAID_OUT
    plain, whole = numbers["paragraphs planned"]
    assert plain == 0
    assert whole > 0


# ------------------------------------------------------ what would be found, if it were there


def test_the_module_is_at_work_in_one_of_the_runs_only(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text(TWO_TESTS, encoding="utf-8")
    plain, whole = (SCRIPT["results_of"](tmp_path, as_a_whole=one) for one in (False, True))
    names = paragraph, replaced = [
        f"tests/test_one.py::{name}" for name in ("test_a_paragraph", "test_what_is_replaced")
    ]
    assert [plain[name].outcome for name in names] == ["passed", "passed"]
    assert plain[paragraph].boxes
    assert (plain[paragraph].planned, whole[paragraph].planned) == (0, 1)
    (difference,) = SCRIPT["differences"](plain, whole)
    assert difference.startswith(f"{replaced}: passed '', then failed ")


def test_a_folder_without_tests_is_told(tmp_path: Path) -> None:
    with pytest.raises(SCRIPT["CannotRunError"], match="exit code"):
        SCRIPT["results_of"](tmp_path, as_a_whole=True)


@pytest.mark.parametrize(
    ("plain", "whole", "expected"),
    [
        (Result("passed"), Result("failed", "no"), "passed '', then failed 'no'"),
        (Result("failed", "a"), Result("failed", "b"), "failed 'a', then failed 'b'"),
        (Result("passed"), None, "passed '', then not run ''"),
        (Result("passed", letters="a"), Result("passed", letters="b", planned=1), "other letters"),
        (
            Result("drawn", boxes="a"),
            Result("drawn", boxes="b", left=1),
            "nothing was planned, and boxes are elsewhere",
        ),
    ],
)
def test_each_kind_of_difference_is_found(
    plain: object, whole: object, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    same = Result("passed", planned=1)
    runs = {"it": plain, "same": same}, {"it": whole, "same": same} if whole else {"same": same}
    assert SCRIPT["differences"](*runs) == [f"it: {expected}"]
    assert SCRIPT["report"](*runs) == 1
    assert "\n1 of 2 tests differ\n" in capsys.readouterr().out


def test_what_a_plan_may_move_is_no_difference() -> None:
    runs = {"it": Result("passed", boxes="a")}, {"it": Result("passed", boxes="b", planned=1)}
    assert SCRIPT["differences"](*runs) == []
    assert SCRIPT["report"](*runs) == 0


@pytest.mark.parametrize("results", [{}, {"it": Result("passed", left=1)}])
def test_where_nothing_was_planned_nothing_was_shown(results: dict[str, object]) -> None:
    assert SCRIPT["report"](results, results) == 1
