// Every page can be reached from the first one, every anchor is there, nothing is wider than the screen, and nothing is heavy.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SIZES, files, onDisk, site, withBrowser } from "./browser.mjs";

/** The first page that somebody opens, with all that it loads, compressed as a server would. */
const MAX_FIRST_LOAD = 100_000;
/** The same of the playground: the validator and the editor are in it. Debian's compiler makes the validator larger by a sixth. */
const MAX_PLAYGROUND = existsSync("target/interop/wasm/debian/rustc") ? 650_000 : 550_000;

const size = (name) => gzipSync(readFileSync(join(site, name)), { level: 9 }).length;

/** Follows every link from the first page; gives the pages, each with its ids. */
async function crawl(page, base) {
  const ids = new Map();
  const links = [];
  const queue = ["index.html"];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (ids.has(name)) continue;
    await page.goto(base + name, { waitUntil: "domcontentloaded" });
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
      tooWide: document.documentElement.scrollWidth > innerWidth,
    }));
    assert.equal(found.tooWide, false, `${name} is wider than the screen`);
    ids.set(name, new Set(found.ids));
    for (const link of found.links) {
      assert.ok(link.startsWith(base), `${name} leads to ${link}`);
      const [path, fragment] = link.slice(base.length).split("#");
      links.push([name, path, fragment]);
      queue.push(path);
    }
  }
  for (const [from, path, fragment] of links) {
    assert.ok(fragment === undefined || ids.get(path).has(decodeURIComponent(fragment)), `${from} leads to ${path}#${fragment}`);
  }
  return { ids, links: links.length };
}

await withBrowser(async (open, served) => {
  for (const [base, viewport] of [[onDisk, SIZES[0]], [served, SIZES[1]]]) {
    const page = await open(base, { viewport });
    const { ids, links } = await crawl(page, base);
    assert.deepEqual([...ids.keys()].sort(), files(".html"));
    const anchors = [...ids.values()].reduce((sum, set) => sum + set.size, 0);
    console.log(`${base === onDisk ? "disk" : "server"}: ${ids.size} pages, ${anchors} places, ${links} links`);
  }
});

const sum = (names) => names.reduce((total, name) => total + size(name), 0);
const shared = sum(["assets/site.css", "assets/site.js", "assets/icon.svg"]);
const isPlayground = (name) => name === "playground.html";
const loads = files(".html").filter((name) => !isPlayground(name)).map((name) => [shared + size(name), name]).sort(([a], [b]) => b - a);
const start = loads.find(([, name]) => name === "index.html")[0];
console.log(`first load, gzipped: ${start} bytes for index.html, at most ${loads[0].join(" bytes for ")}; search ${size("assets/search-index.js")} more`);
assert.ok(loads[0][0] <= MAX_FIRST_LOAD, `the first load of ${loads[0][1]} is larger than ${MAX_FIRST_LOAD} bytes`);

// What a server is asked for until the playground has said something.
await withBrowser(async (open, served) => {
  const page = await open(served, { viewport: SIZES[1] });
  const asked = new Set();
  page.context().on("request", (request) => asked.add(request.url().slice(served.length)));
  await page.goto(`${served}playground.html`);
  await page.waitForSelector("#verdict[data-checks]");
  const engine = files("").filter((name) => name.startsWith("assets/engine/"));
  assert.deepEqual([...asked].filter((name) => name.startsWith("assets/engine/")).sort(), engine);
  const load = sum([...asked]);
  console.log(`first load of the playground, gzipped: ${load} bytes; ${size("assets/engine/drs_validate.wasm")} of them are the validator, `
    + `${size("assets/playground-editor.js")} the editor; the examples ${size("assets/playground-examples.js")} more`);
  assert.ok(load <= MAX_PLAYGROUND, `the first load of the playground is larger than ${MAX_PLAYGROUND} bytes`);
});
