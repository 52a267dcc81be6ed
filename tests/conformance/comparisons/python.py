"""Measures what Python has. Usage: python python.py SCHEMA INPUTS

Answers each line `CASE INPUT REPEATS` on standard input with nanoseconds for each document, and each line
`CASE INPUT 0` with what was found: how many documents are right and how many errors there are.
"""

import json
import sys
import time
from pathlib import Path

import jsonschema
import jsonschema_rs
import orjson

SCHEMA, INPUTS = Path(sys.argv[1]), Path(sys.argv[2])
schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
fast = jsonschema_rs.validator_for(schema)
slow = jsonschema.Draft202012Validator(schema)
CASES = {
    "jsonschema-rs": lambda document: fast.is_valid(orjson.loads(document)),
    "jsonschema": lambda document: slow.is_valid(json.loads(document)),
}
known = {}


def documents(name):
    if name not in known:
        content = (INPUTS / name).read_bytes()
        known[name] = [line for line in content.split(b"\n") if line] if name.endswith(".jsonl") else [content]
    return known[name]


for line in sys.stdin:
    name, source, repeats = line.split()
    run, texts = CASES[name], documents(source)
    if repeats == "0":
        print(sum(map(run, texts)), 0, flush=True)
        continue
    # Tidying up after what ran before is not the case's own work.
    for text in texts:
        run(text)
    start = time.perf_counter_ns()
    for _ in range(int(repeats)):
        for text in texts:
            run(text)
    print((time.perf_counter_ns() - start) / int(repeats) / len(texts), flush=True)
