"""SARIF: valid by its schema and by Microsoft's validator, and saying the right things."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from linkcheck._version import __version__
from linkcheck.checker import Checker
from linkcheck.output.results import Result, Results
from linkcheck.report import Report
from linkcheck.sources.decode import decode
from linkcheck.violation import Fix, Related
from tests.output import odd, sample
from tests.shapes import NO_WHEEL

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
RUNS = {**odd.RUNS, "every rule": None}
# The tool has no home page yet, so that `informationUri` would be made up.
KNOWN_WARNINGS = {"SARIF2005"}


@cache
def _schema() -> Any:
    jsonschema_rs = pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def _results(name: str) -> Results:
    return RUNS[name] or odd.every_rule()


def _log(results: Results) -> Any:
    return json.loads(odd.written("sarif", results))


def _run(results: Results) -> Any:
    (run,) = _log(results)["runs"]
    return run


@pytest.mark.parametrize("name", RUNS)
def test_it_follows_the_schema(name: str) -> None:
    _schema().validate(_log(_results(name)))


def test_the_schema_would_find_a_mistake() -> None:
    log = _log(sample.RESULTS)
    log["runs"][0]["results"][0]["level"] = "info"
    assert not _schema().is_valid(log)


@pytest.mark.parametrize("name", RUNS)
def test_microsofts_validator_finds_no_mistake(name: str, tmp_path: Path) -> None:
    tool = os.environ.get("LINKCHECK_SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
    if not tool:
        pytest.skip("no Sarif.Multitool: set LINKCHECK_SARIF_MULTITOOL to its path")
    file = tmp_path / "log.sarif"
    file.write_text(odd.written("sarif", _results(name)), encoding="utf-8")
    levels = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note")
    done = subprocess.run(
        [tool, "validate", str(file), *levels],
        capture_output=True,
        text=True,
        timeout=120,
        # It would fetch every address in the log; a proxy that is not there keeps it offline.
        env={**os.environ, **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")},
    )
    assert "Analysis completed successfully." in done.stdout
    found = re.findall(r": (error|warning) (\w+)", done.stdout)
    assert {code for _, code in found} <= KNOWN_WARNINGS, done.stdout
    assert "error" not in {level for level, _ in found}


def test_the_tool() -> None:
    run = _run(sample.RESULTS)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("linkcheck", __version__)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("name", RUNS)
def test_results_point_to_their_rules(name: str) -> None:
    run = _run(_results(name))
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in run["results"]}
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_every_rule_is_described() -> None:
    rules = _run(odd.every_rule())["tool"]["driver"]["rules"]
    assert len(rules) > 200
    for rule in rules:
        assert re.fullmatch(r"([A-Z][a-z0-9]+)+", rule["name"]), rule["name"]
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} ")
        assert rule["helpUri"].startswith("https://")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert len(rule["properties"]["tags"]) <= 20


def test_a_rule() -> None:
    rules = _run(odd.every_rule())["tool"]["driver"]["rules"]
    (rule,) = (rule for rule in rules if rule["id"] == "LC300")
    assert rule["name"] == "NoProduct"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["problem.severity"] == "error"
    assert "linkcheck rule LC300" in rule["help"]["text"]
    assert rule["helpUri"].endswith("#link-token-create-request-products")


def test_a_rule_outside_the_catalog_is_described_by_its_violation() -> None:
    rules = _run(sample.RESULTS)["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [
        ("LC900", "MadeUp"),
        ("LC901", "PhoneForm"),
    ]
    assert rules[1]["help"]["text"] == "The rule `phone-form`."
    assert rules[1]["helpUri"] == sample.DOCS
    assert "house-rule" in rules[1]["properties"]["tags"]


def test_a_result() -> None:
    result = _run(sample.RESULTS)["results"][1]
    fingerprint = result["partialFingerprints"].pop("linkcheck/v1")
    assert result == {
        "ruleId": "LC901",
        "ruleIndex": 1,
        "level": "warning",
        "message": {
            "text": "`user.phone_number` is not in E.164 form\nWrite the number in E.164 form"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a/body.json", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 56, "endLine": 3, "endColumn": 68},
                },
                "logicalLocations": [{"fullyQualifiedName": "/user/phone_number", "kind": "value"}],
            }
        ],
        "partialFingerprints": {},
        "properties": {
            "document": odd.KIND,
            "documentIndex": 0,
            "pointer": "/user/phone_number",
            "missing": None,
            "evidence": "inferred",
            "docs": sample.DOCS,
            "plaidError": None,
        },
    }
    assert re.fullmatch(r"[0-9a-f]{32}:1", fingerprint)


def test_levels_and_logical_places() -> None:
    results = _run(sample.RESULTS)["results"]
    assert [result["level"] for result in results] == ["error", "warning", "error", "note", "error"]
    places = [result["locations"][0]["logicalLocations"][0] for result in results]
    assert places[0] == {"fullyQualifiedName": "/language", "kind": "property"}
    assert places[4] == {"fullyQualifiedName": "/extra", "kind": "property"}


def test_related_places_have_positions() -> None:
    (place,) = _run(sample.RESULTS)["results"][3]["relatedLocations"]
    assert place["message"] == {"text": "the same product"}
    assert place["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": 16,
        "endLine": 4,
        "endColumn": 22,
    }


def test_a_related_place_may_be_in_another_file() -> None:
    related = (Related("/products", "the call", "b.py", 3, 1, 3, 9), Related("/user", "unknown"))
    found = sample.violation("/products/1", "Wrong", related=related)
    result = Result.about("a.py", 0, Report(odd.KIND, (found,)))
    places = _run(Results((result,)))["results"][0]["relatedLocations"]
    physical = [place["physicalLocation"] for place in places]
    assert [place["artifactLocation"]["uri"] for place in physical] == ["b.py", "a.py"]
    assert physical[0]["region"]["startLine"] == 3
    assert "region" not in physical[1]


def test_addresses_of_files() -> None:
    results = _run(odd.odd())["results"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in results]
    inside = [place["uri"] for place in places if "uriBaseId" in place]
    outside = [place["uri"] for place in places if "uriBaseId" not in place]
    assert "100%25%2Cx%3Ay%3Bz.json" in inside
    assert "%C3%BCml%C3%A4ut/%E6%97%A5%E6%9C%AC.json" in inside
    assert "not%20utf-8%20%FF.json" in inside
    assert "%23hash%3Fquery.json" in inside
    assert "%3Cstdin%3E" in inside
    assert "file:///somewhere/else.json" in outside


def test_what_has_no_position_is_at_the_start() -> None:
    (place,) = _run(odd.odd())["results"][0]["locations"]
    assert place["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 1,
        "endLine": 1,
        "endColumn": 1,
    }


def test_a_crashed_rule_is_a_notification() -> None:
    (invocation,) = _run(odd.odd())["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("Rule LC342 crashed: NameError")


# -- fixes -----------------------------------------------------------------------------------------


def _fixed(text: str, result: Any) -> str:
    """The text after the fix of a result, applied as a reader of SARIF does."""
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in reversed(change["replacements"]):
        region = edit["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + edit["insertedContent"]["text"] + text[end:]
    return text


def test_fixes_are_edits_of_the_text() -> None:
    result = _run(sample.RESULTS)["results"][2]
    assert result["fixes"][0]["description"] == {"text": "Write `transactions`"}
    assert _fixed(sample.TEXT, result) == sample.TEXT.replace('"Transactions"', '"transactions"')


def test_the_fixes_of_every_rule_work() -> None:
    checker = Checker(pedantic=True)
    number = 0
    for result in odd.every_rule().results:
        for written in _run(Results((result,)))["results"]:
            if "fixes" in written:
                fixed = checker.check(_fixed(result.text, written), result.document)
                left = [(v.code, v.pointer) for v in fixed.violations]
                place = (written["ruleId"], written["properties"]["pointer"])
                assert place not in left or left.count(place) < [
                    (v.code, v.pointer) for v in result.violations
                ].count(place)
                number += 1
    assert number > 20


def test_a_fix_that_would_show_a_phone_number_is_left_out() -> None:
    written = odd.written("sarif", sample.RESULTS)
    assert "fixes" not in _run(sample.RESULTS)["results"][1]
    assert "4155550123" not in written


def _with_fix(text: str, value: Any, *patch: dict[str, Any]) -> Results:
    found = sample.violation("/client_name", "Wrong.", fix=Fix("Mend it", patch))
    report = Report(odd.KIND, (found,))
    return Results((Result.about("a.json", 0, report, text, value),))


def test_a_fix_that_moves_a_hidden_value_is_left_out() -> None:
    text = '{"user": {"legal_name": "Zaphodine"}}'
    move = {"op": "move", "from": "/user/legal_name", "path": "/client_name"}
    written = odd.written("sarif", _with_fix(text, decode(text).value, move))
    assert "fixes" not in json.loads(written)["runs"][0]["results"][0]
    assert "Zaphodine" not in written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("client_name: A", {"client_name": "A"}),  # another notation
        ('{"body": {"client_name": "A"}}', {"client_name": "A"}),  # in another file
        ("", {"client_name": "A"}),
        ('{"client_name": "A"', None),
    ],
)
def test_no_fix_where_the_text_is_not_that_of_the_document(text: str, value: Any) -> None:
    operation = {"op": "replace", "path": "/client_name", "value": "B"}
    (result,) = _run(_with_fix(text, value, operation))["results"]
    assert "fixes" not in result


def test_no_fix_where_the_patch_does_not_fit() -> None:
    operation = {"op": "remove", "path": "/language"}
    (result,) = _run(_with_fix('{"client_name": "A"}', {"client_name": "A"}, operation))["results"]
    assert "fixes" not in result


def test_a_document_with_very_many_fixes_gets_none() -> None:
    """Each takes a walk over the text: the time would grow with the square of the size."""
    value = {"products": ["Auth"] * 600}
    text = json.dumps(value, indent=1)
    found = [
        sample.violation(
            f"/products/{i}",
            "Wrong.",
            fix=Fix("Mend", ({"op": "replace", "path": f"/products/{i}", "value": "auth"},)),
        )
        for i in range(600)
    ]
    for number, expected in ((20, 20), (600, 0)):
        report = Report(odd.KIND, tuple(found[:number]))
        results = _run(Results((Result.about("a.json", 0, report, text, value),)))["results"]
        assert sum("fixes" in result for result in results) == expected
