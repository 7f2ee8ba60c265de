"""What is kept between builds: it is there, or it is not, and it is never wrong."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from octavo.cache import Cache, cache_folder, key_of, made_by, open_cache

KEY, OTHER = key_of("formula", "x^2"), key_of("formula", "y^2")
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "made")


def place_of(cache: Cache, key: str) -> Path:
    return cache.folder / key[:2] / key


def aged(cache: Cache, key: str, seconds: float) -> None:
    """Let the last use of an entry be some time ago."""
    then = time.time() - seconds
    os.utime(place_of(cache, key), (then, then))


# ------------------------------------------------------------------------ keys


def test_a_key_does_not_confuse_the_parts_it_is_of() -> None:
    lists: list[tuple[str | bytes, ...]]
    lists = [("a", "bc"), ("ab", "c"), ("abc",), ("abc", ""), ("", "abc"), (b"a", "bc"), ()]
    lists += [("a1 b",), ("a", "b"), ("astr 1 b",)]
    assert len({key_of(*parts) for parts in lists}) == len(lists)


def test_a_key_is_the_same_in_every_process() -> None:
    code = "from octavo.cache import key_of; print(key_of('é', b'\\xff', '\\udcff'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == key_of("é", b"\xff", "\udcff")


@pytest.mark.parametrize("key", ["", "../../etc/passwd", KEY.upper(), KEY + "0", KEY[:63] + "/"])
def test_what_is_no_key_names_no_file(cache: Cache, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        cache.put(key, b"")
    with pytest.raises(ValueError, match="not a key"):
        cache.get(key)


# --------------------------------------------------------------------- keeping


@pytest.mark.parametrize("data", [b"", b"<svg/>", bytes(range(256)) * 1000])
def test_what_was_put_is_got_again(cache: Cache, data: bytes) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, data)
    assert cache.get(KEY) == data
    assert cache.get(OTHER) is None


def test_the_last_one_counts(cache: Cache) -> None:
    cache.put(KEY, b"one")
    cache.put(KEY, b"two")
    assert cache.get(KEY) == b"two"


def test_another_process_opens_the_same_folder(cache: Cache) -> None:
    cache.put(KEY, b"made here")
    twin = pickle.loads(pickle.dumps(cache))
    assert (twin.folder, twin.limit, twin.portable) == (cache.folder, cache.limit, False)
    assert twin.get(KEY) == b"made here"
    twin.put(OTHER, b"made there")
    assert cache.get(OTHER) == b"made there"


def test_nothing_lies_about_but_entries_and_the_secret(cache: Cache) -> None:
    cache.put(KEY, b"one")
    names = sorted(path.name for path in cache.folder.rglob("*") if path.is_file())
    assert names == sorted([KEY, "secret"])


def test_a_temporary_cache_is_gone_afterwards() -> None:
    with Cache.temporary() as cache:
        cache.put(KEY, b"for now")
        assert pickle.loads(pickle.dumps(cache)).get(KEY) == b"for now"
    assert not cache.folder.exists()
    assert cache.get(KEY) is None


# --------------------------------------------------------------------- damaged


@pytest.mark.parametrize("length", [0, 3, 8, 20, 40, 41, -1])
def test_a_truncated_entry_is_not_there_and_goes(cache: Cache, length: int) -> None:
    cache.put(KEY, b"a formula that was drawn" * 9)
    place = place_of(cache, KEY)
    place.write_bytes(place.read_bytes()[:length])
    assert cache.get(KEY) is None
    assert not place.exists()


def test_an_entry_with_any_byte_changed_is_not_there(cache: Cache) -> None:
    cache.put(KEY, b"a formula")
    good = place_of(cache, KEY).read_bytes()
    for number in range(len(good)):
        changed = bytearray(good)
        changed[number] ^= 1
        place_of(cache, KEY).write_bytes(changed)
        assert cache.get(KEY) is None


def test_an_entry_under_another_name_is_not_there(cache: Cache) -> None:
    cache.put(KEY, b"a formula")
    place_of(cache, OTHER).parent.mkdir(exist_ok=True)
    place_of(cache, KEY).rename(place_of(cache, OTHER))
    assert cache.get(OTHER) is None


def test_what_came_with_the_publication_does_not_count(cache: Cache, tmp_path: Path) -> None:
    """A stranger's folder may hold a whole cache: a text of theirs under the key of another."""
    cache.put(KEY, b"<svg onload='steal()'/>")
    shutil.copytree(cache.folder, tmp_path / "copied", copy_function=shutil.copy2)
    received = Cache(tmp_path / "copied")
    assert received.get(KEY) is None
    received.put(KEY, b"<svg/>")
    assert received.get(KEY) == b"<svg/>"


def test_what_whoever_builds_has_chosen_may_be_copied(tmp_path: Path) -> None:
    Cache(tmp_path / "one", portable=True).put(KEY, b"made")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert Cache(tmp_path / "two", portable=True).get(KEY) == b"made"


def test_a_folder_where_an_entry_should_be_is_not_there(cache: Cache) -> None:
    cache.put(OTHER, b"")
    place_of(cache, KEY).mkdir(parents=True)
    assert cache.get(KEY) is None
    cache.put(KEY, b"in vain")
    assert cache.get(KEY) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_is_not_waited_for(cache: Cache) -> None:
    cache.put(OTHER, b"")
    place_of(cache, KEY).parent.mkdir(exist_ok=True)
    os.mkfifo(place_of(cache, KEY))
    assert cache.get(KEY) is None


