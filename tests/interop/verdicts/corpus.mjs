// What the programs in JavaScript share: every document of the corpus, validated by what `compile` makes of a schema.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const verdicts = async (compile) => {
  const [schemas, corpus] = process.argv.slice(-2);
  for (const file of readdirSync(schemas).sort()) {
    const validate = await compile(JSON.parse(readFileSync(join(schemas, file), "utf8")));
    const operation = file.replace(".schema.json", "");
    const lines = readFileSync(join(corpus, `${operation}.jsonl`), "utf8").split("\n").filter(Boolean);
    const digits = lines.map((line) => {
      try {
        return validate(JSON.parse(JSON.parse(line).document)) ? "1" : "0";
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return "0";
      }
    });
    console.log(`${operation} ${digits.join("")}`);
  }
};
