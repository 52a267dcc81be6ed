// Verdicts of ajv, strict and without another option. Usage: node ajv.mjs TOOLS SCHEMAS CORPUS

import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { verdicts } from "./corpus.mjs";

const { Ajv2020 } = createRequire(join(resolve(process.argv[2]), "package.json"))("ajv/dist/2020.js");
await verdicts((schema) => new Ajv2020({ strict: true }).compile(schema));
