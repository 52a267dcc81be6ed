"""Checks dist/ with Python's tools: the files agree, load, and accept what spec/examples and spec/responses hold.

Usage: python dist.py, with the packages of requirements.txt installed.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate as validate_openapi
from referencing import Registry
from referencing.jsonschema import DRAFT202012

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DIST = ROOT / "dist"

failures = []
counted = {}


def expect(truth, message):
    if not truth:
        failures.append(message)
    return truth


def count(what):
    counted[what] = counted.get(what, 0) + 1


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def reasons(errors):
    """Where a document fails and by which keyword; never the value, which may be a password."""
    return ", ".join(f"{error.json_path} {error.validator}" for error in errors)


def accepts(validator, document, label):
    errors = list(validator.iter_errors(document))
    expect(not errors, f"{label}: refused: {reasons(errors)}")


def yaml_is_json():
    from_yaml = yaml.safe_load((DIST / "openapi.yaml").read_text(encoding="utf-8"))
    # As text, so that the order of members and the kind of numbers count too.
    expect(json.dumps(from_yaml) == json.dumps(load(DIST / "openapi.json")), "openapi.yaml and openapi.json differ")


def descriptions_are_openapi():
    for name in ["openapi.yaml", "openapi.json", "openapi-3.1.json"]:
        document = yaml.safe_load((DIST / name).read_text(encoding="utf-8"))
        version = "3.1." if "3.1" in name else "3.0."
        expect(document["openapi"].startswith(version), f"{name}: version {document['openapi']}")
        try:
            validate_openapi(document)
            count("descriptions")
        except Exception as error:  # the validator has no base class of its own
            failures.append(f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}")


def nonstandard(schema, where="#"):
    """Pointers to keywords that a strict compiler does not know."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        if keyword.startswith("x-") or keyword in {"format", "nullable", "discriminator", "example", "xml"}:
            yield f"{where}/{keyword}"
        if keyword in {"properties", "$defs"}:
            for name, inner in value.items():
                yield from nonstandard(inner, f"{where}/{keyword}/{name}")
        elif keyword in {"allOf", "anyOf", "oneOf"}:
            for index, inner in enumerate(value):
                yield from nonstandard(inner, f"{where}/{keyword}/{index}")
        elif keyword in {"items", "additionalProperties", "not", "if", "then"}:
            yield from nonstandard(value, f"{where}/{keyword}")


def schemas():
    validators = {}
    for path in sorted((DIST / "schema").glob("*.schema.json")):
        schema = load(path)
        Draft202012Validator.check_schema(schema)
        expect(schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"], f"{path.name}: `$schema`")
        expect(not list(nonstandard(schema)), f"{path.name}: {list(nonstandard(schema))}")
        validators[path.name.removesuffix(".schema.json")] = Draft202012Validator(schema)
        count("schemas")
    Draft202012Validator.check_schema(load(DIST / "report.schema.json"))
    Draft202012Validator.check_schema(load(DIST / "events.schema.json"))
    return validators


def operations(document):
    for item in document["paths"].values():
        for operation in item.values():
            yield operation


def components(document):
    """A function from the schema of a media type in the 3.1 description to its validator."""
    registry = Registry().with_resource("urn:description", DRAFT202012.create_resource(document))
    return lambda content: Draft202012Validator(
        {"$ref": "urn:description" + content["application/json"]["schema"]["$ref"]}, registry=registry
    )


def examples(validators, document):
    validator_of = components(document)
    for operation in operations(document):
        name = operation["operationId"]
        if not expect(name in validators, f"{name}: no schema in dist/schema"):
            continue
        files = sorted((ROOT / "spec/examples" / name).glob("*.json"))
        takes = "requestBody" in operation or any(parameter.get("in") == "query" for parameter in operation["parameters"])
        expect(bool(files) == takes, f"{name}: no example in spec/examples, or one of a call that takes nothing")
        for path in files:
            label = str(path.relative_to(ROOT))
            accepts(validators[name], load(path), label)
            if "requestBody" in operation:
                accepts(validator_of(operation["requestBody"]["content"]), load(path), f"{label} by openapi-3.1.json")
            count("examples")
        for path in sorted((ROOT / "spec/responses" / name).glob("*.json")):
            status = path.name[:3]
            response = operation["responses"].get(status) or operation["responses"][f"{status[0]}XX"]
            accepts(validator_of(response["content"]), load(path), str(path.relative_to(ROOT)))
            count("responses")
        command = [str(Path(sys.executable).parent / "check-jsonschema"), "--schemafile"]
        command += [str(DIST / "schema" / f"{name}.schema.json"), *map(str, files)]
        status = subprocess.run(command, capture_output=True).returncode if files else 0
        expect(status == 0, f"{name}: check-jsonschema ends with status {status}")


def verdicts(validators):
    for case in load(HERE.parent / "verdicts.json"):
        errors = list(validators[case["operation"]].iter_errors(case["document"]))
        label = f"verdicts.json: {case['operation']}: {case['why']}"
        expect((not errors) == case["valid"], f"{label}: valid is {not errors}: {reasons(errors)}")
        count("verdicts")


def checksums():
    listed = {entry["file"]: entry["sha256"] for entry in load(DIST / "artifacts.json")["files"]}
    present = {str(path.relative_to(DIST)) for path in DIST.rglob("*") if path.is_file()} - {"artifacts.json"}
    expect(listed.keys() == present, f"artifacts.json and dist/ differ: {sorted(listed.keys() ^ present)}")
    for file, sha256 in listed.items():
        if file in present:
            expect(hashlib.sha256((DIST / file).read_bytes()).hexdigest() == sha256, f"artifacts.json: {file}")


def main():
    yaml_is_json()
    descriptions_are_openapi()
    validators = schemas()
    examples(validators, load(DIST / "openapi-3.1.json"))
    verdicts(validators)
    checksums()
    for failure in failures:
        print(failure, file=sys.stderr)
    print("python:", ", ".join(f"{number} {what}" for what, number in counted.items()) + f", {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
