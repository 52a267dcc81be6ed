// Compares ajv's verdicts on dist/schema with those of the corpus, document by document.
// Usage: node corpus.mjs TOOLS CORPUS, where TOOLS has node_modules with ajv and CORPUS is what
// `cargo xtask corpus --write CORPUS` wrote.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const [tools, corpus] = process.argv.slice(2).map((folder) => resolve(folder));
const { Ajv2020 } = createRequire(join(tools, "package.json"))("ajv/dist/2020.js");

const failures = [];
let compared = 0;
let deviations = 0;
for (const file of readdirSync(join(root, "dist", "schema")).sort()) {
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(join(root, "dist", "schema", file), "utf8")));
  const lines = readFileSync(join(corpus, file.replace(".schema.json", ".jsonl")), "utf8").split("\n");
  for (const line of lines.filter(Boolean)) {
    const { id, valid, tools, document } = JSON.parse(line);
    const expected = tools?.ajv?.valid ?? valid;
    let verdict;
    try {
      verdict = validate(JSON.parse(document));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      verdict = false;
    }
    compared += 1;
    deviations += Number(expected !== valid);
    // A deviation that is marked and does not occur is as wrong as one that occurs and is not marked.
    if (verdict !== expected) failures.push(`${id}: valid is ${verdict}, not ${expected}`);
  }
}
if (compared < 10_000) failures.push(`${corpus}: only ${compared} documents`);

for (const failure of failures.slice(0, 50)) console.error(failure);
console.log(`ajv: ${compared} documents, ${deviations} marked deviations, ${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
