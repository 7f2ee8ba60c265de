// The search of the web edition: answers on this page, from scripts in the folder of the index.
//
// An index is made with the book (src/octavo/writers/web/search.py). Its files are scripts, because
// those can be loaded from a folder on disk too; each hands over its data by octavoSearch.add.
// Everything that is shown is text from many hands, and is shown as text only.
"use strict";

(() => {
  const SHOWN = 50; // results at most
  const PAUSE = 150; // milliseconds without a key before an answer
  const LEVELS = 16; // as in search.py: the last four bits of a posting
  const AS_BEGINNING = 0.5; // what a word counts that only begins with what was typed

  // ------------------------------------------------------------------ words

  // How words are told apart and folded is the same as in src/octavo/writers/web/searchwords.py.
  const LONGEST = 64;
  const INSIDE = /[\u00ad\u200c\u200d\u2060]/g;
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d",
    "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ", " ": "",
  };
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const MARKS = new RegExp(
    "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u064b-\\u0652" +
      "\\u0670\\u20d0-\\u20f0\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]", "gu");
  const SPACELESS =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
  const PIECES = new RegExp(`[${SPACELESS}]+|[^${SPACELESS}]+`, "gu");
  const IS_SPACELESS = new RegExp(`[${SPACELESS}]`, "u");

  function fold(word) {
    const letters = word.normalize("NFKD").toLowerCase()
      .replace(LETTER, (letter) => LETTERS[letter]);
    return [...letters.replace(MARKS, "").normalize("NFC")].slice(0, LONGEST).join("");
  }

  // A script without spaces is searched by pairs of characters: all those of the text are known.
  function parts(piece) {
    const characters = [...piece];
    if (!IS_SPACELESS.test(piece) || characters.length < 2) return [piece];
    return characters.slice(1).map((character, at) => characters[at] + character);
  }

  function wordsOf(query) {
    const runs = query.normalize("NFC").replace(INSIDE, "").match(WORD) ?? [];
    return [...new Set(runs.flatMap((run) => (fold(run).match(PIECES) ?? []).flatMap(parts)))];
  }

  // ------------------------------------------------------------------ index

  const arrived = new Map();
  window.octavoSearch = { add: (name, data) => arrived.set(name, data) };

  class Index {
    constructor(folder) {
      this.folder = folder;
      this.loading = new Map();
    }

    // Return the data of a file, which is asked for once; after a failure it may be asked for again.
    load(name) {
      if (!this.loading.has(name)) {
        this.loading.set(name, new Promise((resolve, reject) => {
          const script = document.createElement("script");
          const fail = () => {
            this.loading.delete(name);
            reject(new Error(name));
          };
          script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : fail());
          script.onerror = fail;
          script.src = `${this.folder}${name}.js`;
          document.head.append(script);
        }));
      }
      return this.loading.get(name);
    }

    // Return the stems that have a word from one to another, in the order of the words.
    async between(from, to) {
      const { files } = await this.load("documents");
      const wanted = files.filter(([first], at) =>
        first <= to && (at + 1 === files.length || files[at + 1][0] >= from));
      const rows = await Promise.all(wanted.map(([, name]) => this.load(name)));
      return rows.flat().filter(([words]) =>
        words.split(" ").some((word) => from <= word && word <= to));
    }

    // Return the stems of a word as pairs of their postings and what they count. A word that no
    // text has is the beginning of words, or else another form of a stem that it begins with.
    async stems(word, isLast) {
      const found = (await this.between(word, word)).map(([, numbers]) => [numbers, 1]);
      const isOneOfPair = IS_SPACELESS.test(word) && [...word].length === 1;
      if (isOneOfPair || (word.length > 1 && (isLast || !found.length))) {
        // A longer word that is rarer does not come before the word itself.
        const rarity = Math.min(...found.map(([numbers]) => numbers[0]));
        const longer = await this.between(word, `${word}\uffff`);
        found.push(...longer.map(([, numbers]) =>
          [numbers, AS_BEGINNING * Math.min(1, rarity / numbers[0])]));
      }
      const least = Math.max(4, word.length - 3);
      for (let end = word.length - 1; end >= least && !found.length; end -= 1) {
        const stem = word.slice(0, end);
        const others = await this.between(stem, stem);
        found.push(...others.map(([, numbers]) => [numbers, AS_BEGINNING]));
      }
      return found;
    }

    // Return the weight of each text, by its number, that has a word; the best of its stems counts.
    async weights(word, isLast) {
      const weights = new Map();
      for (const [[rarity, ...postings], counts] of await this.stems(word, isLast)) {
        let text = 0;
        for (const posting of postings) {
          text += Math.floor(posting / LEVELS);
          const weight = rarity * counts * (posting % LEVELS);
          weights.set(text, Math.max(weight, weights.get(text) ?? 0));
        }
      }
      return weights;
    }

    // Return the texts that have all words of a query, the best first, equal ones in reading order.
    async find(words) {
      const last = words.length - 1;
      const [first, ...others] = await Promise.all(
        words.map((word, at) => this.weights(word, at === last)));
      const { texts } = await this.load("documents");
      return [...first]
        .filter(([text]) => others.every((weights) => weights.has(text)))
        .map(([text, weight]) =>
          [text, others.reduce((sum, weights) => sum + weights.get(text), weight)])
        .sort(([one, heavy], [two, heavier]) => heavier - heavy || one - two)
        .map(([text]) => texts[text]);
    }
  }

  // ------------------------------------------------------------------- page

  const base = (lang) => lang.split("-")[0].toLowerCase();

  function languageName(lang) {
    try {
      return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(lang);
    } catch {
      return lang; // an author's tag need not be one
    }
  }

  function element(name, className, text, lang) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  }

  function result([address, title, context, lang, excerpt], root) {
    const item = element("li", "search-result", "");
    const heading = element("h2", "search-title", "");
    const link = element("a", "", title || context || address, lang);
    link.setAttribute("href", `./${root}${address}`); // with ./ it has no scheme of its own
    heading.append(link);
    item.append(heading);
    if (title && context && context !== title) {
      item.append(element("p", "search-context", context, lang));
    }
    if (lang && base(lang) !== base(document.documentElement.lang)) {
      item.append(element("p", "search-language", languageName(lang)));
    }
    if (excerpt) item.append(element("p", "search-excerpt", excerpt, lang));
    return item;
  }

  class Search {
    constructor(form, list, status) {
      Object.assign(this, { form, list, status });
      this.field = form.elements.namedItem("q");
      this.root = form.dataset.root ?? document.documentElement.dataset.root ?? "";
      this.index = new Index(this.root + form.dataset.index);
      this.asked = 0;
      this.title = document.title;
      this.field.addEventListener("input", () => {
        clearTimeout(this.pause);
        this.pause = setTimeout(() => this.answer(), PAUSE);
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        clearTimeout(this.pause);
        this.answer();
      });
      const query = new URLSearchParams(location.search).get("q");
      if (query) this.field.value = query;
      if (this.field.value) this.answer();
    }

    // Answer what is typed now; an answer that comes after a later question is left out.
    async answer() {
      const question = (this.asked += 1);
      this.keepInAddress();
      document.title = [this.field.value.trim(), this.title].filter(Boolean).join(" – ");
      const words = wordsOf(this.field.value);
      if (!words.length) {
        this.show([], "");
        return;
      }
      if (!arrived.size) this.status.textContent = this.status.dataset.loading;
      try {
        const texts = await this.index.find(words);
        if (question === this.asked) this.show(texts, this.told(texts.length));
      } catch {
        if (question === this.asked) this.show([], this.status.dataset.failed);
      }
    }

    keepInAddress() {
      const address = new URL(location.href);
      if (this.field.value) address.searchParams.set("q", this.field.value);
      else address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
    }

    told(count) {
      const { none, one, many, most } = this.status.dataset;
      const words = count === 0 ? none : count === 1 ? one : count > SHOWN ? most : many;
      return words.replace("{count}", count).replace("{shown}", SHOWN);
    }

    show(texts, told) {
      this.list.replaceChildren(...texts.slice(0, SHOWN).map((text) => result(text, this.root)));
      this.status.textContent = told;
    }
  }

  // A form on a page without a list of results leads to the page that has one.
  const list = document.querySelector(".search-results");
  const status = document.querySelector(".search-status");
  const form = document.querySelector("main form.search") ?? document.querySelector("form.search");
  if (list && status && form) new Search(form, list, status);
})();
