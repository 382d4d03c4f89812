"""Spark finds what one process finds, row for row."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")

import linkcheck
from benchmarks.logs import lines
from linkcheck.config import ConfigError
from linkcheck.integrations import spark as on_spark
from tests.cli.conftest import CLEAN, ERROR, FOREIGN, WARNING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Spark is behind with pandas, and leaves sockets to the garbage collector.
pytestmark = [
    pytest.mark.matrix,
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Row = dict[str, Any]
SECRET = "4111-planted-value"


def rows(frame: DataFrame) -> list[Row]:
    return [plain(row.asDict(recursive=True)) for row in frame.collect()]


def plain(row: Row) -> Row:
    """A row as in ``--format jsonl``."""
    fix = row["fix"]
    patch = fix and fix["patch"]
    return {**row, "fix": fix and {**fix, "patch": patch and json.loads(patch)}}


def by_one_process(*arguments: str) -> list[Row]:
    command = [sys.executable, "-m", "linkcheck", "check", "--format", "jsonl", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=-3)
    assert done.returncode in (0, 1, 2), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def odd_lines() -> bytes:
    """Lines of all makes; broken ones stand alone, in rows, and at the beginning."""
    twice = '{"client_name": "a", "client_name": "b"}'
    get = '{"link_token": "x"}'
    makes = ["{", CLEAN, ERROR, "", "{", "[1", '"\\ud800"', WARNING, get, "{", "  ", FOREIGN, twice]
    return "\r\n".join(makes * 5).encode() + b"\n\xff\n\r\x0b\n" + "\n".join(makes * 5).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "logs"
    (found / "deeper").mkdir(parents=True)
    (found / "a.jsonl").write_bytes(b"".join(lines(400)))
    (found / "b.ndjson").write_bytes(odd_lines())
    (found / "c.jsonl").write_bytes(b"")
    (found / "d.jsonl.gz").write_bytes(gzip.compress(odd_lines() + b"\n" + b"".join(lines(30, 1))))
    (found / "deeper" / "e.jsonl").write_bytes(f"{ERROR}\n{ERROR}\n".encode("utf-16"))
    (found / "notes.txt").write_text(ERROR, encoding="utf-8")
    return found


def test_logs_give_the_rows_of_one_process(spark: SparkSession, folder: Path) -> None:
    files = [str(path) for path in sorted(folder.rglob("*")) if ".txt" not in path.name]
    files = [path for path in files if Path(path).is_file()]
    logs = on_spark.check_logs(spark, [str(folder)])
    found = rows(logs.violations)
    assert len(found) > 100
    assert found == by_one_process(*files)
    reported = {Path(path).name: number for path, number in logs.documents.items()}
    odd = 11 * 10 + 1  # with the one that is no UTF-8
    assert reported == {
        "a.jsonl": 400,
        "b.ndjson": odd,
        "c.jsonl": 0,
        "d.jsonl.gz": odd + 30,
        "e.jsonl": 1,
    }


def test_options_and_configuration_count(spark: SparkSession, tmp_path: Path) -> None:
    log, config = tmp_path / "a.jsonl", tmp_path / "linkcheck.toml"
    log.write_bytes(b"".join(lines(200)))
    config.write_text(
        'severity = { "LC301" = "warning" }\n[per-file-ignores]\n"other/*" = ["LC1"]\n',
        encoding="utf-8",
    )
    for options in (
        {"environment": "production", "platform": "ios", "pedantic": True},
        {"select": ["LC1", "product-in-two-arrays"], "ignore": ["LC101"]},
    ):
        logs = on_spark.check_logs(spark, [str(log)], config=config, **options)
        given = ["--config", str(config)]
        for name, value in options.items():
            words = ",".join(value) if isinstance(value, list) else str(value)
            given += [f"--{name}"] if value is True else [f"--{name}", words]
        found = rows(logs.violations)
        assert found == by_one_process(*given, str(log))
        assert {row["severity"] for row in found if row["code"] == "LC301"} == {"warning"}


def test_wrong_arguments_are_reported_at_once(spark: SparkSession, tmp_path: Path) -> None:
    frame = spark.createDataFrame([(1, CLEAN)], "code int, body string")
    with pytest.raises(ValueError, match="rename the key columns code"):
        on_spark.check(frame, keys=["code"])
    with pytest.raises(ValueError, match="unknown-valu"):
        on_spark.check(frame, select=["unknown-valu"])
    with pytest.raises(ValueError, match="environment"):
        on_spark.check(frame, environment="moon")
    with pytest.raises(ValueError, match="letter"):
        on_spark.check(frame, document="letter")
    (tmp_path / "linkcheck.toml").write_text("colour = 1", encoding="utf-8")
    with pytest.raises(ConfigError):
        on_spark.check(frame, config=tmp_path / "linkcheck.toml")
    with pytest.raises(FileNotFoundError, match="none"):
        on_spark.check_logs(spark, [str(tmp_path / "none")])


@pytest.mark.parametrize("form", ["string", "binary", "struct"])
def test_a_column_of_bodies(spark: SparkSession, form: str) -> None:
    bodies = [CLEAN, ERROR, None, WARNING, ERROR]
    frame = spark.createDataFrame(
        [(n, f"k{n}", b) for n, b in enumerate(bodies)], "a int, b string, body string"
    )
    if form == "binary":
        frame = frame.selectExpr("a", "b", "cast(body as binary) body")
    elif form == "struct":
        shape = (
            "client_name string, language string, country_codes array<string>,"
            " user struct<client_user_id: string>, products array<string>, webhook string"
        )
        frame = frame.selectExpr("a", "b", f"from_json(body, '{shape}') body")
    found = rows(on_spark.check(frame.repartition(2), keys=["b", "a"], ignore=["LC7"]))
    checker = linkcheck.Checker(ignore=["LC7"])
    wanted = [
        {"b": f"k{number}", "a": number, **violation.to_dict()}
        for number, body in enumerate(bodies)
        if body is not None
        for violation in checker.check(json.loads(body) if form == "struct" else body).violations
    ]
    assert sorted(found, key=lambda row: row["a"]) == wanted
    assert {row["a"] for row in found} == {1, 3, 4}


def test_the_type_of_the_bodies_can_be_set(spark: SparkSession) -> None:
    frame = spark.createDataFrame([('{"link_token": 1}',)], "body string")
    [row] = rows(on_spark.check(frame, document="link-token-get-request", select=["LC103"]))
    assert row["document"] == "link-token-get-request"


def test_rows_hold_nothing_personal(spark: SparkSession, tmp_path: Path) -> None:
    body = json.loads(ERROR)
    body["user"] |= {"legal_name": [SECRET], "phone_number": SECRET, SECRET: 1, "ssn": SECRET}
    body |= {"secret": SECRET + " ", "access_token": SECRET}
    (tmp_path / "a.jsonl").write_text(
        f'{json.dumps(body)}\n{{"secret": "{SECRET}\n', encoding="utf-8"
    )
    found = rows(on_spark.check_logs(spark, [str(tmp_path)], pedantic=True).violations)
    assert len(found) > 5
    assert SECRET not in str(found)
    frame = spark.createDataFrame([(json.dumps(body),)], "body string")
    assert SECRET not in str(rows(on_spark.check(frame, pedantic=True)))


def test_what_cannot_be_read_is_a_row(spark: SparkSession, tmp_path: Path) -> None:
    compressed = gzip.compress(b"".join(lines(300)))
    (tmp_path / "a.jsonl.gz").write_bytes(compressed[: len(compressed) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip")
    found = rows(on_spark.check_logs(spark, [str(tmp_path)]).violations)
    unread = [row for row in found if row["code"] is None]
    assert [(Path(row["file"]).name, row["name"]) for row in unread] == [
        ("a.jsonl.gz", "not-checked"),
        ("b.jsonl.gz", "not-checked"),
    ]
    assert "damaged gzip file" in unread[0]["message"]
    assert all(row["severity"] == "error" for row in unread)


PLUGIN = '''
from linkcheck.engine.rule import rule


@rule("ACME001", "acme-crash", on="language")
def crash(request):
    """Crashes."""
    raise RuntimeError("planted")
    yield
'''


def test_a_rule_that_crashes_is_a_row(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "house.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "linkcheck.toml").write_text('plugins = ["house.py"]', encoding="utf-8")
    frame = spark.createDataFrame([(ERROR,)], "body string")
    found = rows(on_spark.check(frame, config=tmp_path / "linkcheck.toml"))
    assert [(row["code"], row["name"]) for row in found] == [
        ("LC104", "unknown-value"),
        (None, "internal-error"),
    ]
    assert "rule ACME001 crashed (RuntimeError" in found[1]["message"]
    assert "planted" not in str(found)


@pytest.mark.parametrize("form", ["parquet", "json"])
def test_the_job_writes_two_tables(
    spark: SparkSession, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    output = str(tmp_path / "out")
    arguments = [str(folder), "--output", output, "--format", form]
    arguments += ["--ignore", "LC7,LC246", "--environment", "sandbox"]
    assert on_spark.main(arguments) == 0
    summary = json.loads(capsys.readouterr().out)
    violations = spark.read.format(form).load(f"{output}/violations")
    found = spark.read.format(form).load(f"{output}/counts").collect()
    wanted = rows(
        on_spark.check_logs(
            spark, [str(folder)], ignore=["LC7", "LC246"], environment="sandbox"
        ).violations
    )
    assert violations.count() == len(wanted) == sum(row["violations"] for row in found)
    counted = {(row["code"], row["document"]): row["violations"] for row in found}
    for key, number in counted.items():
        assert number == sum((row["code"], row["document"]) == key for row in wanted)
    errors = sum(row["severity"] == "error" for row in wanted)
    assert (summary["files"], summary["error"]) == (5, errors)
    assert summary["documents"] == 400 + 111 + 141 + 1
    with pytest.raises(Exception, match="already exists"):
        on_spark.main(arguments)
    assert on_spark.main([*arguments, "--overwrite", "--select", "LC104"]) == 0
    assert on_spark.main([str(tmp_path / "none"), "--output", output]) == 2
