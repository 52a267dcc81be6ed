// The browser, and what every check of the site needs of it: pages that may load the site's own files and nothing else.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export const [site, packages, drs] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(packages, "package.json"));
const { chromium } = require("playwright-core");
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// Headless, and without the connections that a browser makes for itself.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** The width and height of a phone and of a desk. */
export const SIZES = [{ width: 390, height: 844 }, { width: 1280, height: 900 }];
export const SCHEMES = ["light", "dark"];

/** Paths of the site's files, those that end so. */
export function files(ending) {
  const all = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name))).filter((name) => name.endsWith(ending)).sort();
}

export const onDisk = `${pathToFileURL(site).href}/`;

/** The site in a folder of a web server, on this machine. */
async function serve() {
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
  const known = new Set(files(""));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const name = path.startsWith("/some/folder/") ? path.slice("/some/folder/".length) : "";
    if (!known.has(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(name)] }).end(readFileSync(join(site, name)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}/some/folder/`, close: () => server.close() };
}

/** Runs checks in a browser and with a web server, and fails if any page asked for something else, or complained. */
export async function withBrowser(checks) {
  const server = await serve();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const complaints = [];
  /** A page that may load what is below `base`. */
  async function open(base, options = {}) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    await context.route((url) => !url.href.startsWith(base), (route) => {
      complaints.push(`${page.url()} asks for ${route.request().url()}`);
      return route.abort();
    });
    page.on("requestfailed", (request) => {
      // Whoever leaves a page does not wait for its icon.
      const { errorText } = request.failure();
      if (errorText !== "net::ERR_ABORTED") complaints.push(`${request.url()} cannot be loaded: ${errorText}`);
    });
    page.on("response", (response) => response.status() < 400 || complaints.push(`${response.url()}: ${response.status()}`));
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => complaints.push(`${page.url()}: ${message.type()}: ${message.text()}`));
    return page;
  }
  try {
    await checks(open, server.base);
  } finally {
    // The browser first: it may still be loading an icon.
    await browser.close();
    server.close();
  }
  assert.deepEqual(complaints, []);
}
