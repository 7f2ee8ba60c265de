"""Figures, panels of several, and formulas on lines of their own, as XHTML."""

from __future__ import annotations

import re

from octavo.model.content import Block, DisplayFormula, Figure, Panel, Table
from octavo.passes.template.core import safe
from octavo.passes.template.tables import TableWriter
from octavo.passes.template.views import FormulaView

MOST_COLUMNS = 4


class FigureWriter(TableWriter):
    """Writes what stands alone with a number of its own."""

    def _figure(self, node: Figure, *, letter: str = "") -> str:
        elsewhere = ""
        if node.data is not None and self.setting.data_identifier and not self.phrasing:
            elsewhere = self.setting.data_identifier(self.resolved, node)
        page_label = self.setting.page_label
        data = "" if elsewhere or node.data is None else self._table(node.data)
        return self._standing(
            "figure",
            identifier=self._identifier(node.key),
            classes=self._classes(node.attributes),
            number="" if letter else self.resolved.numbers.get(node.key, ""),
            letter=letter,
            image=safe(self._image(node.image)),
            caption=safe(self._inlines(node.caption)),
            credit=safe(self._inlines(node.credit)),
            origin=safe(self._inlines(node.origin)),
            data_identifier=elsewhere,
            data_page=page_label(elsewhere) if elsewhere and page_label else "",
            data=safe(data),
        )

    def _panel(self, node: Panel) -> str:
        """Write a panel; its figures and tables are told apart by the letters of their numbers."""
        number = self.resolved.numbers.get(node.key, "")
        pieces = [self._panel_piece(child, number) for child in node.children]
        return self._standing(
            "panel",
            identifier=self._identifier(node.key),
            classes=self._classes(node.attributes),
            columns=_columns(node),
            is_table=node.key.startswith("tbl-"),
            number=number,
            content=safe("".join(pieces)),
            caption=safe(self._inlines(node.caption)),
        )

    def _panel_piece(self, child: Block, number: str) -> str:
        letter = self.resolved.numbers.get(child.key, "").removeprefix(number)
        match child:
            case Figure() if letter and self._shown(child):
                return self._figure(child, letter=letter)
            case Table() if letter and self._shown(child):
                return self._table(child, letter=letter)
            case _:
                return self._blocks((child,))

    def _display_formula(self, node: DisplayFormula) -> str:
        drawn = self.setting.formulas.get((node.text, True))
        if drawn is None:
            omission = self._omission("formula", node.text)
            return self._wrap("p", self._attributes(node.attributes, key=node.key), omission)
        return self._standing(
            "display-formula",
            identifier=self._identifier(node.key),
            number=self.resolved.numbers.get(node.key, ""),
            formula=FormulaView(drawn, node.attributes),
        )


def _columns(panel: Panel) -> int:
    """Return how many pieces of a panel stand side by side (``layout-ncol``), one by default."""
    asked = panel.attributes.get("layout-ncol") or ""
    if re.fullmatch(r"[1-9]\d?", asked):
        return min(int(asked), MOST_COLUMNS)
    rows = panel.attributes.get("layout-nrow") or ""
    if re.fullmatch(r"[1-9]\d?", rows):
        return min(-(-len(panel.children) // int(rows)), MOST_COLUMNS)
    return 1
