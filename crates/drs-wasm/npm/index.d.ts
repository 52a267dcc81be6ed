/** How a text is read, how strictly it is checked and how the report is written. */
export interface Settings {
  /** The name of the text in reports. Defaults to `request.json`. */
  name?: string;
  /** The format of the text. Defaults to `json`. */
  input?: "json" | "json-lines" | "yaml";
  /** The operation of each document, such as `update_job`. Found by the shape of the document if absent. */
  operation?: string;
  /** Accept members that the contract does not define. */
  allow_unknown_fields?: boolean;
  /** Warn of values that the contract does not list. */
  allow_unknown_values?: boolean;
  /** Diagnostics of a document that are reported; 0 reports all. Defaults to 100. */
  max_diagnostics?: number;
}

/** Settings of a report. */
export interface ReportSettings extends Settings {
  /** Defaults to `json`. */
  format?: "human" | "concise" | "json" | "json-lines" | "sarif" | "github" | "gitlab" | "junit";
  /** The columns of a report for people. */
  width?: number;
  /** Whether a report for people has ANSI colours. */
  color?: boolean;
}

/** A report as text. */
export interface RenderedReport {
  /** Whether every document is a valid request. */
  valid: boolean;
  text: string;
}

/** A text after its automatic fixes, none of which changes what it means. */
export interface Fixed {
  text: string;
  /** Fixes that were made. */
  fixed: number;
  /** Fixes that were left, because the text would have had more mistakes with them. */
  refused: number;
}

/** Settings of fixes. */
export interface FixSettings extends Settings {
  /** Make only the fix whose first edit is at this byte. */
  fix_at?: number;
}

/** A text without its secrets. */
export interface Redacted {
  /** The text, with `***` in the place of what is hidden. */
  text: string;
  /** Parts that are hidden: secrets, and what cannot be told apart from one. */
  hidden: number;
}

/** A report in the format `json`; its JSON Schema is `report.schema.json` of the contract. */
export interface Report {
  files: { path: string; document?: number; operation: string | null; valid: boolean; diagnostics: Diagnostic[]; omitted: number }[];
  summary: { documents: number; valid: number; invalid: number; errors: number; warnings: number };
}

/** A mistake. Lines and columns count from 1, columns in Unicode scalar values, offsets in bytes of UTF-8 from 0. */
export interface Diagnostic {
  id: string;
  name: string;
  severity: "error" | "warning";
  message: string;
  pointer: string;
  instance: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  byte_offset: number;
  byte_length: number;
  related: { message: string; line: number; column: number; byte_offset: number; byte_length: number }[];
  help?: string;
  fix?: { message: string; edits: { byte_offset: number; byte_length: number; text: string }[] };
}

/** The validator. A setting that it does not know is a `RangeError`; a mistake in a text never is. */
export class Engine {
  constructor(instance: WebAssembly.Instance);
  /** Whether a JSON document is a valid request of an operation, or of the one that its shape shows. */
  isValid(text: string | Uint8Array, operation?: string): boolean;
  /** Every mistake of a text. */
  check(text: string | Uint8Array, settings?: Settings): Report;
  /** Every mistake of a text, in a format of the command. */
  report(text: string | Uint8Array, settings?: ReportSettings): RenderedReport;
  /** The automatic fixes of a text. */
  fix(text: string | Uint8Array, settings?: FixSettings): Fixed;
  /** A text as it may be given to others: without secrets. References in their place, such as `${env:DB_PASSWORD}`, stay. */
  redact(text: string | Uint8Array, settings?: Settings): Redacted;
  /** The meaning of an id, a field, an operation, a state or an error code. */
  explain(topic?: string, format?: "human" | "json"): string;
}

/** Loads the module: the one beside this file, or the one at a place or of these bytes. */
export function load(source?: string | URL | BufferSource): Promise<Engine>;
