"""Typography: what was typed becomes what is set, language by language."""

from __future__ import annotations

import random
import time

import pytest

from octavo.model.content import plain_text, walk
from octavo.model.diagnostic import Place
from octavo.model.inlines import (
    Attributes,
    Code,
    Formula,
    HardBreak,
    IndexTerm,
    Inline,
    Link,
    Marked,
    NoteCall,
    SoftBreak,
    Text,
)
from octavo.passes.resolve.typography import Undecided, typeset, typeset_text


def text(characters: str) -> Text:
    return Text(text=characters)


def em(*children: Inline) -> Marked:
    return Marked(element="em", children=children)


def in_language(lang: str, *children: Inline) -> Marked:
    return Marked(attributes=Attributes(pairs=(("lang", lang),)), children=children)


def shown(characters: str, lang: str) -> str:
    """Return text as it is set, with no-break spaces as _ and narrow ones as ‿."""
    return typeset_text(characters, lang).replace("\u00a0", "_").replace("\u202f", "‿")


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        ("en-GB", "\"He said 'no'.\" 'Yes'", "“He said ‘no’.” ‘Yes’"),
        ("en", 'A "first "second" one"', "A “first ‘second’ one”"),
        ("fr", "\"Il dit 'non'\"", "«_Il dit “non”_»"),
        ("fr", "\"L'un \"et\" l'autre\"", "«_L’un “et” l’autre_»"),
        ("fr-CH", "\"Il dit 'non'\"", "«_Il dit ‹non›_»"),
        ("de", "\"Er sagt 'nein'\"", "„Er sagt ‚nein‘“"),
        ("de-CH", "\"Er sagt 'nein'\"", "«Er sagt ‹nein›»"),
        ("es", "\"Dice 'no'\", 'sola'", "«Dice “no”», ‘sola’"),
        ("it", "\"Dice 'no'\", l'altra", "«Dice “no”», l’altra"),
        ("pt", "\"Diz 'não'\"", "“Diz ‘não’”"),
        ("pt-PT", "\"Diz 'não'\"", "«Diz “não”»"),
        ("nl", "\"Hij zegt 'nee'\" 's avonds", "“Hij zegt ‘nee’” ’s avonds"),
        ("pl", "\"Mówi 'nie'\"", "„Mówi «nie»”"),
        ("sv", "\"Hon säger 'nej'\"", "”Hon säger ’nej’”"),
        ("fi", "\"Hän sanoo 'ei'\"", "”Hän sanoo ’ei’”"),
        ("da", "\"Hun siger 'nej'\"", "“Hun siger ‘nej’”"),
        ("nb", "\"Hun sier 'nei'\"", "«Hun sier ‘nei’»"),
        ("xx", "\"One 'two'\"", "“One ‘two’”"),
    ],
)  # fmt: skip
def test_quotation_marks_are_those_of_the_language(lang: str, typed: str, expected: str) -> None:
    assert shown(typed, lang) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("don't, the dogs' bones, Hans' hat", "don’t, the dogs’ bones, Hans’ hat"),
        ("rock 'n' roll in the '90s; 'tis '68", "rock ’n’ roll in the ’90s; ’tis ’68"),
        ("'90 per cent', he said", "‘90 per cent’, he said"),
        ("(\"in brackets\") [\"too\"] and/\"or\"", "(“in brackets”) [“too”] and/“or”"),
        ("a dash--\"quoted\"--and on", "a dash–“quoted”–and on"),
        ("\"'Both' begin\" and \"both 'end'\"", "“‘Both’ begin” and “both ‘end’”"),
        ("\"Well ...\" he said, \"...no.\"", "“Well …” he said, “…no.”"),
        ("\"Why?\"; \"why!\", \"5%\".", "“Why?”; “why!”, “5%”."),
        ("6'2\" tall, 12\" wide, 6' deep", "6′2″ tall, 12″ wide, 6′ deep"),
        ("51°30'26\" N, 0°7' W", "51°30′26″ N, 0°7′ W"),
        ("\"the year 1984\" and 'of 1984'", "“the year 1984” and ‘of 1984’"),
        ("'the dogs' bones' and \"the dogs' bones\"", "‘the dogs’ bones’ and “the dogs’ bones”"),
    ],
)  # fmt: skip
def test_apostrophes_and_quotations_are_told_apart(typed: str, expected: str) -> None:
    assert typeset_text(typed, "en") == expected


