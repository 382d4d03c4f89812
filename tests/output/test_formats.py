"""The formats: what they write for a run with a violation of every make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import linkcheck.output
from linkcheck.output import FORMATS, renderer
from linkcheck.output.results import Options, Result, Results, summary
from linkcheck.report import Report
from linkcheck.violation import Branch, Fix, Related, Severity
from tests.output import sample

PLAIN = Options()
COLORED = Options(color=True)

TEXT = """\
a/body.json:1:1: LC900 error: Missing required field `language`
  |
1 | {
  | ^ missing `language`
  |
  = help: Add a language of Link, such as `en`
  = note: Plaid answers MISSING_FIELDS "language is required"
  = docs: https://plaid.com/docs/api/link/#link-token-create-request

a/body.json:3:56: LC901 warning: [*] `user.phone_number` is not in E.164 form
  |
3 |   "user": {"client_user_id": "******", "phone_number": "**********"},
  |                                                        ^^^^^^^^^^^^ /user/phone_number
  |
  = help: Write the number in E.164 form
  = docs: https://plaid.com/docs/api/link/#link-token-create-request

a/body.json:4:24: LC900 error: [*] Unknown product `Transactions` in `products[1]`
  |
4 |   "products": ["auth", "Transactions"],
  |                        ^^^^^^^^^^^^^^ /products/1
  |
  = help: Use `transactions`, or remove it
  = fix: Write `transactions`
  = note: Plaid answers INVALID_PRODUCT
  = docs: https://plaid.com/docs/api/link/#link-token-create-request

a/body.json:5:24: LC900 info: All of `optional_products` is in `products`
  |
5 |   "optional_products": [
  |                        ^ /optional_products
  |
  = note: see /products/0 (line 4): the same product
  = docs: https://plaid.com/docs/api/link/#link-token-create-request

a/body.json:8:3: LC900 error: Unknown field `extra`
  |
8 |   "extra": {"note": "*******"}
  |   ^^^^^^^ /extra
  |
  = docs: https://plaid.com/docs/api/link/#link-token-create-request

Found 3 errors, 1 warning, 1 info in 1 file (2 files checked, 3 skipped).
[*] 2 fixable with --fix.
"""

CONCISE = """\
a/body.json:1:1: LC900 error: Missing required field `language`
a/body.json:3:56: LC901 warning: [*] `user.phone_number` is not in E.164 form (/user/phone_number)
a/body.json:4:24: LC900 error: [*] Unknown product `Transactions` in `products[1]` (/products/1)
a/body.json:5:24: LC900 info: All of `optional_products` is in `products` (/optional_products)
a/body.json:8:3: LC900 error: Unknown field `extra` (/extra)
Found 3 errors, 1 warning, 1 info in 1 file (2 files checked, 3 skipped).
[*] 2 fixable with --fix.
"""

STATISTICS = """\
3  LC900  error    [*] made-up
1  LC900  info     [*] made-up
1  LC901  warning  [*] phone-form
Found 3 errors, 1 warning, 1 info in 1 file (2 files checked, 3 skipped).
[*] 2 fixable with --fix.
"""


def _written(name: str, results: Results, options: Options = PLAIN) -> str:
    return "".join(renderer(name)(results, options))


def test_text() -> None:
    assert _written("text", sample.RESULTS) == TEXT


def test_concise() -> None:
    assert _written("concise", sample.RESULTS) == CONCISE


def test_statistics() -> None:
    from linkcheck.output.statistics import render

    assert "".join(render(sample.RESULTS, PLAIN)) == STATISTICS


def test_json() -> None:
    written = json.loads(_written("json", sample.RESULTS))
    assert written["version"] == 2
    assert written["summary"] == {
        "files": 2,
        "documents": 2,
        "errors": 3,
        "warnings": 1,
        "infos": 1,
        "skipped": 3,
    }
    assert written["violations"][2] == {
        "file": "a/body.json",
        "document": "link-token-create-request",
        "document_index": 0,
        "code": "LC900",
        "name": "made-up",
        "severity": "error",
        "message": "Unknown product `Transactions` in `products[1]`",
        "help": "Use `transactions`, or remove it",
        "pointer": "/products/1",
        "missing": None,
        "line": 4,
        "column": 24,
        "end_line": 4,
        "end_column": 38,
        "source_language": None,
        "when": None,
        "docs": sample.DOCS,
        "evidence": "documented",
        "plaid_error": {
            "error_type": "INVALID_INPUT",
            "error_code": "INVALID_PRODUCT",
            "error_message": None,
        },
        "related": [],
        "fix": {
            "description": "Write `transactions`",
            "safe": True,
            "patch": [{"op": "replace", "path": "/products/1", "value": "transactions"}],
        },
    }


def test_a_fix_that_would_show_a_phone_number_has_no_patch() -> None:
    written = _written("json", sample.RESULTS)
    assert json.loads(written)["violations"][1]["fix"]["patch"] is None
    assert "4155550123" not in written


@pytest.mark.parametrize("results", [sample.RESULTS, sample.CLEAN, Results()])
def test_json_follows_its_schema(results: Results) -> None:
    file = Path(linkcheck.output.__file__).with_name("results.schema.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(_written("json", results)))


def test_the_schema_refuses_a_member_too_many() -> None:
    file = Path(linkcheck.output.__file__).with_name("results.schema.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    written = json.loads(_written("json", sample.RESULTS))
    written["violations"][0]["value"] = "shown"
    assert not Draft202012Validator(schema).is_valid(written)


@pytest.mark.parametrize("name", ["text", "concise"])
def test_colors_change_nothing_but_colors(name: str) -> None:
    import re

    colored = _written(name, sample.RESULTS, COLORED)
    assert "\x1b[1;31mLC900\x1b[0m" in colored
    assert "\x1b[1;33mLC901\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == _written(name, sample.RESULTS)


@pytest.mark.parametrize("name", ["text", "concise"])
def test_without_a_summary_only_violations_are_written(name: str) -> None:
    assert _written(name, sample.CLEAN, Options(summary=False)) == ""
    assert "Found" not in _written(name, sample.RESULTS, Options(summary=False))


@pytest.mark.parametrize(
    ("results", "text"),
    [
        (Results(), "Nothing was checked."),
        (sample.CLEAN, "All checks passed! (1 document in 1 file)"),
        (
            Results(sample.CLEAN.results, skipped=2),
            "All checks passed! (1 document in 1 file, 2 skipped)",
        ),
    ],
)
def test_summary(results: Results, text: str) -> None:
    assert summary(results) == text


def test_violations_without_a_position_are_written_without_one() -> None:
    found = sample.violation("/products", "Wrong.")
    results = Results(
        (Result.about("x", 0, Report("link-token-create-request", (found,)), "", {}),)
    )
    assert _written("concise", results, Options(summary=False)) == (
        "x: LC900 error: Wrong. (/products)\n"
    )
    assert "|" not in _written("text", results)


def test_control_characters_of_names_do_not_reach_the_terminal() -> None:
    found = sample.violation("", "Wrong.", severity=Severity.WARNING)
    report = Report("link-token-create-request", (found,))
    for name in ("text", "concise"):
        written = _written(name, Results((Result.about("a\x1b[2J\n.json", 0, report, "", {}),)))
        assert "\x1b" not in written
        assert "a\\x1b[2J\\n.json" in written


def test_every_format_can_be_loaded() -> None:
    assert {"text", "concise", "json"} <= FORMATS.keys()
    assert all(callable(renderer(name)) for name in FORMATS)


UNSAFE = Fix("Guess", ({"op": "remove", "path": "/a"},), safe=False)
SAFE = Fix("Correct", ({"op": "remove", "path": "/a"},))


@pytest.mark.parametrize(
    ("fixes", "unsafe", "marks", "line"),
    [
        ((), False, 0, None),
        ((SAFE,), False, 1, "[*] 1 fixable with --fix."),
        (
            (SAFE, UNSAFE, UNSAFE),
            False,
            1,
            "[*] 1 fixable with --fix (2 more with --unsafe-fixes).",
        ),
        ((UNSAFE,), False, 0, "1 fixable with --fix --unsafe-fixes."),
        ((SAFE, UNSAFE), True, 2, "[*] 2 fixable with --fix --unsafe-fixes."),
    ],
)
@pytest.mark.parametrize("name", ["text", "concise"])
def test_only_what_would_be_fixed_is_marked(
    name: str, fixes: tuple[Fix, ...], unsafe: bool, marks: int, line: str | None
) -> None:
    found = (sample.violation("", "Odd."), *(sample.violation("", "Odd.", fix=f) for f in fixes))
    results = Results((Result.about("x", 0, Report("link-token-create-request", found), "", {}),))
    *before, last = _written(name, results, Options(unsafe_fixes=unsafe)).splitlines()
    assert sum("error: [*] " in text for text in before) == marks
    assert (last if line else None) == line
    assert "fixable" not in _written(name, results, Options(summary=False))


def test_what_source_code_adds_follows_the_schema() -> None:
    """Conditions and language of the file, and a related place in another file."""
    found = sample.violation(
        "/products/1",
        "Wrong",
        when=(Branch("is_update", is_true=False), Branch("$country === 'US'", is_true=True)),
        source_language="php",
        related=(Related("/products", "the call", "b.php", 3, 1, 3, 9),),
    )
    report = Report("link-token-create-request", (found,))
    (written,) = json.loads(_written("json", Results((Result.about("a.php", 0, report),))))[
        "violations"
    ]
    assert written["when"] == [
        {"condition": "is_update", "is": False},
        {"condition": "$country === 'US'", "is": True},
    ]
    assert written["source_language"] == "php"
    assert written["related"] == [
        {
            "pointer": "/products",
            "text": "the call",
            "file": "b.php",
            "line": 3,
            "column": 1,
            "end_line": 3,
            "end_column": 9,
        }
    ]
    file = Path(linkcheck.output.__file__).with_name("results.schema.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    validator = Draft202012Validator({**schema["$defs"]["violation"], "$defs": schema["$defs"]})
    validator.validate(written)
    assert not validator.is_valid({**written, "source_language": "perl"})
