"""Compares python-jsonschema's verdicts on dist/schema with those of the corpus, document by document.

Usage: python corpus.py CORPUS, where CORPUS is what `cargo xtask corpus --write CORPUS` wrote.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[3]
CHUNK = 2000


def lines(path):
    # Not `splitlines`, which also breaks at what JSON takes for ordinary characters.
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def compare(task):
    """The failures, documents and marked deviations of one part of a file."""
    schema, path, first = task
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    failures, deviations = [], 0
    part = lines(path)[first : first + CHUNK]
    for line in part:
        case = json.loads(line)
        expected = case.get("tools", {}).get("python-jsonschema", case)["valid"]
        deviations += expected != case["valid"]
        try:
            verdict = validator.is_valid(json.loads(case["document"]))
        except ValueError:
            verdict = False
        # A deviation that is marked and does not occur is as wrong as one that occurs and is not marked.
        if verdict != expected:
            failures.append(f"{case['id']}: valid is {verdict}, not {expected}")
    return failures, len(part), deviations


def main():
    corpus = Path(sys.argv[1])
    tasks = []
    for schema in sorted((ROOT / "dist" / "schema").glob("*.schema.json")):
        path = corpus / schema.name.replace(".schema.json", ".jsonl")
        tasks += [(schema, path, at) for at in range(0, len(lines(path)), CHUNK)]
    failures, compared, deviations = [], 0, 0
    with ProcessPoolExecutor() as pool:
        for found, count, marked in pool.map(compare, tasks):
            failures += found
            compared += count
            deviations += marked
    if compared < 10_000:
        failures.append(f"{corpus}: only {compared} documents")
    for failure in failures[:50]:
        print(failure, file=sys.stderr)
    print(f"python-jsonschema: {compared} documents, {deviations} marked deviations, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