def test_a_german_elision_and_genitive_take_the_apostrophe() -> None:
    assert typeset_text("'s ist Hans' Buch, 'gut'", "de") == "’s ist Hans’ Buch, ‚gut‘"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1914--1918 --- and so on", "1914–1918 — and so on"),
        ("Wait... what.... and ..... stay", "Wait… what…. and ..... stay"),
        ("---- <-- --> <!-- stay", "---- <-- --> <!-- stay"),
        ('One.  Two?  "Three."  Four', "One. Two? “Three.” Four"),
    ],
)
def test_dashes_dots_and_spaces_after_sentences(typed: str, expected: str) -> None:
    assert typeset_text(typed, "en") == expected


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        ("fr", "Quoi ? Non! Oui ; si: là?!", "Quoi‿? Non‿! Oui‿; si_: là‿?!"),
        ("fr", "«mot» et « mot » (!) à 12:30", "«_mot_» et «_mot_» (!) à 12:30"),
        ("fr", "Quoi\u202f? déjà\u00a0: bien", "Quoi‿? déjà_: bien"),
        ("fr", "12 000 km, n° 5, p. 12, 5 %", "12‿000_km, n°_5, p._12, 5_%"),
        ("fr-CA", "Quoi? «oui»: bon", "Quoi? «_oui_»_: bon"),
        ("en", "No. 5, pp. 12–15, 5 km, 12 000", "No._5, pp._12–15, 5_km, 12_000"),
        ("en", "in 2019 350 people", "in 2019 350 people"),
        ("en", "What? Yes; no: 5 people, 5 kilometres", "What? Yes; no: 5 people, 5 kilometres"),
        ("de", "z. B. auf S. 12, d. h. in Nr. 5", "z.‿B. auf S._12, d.‿h. in Nr._5"),
        ("es", "págs. 12–15, n.º 5", "págs._12–15, n.º_5"),
    ],
)  # fmt: skip
def test_spaces_that_do_not_break(lang: str, typed: str, expected: str) -> None:
    assert shown(typed, lang) == expected


def test_quotations_pair_across_elements() -> None:
    run = (text('"'), em(text("Emphasis")), text(' begins" and "ends '), em(text("so")), text('".'))

    changed, undecided = typeset(run, "en")

    assert plain_text(changed) == "“Emphasis begins” and “ends so”."
    assert [type(node) for node in changed] == [type(node) for node in run]
    assert undecided == ()


def test_notes_and_index_places_take_no_room_and_code_is_a_word() -> None:
    run = (
        text('"word'), NoteCall(label="n"), text('" '), IndexTerm(key="i"), text('"next" '),
        Code(text='"a--b"'), text("'s "), Formula(text="x''"), text(' "'),
        Code(text="c"), text('"'),
    )  # fmt: skip

    changed, undecided = typeset(run, "en")

    assert [node.text for node in changed if isinstance(node, Text)] == [
        "“word", "” ", "“next” ", "’s ", " “", "”",
    ]  # fmt: skip
    assert changed[5] is run[5]
    assert changed[7] is run[7]
    assert undecided == ()


def test_a_span_follows_its_own_language() -> None:
    run = (text('"The '), in_language("fr", text('"mot : juste"')), text('" it is'))

    changed, _ = typeset(run, "en")

    assert plain_text(changed) == "“The «\u00a0mot\u00a0: juste\u00a0»” it is"


def test_a_span_in_a_language_is_seen_where_nothing_else_is() -> None:
    changed, _ = typeset((text("The "), in_language("fr", text("mot !"))), "en")

    assert plain_text(changed) == "The mot\u202f!"


@pytest.mark.parametrize(
    "address", ["https://example.org/a--b's", "ada@example.org", "example.org/a--b"]
)
def test_addresses_are_left_alone(address: str) -> None:
    link = Link(href=address, children=(text(address),))

    changed, _ = typeset((text('"See '), link, text('"')), "fr")

    assert changed[1] is link
    assert plain_text(changed) == f"«\u00a0See {address}\u00a0»"


def test_a_bare_address_in_the_text_is_left_alone() -> None:
    typed = '("See https://example.org/a--b?c=\'d\'e", or "ada--b@example.org".)'

    assert typeset_text(typed, "en") == (
        "(“See https://example.org/a--b?c='d'e”, or “ada--b@example.org”.)"
    )


