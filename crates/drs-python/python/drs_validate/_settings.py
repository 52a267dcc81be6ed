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
            "name": name,
            "allow_unknown_fields": allow_unknown_fields,
            "allow_unknown_values": allow_unknown_values,
            "max_diagnostics": max_diagnostics,
        }
    )
