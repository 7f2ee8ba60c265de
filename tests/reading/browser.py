"""Web pages as a browser shows them: what it asks for, what it says, what axe-core finds.

The browser is the system's Chromium, driven by Playwright; nothing outside a folder of pages is
ever reached. ``served`` gives the folder an address; ``site`` and ``validator`` read it without a
browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
    WebError,
    sync_playwright,
)

from tests.reading.served import Site

# The first of these that is there; scripts/bootstrap.py installs the first.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NOT_CHECKED = (
    "not checked: no Chromium or Chrome to look at web pages with; "
    "`make test` installs one (python3 scripts/bootstrap.py --test)"
)
# No name is looked up, whatever asks: routes do not see prefetched names and sockets.
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

# WCAG 2.0 to 2.2, levels A and AA, and what axe-core advises beyond them.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
  tellViolation(`${event.effectiveDirective}: ${event.blockedURI}`))
"""
# Without ``preload``, which would fetch stylesheets and sounds again.
_RUN_AXE = """
async tags => (await axe.run(document, {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
})).violations.flatMap(rule => rule.nodes.map(node =>
  `${rule.id}: ${node.target.flat().join(" ")}: ${rule.help} (${node.failureSummary})`))
"""


# --------------------------------------------------------------- the browser


@dataclass
class Visit:
    """A page in a window of its own, and what has happened there so far.

    ``requests`` are all addresses that were asked for, ``outside`` those of them that are not in
    the folder, all of which were refused. ``failed`` has what was asked for in vain, with the
    reason; ``violations`` what the page's Content Security Policy forbade, in the words of the
    event and of the console; ``errors`` all else that the console calls an error, and exceptions.
    """

    page: Page
    site: Site
    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """All that went wrong, each with its kind, for one assertion."""
        kinds = {
            "outside": self.outside,
            "failed": self.failed,
            "violation": self.violations,
            "error": self.errors,
        }
        return [f"{kind}: {line}" for kind, lines in kinds.items() for line in lines]

    def go(self, path: str) -> None:
        """Go to a page of the folder (its address there) and wait until it has loaded."""
        self.page.goto(self.site.address + path)

    def _listen(self, context: BrowserContext) -> None:
        context.route("**/*", self._let_pass)
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(_told(error)))
        context.expose_binding("tellViolation", lambda _, text: self.violations.append(text))
        context.add_init_script(_TELL_VIOLATIONS)
        self.page.on("websocket", lambda socket: self.outside.append(socket.url))

    def _let_pass(self, route: Route) -> None:
        if self.site.holds(route.request.url):
            route.continue_()
        else:
            route.abort("blockedbyclient")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not self.site.holds(request.url):
            self.outside.append(request.url)

    def _failed(self, request: Request) -> None:
        # What becomes a download, or is left for another page, ends as aborted.
        if request.failure != "net::ERR_ABORTED" and self.site.holds(request.url):
            self.failed.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.url}: {response.status}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error" or message.text.startswith("Failed to load resource"):
            return  # the latter stands in ``failed`` or ``outside``
        of_policy = "Content Security Policy" in message.text
        (self.violations if of_policy else self.errors).append(message.text)


def _told(exception: WebError) -> str:
    """Return what an exception says, with its place; only what is an ``Error`` has one."""
    return " ".join((exception.error.stack or str(exception.error)).split())


class Chromium:
    """A browser that is running."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @contextmanager
    def visit(
        self,
        site: Site,
        path: str = "index.html",
        *,
        color_scheme: Literal["light", "dark"] = "light",
        width: int = 1280,
        height: int = 800,
        java_script: bool = True,
        motion: Literal["reduce", "no-preference"] = "reduce",
    ) -> Iterator[Visit]:
        """Open a page of a site in a fresh window (CSS pixels), with what its reader has set."""
        context = self.browser.new_context(
            color_scheme=color_scheme,
            viewport={"width": width, "height": height},
            java_script_enabled=java_script,
            reduced_motion=motion,
            locale="en-GB",
            timezone_id="UTC",
            service_workers="block",
        )
        try:
            visit = Visit(context.new_page(), site)
            visit._listen(context)
            visit.go(path)
            yield visit
        finally:
            context.close()


def chromium() -> str | None:
    """Return where the system's Chromium or Chrome is, or None where there is none that runs.

    Ubuntu has a ``chromium-browser`` that only says where to get one.
    """
    for program in filter(None, map(shutil.which, BROWSERS)):
        if not subprocess.run([program, "--version"], capture_output=True).returncode:
            return program
    return None


@contextmanager
def started(program: str) -> Iterator[Chromium]:
    """Start a browser without a window; end it at the end."""
    # Chromium's sandbox does not work for root, as whom continuous integration runs.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, chromium_sandbox=os.geteuid() != 0, args=[NOWHERE]
        )
        try:
            yield Chromium(browser)
        finally:
            browser.close()


# ---------------------------------------------------- questions about a page


def axe(page: Page) -> list[str]:
    """Return what axe-core finds on a page: "rule: element: help (what is wrong with it)".

    It is asked for the rules of ``AXE_TAGS``, and put into the page as no policy forbids.
    """
    if not page.evaluate("'axe' in window"):
        package = resources.files("axe_playwright_python")
        page.evaluate(package.joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN_AXE, list(AXE_TAGS))
    return [" ".join(line.split()) for line in found]


def sideways(page: Page) -> list[str]:
    """Return the elements that reach beyond the window, so that a page scrolls sideways.

    Of elements within each other the outermost is told. What scrolls by itself may hold what is
    wider; what only cuts off (``overflow: hidden``) may not, unless it is nothing for the eye.
    """
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


# The side on which a page can be scrolled is its end: the right one, or the left one in Arabic.
_SIDEWAYS = """
() => {
  const root = document.documentElement, width = root.clientWidth;
  const leftwards = getComputedStyle(root).direction === "rtl";
  const beyond = box => Math.round(leftwards ? -box.left : box.right - width);
  const scrolls = new Map(), excused = element => {
    if (!element || element === document.body || element === root) return false;
    if (!scrolls.has(element)) {
      const {overflowX} = getComputedStyle(element), box = element.getBoundingClientRect();
      const unseen = ["hidden", "clip"].includes(overflowX) && Math.min(box.width, box.height) <= 1;
      scrolls.set(element,
        ["auto", "scroll"].includes(overflowX) || unseen || excused(element.parentElement));
    }
    return scrolls.get(element);
  };
  const reach = new Map(), note = (element, boxes) => {
    const most = Math.max(...Array.from(boxes, beyond));
    if (most > 0) reach.set(element, Math.max(most, reach.get(element) ?? 0));
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const box = element.getBoundingClientRect();
    if (box.width && box.height && !excused(element.parentElement)) note(element, [box]);
    if (excused(element)) continue;
    for (const child of element.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE || !child.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(child);
      note(element, range.getClientRects());
    }
  }
  const name = element => element.localName + (element.id && `#${element.id}`) +
    Array.from(element.classList, word => `.${word}`).join("");
  const told = Array.from(reach).filter(([element]) => !reach.has(element.parentElement))
    .map(([element, pixels]) => `${name(element)}: ${pixels} px beyond the ${width} of the window`);
  if (!told.length && root.scrollWidth > width)
    told.push(`html: ${root.scrollWidth - width} px beyond the ${width} of the window`);
  return told;
}
"""
