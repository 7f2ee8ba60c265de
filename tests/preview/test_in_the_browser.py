"""The preview as an author has it: an editor on one side, a real browser on the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.preview.watched import PATIENCE, Watched, publication, watched
from tests.reading.browser import Chromium, Visit, axe, sideways
from tests.reading.served import Site

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FILE = "content/01-who-sits.md"
CHAPTER = "web/seats/who-sits.html"
STRIP = "octavo-preview .strip"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watched, Site]]:
    """A web edition that is watched."""
    folder = tmp_path_factory.mktemp("web") / "seats"
    with watched(publication(folder)) as process:
        yield process, process.site()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watched, Site]]:
    """A PDF that is watched."""
    folder = tmp_path_factory.mktemp("pdf") / "seats"
    with watched(publication(folder, "screen")) as process:
        yield process, process.site()


@pytest.fixture
def author(pages: tuple[Watched, Site]) -> Iterator[Watched]:
    """Who writes the chapter: what a test has changed is put back after it."""
    with pages[0].put_back():
        yield pages[0]


@pytest.fixture
def chapter(browser: Chromium, pages: tuple[Watched, Site]) -> Iterator[Visit]:
    """The chapter in a browser, which has heard of the last build."""
    with visited(browser, pages[1], CHAPTER) as visit:
        yield visit


@contextmanager
def visited(browser: Chromium, site: Site, path: str, width: int = 1280) -> Iterator[Visit]:
    with browser.visit(site, path, width=width) as visit:
        visit.page.set_default_timeout(PATIENCE * 1000)
        listening(visit)
        yield visit
        assert visit.violations == []
        assert visit.errors == []


def until(visit: Visit, condition: str) -> None:
    """Wait until an expression of JavaScript is true, on whatever page the window has by then.

    Playwright's own way evaluates it in the page, which the policy of our pages forbids.
    """
    for _ in range(PATIENCE * 20):
        try:
            if visit.page.evaluate(condition):
                return
        except PlaywrightError:  # the page is being loaded again
            pass
        visit.page.wait_for_timeout(50)
    pytest.fail(f"it does not come to be: {condition}")


def listening(visit: Visit) -> None:
    """Wait until the page has heard from the server, so that what comes is not the first state."""
    until(
        visit,
        "document.querySelector('octavo-preview').shadowRoot"
        ".querySelector('.strip').dataset.shown !== undefined",
    )


def test_a_word_that_is_changed_appears_without_a_touch(chapter: Visit, author: Watched) -> None:
    author.change(FILE, "Paragraph 1 of", "Sentence 1 of")
    chapter.page.get_by_text("Sentence 1 of").wait_for()


def scroll_to(visit: Visit, number: int, beyond: int) -> tuple[str, int]:
    """Bring the top of a paragraph to the top of the window, and so many pixels beyond."""
    visit.page.evaluate(
        """([number, beyond]) => {
          const block = document.querySelectorAll("main p[id]")[number];
          scrollBy({top: block.getBoundingClientRect().top + beyond, behavior: "instant"});
        }""",
        [number, beyond],
    )
    return at_the_top(visit)


def at_the_top(visit: Visit) -> tuple[str, int]:
    """The words of the block that the top of the window cuts or meets, and how far it is."""
    text, top = visit.page.evaluate("""() => {
      const blocks = [...document.querySelectorAll("main p[id]")];
      const block = blocks.find(one => one.getBoundingClientRect().bottom > 1);
      return [block.textContent, Math.round(block.getBoundingClientRect().top)];
    }""")
    return str(text), int(top)


def renewed(visit: Visit, text: str) -> None:
    """Wait for a text on the page that was loaded again, with all that belongs to it."""
    visit.page.get_by_text(text).first.wait_for(state="attached")
    visit.page.wait_for_load_state("load")
    listening(visit)


def test_what_stands_at_the_top_of_the_window_stays_when_text_is_put_in_above(
    chapter: Visit, author: Watched
) -> None:
    before = scroll_to(chapter, 14, 20)
    scrolled = chapter.page.evaluate("scrollY")
    author.change(FILE, "Paragraph 3 of", f"{'New words. ' * 200}\n\nParagraph 3 of")
    renewed(chapter, "New words.")
    assert before[0].startswith("Paragraph 15 of")
    text, top = at_the_top(chapter)
    assert text == before[0]
    assert top == pytest.approx(before[1], abs=2)  # a browser rounds to whole pixels of its screen
    assert chapter.page.evaluate("scrollY") > scrolled + 100


def test_the_place_stays_on_a_page_that_was_opened_at_another_one(
    browser: Chromium, pages: tuple[Watched, Site], author: Watched
) -> None:
    """The address names a block, to which a browser would go back."""
    with visited(browser, pages[1], f"{CHAPTER}#page:text") as visit:
        before = scroll_to(visit, 14, 20)
        author.change(FILE, "Paragraph 3 of", f"{'New words. ' * 200}\n\nParagraph 3 of")
        renewed(visit, "New words.")
        text, top = at_the_top(visit)
        assert text == before[0]
        assert top == pytest.approx(before[1], abs=2)


def test_the_place_stays_when_the_very_block_at_the_top_is_changed(
    chapter: Visit, author: Watched
) -> None:
    """Its identifier is another one then: those around it hold the place."""
    text, top = scroll_to(chapter, 14, 0)
    author.change(FILE, "Paragraph 15 of", "Sentence 15 of")
    renewed(chapter, "Sentence 15 of")
    assert text.startswith("Paragraph 15 of")
    changed, now = at_the_top(chapter)
    assert changed.startswith("Sentence 15 of")
    assert now == pytest.approx(top, abs=2)


def test_a_page_whose_content_did_not_change_is_not_loaded_again(
    chapter: Visit, author: Watched
) -> None:
    chapter.page.evaluate("window.isTheSame = true")
    with chapter.page.expect_response(lambda answer: answer.request.method == "HEAD"):
        author.change("content/02-who-pays.md", "Paragraph 1 of", "Clause 1 of")
    listening(chapter)
    assert chapter.page.evaluate("window.isTheSame")


def test_a_window_that_is_hidden_gives_its_connection_back_and_catches_up(
    chapter: Visit, author: Watched
) -> None:
    """A browser has six connections to one server, and an author more windows."""
    hide = """isHidden => {
      Object.defineProperty(document, "hidden", {configurable: true, get: () => isHidden});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    chapter.page.evaluate(hide, True)
    author.rest()
    author.change(FILE, "Paragraph 1 of", "Sentence 1 of")
    author.says("rebuilt")
    assert chapter.page.get_by_text("Sentence 1 of").count() == 0
    chapter.page.evaluate(hide, False)
    renewed(chapter, "Sentence 1 of")


def test_an_error_appears_over_the_last_good_text_and_goes_when_it_is_mended(
    chapter: Visit, author: Watched
) -> None:
    author.change(FILE, "Paragraph 2 of", "Lost<b>.[^none] Paragraph 2 of")
    strip = chapter.page.locator(STRIP)
    strip.wait_for()
    said = strip.text_content() or ""
    assert "content/01-who-sits.md:5:9: error[OCT220]: the note [^none] is called" in said
    assert "5 │ Lost<b>.[^none]" in said  # as text: nothing of it is markup
    assert "help: write its body" in said
    line, caret = (strip.locator("pre").first.text_content() or "").split("\n")
    assert line[caret.index("^") : caret.rindex("^") + 1] == "[^none]"
    assert chapter.page.get_by_text("Paragraph 2 of Who sits").first.is_visible()
    assert "Lost" not in (chapter.page.locator("main").text_content() or "")
    author.change(FILE, "Lost<b>.[^none] ", "")
    strip.wait_for(state="hidden")


def test_an_error_is_reached_by_keyboard_and_sound_in_light_and_dark(
    chapter: Visit, author: Watched
) -> None:
    author.change(FILE, "Paragraph 2 of", "Lost.[^none] Paragraph 2 of")
    findings = chapter.page.locator(f"{STRIP} .findings")
    findings.wait_for()
    for width in (360, 1280):
        chapter.page.set_viewport_size({"width": width, "height": 800})
        assert sideways(chapter.page) == []
        for scheme in SCHEMES:
            chapter.page.emulate_media(color_scheme=scheme)
            assert axe(chapter.page) == []
    chapter.page.locator(f"{STRIP} summary").focus()
    chapter.page.keyboard.press("Enter")
    assert not findings.is_visible()
    chapter.page.keyboard.press("Enter")
    chapter.page.keyboard.press("Tab")
    within = "document.activeElement.shadowRoot?.activeElement.className"
    assert chapter.page.evaluate(within) == "findings"
    live = chapter.page.locator("octavo-preview [aria-live=polite]")
    assert (live.text_content() or "").startswith("Not built: 1 error.")


def test_the_end_of_a_page_is_not_covered(chapter: Visit, author: Watched) -> None:
    author.change(FILE, "Paragraph 2 of", "Lost.[^none] Paragraph 2 of")
    chapter.page.locator(f"{STRIP} .findings").wait_for()
    chapter.page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    foot = chapter.page.locator("footer.foot").bounding_box()
    strip = chapter.page.locator(STRIP).bounding_box()
    assert foot is not None
    assert strip is not None
    assert foot["y"] + foot["height"] <= strip["y"]


def test_a_configuration_that_is_taken_away_is_told_and_watched_for(
    chapter: Visit, author: Watched
) -> None:
    path = author.folder / "octavo.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    chapter.page.locator(STRIP, has_text="octavo.yaml").wait_for()
    path.write_text("publications: [", encoding="utf-8")
    chapter.page.locator(STRIP, has_text="error[OCT002]").wait_for()
    path.write_text(text, encoding="utf-8")
    chapter.page.locator(STRIP).wait_for(state="hidden")


def test_a_stylesheet_of_the_publication_is_seen_at_once(chapter: Visit, author: Watched) -> None:
    tokens = author.folder / "styles" / "tokens.css"
    tokens.parent.mkdir()
    tokens.write_text(":root { --accent: #8b0000 }\n", encoding="utf-8")
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"
    until(chapter, f"{accent} === '#8b0000'")
    tokens.unlink()
    until(chapter, f"{accent} !== '#8b0000'")


DIGESTS = "[...document.querySelectorAll('figure')].map(one => one.dataset.digest)"


def test_the_pages_of_the_pdf_show_what_changed_and_only_that(
    browser: Chromium, pdf: tuple[Watched, Site]
) -> None:
    author, site = pdf
    with author.put_back(), visited(browser, site, "pdf/seats") as visit:
        visit.page.locator("figure").nth(3).scroll_into_view_if_needed()
        before, scrolled = visit.page.evaluate(DIGESTS), visit.page.evaluate("scrollY")
        assert len(before) > 4
        assert scrolled > 0
        visit.page.evaluate("document.querySelectorAll('figure').forEach(one => one.isOld = true)")
        author.change(FILE, "Paragraph 30 of", "Paragraph 33 of")
        told = json.dumps(before, separators=(",", ":"))
        until(visit, f"JSON.stringify({DIGESTS}) !== {json.dumps(told)}")
        after = visit.page.evaluate(DIGESTS)
        changed = [old != new for old, new in zip(before, after, strict=True)]
        assert sum(changed) == 1
        is_new = "[...document.querySelectorAll('figure')].map(one => !one.isOld)"
        assert visit.page.evaluate(is_new) == changed
        assert visit.page.evaluate("scrollY") == pytest.approx(scrolled, abs=2)
        picture = visit.page.locator("figure img").nth(changed.index(True))
        picture.scroll_into_view_if_needed()
        number = changed.index(True)
        until(visit, f"document.querySelectorAll('figure img')[{number}].naturalWidth > 0")


def test_the_pages_of_a_pdf_become_more_and_fewer(
    browser: Chromium, pdf: tuple[Watched, Site]
) -> None:
    author, site = pdf
    with author.put_back(), visited(browser, site, "pdf/seats") as visit:
        count = visit.page.locator("figure").count()
        more = f"{'More words. ' * 900}\n\n"
        author.change(FILE, "Paragraph 30 of", f"{more}Paragraph 30 of")
        until(visit, f"document.querySelectorAll('figure').length > {count}")
        told = visit.page.locator("#count").text_content()
        assert told == f"{visit.page.locator('figure').count()} pages"
        author.change(FILE, more, "")
        until(visit, f"document.querySelectorAll('figure').length === {count}")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "pdf/seats", "web/nowhere.html"])
