// What a script adds to the pages: the search, and tables of contents that are open where there is room. Everything else works
// without it.
"use strict";

(() => {
  const MAX_FOUND = 30;

  /** Opens the table of contents beside the text. */
  function openContents() {
    const contents = document.querySelector("details.contents");
    if (contents && matchMedia("(min-width: 70rem)").matches) contents.open = true;
  }

  /** Opens what is folded around the place that the address names, since a browser scrolls only to what is shown. */
  function openTarget() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // It is taken as it is.
    }
    const target = id && document.getElementById(id);
    for (let at = target; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
    if (target) target.scrollIntoView();
  }

  /** How well an entry fits: the lower the better, or nothing if a word is missing. */
  function rank([kind, name, about], words) {
    const lower = name.toLowerCase();
    const text = `${kind} ${lower} ${about.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return undefined;
    const whole = words.join(" ");
    const last = lower.slice(lower.lastIndexOf(".") + 1);
    if (lower === whole || lower.split(" ").includes(whole)) return 0;
    if (last === whole) return 1;
    if (lower.startsWith(whole)) return 2;
    if (words.every((word) => last.includes(word))) return 3;
    if (words.every((word) => lower.includes(word))) return 4;
    return 5;
  }

  function find(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const ranked = [];
    for (const entry of globalThis.drsSearchIndex ?? []) {
      const fits = rank(entry, words);
      if (fits !== undefined) ranked.push([fits, entry]);
    }
    // The order of the index decides between those that fit alike: a sort is stable.
    return ranked.sort(([a], [b]) => a - b).map(([, entry]) => entry);
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function setUpSearch() {
    const box = document.querySelector("search");
    const input = box.querySelector("input");
    const found = box.querySelector(".found");
    const status = box.querySelector("[role=status]");
    const list = box.querySelector("ol");
    let loading;

    function load() {
      loading ??= new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = box.dataset.index;
        script.onload = script.onerror = resolve;
        document.head.append(script);
      });
      return loading;
    }

    function show() {
      const query = input.value.trim();
      found.hidden = query === "";
      const entries = find(query);
      const shown = entries.slice(0, MAX_FOUND);
      status.textContent = entries.length > MAX_FOUND ? `${entries.length} found, the first ${MAX_FOUND} shown`
        : entries.length === 0 ? "Nothing found" : `${entries.length} found`;
      list.replaceChildren(...shown.map(([kind, name, about, address]) => {
        const link = document.createElement("a");
        link.href = box.dataset.root + address;
        link.append(element("code", name), " ", element("span", kind, "label"), element("span", about, "about"));
        const item = document.createElement("li");
        item.append(link);
        return item;
      }));
    }

    function close() {
      input.value = "";
      found.hidden = true;
    }

    /** Moves between the field and what was found. */
    function move(step) {
      const stops = [input, ...list.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (next) next.focus();
    }

    input.addEventListener("focus", load);
    input.addEventListener("input", () => load().then(show));
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && event.target === input) list.querySelector("a")?.click();
      else if (event.key === "Escape") { close(); input.focus(); }
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(close);
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.focus();
    });
    box.hidden = false;
  }

  openContents();
  openTarget();
  addEventListener("hashchange", openTarget);
  setUpSearch();
})();
