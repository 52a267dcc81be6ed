"""Compares what the module says in several languages with what the command says, question by question.

Usage: answers.py DRS -- COMMAND… [-- COMMAND…]…

COMMAND reads `{"function", "first", "second"}` a line and prints `{"text"}` or `{"error"}`.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "target/interop/corpus"

FORMATS = ["human", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"]
TOPICS = ["DRS-S002", "DRS-P004", "update_job", "jobs.base_info.expired_days", "db_port", "FULL_TRANSFER_FAILED", "DRS.10000010"]

# A document of each operation out of so many is asked about.
EVERY = 997

YAML = "job:\n  type: PRECHECK\n  params: {}\n---\njob: {typ: name}\n"
LINES = '{"job": {"type": "PRECHECK", "params": {}}}\n\n{"job": {"typ": "name", "password": "hunter2-hunter2"}}\n'


def questions():
    documents = [("json", "request.json", case) for case in sample()]
    documents += [("yaml", "request.yaml", YAML), ("json-lines", "request.jsonl", LINES)]
    for index, (kind, name, text) in enumerate(documents):
        settings = {"input": kind, "name": name}
        for shown in FORMATS if index % 10 == 0 or kind != "json" else [FORMATS[index % len(FORMATS)]]:
            yield ["validate", "--format", shown, "--stdin-filename", name], "report", text, settings | {"format": shown}
        yield ["validate", "--fix", "--stdin-filename", name], "fix", text, settings
    for topic in TOPICS:
        yield ["explain", topic], "explain", topic, "human"
        yield ["explain", "--format", "json", topic], "explain", topic, "json"


def sample():
    for schema in sorted((ROOT / "dist/schema").glob("*.schema.json")):
        operation = schema.name.removesuffix(".schema.json")
        lines = (CORPUS / f"{operation}.jsonl").read_text(encoding="utf-8").split("\n")
        for line in lines[:: max(EVERY, len(lines) // 20)]:
            if line:
                yield json.loads(line)["document"]


def expected(drs, arguments, function, text):
    run = subprocess.run([drs, *arguments], input=text.encode() if function != "explain" else b"", capture_output=True)
    if run.returncode > 1:
        sys.exit(f"drs {arguments}: status {run.returncode}: {run.stderr.decode()}")
    return run.stdout.decode()


def seen(function, shown, text):
    """What both sides say: not the width of the terminal, nor the spaces of JSON, nor the words about options of the command."""
    if function == "fix":
        return text
    if shown == "json":
        return json.loads(text)
    return text.replace(", which `--jsonl` reads", "")


def main():
    drs, *rest = sys.argv[1:]
    commands, command = [], None
    for word in rest:
        if word == "--":
            command = []
            commands.append(command)
        else:
            command.append(word)
    asked = list(questions())
    answers = [expected(drs, arguments, function, first) for arguments, function, first, _ in asked]
    failures = 0
    for command in commands:
        lines = [
            json.dumps({"function": function, "first": first, "second": second if isinstance(second, str) else json.dumps(second)})
            for _, function, first, second in asked
        ]
        run = subprocess.run(command, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True, check=True)
        replies = [json.loads(line) for line in run.stdout.splitlines()]
        if len(replies) != len(asked):
            sys.exit(f"{command}: {len(replies)} answers to {len(asked)} questions")
        for (arguments, function, first, second), answer, reply in zip(asked, answers, replies):
            text = reply.get("text", "")
            if function == "fix":
                text = json.loads(text)["text"] if text else text
            shown = "json" if "json" in arguments else None
            if "error" in reply or seen(function, shown, text) != seen(function, shown, answer):
                failures += 1
                print(f"{command[0]}: {arguments}: {first!r}\n{reply}\n{answer!r}", file=sys.stderr)
    print(f"{len(asked)} answers in {len(commands)} languages, {failures} differ from the command's")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
