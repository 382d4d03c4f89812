"""The Code Quality report of GitLab."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from linkcheck.output.results import Results
from tests.output import odd, sample

# What GitLab asks for: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
_LINE = {"type": "integer", "minimum": 1}
_POSITION = {"type": "object", "required": ["line"], "properties": {"line": _LINE, "column": _LINE}}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": _LINE},
                    },
                    "positions": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": _POSITION, "end": _POSITION},
                    },
                },
                "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
            },
        },
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize("name", odd.RUNS)
def test_it_is_what_gitlab_asks_for(name: str) -> None:
    report = odd.written("gitlab", odd.RUNS[name])
    assert report.startswith("[")  # no byte order mark
    Draft202012Validator(SCHEMA).validate(json.loads(report))


def test_an_issue() -> None:
    issues = json.loads(odd.written("gitlab", sample.RESULTS))
    fingerprint = issues[1].pop("fingerprint")
    assert issues[1] == {
        "description": (
            "LC901: `user.phone_number` is not in E.164 form\nWrite the number in E.164 form"
        ),
        "check_name": "phone-form",
        "severity": "minor",
        "location": {
            "path": "a/body.json",
            "positions": {"begin": {"line": 3, "column": 56}, "end": {"line": 3, "column": 68}},
        },
    }
    assert fingerprint.endswith(":1")
    assert [issue["severity"] for issue in issues] == ["major", "minor", "major", "info", "major"]


def test_no_fingerprint_is_there_twice() -> None:
    """GitLab drops the second of two issues with one fingerprint."""
    issues = json.loads(odd.written("gitlab", odd.odd()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 22


def test_fingerprints_do_not_depend_on_the_order() -> None:
    turned = Results(odd.odd().results[::-1])
    names = [
        {issue["fingerprint"] for issue in json.loads(odd.written("gitlab", results))}
        for results in (odd.odd(), turned)
    ]
    assert names[0] == names[1]
