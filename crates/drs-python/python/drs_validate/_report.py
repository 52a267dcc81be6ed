"""Single texts: their reports, verdicts and fixes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional, Union

from . import _engine
from ._settings import settings

Text = Union[str, bytes, bytearray, memoryview]


@dataclass(frozen=True)
class Edit:
    """A change of a text: the bytes that are replaced, in UTF-8, and what comes in their place."""

    byte_offset: int
    byte_length: int
    text: str


@dataclass(frozen=True)
class Fix:
    """A change that is right whenever its diagnostic is: all of its edits together, or none."""

    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Related:
    """Another place that has a part in a diagnostic."""

    message: str
    line: int
    column: int
    byte_offset: int
    byte_length: int


@dataclass(frozen=True)
class Diagnostic:
    """One mistake. Lines and columns count from 1, columns in characters, offsets in bytes of UTF-8 from 0."""

    id: str
    name: str
    severity: str
    message: str
    pointer: str
    instance: str
    line: int
    column: int
    end_line: int
    end_column: int
    byte_offset: int
    byte_length: int
    related: tuple[Related, ...] = ()
    help: Optional[str] = None
    fix: Optional[Fix] = None


@dataclass(frozen=True)
class Document:
    """One document of a text. Of JSON Lines, only those with diagnostics are in a report."""

    path: str
    valid: bool
    diagnostics: tuple[Diagnostic, ...]
    operation: Optional[str] = None
    document: Optional[int] = None
    omitted: int = 0
    error: Optional[str] = None
    help: Optional[str] = None


@dataclass(frozen=True)
class Report:
    """What was found in a text."""

    valid: bool
    documents: tuple[Document, ...]
    errors: int
    warnings: int

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of all documents."""
        return tuple(diagnostic for document in self.documents for diagnostic in document.diagnostics)


@dataclass(frozen=True)
class Fixed:
    """A text after its automatic fixes, none of which changes what it means."""

    text: str
    fixed: int
    """How many fixes were made."""
    refused: int
    """How many were left, because the text would have had more mistakes with them."""


def check(
    text: Text,
    operation: Optional[str] = None,
    *,
    input: str = "json",
    name: str = "request.json",
    allow_unknown_fields: bool = False,
    allow_unknown_values: bool = False,
    max_diagnostics: int = 100,
) -> Report:
    """Finds every mistake of a text.

    `operation` is the one that each document is a request of, such as `update_job`; it is found by the shape of the document if
    omitted. `input` is `json`, `json-lines` or `yaml`. `name` is that of the text in the report. Of each document at most
    `max_diagnostics` are reported; 0 reports all.
    """
    chosen = settings(operation, input, name, allow_unknown_fields, allow_unknown_values, max_diagnostics)
    report = json.loads(_engine.report(_bytes(text), chosen))
    summary = report["summary"]
    return Report(
        valid=summary["documents"] > 0 and summary["invalid"] == 0 and all(file["valid"] for file in report["files"]),
        documents=tuple(_document(file) for file in report["files"]),
        errors=summary["errors"],
        warnings=summary["warnings"],
    )


def is_valid(
    text: Text,
    operation: Optional[str] = None,
    *,
    input: str = "json",
    allow_unknown_fields: bool = False,
    allow_unknown_values: bool = False,
) -> bool:
    """Whether every document of a text is a valid request, and there is one. Warnings do not count."""
    chosen = settings(operation, input, "", allow_unknown_fields, allow_unknown_values, 1)
    return _engine.is_valid(_bytes(text), chosen)


def fix(
    text: Text,
    operation: Optional[str] = None,
    *,
    input: str = "json",
    allow_unknown_fields: bool = False,
    allow_unknown_values: bool = False,
) -> Fixed:
    """Applies all automatic fixes to a text. One that is not UTF-8 has none: half a surrogate pair comes back as U+FFFD."""
    chosen = settings(operation, input, "", allow_unknown_fields, allow_unknown_values, 0)
    return Fixed(*_engine.fix(_bytes(text).decode("utf-8", "replace"), chosen))


def _bytes(text: Text) -> bytes:
    if isinstance(text, str):
        # Half a surrogate pair becomes bytes that are no UTF-8, which is then what the report says.
        return text.encode("utf-8", "surrogatepass")
    if isinstance(text, (bytes, bytearray, memoryview)):
        return bytes(text)
    raise TypeError(f"a text is `str` or bytes, not `{type(text).__name__}`")


def _document(file: dict[str, Any]) -> Document:
    diagnostics = tuple(_diagnostic(it) for it in file.pop("diagnostics", ()))
    known = {name: file[name] for name in Document.__dataclass_fields__ if name in file}
    return Document(**known, diagnostics=diagnostics)


def _diagnostic(it: dict[str, Any]) -> Diagnostic:
    change = it.get("fix")
    edits = () if change is None else tuple(Edit(**edit) for edit in change["edits"])
    return Diagnostic(
        **{
            **it,
            "related": tuple(Related(**related) for related in it["related"]),
            "fix": None if change is None else Fix(change["message"], edits),
        }
    )
