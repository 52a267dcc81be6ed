"""What both programs share: the cases, and the lines for check.py."""

import json
import os
import sys
from pathlib import Path

CASES = json.loads(Path(os.environ["DRS_CASES"]).read_text(encoding="utf-8"))


def tell(**line):
    print(json.dumps(line))


def run(call):
    """Makes the calls in order. `call` returns what `tell` is to say."""
    for case in CASES:
        try:
            tell(case=case["number"], host="given", **call(case))
        except Exception as error:
            # A message may quote the value, which may be a secret.
            tell(case=case["number"], host="given", error=type(error).__name__)


def empty(classes, to_json):
    """Tells what new objects would send, of every class that can be made without an argument."""
    for cls in classes:
        try:
            made = cls()
        except Exception:
            continue
        tell(empty=cls.__name__, json=to_json(made))


def generated(folder):
    """Makes the generated code importable."""
    sys.path.insert(0, str(Path(folder).resolve()))
