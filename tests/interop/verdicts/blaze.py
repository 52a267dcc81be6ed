"""Verdicts of Blaze, by its command. Usage: blaze.py SCHEMAS CORPUS, with a Python that has sourcemeta-jsonschema and orjson.

The command runs a suite of documents at once, if it can read all of them. So what a strict reader refuses is checked alone.
"""

import json
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson
import sourcemeta_jsonschema


def program():
    """Blaze's own program, without the script around it."""
    machine = {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
    names = {f"jsonschema-{platform.system().lower()}-{part}" for part in (machine, machine.replace("_", "-"))}
    found = [path for path in Path(sourcemeta_jsonschema.__file__).parent.iterdir() if path.name in names]
    return found[0] if found else sys.exit(f"sourcemeta-jsonschema has no program for {platform.system()} on {machine}")


def is_read(document):
    try:
        orjson.loads(document)
    except ValueError:
        return False
    return True


def digits(command, schema, documents):
    with tempfile.TemporaryDirectory() as folder:
        suite, alone = Path(folder) / "suite.json", Path(folder) / "alone.json"
        # The documents as they are spelled, which writing JSON would change.
        tests = [f'{{"description": "{at}", "valid": true, "data": {text}}}' for at, text in enumerate(documents) if is_read(text)]
        suite.write_text(f'{{"target": {json.dumps(str(schema.resolve()))}, "tests": [{",".join(tests)}]}}', encoding="utf-8")
        run = subprocess.run([command, "test", suite, "--verbose"], capture_output=True, text=True)
        said = re.findall(r"^ +\d+/\d+ (PASS|FAIL) (\d+)$", run.stdout, re.M)
        if len(said) != len(tests):
            sys.exit(f"{schema.name}: {len(said)} verdicts for {len(tests)} documents: {run.stderr[-300:]}")
        valid = {int(at) for verdict, at in said if verdict == "PASS"}
        for at, text in enumerate(documents):
            if not is_read(text):
                alone.write_text(text, encoding="utf-8")
                if subprocess.run([command, "validate", schema, alone], capture_output=True).returncode == 0:
                    valid.add(at)
        return "".join("1" if at in valid else "0" for at in range(len(documents)))


def main():
    schemas, corpus = sys.argv[1:]
    for schema in sorted(Path(schemas).glob("*.schema.json")):
        operation = schema.name.replace(".schema.json", "")
        text = (Path(corpus) / f"{operation}.jsonl").read_text(encoding="utf-8")
        documents = [json.loads(line)["document"] for line in text.split("\n") if line]
        print(operation, digits(program(), schema, documents))


if __name__ == "__main__":
    main()
