"""The JSON Schema that editors read says what octavo.yaml may hold."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

from octavo.model.people import Person
from octavo.model.publication import OTHER_SPELLINGS, Project, Publication
from octavo.passes.configure import keys_of

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/octavo.schema.json"


def test_the_schema_is_the_one_that_the_models_make() -> None:
    script = runpy.run_path(str(ROOT / "scripts/schema.py"))
    written = FILE.read_text(encoding="utf-8")
    assert written == script["text"](), "python scripts/schema.py writes it anew"


def test_it_knows_every_key_and_no_other() -> None:
    found = json.loads(FILE.read_text(encoding="utf-8"))
    definitions = found["$defs"]
    assert set(found["properties"]) == set(keys_of(Project))
    keys = {*keys_of(Publication), *OTHER_SPELLINGS} - {"name"}
    assert set(definitions["Publication"]["properties"]) == keys
    assert set(definitions["Person"]["properties"]) == {*keys_of(Person), "link"}
    for definition in definitions.values():
        assert definition["additionalProperties"] is False


def test_it_takes_one_text_where_a_list_is_meant() -> None:
    found = json.loads(FILE.read_text(encoding="utf-8"))
    properties = found["$defs"]["Publication"]["properties"]
    assert {"type": "string"} in properties["contents"]["anyOf"]
    assert {"type": "string"} in properties["author"]["anyOf"]
    assert properties["date"] == {"format": "date", "type": "string"}
