"""Checking with Apache Spark: a column of bodies, or folders of logs in JSON Lines.

    violations = linkcheck.spark.check(frame, "body", keys=["request_id"], environment="production")
    logs = linkcheck.spark.check_logs(spark, ["s3://bucket/logs/"], environment="production")

As a job: ``spark-submit ... -m linkcheck.spark``, see docs/spark.md. Needs the extra ``spark``.
Rows hold nothing personal, as the output of the command line: pointers, messages and fixes are
masked.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import pyarrow as pa
from pyarrow import fs
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from linkcheck.config import Config, ConfigError, load
from linkcheck.context import ENVIRONMENTS, PLATFORMS
from linkcheck.documents import Document
from linkcheck.engine.runner import InternalError
from linkcheck.output.json_ import to_dict
from linkcheck.output.results import Result
from linkcheck.report import Report
from linkcheck.sources.decode import is_text
from linkcheck.sources.files import (
    InputError,
    Passed,
    Source,
    SourceDocument,
    is_lines,
    is_packed,
    unpacked,
)
from linkcheck.sources.json_lines import (
    MOST_BLANK,
    PART,
    Part,
    first_line,
    pieces,
    raw_lines,
    read_others,
)
from linkcheck.violation import Severity

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from linkcheck.checker import Checker

RANGE_BYTES = 64 << 20
"""About so many bytes of a log are the work of one task."""

_ROWS_AT_ONCE = 1000

_TEXT, _NUMBER = pa.string(), pa.int64()
_ANSWER = pa.struct([(name, _TEXT) for name in ("error_type", "error_code", "error_message")])
_RELATED = pa.list_(pa.struct([("pointer", _TEXT), ("text", _TEXT)]))
_FIX = pa.struct([("description", _TEXT), ("safe", pa.bool_()), ("patch", _TEXT)])

_VIOLATION = [
    ("document", _TEXT),
    ("code", _TEXT),
    ("name", _TEXT),
    ("severity", _TEXT),
    ("message", _TEXT),
    ("pointer", _TEXT),
    ("missing", _TEXT),
    ("line", _NUMBER),
    ("column", _NUMBER),
    ("end_line", _NUMBER),
    ("end_column", _NUMBER),
    ("docs", _TEXT),
    ("evidence", _TEXT),
    ("plaid_error", _ANSWER),
    ("related", _RELATED),
    ("fix", _FIX),
]
"""The columns of a violation: the members of ``--format json``; the patch of a fix is JSON text."""

_IN_LOG = pa.schema([("file", _TEXT), ("document_index", _NUMBER), *_VIOLATION])
_NAMES = [name for name, _ in _VIOLATION]

_Batches = Iterable[pa.RecordBatch]
_Row = dict[str, Any]


@dataclass(frozen=True)
class _Maker:
    """Makes the checker of a call once in each Python worker."""

    config: Config
    options: Mapping[str, Any]
    token: str = field(default_factory=lambda: uuid4().hex)

    @classmethod
    def of(cls, config: str | os.PathLike[str] | None, options: Mapping[str, Any]) -> _Maker:
        """Raises ConfigError and ValueError for what is wrong, before any worker begins."""
        found = load(config) if config is not None else Config()
        if found.today == "now":  # the day of the driver
            found = found.with_(today=date.today())  # noqa: DTZ011  (the user's own day is meant)
        found.checker(**options)
        return cls(found.with_(), options)

    def checker(self) -> Checker:
        """The checker of this worker."""
        if self.token not in _made:
            _made.clear()  # what a worker was used for before
            _made[self.token] = self.config.checker(**self.options)
        return _made[self.token]


_made: dict[str, Checker] = {}


# -- a column of bodies ------------------------------------------------------------------------


def check(
    frame: DataFrame,
    column: str = "body",
    *,
    keys: Sequence[str] = (),
    document: str | None = None,
    config: str | os.PathLike[str] | None = None,
    **options: Any,
) -> DataFrame:
    """The violations of the bodies in a column, a row each, after the columns ``keys``.

    The column holds JSON text (string or binary) or structs, in which null counts as absent; where
    it is null itself, nothing is checked. ``document`` is the kind of the bodies, detected if left
    out. ``config`` is a configuration file on the driver; ``options`` are those of
    ``linkcheck.Checker`` and go over it. A rule that crashed is a row without ``code``.
    Raises ValueError for wrong options or a key that is named like a column of the violations, and
    ConfigError for a wrong configuration.
    """
    clash = set(keys).intersection(_NAMES)
    if clash:
        raise ValueError(f"rename the key columns {', '.join(sorted(clash))}: violations have them")
    maker = _Maker.of(config, options)
    kind = Document(document) if document is not None else None
    names = list(keys)
    types = list(frame.select(*names).schema.fields) if names else []
    schema = StructType([*types, *from_arrow_schema(pa.schema(_VIOLATION)).fields])

    def violations(batches: _Batches) -> Iterator[pa.RecordBatch]:
        checker = maker.checker()
        for batch in batches:
            yield _of_batch(batch, checker, kind, names)

    return frame.select(*names, column).mapInArrow(violations, schema)


def _of_batch(
    batch: pa.RecordBatch, checker: Checker, kind: Document | None, keys: list[str]
) -> pa.RecordBatch:
    places: list[int] = []
    rows: list[_Row] = []
    for place, body in enumerate(batch.column(len(keys)).to_pylist()):
        if body is None:
            continue
        report = checker.check(_without_nulls(body), kind)
        for row in _rows(Result.about("", 0, report)):
            places.append(place)
            rows.append(row)
    found = pa.RecordBatch.from_pylist(rows, pa.schema(_VIOLATION))
    carried = [batch.column(at).take(pa.array(places, pa.int64())) for at in range(len(keys))]
    return pa.RecordBatch.from_arrays([*carried, *found.columns], names=[*keys, *_NAMES])


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value


# -- folders of logs ---------------------------------------------------------------------------


class Logs(NamedTuple):
    """What a check of logs gives.

    ``violations`` has a row for each violation, with ``file`` and ``document_index`` before the
    columns of ``check``; lines are those of the file. What could not be checked is a row, too, with
    a ``message`` but no ``code``. ``documents`` maps each file to the number of its documents.
    """

    violations: DataFrame
    documents: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Log(Source):
    """A file that Arrow's file systems can read, such as ``s3://bucket/key``."""

    def open(self) -> IO[bytes]:
        import io

        try:
            system, path = _located(self.path)
            file: Any = io.BufferedReader(system.open_input_file(path), 1 << 20)
        except OSError as error:
            raise self.unreadable(error) from None
        found: IO[bytes] = unpacked(file) if is_packed(self.path) else file
        return found


