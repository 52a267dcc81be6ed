"""Runs the hooks of .pre-commit-hooks.yaml with pre-commit, in a repository made for it.

Usage: python hook.py DRS, where DRS is the command that the hook for an installed `drs` finds.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VALID = '{"job": {"type": "precheck", "params": {}}}\n'
INVALID = '{"job": {"typ": "precheck", "params": {}}}\n'
failures = []


def run(command, folder, **environment):
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def expect(hook, name, status, output, wanted, words):
    if (status == 0) != wanted or any((word in output) != shown for word, shown in words):
        failures.append(f"{hook}: {name}: exit status {status}\n{output}")


with tempfile.TemporaryDirectory() as scratch:
    repository = Path(scratch, "repository")
    bin_folder = Path(scratch, "bin")
    for folder in (repository / "drs", repository / "other", bin_folder):
        folder.mkdir(parents=True)
    (bin_folder / "drs").symlink_to(Path(sys.argv[1]).resolve())
    run(["git", "init", "--quiet"], repository)
    (repository / "drs" / "good one.json").write_text(VALID)
    (repository / "other" / "not-a-request.json").write_text(INVALID)
    environment = {
        "PRE_COMMIT_HOME": str(Path(scratch, "cache")),
        # What is built already need not be built again.
        "CARGO_TARGET_DIR": str(ROOT / "target"),
        "PATH": os.pathsep.join([str(bin_folder), os.environ["PATH"]]),
    }
    for hook in ("drs-validate", "drs-validate-installed"):
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, "--all-files", "--color", "never"]
        run(["git", "add", "--all"], repository)
        status, output = run(command, repository, **environment)
        expect(hook, "valid", status, output, True, [("Passed", True)])
        (repository / "drs" / "bad.json").write_text(INVALID)
        run(["git", "add", "--all"], repository)
        status, output = run(command, repository, **environment)
        words = [("Failed", True), ("drs/bad.json:1:10", True), ("rename it to `type`", True), ("not-a-request", False)]
        expect(hook, "invalid", status, output, False, words)
        (repository / "drs" / "bad.json").unlink()

print(f"pre-commit: 2 hooks, {len(failures)} failures")
for failure in failures:
    print("error:", failure, file=sys.stderr)
sys.exit(1 if failures else 0)
