#!/usr/bin/env python3
"""Compares the contract, member by member, with the vendor's SDK packages that are installed.

    pip install huaweicloudsdkdrs huaweicloudsdkgaussdb
    cargo xtask compare-sdk

Reads the source of the packages without running it. Prints what either side lacks: `sdk only` is missing from the
contract, `contract only` has another source, `differs` is a type or whether a member is needed. Ends with 1 if the
contract lacks something.
"""

import ast
import importlib.util
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
# The modules that a service's calls are looked for in, by the version in the path.
MODULES = {
    ("drs", "v5"): ("huaweicloudsdkdrs", "v5"),
    ("drs", "v3"): ("huaweicloudsdkdrs", "v3"),
    ("taurusdb", "v3"): ("huaweicloudsdkgaussdb", "v3"),
}
SIMPLE = {"str": "string", "int": "integer", "bool": "boolean", "float": "number", "datetime": "string", "date": "string", "object": "any"}


class Sdk:
    """One module of one package, such as `huaweicloudsdkdrs.v5`."""

    def __init__(self, package, version):
        spec = importlib.util.find_spec(package)
        if spec is None:
            sys.exit(f"error: `{package}` is not installed\nhelp: pip install {package}")
        self.folder = pathlib.Path(spec.submodule_search_locations[0]) / version
        self.name = f"{package}.{version}"
        self.files = {}
        for file in (self.folder / "model").glob("*.py"):
            text = file.read_text(encoding="utf-8")
            found = re.search(r"^class (\w+)", text, re.M)
            if found:
                self.files[found.group(1)] = text
        clients = [file for file in self.folder.glob("*_client.py") if "async" not in file.name]
        self.client = clients[0].read_text(encoding="utf-8")
        self.cache = {}

    def operation(self, id):
        """Method, path, request class and response class of a call."""
        found = re.search(rf"def _{id}_http_info\(.*?return http_info", self.client, re.S)
        if found is None:
            return None
        text = found.group(0)
        value = lambda key: re.search(rf'"{key}": "([^"]*)"', text).group(1)
        response = value("response_type")
        return value("method"), value("resource_path"), response.removesuffix("Response") + "Request", response

    def members(self, name):
        """Members of a class by their name on the wire: type as text, whether it is needed."""
        if name not in self.cache:
            tree = ast.parse(self.files[name])
            body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
            tables = {}
            needed = None
            for node in body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                    tables[node.targets[0].id] = ast.literal_eval(node.value)
                if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                    tests = [it.test for it in ast.walk(node) if isinstance(it, ast.If)]
                    optional = {ast.unparse(test).split(" ")[0] for test in tests}
                    needed = lambda member, optional=optional: member not in optional
            wire = tables.get("attribute_map", {})
            types = tables.get("openapi_types", {})
            self.cache[name] = {wire[member]: (type, needed(member)) for member, type in types.items()}
        return self.cache[name]


def split(type):
    """`list[X]` and `dict(str, X)` as kind and inner type."""
    for kind, start in (("array", "list["), ("map", "dict(str, ")):
        if type.startswith(start):
            return kind, type[len(start) : -1]
    return (SIMPLE[type], None) if type in SIMPLE else ("object", type)


