"""Runs the hooks of .pre-commit-hooks.yaml with pre-commit, in a repository made for it.

Usage: python hook.py DRS, where DRS is the command that the hook for an installed `drs` finds.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
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
    scratch = Path(scratch).resolve()
    repository = scratch / "repository"
    bin_folder = scratch / "bin"
    for folder in (repository / "drs", repository / "other", repository / ".cargo", bin_folder):
        folder.mkdir(parents=True)
    (bin_folder / "drs").symlink_to(Path(sys.argv[1]).resolve())
    run(["git", "init", "--quiet"], repository)
    (repository / "drs" / "good one.json").write_text(VALID)
    (repository / "other" / "not-a-request.json").write_text(INVALID)
    # A repository with Rust of its own says how that is built; nothing of ours can be built so.
    (repository / "rust-toolchain.toml").write_text('[toolchain]\nchannel = "no-such-toolchain"\n')
    (repository / ".cargo" / "config.toml").write_text('[build]\nrustc-wrapper = "no-such-program"\n')
    environment = {
        "PRE_COMMIT_HOME": str(scratch / "cache"),
        # What is built already need not be built again. Relative paths are those of the folder that the hook is run in.
        "CARGO_TARGET_DIR": os.path.relpath(ROOT / "target", repository),
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
