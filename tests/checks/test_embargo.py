"""An embargo that ends before the date of the publication is mostly a mistyped year."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Ask, places


def test_it_is_told_at_its_place(ask: Ask) -> None:
    (found,) = ask("# One\n\nText.\n", code="OCT009", more="    embargo: 2025-02-01\n")
    assert places([found]) == [("octavo.yaml", 6, 14)]
    assert found["severity"] == "warning"
    assert "ends on 2025-02-01, before the date of the publication, 2026-01-15" in found["message"]


@pytest.mark.parametrize("day", ["2026-01-15", "2026-02-01", "1 February 2026"])
def test_one_that_ends_on_that_day_or_later_is_not(ask: Ask, day: str) -> None:
    assert not ask("# One\n\nText.\n", more=f"    embargo: {day}\n")


def test_it_is_a_day(ask: Ask) -> None:
    with pytest.raises(AssertionError, match="is not a date that Octavo can read"):
        ask("# One\n\nText.\n", more="    embargo: soon\n")
