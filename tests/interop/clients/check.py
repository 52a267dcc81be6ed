"""Runs the program around a generated client, and compares what it sent and read with what it was given.

Usage: check.py RESULTS LANGUAGE NAME OPTIONS COMMAND…

The outcome is written to RESULTS as JSON; NAME and OPTIONS (what the generator was told) go there as they are.

COMMAND reads the cases as JSON from the file in $DRS_CASES, sends each through the peer at $DRS_PEER with the token
`case-NUMBER`, and prints one line of JSON for each: `{"case": 3, "host": "generated", "answer": …, "shown": "…"}`, where
`host` says who named the host (the generated client, or the program, because the client has none), `answer` is the decoded
response as JSON again, and `shown` what the language shows of the request (absent where it shows nothing of a type's own).
A line `{"empty": "JobBaseInfo", "json": {}}` tells what a newly made object of that type would send.
What went wrong is written to standard error, without any value.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
from cases import cases, secret_names, services
from peer import Peer


def main():
    results, language, name, options, *command = sys.argv[1:]
    all_cases = cases()
    peer = Peer([(case["status"], case["answer"]) for case in all_cases])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.json"
        file.write_text(json.dumps(all_cases), encoding="utf-8")
        proxy = f"http://{peer.address}"
        environment = {**os.environ, "DRS_CASES": str(file), "DRS_PEER": peer.address, "HTTP_PROXY": proxy, "http_proxy": proxy}
        environment |= {"NO_PROXY": "", "no_proxy": ""}
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    peer.close()
    failures = [] if run.returncode == 0 else [f"ended with status {run.returncode}"]
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    table = compare(all_cases, peer.got, lines, failures)
    for failure in failures[:40]:
        print(f"{name}: {failure}", file=sys.stderr)
    path = Path(results)
    path.parent.mkdir(parents=True, exist_ok=True)
    table = {"language": language, "generator": name, "options": options, **table}
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    print(f"{name}: {len(all_cases)} calls, {len(failures)} failures")
    return 1 if failures else 0


def compare(all_cases, got, lines, failures):
    by_case = {}
    for request in got:
        by_case.setdefault(int(request["headers"].get("X-Auth-Token", "case--1").removeprefix("case-")), []).append(request)
    told = {line["case"]: line for line in lines if "case" in line}
    secrets = set().union(*(secret_names(document) for document in services().values()))
    operations = {}
    for case in all_cases:
        row = operations.setdefault(case["operation"], {"calls": 0, "sent": 0, "host": set(), "read": 0, "secrets": set()})
        row["calls"] += 1
        label = f"{case['operation']}: {case['request']}"
        sent = by_case.get(case["number"], [])
        line = told.get(case["number"], {})
        if len(sent) != 1:
            failures.append(f"{label}: sent {len(sent)} times: {line.get('error', '')[:300]}")
            continue
        wrong = differences(case, sent[0])
        failures.extend(f"{label}: {what}" for what in wrong)
        row["sent"] += not wrong
        row["host"].add(line.get("host", "?"))
        if line.get("answer") == case["answer"]:
            row["read"] += 1
        else:
            failures.append(f"{case['operation']}: {case['response']}: was not read as it was sent {line.get('error', '')[:300]}")
        values = secret_values(case["body"], secrets)
        if values and "shown" in line:
            row["secrets"].add("shown" if any(value in line["shown"] for value in values) else "hidden")
    for line in lines:
        added = sorted(name for name, value in line.get("json", {}).items() if value is not None)
        if added:
            failures.append(f"a new {line['empty']} would send {added}")
    # Without numbers, which change with every example.
    flags = lambda row: {
        "sent": row["sent"] == row["calls"],
        "read": row["read"] == row["calls"],
        "host": sorted(row["host"]),
        "secrets": sorted(row["secrets"]),
    }
    return {"operations": {name: flags(row) for name, row in sorted(operations.items())}}


def differences(case, sent):
    """What is not as given, in words without values."""
    wrong = []
    target = urlsplit(sent["target"])
    if target.hostname != case["host"]:
        wrong.append(f"went to {target.hostname}, not {case['host']}")
    path = case["path"]
    for name, value in case["values"].items():
        path = path.replace(f"{{{name}}}", value)
    if target.path != path:
        wrong.append(f"another path: {target.path}")
    if sent["method"] != case["method"]:
        wrong.append(f"method {sent['method']}")
    query = sorted((name, text(item)) for name, value in case["query"].items() for item in listed(value))
    if sorted(parse_qsl(target.query, keep_blank_values=True)) != query:
        wrong.append("another query")
    if case["body"] is None:
        if sent["body"]:
            wrong.append("a body where none belongs")
    else:
        body = json.loads(sent["body"] or b"null")
        wrong.extend(members(case["body"], body, ""))
        if not sent["headers"].get("Content-Type", "").startswith("application/json"):
            wrong.append("another content type")
    if any(name.lower() == "x-language" for name in sent["headers"]):
        wrong.append("a language that nobody set")
    return wrong


def listed(value):
    """The values of a query parameter, which is repeated for each item of a list."""
    return value if isinstance(value, list) else [value]


def text(value):
    """A value as it is written in a URL."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def members(given, sent, at):
    """Where two documents differ."""
    if isinstance(given, dict) and isinstance(sent, dict):
        for name in sorted(given.keys() | sent.keys()):
            if name not in sent:
                yield f"{at}/{name} was lost"
            elif name not in given:
                yield f"{at}/{name} was added"
            else:
                yield from members(given[name], sent[name], f"{at}/{name}")
    elif isinstance(given, list) and isinstance(sent, list) and len(given) == len(sent):
        for position, pair in enumerate(zip(given, sent)):
            yield from members(*pair, f"{at}/{position}")
    elif type(given) is not type(sent) or given != sent:
        yield f"{at} was changed"


def secret_values(value, names, below=False):
    if isinstance(value, dict):
        return [found for name, member in value.items() for found in secret_values(member, names, below or name in names)]
    if isinstance(value, list):
        return [found for member in value for found in secret_values(member, names, below)]
    return [value] if below and isinstance(value, str) else []


if __name__ == "__main__":
    sys.exit(main())
