// The playground says of documents of the corpus what the command says, and fixes them as the command does.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SIZES, drs, withBrowser } from "./browser.mjs";
import { checkedAfter, drop, openPlayground } from "./playground-page.mjs";

const CORPUS = "target/interop/corpus";
const DOCUMENTS = 500;
const FIXED = 60;

/** Documents from all over the corpus: of each operation equally many, at equal distances. */
function sample() {
  const operations = readdirSync("dist/schema").map((name) => name.replace(".schema.json", "")).sort();
  const each = Math.ceil(DOCUMENTS / operations.length);
  return operations.map((operation) => {
    const lines = readFileSync(join(CORPUS, `${operation}.jsonl`), "utf8").split("\n").filter(Boolean);
    const step = Math.max(1, Math.floor(lines.length / each));
    const chosen = lines.filter((_, index) => index % step === 0).slice(0, each);
    return { operation, texts: chosen.map((line) => JSON.parse(line).document) };
  });
}

/** What the command says of each text. */
function command(folder, operation, texts, ...options) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const paths = texts.map((text, index) => {
    const path = join(folder, `${String(index).padStart(4, "0")}.json`);
    writeFileSync(path, text);
    return path;
  });
  const run = spawnSync(drs, ["validate", "--operation", operation, "--format", "json", ...options, ...paths], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(run.status <= 1, run.stderr);
  return { paths, files: JSON.parse(run.stdout).files };
}

// An editor has one kind of line ends, so of a text with others the places differ and the verdict does not.
const hasOtherLineEnds = (text) => text.includes("\r");
const folder = mkdtempSync(join(tmpdir(), "drs-playground-"));

try {
  await withBrowser(async (open, served) => {
    const page = await open(served, { viewport: SIZES[1] });
    await openPlayground(page, served);
    let [documents, invalid, findings, fixed, changed] = [0, 0, 0, 0, 0];
    for (const { operation, texts } of sample()) {
      await checkedAfter(page, () => page.selectOption("#operation", operation));
      const { files } = command(folder, operation, texts);
      const said = await drop(page, texts);
      const fixable = [];
      texts.forEach((text, index) => {
        const { valid, diagnostics } = files[index];
        assert.equal(said[index].valid, valid, `${operation}: ${text}`);
        if (!hasOtherLineEnds(text)) {
          const expected = diagnostics.map(({ id, line, column, message }) => `${id} line ${line}, column ${column} ${message.replaceAll("`", "")}`);
          assert.deepEqual(said[index].findings, expected, `${operation}: ${text}`);
          if (diagnostics.some((it) => it.fix)) fixable.push(text);
        }
        documents += 1;
        invalid += valid ? 0 : 1;
        findings += diagnostics.length;
      });
      const some = fixable.slice(0, Math.min(4, FIXED - fixed));
      if (some.length === 0) continue;
      const { paths } = command(folder, operation, some, "--fix");
      const results = await drop(page, some, "request.json", true);
      some.forEach((text, index) => {
        const expected = readFileSync(paths[index], "utf8");
        assert.equal(results[index].fixed, expected, `${operation}: ${text}`);
        changed += expected === text ? 0 : 1;
      });
      fixed += some.length;
    }
    assert.ok(documents >= DOCUMENTS && invalid > 100 && findings > invalid / 2 && changed > 20, `${documents} ${invalid} ${findings} ${changed}`);
    console.log(`playground: of ${documents} documents the command's verdicts and ${findings} findings, ${invalid} invalid; ${fixed} fixed alike`);
  });
} finally {
  rmSync(folder, { recursive: true });
}
