"""Check a column of bodies, or folders of JSON Lines logs, with Apache Spark.

    violations = linkcheck.spark.check(frame, "body", keys=["request_id"], environment="production")
    logs = linkcheck.spark.check_logs(spark, ["s3://bucket/logs/"], environment="production")

As a job: ``spark-submit ... -m linkcheck.spark``, see docs/spark.md. Requires the extra ``spark``.
Rows contain nothing personal: pointers, messages and fixes are redacted, as on the command line.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from io import BufferedReader
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click
import pyarrow as pa
from pyarrow.fs import FileSelector, FileSystem, FileType
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from linkcheck.cli.options import CHECKER_OPTIONS, CONFIG_OPTIONS, options
from linkcheck.config import Config, ConfigError, load
from linkcheck.documents import Document
from linkcheck.engine.runner import InternalError
from linkcheck.output.json_ import to_dict
from linkcheck.output.results import Result
from linkcheck.report import Report
from linkcheck.sources.compression import decompressed
from linkcheck.sources.files import (
    InputError,
    Passed,
    Source,
    SourceDocument,
    is_compressed,
    is_lines,
)
from linkcheck.sources.json_lines import read_others
from linkcheck.violation import Severity

if TYPE_CHECKING:
    from linkcheck.checker import Checker

_TEXT, _NUMBER = pa.string(), pa.int64()
_ANSWER = pa.struct([(name, _TEXT) for name in ("error_type", "error_code", "error_message")])
_POSITION = [(name, _NUMBER) for name in ("line", "column", "end_line", "end_column")]
_RELATED = pa.list_(pa.struct([("pointer", _TEXT), ("text", _TEXT), ("file", _TEXT), *_POSITION]))
_WHEN = pa.list_(pa.struct([("condition", _TEXT), ("is", pa.bool_())]))
_FIX = pa.struct([("description", _TEXT), ("safe", pa.bool_()), ("patch", _TEXT)])
_VIOLATION = pa.schema(
    [(name, _TEXT) for name in ("document", "code", "name", "severity")]
    + [(name, _TEXT) for name in ("message", "help", "pointer", "missing")]
    + _POSITION
    + [("source_language", _TEXT), ("when", _WHEN)]
    + [("docs", _TEXT), ("evidence", _TEXT), ("plaid_error", _ANSWER)]
    + [("related", _RELATED), ("fix", _FIX)]
)
"""The columns of a violation: the members of ``--format json``; the patch of a fix is a string."""
_IN_LOG = pa.schema([("file", _TEXT), ("document_index", _NUMBER), *_VIOLATION])
_Row = dict[str, Any]


def _maker(config: str | os.PathLike[str] | None, options: dict[str, Any]) -> Callable[[], Checker]:
    """Return the factory of the checkers of the tasks. Raises ConfigError and ValueError."""
    found = load(config) if config is not None else Config()
    if found.today == "now":  # the date of the driver
        found = found.with_(today=date.today())  # noqa: DTZ011  (the user's own day is meant)
    found.checker(**options)
    return partial(found.with_().checker, **options)


def check(
    frame: DataFrame,
    column: str = "body",
    *,
    keys: Sequence[str] = (),
    document: str | None = None,
    config: str | os.PathLike[str] | None = None,
    **options: Any,
) -> DataFrame:
    """Return the violations of the bodies in a column, one per row, after the columns ``keys``.

    The column has JSON (string or binary) or structs, whose null fields count as absent; null rows
    are not checked. ``document`` is the document type, detected by default. ``config`` is a
    configuration file on the driver; ``options`` are those of ``linkcheck.Checker`` and override
    it. A crashed rule is a row without ``code``. Raises ValueError for wrong options or a key with
    the name of a violation column, and ConfigError for a wrong configuration.
    """
    clash = set(keys).intersection(_VIOLATION.names)
    if clash:
        raise ValueError(f"rename the key columns {', '.join(sorted(clash))}: violations have them")
    maker, kind = _maker(config, options), Document(document) if document is not None else None
    carried = frame.select(*keys).schema.fields if keys else []

    def violations(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        checker = maker()
        for batch in batches:
            bodies = enumerate(batch.column(len(keys)).to_pylist())
            found = [
                (place, row)
                for place, body in bodies
                if body is not None
                for row in _rows("", 0, checker.check(_set(body), kind))
            ]
            places = pa.array([place for place, _ in found], _NUMBER)
            rows = pa.RecordBatch.from_pylist([row for _, row in found], _VIOLATION)
            columns = [batch.column(at).take(places) for at in range(len(keys))]
            names = [*keys, *_VIOLATION.names]
            yield pa.RecordBatch.from_arrays([*columns, *rows.columns], names=names)

    schema = StructType([*carried, *from_arrow_schema(_VIOLATION).fields])
    return frame.select(*keys, column).mapInArrow(violations, schema)


def _set(value: Any) -> Any:
    """Return a struct without its null fields."""
    if isinstance(value, dict):
        return {name: _set(one) for name, one in value.items() if one is not None}
    return [_set(one) for one in value] if isinstance(value, list) else value


class Logs(NamedTuple):
    """The result of checking logs.

    ``violations`` has a row for each violation, with ``file`` and ``document_index`` before the
    columns of ``check``; lines are those of the file. A document that could not be checked is a row
    with a ``message`` but no ``code``. ``documents`` maps each file to its number of documents.
    """

    violations: DataFrame
    documents: dict[str, int]


def check_logs(
    spark: SparkSession,
    paths: Iterable[str],
    *,
    document: str | None = None,
    config: str | os.PathLike[str] | None = None,
    **options: Any,
) -> Logs:
    """Check JSON Lines logs (``.jsonl``, ``.ndjson``, optionally with ``.gz``), each in a task.

    ``paths`` are files or folders: local ones that all workers can read, or addresses in file
    systems that Arrow supports (``s3://``, ``gs://``, ``hdfs://``, ``abfs://``). The rows are those
    of ``linkcheck check FILE...``, in the same order. Files are read twice, first to count
    documents. The other arguments are those of ``check``. Raises OSError for a missing path.
    """
    maker, kind = _maker(config, options), Document(document) if document is not None else None
    logs = [log for path in paths for log in _logs(path)]
    found = _each(spark, logs, _count, pa.schema([("documents", _NUMBER)])).collect()
    documents = {log.name: row.documents for log, row in zip(logs, found, strict=True)}
    return Logs(_each(spark, logs, lambda log: _of_log(log, maker(), kind), _IN_LOG), documents)


def counts(violations: DataFrame) -> DataFrame:
    """Count the violations of each rule: document, code, name, severity and violations."""
    grouped = violations.groupBy("document", "code", "name", "severity")
    return grouped.agg(F.count(F.lit(1)).alias("violations")).orderBy("document", "code")


class _Log(Source):
    """A file in a file system of Arrow, such as ``s3://bucket/key``."""

    __slots__ = ()

    def open(self) -> IO[bytes]:
        try:
            system, path = FileSystem.from_uri(self.path)
            file: Any = BufferedReader(system.open_input_file(path), 1 << 20)
        except OSError as error:
            raise self.unreadable(error) from None
        return decompressed(file) if is_compressed(self.path) else file


def _logs(path: str) -> Iterator[_Log]:
    """Return a file, or the logs in a folder and its subfolders, sorted."""
    path = path.rstrip("/") if "://" in path else os.path.abspath(path)  # noqa: PTH100
    system, inner = FileSystem.from_uri(path)
    info = system.get_file_info(inner)
    if info.type == FileType.NotFound:
        raise FileNotFoundError(f"{path}: no such file or folder")
    files = [inner]
    if info.type == FileType.Directory:
        below = system.get_file_info(FileSelector(inner, recursive=True))
        files = sorted(one.path for one in below if one.is_file and is_lines(one.path))
    for file in files:
        name = path.removesuffix(inner) + file
        yield _Log(name, name, named=True)


def _count(log: _Log) -> Iterator[_Row]:
    documents = 0
    with suppress(InputError):
        for found in read_others(log, None, lambda _: Document.CREATE_REQUEST):
            documents += found.number if isinstance(found, Passed) else 1
    yield {"documents": documents}


def _of_log(log: _Log, checker: Checker, kind: Document | None) -> Iterator[_Row]:
    try:
        for found in read_others(log, None, lambda value: checker.known_clean(value, kind)):
            if isinstance(found, InputError):
                yield _unread(found)
            elif not isinstance(found, Passed):
                yield from _rows(log.name, found.position, _report(found, checker, kind))
    except InputError as error:
        yield _unread(error)


def _report(found: SourceDocument, checker: Checker, kind: Document | None) -> Report:
    try:
        return checker.check_source(found, kind)
    except Exception as error:
        crash = InternalError("linkcheck", type(error).__name__)
        return Report(str(kind or found.kind or ""), (), (crash,))


def _unread(error: InputError) -> _Row:
    place = {"file": error.name, "line": error.line, "column": error.column}
    return {**place, "name": "not-checked", "severity": "error", "message": error.reason}


def _rows(file: str, index: int, report: Report) -> Iterator[_Row]:
    """Yield the rows of a document: its violations, then the crashed rules."""
    result = Result(file, index, report.document, report.violations)
    for violation in report.violations:
        row = to_dict(result, violation)
        if row["fix"] and row["fix"]["patch"] is not None:
            row["fix"]["patch"] = json.dumps(row["fix"]["patch"])
        yield row
    for crash in report.internal_errors:
        place = {"file": file, "document_index": index, "document": report.document}
        message = f"{crash.subject} crashed ({crash.error}). {crash.remedy}"
        yield {**place, "name": "internal-error", "severity": "error", "message": message}


def _each(
    spark: SparkSession, logs: list[_Log], work: Callable[[_Log], Iterator[_Row]], schema: pa.Schema
) -> DataFrame:
    """Return the rows that ``work`` yields for each log, one task per log, in this order."""

    def batches(numbers: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for number in (number for batch in numbers for number in batch.column(0).to_pylist()):
            rows = work(logs[number])
            while chunk := list(islice(rows, 1000)):
                yield pa.RecordBatch.from_pylist(chunk, schema)

    numbers = spark.range(0, len(logs), 1, max(len(logs), 1))
    return numbers.mapInArrow(batches, from_arrow_schema(schema))


_OPTIONS = [option for option in CHECKER_OPTIONS if option not in CONFIG_OPTIONS]


@click.command(context_settings={"show_default": True})
@click.argument("paths", nargs=-1, required=True)
@click.option("--output", required=True, metavar="FOLDER", help="Path of the two tables.")
@click.option("--format", "form", type=click.Choice(["parquet", "json"]), default="parquet")
@click.option("--overwrite", is_flag=True, help="Replace existing tables.")
@options(_OPTIONS)
@click.option("--config", metavar="FILE", help="Configuration file on the driver.")
def _job(paths: tuple[str, ...], output: str, form: str, overwrite: bool, **given: Any) -> None:
    """Check logs and write two tables, violations and counts; print a summary as JSON."""
    spark = SparkSession.builder.appName("linkcheck").getOrCreate()
    try:
        logs = check_logs(spark, paths, **{name: one for name, one in given.items() if one})
    except (ValueError, OSError, ConfigError) as error:
        raise click.UsageError(str(error)) from None
    mode = "overwrite" if overwrite else "error"
    logs.violations.write.format(form).mode(mode).save(f"{output}/violations")
    # Read the written table, so that nothing is checked twice.
    written = spark.read.schema(logs.violations.schema).format(form)
    found = counts(written.load(f"{output}/violations"))
    found.coalesce(1).write.format(form).mode(mode).save(f"{output}/counts")
    severities = Counter({str(severity): 0 for severity in Severity})
    for row in found.collect():
        severities[row.severity] += row.violations
    totals = {"files": len(logs.documents), "documents": sum(logs.documents.values())}
    click.echo(json.dumps({**totals, **severities}))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job and return its exit code. The arguments default to those of the process."""
    try:
        _job(arguments, prog_name="linkcheck.spark", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return 0


if __name__ == "__main__":
    # Call the importable module: functions of __main__ would be pickled for the workers.
    from linkcheck.integrations.spark import main as run

    sys.exit(run())
