// What a mock server of Prism says: to each example of a request its success, and to a wrong one a refusal by the service.
// Usage: node mock.mjs TOOLS

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(resolve(dirname(fileURLToPath(import.meta.url)), "../../.."), "dist");
const tools = resolve(process.argv[2]);
const read = (file) => JSON.parse(readFileSync(join(dist, file), "utf8"));
const port = await new Promise((found) => {
  const free = createServer().listen(0, "127.0.0.1", () => {
    const { port } = free.address();
    free.close(() => found(port));
  });
});
const address = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, [join(tools, "node_modules/@stoplight/prism-cli/dist/index.js"), "mock", "--port", String(port), join(dist, "openapi.json")]);
await new Promise((ready, failed) => {
  const listen = (data) => String(data).includes("Prism is listening") && ready();
  server.stdout.on("data", listen);
  server.on("exit", (status) => failed(new Error(`Prism ended with status ${status}`)));
  setTimeout(() => failed(new Error("Prism said nothing for a minute")), 60_000).unref();
});

const failures = [];
let calls = 0;
const { examples } = read("examples/index.json");
const values = { project_id: "0483b6b16e954cb88930a360d2c4e663", instance_id: "5d1f7a9c3b8e46209d4c6f8a1e0b7d25in17" };
const send = async (method, path, operation, document) => {
  const url = new URL(address + path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201"));
  const headers = { "X-Auth-Token": "token" };
  let body;
  if (operation.requestBody) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(document);
  } else {
    for (const [name, value] of Object.entries(document)) url.searchParams.set(name, value);
  }
  calls += 1;
  const response = await fetch(url, { method: method.toUpperCase(), headers, body });
  return { status: response.status, answer: await response.json() };
};

for (const [path, item] of Object.entries(read("openapi.json").paths)) {
  for (const [method, operation] of Object.entries(item)) {
    for (const { file } of examples.filter((it) => it.kind === "request" && it.operation === operation.operationId)) {
      const { status } = await send(method, path, operation, read(file));
      if (!(status in operation.responses) || status >= 300) failures.push(`${file}: status ${status}`);
    }
    const { status, answer } = await send(method, path, operation, {});
    const [refused] = Object.values(operation.responses["400"].content["application/json"].examples);
    // Only a request that needs something can be wrong by having nothing.
    const sensible = status === 422 ? JSON.stringify(answer) === JSON.stringify(refused.value) : status < 300;
    if (!sensible) failures.push(`${operation.operationId}: status ${status} says ${answer.error_msg}`);
  }
}
server.removeAllListeners("exit");
server.kill();

for (const failure of failures) console.error(failure);
console.log(`mock: ${calls} calls, ${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
