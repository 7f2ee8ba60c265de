"""A small folder of pages in which nothing is wrong, and the same with a fault in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
PAGE = f"""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Seats</title>
<link rel="stylesheet" href="styles/text.css">
<link rel="license" href="https://example.org/licence">
<link rel="alternate" type="application/atom+xml" href="feed.xml" title="Essays">
<script src="notes.js" defer></script>
</head>
<body>
<header><a href="#seats">To the text</a></header>
<main id="seats">
<h1>Seats</h1>
<p>Words about seats<a id="call" href="#note" role="doc-noteref">1</a>, and
<a href="essays/caf%C3%A9.html#end">an essay</a>, and <a href="https://example.org/">another</a>.</p>
<p><button type="button" popovertarget="more">More</button></p>
<div id="more" popover>More words.</div>
<figure><img src="images/seats.svg" srcset="images/seats.svg 1x, images/seats.svg 2x"
alt="Four seats" width="40" height="40"><figcaption>Four seats</figcaption></figure>
<div class="wide" tabindex="0" role="region" aria-label="Seats by year">
<table><tr><th scope="col">Year</th><td>2016</td></tr></table></div>
<section role="doc-endnotes" aria-label="Notes"><p id="note">A note.
<a href="#call" role="doc-backlink">Back</a></p></section>
<details name="one"><summary>Less</summary><p inert>Words.</p></details>
<section hidden="until-found"><h2>Later</h2><p>Found when it is sought.</p></section>
<math><mi>x</mi><mo>=</mo><mn>1</mn></math>
<search><form action="index.html"><label>Find <input type="search" name="q"></label></form></search>
</main>
</body>
</html>
"""
ESSAY = """\
<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>An essay</title>
<link rel="stylesheet" href="../styles/text.css"></head>
<body><main><h1>An essay</h1><p id="end">Words. <a href="../">Home</a></p></main></body>
</html>
"""
STYLE = """\
:root { color-scheme: light dark; --text: #111; --page: #fff; --link: #00449e }
@media (prefers-color-scheme: dark) { :root { --text: #eee; --page: #111; --link: #9cf } }
body { margin: 1rem; color: var(--text); background: var(--page) }
a { color: var(--link); display: inline-block; min-height: 24px }
figure { background: url("../images/seats.svg") no-repeat right }
.wide { overflow-x: auto }
.wide table { width: 60rem }
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="9" cx="20" cy="20"/></svg>
"""
FEED = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Essays</title>
<link rel="self" href="https://example.org/book/feed.xml"/>
<entry><link href="https://example.org/book/essays/caf%C3%A9.html#end"/></entry></feed>
"""
SOUND: Mapping[str, str] = {
    "index.html": PAGE,
    "essays/café.html": ESSAY,
    "styles/text.css": STYLE,
    "images/seats.svg": DRAWING,
    "notes.js": "document.documentElement.dataset.ready = 'yes'\n",
    "feed.xml": FEED,
}
ADDRESS = "https://example.org/book/"
"""Where the folder is published."""


def write(folder: Path, files: Mapping[str, str] = SOUND) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(folder: Path, old: str, new: str, file: str = "index.html") -> Path:
    """Write the sound folder with one text of one file replaced, and return the folder."""
    assert SOUND[file].count(old) == 1, f"{old!r} is not once in {file}"
    return write(folder, {**SOUND, file: SOUND[file].replace(old, new)})
