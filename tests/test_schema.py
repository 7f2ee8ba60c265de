"""The JSON Schema that editors read says what octavo.yaml may hold."""

from __future__ import annotations

import json

from octavo.model.people import Person
from octavo.model.publication import OTHER_SPELLINGS, Project, Publication
from octavo.passes.configure import keys_of
from scripts import schema


def test_the_schema_is_the_one_that_the_models_make() -> None:
    written = schema.TARGET.read_text(encoding="utf-8")
    assert written == schema.text(), "renew it: python scripts/schema.py"


def test_it_knows_every_key_and_no_other() -> None:
    found = json.loads(schema.TARGET.read_text(encoding="utf-8"))
    definitions = found["$defs"]
    assert set(found["properties"]) == set(keys_of(Project))
    keys = {*keys_of(Publication), *OTHER_SPELLINGS} - {"name"}
    assert set(definitions["Publication"]["properties"]) == keys
    assert set(definitions["Person"]["properties"]) == {*keys_of(Person), "link"}
    for definition in definitions.values():
        assert definition["additionalProperties"] is False


def test_it_takes_one_text_where_a_list_is_meant() -> None:
    properties = schema.schema()["$defs"]["Publication"]["properties"]
    assert {"type": "string"} in properties["contents"]["anyOf"]
    assert {"type": "string"} in properties["author"]["anyOf"]
    assert properties["date"] == {"format": "date", "type": "string"}
