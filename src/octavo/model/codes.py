"""Every diagnostic code, in one table: what it is called, how bad it is, and why it exists."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of finding. ``explanation`` tells an author why it matters and what to do.

    ``wrong`` is an example of the mistake as an author would write it, ``right`` the same mended;
    both are empty where a mistake is not one of writing.
    """

    is_error: bool
    title: str
    explanation: str
    wrong: str = ""
    right: str = ""


def _error(title: str, explanation: str, wrong: str = "", right: str = "") -> Code:
    return Code(True, title, explanation, wrong, right)


def _warning(title: str, explanation: str, wrong: str = "", right: str = "") -> Code:
    return Code(False, title, explanation, wrong, right)


# What the codes of a hundred speak of.
GROUPS: dict[str, str] = {
    "0": "Configuration and use",
    "1": "Files",
    "2": "The manuscript",
    "3": "Templates",
    "4": "Pages",
    "5": "What was built",
    "6": "An editor's questions",
    "9": "Octavo itself",
}

CODES: dict[str, Code] = {
    # 0xx: the configuration and the use of the command
    "OCT001": _error(
        "no octavo.yaml",
        "Octavo reads the publications of a folder from its octavo.yaml. It looks in the current "
        "folder and in those above it. `octavo init my-report` writes one to begin with.",
    ),
    "OCT002": _error(
        "YAML cannot be read",
        "The file is not valid YAML, so nothing in it can be trusted. Usual reasons: a quotation "
        "mark or a bracket that is never closed, a tab where spaces belong, a colon inside a title "
        "without quotation marks.",
        "title: At Whose Table: Essays",
        'title: "At Whose Table: Essays"',
    ),
    "OCT003": _error(
        "unknown key",
        "A key that Octavo does not know is refused rather than ignored, so that a mistyped "
        "option cannot silently do nothing. Keys are written with hyphens.",
        "number_sections: true",
        "number-sections: true",
    ),
    "OCT004": _error(
        "invalid value",
        "A value is missing or cannot be what its key asks for. docs/configuration.md says what "
        "each key holds.",
        "date: 15.1.2026",
        "date: 2026-01-15",
    ),
    "OCT005": _error(
        "contents match no file",
        "An entry of `contents` names a file, a folder or a pattern such as `essays/*.md`, from "
        "the folder of octavo.yaml. This one names nothing that exists, so chapters would be "
        "missing.",
        "contents: [esays/*.md]",
        "contents: [essays/*.md]",
    ),
    "OCT006": _error(
        "no such publication or edition",
        "A name on the command line, or under `editions` in octavo.yaml, is not there.",
        "octavo build reprot",
        "octavo build report",
    ),
    "OCT007": _error(
        "key given twice",
        "YAML keeps only the last of two equal keys; what the first one says would be lost.",
        "title: One\ntitle: Two",
        "title: One\nsubtitle: Two",
    ),
    "OCT008": _error(
        "template or stylesheet not found",
        "A design names a template or a stylesheet that is neither in the publication nor in the "
        "house theme; or octavo.yaml names a design that does not exist.",
        "design: reprot",
        "design: report",
    ),
    "OCT009": _warning(
        "embargo before the date of the publication",
        "`embargo` is the day before which a publication is not to be released; drafts print it on "
        "every page, beside the date of the publication. One that ends before that date is mostly "
        "a mistyped year.",
        "date: 2026-11-22\nembargo: 2025-12-01",
        "date: 2026-11-22\nembargo: 2026-12-01",
    ),
    # 1xx: files
    "OCT101": _error(
        "not UTF-8",
        "Manuscripts are read as UTF-8. A wrong guess at another encoding would falsify names and "
        "quotations, so the file has to be saved anew in that encoding.",
    ),
    "OCT102": _error(
        "path outside the publication",
        "A publication may use only what lies in its own folder. Paths with `..`, links in the "
        "file system and `file://` addresses that lead out of it are never read, so that a "
        "manuscript from elsewhere cannot print your files.",
        "![A wall](../../pictures/wall.png)",
        "![A wall](pictures/wall.png)",
    ),
    "OCT103": _error(
        "file cannot be read",
        "The file exists but cannot be opened: look at its permissions.",
    ),
    "OCT104": _error(
        "file too large",
        "A file larger than the limit is refused, so that one manuscript cannot take the "
        "machine down. Split it, or save the image in a smaller size.",
    ),
    "OCT105": _error(
        "front matter cannot be read",
        "The block between the two lines of `---` at the head of a file is YAML; between two lines "
        "of `+++` it is TOML, as Hugo writes it.",
    ),
    "OCT106": _warning(
        "front matter value cannot be used",
        "A known key of the front matter has a value that Octavo cannot read. It is left out, and "
        "the chapter is printed without it.",
        "date: 15.1.2026",
        "date: 2026-01-15",
    ),
    "OCT107": _warning(
        "draft left out",
        "The front matter says that the text is not to be published yet (`draft: true`, "
        "`published: false`). `octavo build --draft` takes it in.",
    ),
    "OCT108": _warning(
        "front matter key mistyped",
        "The key means nothing to Octavo and is one letter away from one that does. Keys of other "
        "programs are kept for templates and not told.",
    ),
    # 11x: contributors and what else octavo.yaml names
    "OCT109": _warning(
        "character that cannot be printed",
        "A control character, which no edition can hold, or the character � that a program puts "
        "where it has lost another one, often when a file was saved in the wrong encoding. It is "
        "printed as �.",
    ),
    "OCT110": _error(
        "file named in octavo.yaml not found",
        "A key of octavo.yaml names a file of the publication that does not exist.",
    ),
    "OCT111": _warning(
        "contributor not found",
        "The name is nearly the key of somebody in the file of contributors, and is printed as it "
        "stands.",
    ),
    "OCT112": _warning(
        "address claimed twice",
        "Two chapters say that they first appeared at the same address; links to it lead to the "
        "first of them.",
    ),
    "OCT113": _warning(
        "not in a biography or the glossary",
        "A biography and the glossary hold text with links. An image or a note in them is left "
        "out; a citation, a shortcode or a term of the index stays as plain words.",
    ),
    # 2xx: the manuscript
    "OCT201": _error(
        "missing image",
        "The image does not exist. Paths are taken from the folder of the Markdown file; those "
        "that begin with `/` from the publication's `assets` folder. Capitals count.",
        "![A wall](Wall.PNG)",
        "![A wall](wall.png)",
    ),
    "OCT202": _warning(
        "image on the network",
        "Nothing is fetched during a build: the image may be gone tomorrow, and the same "
        "manuscript must give the same book. A placeholder stands for the image.",
        "![A wall](https://example.org/wall.png)",
        "![A wall](pictures/wall.png)",
    ),
    "OCT203": _error(
        "image cannot be used",
        "The file is not an image that every edition can show (PNG, JPEG, GIF, WebP, SVG), or "
        "it is damaged, or it has too many pixels.",
    ),
    "OCT204": _warning(
        "missing alt text",
        "Somebody who does not see the image gets nothing. Until it has an alt text the edition "
        "does not claim to be accessible (PDF/UA, alternative text). An empty one says that the "
        "image is decoration.",
        "![](wall.png)",
        '![](wall.png){fig-alt="A wall of red brick, half fallen"}',
    ),
    "OCT205": _warning(
        "the caption serves as alt text",
        "A caption says what a picture means, an alt text what it shows. Where none is given the "
        "caption is read out twice to those who do not see the picture.",
    ),
    "OCT210": _error(
        "identifier given twice",
        "A link could lead to only one of two blocks with the same identifier.",
        "## Seats {#sec-a}\n\n## Votes {#sec-a}",
        "## Seats {#sec-seats}\n\n## Votes {#sec-votes}",
    ),
    "OCT211": _warning(
        "link to nowhere",
        "The link leads to nothing in this publication. Its text stays, without a link.",
        "[the record](record.md)",
        "[the record](02-the-record.md)",
    ),
    "OCT212": _warning(
        "identifier cannot be used",
        "An identifier holds letters, digits, `-`, `_`, `.` and `:` and begins with a letter. "
        "This one is ignored.",
        "## Seats {#2016-seats}",
        "## Seats {#seats-2016}",
    ),
    "OCT213": _error(
        "cross-reference to nothing",
        "A reference such as `@fig-growth` prints the number of what has that label. Nothing has "
        "it, or what has it bears no number, so the sentence would refer to nothing.",
    ),
    "OCT214": _warning(
        "cross-reference to what some editions leave out",
        "The figure, table or section has a number in every edition, and only some of them show "
        "it. In the others the reader is sent to nothing.",
    ),
    "OCT220": _error(
        "note called and not defined",
        "The text calls a note that is not defined, or whose definition has no body, so the reader "
        "would be sent to nothing.",
        "Nine of ten.[^count]",
        "Nine of ten.[^count]\n\n[^count]: Counted in 2016.",
    ),
    "OCT221": _warning(
        "note never called",
        "The note is defined and nothing calls it, so no edition can show it.",
        "Nine of ten.\n\n[^count]: Counted in 2016.",
        "Nine of ten.[^count]\n\n[^count]: Counted in 2016.",
    ),
    "OCT222": _error(
        "note defined twice",
        "Two notes have the same label; one of them would be lost.",
        "[^a]: One.\n\n[^a]: Another.",
        "[^a]: One.\n\n[^b]: Another.",
    ),
    "OCT223": _error(
        "note calls itself",
        "A note that calls itself, or one that calls it, would never end.",
        "[^a]: See there.[^a]",
        "[^a]: See there.[^b]\n\n[^b]: Counted in 2016.",
    ),
    "OCT224": _error(
        "note called in a heading",
        "A heading is printed in the contents and at the head of pages, and the head of a table "
        "on every page that the table reaches: a note there would be called again and again.",
    ),
    "OCT230": _warning(
        "script, form or embedded page removed",
        "Editions hold no scripts, no forms and nothing from other sites. A placeholder says what "
        "was left out.",
        '<iframe src="https://example.org/map"></iframe>',
        "The map is [on the site of the project](https://example.org/map).",
    ),
    "OCT231": _warning(
        "HTML not understood",
        "An HTML tag that is unknown (it is shown as text), never closed, or closes nothing.",
        "Press <kbd>Esc.",
        "Press <kbd>Esc</kbd>.",
    ),
    "OCT232": _warning(
        "tag of another program",
        "A shortcode or a template tag that Octavo does not know is printed as it was written.",
    ),
    "OCT233": _warning(
        "code never closed",
        "A fence of ``` or ~~~ without its partner makes all that follows code.",
    ),
    "OCT234": _warning(
        "division never closed",
        "A division begins with ::: and a name and ends with a line of colons. One of the two is "
        "missing.",
    ),
    "OCT235": _warning(
        "more cells than heads",
        "A row of the table has more cells than its head. Perhaps a cell holds a bar that should "
        "be written as \\|.",
    ),
    "OCT236": _warning(
        "caption without a table",
        "A paragraph that begins with a colon is a caption right before or after a table, and a "
        "definition right after its term. Elsewhere it is a paragraph.",
    ),
    "OCT237": _warning(
        "table not understood",
        "Tables are written with bars and a line of dashes under their head, or come from a CSV "
        "file. Other kinds are printed as they stand.",
    ),
    "OCT238": _warning(
        "code is not run",
        "Octavo runs no programs. A cell of Quarto's is printed as a listing.",
    ),
    "OCT239": _warning(
        "raw block left out",
        "A block in the language of another program cannot be shown in every edition.",
    ),
    "OCT240": _warning(
        "empty chapter",
        "The file holds no text. The chapter would be a title on a page of its own.",
    ),
    "OCT241": _warning(
        "nested too deep",
        "Lists, quotations, divisions and emphasis end at a depth that no reader follows. What "
        "lies deeper is kept as plain text.",
    ),
    "OCT243": _warning(
        "dollar without a partner",
        "A dollar right before a letter begins a formula, which another dollar ends.",
    ),
    "OCT244": _warning(
        "value of an attribute not understood",
        "An attribute of the manuscript language has a value that it cannot have; it is ignored.",
    ),
    "OCT245": _warning(
        "condition not known",
        "What is for some editions alone names them with when- or unless- and format, edition or "
        "lang. A condition with another name is not asked, so the words show where they should "
        "not, or the other way round.",
        '::: {.content-visible when-fromat="pdf"}\nTurn the page.\n:::',
        '::: {.content-visible when-format="pdf"}\nTurn the page.\n:::',
    ),
    "OCT246": _warning(
        "class that is nearly a known one",
        "A class of your own is for your stylesheet, and changes nothing else. This one is so "
        "near to one with a meaning that it looks like a slip. A fence whose language is "
        "nearly csv-table, csv-records or vega-lite is one, too: it is printed as a listing.",
        "::: {.calout-note}\nMind the step.\n:::",
        "::: {.callout-note}\nMind the step.\n:::",
    ),
    "OCT247": _warning(
        "braces not read as attributes",
        "Attributes stand in braces right behind what they belong to, with every quotation mark "
        "closed. Other braces are printed as they stand.",
        "## Method {#sec-method",
        "## Method {#sec-method}",
    ),
    "OCT248": _warning(
        "title after the text",
        "A first-level heading is the title of a chapter whose front matter has none. This one "
        "stands after some text, and is printed before it.",
        "A foreword.\n\n# Who pays",
        "# Who pays\n\nA foreword.",
    ),
    "OCT249": _warning(
        "condition asks for what no edition is",
        "Conditions name editions (screen, print, epub, web) or formats (pdf, epub, web or html). "
        "What is for one that does not exist shows nowhere, what is for all others everywhere.",
        '::: {.content-visible when-edition="prnt"}\nTurn the page.\n:::',
        '::: {.content-visible when-edition="print"}\nTurn the page.\n:::',
    ),
    # 25x: citations
    "OCT250": _error(
        "unknown work",
        "The text cites a work, or the front matter lists it under `nocite`, and no bibliography "
        "of the publication or the chapter has an entry with this key.",
    ),
    "OCT251": _warning(
        "name that looks like a citation",
        "A bare `@word` cites a work. No bibliography has one with this key or a similar one, so "
        "it is set as it stands, as the name of an account is meant.",
    ),
    "OCT252": _error(
        "citeproc missing",
        "Citations and references are set by Pandoc's citeproc. It comes with the extra "
        "`octavo[citations]`, or with Pandoc 3.0 or newer on the path.",
    ),
    "OCT253": _error(
        "bibliography cannot be used",
        "A bibliography is missing or damaged, or an entry in it that is cited cannot be read. "
        "Entries that nothing cites do not matter.",
    ),
    "OCT254": _error(
        "citation style cannot be used",
        "The file that `csl` names is not a style in the Citation Style Language, is damaged, or "
        "only points to another style on the network, which is never fetched.",
    ),
    "OCT255": _error(
        "citations not set",
        "Pandoc's citeproc was started and gave no citations back.",
    ),
    "OCT256": _warning(
        "entry without a title or a date",
        "A work that is cited lacks what nearly every citation style prints.",
    ),
    "OCT257": _warning(
        "key given twice in the bibliography",
        "Two entries that are not the same have one key, so a citation could mean either. The "
        "first one is used.",
    ),
    "OCT258": _error(
        "citation in a heading in a note style",
        "The citation style sets citations as notes, and a note cannot be called in a heading or "
        "in the head of a table: it would be called again in the contents or on every page.",
    ),
    "OCT259": _warning(
        "citeproc reports",
        "Pandoc's citeproc said something about the citation style or the citations.",
    ),
    # 26x: charts, tables and records from data, values
    "OCT260": _error(
        "data file missing",
        "A value, a table, a record or a chart names a data file that does not exist or cannot be "
        "read. Paths are taken from the folder of the Markdown file; those that begin with `/` "
        "from the publication's `assets` folder; names from `variables` in octavo.yaml.",
    ),
    "OCT261": _error(
        "CSV is not regular",
        "A CSV file has one row of heads, each of them once, and every row has as many cells as "
        "the heads. Otherwise a number could stand under the wrong head.",
    ),
    "OCT262": _error(
        "no such column",
        "A table, a record, a chart or a value names a column that the data does not have.",
    ),
    "OCT263": _error(
        "filter not understood",
        'A filter compares columns with values: `seats >= 10 and sector == "Mining"`. It knows '
        "==, !=, <, <=, >, >=, in, not in, is empty, is not empty, and, or, not, and parentheses.",
    ),
    "OCT264": _error(
        "no such value",
        "A shortcode names a key of the front matter, of octavo.yaml or of a data file that does "
        "not exist, is empty, or is more than one value.",
    ),
    "OCT265": _error(
        "value cannot be printed so",
        "A format, or a sum, mean or the like, does not fit the value that it is asked of.",
    ),
    "OCT266": _error(
        "chart, table or records from data cannot be made",
        "The specification of a chart is not Vega-Lite, or the engine that draws it refuses it. "
        "A chart draws at most 20 000 rows of a file, a table shows at most 5 000, and a block of "
        "records 1 000, each with a title.",
    ),
    "OCT267": _error(
        "chart asks for what a page cannot give",
        "Nothing is fetched during a build, and a drawing on a page cannot be used by hand: a "
        "chart draws rows of a CSV file of the publication, or values that stand in it.",
    ),
    "OCT268": _warning(
        "chart to look at again",
        "The chart is drawn, but it may not show what is meant: the engine left something out, or "
        "readers cannot tell its series or its rows apart.",
    ),
    "OCT269": _warning(
        "no row to show",
        "A table, records or a chart are made from data and no row is left for them.",
    ),
    # 27x: index, glossary, abbreviations
    "OCT270": _warning(
        "index term without words",
        "The marked text is empty and no `entry` says what stands in the index; the term is left "
        "out.",
        "Inspectors were paid by the factories.[]{.index}",
        'Inspectors were paid by the factories.[]{.index entry="audits!payment"}',
    ),
    "OCT271": _warning(
        "index sends to no entry",
        "`see` and `see-also` name another entry of the index, with `!` between an entry and its "
        "sub-entry. This one is missing, or has no pages that a reader could turn to.",
        '[social audit]{.index see="audit"}, one of many [audits]{.index}',
        '[social audit]{.index see="audits"}, one of many [audits]{.index}',
    ),
    "OCT272": _warning(
        "page range of the index not paired",
        "A page range begins at a term with `range=begin` and ends at one with `range=end` under "
        "the same entry. Without its other end only the one page is printed.",
        '[]{.index entry="audits" range=begin}What audits found, and who paid.',
        '[]{.index entry="audits" range=begin}What audits found, and who paid.'
        '[]{.index entry="audits" range=end}',
    ),
    "OCT273": _warning(
        "glossary lacks the entry",
        "The word is marked as one that the glossary explains, and the file that `glossary` in "
        "octavo.yaml names has no such entry. The word stays, without a link.",
        "[audits]{.glossary}",
        '[audits]{.glossary term="audit"}',
    ),
    "OCT274": _error(
        "glossary cannot be used",
        "The glossary is a YAML file with a definition for each term, or a list of mappings with "
        "`term`, `definition` and `see`. What cannot be read would be lost.",
        "- audit: A visit on one day.",
        "audit: A visit on one day.",
    ),
    "OCT275": _error(
        "abbreviations cannot be used",
        "The file of abbreviations is a YAML file with the long form of each short form.",
        "MSI: [multi-stakeholder, initiative]",
        "MSI: multi-stakeholder initiative",
    ),
    # 28x: formulas
    "OCT276": _error(
        "placed twice",
        "A design gives a dedication, an epigraph, the credits and the colophon one place each. A "
        "second text of the same kind would have none, and would be lost.",
        "---\nkind: dedication   # in two files\n---",
        "---\nkind: dedication   # in one of them\n---",
    ),
    "OCT277": _error(
        "kind without a place",
        "A dedication, an epigraph, credits and a colophon stand where the design has a section "
        "for them. This design has none, so the text would be lost.",
    ),
    "OCT280": _error(
        "formula cannot be read",
        "The LaTeX between the dollars cannot be drawn: a command that is not known, a brace or "
        "an environment that is not closed, or more of it than a formula has. A dollar that is "
        "no formula is written `\\$`.",
    ),
    # 3xx: templates
    "OCT301": _error(
        "template fails",
        "A template cannot be read or asks for something that is not there. Compare it with the "
        "one of the same name in the house theme.",
    ),
    "OCT302": _error(
        "template output is not well-formed",
        "A template must produce well-formed XHTML: every element closed, every attribute quoted.",
        "<p class=note>{{ note }}",
        '<p class="note">{{ note }}</p>',
    ),
    # 4xx: the pages
    "OCT401": _error(
        "page numbers do not settle",
        "The page numbers printed in the text change the pages that they name, again and again. "
        "A page break before one of the references ends it.",
    ),
    "OCT402": _warning(
        "the engine reports",
        "The layout engine said something about a stylesheet, a font or an image. It cannot tell "
        "which line of the manuscript is meant.",
    ),
    "OCT403": _error(
        "print and screen differ",
        "The print edition must have the pages of the screen edition, so that a page number is "
        "true for every reader. A stylesheet of one of them changes the layout.",
    ),
    "OCT404": _error(
        "note lost",
        "The layout engine left a note out, and laying the pages out in other ways did not bring "
        "it back. A page break before the paragraph that calls it will.",
    ),
    "OCT405": _warning(
        "note on another page",
        "A note stands on another page than its call, because the page has no room for it.",
    ),
    "OCT406": _warning(
        "justified text set line by line",
        "A stylesheet asks for justified text, and the WeasyPrint that is installed is not one "
        "that Octavo knows how to lead: its lines are filled one after the other, and more of them "
        "come out loose. Nothing else changes.",
    ),
    "OCT407": _warning(
        "handle without effect",
        "A handle such as `.break-before` sets one page right, and stays behind when the text has "
        "changed. Without this one every page begins with the same words and has as many lines.",
        "::: {.break-before}\nA paragraph that begins a page by itself.\n:::",
        "A paragraph that begins a page by itself.",
    ),
    "OCT408": _error(
        "worker ended",
        "Sections are laid out by several processes at once, and one of them was ended from "
        "outside, as systems do that run out of memory. Nothing was written; what was built before "
        "is untouched. With `--jobs 1` one process does all the work and needs the least memory.",
    ),
    "OCT410": _error(
        "right-to-left text in a paged edition",
        "The layout engine cannot set Arabic, Hebrew and other scripts that run from right to "
        "left: letters would stand in the wrong order. The EPUB can hold them.",
    ),
    # 5xx: artefacts
    "OCT501": _error(
        "cannot write",
        "The folder of the artefacts cannot be written: look at its permissions and at the space "
        "that is left. What was built before is untouched.",
    ),
    "OCT502": _error(
        "layout engine missing",
        "WeasyPrint, which lays the pages out, needs the library Pango, and it is not installed. "
        "`octavo doctor` tells the command that installs it.",
    ),
    "OCT503": _warning(
        "web edition cannot be read",
        "The page to download from is made of what each publication left in `build/web`. This one "
        "is damaged, or was written by another version; the page leaves it out.",
    ),
    "OCT504": _warning(
        "edition not offered",
        "The page to download from offers only what was made of the same text as the pages. This "
        "file was not built, was built before something changed, or is no draft while they are.",
    ),
    "OCT505": _warning(
        "pages of no publication",
        "A publication was renamed or taken out, and its pages are still in `build/web`. They "
        "would be published with the rest.",
    ),
    "OCT506": _error(
        "preview cannot run",
        "`octavo watch` asks the system to tell when a file is saved, and for a port of this "
        "computer to show what was built; it refuses one of them. On Linux there is a limit of "
        "watched folders (`fs.inotify.max_user_watches`). `octavo build` needs neither.",
    ),
    "OCT510": _error(
        "PDF is damaged",
        "The syntax check of the PDF library found faults: the file was cut short or changed. "
        "Build it again.",
    ),
    "OCT511": _error(
        "EPUBCheck reports",
        "EPUBCheck, the validator of the W3C's EPUB community, found a fault. Shops refuse books "
        "that fail it. Where nothing in a template or stylesheet of yours causes it, report it.",
    ),
    "OCT512": _error(
        "artefact missing or changed",
        "The manifest names a file that is missing or is not the one that was built.",
    ),
    "OCT513": _warning(
        "not checked",
        "A validator is not installed or did not finish, so nothing can be said. `octavo doctor` "
        "tells how to get it.",
    ),
    "OCT514": _warning(
        "loose line",
        "The spaces of a justified line are more than two and a half times as wide as the face's "
        "own: there was no better way to break its paragraph. Another word there, or a soft hyphen "
        "(`&shy;`) in a long one, may mend it; `text-align: left` in a stylesheet does. Up to five "
        "lines of a PDF are told, the loosest first.",
    ),
    "OCT520": _error(
        "text outside the type area",
        "Letters stand in the margin, or beyond the edge of the page, where a trimmed book loses "
        "them. Running heads and folios have the margins for themselves. Usual reasons: a block "
        "that may not be divided and is higher than a page, a table or a line of code wider than "
        "one, a stylesheet that moves a block. How far titles may reach into the left margin is "
        "said by the token `--outdent` of the design.",
    ),
    "OCT521": _error(
        "line past the edge of its block",
        "A word, a web address or a line of code is wider than the column, the cell or the block "
        "that it stands in, so that it runs into the margin or into its neighbour. Say with "
        "`&shy;` where a long word may be divided, with `&ZeroWidthSpace;` where it may without a "
        "hyphen, break the line of code, or give the column more room.",
        "The Donaudampfschifffahrtsgesellschaftskapitän",
        "The Donau&shy;dampf&shy;schifffahrts&shy;gesellschafts&shy;kapitän",
    ),
    "OCT522": _warning(
        "single line of a paragraph",
        "The first line of a paragraph stands alone at the foot of a page, or its last line alone "
        "at the head of one. A word more or less in this paragraph, or in one before it, moves "
        "the break; `orphans: 2` and `widows: 2` in the stylesheet forbid it.",
    ),
    "OCT523": _warning(
        "heading parted from its text",
        "A heading is the last thing on its page, and what it is the heading of begins on the "
        "next. `{{< pagebreak >}}` before it takes it there; `break-after: avoid` in the "
        "stylesheet, which the house designs have, keeps the two together.",
    ),
    "OCT524": _warning(
        "caption parted from its figure or table",
        "The caption stands on another page than what it explains. A smaller figure or a shorter "
        "caption fits on one page with it.",
    ),
    "OCT525": _warning(
        "more than three hyphens in a row",
        "Four or more lines one under the other end in a hyphen: the eye slips from one to the "
        "next. Another word there mends it, or a larger `--justify-hyphen`.",
    ),
    "OCT526": _error(
        "blank page that is not blank",
        "A page that is left empty so that the next part begins on the right side has something "
        "printed on it: a background, a rule, a running head. The press would print it.",
    ),
    "OCT527": _error(
        "font not embedded",
        "The file does not carry one of its fonts, so that other machines and the press print it "
        "in another, or not at all. Octavo embeds all: a program that changed the file afterwards "
        "has taken it out.",
    ),
    "OCT528": _warning(
        "image too coarse on its page",
        "At the size at which the image stands on the page it has fewer than 150 dots per inch "
        "(on a screen) or 300 (in print) and will look coarse. Take a larger one, show it "
        "smaller, or draw it as SVG, which has no pixels.",
    ),
    "OCT529": _warning(
        "page nearly empty",
        "Less than a fifth of the height of the type area holds anything, because a large figure "
        "or a break takes the rest to the next page; or less than a tenth on the last page of a "
        "chapter, two or three lines that would better stand on the page before. Covers, title "
        "pages, imprints, dedications, pages with a title alone, sections of one page and blanks "
        "are not counted.",
    ),
    "OCT530": _warning(
        "pages not checked",
        "When a PDF is built, Octavo notes under `build/.cache` what stands where on its pages. "
        "Where that is missing, or belongs to another file, its pages cannot be judged. Nor can "
        "those of a draft, over which its line numbers lie. Build it again.",
    ),
    # 6xx: what an editor would ask
    "OCT600": _warning(
        "heading level skipped",
        "A heading two levels under the one before it leaves a hole in the outline. Readers who "
        "go from heading to heading look for what is missing, and the PDF cannot claim PDF/UA.",
        "## Findings\n\n#### Seats",
        "## Findings\n\n### Seats",
    ),
    "OCT601": _warning(
        "empty heading",
        "A heading without words stands in the outline and in the contents as an empty line.",
        "## {#sec-seats}",
        "## Seats {#sec-seats}",
    ),
    "OCT602": _warning(
        "two chapters with one title",
        "In the contents and in the outline nobody can tell them apart.",
    ),
    "OCT603": _warning(
        "two headings with the same words",
        "Two headings under the same heading read alike, so that nobody can tell them apart in "
        "the contents. Under different headings they may.",
        "## Results\n\n## Results",
        "## Results of 2015\n\n## Results of 2016",
    ),
    "OCT604": _warning(
        "empty link",
        "A link without words cannot be seen, and one without an address leads nowhere.",
        "[](https://example.org)",
        "[the open record](https://example.org)",
    ),
    "OCT605": _warning(
        "link that says “here”",
        "Many readers go from link to link and hear nothing but their words. On paper, “here” "
        "is no place at all.",
        "The record is [here](https://example.org).",
        "See the [open record](https://example.org).",
    ),
    "OCT606": _warning(
        "two spaces between words",
        "They are a habit of the typewriter. Editions show one space, but a search for the words "
        "in the manuscript fails.",
        "It ends.  It begins.",
        "It ends. It begins.",
    ),
    "OCT607": _warning(
        "quotation mark undecided",
        "Straight quotation marks are turned into those of the language. Where it is not clear "
        "which way one turns, or its partner is missing, it is left as it is; with `smart: false` "
        "all of them are.",
        'She said "no and left.',
        "She said “no” and left.",
    ),
    "OCT608": _warning(
        "alt text repeats the caption",
        "Screen readers read both. The alt text says what is to be seen, the caption what it "
        "means.",
        '![Seats by group.](seats.png){fig-alt="Seats by group."}',
        '![Seats by group.](seats.png){fig-alt="Bars: firms hold six seats, unions one."}',
    ),
    "OCT609": _warning(
        "alt text is a file name",
        "A name that a camera or a program gave says nothing about the image.",
        '![Seats by group.](seats.png){fig-alt="IMG_1234.jpg"}',
        '![Seats by group.](seats.png){fig-alt="Bars: firms hold six seats, unions one."}',
    ),
    "OCT610": _warning(
        "alt text begins with “image of”",
        "Screen readers say that it is an image before they read the text.",
        '![Seats by group.](seats.png){fig-alt="Image of a bar chart"}',
        '![Seats by group.](seats.png){fig-alt="Bars: firms hold six seats, unions one."}',
    ),
    "OCT611": _warning(
        "alt text too long",
        "An alt text is heard in one go, without headings and without a way back. What needs more "
        "than 250 characters is better told in the text, or as a table beside the image.",
    ),
    "OCT612": _warning(
        "figure or table never referred to",
        "The text never says when to look at it. In paged editions it may stand on another page "
        "than the words that mean it.",
        "![Seats by group.](seats.png){#fig-seats}",
        "Firms hold most seats (@fig-seats).\n\n![Seats by group.](seats.png){#fig-seats}",
    ),
    "OCT613": _warning(
        "character that no font has",
        "None of the fonts that the design names has a shape for this character. Paged editions "
        "take any font of the machine, or print an empty box.",
    ),
    "OCT614": _warning(
        "image too small for print",
        "At the width that the design gives it, the image has fewer than 150 dots per inch and "
        "will look coarse on paper; 300 are usual. Drawings are best as SVG, which has no pixels.",
    ),
    "OCT615": _warning(
        "dash or option",
        "Two hyphens are a dash in prose and begin an option on a command line. Before a word it "
        "is not clear which is meant, so they are left.",
        "Call it with --strict.",
        "Call it with `--strict`.",
    ),
    # 9xx
    "OCT999": _error(
        "internal error",
        "Octavo made a mistake of its own. Please report it with the manuscript that caused it.",
    ),
}
