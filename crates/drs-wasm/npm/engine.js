// The functions of drs_validate.wasm over strings and bytes. Works wherever WebAssembly does.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Bytes of an answer before its text: its status and its length.
const HEADER = 8;

const GOOD = 0;
const UNANSWERABLE = 2;

export class Engine {
  #exports;
  #bytes;
  // A block of the module's memory for arguments, which grows with them.
  #address = 0;
  #capacity = 0;
  // The operation that `isValid` was asked about last, as bytes.
  #operation = "";
  #operationBytes = new Uint8Array(0);

  /** @param {WebAssembly.Instance} instance of drs_validate.wasm */
  constructor(instance) {
    this.#exports = instance.exports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
  }

  isValid(text, operation = "") {
    if (operation !== this.#operation) {
      this.#operationBytes = encoder.encode(operation);
      this.#operation = operation;
    }
    const [address, length, second, secondLength] = this.#write(text, this.#operationBytes);
    const status = this.#exports.check(address, length, second, secondLength);
    if (status === UNANSWERABLE) throw new RangeError(`there is no operation ${JSON.stringify(operation)}`);
    return status === GOOD;
  }

  check(text, settings = {}) {
    return JSON.parse(this.report(text, { ...settings, format: "json" }).text);
  }

  report(text, settings = {}) {
    const { status, text: report } = this.#ask("report", text, JSON.stringify(settings));
    return { valid: status === GOOD, text: report };
  }

  fix(text, settings = {}) {
    return JSON.parse(this.#ask("fix", text, JSON.stringify(settings)).text);
  }

  redact(text, settings = {}) {
    return JSON.parse(this.#ask("redact", text, JSON.stringify(settings)).text);
  }

  explain(topic = "", format = "human") {
    return this.#ask("explain", topic, format).text;
  }

  #ask(name, first, second) {
    const address = this.#exports[name](...this.#write(first, encoder.encode(second)));
    const bytes = this.#view();
    const header = new DataView(bytes.buffer, address, HEADER);
    const status = header.getUint32(0, true);
    const length = header.getUint32(4, true);
    const text = decoder.decode(bytes.subarray(address + HEADER, address + HEADER + length));
    this.#exports.release(address, HEADER + length);
    if (status === UNANSWERABLE) throw new RangeError(text);
    return { status, text };
  }

  // Puts two arguments into memory. Returns address and length of each.
  #write(text, second) {
    // A UTF-16 unit is three bytes of UTF-8 at most.
    const most = typeof text === "string" ? 3 * text.length : text.length;
    if (this.#capacity < most + second.length) this.#grow(most + second.length);
    const bytes = this.#view();
    bytes.set(second, this.#address);
    const address = this.#address + second.length;
    let length = text.length;
    if (typeof text === "string") length = encoder.encodeInto(text, bytes.subarray(address, address + most)).written;
    else bytes.set(text, address);
    return [address, length, this.#address, second.length];
  }

  #grow(least) {
    if (this.#capacity > 0) this.#exports.release(this.#address, this.#capacity);
    this.#capacity = Math.max(least, 2 * this.#capacity, 4096);
    this.#address = this.#exports.alloc(this.#capacity);
  }

  // The memory is another object after it has grown.
  #view() {
    if (this.#bytes.buffer !== this.#exports.memory.buffer) this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    return this.#bytes;
  }
}
