// What people do with the playground: type, paste, open files, fix, go to a finding, make a link; and what it must not do.

import assert from "node:assert/strict";
import { SCHEMES, SIZES, axeSource, onDisk, withBrowser } from "./browser.mjs";
import { carried, checkedAfter, drop, openPlayground, textOf } from "./playground-page.mjs";

const KEYSTROKES = 20;
// A person notices 100 ms; a machine that does other things meanwhile may need more.
const MAX_MEDIAN_MS = 1_000;
const SECRET = "hunter2-𝄞-planted";

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
const findings = (page) => page.locator("#findings > .finding .id").allTextContents();

/** Puts the place of every finding to the proof: in the editor, which counts UTF-16 units. */
async function places(page) {
  const key = "é𝄞\u{1f600}";
  await drop(page, [`{"job": {"type": "PRECHECK", "params": {"${key}": 1, "b${key}": "${key}", "expired_days": 14}}}`]);
  assert.equal((await findings(page)).length, 5);
  for (const [index, selected] of [`"PRECHECK"`, `"${key}"`, `"b${key}"`].entries()) {
    await page.locator("#findings > .finding .head .place").nth(index).click();
    assert.equal(await textOf(page, false), selected);
  }
  const marked = await page.locator("#editor .cm-lintRange-error").allTextContents();
  assert.ok(marked.join("").includes(`"${key}"`) && marked.join("").includes(`"b${key}"`), marked.join());
}

/** Fixes one finding, takes that back, and fixes all. */
async function fixes(page) {
  const text = `{"job": {"type": "PRECHECK", "params": {"base_info": {"expired_days": 14}, "𝄞": 1}}}`;
  await drop(page, [text]);
  await checkedAfter(page, () => page.locator("#findings button.fix", { hasText: "precheck" }).click());
  assert.equal(await textOf(page), text.replace("PRECHECK", "precheck"));
  assert.equal(await page.textContent("#status"), "1 fix made");
  await checkedAfter(page, () => page.keyboard.press("Control+z"));
  assert.equal(await textOf(page), text);
}

/** How long it takes from a keystroke that makes a mistake to its finding. */
async function speed(page) {
  await page.selectOption("#example", "batch_create_jobs_async/accounts-with-one-password");
  await page.waitForFunction(() => document.getElementById("verdict").textContent.startsWith("Valid, as batch_create_jobs_async"));
  const text = await textOf(page);
  await page.keyboard.press("Control+Home");
  const times = [];
  for (let stroke = 0; stroke < KEYSTROKES; stroke += 1) {
    // The page listens before the key is pressed.
    const measured = await page.evaluateHandle(() => {
      let begun;
      addEventListener("keydown", () => { begun = performance.now(); }, { capture: true, once: true });
      const list = document.getElementById("findings");
      const found = new Promise((done) => {
        const observer = new MutationObserver(() => {
          if (list.children.length === 0) return;
          observer.disconnect();
          done(performance.now() - begun);
        });
        observer.observe(list, { childList: true });
      });
      return { found };
    });
    await page.keyboard.press("x");
    times.push(await measured.evaluate(({ found }) => found));
    await measured.dispose();
    await checkedAfter(page, () => page.keyboard.press("Backspace"));
  }
  const median = times.sort((a, b) => a - b)[KEYSTROKES >> 1];
  console.log(`playground: from a keystroke to its finding ${median.toFixed(1)} ms in a text of ${Buffer.byteLength(text)} bytes (median of ${KEYSTROKES})`);
  assert.ok(median <= MAX_MEDIAN_MS, `${median} ms from a keystroke to its finding`);
}

/** Nothing of a secret is anywhere but in the editor's own text. */
async function secrets(page) {
  for (const [name, text] of [
    ["a.json", `{"jobs": [{"base_info": {"name": 1}, "source_endpoint": {"db_password": "${SECRET}"}}], "db_pasword": "${SECRET}"}`],
    ["a.json", `{"jobs": [{"source_endpoint": {"endpoint_type": "${SECRET}", "db_password": "${SECRET}"}}]}`],
    ["a.json", `{"db_password": "${SECRET}", "a": }`],
    ["a.yaml", `jobs:\n- db_password: ${SECRET}\n  # ${SECRET}\n  x: 'jdbc:mysql://u:${SECRET}@h/'\n`],
    ["a.jsonl", `{"job": {"type": "PRECHECK", "params": {"db_password": "${SECRET}"}}}\n{"password": ["${SECRET}"]}\n`],
  ]) {
    const [{ findings }] = await drop(page, [text], name);
    assert.ok(findings.length > 0, text);
    await page.locator("#editor .cm-content").focus();
    await page.keyboard.press("F8");
    await page.click("#share");
    await page.waitForFunction(() => document.getElementById("link").value !== "");
    const link = await page.inputValue("#link");
    const shown = carried(link);
    const seen = await page.evaluate(async () => {
      const shadow = document.getElementById("editor").shadowRoot;
      const around = [...shadow.querySelectorAll(".cm-tooltip, .cm-panels, .cm-announced")].map((part) => part.outerHTML);
      return [
        document.title, location.href, document.cookie, document.documentElement.outerHTML, ...around, JSON.stringify(history.state), name,
        ...[...document.querySelectorAll("input, select, textarea")].map((field) => field.value),
        JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), JSON.stringify(await indexedDB.databases()),
        JSON.stringify(await globalThis.caches?.keys()),
      ].join("\n");
    });
    for (const part of [SECRET, "hunter2", "planted"]) {
      assert.ok(!seen.includes(part), `${name}: ${text}: the page shows ${seen.slice(Math.max(0, seen.indexOf(part) - 200), seen.indexOf(part) + 50)}`);
      assert.ok(!shown.includes(part) && !link.includes(encodeURIComponent(part)), `${text}: the link carries ${shown}`);
    }
    assert.ok(shown.includes("***"), shown);
    assert.match(await page.textContent("#share-note"), /\*\*\* in it/);
  }
}

