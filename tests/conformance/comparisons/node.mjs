// Measures JSON.parse and ajv. Usage: node node.mjs TOOLS SCHEMA INPUTS
//
// Answers each line `CASE INPUT REPEATS` on standard input with nanoseconds for each document, and each line
// `CASE INPUT 0` with what was found: how many documents are right and how many errors there are.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const [tools, schema, inputs] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(tools, "package.json"));
const { Ajv2020 } = load("ajv/dist/2020.js");
const standalone = load("ajv/dist/standalone").default;
const text = JSON.parse(readFileSync(schema, "utf8"));

const compiled = (allErrors) => {
  const ajv = new Ajv2020({ strict: true, allErrors, code: { source: true } });
  const path = join(tools, `standalone-${allErrors ? "all" : "first"}.cjs`);
  writeFileSync(path, standalone(ajv, ajv.compile(text)));
  return load(path);
};
const [first, all] = [compiled(false), compiled(true)];
const cases = {
  parse: (document) => [JSON.parse(document) !== undefined, 0],
  ajv: (document) => [first(JSON.parse(document)), 0],
  "ajv-all": (document) => [all(JSON.parse(document)), all.errors?.length ?? 0],
};
const documents = (name) => {
  const content = readFileSync(join(inputs, name), "utf8");
  return name.endsWith(".jsonl") ? content.split("\n").filter(Boolean) : [content];
};
const known = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const [name, input, repeats] = line.split(" ");
  if (!known.has(input)) known.set(input, documents(input));
  const [run, list] = [cases[name], known.get(input)];
  if (repeats === "0") {
    const found = list.map(run);
    console.log(`${found.filter(([right]) => right).length} ${found.reduce((sum, [, errors]) => sum + errors, 0)}`);
    continue;
  }
  // Tidying up after what ran before is not the case's own work.
  list.forEach((document) => run(document));
  const start = process.hrtime.bigint();
  for (let round = 0; round < Number(repeats); round += 1) {
    for (const document of list) run(document);
  }
  console.log(Number(process.hrtime.bigint() - start) / Number(repeats) / list.length);
}
