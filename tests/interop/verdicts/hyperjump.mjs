// Verdicts of @hyperjump/json-schema. Usage: node hyperjump.mjs TOOLS SCHEMAS CORPUS

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { verdicts } from "./corpus.mjs";

const entry = join(resolve(process.argv[2]), "node_modules/@hyperjump/json-schema/draft-2020-12/index.js");
const { registerSchema, validate } = await import(pathToFileURL(entry).href);
await verdicts(async (schema) => {
  registerSchema(schema);
  const check = await validate(schema.$id);
  return (document) => check(document).valid;
});
