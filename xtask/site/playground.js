// The playground: a text, what the validator says of it, and what can be done about that. The text goes to a worker of this page
// and, if somebody asks for a link, without its secrets into that link; it goes nowhere else, and nothing is stored.
"use strict";

(() => {
  // A larger file is for the command.
  const MAX_FILE_BYTES = 4 << 20;
  // Longer texts do not fit into a link.
  const MAX_LINK_TEXT = 1 << 17;
  // How long nobody types before what was found is said to those who cannot see it.
  const QUIET_MS = 600;

  const box = document.getElementById("playground");
  const at = (id) => document.getElementById(id);
  const [area, host, list, verdict, status] = ["text", "editor", "findings", "verdict", "status"].map(at);
  const [operation, input, example, lenient, file] = ["operation", "input", "example", "lenient", "file"].map(at);
  const [fixAll, share, shared, link] = ["fix-all", "share", "shared", "link"].map(at);
  const { element, show } = globalThis.drsFindings;
  const reasons = globalThis.drsReasons ?? {};

  /** The field that is there before the editor is, and that stays if the editor cannot be loaded. */
  let editor = {
    get text() { return area.value; },
    set text(next) { area.value = next; },
    mark() {},
    speak() {},
    select(from, to) { area.focus(); area.setSelectionRange(from, to); },
    focus() { area.focus(); },
  };

  function say(text) {
    status.textContent = text;
  }

  // The worker answers questions in order.
  let worker;
  let questions = 0;
  const waiting = new Map();

  function ask(question, text, settings) {
    questions += 1;
    const id = questions;
    worker.postMessage({ id, question, text, settings });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  function hear({ data: { id, answer, error, failed } }) {
    if (failed !== undefined) return giveUp(failed);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) resolve?.(answer);
    else reject?.(new Error(error));
  }

  function giveUp(why) {
    verdict.replaceChildren(`The validator cannot be loaded${why ? ` (${why})` : ""}. The command drs validate does the same.`);
    verdict.className = "verdict error";
    say(verdict.textContent);
  }

  /** What a text is written in, as far as its beginning tells. */
  function guess(text) {
    const start = text.trimStart();
    if (start === "" || start.startsWith("[") || start.startsWith("\ufeff")) return "json";
    if (!start.startsWith("{")) return "yaml";
    const isWhole = (line) => {
      try { return typeof JSON.parse(line) === "object"; } catch { return false; }
    };
    const [first, second] = text.split("\n", 1000).filter((line) => line.trim() !== "");
    return second?.startsWith("{") && isWhole(first) ? "json-lines" : "json";
  }

  function settings(text) {
    const chosen = { input: input.value || guess(text), allow_unknown_fields: lenient.checked };
    return operation.value ? { ...chosen, operation: operation.value } : chosen;
  }

  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  /** Says whether the text is a request, and of what. */
  function judge({ files, summary }, chosen) {
    const names = [...new Set(files.map((file) => file.operation).filter(Boolean))];
    const found = [summary.errors && count(summary.errors, "error"), summary.warnings && count(summary.warnings, "warning")];
    const said = summary.invalid > 0 ? found.filter(Boolean).join(", ") : found[1] ? `Valid, with ${found[1]}` : "Valid";
    const several = summary.documents > 1 ? ` in ${summary.invalid} of ${summary.documents} documents` : "";
    verdict.className = `verdict ${summary.invalid > 0 ? "error" : "good"}`;
    verdict.replaceChildren(element("strong", "", summary.documents === 0 ? "Nothing to check" : said + several));
    if (names.length === 1) {
      const page = element("a", "", element("code", "", names[0]));
      page.href = `${box.dataset.root}operations/${encodeURIComponent(names[0])}.html`;
      verdict.append(", as ", page);
    }
    verdict.append(` (${{ json: "JSON", "json-lines": "JSON Lines", yaml: "YAML" }[chosen.input]})`);
  }

  let isChecking = false;
  let isStale = false;
  let quiet;

  async function check() {
    isStale = true;
    if (isChecking || !worker) return;
    isChecking = true;
    try {
      while (isStale) {
        isStale = false;
        const { text } = editor;
        const chosen = settings(text);
        const report = await ask("check", text, chosen);
        if (editor.text !== text) isStale = true;
        else render(report, chosen);
      }
    } catch (error) {
      giveUp(error.message);
    } finally {
      isChecking = false;
    }
  }

  function render(report, chosen) {
    const findings = report.files.flatMap(({ document: number, diagnostics }) =>
      diagnostics.map((it) => ({ ...it, document: number, related: it.related.map((other) => ({ ...other, document: number })) })));
    const omitted = report.files.reduce((sum, it) => sum + it.omitted, 0);
    judge(report, chosen);
    editor.speak(chosen.input);
    editor.mark(findings);
    show(list, findings, reasons, { root: box.dataset.root, select: ({ from, to }) => editor.select(from, to), fix: fixOne });
    if (omitted > 0) list.append(element("li", "label", `${omitted} more are not shown.`));
    fixAll.hidden = !findings.some((finding) => finding.fix);
    verdict.dataset.checks = Number(verdict.dataset.checks ?? 0) + 1;
    clearTimeout(quiet);
    quiet = setTimeout(() => say(verdict.textContent), QUIET_MS);
  }

  /** Called whenever the text is another one. A link that was made or opened is not one to it. */
  function changed() {
    shared.hidden = true;
    link.value = "";
    at("share-note").textContent = "";
    if (new URLSearchParams(location.hash.slice(1)).has("request")) history.replaceState(null, "", location.href.split("#")[0]);
    check();
  }

  function replace(text) {
    const isSame = editor.text === text;
    editor.text = text;
    // A field does not say that a script has changed it, nor an editor that nothing has.
    if (isSame || area.isConnected) changed();
  }

  /** Makes fixes, all of them or the one that begins at a byte. None changes what a request means. */
  async function fix(more) {
    const { text } = editor;
    try {
      const fixed = await ask("fix", text, { ...settings(text), ...more });
      if (editor.text !== text) return;
      replace(fixed.text);
      clearTimeout(quiet);
      say(fixed.fixed > 0 ? `${count(fixed.fixed, "fix")}`.replace("fixs", "fixes") + " made" : "Nothing was fixed: the text would have had more mistakes");
      editor.focus();
    } catch (error) {
      giveUp(error.message);
    }
  }

  const fixOne = (finding) => fix({ fix_at: Math.min(...finding.fix.edits.map((edit) => edit.byte_offset)) });

  async function makeLink() {
    const { text } = editor;
    const chosen = settings(text);
    if (text.length > MAX_LINK_TEXT) return note("The text is too long for a link.");
    try {
      // Never the text itself: what the validator hides in a report must not be in a link either.
      const { text: shown, hidden } = await ask("redact", text, chosen);
      const made = await globalThis.drsLink.make(shown, { operation: operation.value, input: chosen.input });
      if (editor.text !== text) return;
      if (made === undefined) return note("The text is too long for a link.");
      shared.hidden = false;
      link.value = made;
      const masked = hidden === 1 ? "One part of the text is *** in it" : `${hidden} parts of the text are *** in it`;
      const rest = hidden === 0 ? "No secret is in it." : `${masked}: secrets, and what cannot be told apart from one, such as comments.`;
      link.focus();
      link.select();
      const copied = await navigator.clipboard?.writeText(made).then(() => true, () => false);
      note(`${copied ? "The link is copied." : "This is the link."} ${rest}`);
    } catch (error) {
      giveUp(error.message);
    }
  }

  /** Says what has become of a link. */
  function note(text) {
    at("share-note").textContent = text;
    say(text);
  }

  async function open(files) {
    const [chosen] = files;
    if (!chosen) return;
    if (chosen.size > MAX_FILE_BYTES) return say("The file is larger than 4 MiB: drs validate checks files of any size.");
    const name = chosen.name.toLowerCase();
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await chosen.arrayBuffer());
      input.value = /\.ya?ml$/.test(name) ? "yaml" : /\.(jsonl|ndjson)$/.test(name) ? "json-lines" : name.endsWith(".json") ? "json" : "";
      replace(text);
    } catch {
      say("The file is not a text in UTF-8.");
    }
  }

  /** Loads another script of the site, once. */
  const scripts = new Map();
  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = element("script", "");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(address));
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  async function showExample() {
    if (!example.value) return;
    try {
      await load(box.dataset.examples);
    } catch {
      return say("The examples cannot be loaded.");
    }
    const [id, name] = example.value.split("/");
    operation.value = id;
    input.value = "";
    replace(globalThis.drsExamples[id][name]);
  }

  /** Takes the text of the page's address. */
  async function openLink() {
    try {
      const carried = await globalThis.drsLink.read();
      if (!carried) return;
      operation.value = carried.operation;
      if (operation.selectedIndex < 0) operation.value = "";
      input.value = carried.input;
      if (input.selectedIndex < 0) input.value = "";
      const { hash } = location;
      replace(carried.text);
      history.replaceState(null, "", hash);
    } catch {
      say("The link is damaged: it carries no text.");
    }
  }

  async function upgrade() {
    await load(box.dataset.editor);
    const had = document.activeElement === area;
    host.hidden = false;
    editor = globalThis.drsEditor.create({ parent: host, text: area.value, label: "Request", onChange: changed });
    document.querySelector("label[for=text]").remove();
    area.remove();
    if (had) editor.focus();
  }

  function listen() {
    area.addEventListener("input", changed);
    for (const choice of [operation, input, lenient]) choice.addEventListener("change", check);
    example.addEventListener("change", showExample);
    fixAll.addEventListener("click", () => fix({}));
    share.addEventListener("click", makeLink);
    file.addEventListener("change", () => open(file.files).then(() => { file.value = ""; }));
    addEventListener("hashchange", openLink);
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    box.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault(), true);
    box.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      open(event.dataTransfer.files);
    }, true);
  }

  async function start() {
    box.hidden = false;
    listen();
    if (location.protocol === "file:") {
      verdict.textContent = "A page that is opened from a disk may not start the validator: serve this folder, for example with "
        + "python3 -m http.server, or use the command drs validate.";
    } else {
      worker = new Worker(box.dataset.worker, { type: "module" });
      worker.addEventListener("message", hear);
      worker.addEventListener("error", () => giveUp(""));
    }
    await upgrade().catch(() => say("The editor cannot be loaded: this field does the same without marks."));
    await openLink();
    check();
  }

  start();
})();
