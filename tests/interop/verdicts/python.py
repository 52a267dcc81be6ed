"""Verdicts of python-jsonschema or jsonschema-rs. Usage: python.py LIBRARY SCHEMAS CORPUS"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

CHUNK = 2000


def compiled(library, schema):
    """What the library makes of a schema, and the reader of JSON that people use it with."""
    if library == "jsonschema-rs":
        import jsonschema_rs
        import orjson

        return jsonschema_rs.validator_for(schema), orjson.loads
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema), json.loads


def digits(task):
    library, schema, lines = task
    validator, read = compiled(library, json.loads(schema.read_text(encoding="utf-8")))
    found = ""
    for line in lines:
        try:
            found += "1" if validator.is_valid(read(json.loads(line)["document"])) else "0"
        except ValueError:
            found += "0"
    return found


def main():
    library, schemas, corpus = sys.argv[1:]
    with ProcessPoolExecutor() as pool:
        for schema in sorted(Path(schemas).glob("*.schema.json")):
            operation = schema.name.replace(".schema.json", "")
            # Not `splitlines`, which also breaks at what JSON takes for ordinary characters.
            text = (Path(corpus) / f"{operation}.jsonl").read_text(encoding="utf-8")
            lines = [line for line in text.split("\n") if line]
            tasks = [(library, schema, lines[at : at + CHUNK]) for at in range(0, len(lines), CHUNK)]
            print(operation, "".join(pool.map(digits, tasks)))


if __name__ == "__main__":
    main()
