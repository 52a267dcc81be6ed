// The validator, beside the page: a worker may compile WebAssembly where the page's policy lets no page do so.
import { load } from "./engine/browser.js";

const engine = load();

/** For offsets in bytes of UTF-8 of a text, the same in UTF-16 units. */
function unitsOf(text, offsets) {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const units = new Map();
  let byte = 0;
  let unit = 0;
  for (const offset of wanted) {
    while (byte < offset && unit < text.length) {
      const code = text.codePointAt(unit);
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      unit += code < 0x10000 ? 1 : 2;
    }
    units.set(offset, unit);
  }
  return units;
}

/** The report on a text, each place also in UTF-16 units as `from` and `to`. */
function check(validator, text, settings) {
  const report = validator.check(text, settings);
  const places = report.files.flatMap((file) => file.diagnostics.flatMap((it) => [it, ...it.related]));
  const units = unitsOf(text, places.flatMap(({ byte_offset, byte_length }) => [byte_offset, byte_offset + byte_length]));
  for (const place of places) {
    place.from = units.get(place.byte_offset);
    place.to = units.get(place.byte_offset + place.byte_length);
  }
  return report;
}

const answers = {
  check,
  fix: (validator, text, settings) => validator.fix(text, settings),
  redact: (validator, text, settings) => validator.redact(text, settings),
};

addEventListener("message", async ({ data: { id, question, text, settings } }) => {
  try {
    postMessage({ id, answer: answers[question](await engine, text, settings) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
});

engine.then(() => postMessage({ ready: true }), (error) => postMessage({ failed: String(error?.message ?? error) }));
