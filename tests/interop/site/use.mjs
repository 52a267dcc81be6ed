// What people do with the site: search with the keyboard, follow an address into what is folded, read without a script, print.

import assert from "node:assert/strict";
import { SIZES, onDisk, withBrowser } from "./browser.mjs";

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);
const isSeen = (page, id) => page.evaluate((id) => {
  const { top, bottom } = document.getElementById(id).getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}, id);

/** Types a query after "/", and goes to what is found first. */
async function search(page, query) {
  await page.keyboard.press("/");
  assert.equal(await focused(page), "search");
  await page.keyboard.type(query);
  await page.waitForSelector(".found li");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".found").hidden);
}

await withBrowser(async (open, served) => {
  for (const base of [onDisk, served]) {
    const page = await open(base, { viewport: SIZES[1] });
    for (const [query, expected] of [
      ["update_job", "operations/update_job.html"],
      ["DRS-P004", "rules/DRS-P004.html"],
      ["cloud-endpoint-without-region", "rules/DRS-P004.html"],
      ["FULL_TRANSFER_FAILED", "states.html#task.FULL_TRANSFER_FAILED"],
      ["DRS.10000010", "errors.html#DRS.10000010"],
      ["cn-north-4", "regions.html#drs.cn-north-4"],
      ["expired_days", "operations/batch_create_jobs_async.html#JobBaseInfo.expired_days"],
      ["JobEndpointInfo", "operations/batch_create_jobs_async.html#JobEndpointInfo"],
      ["jobs.source_endpoint.endpoint.db_port", "operations/batch_create_jobs_async.html#BaseEndpoint.db_port"],
    ]) {
      await page.goto(`${base}rules/index.html`);
      await search(page, query);
      await page.waitForURL(base + expected);
      const id = expected.split("#")[1];
      if (id) assert.ok(await isSeen(page, id), `${id} is out of sight`);
    }
    await page.goto(`${base}index.html`);
    await page.keyboard.press("/");
    await page.keyboard.type("no such thing");
    await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Nothing found");
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("#search"), "");
  }

  // An address leads into what is folded.
  const page = await open(onDisk, { viewport: SIZES[0] });
  await page.goto(`${onDisk}operations/update_job.html#example.minimal`);
  assert.equal(await page.evaluate(() => document.getElementById("example.minimal").open), true);
  assert.ok(await isSeen(page, "example.minimal"));

  // The first stop of the keyboard skips the navigation, and every stop can be seen.
  await page.goto(`${onDisk}states.html`);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to the content");
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0));
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "content");
  for (let stop = 0; stop < 20; stop += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `the focus on ${await focused(page)} cannot be seen`);
  }

  // On paper there is no navigation, and nothing is folded.
  await page.goto(`${onDisk}operations/update_job.html`);
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => ({
    navigation: document.querySelector("header nav").checkVisibility(),
    example: document.querySelector("details.example pre").checkVisibility({ contentVisibilityAuto: true }),
  }));
  assert.deepEqual(printed, { navigation: false, example: true });

  // Without a script there is everything but the search.
  const plain = await open(onDisk, { viewport: SIZES[0], javaScriptEnabled: false });
  await plain.goto(`${onDisk}operations/batch_create_jobs_async.html`);
  assert.equal(await plain.locator("search").isVisible(), false);
  assert.equal(await plain.locator("[id='JobEndpointInfo.endpoint_type']").isVisible(), true);
  await plain.locator("details.contents summary").click();
  await plain.locator("details.contents a", { hasText: "JobEndpointInfo" }).click();
  assert.ok(plain.url().endsWith("#JobEndpointInfo"));
  console.log("search, keyboard, folded places, paper, without a script: all work");
});
