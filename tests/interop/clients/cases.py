"""What every generated client is asked to send, and what it is answered: made of dist/ alone.

Each example of a request and each example of a response is in at least one case.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / "dist"

# Values of path parameters by the pattern of their component; any text will do where there is none.
PATH_VALUES = {"^[A-Za-z0-9]{32}$": "0483b6b16e954cb88930a360d2c4e663", "^[A-Za-z0-9]{32}in17$": "5d1f7a9c3b8e46209d4c6f8a1e0b7d25in17"}
ANY_VALUE = "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201"


def load(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def services():
    """Each service with its description for clients."""
    files = sorted(DIST.glob("openapi-client.*.json"))
    return {path.name.split(".")[1]: load(path) for path in files}


def cases():
    """All cases, in the order in which a client goes through them."""
    index = load(DIST / "examples/index.json")["examples"]
    found = []
    for service, document in services().items():
        components = document["components"]["schemas"]
        for path, item in document["paths"].items():
            for method, operation in item.items():
                name = operation["operationId"]
                of = lambda kind: [entry for entry in index if entry["kind"] == kind and entry["operation"] == name]
                # A call may take neither body nor query.
                requests, responses = of("request") or [None], of("response")
                values = {}
                for parameter in operation["parameters"]:
                    if parameter["in"] == "path":
                        schema = parameter["schema"]
                        schema = components[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
                        values[parameter["name"]] = PATH_VALUES.get(schema.get("pattern"), ANY_VALUE)
                for number in range(max(len(requests), len(responses))):
                    request, response = requests[number % len(requests)], responses[number % len(responses)]
                    has_body = "requestBody" in operation
                    given = load(DIST / request["file"]) if request else {}
                    found.append(
                        {
                            "number": len(found),
                            "operation": name,
                            "service": service,
                            "tag": operation["tags"][0],
                            "request": request["file"] if request else f"{name}, which takes nothing",
                            "response": response["file"],
                            "method": method.upper(),
                            "host": document["servers"][0]["url"].removeprefix("https://"),
                            "path": path,
                            "values": values,
                            "query": {} if has_body else given,
                            "body": given if has_body else None,
                            "root": schema_of(operation["requestBody"]) if has_body else None,
                            "status": response["status"],
                            "answer": load(DIST / response["file"]),
                            "answer_root": response["schema"],
                        }
                    )
    return found


def schema_of(holder):
    return holder["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]


def secret_names(document):
    """Names of members that hold a secret."""
    components = document["components"]["schemas"]
    secrets = {name for name, schema in components.items() if schema.get("x-drs-secret")}
    names = set()
    for schema in components.values():
        for name, member in schema.get("properties", {}).items():
            target = member.get("$ref") or (member.get("allOf") or [{}])[0].get("$ref", "")
            if target.rsplit("/", 1)[-1] in secrets or member.get("x-drs-secret"):
                names.add(name)
    return names


if __name__ == "__main__":
    print(json.dumps(cases()))