class _Range(NamedTuple):
    """Bytes of a file. ``end`` is None if the file cannot be divided."""

    file: str
    start: int
    end: int | None


def check_logs(
    spark: SparkSession,
    paths: Iterable[str],
    *,
    document: str | None = None,
    config: str | os.PathLike[str] | None = None,
    range_bytes: int = RANGE_BYTES,
    **options: Any,
) -> Logs:
    """Check logs in JSON Lines (``.jsonl``, ``.ndjson``, either with ``.gz``) in parallel.

    ``paths`` are files or folders: local ones that all workers see, or addresses of file systems
    that Arrow knows (``s3://``, ``gs://``, ``hdfs://``, ``abfs://``). The rows are those of
    ``linkcheck check FILE...``, in the same order. Files are read twice, first to number the lines.
    The other arguments are those of ``check``. Raises OSError for a path that does not exist.
    """
    maker = _Maker.of(config, options)
    kind = Document(document) if document is not None else None
    ranges = [one for path in paths for one in _ranges(path, range_bytes)]
    sizes = _sizes(spark, ranges)
    works, documents = _works(ranges, sizes)

    def violations(batches: _Batches) -> Iterator[pa.RecordBatch]:
        checker = maker.checker()
        for number in _numbers(batches):
            for rows in _chunks(_of_part(*works[number], checker, kind)):
                yield pa.RecordBatch.from_pylist(rows, _IN_LOG)

    return Logs(_over(spark, len(works), violations, _IN_LOG), documents)


def counts(violations: DataFrame) -> DataFrame:
    """How often each rule was broken: document, code, name, severity and number of violations."""
    grouped = violations.groupBy("document", "code", "name", "severity")
    return grouped.agg(F.count(F.lit(1)).alias("violations")).orderBy("document", "code")