def test_a_line_end_before_french_punctuation_does_not_break() -> None:
    changed, _ = typeset(
        (text("Un mot"), SoftBreak(), text("; et"), HardBreak(), text("fin")), "fr"
    )

    assert plain_text(changed) == "Un mot\u202f; et fin"
    assert not any(isinstance(node, SoftBreak) for node in changed)


def test_guillemets_around_code_have_their_spaces() -> None:
    changed, _ = typeset(
        (text("le «"), Code(text="x"), text("»; "), Code(text="y"), text(";")), "fr"
    )

    assert plain_text(changed) == "le «\u00a0x\u00a0»\u202f; y\u202f;"


def test_what_needs_no_change_is_the_same_object() -> None:
    run = (text("Plain words, 5 people; "), em(text("no marks")), text("."))

    assert typeset(run, "en")[0] is run


def doubts(typed: str, lang: str = "en") -> list[tuple[str, str]]:
    changed, undecided = typeset((text(typed),), lang, Place(3, 5))
    assert all(doubt.place == Place(3, 5) for doubt in undecided)
    return [(plain_text(changed), doubt.doubt) for doubt in undecided]


@pytest.mark.parametrize(
    ("typed", "doubt", "result"),
    [
        ('It is "never closed', "unclosed", "It is “never closed"),
        ('"It goes on in the next paragraph', "continued", "“It goes on in the next paragraph"),
        ('It was closed" here', "closed", 'It was closed" here'),
        ('mean"ing', "straight", 'mean"ing'),
        ('one " two', "straight", 'one " two'),
        ("one 'two", "straight", "one 'two"),
        ("two  spaces", "spaces", "two  spaces"),
        ("run it with --draft", "option", "run it with --draft"),
    ],
)
def test_what_cannot_be_decided_is_told(typed: str, doubt: str, result: str) -> None:
    assert doubts(typed) == [(result, doubt)]


def test_a_doubt_is_told_at_its_column_where_the_text_has_a_place() -> None:
    run = (text("Before "), em(Text(Place(7, 12), text='it is "so')))

    assert typeset(run, "en", Place(7, 1))[1] == (
        Undecided(Place(7, 18), "unclosed", 'Before it is "so'),
    )


def random_run(source: random.Random, depth: int = 0) -> tuple[Inline, ...]:
    """Return inlines that hold every mark in every position."""
    pieces = (
        "ab é 1 12 \" ' -- --- ... .. . ; : ! ? « » ( ) , % km p. n° 000 '90s https://a.b/c @"
    ).split()
    nodes: list[Inline] = []
    for _ in range(source.randint(1, 8)):
        words = source.choice(("", " ")).join(
            source.choices([*pieces, " "], k=source.randint(1, 9))
        )
        kind = source.randrange(8)
        if kind < 4 or depth > 2:
            nodes.append(text(words))
        elif kind == 4:
            nodes.append(em(*random_run(source, depth + 1)))
        elif kind == 5:
            nodes.append(
                in_language(source.choice(("fr", "de", "en")), *random_run(source, depth + 1))
            )
        else:
            nodes.append(source.choice((SoftBreak(), Code(text=words), NoteCall(label="x"))))
    return tuple(nodes)


def test_no_letter_and_no_digit_is_ever_lost() -> None:
    source = random.Random(20261122)
    for _ in range(3000):
        run, lang = random_run(source), source.choice(("en", "fr", "de", "es", "fr-CA", "sv", "nl"))
        changed, _ = typeset(run, lang)
        before, after = plain_text(run), plain_text(changed)
        assert [c for c in after if c.isalnum()] == [c for c in before if c.isalnum()]
        assert [n for n in walk(changed) if isinstance(n, Code)] == [
            n for n in walk(run) if isinstance(n, Code)
        ]


def test_setting_twice_changes_nothing_more() -> None:
    typed = "\"Un 'mot' : l'autre--oui... n° 5 !\""
    once = typeset_text(typed, "fr")

    assert typeset_text(once, "fr") == once


PIECES = ("\"'", '"a ', "'a ", "--a ", "a@", "000 ", "  . ", "«", "x", ": ", "www.", "1'", "° 1'")


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("lang", ["en", "fr", "de"])
def test_text_made_to_hurt_takes_no_longer_than_its_length_asks(piece: str, lang: str) -> None:
    started = time.process_time()
    typeset_text(piece * 40_000 + "@", lang)
    assert time.process_time() - started < 3
