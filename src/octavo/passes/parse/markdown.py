"""The Markdown parser: markdown-it-py with our rules."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt, rules_inline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from octavo.passes.parse.syntax import citations, lines, math, shortcodes, spans
from octavo.passes.parse.syntax.addresses import Helpers, any_link, autolink, normal_link
from octavo.passes.parse.syntax.block_parser import BlockRule, PlacedBlocks, paragraph
from octavo.passes.parse.syntax.divisions import division
from octavo.passes.parse.syntax.inline_parser import InlineRule, PlacedInline
from octavo.passes.parse.syntax.labels import labels
from octavo.passes.parse.syntax.tables import table

# What is nested deeper is told and kept as text; people do not read further, and every pass
# goes down by calling itself.
DEEPEST = 32

_CORE: dict[str, tuple[InlineRule, ...]] = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (rules_inline.link,),
    "]": (),
    "!": (rules_inline.image,),
    "<": (autolink, rules_inline.html_inline),
    "&": (rules_inline.entity,),
}
_EXTENDED: dict[str, tuple[InlineRule, ...]] = {
    **_CORE,
    "[": (
        spans.note_call,
        rules_inline.link,
        spans.bracketed_span,
        citations.bracketed_citation,
    ),
    "~": (rules_inline.strikethrough.tokenize, spans.script),
    "^": (spans.inline_note, spans.script),
    "{": (spans.attributes_after, shortcodes.shortcode, spans.unread_braces),
    "$": (math.formula,),
    "@": (citations.bare_citation,),
}
_INTERRUPTING: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


@cache
def markdown_parser(extensions: bool = True) -> MarkdownIt:
    """Return the parser of the manuscript language, or without its extensions of CommonMark."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.inline = PlacedInline(_EXTENDED if extensions else _CORE, DEEPEST)
    blocks = PlacedBlocks()
    blocks.ruler.enableOnly(parser.block.ruler.get_active_rules())
    blocks.ruler.disable("lheading")
    blocks.ruler.at("paragraph", paragraph)
    parser.block = blocks
    # The inline parser has done it.
    parser.core.ruler.disable("text_join")
    parser.helpers = Helpers  # type: ignore[assignment]
    parser.normalizeLink = normal_link  # type: ignore[method-assign]
    parser.validateLink = any_link  # type: ignore[method-assign, assignment]
    if extensions:
        _extend(parser, blocks)
    blocks.prepare()
    return parser


def _extend(parser: MarkdownIt, blocks: PlacedBlocks) -> None:
    ruler = blocks.ruler
    ruler.enable("table")
    ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(deflist_plugin)
    definition_list = ruler.getRules("")[ruler.get_active_rules().index("deflist")]
    ruler.at(
        "deflist",
        _but_captions(definition_list),
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    ruler.before("blockquote", "division", division, _INTERRUPTING)
    ruler.before("blockquote", "display_formula", math.display_formula, _INTERRUPTING)
    ruler.before("list", "abbreviation", lines.abbreviation, {"alt": []})
    ruler.before("paragraph", "line_block", lines.line_block, {"alt": []})
    parser.core.ruler.after("block", "labels", labels)
    # The text is normal already; the builders of the tree ask for the inlines of a block when
    # they come to it.
    parser.core.ruler.disable(["normalize", "inline"])


def _but_captions(definition_list: BlockRule) -> BlockRule:
    """Return the rule of definition lists that leaves the caption before a table to the table."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not silent and not _is_defined(state, start + 1, end):
            return False
        return definition_list(state, start, end, silent)

    return rule


def _is_defined(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a definition may begin at this line, or after an empty one."""
    after = line + (line < end and state.isEmpty(line))
    if after >= end:
        return False
    begin = state.bMarks[after] + state.tShift[after]
    if state.src[begin : begin + 1] not in (":", "~"):
        return False
    return after == line or not _captions_a_table(state, line, end)


def _captions_a_table(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line that begins with a colon, and a table follow this empty line."""
    line += 1
    if not state.src.startswith(": ", state.bMarks[line] + state.tShift[line]):
        return False
    while line < end and not state.isEmpty(line):
        line += 1
    line = state.skipEmptyLines(line)
    return line < end and table(state, line, end, True)
