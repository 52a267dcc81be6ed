// Links that carry a text: compressed, in the fragment, which a browser sends to nobody.
"use strict";

globalThis.drsLink = (() => {
  // Longer addresses do not survive every program that they are pasted into.
  const MAX_LINK_CHARS = 8_000;
  // What a link may unpack to.
  const MAX_TEXT_BYTES = 1 << 20;

  async function pack(text) {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    let text = "";
    let length = 0;
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      length += value.length;
      if (length > MAX_TEXT_BYTES) throw new RangeError("the text of the link is too long");
      text += decoder.decode(value, { stream: true });
    }
    return text + decoder.decode();
  }

  /** The address of the page with a text; undefined if it would be too long. */
  async function make(text, choices) {
    const fragment = new URLSearchParams({ ...choices, request: await pack(text) });
    const link = `${location.href.split("#")[0]}#${fragment}`;
    return link.length <= MAX_LINK_CHARS ? link : undefined;
  }

  /** What the address of this page carries, if it carries a text. */
  async function read() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    if (!fragment.has("request")) return undefined;
    const text = await unpack(fragment.get("request"));
    return { text, operation: fragment.get("operation") ?? "", input: fragment.get("input") ?? "" };
  }

  return { make, read };
})();
