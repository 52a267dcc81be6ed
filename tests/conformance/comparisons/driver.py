"""Measures beside validators of other languages, in one run and on the same files, and writes BENCHMARKS.md.

Usage: python3 driver.py ROUNDS

Each case is a process that lives as long as the run and answers how long it took for something. Rounds go over all cases in
turn, so what disturbs the machine for a while disturbs all alike; medians are reported, and the medians of ratios within a
round. What a validator finds is compared with what is expected before anything is measured.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
HOME = ROOT / "target" / "comparisons"
INPUTS = HOME / "inputs"
PYTHON = HOME / "python" / "bin" / "python"
NODE = HOME / "node"
SCHEMA = ROOT / "dist" / "schema" / "batch_create_jobs_async.schema.json"
REPORT = ROOT / "BENCHMARKS.md"

# How long a case runs in a round at least, in nanoseconds; slow ones run once.
MIN_TIME = 15e6
# The share of the time of a part that the whole takes at least. What is missing is noise: where a heap lies in memory alone
# makes a tree of 4 MB a quarter slower or faster.
MIN_SHARE = 0.9


@dataclass(frozen=True)
class Input:
    file: str
    title: str
    documents: int = 1
    mistakes: int = 0


SMALL = Input("small.json", "one request of 2 kB")
LINES = Input("lines.jsonl", "10,000 lines, each", documents=10_000)
LARGE = Input("large.json", "one request of 3.9 MB")
COLUMNS = Input("columns.json", "one request of 3.9 MB, 5,000 tables with columns of all kinds")
STRINGS = Input("strings.json", "one request of 3.9 MB, small strings")
FIVE = Input("five.json", "2 kB with 5 mistakes", mistakes=5)
FEW = Input("few.json", "3.9 MB with 500 mistakes in 10 tasks", mistakes=500)
MANY = Input("many.json", "3.9 MB with 500 mistakes in all tasks", mistakes=500)
# All of them can be fixed.
FIXABLE = Input("fixable.json", "3.9 MB with 500 mistakes to fix", mistakes=500)

OURS = "drs"
IN_JSON = "drs, and report in json"
IN_HUMAN = "drs, and report in human"
AJV = "Node: JSON.parse + ajv standalone"
AJV_ALL = "Node: JSON.parse + ajv standalone, allErrors"
BLAZE = "Blaze, fast, of a parsed document"

# What a row is called: the program, what it calls the case, and what the case must find: nothing (it only reads), whether each
# document is valid, each mistake once, or at least one error for each mistake.
ROWS = {
    OURS: ("drs", "accept", "verdict"),
    IN_JSON: ("drs", "json", "mistakes"),
    IN_HUMAN: ("drs", "human", "mistakes"),
    "Rust: serde_json to Value": ("drs", "value", "nothing"),
    "Rust: serde_json to Value + jsonschema crate": ("drs", "jsonschema", "verdict"),
    "Node: JSON.parse alone": ("node", "parse", "nothing"),
    AJV: ("node", "ajv", "verdict"),
    AJV_ALL: ("node", "ajv-all", "errors"),
    BLAZE: ("blaze", "fast", "verdict"),
    "Python: orjson + jsonschema-rs": ("python", "jsonschema-rs", "verdict"),
    "Python: json + jsonschema": ("python", "jsonschema", "verdict"),
    "Rust: serde_json to Value + jsonschema crate, all errors": ("drs", "errors", "errors"),
}
VALID = [row for row in ROWS if row not in (IN_JSON, IN_HUMAN, AJV_ALL, "Rust: serde_json to Value + jsonschema crate, all errors")]
INVALID = [OURS, IN_JSON, IN_HUMAN, "Rust: serde_json to Value + jsonschema crate, all errors", AJV, AJV_ALL]
TABLES = {
    "Valid requests": [
        (SMALL, VALID),
        (LINES, [row for row in VALID if row not in (BLAZE, "Python: json + jsonschema")]),
        *[(source, [row for row in VALID if row != "Python: json + jsonschema"]) for source in (LARGE, COLUMNS, STRINGS)],
    ],
    "Requests with mistakes": [(FIVE, INVALID), (FEW, INVALID), (MANY, INVALID)],
}
# Whoever does all that another does on the same input, and more, cannot be the faster one.
SUPERSETS = [
    ("Rust: serde_json to Value + jsonschema crate", "Rust: serde_json to Value"),
    (AJV, "Node: JSON.parse alone"),
    (AJV_ALL, AJV),
    (IN_JSON, OURS),
    (IN_HUMAN, OURS),
]
EMPTY, STARTS_VALID, STARTS_INVALID = "an empty Rust program", "drs validate, valid request", "drs validate, 5 mistakes"
STARTS_LARGE = {source: f"drs validate, {source.title}" for source in (LARGE, COLUMNS, STRINGS, FEW, MANY)}
FIXES = f"drs validate --fix, {FIXABLE.title}"
# Input, the row that is slower, at least so many times, and what is aimed at.
RATIOS = [
    *[(source, AJV, 7, 12) for source in (SMALL, LINES, LARGE, COLUMNS, STRINGS)],
    *[(source, BLAZE, 1.2, 2) for source in (LARGE, COLUMNS, STRINGS)],
    (FIVE, AJV_ALL, 3, 4),
    *[(source, AJV_ALL, 1, 3) for source in (FEW, MANY)],
]
# A report, of the time of the check alone, at most.
SHARES = [(source, row, 1.4, 1.2) for source in (FEW, MANY) for row in (IN_JSON, IN_HUMAN)]
STARTS = [(STARTS_VALID, 1.8, 1.3), (STARTS_INVALID, 1.4, 1.3)]
# A whole process, of the time that Node takes for parsing and validating in a process that runs already, at most.
WHOLE = [(FEW, 1.0, 0.5), (MANY, 1.0, 0.5)]

HEAD = """# Benchmarks