# ---------------------------------------------------------------- not writable


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "made")
    cache.put(KEY, b"in vain")
    assert cache.get(KEY) is None
    cache.tidy()


def test_a_folder_deleted_in_the_middle_is_not_missed(cache: Cache) -> None:
    cache.put(KEY, b"one")
    shutil.rmtree(cache.folder)
    assert cache.get(KEY) is None
    cache.put(KEY, b"two")
    cache.tidy()
    again = Cache(cache.folder)
    again.put(KEY, b"three")
    assert again.get(KEY) == b"three"


def test_builds_that_use_one_folder_at_once_see_whole_entries(cache: Cache) -> None:
    code = """
import sys
from pathlib import Path
from octavo.cache import Cache, key_of
cache = Cache(Path(sys.argv[1]), limit=20_000)
for turn in range(60):
    for number in range(8):
        key = key_of(str(number))
        assert cache.get(key) in (None, bytes([number]) * 5000), "torn"
        cache.put(key, bytes([number]) * 5000)
    cache.tidy()
"""
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(cache.folder)], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in started:
        said = process.communicate()[1]
        assert process.returncode == 0, said.decode()
    cache.put(KEY, b"after all that")
    assert Cache(cache.folder).get(KEY) == b"after all that"


# --------------------------------------------------------------------- tidying


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "made", limit=50_000)
    keys = [key_of(str(number)) for number in range(10)]
    for number, key in enumerate(keys):
        cache.put(key, os.urandom(10_000))
        aged(cache, key, seconds=1000 - number)
    assert cache.get(keys[0]) is not None  # which is a use
    cache.tidy()
    kept = [key for key in keys if cache.get(key) is not None]
    # 80 % of the limit has room for three of them with what is written around each.
    assert kept == [keys[0], keys[8], keys[9]]


def test_below_the_limit_everything_stays(cache: Cache) -> None:
    cache.put(KEY, b"x")
    aged(cache, KEY, seconds=400 * 86400)
    cache.tidy()
    assert cache.get(KEY) == b"x"


def test_a_use_is_noted_once_a_minute(cache: Cache) -> None:
    cache.put(KEY, b"x")
    aged(cache, KEY, seconds=30)
    before = place_of(cache, KEY).stat().st_mtime_ns
    cache.get(KEY)
    assert place_of(cache, KEY).stat().st_mtime_ns == before
    aged(cache, KEY, seconds=90)
    cache.get(KEY)
    assert time.time() - place_of(cache, KEY).stat().st_mtime < 30


def test_what_a_build_that_was_stopped_left_behind_goes(cache: Cache) -> None:
    cache.put(KEY, b"x")
    left, new = (place_of(cache, KEY).with_name(name) for name in (".new-1", ".new-2"))
    for path in (left, new):
        path.write_bytes(b"half of")
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    cache.tidy()
    assert (left.exists(), new.exists()) == (False, True)


def test_tidying_leaves_alone_what_is_not_ours(cache: Cache) -> None:
    tight = Cache(cache.folder, limit=0)
    tight.put(KEY, b"x")
    strangers = [cache.folder / "notes.txt", place_of(cache, KEY).with_name("notes.txt")]
    for path in strangers:
        path.write_text("mine")
    tight.tidy()
    assert all(path.exists() for path in strangers)
    assert tight.get(KEY) is None


@needs_links
def test_no_link_is_followed_out_of_the_folder(cache: Cache, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / KEY).write_text("precious")
    cache.put(OTHER, b"x")
    (cache.folder / KEY[:2]).symlink_to(outside, target_is_directory=True)
    tight = Cache(cache.folder, limit=0)
    assert tight.get(KEY) is None
    tight.put(KEY, b"not there")
    tight.tidy()
    assert [path.name for path in outside.iterdir()] == [KEY]
    assert (outside / KEY).read_text() == "precious"


@needs_links
def test_a_folder_that_is_a_link_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "made").symlink_to(tmp_path / "outside", target_is_directory=True)
    cache = Cache(tmp_path / "made")
    cache.put(KEY, b"x")
    cache.tidy()
    assert cache.get(KEY) is None
    assert list((tmp_path / "outside").iterdir()) == []


# ------------------------------------------------------------------- its place


def test_it_lies_in_the_build_folder(tmp_path: Path) -> None:
    assert cache_folder(tmp_path, {}) == tmp_path / ".cache" / "made"
    own = open_cache(tmp_path, {"OCTAVO_CACHE": ""})
    assert own is not None
    assert not own.portable


def test_whoever_builds_may_choose_its_place(tmp_path: Path) -> None:
    chosen = {"OCTAVO_CACHE": "~/kept"}
    assert cache_folder(tmp_path, chosen) == Path.home() / "kept"
    mine = open_cache(tmp_path, chosen)
    assert mine is not None
    assert mine.portable


# ------------------------------------------------------------------------- makers


def test_a_maker_is_known_by_its_version_and_its_code(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("one")
    first = made_by(("pillow",), str(module))
    assert first != made_by(("lxml",), str(module)) != made_by(("not-installed",), str(module))
    made_by.cache_clear()
    assert first == made_by(("pillow",), str(module))
    made_by.cache_clear()
    module.write_text("two")
    assert first != made_by(("pillow",), str(module))


def test_a_cache_that_is_a_link_is_none(tmp_path: Path) -> None:
    """A publication's folder may come with a link that leads out of it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "build/.cache").symlink_to(tmp_path / "elsewhere")
    assert open_cache(tmp_path / "build", {}) is None
    assert open_cache(tmp_path / "build", {"OCTAVO_CACHE": str(tmp_path / "mine")}) is not None
