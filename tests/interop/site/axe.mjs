// No fault of accessibility that axe-core knows, on every kind of page, with everything unfolded, in both schemes and at both widths.

import assert from "node:assert/strict";
import { SCHEMES, SIZES, axeSource, onDisk, withBrowser } from "./browser.mjs";

const KINDS = ["index.html", "operations/update_job.html", "operations/list_jobs.html", "operations/commit_async_job.html",
  "rules/index.html", "rules/DRS-P004.html", "rules/DRS-S022.html", "states.html", "errors.html", "regions.html", "changelog.html"];

await withBrowser(async (open) => {
  const faults = [];
  let runs = 0;
  for (const viewport of SIZES) {
    for (const colorScheme of SCHEMES) {
      const page = await open(onDisk, { viewport, colorScheme });
      const check = async (what) => {
        const { violations, passes } = await page.evaluate(() => axe.run({ preload: false }));
        runs += 1;
        assert.ok(passes.length > 10, `axe-core looked at little of ${what}`);
        for (const { id, help, nodes } of violations) {
          faults.push(`${what}, ${viewport.width} px, ${colorScheme}: ${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 160)}`);
        }
      };
      for (const name of KINDS) {
        await page.goto(onDisk + name);
        await page.evaluate(axeSource);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        await check(name);
      }
      await page.goto(onDisk + KINDS[0]);
      await page.evaluate(axeSource);
      await page.fill("#search", "endpoint");
      await page.waitForSelector(".found li");
      await check("the search");
    }
  }
  assert.deepEqual(faults, []);
  console.log(`axe-core: ${runs} runs over ${KINDS.length} pages and the search, no violations`);
});