Written by `cargo xtask bench-peers`, which installs the peers, checks that each finds what is in the files, and measures all of them in
one run. Each case runs in a process of its own and is warmed up before it is timed; each round goes over every case in turn, and the tables
show medians. A ratio is the median of the ratios within a round; for whole processes it is the ratio of the medians. The files are made from
the contract's examples; the schema is the published one. `cargo bench -p drs-validate` compares with Rust libraries only.

Times depend on the machine and its load; ratios depend on them much less.
"""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, **options):
    """Runs a command to its end and returns what it writes."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=True, **options)
    except FileNotFoundError:
        sys.exit(f"error: `{command[0]}` cannot be run\nhelp: install Node.js 20 with npm, Python 3.10 and Rust, or newer")
    except subprocess.CalledProcessError as error:
        sys.exit(f"error: `{command[0]}` failed: {error.stderr.strip()}")
    return done.stdout.strip()


def install():
    """Installs the pinned packages into the target folder; what is there already stays."""
    NODE.mkdir(parents=True, exist_ok=True)
    if not PYTHON.is_file():
        run("python3", "-m", "venv", HOME / "python")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", HERE / "requirements.txt")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, NODE / name)
    run("npm", "ci", "--no-audit", "--no-fund", "--silent", "--prefix", NODE)
    (HOME / "empty.rs").write_text("fn main() {}\n")
    run("rustc", "-O", "--edition", "2024", "-o", HOME / "empty", HOME / "empty.rs")
    # Blaze's own program, without the script around it.
    machine = {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
    names = {f"jsonschema-{platform.system().lower()}-{part}" for part in (machine, machine.replace("_", "-"))}
    programs = [path for path in (HOME / "python" / "lib").rglob("jsonschema-*") if path.name in names]
    if not programs:
        sys.exit(f"error: the package sourcemeta-jsonschema has no program for {platform.system()} on {machine}")
    return programs[0]


def build():
    """Builds the command and the benchmark, and returns where the benchmark is."""
    run("cargo", "build", "--quiet", "--release", "--package", "drs-cli", "--target-dir", "target")
    bench = ("bench", "--quiet", "--package", "drs-validate", "--bench", "speed", "--no-run")
    messages = run("cargo", *bench, "--message-format", "json-render-diagnostics").splitlines()
    programs = [message.get("executable") for message in map(json.loads, messages)]
    return [program for program in programs if program][-1]


@dataclass
class Case:
    """A row of a table: a program of its own that answers lines, or Blaze's command, which is run each time."""

    row: str
    input: Input
    blaze: Path
    bench: str
    process: subprocess.Popen = None
    times: list = field(default_factory=list)

    def start(self):
        which = ROWS[self.row][0]
        command = {
            "drs": [self.bench, "--bench", "--peer", INPUTS],
            "node": ["node", HERE / "node.mjs", NODE, SCHEMA, INPUTS],
            "python": [PYTHON, HERE / "python.py", SCHEMA, INPUTS],
        }[which]
        self.process = subprocess.Popen(map(str, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if which == "drs" and self.process.stdout.readline() != "ready\n":
            sys.exit("error: the benchmark is not ready")

    def name(self):
        # Where there are mistakes, the benchmark checks instead of accepting.
        return "check" if self.row == OURS and self.input.mistakes else ROWS[self.row][1]

    def ask(self, name, file, repeats):
        if self.process is None:
            self.start()
        self.process.stdin.write(f"{name} {file} {repeats}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        return answer or sys.exit(f"error: `{self.row}` ended without an answer")

    def found(self, source):
        """How many documents are valid and how many errors there are."""
        if ROWS[self.row][0] == "blaze":
            command = [self.blaze, "validate", "--fast", SCHEMA, INPUTS / source.file]
            return int(subprocess.run(command, capture_output=True, check=False).returncode == 0), 0
        name = ROWS[self.row][1] if source != self.input else self.name()
        valid, errors = self.ask(name, source.file, 0)
        return int(valid), int(errors)

    def measure(self, repeats):
        """Nanoseconds for each document."""
        if ROWS[self.row][0] == "blaze":
            text = run(self.blaze, "validate", "--fast", SCHEMA, INPUTS / self.input.file, "--benchmark", "--loop", repeats)
            # `…/small.json: PASS 30.394 +- 200.326 us (0.024)`
            return float(re.search(r"PASS ([0-9.]+)", text).group(1)) * 1000
        return float(self.ask(self.name(), self.input.file, repeats)[0])

    def verify(self, source):
        finds = "mistakes" if self.name() == "check" else ROWS[self.row][2]
        if finds == "verdict" and source.mistakes:
            expected = lambda valid, errors: valid == 0
        elif finds in ("verdict", "nothing"):
            expected = lambda valid, errors: valid == source.documents
        elif finds == "mistakes":
            expected = lambda valid, errors: (valid, errors) == (0, source.mistakes)
        else:
            expected = lambda valid, errors: valid == 0 and errors >= source.mistakes
        found = self.found(source)
        if not expected(*found):
            sys.exit(f"error: `{self.row}` finds {found[0]} valid documents and {found[1]} errors in {source.file}")


def median(values):
    return sorted(values)[len(values) // 2] if values else float("nan")


def ratio(one, other):
    """The median of how many times longer one takes than another in the same round."""
    return median([a / b for a, b in zip(one, other)])


def contradictions(times):
    """What was measured and cannot be right: a part that takes longer than the whole."""
    for more, less in SUPERSETS:
        for (source, row), own in times.items():
            if row == more and (source, less) in times and ratio(own, times[source, less]) < MIN_SHARE:
                yield f"{source.title}: `{more}` takes {ratio(own, times[source, less]):.2f} of the time of `{less}`, which is a part of it"


def starts(blaze, rounds):
    """Milliseconds of whole processes, from their start to their end, by round, and the memory of the last in MB."""
    small, five, drs = INPUTS / "small.json", INPUTS / "five.json", ROOT / "target" / "release" / "drs"
    wrong, copy = INPUTS / FIXABLE.file, HOME / FIXABLE.file
    everything = ["--format", "human", "--max-diagnostics", "0"]
    commands = {
        EMPTY: (0, [HOME / "empty"]),
        STARTS_VALID: (0, [drs, "validate", small]),
        STARTS_INVALID: (1, [drs, "validate", five]),
        **{
            name: (int(source.mistakes > 0), [drs, "validate", *everything, INPUTS / source.file])
            for source, name in STARTS_LARGE.items()
        },
        FIXES: (0, [drs, "validate", "--fix", copy]),
        "Blaze CLI, fast": (0, [blaze, "validate", "--fast", SCHEMA, small]),
        "python -c ''": (0, [PYTHON, "-c", ""]),
        "node -e ''": (0, ["node", "-e", ""]),
        "ajv-cli": (0, [NODE / "node_modules/.bin/ajv", "validate", "--spec=draft2020", "-s", SCHEMA, "-d", small]),
        "check-jsonschema": (0, [PYTHON.with_name("check-jsonschema"), "--schemafile", SCHEMA, small]),
    }
    times, memory = {name: [] for name in commands}, {}
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Quick ones are run more often: their times are near to the noise.
    for number in range(rounds * 5):
        for name, (status, command) in commands.items():
            if times[name] and times[name][0] > 20 and number % 5:
                continue
            if name == FIXES:
                shutil.copy(wrong, copy)
            begin = time.perf_counter()
            process = subprocess.Popen([str(part) for part in command], **silent)
            _, ended, usage = os.wait4(process.pid, 0)
            times[name].append((time.perf_counter() - begin) * 1e3)
            process.returncode = os.waitstatus_to_exitcode(ended)
            memory[name] = usage.ru_maxrss / 1e3
            if process.returncode != status:
                sys.exit(f"error: `{name}` ended with status {process.returncode}")
    return times, memory


def versions():
    """The machine, and what ran on it."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"^model name\s*: (.*)", info, re.MULTILINE)
    yield "processor", f"{os.cpu_count()} x {model.group(1) if model else platform.processor() or 'unknown'}"
    yield "rustc", run("rustc", "--version").removeprefix("rustc ")
    yield "node", run("node", "--version")
    yield "python", run(PYTHON, "--version").removeprefix("Python ")
    pinned = (HERE / "requirements.txt").read_text().split("# What those need.")[0]
    yield from re.findall(r"^([\w-]+)==(\S+)", pinned, re.MULTILINE)
    yield from json.loads((HERE / "package.json").read_text())["dependencies"].items()
    lock = (ROOT / "Cargo.lock").read_text()
    for name in ("serde_json", "jsonschema"):
        yield f"{name} (crate)", re.search(rf'name = "{name}"\nversion = "(.*)"', lock).group(1)


def report(times, processes, memory, rounds, versions):
    """The text of BENCHMARKS.md."""
    lines = [HEAD, "## Targets\n", "| target | measured | at least | aim | |", "|---|--:|--:|--:|---|"]
    for source, row, floor, aim in RATIOS:
        value = ratio(times[source, row], times[source, OURS])
        verdict = "aim" if value >= aim else "holds" if value >= floor else "missed"
        lines.append(f"| {source.title}: times as fast as {row} | {value:.2f} | {floor} | {aim} | {verdict} |")
    most = [
        *[(f"{source.title}: {row}, of the time of the check", ratio(times[source, row], times[source, OURS]), limit, aim) for source, row, limit, aim in SHARES],
        *[(f"{name}: of the time of an empty program", median(processes[name]) / median(processes[EMPTY]), limit, aim) for name, limit, aim in STARTS],
        *[
            (f"{STARTS_LARGE[source]}: of the time of {AJV_ALL}, without its start", median(processes[STARTS_LARGE[source]]) * 1e6 / median(times[source, AJV_ALL]), limit, aim)
            for source, limit, aim in WHOLE
        ],
    ]
    for name, value, limit, aim in most:
        verdict = "aim" if value <= aim else "holds" if value <= limit else "missed"
        lines.append(f"| {name} | {value:.2f} | at most {limit} | {aim} | {verdict} |")
    for title, tables in TABLES.items():
        lines.append(f"\n## {title}")
        for source, rows in tables:
            lines += [f"\n| {source.title} | microseconds | x drs |", "|---|--:|--:|"]
            for row in rows:
                own = times[source, row]
                lines.append(f"| {row} | {median(own) / 1e3:.2f} | {ratio(own, times[source, OURS]):.1f} |")
    lines.append("\n`drs` reports each mistake with its line, its column, a message and a remedy; ajv reports a keyword and a pointer.")
    lines += ["\n## Whole processes\n", "| command | milliseconds | x empty |", "|---|--:|--:|"]
    empty = median(processes[EMPTY])
    lines += [f"| {name} | {median(own):.2f} | {median(own) / empty:.1f} |" for name, own in processes.items()]
    lines.append("\nLarge requests are reported with `--format human --max-diagnostics 0`.")
    lines.append(f"`--fix` makes its 500 fixes at once, in a copy of the file, and takes {memory[FIXES]:.0f} MB of memory.")
    lines += [f"\n## Machine and versions\n\n{rounds} rounds.\n", "| | |", "|---|---|"]
    lines += [f"| {name} | {version} |" for name, version in versions]
    return "\n".join(lines) + "\n"


def main():
    rounds = int(sys.argv[1])
    say("Installing the programs into target/comparisons")
    blaze = install()
    say("Building what is measured")
    bench = build()
    cases = [Case(row, source, blaze, bench) for tables in TABLES.values() for source, rows in tables for row in rows]
    for case in cases:
        case.verify(case.input)
        # Whoever is measured by what is valid must also see what is not.
        if case.name() != "check" and ROWS[case.row][2] == "verdict":
            case.verify(FIVE)
    repeats = {}
    for case in cases:
        # What runs for the first time is slower than it will be: the second guess counts.
        guess = 1
        for _ in range(2):
            guess = min(max(ceil(MIN_TIME / (case.measure(guess) * case.input.documents)), 1), 10**6)
        repeats[id(case)] = guess
    for number in range(1, rounds + 1):
        say(f"Measuring round {number} of {rounds}")
        for case in cases:
            case.times.append(case.measure(repeats[id(case)]))
    for case in cases:
        if case.process:
            case.process.stdin.close()
            case.process.wait()
    times = {(case.input, case.row): case.times for case in cases}
    wrong = list(contradictions(times))
    if wrong:
        sys.exit("error: what was measured cannot be right: " + "; ".join(wrong))
    say("Measuring what starts how fast")
    REPORT.write_text(report(times, *starts(blaze, max(rounds, 9)), rounds, versions()))
    say(f"Writing {REPORT.name}")


if __name__ == "__main__":
    main()
