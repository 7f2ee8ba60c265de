"""Reserved Font Names (SIL OFL 1.1, clause 3) as fonts declare them."""

from __future__ import annotations

import fontpkg
import pytest

from octavo.writers.web.licences import public_name, reserved_names


@pytest.mark.parametrize(
    ("notice", "names"),
    [
        ('Copyright © 2017 A House with Reserved Font Name "Plain"', ("Plain",)),
        ("(c) 2010 Ada Example, with Reserved Font Names 'One' and “Two Two”.", ("One", "Two Two")),
        ("Copyright 2010, with Reserved Font Name Plain Text.", ("Plain Text",)),
        ("Copyright 2010, with Reserved Font Names: One, Two", ("One", "Two")),
        ('with Reserved Font Name "A" (a.org)\nwith Reserved Font Name "B"', ("A", "B")),
        ('"Reserved Font Name" refers to any names specified as such', ()),
        ("No Modified Version of the Font Software may use the Reserved Font\nName(s)", ()),
    ],
)
def test_reserved_names(notice: str, names: tuple[str, ...]) -> None:
    assert reserved_names(notice) == names


def test_a_family_without_the_reserved_name_keeps_its_own() -> None:
    notice = 'with Reserved Font Name "Plain"'
    assert public_name("Other Sans", notice) == "Other Sans"
    other = public_name("PLAIN Sans", notice)
    assert "plain" not in other.lower()
    assert public_name("Plain Sans", notice) == other != public_name("Plain Serif", notice)


def test_the_house_fonts_that_reserve_their_names() -> None:
    found = {
        family.name: reserved_names(
            (family.files[0].path.parent.parent / "LICENSE").read_text(encoding="utf-8")
        )
        for family in fontpkg.families().values()
    }
    assert found["IBM Plex Mono"] == ("Plex",)
    for name in ("Spectral", "Fira Sans", "Noto Sans"):
        assert found[name] == ()
