"""The only door to disk: the publication's folder, the house theme, and the fonts it names.

Everything that Octavo reads comes through a ``Workspace``. Paths are resolved, symbolic links
too, and refused where they lead out of the folder that they belong to. Nothing is ever fetched
from a network. The engines see made-up addresses under ``octavo.invalid`` (a domain that RFC 2606
reserves so that it never exists), so that their output does not depend on the folder.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from octavo.cache import Cache
from octavo.characters import other_encoding, printable
from octavo.model.diagnostic import OctavoError, Span, diagnose

CONFIGURATION = "octavo.yaml"
PUBLICATION_ADDRESS = "https://publication.octavo.invalid/"
STYLE_ADDRESS = "https://theme.octavo.invalid/styles/"
FONT_ADDRESS = "https://fonts.octavo.invalid/"
IGNORED_FOLDERS = frozenset({"build", "node_modules", "__pycache__"})
MARKDOWN = frozenset({".md", ".markdown", ".qmd"})

TOKENS = "tokens.css"

_SAVE_AS_UTF_8 = "save the file as UTF-8 (in most editors: File, Save with encoding)"

MAXIMUM_TEXT = 32 * 2**20
MAXIMUM_FILE = 256 * 2**20


class OutsideError(Exception):
    """A path leads out of the folder that it belongs to."""


def theme_folder() -> Path:
    """Return the folder with the house ``templates`` and ``styles``.

    In a checkout they lie at its top; an installed wheel carries them beside the code.
    """
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2]


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds an octavo.yaml.

    Raises ``OctavoError`` (exit code 2) where there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise OctavoError(
        diagnose(
            "OCT001",
            f"no {CONFIGURATION} in {start} or above it",
            None,
            "go to the folder of your publication, or start one with: octavo init my-report",
        ),
        exit_code=2,
    )


class Workspace:
    """A publication's folder and the theme, with every read checked."""

    def __init__(self, root: Path, environment: Mapping[str, str] | None = None) -> None:
        """Take the folder that holds octavo.yaml; ``environment`` is for tests."""
        self.root = root.resolve()
        self.theme = theme_folder().resolve()
        self.environment = os.environ if environment is None else environment
        # Where passes and writers keep what they make; whoever builds may set it.
        self.cache: Cache | None = None

    def __reduce__(self) -> tuple[type[Workspace], tuple[Path, dict[str, str]]]:
        """Let another process open the same folder."""
        return Workspace, (self.root, dict(self.environment))

    @property
    def build_folder(self) -> Path:
        """Return the folder in which the artefacts are written."""
        return self.root / "build"

    def timestamp(self, date: datetime.date) -> datetime.datetime:
        """Return the time for file metadata: SOURCE_DATE_EPOCH, else the day at 00:00 UTC."""
        epoch = self.environment.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        return datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)

    # -------------------------------------------------------- the publication

    def locate(self, path: str) -> Path:
        """Return the real place of a path relative to the root; raise ``OutsideError``."""
        try:
            place = (self.root / path).resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise OutsideError(path) from error
        if not place.is_relative_to(self.root):
            raise OutsideError(path)
        return place

    def is_file(self, path: str) -> bool:
        """Tell whether ``path`` is a file; raise ``OutsideError`` where it leads out.

        A name that the file system does not take (one of 300 letters) is no file.
        """
        place = self.locate(path)
        try:
            return place.is_file()
        except OSError:
            return False

    def exists(self, path: str) -> bool:
        """Tell whether ``path`` is a file of the publication."""
        try:
            return self.is_file(path)
        except OutsideError:
            return False

    def read_bytes(self, path: str, limit: int = MAXIMUM_FILE) -> bytes:
        """Return a file's bytes; raise ``OctavoError`` where it is outside, unread or too large."""
        try:
            return self._read(self.locate(path), path, limit)
        except OutsideError:
            raise OctavoError(
                diagnose(
                    "OCT102",
                    f"“{path}” leads out of the publication",
                    Span(path),
                    "copy what is needed into the folder of octavo.yaml",
                )
            ) from None

    def read_text(self, path: str) -> str:
        """Return a file's text, read as UTF-8, with Unix line ends and without a byte order mark.

        Control characters, which no edition can hold, are replacement characters in it.
        Raises ``OctavoError`` with the place of the first byte that is not UTF-8.
        """
        data = self.read_bytes(path, MAXIMUM_TEXT)
        if encoding := other_encoding(data):
            raise OctavoError(
                diagnose(
                    "OCT101",
                    f"not UTF-8 but {encoding.upper()}: the file begins with the mark of it",
                    Span(path),
                    _SAVE_AS_UTF_8,
                )
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            good = data[: error.start].decode("utf-8-sig", errors="replace")
            line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
            raise OctavoError(
                diagnose(
                    "OCT101",
                    f"not UTF-8: the byte 0x{data[error.start]:02X} cannot be read",
                    Span(path, line, column),
                    _SAVE_AS_UTF_8,
                )
            ) from None
        return printable(text.replace("\r\n", "\n").replace("\r", "\n"))

    def match(self, pattern: str) -> list[str]:
        """Return the Markdown files that an entry of ``contents`` names, in their order.

        An entry is a file, a folder (all Markdown files in it and below) or a pattern with
        ``*``, ``?`` or ``**``. Raises ``OutsideError`` for one that leads out of the publication.
        """
        relative = PurePosixPath(pattern)
        if relative.is_absolute() or ".." in relative.parts:
            raise OutsideError(pattern)
        try:
            found = self._matched(pattern)
        except OSError:  # a name that the file system does not take
            return []
        for path in found:
            self.locate(str(path.relative_to(self.root)))
        names = [path.relative_to(self.root).as_posix() for path in found]
        return sorted(names, key=_natural)

    def _matched(self, pattern: str) -> list[Path]:
        if any(mark in pattern for mark in "*?["):
            return [path for path in self.root.glob(pattern) if path.is_file()]
        if (folder := self.locate(pattern)).is_dir():
            within = (self.root / pattern).rglob("*")
            found = [path for path in within if path.suffix in MARKDOWN and path.is_file()]
            return [path for path in found if not _ignored(path.relative_to(folder))]
        return [self.root / pattern] if self.is_file(pattern) else []

    def _read(self, place: Path, name: str, limit: int) -> bytes:
        try:
            size = place.stat().st_size
            if size > limit:
                raise OctavoError(
                    diagnose(
                        "OCT104",
                        f"“{name}” has {size / 2**20:.1f} MB; the limit is {limit // 2**20} MB",
                        Span(name),
                        "split it, or save an image in a smaller size",
                    )
                )
            return place.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OctavoError(
                diagnose(
                    "OCT103",
                    f"“{name}” cannot be read: {reason}",
                    Span(name),
                    "look at the permissions of the file",
                )
            ) from None

    # --------------------------------------------------------------- the theme

    def theme_file(self, path: str) -> str | None:
        """Return a template or stylesheet: the publication's own, else the theme's, else None.

        ``path`` begins with ``templates/`` or ``styles/``.
        """
        layers = self.theme_layers(path)
        return layers[-1] if layers else None

    def theme_layers(self, path: str) -> tuple[str, ...]:
        """Return the house theme's file and the publication's own of that path, where they are."""
        layers: list[str] = []
        place = (self.theme / path).resolve()
        if place.is_relative_to(self.theme) and place.is_file():
            layers.append(place.read_text(encoding="utf-8"))
        own = self.root / path
        if own.is_file() and self.exists(path) and own.resolve() != place:
            layers.append(self.read_text(path))
        return tuple(layers)

    def stylesheet(self, name: str) -> str | None:
        """Return a stylesheet of ``styles``: the publication's own, else the theme's, else None.

        A publication's own tokens follow the theme's, so that it need set only some.
        """
        path = f"styles/{name}"
        if name == TOKENS:
            return "\n".join(self.theme_layers(path)) or None
        return self.theme_file(path)

    def own_tokens(self) -> str:
        """Return the publication's own tokens, which go before all others."""
        path = f"styles/{TOKENS}"
        layers = self.theme_layers(path)
        return layers[-1] if len(layers) > 1 else ""

    def theme_names(self, folder: str, extension: str) -> tuple[str, ...]:
        """Return the names of the files of one kind in a folder of the theme or of one's own.

        Names are relative to ``folder`` and without the extension.
        """
        names = {
            file.relative_to(place).as_posix().removesuffix(extension)
            for place in (self.theme / folder, self.root / folder)
            for file in place.rglob(f"*{extension}")
        }
        return tuple(sorted(names))

    @cached_property
    def _fonts(self) -> dict[str, Path]:
        """Return the font files of the installed families by ``family/file``."""
        import fontpkg

        return {
            f"{slug}/{file.path.name}": file.path
            for slug, family in fontpkg.families().items()
            for file in family.files
        }

    def font_folders(self, families: Iterable[str]) -> tuple[Path, ...]:
        """Return the folders of installed families by their names, for an engine that measures."""
        import fontpkg

        wanted = {name.casefold() for name in families}
        return tuple(
            family.files[0].path.parent
            for _, family in sorted(fontpkg.families().items())
            if family.name.casefold() in wanted and family.files
        )

    def font_licence(self, address: str) -> str:
        """Return the licence that an installed font comes with, by the font's made-up address.

        The result is empty for fonts of the publication, which have only what they hold.
        """
        file = self._fonts.get(unquote(urlsplit(address).path.lstrip("/")))
        if file is None or not address.startswith(FONT_ADDRESS):
            return ""
        licence = file.parent.parent / "LICENSE"
        return licence.read_text(encoding="utf-8") if licence.is_file() else ""

    def fetch(self, address: str) -> bytes:
        """Return the bytes behind a made-up address, for the engines.

        Raises ``FileNotFoundError`` where there is nothing, ``PermissionError`` for any address
        that is not ours, so for every address on a network.
        """
        path = unquote(urlsplit(address).path.lstrip("/"))
        if address.startswith(PUBLICATION_ADDRESS):
            if not self.exists(path):
                raise FileNotFoundError(path)
            return self.read_bytes(path)
        if address.startswith(FONT_ADDRESS):
            if path not in self._fonts:
                raise FileNotFoundError(f"the font {path} is not installed")
            return self._fonts[path].read_bytes()
        if address.startswith(STYLE_ADDRESS):
            own = self.root / path
            if own.is_file() and self.exists(path):
                return self.read_bytes(path)
            place = (self.theme / path).resolve()
            if place.is_relative_to(self.theme / "styles") and place.is_file():
                return place.read_bytes()
            raise FileNotFoundError(path)
        raise PermissionError(f"{address} is not part of the publication")

    def checksum(self, address: str) -> str:
        """Return the SHA-256 of what is behind a made-up address, "" where there is nothing."""
        try:
            return sha256(self.fetch(address)).hexdigest()
        except (FileNotFoundError, PermissionError):
            return ""


def _ignored(path: Path) -> bool:
    """Tell what a folder holds and nobody reads as a chapter.

    A Quarto file whose name begins with ``_`` is a piece that others include.
    """
    if path.suffix == ".qmd" and path.name.startswith("_"):
        return True
    return any(part.startswith(".") or part in IGNORED_FOLDERS for part in path.parts)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Order ``chapter-2`` before ``chapter-10``, everywhere in the same way."""
    pieces: list[tuple[int, int, str]] = []
    digits = ""
    for character in [*name, ""]:
        if character.isascii() and character.isdigit():
            digits += character
            continue
        if digits:
            pieces.append((0, int(digits), digits))
            digits = ""
        if character:
            pieces.append((1, 0, character))
    return pieces
