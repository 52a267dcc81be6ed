// Times a verdict beside `JSON.parse` and ajv in one process: medians, and how many times as fast. A measurement, no test.
//
// Usage: speed.mjs PACKAGE MODULES
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, modules] = process.argv.slice(2);
const { load } = await import(join(resolve(folder), "node.js"));
const engine = await load();
const require = createRequire(join(resolve(modules), "package.json"));
const Ajv = require("ajv/dist/2020").default;
const operation = "batch_create_jobs_async";
const schema = JSON.parse(await readFile(`dist/schema/${operation}.schema.json`, "utf8"));
const validate = new Ajv({ strict: true }).compile(schema);
const text = await readFile(`spec/examples/${operation}/yearly-subscription.json`, "utf8");
const bytes = new TextEncoder().encode(text);

const cases = {
  "ajv, JSON.parse and validate": () => validate(JSON.parse(text)),
  "module, bytes": () => engine.isValid(bytes, operation),
  "module, string": () => engine.isValid(text, operation),
};
const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < 40; round += 1) {
  for (const [name, run] of Object.entries(cases)) {
    const begun = process.hrtime.bigint();
    for (let count = 0; count < 2000; count += 1) if (!run()) throw new Error(`${name}: the example is valid`);
    times[name].push(Number(process.hrtime.bigint() - begun) / 2000 / 1000);
  }
}
const median = (values) => values.sort((one, other) => one - other)[values.length >> 1];
const [ajv, ...others] = Object.entries(times).map(([name, values]) => [name, median(values)]);
console.log(`${ajv[0]}: ${ajv[1].toFixed(2)} µs for ${bytes.length} bytes`);
for (const [name, time] of others) console.log(`${name}: ${time.toFixed(2)} µs, ${(ajv[1] / time).toFixed(1)} x as fast`);
