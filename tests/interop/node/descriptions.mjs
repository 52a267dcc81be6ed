// Checks every description in dist/ with Redocly (recommended) and Spectral (spectral:oas): nothing is reported, not even a warning.
// Usage: node descriptions.mjs TOOLS RESULT

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(resolve(dirname(fileURLToPath(import.meta.url)), "../../.."), "dist");
const [tools, result] = process.argv.slice(2).map((path) => resolve(path));
const program = (name) => join(tools, "node_modules/.bin", name);
const version = (name) => JSON.parse(readFileSync(join(tools, "node_modules", name, "package.json"), "utf8")).version;
const files = readdirSync(dist).filter((file) => file.startsWith("openapi")).sort();
const failures = [];

const ruleset = join(tools, "spectral.yaml");
writeFileSync(ruleset, 'extends: ["spectral:oas"]\n');

for (const file of files) {
  const lint = ["lint", join(dist, file), "--extends", "recommended", "--format", "json"];
  const redocly = spawnSync(program("redocly"), lint, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, REDOCLY_TELEMETRY: "off" } });
  const { totals, problems } = JSON.parse(redocly.stdout);
  for (const { ruleId, message } of problems.slice(0, 10)) failures.push(`${file}: Redocly: ${ruleId}: ${message}`);
  if (totals.errors + totals.warnings + totals.ignored > 0 && problems.length === 0) failures.push(`${file}: Redocly: ${JSON.stringify(totals)}`);
  const spectral = spawnSync(program("spectral"), ["lint", "--ruleset", ruleset, "--format", "json", "--quiet", join(dist, file)], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const reported = JSON.parse(spectral.stdout || "null");
  if (reported === null) failures.push(`${file}: Spectral: ${spectral.stderr}`);
  for (const { code, message, path } of (reported ?? []).slice(0, 10)) failures.push(`${file}: Spectral: ${code}: ${message} at ${path.join("/")}`);
}

for (const failure of failures) console.error(failure);
mkdirSync(dirname(result), { recursive: true });
const linters = [`Redocly ${version("@redocly/cli")} (recommended)`, `Spectral ${version("@stoplight/spectral-cli")} (spectral:oas)`];
writeFileSync(result, `${JSON.stringify({ linters, descriptions: files }, null, 2)}\n`);
console.log(`descriptions: ${files.length} files, ${failures.length} errors and warnings of Redocly and Spectral`);
process.exitCode = failures.length > 0 ? 1 : 0;
