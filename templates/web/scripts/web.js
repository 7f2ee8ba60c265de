// What the pages do beyond being read. Without it they say the same: notes stand at the end, figures
// are links to their pictures, and the whole list is there.
"use strict";

(() => {
  const all = (selector, within = document) => [...(within?.querySelectorAll(selector) ?? [])];

  // ------------------------------------------------ what a reader has chosen

  // Where storage is forbidden the choice holds for the page.
  const remembered = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* nothing is lost */ } },
  };

  function rememberChoices() {
    for (const choice of all('input[name="colours"]')) {
      choice.checked = choice.value === (remembered.get("colours") || "system");
      choice.addEventListener("change", () => remembered.set("colours", choice.value));
    }
    const pages = document.querySelector('input[name="pages"]');
    if (pages) {
      pages.checked = remembered.get("pages") === "shown";
      pages.addEventListener("change", () => remembered.set("pages", pages.checked ? "shown" : ""));
    }
    const settings = document.querySelector(".settings");
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && settings?.open) {
        settings.open = false;
        settings.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (settings?.open && !settings.contains(event.target)) settings.open = false;
    });
  }

  // -------------------------------------------------------------------- notes

  // The body of a note beside its call. It takes the focus, so that it is heard and its links are
  // next; closing it gives the focus back (the popover's own way).
  function showNotes() {
    if (!HTMLElement.prototype.hasOwnProperty("popover")) return;
    const box = document.createElement("div");
    box.className = "note-popover";
    box.popover = "auto";
    box.tabIndex = -1;
    box.setAttribute("role", "group");
    document.querySelector("main").append(box);
    for (const call of all('a[role="doc-noteref"]')) {
      const address = new URL(call.href);
      const note = address.pathname === location.pathname && document.getElementById(decodeURIComponent(address.hash.slice(1)));
      if (!note) continue;
      call.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        fill(box, note, call);
        // In the order of reading it comes right behind its call.
        call.after(box);
        box.showPopover();
        place(box, call);
        box.focus({ preventScroll: true });
      });
    }
  }

  function fill(box, note, call) {
    const copy = note.cloneNode(true);
    for (const element of all("[id]", copy)) element.removeAttribute("id");
    for (const number of all(".note-number", copy)) number.remove();
    box.replaceChildren(...copy.childNodes);
    box.setAttribute("aria-label", call.textContent);
    if (note.lang) box.lang = note.lang;
  }

  function place(box, call) {
    const around = call.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.min(Math.max(around.left - 20, 16), width - box.offsetWidth - 16);
    const below = around.bottom + 8;
    const fits = below + box.offsetHeight < innerHeight || around.top < box.offsetHeight + 8;
    const top = fits ? below : around.top - box.offsetHeight - 8;
    box.style.left = `${Math.max(left, 0) + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  }

  // ------------------------------------------------------------------ figures

  function enlargeFigures() {
    const links = all("a.enlarge");
    if (!links.length || !window.HTMLDialogElement) return;
    const box = document.createElement("dialog");
    box.className = "lightbox";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = document.body.dataset.close;
    close.addEventListener("click", () => box.close());
    const picture = document.createElement("img");
    picture.addEventListener("click", () => box.close());
    const caption = document.createElement("p");
    box.append(close, picture, caption);
    document.body.append(box);
    for (const link of links) {
      const shown = link.closest("figure")?.querySelector(".figure-image img");
      if (!shown) continue;
      const open = () => {
        picture.src = link.href;
        picture.alt = shown.alt;
        caption.textContent = captionOf(shown);
        box.setAttribute("aria-label", link.textContent);
        box.showModal();
      };
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      });
      shown.addEventListener("click", () => { link.focus(); open(); });
    }
  }

  function captionOf(shown) {
    const copy = shown.closest("figure").querySelector("figcaption")?.cloneNode(true);
    for (const element of all(".figure-tools, .source", copy)) element.remove();
    return copy?.textContent.trim() ?? "";
  }

  // ------------------------------------------------- where one is in a chapter

  function markSection() {
    const rows = new Map();
    for (const link of all(".side a[href*='#']")) {
      const address = new URL(link.href);
      const target = address.pathname === location.pathname && document.getElementById(decodeURIComponent(address.hash.slice(1)));
      if (target) rows.set(target, link);
    }
    if (!rows.size) return;
    const mark = () => {
      let current;
      for (const [target, link] of rows) {
        link.removeAttribute("aria-current");
        if (target.getBoundingClientRect().top < innerHeight / 3) current = link;
      }
      current?.setAttribute("aria-current", "location");
    };
    const watcher = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
    for (const target of rows.keys()) watcher.observe(target);
    mark();
  }

  // --------------------------------------------------- wide tables, copying

  // A box that holds all it has need not be stopped at.
  function skipWhatFits() {
    for (const box of all(".table-scroll, .equation-scroll")) {
      const watch = () => {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
      };
      new ResizeObserver(watch).observe(box);
    }
  }

  function copyTexts() {
    if (!navigator.clipboard) return;
    for (const button of all("button.copy")) {
      const source = document.getElementById(button.dataset.copy);
      const words = button.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    }
  }

  // ------------------------------------------------------------ contributions

  // The state stands in the address, so that a choice can be sent to somebody.
  function filterContributions() {
    const form = document.querySelector("form.filter");
    if (!form) return;
    const rows = all(".contributions > li").map((element) => ({
      element,
      topic: JSON.parse(element.dataset.topics),
      author: JSON.parse(element.dataset.authors),
      language: [element.dataset.language],
    }));
    const choices = all("select", form);
    const count = form.querySelector(".filter-count");
    form.hidden = choices.length === 0;

    function apply() {
      const asked = choices.filter((choice) => choice.value);
      let shown = 0;
      for (const row of rows) {
        const fits = asked.every((choice) => row[choice.name].includes(choice.value));
        row.element.hidden = !fits;
        shown += fits;
      }
      form.querySelector("[type=reset]").hidden = asked.length === 0;
      const words = shown === 0 ? "none" : shown === 1 ? "one" : "many";
      count.textContent = form.dataset[words].replace("{count}", shown);
    }

    function read() {
      const state = new URLSearchParams(location.search);
      for (const choice of choices) {
        choice.value = state.get(choice.name) ?? "";
        if (choice.selectedIndex < 0) choice.value = "";
      }
      apply();
    }

    function write() {
      const address = new URL(location.href);
      for (const choice of choices) {
        if (choice.value) address.searchParams.set(choice.name, choice.value);
        else address.searchParams.delete(choice.name);
      }
      history.replaceState(history.state, "", address);
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => { apply(); write(); });
    // The button goes with the choice; the focus does not go with it.
    form.addEventListener("reset", () => setTimeout(() => { choices[0].focus(); apply(); write(); }));
    for (const link of all(".topics a")) {
      link.addEventListener("click", (event) => {
        const topic = choices.find((choice) => choice.name === "topic");
        if (!topic || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        topic.value = new URL(link.href).searchParams.get("topic");
        apply();
        write();
        form.scrollIntoView();
        topic.focus({ preventScroll: true });
      });
    }
    addEventListener("popstate", read);
    read();
  }

  rememberChoices();
  filterContributions();
  showNotes();
  enlargeFigures();
  markSection();
  skipWhatFits();
  copyTexts();
})();
