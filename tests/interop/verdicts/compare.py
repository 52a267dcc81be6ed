"""Compares a validator's verdicts on the corpus with the contract's, document by document.

Usage: compare.py RESULTS LANGUAGE NAME READER COMMAND…

COMMAND is run with the folder of schemas and the folder of the corpus (what `cargo xtask corpus --write` wrote) as its last
arguments, and prints `OPERATION 0110…`: a digit for each document of the operation, 1 for valid; one that it cannot read is
not valid. READER lists in what the library differs, as words of DEVIATIONS between commas; the corpus marks the documents.

A deviation that is marked and does not occur is as wrong as one that occurs and is not marked.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "target/interop/corpus"

# A word for each reason of the corpus, and the reason as a reader of dist/README.md needs it.
DEVIATIONS = {
    "function": ("a rule that is a function", "a rule that only code can check is not in the schemas"),
    "twice": ("duplicate-key", "a key twice in one object is read, and the last one counts"),
    "either": ("duplicate-key", "a key twice in one object gets either verdict"),
    "surrogate": ("lone-surrogate", "half a surrogate pair is read"),
    "large": ("number-out-of-range", "a number beyond a double is read"),
    "exact": ("number-out-of-range", "a number beyond a double is read, with all its digits"),
    "doubles": ("binary floating point", "numbers are rounded to doubles before they are compared"),
    "end": ("`$` before a final line feed", "`$` of a pattern matches before a final line feed"),
    "int64": (None, "`format: int64` is checked after rounding to a double, so numbers beyond 2^53 are refused"),
    "exponent": (None, "an integer beyond 64 bits that is written with an exponent gets either verdict"),
    "shapes": (None, "OpenAPI 3.0 cannot say the rules between fields"),
}

# The words for documents whose verdict says nothing.
EITHER = ("either", "exponent")


def main():
    results, language, name, reader, *command = sys.argv[1:]
    reader = [word for word in reader.split(",") if word]
    run = subprocess.run([*command, ROOT / "dist/schema", CORPUS], stdout=subprocess.PIPE, text=True)
    failures = [] if run.returncode == 0 else [f"ended with status {run.returncode}"]
    documents, deviations = 0, {word: 0 for word in reader}
    for line in run.stdout.splitlines():
        operation, digits = line.split(" ")
        cases = [json.loads(text) for text in (CORPUS / f"{operation}.jsonl").read_text(encoding="utf-8").split("\n") if text]
        if len(digits) != len(cases):
            failures.append(f"{operation}: {len(digits)} verdicts for {len(cases)} documents")
        for case, digit in zip(cases, digits):
            documents += 1
            valid, word = expected(case, reader)
            if word and (word not in EITHER or valid != (digit == "1")):
                deviations[word] += 1
            if word not in EITHER and valid != (digit == "1"):
                failures.append(f"{case['id']}: valid is {digit == '1'}, not {valid}")
    if documents < 10_000:
        failures.append(f"only {documents} documents")
    failures += [f"no document differs in {word}" for word, count in deviations.items() if count == 0]
    for failure in failures[:30]:
        print(f"{name}: {failure}", file=sys.stderr)
    table = {"language": language, "validator": name, "deviations": [DEVIATIONS[word][1] for word in reader]}
    path = Path(results)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    marked = ", ".join(f"{count} {word}" for word, count in deviations.items())
    print(f"{name}: {documents} documents, marked deviations: {marked}; {len(failures)} failures")
    return 1 if failures else 0


def expected(case, reader):
    """The verdict that the reader has to come to, and the word for why it is not the contract's."""
    if "shapes" in reader and case.get("reasons") and all("rule" in reason for reason in case["reasons"]):
        case = {**case, "valid": True, "reasons": []}
        if not case.get("tools"):
            return True, "shapes"
    if "int64" in reader and case["kind"] in ("range", "type") and is_beyond_int64(case["document"]):
        return False, "int64" if case["valid"] else None
    if "exponent" in reader and case["valid"] and has_large_exponent(case["document"]):
        return False, "exponent"
    for tool in case.get("tools", {}).values():
        word = next((word for word in reader if DEVIATIONS[word][0] == tool["why"]), None)
        if word == "exact":
            return not case.get("reasons"), word
        if word:
            return tool["valid"], word
    return case["valid"], None


def is_beyond_int64(document):
    found = []
    try:
        json.loads(document, parse_int=lambda digits: found.append(float(digits)), parse_float=lambda digits: found.append(float(digits)))
    except ValueError:
        return False
    return any(abs(number) >= 2.0**53 for number in found)


def has_large_exponent(document):
    found = []
    json.loads(document, parse_float=found.append)
    is_large = lambda number: abs(float(number)) > 2.0**64 and float(number).is_integer()
    return any("e" in number.lower() and is_large(number) for number in found)


if __name__ == "__main__":
    sys.exit(main())
