"""Verdicts of the wheel, one text at a time and as Arrow columns. Usage: corpus.py SCHEMAS CORPUS"""

import json
import sys
from pathlib import Path

import drs_validate
import pyarrow


def main():
    schemas, corpus = sys.argv[1:]
    for schema in sorted(Path(schemas).glob("*.schema.json")):
        operation = schema.name.replace(".schema.json", "")
        # Not `splitlines`, which also breaks at what JSON takes for ordinary characters.
        text = (Path(corpus) / f"{operation}.jsonl").read_text(encoding="utf-8")
        documents = [json.loads(line)["document"].encode("utf-8", "surrogatepass") for line in text.split("\n") if line]
        verdicts = [drs_validate.is_valid(document, operation) for document in documents]
        valid, reports = drs_validate.check_arrow(pyarrow.array(documents, pyarrow.binary()), operation)
        if valid.to_pylist() != verdicts:
            raise SystemExit(f"{operation}: a column has other verdicts than its texts")
        if any(report is None for verdict, report in zip(verdicts, reports.to_pylist()) if not verdict):
            raise SystemExit(f"{operation}: a document that is not valid has no report")
        print(operation, "".join("1" if verdict else "0" for verdict in verdicts))


if __name__ == "__main__":
    main()
