"""The wheel in Spark, on two cores: verdicts and reports of the corpus's documents by `mapInArrow`, and the time beside that of
reading alone.

Usage: spark.py CORPUS
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import drs_validate
from pyspark.sql import SparkSession

LINES = 200_000
ROUNDS = 5


def check(batches):
    import pyarrow as pa

    for batch in batches:
        texts = batch.column("value")
        valid, report = drs_validate.check_arrow(texts, "update_job")
        yield pa.RecordBatch.from_arrays([texts, valid, report], ["value", "valid", "report"])


def verdicts(batches):
    import pyarrow as pa

    for batch in batches:
        yield pa.RecordBatch.from_arrays([drs_validate.check_arrow(batch.column("value"), "update_job")[0]], ["valid"])


def same(batches):
    import pyarrow as pa

    for batch in batches:
        yield pa.RecordBatch.from_arrays([pa.array([True] * len(batch), pa.bool_())], ["valid"])


def main():
    corpus = Path(sys.argv[1]) / "update_job.jsonl"
    lines = (line for line in corpus.read_text(encoding="utf-8").split("\n") if line)
    documents = [json.loads(line)["document"] for line in lines]
    # A text file has a document on each line, and only characters.
    documents = [text for text in documents if text.strip() and not set(text) & {"\n", "\r"} and text.isprintable()]
    expected = [drs_validate.is_valid(text, "update_job") for text in documents]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "documents.jsonl")
        path.write_text("\n".join(documents) + "\n", encoding="utf-8")
        many = Path(folder, "many.jsonl")
        valid = [text for text, verdict in zip(documents, expected) if verdict and 700 < len(text) < 1100]
        many.write_text("".join(valid[at % len(valid)] + "\n" for at in range(LINES)), encoding="utf-8")
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
        builder = SparkSession.builder.master("local[2]").appName("drs").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        spark = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        rows = spark.read.text(str(path)).mapInArrow(check, "value string, valid boolean, report string").collect()
        found = {row.value: (row.valid, row.report) for row in rows}
        assert len(rows) == len(documents), f"{len(rows)} rows of {len(documents)} documents"
        for text, verdict in zip(documents, expected):
            valid, report = found[text]
            assert valid == verdict and (verdict or json.loads(report)["valid"] is False), report
        table = spark.read.text(str(many))
        count = lambda function: table.mapInArrow(function, "valid boolean").filter("valid").count()
        ways = {
            "Spark reads": lambda: table.selectExpr("count(value)", "sum(length(value))").collect()[0][0],
            "through Python": lambda: count(same),
            "with verdicts": lambda: count(verdicts),
        }
        times = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                begun = time.perf_counter()
                counted = way()
                times[name].append(time.perf_counter() - begun)
                assert counted == LINES, counted
        spark.stop()
        size = many.stat().st_size
    print(f"Spark {spark.version}: {len(documents)} documents, {expected.count(True)} of them valid, as the library says")
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    ratios = ", ".join(f"{name} {seconds:.2f} s ({seconds / medians['Spark reads']:.2f} x)" for name, seconds in medians.items())
    print(f"Spark: {LINES} lines, {size / 1e6:.0f} MB: {ratios}")


if __name__ == "__main__":
    main()