def test_the_pages_of_the_preview_are_sound(
    browser: Chromium, pdf: tuple[Watched, Site], path: str, width: int
) -> None:
    with visited(browser, pdf[1], path, width) as visit:
        for scheme in SCHEMES:
            visit.page.emulate_media(color_scheme=scheme)
            assert axe(visit.page) == []
        assert sideways(visit.page) == []


def test_the_page_that_it_begins_with_leads_to_everything(
    browser: Chromium, pages: tuple[Watched, Site], pdf: tuple[Watched, Site]
) -> None:
    with visited(browser, pages[1], "") as visit:
        visit.page.get_by_role("link", name="seats", exact=True).click()
        assert visit.page.url == f"{pages[1].address}web/seats/index.html"
    with visited(browser, pdf[1], "") as visit:
        visit.page.get_by_role("link", name="seats, screen").click()
        visit.page.locator("figure img").first.wait_for()
        visit.page.get_by_role("link", name="All editions").click()
        file = visit.page.get_by_role("link", name="seats.pdf").get_attribute("href")
        assert file == "/build/seats.pdf"


def test_a_page_tells_that_the_watch_has_ended(browser: Chromium, tmp_path: Path) -> None:
    with (
        watched(publication(tmp_path / "seats")) as running,
        browser.visit(running.site(), "web/seats/") as visit,
    ):
        listening(visit)
        assert running.interrupt() == 0
        visit.page.locator("octavo-preview .note", has_text="octavo watch has ended").wait_for()
