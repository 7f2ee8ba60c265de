// The preview in a page: it renews the page after a build that changed it, keeps the place, and shows
// what the terminal tells. Words of manuscripts are shown as text only.
"use strict";

(() => {
  const BUILDING = 400; // milliseconds of a build before it is told
  const LOST = 1500; // milliseconds without the server before it is told
  const NEIGHBOURS = 40; // blocks by which a place is remembered
  const parts = document.querySelector("[data-renewed='parts']");

  // ------------------------------------------------------------------ the place

  // A place is where some blocks stand in the window: the one at its top, then those nearest to it.
  // One whose text was changed has another identifier, and the next takes its part.
  const KEY = `octavo-place ${location.pathname}`;
  const INLINE = "a, span, sup, sub, em, strong, button, input";
  const INSIDE = ":is(p, li, h1, h2, h3, h4, h5, h6, dt, figure, table, pre, blockquote, div)[id]";

  function blocks() {
    const within = document.querySelector("main") ?? document.body;
    return [...within.querySelectorAll("[id]")]
      .filter((block) => !block.matches(INLINE) && block.getClientRects().length)
      .filter((block) => !block.querySelector(INSIDE))
      .map((block) => [block.id, block.getBoundingClientRect()]);
  }

  function place() {
    const all = blocks();
    const atTop = all.find(([, box]) => box.top <= 1 && box.bottom > 1)
      ?? all.find(([, box]) => box.top > 1);
    const near = all.sort(([, one], [, other]) => Math.abs(one.top) - Math.abs(other.top));
    const kept = [...(atTop ? [atTop] : []), ...near.slice(0, NEIGHBOURS)];
    return { blocks: kept.map(([id, box]) => [id, box.top]), x: scrollX, y: scrollY };
  }

  function goTo(kept) {
    const [id, top] = kept.blocks.find(([id]) => document.getElementById(id)?.getClientRects().length)
      ?? [null, 0];
    if (kept.y < 1 || id === null) {
      scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    } else {
      const now = document.getElementById(id).getBoundingClientRect().top;
      scrollBy({ top: now - top, behavior: "instant" });
    }
  }

  function reload() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(place()));
      history.scrollRestoration = "manual";
    } catch { /* without storage the browser's own way has to do */ }
    location.reload();
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
    } catch { /* as above */ }
    if (!kept) return;
    // Pictures and faces that come later move the text; a reader who scrolls is not moved.
    let isLeftAlone = true;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => { isLeftAlone = false; }, { once: true, passive: true });
    }
    const again = () => { if (isLeftAlone) goTo(kept); };
    goTo(kept);
    document.fonts.ready.then(again);
    addEventListener("load", () => {
      again();
      requestAnimationFrame(again);
      history.scrollRestoration = "auto";
    });
  }

  // ----------------------------------------------------------------- the renewal

  let shown = document.currentScript.dataset.checksum;
  let renewal = Promise.resolve();

  async function renew() {
    const answer = await fetch(location.href, { method: parts ? "GET" : "HEAD", cache: "no-store" })
      .catch(() => null);
    const found = answer?.headers.get("etag");
    // A page that is gone stays as it is: what was written may come back.
    if (!answer?.ok || found === `"${shown}"`) return;
    if (!parts) return reload();
    shown = found.replaceAll('"', "");
    await renewParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  // The pages of a PDF: those that look different are replaced, when their pictures are there.
  async function renewParts(anew) {
    const now = [...parts.children];
    const next = [...anew.querySelector("[data-renewed='parts']").children];
    document.getElementById("count").textContent = anew.getElementById("count").textContent;
    for (const figure of now.slice(next.length)) figure.remove();
    await Promise.all(next.map(async (figure, index) => {
      const old = now[index];
      if (old?.dataset.digest === figure.dataset.digest) return;
      const adopted = document.adoptNode(figure);
      shape(adopted);
      if (!old) return parts.append(adopted);
      if (isNear(old)) await loaded(adopted.querySelector("img"));
      old.replaceWith(adopted);
    }));
  }

  // The shape of a page is known before its picture, which rounds it to whole pixels.
  function shape(figure) {
    const picture = figure.querySelector("img");
    const [width, height] = ["width", "height"].map((name) => picture.getAttribute(name));
    picture.style.aspectRatio = `${width} / ${height}`;
  }

  function isNear(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > -innerHeight && box.top < 2 * innerHeight;
  }

  async function loaded(picture) {
    picture.loading = "eager";
    await picture.decode().catch(() => {}); // one that fails is shown as failed
  }

  // ------------------------------------------------------------------- the strip

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  const host = document.createElement("octavo-preview");
  const root = host.attachShadow({ mode: "open" });
  const style = element("link");
  style.rel = "stylesheet";
  style.href = "/preview/strip.css";
  const strip = element("details", "strip");
  const summary = element("summary");
  const list = element("ul", "findings");
  list.tabIndex = 0;
  list.setAttribute("aria-label", "What to mend");
  strip.append(summary, list);
  const note = element("p", "note");
  const live = element("p", "unseen");
  live.setAttribute("aria-live", "polite");
  strip.hidden = note.hidden = true;
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", "Octavo preview");
  // Nothing is shown before it can be shown as it should look.
  host.hidden = true;
  style.addEventListener("load", () => { host.hidden = false; makeRoom(); });
  root.append(style, strip, note, live);

  function show(state) {
    const isNew = JSON.stringify([state.ok, state.summary, state.findings]);
    if (isNew === strip.dataset.shown) return;
    const isFirst = !strip.dataset.shown;
    strip.dataset.shown = isNew;
    strip.hidden = !state.findings.length;
    strip.open = !state.ok;
    strip.classList.toggle("failed", !state.ok);
    const failed = `Not built: ${state.summary}. This page shows what was built before.`;
    summary.textContent = state.ok ? state.summary : failed;
    list.replaceChildren(...state.findings.map(finding));
    if (!isFirst || !state.ok) live.textContent = state.ok ? "Built" : summary.textContent;
    makeRoom();
  }

  function finding(told) {
    const item = element("li", told.severity);
    const head = element("p");
    if (told.place) head.append(element("span", "place", `${told.place}: `));
    head.append(element("span", "kind", `${told.severity}[${told.code}]`), `: ${told.message}`);
    item.append(head);
    if (told.line) {
      const quoted = element("pre");
      quoted.tabIndex = 0; // a long line is scrolled
      const gutter = `${told.number} │ `;
      const empty = `${" ".repeat(String(told.number).length)} │ `;
      const caret = element("span", "caret", " ".repeat(told.before) + "^".repeat(told.marked));
      const under = element("span");
      under.setAttribute("aria-hidden", "true");
      under.append(element("span", "number", empty), caret);
      quoted.append(element("span", "number", gutter), told.line, "\n", under);
      item.append(quoted);
    }
    for (const hint of told.hints) item.append(element("p", "help", `help: ${hint}`));
    return item;
  }

  // The strip covers no text: the page gets as much room at its end.
  function makeRoom() {
    const height = strip.hidden || host.hidden
      ? 0 : Math.ceil(strip.getBoundingClientRect().height);
    document.documentElement.style.scrollPaddingBottom = height ? `${height}px` : "";
    document.body.style.paddingBottom = height ? `${height}px` : "";
  }

  strip.addEventListener("toggle", makeRoom);
  addEventListener("resize", makeRoom);

  // What is told already, or is about to be, is not begun with again.
  let later = 0;
  let told = "";
  function tell(text, delay) {
    if (text === told) return;
    told = text;
    clearTimeout(later);
    if (!text) {
      note.hidden = true;
      return;
    }
    later = setTimeout(() => {
      note.textContent = text;
      note.hidden = false;
    }, delay);
  }

  // ------------------------------------------------------------------ the stream

  // A browser has few connections to one server: a window that is not seen gives its own back.
  let source = null;

  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
      return;
    }
    if (source) return;
    source = new EventSource("/preview/events");
    source.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      show(state);
      if (state.building) return tell("Building …", BUILDING);
      tell("");
      renewal = renewal.then(renew);
    });
    source.addEventListener("error", () => tell("octavo watch has ended", LOST));
  }

  if (parts) [...parts.children].forEach(shape);
  restore();
  document.body.append(host);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", listen);
  listen();
})();
