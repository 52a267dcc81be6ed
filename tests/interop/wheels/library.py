"""What the package says: reports, fixes, columns of every layout, and settings that there are not."""

import contextlib
import io
import json
import time
from pathlib import Path
from typing import Any

import drs_validate
import pyarrow as pa

RIGHT = '{"job": {"type": "precheck", "params": {}}}'
WRONG = '{"job": {"type": "PRECHECK", "params": {}}}'
SECRET = "Canary-7f3a9c"


def reports() -> None:
    report = drs_validate.check(WRONG, name="a.json")
    assert not report.valid and report.errors == 1 and report.warnings == 0
    (document,) = report.documents
    assert (document.path, document.operation, document.document) == ("a.json", "update_job", None)
    (found,) = report.diagnostics
    assert (found.id, found.line, found.column, found.pointer) == ("DRS-S004", 1, 18, "/job/type")
    assert found.fix is not None and found.fix.edits == (drs_validate.Edit(18, 8, "precheck"),), found.fix
    assert drs_validate.check(RIGHT).valid and drs_validate.is_valid(RIGHT)
    for text in ("", "{", b"\xff", "\ud800", "[]", "null"):
        assert not drs_validate.check(text).valid and not drs_validate.is_valid(text), text
    for same in (RIGHT.encode(), bytearray(RIGHT.encode()), memoryview(RIGHT.encode())):
        assert drs_validate.is_valid(same)
    assert not drs_validate.is_valid(RIGHT, "show_job_detail")
    assert drs_validate.check(WRONG, name="a\udcff.json").documents[0].path == "a?.json"
    for no_text in (5, [123, 125], None):
        try:
            drs_validate.check(no_text)  # type: ignore[arg-type]
        except TypeError:
            continue
        raise AssertionError(f"{no_text!r} is taken for a text")
    lines = drs_validate.check(f"{RIGHT}\n\n{WRONG}\n", input="json-lines")
    assert [(it.document, it.valid) for it in lines.documents] == [(3, False)] and not lines.valid
    assert drs_validate.check("job: {type: precheck, params: {}}", input="yaml").valid


def fixes() -> None:
    assert drs_validate.fix(WRONG) == drs_validate.Fixed(RIGHT, 1, 0)
    assert drs_validate.fix(WRONG.encode()).text == RIGHT and drs_validate.fix("\ud800").fixed == 0
    assert drs_validate.fix(RIGHT) == drs_validate.Fixed(RIGHT, 0, 0)
    assert drs_validate.fix("job:\n  type: PRECHECK\n  params: {}\n", input="yaml").fixed == 1


def examples() -> None:
    """Runs the example of the package's own page, and finds in it what it says."""
    page = Path(__file__).parents[3] / "crates/drs-python/README.md"
    code = page.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(page), "exec"), {})
    comments = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert printed.getvalue() == comments[0] + "\n", printed.getvalue()
    assert repr(drs_validate.fix(WRONG).text) == comments[1]


def settings() -> None:
    unknown = '{"job": {"type": "precheck", "params": {}, "later": 1}}'
    assert not drs_validate.is_valid(unknown) and drs_validate.is_valid(unknown, allow_unknown_fields=True)
    attempts: list[tuple[Any, dict[str, Any], str]] = [
        ("update_jb", {}, "did you mean `update_job`?"),
        (None, {"input": "xml"}, "xml"),
    ]
    for operation, others, expected in attempts:
        try:
            drs_validate.check(RIGHT, operation, **others)
        except ValueError as error:
            assert expected in str(error), error
        else:
            raise AssertionError(f"{operation} {others} is taken")


def secrets() -> None:
    text = json.dumps({"job": {"type": "PRECHECK", "params": {}, "password": SECRET, "db_pasword": SECRET}})
    shown = repr(drs_validate.check(text)) + repr(drs_validate.check(text[:-1])) + repr(drs_validate.check(text + "}"))
    assert SECRET not in shown, shown
    assert SECRET not in str(drs_validate.check_arrow(pa.array([text, text[:-1]]))[1].to_pylist())


def columns() -> None:
    texts = [RIGHT, None, WRONG, RIGHT, "", None, "{"] + [RIGHT] * 20
    verdicts = [None if text is None else drs_validate.is_valid(text) for text in texts]
    whole = pa.array(texts, pa.string())
    layouts = [whole, *(whole.cast(kind) for kind in (pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()))]
    layouts += [whole.dictionary_encode(), whole.cast(pa.binary()).dictionary_encode()]
    for column in layouts:
        for start in range(len(texts)):
            for length in (0, 1, 7, 9, len(texts)):
                part = column.slice(start, length)
                valid, found = drs_validate.check_arrow(part)
                expected = verdicts[start : start + length]
                assert valid.type == pa.bool_() and found.type == pa.string(), (column.type, valid.type, found.type)
                assert valid.to_pylist() == expected, (column.type, start, length)
                ids = [None if it is None else json.loads(it)["diagnostics"][0]["id"] for it in found.to_pylist()]
                assert [it is None for it in ids] == [it is not False for it in expected], ids
                valid.validate(full=True), found.validate(full=True)
    chunked = pa.chunked_array([texts[:5], [], texts[5:]], pa.string())
    valid, found = drs_validate.check_arrow(chunked)
    assert isinstance(valid, pa.ChunkedArray) and valid.to_pylist() == verdicts and len(found) == len(texts)
    for kind in (pa.binary(), pa.binary_view(), pa.binary(1)):
        assert drs_validate.check_arrow(pa.array([b"\xff"], kind))[0].to_pylist() == [False], kind
    for column in (RIGHT, RIGHT.encode(), pa.array([1, 2]), [1.5]):
        try:
            drs_validate.check_arrow(column)
        except (TypeError, pa.ArrowException):
            continue
        raise AssertionError(f"{column!r} is taken for a column of texts")
    (entry,) = (json.loads(it) for it in drs_validate.check_arrow(pa.array([WRONG]))[1].to_pylist())
    assert entry["valid"] is False and entry["operation"] == "update_job", entry


def speed() -> None:
    column = pa.array([RIGHT] * 200_000)
    begun = time.perf_counter()
    valid, _ = drs_validate.check_arrow(column)
    seconds = time.perf_counter() - begun
    assert all(valid.to_pylist())
    print(f"check_arrow: {len(column) / seconds / 1e6:.1f} million texts of {len(RIGHT)} bytes a second")


def main() -> None:
    parts = (reports, fixes, examples, settings, secrets, columns, speed)
    for part in parts:
        part()
    print(f"library: {len(parts)} parts, all as they should be")


if __name__ == "__main__":
    main()