def _located(path: str) -> tuple[fs.FileSystem, str]:
    if "://" in path:
        found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(path)
        return found
    return fs.LocalFileSystem(), path


def _ranges(path: str, size: int) -> Iterator[_Range]:
    """The ranges of a file, or of the logs in a folder and below it, in sorted order."""
    if "://" not in path:
        path = os.path.abspath(path)  # noqa: PTH100  (workers run in other folders)
    system, inner = _located(path)
    prefix = path[: -len(inner)] if inner and path.endswith(inner) else ""
    info = system.get_file_info(inner)
    if info.type == fs.FileType.Directory:
        below = system.get_file_info(fs.FileSelector(inner, recursive=True))
        files = [one for one in below if one.is_file and is_lines(one.path)]
    elif info.is_file:
        files = [info]
    else:
        raise FileNotFoundError(f"{path}: no such file or folder")
    for file in sorted(files, key=lambda one: str(one.path)):
        name = prefix + file.path
        if is_packed(name):
            yield _Range(name, 0, None)
        else:
            for start in range(0, max(file.size, 1), size):
                yield _Range(name, start, min(start + size, max(file.size, 1)))


def _sizes(spark: SparkSession, ranges: list[_Range]) -> list[_Size]:
    """The size of each range."""

    def measure(batches: _Batches) -> Iterator[pa.RecordBatch]:
        for number in _numbers(batches):
            row = {"number": number, **_size(ranges[number])._asdict()}
            yield pa.RecordBatch.from_pylist([row], _SIZE)

    rows = _over(spark, len(ranges), measure, _SIZE).collect()
    return [_Size(*row[1:]) for row in sorted(rows)]


class _Size(NamedTuple):
    """Where the first line of a range begins, and how many lines and documents begin in it.

    ``divided`` is False if the file has to be read as a whole, also to tell what is wrong with it.
    """

    start: int
    lines: int
    documents: int
    divided: bool


_SIZE = pa.schema(
    [(name, _NUMBER) for name in ("number", "start", "lines", "documents")]
    + [("divided", pa.bool_())]
)


def _size(one: _Range) -> _Size:
    lines = documents = 0
    try:
        with _Log(one.file, one.file, named=True).open() as file:
            if one.end is None:
                documents = sum(
                    bool(line.strip()) for line, _ in raw_lines(file, most_blank=MOST_BLANK)
                )
                return _Size(0, 0, documents, divided=False)
            if not one.start and not is_text(file.readline(PART)):
                return _Size(0, 0, 1, divided=False)
            start = first_line(file, one.start)
            for _, more_lines, more in pieces(file, start, one.end):
                lines, documents = lines + more_lines, documents + more
    except (InputError, OSError, EOFError, zlib.error):
        return _Size(0, 0, documents, divided=False)
    return _Size(start, lines, documents, divided=True)


_Work = tuple[str, Part]


def _works(ranges: list[_Range], sizes: list[_Size]) -> tuple[list[_Work], dict[str, int]]:
    """The parts to check, with the numbers of their first lines, and the documents of each file."""
    works: list[_Work] = []
    documents: dict[str, int] = {}
    pairs = zip(ranges, sizes, strict=True)
    for file, group in groupby(pairs, key=lambda pair: pair[0].file):
        every = list(group)
        documents[file] = sum(size.documents for _, size in every)
        if not all(size.divided for _, size in every):
            documents[file] = every[0][1].documents
            works.append((file, Part()))
            continue
        line, index = 1, 0
        for one, size in every:
            if size.lines:
                works.append((file, Part(size.start, one.end, line, index)))
            line, index = line + size.lines, index + size.documents
    return works, documents


def _of_part(file: str, part: Part, checker: Checker, kind: Document | None) -> Iterator[_Row]:
    """The rows of a part of a log."""
    log = _Log(file, file, named=True)
    try:
        for found in read_others(log, part, lambda d: checker.is_known_clean(d.value, kind)):
            if isinstance(found, InputError):
                yield _unread(file, found)
            elif not isinstance(found, Passed):
                yield from _of_document(found, checker, kind)
    except InputError as error:
        yield _unread(file, error)


