"""The settings of a check, as the engine takes them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Optional


@lru_cache(maxsize=64)
def settings(
    operation: Optional[str],
    input: str,
    name: str,
    allow_unknown_fields: bool,
    allow_unknown_values: bool,
    max_diagnostics: int,
) -> str:
    return json.dumps(
        {
            "operation": operation,
            "input": input,
            # What stands for bytes of a file name that are no text cannot be shown.
            "name": name.encode("utf-8", "replace").decode("utf-8"),
            "allow_unknown_fields": allow_unknown_fields,
            "allow_unknown_values": allow_unknown_values,
            "max_diagnostics": max_diagnostics,
        }
    )
