// Prints the verdicts of the npm package on the corpus, for compare.py; with `ask`, answers the questions on standard input.
//
// Usage: main.mjs PACKAGE SCHEMAS CORPUS, or main.mjs PACKAGE ask.
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const [folder, schemas, corpus] = process.argv.slice(2);
const { load } = await import(join(resolve(folder), "node.js"));
const engine = await load();

if (schemas === "ask") {
  for await (const line of createInterface({ input: process.stdin })) {
    const { function: name, first, second } = JSON.parse(line);
    console.log(JSON.stringify(answer(name, first, second)));
  }
} else {
  for (const file of (await readdir(schemas)).sort()) {
    const operation = file.replace(".schema.json", "");
    const lines = (await readFile(join(corpus, `${operation}.jsonl`), "utf8")).split("\n").filter(Boolean);
    const digit = (line) => (engine.isValid(JSON.parse(line).document, operation) ? "1" : "0");
    console.log(`${operation} ${lines.map(digit).join("")}`);
  }
}

// What the other languages' programs say in the words of the module.
function answer(name, first, second) {
  try {
    if (name === "explain") return { text: engine.explain(first, second) };
    if (name === "fix") return { text: JSON.stringify(engine.fix(first, JSON.parse(second))) };
    return { text: engine.report(first, JSON.parse(second)).text };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: error.message };
  }
}
