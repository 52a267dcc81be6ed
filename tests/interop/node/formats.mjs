// Writes annotations as the toolkit of GitHub Actions does.
//
// Usage: node formats.mjs NODE_FOLDER < annotations.json, where NODE_FOLDER is the folder that has package.json installed and
// an annotation is [level, message, properties].

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const toolkit = resolve(process.argv[2], "node_modules/@actions/core/lib/core.js");
const core = await import(pathToFileURL(toolkit).href);

for (const [level, message, properties] of JSON.parse(readFileSync(0, "utf8"))) {
  core[level](message, properties);
}
