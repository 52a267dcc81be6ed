// The site says of everything what `drs explain` says.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { drs, onDisk, withBrowser } from "./browser.mjs";

const run = promisify(execFile);

async function explain(...topic) {
  const { stdout } = await run(drs, ["explain", ...topic, "--format", "json"], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout);
}

/** Explains all topics, some at a time. */
async function explainAll(topics) {
  const explained = [];
  while (explained.length < topics.length) {
    explained.push(...await Promise.all(topics.slice(explained.length, explained.length + 4).map((topic) => explain(topic))));
  }
  return explained;
}

/** A text without its marks of Markdown and its blanks. */
const plain = (text) => text.replace(/^\s*(#+|-) /gm, "").replace(/[`\s]/g, "");

await withBrowser(async (open) => {
  const page = await open(onDisk);
  let at;
  let count = 0;

  /** Checks that a place of the site has all these texts. */
  async function says(what, address, texts) {
    const [path, id] = address.split("#");
    if (at !== path) await page.goto(onDisk + path);
    at = path;
    const shown = plain(await page.evaluate((id) => (id ? document.getElementById(id) : document.querySelector("main"))?.textContent ?? "", id));
    for (const text of texts.filter(Boolean)) {
      assert.ok(shown.includes(plain(String(text))), `the site does not say of ${what} at ${address}: ${text}`);
      count += 1;
    }
  }

  await page.goto(`${onDisk}index.html`);
  await page.focus("#search");
  await page.waitForFunction(() => globalThis.drsSearchIndex);
  const index = await page.evaluate(() => globalThis.drsSearchIndex);
  const placeOf = new Map(index.filter(([kind]) => kind === "object").map(([, name, , address]) => [name, address]));
  const topics = await explain();

  for (const rule of await explainAll(topics.diagnostics)) {
    const text = rule.text.replace(/^Severity: warning$/m, "").split(/^## |^```.*$/m).slice(1);
    await says(rule.id, `rules/${rule.id}.html`, [rule.name, rule.severity, rule.schema, ...text]);
  }
  for (const operation of await explainAll(topics.operations)) {
    const { id, method, path, service, summary, description, sources, examples } = operation;
    await says(id, `operations/${id}.html`, [id, method, path, service, summary, description, ...sources, ...examples]);
  }
  for (const state of await explainAll(topics.states)) {
    const ways = state.next.map(({ to, by }) => `${to} ${by ? `by ${by}` : "by itself"}`);
    await says(state.name, `states.html#${state.of}.${state.name}`,
      [state.meaning, state.class, ...state.actions, ...ways, `${state.source} (${state.evidence})`]);
  }
  for (const { code, name, statuses, meaning, remedy, source, evidence } of await explainAll(topics.codes)) {
    await says(code, `errors.html#${code}`, [name, statuses.join(" or "), meaning, remedy, `${source} (${evidence})`]);
  }
  for (const object of await explainAll(topics.objects)) {
    const address = placeOf.get(object.name);
    // The empty object of the query parameters of a call without any has no place.
    if (object.fields.length === 0 && !address) continue;
    await says(object.name, address, [object.description, ...object.rules, ...object.sources]);
    const fields = await explainAll(object.fields.map((field) => `${object.name}.${field.name}`));
    for (const field of fields) {
      assert.equal(field.kind, "field", `${object.name}: ${JSON.stringify(field).slice(0, 200)}`);
      const values = field.values.flatMap(({ value, meaning }) => [value, meaning]);
      const { erratum } = field;
      await says(`${object.name}.${field.name}`, `${address}.${field.name}`, [
        field.name, field.type, field.required && "required", field.description, ...field.limits,
        field.default && `Default: ${field.default}`, ...values,
        ...(erratum ? [`The document says: ${erratum.says}`, `What holds: ${erratum.actually} (${erratum.source})`] : []),
      ]);
      const rules = await page.evaluate(
        (id) => [...document.getElementById(id).querySelectorAll(".rules a")].map((link) => link.textContent),
        `${object.name}.${field.name}`,
      );
      assert.deepEqual(rules.sort(), field.rules.sort(), `rules on ${object.name}.${field.name}`);
    }
  }
  console.log(`explain: the site says the same in ${count} texts`);
});
