"""What templates see of the parts of a chapter."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from octavo.model.book import DrawnFormula
from octavo.model.inlines import Attributes


class FormulaView:
    """A formula for its template: a picture with its place on the line, and MathML."""

    def __init__(self, drawn: DrawnFormula, attributes: Attributes) -> None:
        """Keep the drawn formula; the author's own ``alt`` stands before the LaTeX source."""
        self._drawn = drawn
        self.alt = attributes.get("alt") or attributes.get("fig-alt") or drawn.alt
        self.source = quote(drawn.asset.path)

    @property
    def style(self) -> str:
        """Return size and place of the picture, in the size of the text around it."""
        drawn = self._drawn
        return (
            f"width: {drawn.width:.4g}em; height: {drawn.height:.4g}em; "
            f"vertical-align: {-drawn.depth:.4g}em"
        )

    @property
    def mathml(self) -> Markup:
        """Return the formula as MathML with its alternative text."""
        markup = self._drawn.mathml
        return Markup(markup.replace("<math", f'<math alttext="{escape(self.alt)}"', 1))  # noqa: S704
