"""Runs the hook that INTEGRATIONS.md shows with pre-commit, in a repository made for it: it installs the wheel of the command, and nothing else.

Usage: python hook.py WHEELS
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
REQUESTS = {
    "drs/good one.json": '{"job": {"type": "precheck", "params": {}}}\n',
    "other/no-request.json": '{"job": {"typ": "precheck", "params": {}}}\n',
}
blocks = (ROOT / "INTEGRATIONS.md").read_text(encoding="utf-8").split("```yaml\n")[1:]
settings = next(block.split("```")[0] for block in blocks if "language: python" in block)
failures = []

with tempfile.TemporaryDirectory() as scratch:
    scratch = Path(scratch).resolve()
    repository = scratch / "repository"
    for name, text in {**REQUESTS, ".pre-commit-config.yaml": settings}.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(scratch / "cache"), "PIP_FIND_LINKS": str(Path(sys.argv[1]).resolve())}

    def hook(name):
        subprocess.run(["git", "add", "--all"], cwd=repository, check=True)
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
        begun = time.monotonic()
        done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
        print(f"pre-commit, {name}: {(time.monotonic() - begun) * 1000:.0f} ms")
        return done.returncode, done.stdout + done.stderr

    subprocess.run(["git", "init", "--quiet"], cwd=repository, check=True)
    status, output = hook("cold")
    if status != 0 or "Passed" not in output:
        failures.append(f"right requests: exit status {status}\n{output}")
    (repository / "drs" / "bad.json").write_text(REQUESTS["other/no-request.json"], encoding="utf-8")
    status, output = hook("warm")
    if status != 1 or "drs/bad.json:1:10" not in output or "no-request" in output:
        failures.append(f"a wrong request: exit status {status}\n{output}")

for failure in failures:
    print("error:", failure, file=sys.stderr)
sys.exit(bool(failures))
