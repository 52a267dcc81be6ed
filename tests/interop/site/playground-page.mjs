// What checks of the playground do on its page.

import { inflateRawSync } from "node:zlib";

/** Opens the playground, and waits until it has said something. */
export async function openPlayground(page, base, fragment = "") {
  await page.goto(`${base}playground.html${fragment}`);
  await page.waitForSelector("#verdict[data-checks]");
  await page.waitForSelector("#editor .cm-content");
}

/** Does something that has the text checked again, and waits for the result. */
export async function checkedAfter(page, act) {
  const before = await page.getAttribute("#verdict", "data-checks");
  await act();
  await page.waitForFunction((before) => document.getElementById("verdict").dataset.checks !== before, before);
}

/** Drops files with these texts, one after another; gives what the page says of each, and if asked to what all fixes make of it. */
export function drop(page, texts, name = "request.json", withFixes = false) {
  return page.evaluate(async ({ texts, name, withFixes }) => {
    const [box, verdict, fixAll] = ["playground", "verdict", "fix-all"].map((id) => document.getElementById(id));
    const checked = (act) => new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); done(); });
      observer.observe(verdict, { attributes: true, attributeFilter: ["data-checks"] });
      act();
    });
    const content = document.getElementById("editor").shadowRoot.querySelector(".cm-content");
    const textOf = () => {
      content.focus();
      content.dispatchEvent(new KeyboardEvent("keydown", { key: "a", keyCode: 65, ctrlKey: true, bubbles: true }));
      const clipboardData = new DataTransfer();
      content.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    };
    const said = [];
    for (const text of texts) {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      await checked(() => box.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })));
      const findings = [...document.querySelectorAll("#findings > .finding")].map((finding) => {
        const [id, place, message] = [".id", ".head .place", ".message"].map((part) => finding.querySelector(part).textContent);
        return `${id} ${place} ${message}`;
      });
      const result = { valid: verdict.classList.contains("good"), findings };
      if (withFixes) {
        if (!fixAll.hidden) await checked(() => fixAll.click());
        result.fixed = textOf();
      }
      said.push(result);
    }
    return said;
  }, { texts, name, withFixes });
}

/** The text of the editor, or what of it is selected. */
export function textOf(page, isWhole = true) {
  return page.evaluate((isWhole) => {
    const content = document.getElementById("editor").shadowRoot.querySelector(".cm-content");
    content.focus();
    if (isWhole) content.dispatchEvent(new KeyboardEvent("keydown", { key: "a", keyCode: 65, ctrlKey: true, bubbles: true }));
    const clipboardData = new DataTransfer();
    content.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  }, isWhole);
}

/** The text that a link carries. */
export function carried(link) {
  const packed = new URLSearchParams(new URL(link).hash.slice(1)).get("request");
  return inflateRawSync(Buffer.from(packed, "base64url")).toString("utf8");
}