class Comparison:
    """What was found."""

    def __init__(self, document):
        self.schemas = document["components"]["schemas"]
        self.lines = {}
        self.members = 0
        self.seen = set()

    def add(self, what, place, note=""):
        self.lines.setdefault(what, []).append(f"{place}{': ' if note else ''}{note}")

    def resolve(self, schema):
        while True:
            if "$ref" in schema:
                schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
            elif len(schema.get("allOf", [])) == 1:
                schema = schema["allOf"][0]
            else:
                return schema

    def kind(self, schema):
        if "oneOf" in schema:
            return "choice"
        if schema.get("type") == "object" and "properties" not in schema and "additionalProperties" in schema:
            return "map"
        return schema.get("type", "any")

    def value(self, sdk, place, type, schema, sent):
        kind, inner = split(type)
        schema = self.resolve(schema)
        have = self.kind(schema)
        if have == "choice":
            arms = [self.resolve(arm) for arm in schema["oneOf"]]
            fitting = [arm for arm in arms if self.kind(arm) == kind]
            if not fitting:
                return self.add("differs", place, f"{kind} in the SDK, a choice in the contract")
            schema, have = fitting[0], kind
        if "any" in (kind, have):
            return None
        if kind != have:
            self.add("differs", place, f"{kind} in the SDK, {have} in the contract")
            if (kind, have) == ("array", "object"):
                self.value(sdk, place, inner, schema, sent)
            return None
        if kind == "array":
            self.value(sdk, f"{place}[]", inner, schema["items"], sent)
        elif kind == "map":
            values = schema["additionalProperties"]
            self.value(sdk, f"{place}.*", inner, values if isinstance(values, dict) else {}, sent)
        elif kind == "object":
            self.object(sdk, place, inner, schema, sent)
        return None

    def object(self, sdk, place, name, schema, sent):
        key = (sdk.name, name, id(schema))
        if key in self.seen:
            return
        self.seen.add(key)
        theirs, ours = sdk.members(name), schema.get("properties", {})
        for member, (type, needed) in theirs.items():
            self.members += 1
            where = f"{place}.{member}"
            if member not in ours:
                self.add("sdk only", where, type)
                continue
            if sent and needed != (member in schema.get("required", [])):
                self.add("differs", where, f"{'needed' if needed else 'not needed'} in the SDK only")
            self.value(sdk, where, type, ours[member], sent)
        for member in ours:
            if member not in theirs:
                self.add("contract only", f"{place}.{member}")


def main():
    document = json.loads((ROOT / "dist/openapi.json").read_text(encoding="utf-8"))
    sdks = {}
    comparison = Comparison(document)
    operations = 0
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            id = operation["operationId"]
            key = (operation["x-drs-service"], path.split("/")[1])
            sdk = sdks.setdefault(key, Sdk(*MODULES[key]))
            call = sdk.operation(id)
            if call is None:
                comparison.add("contract only", id, f"{sdk.name} has no such call")
                continue
            operations += 1
            if (call[0].lower(), call[1]) != (method, path):
                comparison.add("differs", id, f"{call[0]} {call[1]} in the SDK")
            _, _, request, response = call
            ours = {it["name"]: it for it in operation.get("parameters", [])}
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            for member, (type, needed) in sdk.members(request).items():
                if member == "body":
                    if body is None:
                        comparison.add("sdk only", f"{id}.body", type)
                    else:
                        comparison.value(sdk, f"{id}.body", type, body, True)
                    continue
                comparison.members += 1
                if member not in ours:
                    comparison.add("sdk only", f"{id}?{member}", type)
                    continue
                parameter = ours.pop(member)
                if needed != parameter["required"]:
                    comparison.add("differs", f"{id}?{member}", f"{'needed' if needed else 'not needed'} in the SDK only")
                comparison.value(sdk, f"{id}?{member}", type, parameter["schema"], True)
            for member in sorted(set(ours) - {"project_id"}):
                comparison.add("contract only", f"{id}?{member}")
            for status, answer in operation["responses"].items():
                if not status.startswith("2"):
                    continue
                schema = comparison.resolve(answer["content"]["application/json"]["schema"])
                theirs = sdk.members(response)
                if list(theirs) == ["body"]:
                    comparison.value(sdk, f"{id} {status}", theirs["body"][0], schema, False)
                else:
                    comparison.object(sdk, f"{id} {status}", response, schema, False)
    for what in ("sdk only", "differs", "contract only"):
        found = comparison.lines.get(what, [])
        print(f"{what}: {len(found)}")
        for line in found:
            print(f"    {line}")
    print(f"{operations} calls, {comparison.members} members of the SDK")
    return 1 if comparison.lines.get("sdk only") or operations == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
