"""Our anthology in the languages of other typesetting programs: HTML, Typst and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from json import dumps

from markup import Markup

from octavo.model.book import Asset

# What LaTeX reads as a command, and what stands for it where a backslash before it does not do.
_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_COMMANDS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


class Html(Markup):
    """HTML as WeasyPrint's own sample of a book has it: sections with an ``h2`` each."""

    def _text(self, words: str) -> str:
        return escape(words, quote=False)

    def _emphasis(self, inner: str) -> str:
        return f"<em>{inner}</em>"

    def _link(self, address: str, inner: str) -> str:
        return f'<a href="{escape(address)}">{inner}</a>'

    def _note(self, inner: str) -> str:
        return f'<span class="note">{re.sub("</?p>", "", inner)}</span>'

    def _paragraph(self, name: str, inner: str) -> str:
        return f'<p id="{name}">{inner}</p>' if name else f"<p>{inner}</p>"

    def _heading(self, level: int, inner: str) -> str:
        return f"<h{level + 1}>{inner}</h{level + 1}>"

    def _list_of(self, items: Sequence[str], *, numbered: bool) -> str:
        kind = "ol" if numbered else "ul"
        return f"<{kind}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{kind}>"

    def _definitions(self, items: Sequence[tuple[bool, str]]) -> str:
        return (
            "<dl>"
            + "".join(f"<dt>{words}</dt>" if term else f"<dd>{words}</dd>" for term, words in items)
            + "</dl>"
        )

    def _figure(self, asset: Asset, alt: str, caption: str) -> str:
        return (
            f'<figure><img src="{asset.path}" alt="{escape(alt)}">'
            f"<figcaption>{caption}</figcaption></figure>"
        )

    def _table(
        self, aligned: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]],
        caption: str,
    ) -> str:  # fmt: skip
        def row(kind: str, cells: Sequence[str]) -> str:
            return (
                "<tr>"
                + "".join(
                    f'<{kind} style="text-align: {side}">{cell}</{kind}>'
                    for side, cell in zip(aligned, cells, strict=True)
                )
                + "</tr>"
            )

        return (
            f"<table><caption>{caption}</caption><thead>{row('th', head)}</thead><tbody>"
            + "".join(row("td", cells) for cells in rows)
            + "</tbody></table>"
        )

    def _essay(
        self, name: str, title: str, subtitle: str, people: str, abstract: str, body: str
    ) -> str:
        more = (subtitle, people, abstract)
        lead = "".join(f"<p>{self._text(one)}</p>" for one in more if one)
        return f'<section><h2 id="{name}">{self._text(title)}</h2>{lead}{body}</section>'


class Typst(Markup):
    """Typst's markup, in its form as code: every text is a string."""

    def _text(self, words: str) -> str:
        return f"#text({dumps(words, ensure_ascii=False)});"

    def _emphasis(self, inner: str) -> str:
        return f"#emph[{inner}]"

    def _link(self, address: str, inner: str) -> str:
        target = f"<{address[1:]}>" if address.startswith("#") else dumps(address)
        return f"#link({target})[{inner}]"

    def _note(self, inner: str) -> str:
        return f"#footnote[{inner}]"

    def _paragraph(self, name: str, inner: str) -> str:
        if name:
            return f"\n#reference[{inner}]<{name}>\n"
        return f"\n{inner}\n"

    def _heading(self, level: int, inner: str) -> str:
        return f"\n#heading(level: {level})[{inner}]\n"

    def _list_of(self, items: Sequence[str], *, numbered: bool) -> str:
        kind = "enum" if numbered else "list"
        return f"\n#{kind}(" + ", ".join(f"[{item}]" for item in items) + ")\n"

    def _definitions(self, items: Sequence[tuple[bool, str]]) -> str:
        return "\n" + "\n".join(
            f"#definition-term[{words}]" if term else f"#definition[{words}]"
            for term, words in items
        )

    def _figure(self, asset: Asset, alt: str, caption: str) -> str:
        return (
            f"\n#figure(image({dumps('/' + asset.path)}, alt: {dumps(alt, ensure_ascii=False)}), "
            f"caption: [{caption}], placement: auto)\n"
        )

    def _table(
        self, aligned: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]],
        caption: str,
    ) -> str:  # fmt: skip
        cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
        heads = ", ".join(f"[{cell}]" for cell in head)
        return (
            f"\n#figure(table(columns: {len(head)}, align: ({', '.join(aligned)}), "
            f"table.header({heads}), table.hline(), {cells}), caption: [{caption}])\n"
        )

    def _essay(
        self, name: str, title: str, subtitle: str, people: str, abstract: str, body: str
    ) -> str:
        words = ", ".join(
            dumps(one, ensure_ascii=False) for one in (title, subtitle, people, abstract)
        )
        return f"\n#chapter({words}, <{name}>)\n{body}\n"


