"""Findings of house rules in each format: what is written follows the schema of the format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

import linkcheck.output
from linkcheck.config.plugins import refused
from linkcheck.output import FORMATS
from tests.cli.conftest import CLEAN, Run
from tests.output import test_gitlab
from tests.output.test_junit import XSD
from tests.output.test_sarif import SCHEMA as SARIF
from tests.shapes import NO_WHEEL

RESULTS: dict[str, Any] = json.loads(
    Path(linkcheck.output.__path__[0], "results.schema.json").read_text(encoding="utf-8")
)
VIOLATION = Draft202012Validator({**RESULTS["$defs"]["violation"], "$defs": RESULTS["$defs"]})
CODES = ("A1", "ACME100", "HOUSE20261130", "LINT007", "X0", "ACME8")  # the last is of a schema
PLUGIN = f"""\
from linkcheck.engine.rule import at, missing, rule

def make(number, code):
    def check(request):
        "Something is wrong."
        if number % 2:
            yield at("products", 0, message="A product of the house.")
        else:
            yield missing("redirect_uri", message="The house wants a redirect URI.")

    source = ["", "products", "https://handbook.acme.example/plaid"][number % 3]
    facts = {{"source": source}} if source else {{}}
    rule(code, f"house-{{number}}", area="house", **facts)(check)

for number, code in enumerate({CODES[:-1]}):
    make(number, code)
"""


@pytest.fixture
def config(files: Path) -> str:
    """A configuration with house rules and a house schema that the body in clean.json breaks."""
    (files / "house.py").write_text(PLUGIN, encoding="utf-8")
    schema = {"properties": {"client_name": {"maxLength": 3}}}
    (files / "names.json").write_text(json.dumps(schema), encoding="utf-8")
    lines = (
        'plugins = ["house.py"]\n[[schemas]]\ndocument = "link-token-create-request"\n'
        f'path = "names.json"\ncode = "{CODES[-1]}"\n'
    )
    (files / "house.toml").write_text(lines, encoding="utf-8")
    assert json.loads(CLEAN)["client_name"] == "Wonderwallet"
    return "house.toml"


def validate(name: str, written: str) -> None:
    """Check what a format wrote against the schema that it has, if any."""
    if name == "json":
        Draft202012Validator(RESULTS).validate(json.loads(written))
    elif name == "jsonl":
        for line in written.splitlines():
            VIOLATION.validate(json.loads(line))
    elif name == "gitlab":
        Draft202012Validator(test_gitlab.SCHEMA).validate(json.loads(written))
    elif name == "sarif":
        pytest.importorskip("jsonschema_rs", reason=NO_WHEEL).validator_for(
            json.loads(SARIF.read_text(encoding="utf-8")), validate_formats=True
        ).validate(json.loads(written))
    elif name == "junit":
        etree.XMLSchema(etree.parse(XSD)).assertValid(etree.fromstring(written.encode()))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_takes_them(run: Run, config: str, name: str) -> None:
    outcome = run("check", "clean.json", "--config", config, "--format", name)
    assert outcome.code == 1, outcome.err
    validate(name, outcome.out)
    assert [code for code in CODES if not re.search(rf"\b{code}\b", outcome.out)] == []


@given(
    st.one_of(st.text("ACLZ09a-_ ", max_size=9), st.from_regex(r"[A-Z]+[0-9]+", fullmatch=True)),
    st.one_of(st.text("az09-A_", max_size=9), st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*")),
)
@example("ACME100", "a")
@example("LC1", "a")
def test_the_schema_accepts_just_what_rules_may_be_called(code: str, name: str) -> None:
    members = RESULTS["$defs"]["violation"]["properties"]
    fits = all(
        Draft202012Validator(members[member]).is_valid(value.rstrip("\n"))
        for member, value in (("code", code), ("name", name))
    )
    if refused(code, name) is None:
        assert fits
    elif not code.startswith("LC") and not (code + name).endswith("\n"):
        assert not fits
