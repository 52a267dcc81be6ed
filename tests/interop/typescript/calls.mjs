// Writes each case as a typed call of each generated client, so that the compiler checks the types against every example.
// Usage: node calls.mjs CASES FOLDER, where CASES is the output of clients/cases.py.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [file, folder] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(file, "utf8"));
const services = [...new Set(cases.map(({ service }) => service))];
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const text = (value) => JSON.stringify(value);
const body = ({ body }) => (body === null ? "" : `, body: ${text(body)}`);

const fetch = cases.map((it) => {
  const query = Object.keys(it.query).length > 0 ? `, query: ${text(it.query)}` : "";
  const init = `{ params: { path: ${text(it.values)}${query} }${body(it)} }`;
  return `  (clients) => clients.${it.service}.${it.method}(${text(it.path)}, ${init}),`;
});
writeFileSync(
  join(folder, "openapi-fetch-calls.ts"),
  [
    'import type { Client } from "openapi-fetch";',
    ...services.map((name) => `import type { paths as ${name} } from "./openapi-typescript/${name}.js";`),
    `export type Clients = { ${services.map((name) => `${name}: Client<${name}>`).join("; ")} };`,
    `export const calls: ((clients: Clients) => Promise<{ data?: unknown; error?: unknown }>)[] = [`,
    ...fetch,
    "];",
    "",
  ].join("\n"),
);

const hey = cases.map((it) => `  () => ${it.service}.${camel(it.operation)}({ path: ${text(it.values)}, query: ${text(it.query)}${body(it)} }),`);
writeFileSync(
  join(folder, "hey-api-calls.ts"),
  [
    ...services.flatMap((name) => [
      `import * as ${name} from "./hey-api/${name}/sdk.gen";`,
      `import { client as ${name}Client } from "./hey-api/${name}/client.gen";`,
    ]),
    `export const clients = { ${services.map((name) => `${name}: ${name}Client`).join(", ")} };`,
    `export const calls: (() => Promise<{ data?: unknown; error?: unknown }>)[] = [`,
    // An operation without query parameters has `query?: never`.
    ...hey.map((line) => line.replace(", query: {}", "")),
    "];",
    "",
  ].join("\n"),
);
