import { readFile } from "node:fs/promises";
import { Engine } from "./engine.js";

export { Engine };

export async function load(source = new URL("./drs_validate.wasm", import.meta.url)) {
  const bytes = source instanceof URL || typeof source === "string" ? await readFile(source) : source;
  const { instance } = await WebAssembly.instantiate(bytes, {});
  return new Engine(instance);
}