/** A link opens with the same text, and is none any more once the text is another. */
async function links(page, base) {
  const text = `{"job": {"type": "PRECHECK", "params": {"source_endpoint": {"db_password": "\${env:DB_PASSWORD}", "é": "𝄞"}}}}`;
  await drop(page, [text]);
  await page.click("#share");
  await page.waitForFunction(() => document.getElementById("link").value !== "");
  assert.match(await page.textContent("#share-note"), /No secret is in it\.$/);
  const link = await page.inputValue("#link");
  assert.equal(carried(link), text);
  assert.ok(!page.url().includes("#"), "a link goes into the address only when it is opened");
  await openPlayground(page, base, new URL(link).hash);
  assert.equal(await textOf(page), text);
  await checkedAfter(page, async () => { await page.keyboard.press("Control+End"); await page.keyboard.type(" "); });
  assert.ok(!page.url().includes("#"), "the address still carries another text");
  await page.goto("about:blank");
  await openPlayground(page, base, "#request=AAAA%");
  await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("The link is damaged"));
}

/** What a text is written in is found, and can be chosen. */
async function formats(page) {
  for (const [name, text, format] of [
    ["a", `{"job": {}}`, "(JSON)"], ["a", `{"job": {}}\n{"job": {}}\n`, "(JSON Lines)"], ["a", "job:\n  type: precheck\n", "(YAML)"],
    ["a.yml", "{}", "(YAML)"], ["a.ndjson", "{}", "(JSON Lines)"], ["a", "", "(JSON)"],
  ]) {
    await drop(page, [text], name);
    assert.ok((await page.textContent("#verdict")).endsWith(format), `${JSON.stringify(text)} is not ${format}`);
  }
}

await withBrowser(async (open, served) => {
  const page = await open(served, { viewport: SIZES[1] });
  await openPlayground(page, served);
  const policy = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.ok(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';") && !policy.includes("unsafe"), policy);
  assert.deepEqual((await findings(page)).length > 0, true);
  await page.waitForFunction(() => document.getElementById("status").textContent === document.getElementById("verdict").textContent);

  const asked = [];
  page.context().on("request", (request) => asked.push(request.url()));
  await places(page);
  await fixes(page);
  await secrets(page);
  await formats(page);
  assert.deepEqual(asked, [], "a text that is checked, fixed or shared leads to requests");
  await speed(page);
  assert.deepEqual(asked, [`${served}assets/playground-examples.js`]);
  await links(page, served);

  // Bytes that are no text are not taken for one.
  await page.setInputFiles("#file", { name: "a.json", mimeType: "application/json", buffer: Buffer.from([0x7b, 0xff, 0x7d]) });
  await page.waitForFunction(() => document.getElementById("status").textContent === "The file is not a text in UTF-8.");

  // With the keyboard alone: into the editor, out of it, and to a fix.
  await checkedAfter(page, () => page.selectOption("#operation", ""));
  await drop(page, [`{"job": {"type": "PRECHECK", "params": {}}}`]);
  await page.focus("#lenient");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id === "editor" && document.activeElement.shadowRoot.activeElement.ariaLabel), "Request");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "share");
  for (const stop of ["update_job", "fix-all", "DRS-S004", "line 1, column 18", "Fix: replace it by precheck"]) {
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), stop);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  }
  await checkedAfter(page, () => page.keyboard.press("Enter"));
  assert.equal(await textOf(page), `{"job": {"type": "precheck", "params": {}}}`);

  // Without the editor there is a field that does the same.
  const bare = await open(served, { viewport: SIZES[0] });
  await bare.route("**/playground-editor.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await bare.goto(`${served}playground.html`);
  await bare.waitForSelector("#verdict[data-checks]");
  await checkedAfter(bare, () => bare.fill("#text", `{"job": {"type": "PRECHECK", "params": {"𝄞": 1}}}`));
  assert.equal((await findings(bare)).length, 2);
  await bare.locator("#findings .place").nth(1).click();
  assert.equal(await bare.evaluate(() => { const { value, selectionStart, selectionEnd } = document.getElementById("text"); return value.slice(selectionStart, selectionEnd); }), `"𝄞"`);
  await checkedAfter(bare, () => bare.click("#fix-all"));
  assert.equal(await bare.inputValue("#text"), `{"job": {"type": "precheck", "params": {"𝄞": 1}}}`);

  // From a disk a browser starts no worker: the page says what to do instead.
  const local = await open(onDisk, { viewport: SIZES[0] });
  await local.goto(`${onDisk}playground.html`);
  await local.waitForFunction(() => document.getElementById("verdict").textContent.includes("serve this folder"));
  await local.waitForSelector("#editor .cm-content");

  for (const viewport of SIZES) {
    for (const colorScheme of SCHEMES) {
      const looked = await open(served, { viewport, colorScheme });
      await openPlayground(looked, served);
      await looked.click("#share");
      await looked.waitForFunction(() => document.getElementById("link").value !== "");
      await looked.evaluate(axeSource);
      const { violations, passes } = await looked.evaluate(() => axe.run({ preload: false }));
      assert.ok(passes.length > 10, "axe-core looked at little");
      const faults = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
      assert.deepEqual(faults, [], `${viewport.width} px, ${colorScheme}`);
      assert.equal(await looked.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "it is wider than the screen");
    }
  }
  console.log("playground: places, fixes, secrets, links, formats, keyboard, without the editor, axe-core: all as they should be");
});
