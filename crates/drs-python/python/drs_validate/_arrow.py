"""Columns of texts, for engines that hold their data in Arrow: Spark, Polars, DuckDB, DataFusion."""

from __future__ import annotations

import struct
from typing import Any, Optional

from . import _engine
from ._settings import settings


def check_arrow(
    column: Any,
    operation: Optional[str] = None,
    *,
    allow_unknown_fields: bool = False,
    allow_unknown_values: bool = False,
    max_diagnostics: int = 100,
) -> tuple[Any, Any]:
    """Checks a column of texts, each one JSON document, and returns two columns of the same length.

    The first holds the verdicts (`bool`), the second the reports (`string`): an entry of the format `json-lines` for each text that
    has something to report, and null for the others. Where the column has null, both have. `column` is an array or a chunked array of
    `pyarrow`, whose kind the results have, or whatever offers `__arrow_c_array__` or `__arrow_c_stream__`: texts or bytes in any layout of Arrow
    but run-end encoding; other values are a `pyarrow.ArrowException`. It takes one processor
    and leaves Python's lock to others meanwhile.
    """
    import pyarrow

    if isinstance(column, (str, bytes)):
        raise TypeError("a column is an array of texts, not one text; `check` takes that")
    chosen = settings(operation, "json", "", allow_unknown_fields, allow_unknown_values, max_diagnostics)
    if not isinstance(column, (pyarrow.Array, pyarrow.ChunkedArray)):
        is_stream = hasattr(column, "__arrow_c_stream__")
        column = pyarrow.chunked_array(column) if is_stream else pyarrow.array(column)
    if isinstance(column, pyarrow.Array):
        return _check(column, chosen)
    pairs = [_check(chunk, chosen) for chunk in column.chunks]
    return (
        pyarrow.chunked_array([verdicts for verdicts, _ in pairs], pyarrow.bool_()),
        pyarrow.chunked_array([reports for _, reports in pairs], pyarrow.string()),
    )


def _check(array: Any, chosen: str) -> tuple[Any, Any]:
    import pyarrow

    types = (pyarrow.string(), pyarrow.binary(), pyarrow.large_string(), pyarrow.large_binary())
    if array.type not in types:
        # Not to a string: bytes that are no text are what a report says, and no exception.
        array = array.cast(pyarrow.large_binary())
    is_large = array.type in types[2:]
    length, first, size = len(array), array.offset, 8 if is_large else 4
    if length == 0:
        return pyarrow.array([], pyarrow.bool_()), pyarrow.array([], pyarrow.string())
    validity, offsets, data = array.buffers()
    offsets = offsets.slice(first * size, (length + 1) * size).to_pybytes()
    start, end = (struct.unpack_from("=q" if is_large else "=i", offsets, at)[0] for at in (0, length * size))
    data = b"" if data is None else data.slice(start, end - start).to_pybytes()
    bits = None if validity is None else validity.slice(first // 8, (first % 8 + length + 7) // 8).to_pybytes()
    verdicts, has_report, ends, reports = _engine.check_column(length, bits, first % 8, offsets, is_large, data, chosen)
    missing = array.is_null() if array.null_count else None
    valid = pyarrow.BooleanArray.from_buffers(pyarrow.bool_(), length, [None, pyarrow.py_buffer(verdicts)])
    if missing is not None:
        import pyarrow.compute

        valid = pyarrow.compute.if_else(missing, pyarrow.scalar(None, pyarrow.bool_()), valid)
    buffers = [pyarrow.py_buffer(buffer) for buffer in (has_report, ends, reports)]
    return valid, pyarrow.StringArray.from_buffers(length, buffers[1], buffers[2], buffers[0])
