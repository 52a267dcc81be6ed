"""Validates bills of materials by the JSON Schema of CycloneDX, and that they say the same whenever they are made.

Usage: python sbom.py FILE...
"""

import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

failures = []
for name in sys.argv[1:]:
    text = Path(name).read_text(encoding="utf-8")
    bill = json.loads(text)
    version = SchemaVersion.from_version(bill["specVersion"])
    problem = JsonStrictValidator(version).validate_str(text)
    if problem:
        failures.append(f"{name}: {problem}")
    if "serialNumber" in bill or "timestamp" in bill["metadata"]:
        failures.append(f"{name}: says when it was made, or by which number")
    root = bill["metadata"]["component"]
    if root["name"] not in ("drs-python", "drs-wasm") and root.get("purl") != f"pkg:cargo/{root['name']}@{root['version']}":
        failures.append(f"{name}: the address of {root['name']} is {root.get('purl')}")
    names = {bill["metadata"]["component"]["bom-ref"], *(it["bom-ref"] for it in bill["components"])}
    unknown = {it["ref"] for it in bill["dependencies"]} ^ names
    unknown |= {ref for it in bill["dependencies"] for ref in it["dependsOn"]} - names
    if unknown:
        failures.append(f"{name}: {sorted(unknown)} are not described, or are nobody's dependency")
    print(f"{name}: CycloneDX {bill['specVersion']}, {len(bill['components'])} components")

for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(bool(failures))
