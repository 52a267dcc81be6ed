// Opens requests in the servers that editors use, with what `drs schema --write` wrote, and compares what they mark.
// Usage: node editors.mjs TOOLS DRS, where TOOLS has node_modules with yaml-language-server and vscode-json-languageservice.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, drs] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(tools, "package.json"));
const folder = mkdtempSync(join(tmpdir(), "drs-editors-"));
const failures = [];
let opened = 0;

const expect = (what, found, wanted) => {
  opened += 1;
  const same = found.length === wanted.length && found.every((mark, index) => mark.includes(wanted[index]));
  if (!same) failures.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
};

execFileSync(drs, ["schema", "--write", ".schemas"], { cwd: folder });
const settings = JSON.parse(readFileSync(join(folder, ".schemas/vscode-settings.json"), "utf8"));
const modelines = readFileSync(join(folder, ".schemas/modelines.yaml"), "utf8").split("\n");
const modeline = modelines.find((line) => line.startsWith("# yaml-language-server:") && line.includes("update_job"));
const file = (name) => pathToFileURL(join(folder, name)).href;
const absolute = (path) => file(path.replace(/^\.\//, ""));

// JSON, as Visual Studio Code reads it.
const { getLanguageService, TextDocument } = load("vscode-json-languageservice");
const json = getLanguageService({ schemaRequestService: async (uri) => readFileSync(new URL(uri), "utf8") });
json.configure({
  validate: true,
  schemas: settings["json.schemas"].map(({ fileMatch, url }) => ({ fileMatch, uri: absolute(url) })),
});
const inJson = async (name, text) => {
  const document = TextDocument.create(file(name), "json", 1, text);
  const marks = await json.doValidation(document, json.parseJSONDocument(document), { comments: "error" });
  return marks.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
};

const right = '{\n  "job": {"type": "precheck", "params": {}}\n}';
const wrong = '{\n  "job": {"type": "prechek", "params": {}}\n}';
expect("JSON, right", await inJson("update_job-a.json", right), []);
expect("JSON, wrong value", await inJson("update_job-a.json", wrong), ["2: Value is not accepted"]);
expect("JSON, by folder", await inJson("update_job/b.json", wrong), ["2: Value is not accepted"]);
expect("JSON, another file", await inJson("other.json", wrong), []);

// YAML, by the server itself.
const server = spawn(process.execPath, [join(tools, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"]);
let input = Buffer.alloc(0);
let number = 0;
const waiting = new Map();
const marked = new Map();
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
const request = (method, params) =>
  new Promise((done) => {
    number += 1;
    waiting.set(number, done);
    send({ id: number, method, params });
  });
const answers = {
  "workspace/configuration": ({ items }) =>
    items.map(({ section }) => (section === "yaml" ? { schemas: schemas(), validate: true, schemaStore: { enable: false } } : {})),
};
const schemas = () =>
  Object.fromEntries(Object.entries(settings["yaml.schemas"]).map(([path, globs]) => [absolute(path), globs]));
const receive = (message) => {
  if (message.method === "textDocument/publishDiagnostics") {
    const { uri, diagnostics } = message.params;
    marked.get(uri)?.(diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`));
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: answers[message.method]?.(message.params) ?? null });
  } else if (message.id !== undefined) {
    waiting.get(message.id)?.(message.result);
  }
};
server.stdout.on("data", (data) => {
  input = Buffer.concat([input, data]);
  for (;;) {
    const end = input.indexOf("\r\n\r\n");
    const length = end < 0 ? NaN : Number(/Content-Length: (\d+)/i.exec(input.subarray(0, end).toString())[1]);
    if (!(input.length >= end + 4 + length)) return;
    const body = input.subarray(end + 4, end + 4 + length).toString();
    input = input.subarray(end + 4 + length);
    receive(JSON.parse(body));
  }
});
const inYaml = (name, text) =>
  new Promise((done, fail) => {
    const uri = file(name);
    const timer = setTimeout(() => fail(new Error(`${name}: yaml-language-server said nothing for a minute`)), 60_000);
    marked.set(uri, (marks) => {
      clearTimeout(timer);
      done(marks);
    });
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  });

await request("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "requests" }],
  capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { publishDiagnostics: {} } },
});
send({ method: "initialized", params: {} });
const yaml = (type) => `job:\n  type: ${type}\n  params: {}\n`;
expect("YAML, right", await inYaml("update_job-c.yaml", yaml("precheck")), []);
expect("YAML, wrong value", await inYaml("update_job-d.yaml", yaml("prechek")), ["2: Value is not accepted"]);
expect("YAML, first line", await inYaml("e.yaml", `${modeline}\n${yaml("prechek")}`), ["3: Value is not accepted"]);
const documented = readFileSync(new URL("../../../INTEGRATIONS.md", import.meta.url), "utf8");
const first = documented.split("\n").find((line) => line.startsWith("# yaml-language-server:"));
expect("YAML, documented", await inYaml("drs/orders.yaml", `${first}\n${yaml("prechek")}`), ["3: Value is not accepted"]);
expect("YAML, another file", await inYaml("other.yaml", yaml("prechek")), []);
server.kill();

rmSync(folder, { recursive: true });
for (const failure of failures) console.error(`error: ${failure}`);
console.log(`editors: ${opened} requests opened, ${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
