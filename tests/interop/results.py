"""Merges what the programs of a run found, and compares it with tests/interop/results.json, which dist/README.md and
dist/CHANGES.md show.

Usage: results.py [--write] FOLDER
"""

import json
import sys
from pathlib import Path

KEPT = Path(__file__).resolve().parent / "results.json"
PARTS = {"generator": "clients", "validator": "validators", "linters": "descriptions", "differ": "differs"}


def main():
    write, folder = "--write" in sys.argv[1:], Path(sys.argv[-1])
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    found = {part: dict(kept.get(part, {})) for part in PARTS.values()}
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        part = next(part for key, part in PARTS.items() if key in entry)
        found[part][path.stem] = entry
    found = {part: dict(sorted(entries.items())) for part, entries in found.items()}
    if found == kept:
        return 0
    if write:
        KEPT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        print("wrote tests/interop/results.json; `cargo xtask codegen` puts it into dist/")
        return 0
    print("error: tests/interop/results.json is not what this run found", file=sys.stderr)
    for place in differences(kept, found):
        print(f"  {place}", file=sys.stderr)
    print("help: run `cargo xtask interop --write` and `cargo xtask codegen`, and read the difference", file=sys.stderr)
    return 1


def differences(kept, found, at=""):
    """The places at which two documents differ, as JSON Pointers with both values."""
    if isinstance(kept, dict) and isinstance(found, dict):
        for name in sorted(kept.keys() | found.keys()):
            place = at + "/" + name.replace("~", "~0").replace("/", "~1")
            if name not in found:
                yield f"{place}: only kept"
            elif name not in kept:
                yield f"{place}: only found"
            else:
                yield from differences(kept[name], found[name], place)
    elif kept != found:
        yield f"{at}: kept {json.dumps(kept)}, found {json.dumps(found)}"


if __name__ == "__main__":
    sys.exit(main())
