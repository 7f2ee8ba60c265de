"""Bibliographies and styles for the tests, written for them."""

from __future__ import annotations

BIBLATEX = """\
% a comment, with a brace {
@string{house = {Example House}}

@book{doe2020,
  author    = {Doe, Jane},
  title     = {Seats at the {Table}},
  publisher = house,
  date      = {2020-03},
  doi       = {10.5555/seats},
}

@book{doe2020b, author = {Doe, Jane}, title = {A Second Table}, publisher = house, year = 2020}

@incollection{roe2019,
  author = {Roe, Richard}, title = {A chapter}, crossref = {volume},
}

@collection{volume, editor = {Poe, Paula}, title = {The Volume}, publisher = house, year = 2019}
"""

BIBTEX = """\
@article{doe2020,
  author = "Doe, Jane and Roe, Richard",
  title = "A test of wells",
  journal = "Journal of Water",
  year = 2020,
  month = mar,
  volume = 7,
  pages = {1--9}
}
"""

CSL_JSON = """\
[
  {
    "id": "doe2020",
    "type": "book",
    "title": "Seats at the Table",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2020]]},
    "publisher": "Example House",
    "DOI": "10.5555/seats"
  },
  {
    "id": "roe2019",
    "type": "chapter",
    "title": "A chapter",
    "author": [{"family": "Roe", "given": "Richard"}],
    "issued": {"date-parts": [[2019]]},
    "URL": "https://example.org/chapter"
  }
]
"""

CSL_YAML = """\
---
references:
- id: doe2020
  type: book
  title: Seats at the *Table*
  author:
  - family: Doe
    given: Jane
  issued: 2020
...
"""

_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
<info><title>Test</title><id>test</id><updated>2026-01-01T00:00:00Z</updated>{links}</info>
"""

# Names, title in quotation marks and page at first; “ibid.”, or the number of the first note.
NOTE_STYLE = (
    _HEAD.format(kind="note", links="")
    + """\
<citation><layout delimiter="; " suffix="."><choose>
<if position="ibid"><text term="ibid"/></if>
<else-if position="subsequent"><group delimiter=" ">
<names variable="author"><name form="short"/></names>
<text variable="first-reference-note-number" prefix="(note " suffix=")"/>
</group></else-if>
<else><group delimiter=", ">
<names variable="author"/><text variable="title" quotes="true"/><text variable="locator"/>
</group></else>
</choose></layout></citation>
<bibliography><sort><key variable="author"/></sort><layout suffix="."><group delimiter=", ">
<names variable="author"><name name-as-sort-order="all"/></names><text variable="title"/>
</group></layout></bibliography>
</style>
"""
)

# The author at first; “ibid.”, or the author and “again”.
IBID_STYLE = (
    _HEAD.format(kind="in-text", links="")
    + """\
<citation><layout prefix="(" suffix=")" delimiter="; "><choose>
<if position="ibid"><text term="ibid"/></if>
<else-if position="subsequent"><group delimiter=" ">
<names variable="author"><name form="short"/></names><text value="again"/>
</group></else-if>
<else><names variable="author"><name form="short"/></names></else>
</choose></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography>
</style>
"""
)

# Numbers over the line, and a list in which they hang.
NUMBER_STYLE = (
    _HEAD.format(kind="in-text", links="")
    + """\
<citation><layout vertical-align="sup" delimiter=","><text variable="citation-number"/></layout>
</citation>
<bibliography second-field-align="flush"><layout>
<text variable="citation-number" suffix="."/><text variable="title" font-variant="small-caps"/>
</layout></bibliography>
</style>
"""
)

DEPENDENT_STYLE = (
    _HEAD.format(
        kind="in-text",
        links='<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>',
    )
    + "</style>\n"
)

BROKEN_STYLE = _HEAD.format(kind="in-text", links="") + "</style>\n"
