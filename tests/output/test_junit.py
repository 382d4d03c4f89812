"""JUnit XML: valid by the schema of Jenkins, with the right numbers and texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from linkcheck.output.results import Result, Results
from linkcheck.report import Report
from tests.output import odd, sample

XSD = Path(__file__).parent / "schemas" / "junit-10.xsd"


def _parsed(results: Results) -> etree._Element:
    root = etree.fromstring(odd.written("junit", results).encode())
    etree.XMLSchema(etree.parse(XSD)).assertValid(root)
    return root


@pytest.mark.parametrize("name", odd.RUNS)
def test_it_follows_the_schema_and_counts_right(name: str) -> None:
    root = _parsed(odd.RUNS[name])
    for counted in (root, *root.iter("testsuite")):
        assert counted.get("tests") == str(len(list(counted.iter("testcase"))))
        assert counted.get("failures") == str(len(list(counted.iter("failure"))))
        assert counted.get("errors") == str(len(list(counted.iter("error"))))
    assert root.get("failures") == str(len(odd.RUNS[name].violations))


def test_what_every_rule_says_follows_the_schema() -> None:
    assert int(_parsed(odd.every_rule()).get("tests", "0")) > 200


def test_the_schema_would_find_a_mistake() -> None:
    root = etree.fromstring(b"<testsuites skipped='0'/>")
    assert not etree.XMLSchema(etree.parse(XSD)).validate(root)


def test_a_case_for_each_finding() -> None:
    root = _parsed(sample.RESULTS)
    suite = root[0]
    assert (suite.get("name"), suite.get("tests")) == ("a/body.json", "5")
    case = suite[0]
    assert (case.get("name"), case.get("classname")) == ("LC900 made-up /language", "a/body.json")
    failure = case[0]
    assert (failure.get("type"), failure.get("message")) == (
        "error",
        "Missing required field `language`\nAdd a language of Link, such as `en`",
    )
    assert failure.text.splitlines() == [
        "a/body.json:1:1: LC900 error: Missing required field `language`",
        "Add a language of Link, such as `en`",
        "at: the top level (missing `language`)",
        'note: Plaid answers MISSING_FIELDS "language is required"',
        f"docs: {sample.DOCS}",
    ]


def test_a_clean_file_is_one_case_that_passed() -> None:
    (suite,) = _parsed(sample.CLEAN)
    (case,) = suite
    assert (suite.get("name"), case.get("name"), len(case)) == ("b.json", "no violations", 0)


def test_documents_of_one_file_are_one_suite() -> None:
    clean, bad = Report(odd.KIND), Report(odd.KIND, (sample.violation("/products", "Wrong."),))
    results = [
        Result.about("a.jsonl", i, report) for i, report in enumerate((clean, bad, clean, bad))
    ]
    (suite,) = _parsed(Results(tuple(results)))
    assert suite.get("tests") == suite.get("failures") == "2"


def test_a_crashed_rule_is_an_error() -> None:
    suite = _parsed(odd.odd())[-1]
    (error,) = suite.iter("error")
    assert error.get("message") == "Rule LC342 crashed: NameError in <lambda>, line 3"
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")


def test_characters_that_xml_cannot_hold_are_written_as_escapes() -> None:
    written = odd.written("junit", odd.odd())
    assert "escape\\x1b[31m\\x00.json" in written
    assert not {"\x1b", "\x00", "\x07", "\ufffe", "\udcff"} & set(written)
