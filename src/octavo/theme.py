"""The theme as templates see it: sandboxed Jinja, house words and dates by language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from types import CodeType

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from octavo.locales import locale_of
from octavo.model.diagnostic import OctavoError, Span, diagnose
from octavo.nearest import nearest
from octavo.words import Words
from octavo.workspace import Workspace

EXTENSION = ".html"


def long_date(date: datetime.date, lang: str) -> str:
    """Return a date as a reader of the language writes it: 22 November 2026."""
    from babel.dates import format_date

    written: str = format_date(date, "long", locale_of(lang))
    # The first of a month is an ordinal in French (Lexique des règles typographiques).
    return f"1er{written[1:]}" if lang.startswith("fr") and date.day == 1 else written


def in_language(lang: str, around: str) -> Markup:
    """Return the attributes of words in another language than that around them, for XHTML."""
    pairs = Markup(' lang="{0}" xml:lang="{0}"')
    return pairs.format(lang) if lang and lang != around else Markup("")


class _Undefined(StrictUndefined):
    """What a template asks for and is not there, told without the names of Python's types."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint:
            return str(self._undefined_hint)
        if self._undefined_obj is missing:
            return f"nothing here is called “{name}”"
        if isinstance(self._undefined_obj, Words):
            near = nearest(str(name), self._undefined_obj)
            return f"no house word “{name}”" + (f"; did you mean “{near}”?" if near else "")
        return f"{_what(self._undefined_obj)} has no “{name}”"


def _what(thing: object) -> str:
    """Return what a value is, in words for somebody who writes templates."""
    if isinstance(thing, (str, int, float)):
        return f"“{str(thing)[:40]}”"
    words = re.findall(r"[A-Z][a-z]*", type(thing).__name__)
    return "this " + (" ".join(words).lower() if words else "value")


class _Compiled(BytecodeCache):
    """Templates as they were compiled, each once in a process: editions share most of them.

    Nothing of it is written anywhere: who could write there could run programs here.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.checksum, bucket.code


_compiled = _Compiled()


class Templates:
    """The templates of one edition: its variants before the common ones."""

    def __init__(self, workspace: Workspace, variants: Sequence[str]) -> None:
        """Take the folders of the edition's variants, the nearest first."""
        self.workspace = workspace
        self._folders = (*(f"templates/{variant}" for variant in variants), "templates")
        self.environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=_Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_compiled,
        )
        self.environment.filters["long_date"] = long_date

    def path(self, name: str) -> str | None:
        """Return the path of the template that answers to ``sections/…`` or ``components/…``."""
        for candidate in (f"{folder}/{name}" for folder in self._folders):
            if self.workspace.theme_file(candidate) is not None:
                return candidate
        return None

    def _load(self, name: str) -> tuple[str, str, None] | None:
        path = self.path(name)
        text = self.workspace.theme_file(path) if path else None
        return (text, path, None) if text is not None and path else None

    def check(self, xhtml: str, name: str) -> None:
        """Make sure that what a template made is well-formed; raises ``OctavoError`` (OCT302)."""
        from lxml import etree

        try:
            etree.fromstring(f'<div xmlns:epub="e">{xhtml}</div>'.encode())
        except etree.XMLSyntaxError as error:
            line = error.position[0] if error.position else 1
            source = xhtml.split("\n")[line - 1 : line]
            raise OctavoError(
                diagnose(
                    "OCT302",
                    f"the output of this template is not well-formed: {error.msg}",
                    Span(self.path(name) or name),
                    f"line {line} of the output: {' '.join(source)[:120]}",
                )
            ) from None

    def render(self, name: str, facts: Mapping[str, object]) -> Markup:
        """Return a template's output.

        Raises ``OctavoError`` with the place in the template where it fails.
        """
        try:
            return Markup(self.environment.get_template(name).render(facts))  # noqa: S704
        except TemplateSyntaxError as error:
            span = Span(error.filename or f"templates/{name}", error.lineno)
            raise OctavoError(diagnose("OCT301", error.message or "syntax error", span)) from None
        except TemplateNotFound as error:
            raise self._not_found(error, name) from None
        except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            span = Span(*self._failure(error, name))
            raise OctavoError(diagnose("OCT301", *_told(error, span))) from None

    def _not_found(self, error: TemplateNotFound, name: str) -> OctavoError:
        wanted = str(error.name or name)
        folder = wanted.partition("/")[0]
        known = {
            f"{folder}/{one}{EXTENSION}"
            for place in (f"{above}/{folder}" for above in self._folders)
            for one in self.workspace.theme_names(place, EXTENSION)
        }
        near = nearest(wanted, sorted(known))
        hint = f"did you mean “{near}”?" if near else f"write it: templates/{wanted}"
        span = Span(*self._failure(error, name)) if wanted != name else None
        return OctavoError(diagnose("OCT008", f"no template “{wanted}”", span, hint), exit_code=2)

    def _failure(self, error: BaseException, name: str) -> tuple[str, int]:
        """Return the file and the line of the innermost template in the traceback."""
        found = (self.path(name) or f"templates/{name}", 1)
        trace = error.__traceback__
        while trace is not None:
            if re.fullmatch(r"templates/.*", trace.tb_frame.f_code.co_filename):
                found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        return found


def _told(error: BaseException, span: Span) -> tuple[str, Span, str]:
    """Return message, place and hint for what went wrong while a template was filled in."""
    if isinstance(error, UndefinedError):
        return (
            str(error),
            span,
            "docs/themes.md lists what templates see; what may be missing is written "
            '{{ matter["key"] | default("") }}',
        )
    if isinstance(error, SecurityError):
        return ("a template may not reach for the inside of a value", span, "")
    if isinstance(error, TemplateError):
        return (f"the template fails: {error}", span, "")
    return (
        "the template fails: a value is not of the kind that this line asks for",
        span,
        f"the engine says: {error}",
    )
