"""What another differ says of each change in mutations.json, beside what `cargo xtask diff` says.

Usage: compare.py RESULT DIFFER KIND COMMAND…

KIND says how to read the JSON that the command prints: `oasdiff` or `redocly`. The changes are made to dist/openapi.json. Our own
levels are those in mutations.json, which a test of xtask holds. Where the other differ finds a breaking change and ours does not,
mutations.json has the reason; a reason that is not needed is a failure too.
"""

import copy
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parents[2] / "dist" / "openapi.json"


def find(document, pointer):
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def apply(document, edit):
    """Makes an edit of JSON Patch (RFC 6902) in place."""

    def split(pointer):
        parent, _, key = pointer.rpartition("/")
        return find(document, parent), key.replace("~1", "/").replace("~0", "~")

    value = copy.deepcopy(edit["value"]) if "value" in edit else None
    if edit["op"] == "copy":
        value = copy.deepcopy(find(document, edit["from"]))
    if edit["op"] in ("remove", "move"):
        holder, key = split(edit["from"] if edit["op"] == "move" else edit["path"])
        value = holder.pop(int(key) if isinstance(holder, list) else key)
    if edit["op"] == "remove":
        return
    holder, key = split(edit["path"])
    if isinstance(holder, dict):
        holder[key] = value
    elif edit["op"] == "replace":
        holder[int(key)] = value
    else:
        holder.insert(len(holder) if key == "-" else int(key), value)


def oasdiff(report):
    worst = max((change["level"] for change in report), default=0)
    return ["none", "INFO", "WARN", "ERR"][worst]


def redocly(report):
    # A report without changes has no level either.
    return report["bump"] if report["changes"] else "none"


READERS = {"oasdiff": oasdiff, "redocly": redocly}
BREAKING = ("ERR", "WARN", "major")


def main():
    result, differ, kind, *command = sys.argv[1:]
    mutations = json.loads((HERE / "mutations.json").read_text(encoding="utf-8"))
    contract = json.loads(CONTRACT.read_text(encoding="utf-8"))

    def level(mutation):
        old = copy.deepcopy(contract)
        for edit in mutation.get("before", []):
            apply(old, edit)
        new = copy.deepcopy(old)
        for edit in mutation["patch"]:
            apply(new, edit)
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("old.json", "new.json")]
            for path, document in zip(paths, (old, new)):
                path.write_text(json.dumps(document), encoding="utf-8")
            ran = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
        try:
            return READERS[kind](json.loads(ran.stdout))
        except (ValueError, KeyError) as error:
            raise SystemExit(f"error: {differ} on `{mutation['title']}`: {error}\n{ran.stdout[:500]}{ran.stderr[:500]}")

    with ThreadPoolExecutor(2) as pool:
        levels = dict(zip((mutation["title"] for mutation in mutations), pool.map(level, mutations)))
    failed = False
    for mutation in mutations:
        said = levels[mutation["title"]]
        is_missed = said in BREAKING and mutation["level"] != "breaking"
        if is_missed != (kind in mutation.get("reasons", {})):
            what = "is breaking without a reason why it is not" if is_missed else "has a reason that is not needed"
            print(f"error: {differ} says {said} of `{mutation['title']}`, which {what}", file=sys.stderr)
            failed = True
    print(f"{differ}: {sum(said in BREAKING for said in levels.values())} of {len(levels)} changes are breaking")
    Path(result).parent.mkdir(parents=True, exist_ok=True)
    Path(result).write_text(json.dumps({"differ": differ, "levels": levels}, indent=2) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
