import { Engine } from "./engine.js";

export { Engine };

export async function load(source = new URL("./drs_validate.wasm", import.meta.url)) {
  if (source instanceof URL || typeof source === "string") {
    const response = await fetch(source);
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
    source = await response.arrayBuffer();
  }
  const { instance } = await WebAssembly.instantiate(source, {});
  return new Engine(instance);
}
