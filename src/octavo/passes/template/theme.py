"""The theme as templates see it: sandboxed Jinja, house words and dates by language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from octavo.model.diagnostic import OctavoError, Span, diagnose
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

FALLBACK_LANGUAGE = "en"


class Words(Mapping[str, str]):
    """House words ("Figure", "Contents", "Notes") in one language; unknown ones in English."""

    def __init__(self, workspace: Workspace, lang: str) -> None:
        """Read ``templates/words/LANG.yaml`` for the language's tag, its base, then English."""
        base = lang.partition("-")[0].lower()
        self._words: dict[str, str] = {}
        for name in dict.fromkeys((FALLBACK_LANGUAGE, base, lang)):
            path = f"templates/words/{name}.yaml"
            text = workspace.theme_file(path)
            if text is not None:
                self._words |= {key: str(value) for key, value in _mapping(text, path).items()}

    def __getitem__(self, key: str) -> str:
        """Return a word; templates write ``words.contents``."""
        return self._words[key]

    def __iter__(self) -> Any:  # noqa: ANN401  (an iterator of str)
        """Iterate over the keys."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._words)


def _mapping(text: str, path: str) -> dict[str, object]:
    yaml = load_yaml(text, path)
    if yaml.diagnostics:
        raise OctavoError(*yaml.diagnostics, exit_code=2)
    return yaml.data if isinstance(yaml.data, dict) else {}


def long_date(date: datetime.date, lang: str) -> str:
    """Return a date as a reader of the language writes it: 22 November 2026."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(FALLBACK_LANGUAGE)
    return format_date(date, "long", locale)


class Templates:
    """The templates of one edition: its variants before the common ones."""

    def __init__(self, workspace: Workspace, variant: str) -> None:
        """Take the folder of the edition's variants, such as ``pdf`` or ``epub``."""
        self.workspace = workspace
        self.variant = variant
        self.environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["long_date"] = long_date

    def path(self, name: str) -> str | None:
        """Return the path of the template that answers to ``sections/…`` or ``components/…``."""
        for candidate in (f"templates/{self.variant}/{name}", f"templates/{name}"):
            if self.workspace.theme_file(candidate) is not None:
                return candidate
        return None

    def _load(self, name: str) -> tuple[str, str, None] | None:
        path = self.path(name)
        text = self.workspace.theme_file(path) if path else None
        return (text, path, None) if text is not None and path else None

    def render(self, name: str, facts: Mapping[str, object]) -> Markup:
        """Return a template's output.

        Raises ``OctavoError`` with the place in the template where it fails.
        """
        try:
            return Markup(self.environment.get_template(name).render(facts))  # noqa: S704
        except TemplateSyntaxError as error:
            span = Span(error.filename or f"templates/{name}", error.lineno)
            raise OctavoError(diagnose("OCT301", error.message or "syntax error", span)) from None
        except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            span = Span(*self._failure(error, name))
            raise OctavoError(diagnose("OCT301", f"the template fails: {error}", span)) from None

    def _failure(self, error: BaseException, name: str) -> tuple[str, int]:
        """Return the file and the line of the innermost template in the traceback."""
        found = (self.path(name) or f"templates/{name}", 1)
        trace = error.__traceback__
        while trace is not None:
            if re.fullmatch(r"templates/.*", trace.tb_frame.f_code.co_filename):
                found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        return found
