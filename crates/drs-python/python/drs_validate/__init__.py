"""Finds every mistake in a request of Huawei Cloud data replication (DRS) before it is sent.

The verdicts, diagnostics and fixes are those of the command `drs validate`. Nothing is sent anywhere, and no secret is in what is
returned. A mistake in a text is never an exception; a setting that there is not is a `ValueError`.
"""

from __future__ import annotations

from ._arrow import check_arrow
from ._report import Diagnostic, Document, Edit, Fix, Fixed, Related, Report, check, fix, is_valid

__all__ = [
    "Diagnostic",
    "Document",
    "Edit",
    "Fix",
    "Fixed",
    "Related",
    "Report",
    "check",
    "check_arrow",
    "fix",
    "is_valid",
]
