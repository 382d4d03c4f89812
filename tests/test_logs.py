"""Reports as log records: one each, with data that any formatter can write."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from pythonjsonlogger.json import JsonFormatter

import linkcheck
from linkcheck.engine.runner import InternalError
from linkcheck.integrations.logs import FIELD, MOST_VIOLATIONS, log_report
from linkcheck.report import Report
from linkcheck.violation import Severity
from tests.output.sample import VIOLATIONS, violation

KIND = "link-token-create-request"
REPORT = Report(KIND, VIOLATIONS)
CLEAN = Report(KIND)
CRASHED = Report(KIND, (), (InternalError("HX001", "KeyError in check, line 3"),))


def _only(severity: Severity) -> Report:
    return Report(KIND, (violation("/products", "Odd.", severity=severity),))


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """What a handler of the logger ``linkcheck`` writes, formatted as its ``formatter`` says."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("linkcheck")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def _format(formatter: logging.Formatter) -> None:
    logging.getLogger("linkcheck").handlers[-1].setFormatter(formatter)


@pytest.mark.parametrize(
    ("report", "level"),
    [
        (REPORT, logging.ERROR),
        (_only(Severity.WARNING), logging.WARNING),
        (_only(Severity.INFO), logging.INFO),
        (CLEAN, logging.DEBUG),
        (CRASHED, logging.ERROR),
    ],
)
def test_the_level_is_that_of_the_worst_severity(
    report: Report, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    log_report(report)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("linkcheck", level)


def test_logger_and_level_can_be_chosen(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    log_report(REPORT, logging.getLogger("shop.plaid"), level=logging.WARNING)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("shop.plaid", logging.WARNING)


def test_a_record_names_its_caller(caplog: pytest.LogCaptureFixture) -> None:
    log_report(REPORT)
    (record,) = caplog.records
    assert record.funcName == "test_a_record_names_its_caller"


def test_the_text_is_one_line_and_says_it_all(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    log_report(Report(KIND, VIOLATIONS[:2]))
    log_report(CRASHED)
    log_report(CLEAN)
    assert [record.getMessage() for record in caplog.records] == [
        "link-token-create-request: 1 error, 1 warning"
        " | LC900 at (root): Missing required field `language`"
        " (help: Add a language of Link, such as `en`)"
        " | LC901 at /user/phone_number: `user.phone_number` is not in E.164 form"
        " (help: Write the number in E.164 form)",
        "link-token-create-request: no violations | HX001 crashed: KeyError in check, line 3",
        "link-token-create-request: no violations",
    ]


def test_no_message_of_a_custom_rule_can_forge_a_record(caplog: pytest.LogCaptureFixture) -> None:
    log_report(Report(KIND, (violation("/products", "Odd.\nERROR root: \x1b[31mforged"),)))
    (record,) = caplog.records
    assert record.getMessage().endswith("Odd.\\nERROR root: \\x1b[31mforged")


def test_a_long_report_is_cut_but_counted(caplog: pytest.LogCaptureFixture) -> None:
    found = [violation(f"/products/{i}", "Odd.", code=f"LC9{i:02}") for i in range(50)]
    log_report(Report(KIND, tuple(found)))
    log_report(Report(KIND, tuple(found[:MOST_VIOLATIONS])))
    record, shorter = caplog.records
    assert "more" not in shorter.getMessage()
    data = getattr(record, FIELD)
    assert len(data["violations"]) == MOST_VIOLATIONS
    assert (data["errors"], len(data["codes"])) == (50, 50)
    assert record.getMessage().startswith(f"{KIND}: 50 errors | LC900 at /products/0: Odd. | ")
    assert record.getMessage().endswith(f" | and {50 - MOST_VIOLATIONS} more")


def test_json_formatters_write_the_data(stream: StringIO) -> None:
    _format(JsonFormatter("%(levelname)s %(name)s %(message)s"))
    report = linkcheck.check(
        '{"client_name": "Wonderwallet", "language": "en", "country_codes": ["US"],'
        ' "user": {"client_user_id": "u", "jo@example.com": 1}, "products": ["auth"]}'
    )
    log_report(report)
    (line,) = stream.getvalue().splitlines()
    written = json.loads(line)
    assert (written["levelname"], written["name"]) == ("ERROR", "linkcheck")
    (found,) = report.errors
    assert written["linkcheck"] == {
        "document": KIND,
        "ok": False,
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "codes": ["LC101"],
        "violations": [
            {
                "code": "LC101",
                "name": found.name,
                "severity": "error",
                "message": found.message,
                "help": found.help,
                "pointer": "/user/**************",
                "missing": None,
                "plaid_error": {
                    "error_type": "INVALID_REQUEST",
                    "error_code": "UNKNOWN_FIELDS",
                    "error_message": None,
                },
                "docs": found.docs,
            }
        ],
        "internal_errors": [],
        "plaid_answer": written["linkcheck"]["violations"][0]["plaid_error"],
    }
    assert "jo@" not in line


def test_structlog_takes_the_data(stream: StringIO) -> None:
    _format(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), structlog.stdlib.add_log_level],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    log_report(REPORT)
    written = json.loads(stream.getvalue())
    assert written["level"] == "error"
    assert written["linkcheck"]["codes"] == ["LC900", "LC901"]


def test_nothing_is_built_for_a_record_that_nobody_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(report: Report) -> None:
        raise AssertionError("fields were made")

    monkeypatch.setattr("linkcheck.integrations.logs.fields", refuse)
    log_report(CLEAN, logging.getLogger("linkcheck.quiet"), level=logging.DEBUG)


def test_an_application_without_logging_sees_errors_on_standard_error() -> None:
    program = (
        "import linkcheck, linkcheck.integrations.logs as l; l.log_report(linkcheck.check({}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b""
    assert done.stderr.startswith(b"link-token-create-request: 5 errors | LC102 at (root): ")
    assert done.stderr.count(b"\n") == 1
