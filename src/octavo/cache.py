"""What was made once is kept: bytes by a digest of everything that they were made of.

An entry is a file named after its key. It begins with a seal: a digest of key and content with a
secret of the folder (RFC 7693, 2.9). A publication's folder may come from a stranger with entries
already in it, so the secret counts together with the file system's own marks of the file that
holds it, which no archive and no checkout can bring along. What lacks the seal, for that reason or
because a disk or a program damaged it, counts as not there.

Nothing here is an error: where the folder cannot be read or written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from hashlib import blake2b, sha256
from hmac import compare_digest
from pathlib import Path

VARIABLE = "OCTAVO_CACHE"
# The folder in a build folder of what is kept for later builds and checks.
CACHE = ".cache"
LIMIT = 512 * 2**20
# Larger ones are not kept, nor read.
MAXIMUM_ENTRY = 64 * 2**20

_MAGIC = b"octavo 1"
_SECRET = "secret"  # noqa: S105  (the name of a file)
_LEFT_AFTER_TIDYING = 0.8
_RENEWED_AFTER = 60  # seconds
_ABANDONED_AFTER = 3600  # seconds: no build is still writing this
_KEY = re.compile(r"[0-9a-f]{64}")
_NEW = ".new-"


def key_of(*parts: str | bytes) -> str:
    """Return the key of what is made of some parts: their SHA-256 in hexadecimal.

    Each part counts with its kind and its length, so that no two lists of parts are one.
    """
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(f"{type(part).__name__} {len(data)} ".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def made_by(packages: tuple[str, ...], *modules: str) -> str:
    """Return a digest of what makes something, to be part of a key: other makers make other things.

    ``packages`` count with their installed versions, ``modules`` of ours (their files) with what is
    in them.
    """
    from importlib.metadata import PackageNotFoundError, version

    parts: list[str | bytes] = []
    for name in packages:
        try:
            parts += name, version(name)
        except PackageNotFoundError:
            parts.append(name)
    return key_of(*parts, *(Path(module).read_bytes() for module in modules))


def cache_folder(build_folder: Path, environment: Mapping[str, str]) -> Path:
    """Return where things are kept: the folder of OCTAVO_CACHE, else one in the build folder."""
    if chosen := environment.get(VARIABLE):
        return Path(chosen).expanduser()
    return build_folder / CACHE / "made"


def open_cache(build_folder: Path, environment: Mapping[str, str]) -> Cache | None:
    """Return the cache of a build folder. The one that OCTAVO_CACHE names may be carried about.

    None where the folder is a link: it may lead out of the publication.
    """
    folder = cache_folder(build_folder, environment)
    if not environment.get(VARIABLE) and folder.parent.is_symlink():
        return None
    return Cache(folder.absolute(), portable=bool(environment.get(VARIABLE)))


class Cache:
    """A folder of what was made. Several processes may use it at once, and each may delete it."""

    def __init__(self, folder: Path, limit: int = LIMIT, *, portable: bool = False) -> None:
        """Take the folder, made when it is needed, and the bytes that it may hold after tidying.

        ``portable``: it was chosen by whoever builds, so its entries count wherever it is copied
        to, as build servers do between runs.
        """
        self.folder = folder
        self.limit = limit
        self.portable = portable

    def __reduce__(self) -> tuple[object, ...]:
        """Return what another process needs to open the same folder."""
        return _reopened, (self.folder, self.limit, self.portable)

    @classmethod
    @contextlib.contextmanager
    def temporary(cls) -> Iterator[Cache]:
        """Give a cache in a folder of its own that is gone afterwards."""
        import tempfile

        with tempfile.TemporaryDirectory(
            prefix="octavo-cache-", ignore_cleanup_errors=True
        ) as name:
            yield cls(Path(name))

    def has(self, key: str) -> bool:
        """Tell whether something is kept under a key; it may turn out to be damaged."""
        return self._place(key).is_file()

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where it is not there, or damaged."""
        place = self._place(key)
        try:
            about = place.lstat()
            if not stat.S_ISREG(about.st_mode) or self._leads_out(place.parent):
                return None
            content = self._opened(key, place, about.st_size)
        except OSError:
            return None
        with contextlib.suppress(OSError):
            if content is None:
                place.unlink()
            elif time.time() - about.st_mtime > _RENEWED_AFTER:
                os.utime(place)
        return content

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, in place of what was there."""
        place = self._place(key)
        packed = zlib.compress(data, 1)
        if max(len(packed), len(data)) > MAXIMUM_ENTRY:
            return
        with contextlib.suppress(OSError):
            seal = self._seal(key, packed)
            place.parent.mkdir(exist_ok=True)
            if not self._leads_out(place.parent):
                write_whole(place, _MAGIC + seal + packed)

    def tidy(self) -> None:
        """Take away what was not used for longest, where there is more than the limit."""
        found: list[tuple[float, int, Path]] = []
        for place, about in self._files():
            if _KEY.fullmatch(place.name):
                found.append((about.st_mtime, about.st_size, place))
            elif time.time() - about.st_mtime > _ABANDONED_AFTER:
                _remove(place)
        total = sum(size for _, size, _ in found)
        if total <= self.limit:
            return
        for _, size, place in sorted(found):
            if total <= self.limit * _LEFT_AFTER_TIDYING:
                break
            _remove(place)
            total -= size

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self.folder / key[:2] / key

    def _leads_out(self, folder: Path) -> bool:
        return folder.is_symlink() or (self.folder.is_symlink() and not self.portable)

    def _opened(self, key: str, place: Path, size: int) -> bytes | None:
        if size > MAXIMUM_ENTRY + 1024:
            return None
        data = place.read_bytes()
        seal, packed = data[len(_MAGIC) : len(_MAGIC) + 32], data[len(_MAGIC) + 32 :]
        if not data.startswith(_MAGIC) or not compare_digest(seal, self._seal(key, packed)):
            return None
        try:
            return zlib.decompress(packed)
        except zlib.error:
            return None

    def _seal(self, key: str, packed: bytes) -> bytes:
        return blake2b(key.encode() + packed, digest_size=32, key=self._secret).digest()

    @cached_property
    def _secret(self) -> bytes:
        """Return the secret of the folder, made when there is none. Raises ``OSError``."""
        place = self.folder / _SECRET
        if self._leads_out(place):
            raise OSError(f"{place} leads elsewhere")
        if not place.is_file() or place.stat().st_size != 32:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(place, os.urandom(32))
        about = place.stat()
        # Another build may have made one at the same time: what lies there now holds for both.
        mark = "" if self.portable else f"{about.st_ino} {about.st_ctime_ns}"
        return blake2b(place.read_bytes() + mark.encode(), digest_size=32).digest()

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files of the folder with what is known of them, following no link."""
        if self._leads_out(self.folder):
            return
        with contextlib.suppress(OSError), os.scandir(self.folder) as folders:
            for folder in folders:
                if len(folder.name) == 2 and folder.is_dir(follow_symlinks=False):
                    yield from _files_in(folder.path)


def _reopened(folder: Path, limit: int, portable: bool) -> Cache:
    return Cache(folder, limit, portable=portable)


def _files_in(folder: str) -> Iterator[tuple[Path, os.stat_result]]:
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in files:
            is_ours = _KEY.fullmatch(file.name) or file.name.startswith(_NEW)
            if is_ours and file.is_file(follow_symlinks=False):
                yield Path(file.path), file.stat(follow_symlinks=False)


def write_whole(place: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all, in its folder. Raises ``OSError``."""
    import tempfile

    number, name = tempfile.mkstemp(prefix=_NEW, dir=place.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        Path(name).replace(place)
    except BaseException:
        _remove(Path(name))
        raise


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.unlink()
