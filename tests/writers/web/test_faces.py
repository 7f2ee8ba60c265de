"""Which face a browser takes (CSS Fonts 4, 5.2)."""

from __future__ import annotations

import pytest

from octavo.writers.web.faces import FontFace, Style, faces_for, read_faces


def face(weight: int, slope: str = "normal") -> FontFace:
    return FontFace("A", ("https://fonts.octavo.invalid/a.ttf",), (weight, weight), slope)


@pytest.mark.parametrize(
    ("wanted", "there", "taken"),
    [
        (400, (300, 400, 500), 400),
        (400, (300, 500, 600), 500),
        (400, (200, 300, 600), 300),
        (450, (400, 500), 500),
        (500, (300, 400, 600), 400),
        (500, (600, 700), 600),
        (300, (200, 400), 200),
        (300, (100, 200, 400), 200),
        (300, (400, 700), 400),
        (600, (500, 700, 800), 700),
        (900, (400, 700), 700),
    ],
)
def test_weights(wanted: int, there: tuple[int, ...], taken: int) -> None:
    for weights in (there, there[::-1]):
        (found,) = faces_for([face(one) for one in weights], "a", Style(("A",), wanted))
        assert found.weights == (taken, taken)


def test_the_slope_goes_before_the_weight() -> None:
    faces = [face(400), face(700, "italic")]
    assert faces_for(faces, "A", Style(("A",), 400, italic=True)) == (faces[1],)
    assert faces_for(faces, "A", Style(("A",), 700)) == (faces[0],)
    assert faces_for(faces[:1], "A", Style(("A",), 400, italic=True)) == (faces[0],)


def test_no_face_of_another_family() -> None:
    assert faces_for([face(400)], "B", Style(("B",))) == ()


def test_rules_that_differ_in_characters_only_the_last_first() -> None:
    rules = (
        "@font-face { font-family: A; src: url(a.ttf); unicode-range: U+0-7F }"
        "@font-face { font-family: A; src: url(b.ttf); unicode-range: U+4??, U+2019 }"
    )
    faces = read_faces(rules)
    assert faces_for(faces, "A", Style(("A",))) == faces[::-1]
    assert [faces[1].allows(one) for one in "a\u0400\u04ff\u0500\u2019"] == [0, 1, 1, 0, 1]


def test_the_normal_width_is_taken() -> None:
    rules = "".join(
        f"@font-face {{ font-family: A; src: url(a.ttf); font-stretch: {width} }}"
        for width in ("condensed", "normal", "125%")
    )
    faces = read_faces(rules)
    assert [face.width for face in faces] == [75, 100, 125]
    assert faces_for(faces, "A", Style(("A",))) == (faces[1],)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [("normal", (400, 400)), ("bold", (700, 700)), ("350", (350, 350)), ("900 200", (200, 900))],
)
def test_the_weight_of_a_rule(weight: str, expected: tuple[int, int]) -> None:
    (found,) = read_faces(
        f"@font-face {{ font-family: 'My Face'; font-weight: {weight}; src: url('a b.ttf') }}"
    )
    assert found.weights == expected
    assert found.family == "My Face"
    assert found.addresses == ("https://theme.octavo.invalid/styles/a b.ttf",)


@pytest.mark.parametrize(
    "rule",
    [
        "@font-face { src: url(a.ttf) }",
        "@font-face { font-family: A; src: local(A) }",
        "@font-face;",
        "p { font-family: A; src: url(a.ttf) }",
    ],
)
def test_what_is_no_face(rule: str) -> None:
    assert read_faces(rule) == ()