class Latex(Markup):
    """LaTeX for the class memoir."""

    def _text(self, words: str) -> str:
        return _SPECIAL.sub(lambda found: _COMMANDS.get(found[0], "\\" + found[0]), words).replace(
            "\u00a0", "~"
        )

    def _emphasis(self, inner: str) -> str:
        return rf"\emph{{{inner}}}"

    def _link(self, address: str, inner: str) -> str:
        if address.startswith("#"):
            return rf"\hyperlink{{{address[1:]}}}{{{inner}}}"
        quoted = re.sub(r"[%#&]", r"\\\g<0>", address)
        if inner == self._text(address):
            return rf"\url{{{quoted}}}"
        return rf"\href{{{quoted}}}{{{inner}}}"

    def _note(self, inner: str) -> str:
        return rf"\footnote{{{inner}}}"

    def _paragraph(self, name: str, inner: str) -> str:
        if name:
            return rf"\reference{{\hypertarget{{{name}}}{{}}{inner}}}" + "\n"
        return inner + "\n"

    def _heading(self, level: int, inner: str) -> str:
        return f"\\{'sub' * (level - 2)}section{{{inner}}}\n"

    def _list_of(self, items: Sequence[str], *, numbered: bool) -> str:
        kind = "enumerate" if numbered else "itemize"
        inner = "\n".join(rf"\item {item}" for item in items)
        return f"\\begin{{{kind}}}\n{inner}\n\\end{{{kind}}}\n"

    def _definitions(self, items: Sequence[tuple[bool, str]]) -> str:
        return "".join(
            (rf"\explained{{{words}}}" if term else rf"\explanation{{{words}}}") + "\n"
            for term, words in items
        )

    def _figure(self, asset: Asset, alt: str, caption: str) -> str:  # noqa: ARG002
        place = asset.path.removesuffix(".svg") + ".pdf"
        return (
            f"\\begin{{figure}}[tb]\\centering\\includegraphics[width=\\textwidth]{{{place}}}\n"
            f"\\caption{{{caption}}}\\end{{figure}}\n"
        )

    def _table(
        self, aligned: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]],
        caption: str,
    ) -> str:  # fmt: skip
        sides = {"right": "left", "left": "right"}
        columns = "".join(rf">{{\ragged{sides[side]}\arraybackslash}}X" for side in aligned)
        lines = "".join(" & ".join(row) + r"\\" + "\n" for row in rows)
        return (
            f"\\begin{{table}}[tb]\\caption{{{caption}}}\\small\\addfontfeature{{Numbers=Lining}}\n"
            f"\\begin{{tabularx}}{{\\textwidth}}{{{columns}}}\\toprule\n"
            f"{' & '.join(head)}\\\\\\midrule\n{lines}"
            "\\bottomrule\\end{tabularx}\\end{table}\n"
        )

    def _essay(
        self, name: str, title: str, subtitle: str, people: str, abstract: str, body: str
    ) -> str:
        words = "".join(f"{{{self._text(one)}}}" for one in (title, subtitle, people, abstract))
        return f"\\essay{{{name}}}{words}\n{body}\n"
