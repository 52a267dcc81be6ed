// Loads every schema in dist/schema with ajv, strict and without another option, and compares its verdicts with
// spec/examples and verdicts.json. Usage: node ajv.mjs FOLDER, where FOLDER has node_modules with ajv.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const require = createRequire(join(resolve(process.argv[2] ?? here), "package.json"));
const { Ajv2020 } = require("ajv/dist/2020.js");

const read = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));
const list = (...path) => readdirSync(join(root, ...path)).sort();

const failures = [];
const expect = (truth, message) => truth || failures.push(message);
// The value itself is never shown: it may hold a password.
const reasons = (errors) => (errors ?? []).map((error) => `${error.instancePath || "/"} ${error.keyword}`).join(", ");

const validators = new Map();
for (const file of list("dist", "schema")) {
  try {
    validators.set(file.replace(".schema.json", ""), new Ajv2020({ strict: true }).compile(read("dist", "schema", file)));
  } catch (error) {
    failures.push(`dist/schema/${file}: ${error.message}`);
  }
}

let examples = 0;
for (const operation of list("spec", "examples")) {
  const validate = validators.get(operation);
  expect(validate, `${operation}: no schema in dist/schema could be loaded`);
  for (const file of validate ? list("spec", "examples", operation) : []) {
    examples += 1;
    const valid = validate(read("spec", "examples", operation, file));
    expect(valid, `spec/examples/${operation}/${file}: refused: ${reasons(validate.errors)}`);
  }
}
expect(examples > 0, "spec/examples: no example was found");

const verdicts = JSON.parse(readFileSync(join(here, "../verdicts.json"), "utf8"));
for (const { operation, why, valid, document } of verdicts) {
  const validate = validators.get(operation);
  const verdict = validate?.(document);
  expect(verdict === valid, `verdicts.json: ${operation}: ${why}: valid is ${verdict}: ${reasons(validate?.errors)}`);
}

for (const failure of failures) console.error(failure);
console.log(`ajv: ${validators.size} schemas, ${examples} examples, ${verdicts.length} verdicts, ${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