def _of_document(found: SourceDocument, checker: Checker, kind: Document | None) -> Iterator[_Row]:
    try:
        report = checker.check_source(found, kind)
    except Exception as error:
        crash = InternalError("linkcheck", type(error).__name__)
        report = Report(str(kind or found.kind or ""), (), (crash,))
    yield from _rows(Result.about(found.file, found.index, report))


def _unread(file: str, error: InputError) -> _Row:
    return {
        "file": file,
        "name": "not-checked",
        "severity": str(Severity.ERROR),
        "message": error.reason,
        "line": error.line,
        "column": error.column,
    }


def _rows(result: Result) -> Iterator[_Row]:
    """The rows of a document: its violations, then the rules that crashed."""
    for violation in result.violations:
        row = to_dict(result, violation)
        fix = row["fix"]
        if fix is not None and fix["patch"] is not None:
            fix["patch"] = json.dumps(fix["patch"])
        yield row
    for crash in result.internal_errors:
        yield {
            "file": result.file,
            "document_index": result.index,
            "document": result.document,
            "name": "internal-error",
            "severity": str(Severity.ERROR),
            "message": f"{crash.subject} crashed ({crash.error}). {crash.remedy}",
        }


def _numbers(batches: _Batches) -> Iterator[int]:
    return (number for batch in batches for number in batch.column(0).to_pylist())


def _chunks(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while chunk := list(islice(rows, _ROWS_AT_ONCE)):
        yield chunk


def _over(
    spark: SparkSession,
    count: int,
    work: Callable[[_Batches], Iterator[pa.RecordBatch]],
    schema: pa.Schema,
) -> DataFrame:
    """What ``work`` gives for each of the numbers below ``count``, a task each, in this order."""
    return spark.range(0, count, 1, max(count, 1)).mapInArrow(work, from_arrow_schema(schema))


# -- the job -----------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Check logs and write two tables, ``violations`` and ``counts``; print a summary as JSON."""
    given = vars(_parser().parse_args(arguments))
    output, form = given.pop("output"), given.pop("format")
    mode = "overwrite" if given.pop("overwrite") else "error"
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("linkcheck").getOrCreate()
    options = {name: value for name, value in given.items() if value is not None}
    try:
        logs = check_logs(spark, options.pop("paths"), **options)
    except (ValueError, OSError, ConfigError) as error:
        sys.stderr.write(f"linkcheck: {error}\n")
        return 2
    logs.violations.write.format(form).mode(mode).save(f"{output}/violations")
    # From what was written, so that nothing is checked twice.
    violations = spark.read.schema(logs.violations.schema).format(form).load(f"{output}/violations")
    found = counts(violations)
    found.coalesce(1).write.format(form).mode(mode).save(f"{output}/counts")
    severities = {str(severity): 0 for severity in Severity}
    severities |= {row["severity"]: row["number"] for row in _by_severity(found).collect()}
    totals = {"files": len(logs.documents), "documents": sum(logs.documents.values())}
    sys.stdout.write(json.dumps({**totals, **severities}) + "\n")
    return 0


def _by_severity(found: DataFrame) -> DataFrame:
    return found.groupBy("severity").agg(F.sum("violations").alias("number"))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="linkcheck.spark", description=main.__doc__)
    parser.add_argument("paths", nargs="+", help="logs in JSON Lines, or folders of them")
    parser.add_argument("--output", required=True, help="the folder for the two tables")
    parser.add_argument("--format", choices=("parquet", "json"), default="parquet")
    parser.add_argument("--overwrite", action="store_true", help="replace tables that are there")
    parser.add_argument("--document", choices=[str(kind) for kind in Document])
    parser.add_argument("--environment", choices=ENVIRONMENTS)
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--select", type=_words, metavar="RULES", help="separated by commas")
    parser.add_argument("--ignore", type=_words, metavar="RULES", help="separated by commas")
    parser.add_argument("--pedantic", action="store_true", default=None)
    parser.add_argument("--config", metavar="FILE", help="a configuration on the driver")
    parser.add_argument("--range-bytes", type=int, default=RANGE_BYTES, help="of one task")
    return parser


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


if __name__ == "__main__":
    # As a module of its name, which workers import; functions of __main__ would be sent to them.
    from linkcheck.integrations.spark import main as run

    sys.exit(run())
