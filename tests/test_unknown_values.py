"""Unknown values of files: what readers say of them, and what is concluded from the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck import Checker
from linkcheck.documents import BASES
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.sources.content import Decoded
from linkcheck.sources.files import SourceDocument
from tests.sources.test_containers import read, write
from tools import count_unknown

STRING = Unknown(type="string")
BODY = BASES["request"][1]


def documents(folder: Path, name: str, text: str) -> list[SourceDocument]:
    return [d for d in read(write(folder, name, text.encode())) if isinstance(d, SourceDocument)]


def unknown_of(folder: Path, name: str, text: str) -> Unknowns | None:
    [found] = documents(folder, name, text)
    assert isinstance(found.content, Decoded), found.content
    return found.content.unknown


def curl(body: str) -> str:
    quoted = body.replace('"', '\\"')
    return f'curl https://sandbox.plaid.com/link/token/create -d "{quoted}"\n'


def postman(body: str) -> str:
    request = {
        "url": "https://sandbox.plaid.com/link/token/create",
        "method": "POST",
        "body": {"mode": "raw", "raw": body},
    }
    return json.dumps({"info": {"name": "x"}, "item": [{"name": "x", "request": request}]})


@pytest.mark.parametrize(
    ("body", "values", "is_open"),
    [
        ('{"client_name": "%s"}', {("client_name",): STRING}, set()),
        ('{"client_name": "id-%s-x"}', {("client_name",): Unknown("id-", "string")}, set()),
        ('{"transactions": {"days": %s}}', {("transactions", "days"): Unknown()}, set()),
        ('{"products": ["auth", "%s"]}', {("products", 1): STRING}, set()),
        ('{"products": ["auth", %s]}', {("products", 1): Unknown()}, {("products",)}),
        ('{"%s": 1}', {("%s",): Unknown(may_be_absent=True)}, {()}),
        ('{"user": {"%s": 1}}', {("user", "%s"): Unknown(may_be_absent=True)}, {("user",)}),
    ],
)
def test_variables(
    tmp_path: Path, body: str, values: dict[Any, Unknown], is_open: set[Any]
) -> None:
    def named(variable: str) -> Unknowns:
        keys = (
            tuple(str(s).replace("%s", variable) if s == "%s" else s for s in p) for p in values
        )
        return Unknowns(dict(zip(keys, values.values(), strict=True)), is_open)

    shell = unknown_of(tmp_path, "a.sh", curl(body % "$VALUE"))
    assert shell == named("$VALUE")
    collection = unknown_of(tmp_path, "a.postman_collection.json", postman(body % "{{value}}"))
    # A marker in a string is found by its look: what comes before it is not kept.
    known = {p: STRING if v.prefix else v for p, v in named("{{value}}").values.items()}
    assert collection == Unknowns(known, is_open)


def violations(folder: Path, **changes: Any) -> list[tuple[str, str]]:
    [found] = documents(folder, "a.sh", curl(json.dumps({**BODY, **changes})))
    report = Checker().check_source(found)
    assert not report.internal_errors
    assert all(violation.fix is None for violation in report.violations)
    return [(violation.code, violation.pointer) for violation in report.violations]


def test_nothing_depends_on_an_unknown_product(tmp_path: Path) -> None:
    purpose = {"consumer_report_permissible_purpose": "ACCOUNT_REVIEW_CREDIT"}
    user = {"user": {**BODY["user"], "date_of_birth": "1990-01-01"}}
    assert ("LC541", "/consumer_report_permissible_purpose") in violations(tmp_path, **purpose)
    assert ("LC225", "/user/date_of_birth") in violations(tmp_path, **user)
    assert violations(tmp_path, **purpose, **user, products=["$P"]) == []


def test_what_is_known_is_judged(tmp_path: Path) -> None:
    assert violations(tmp_path, products=["$P", "balance"]) == [("LC104", "/products/1")]
    assert violations(tmp_path, country_codes=["$C", "UK"]) == [("LC104", "/country_codes/1")]
    assert violations(tmp_path, webhok="$URL") == [("LC101", "/webhok")]
    assert violations(tmp_path, client_name="$NAME", language="xx") == [("LC104", "/language")]


def test_a_field_of_an_unknown_name_may_be_the_missing_one(tmp_path: Path) -> None:
    lacking = {name: value for name, value in BODY.items() if name != "language"}
    [found] = documents(tmp_path, "a.sh", curl(json.dumps({**lacking, "$FIELD": "en"})))
    assert Checker().check_source(found).violations == ()


def test_the_count_of_some_rules() -> None:
    result = count_unknown.count(count_unknown.cases(["LC225", "LC541", "LC324", "LC400"]))
    assert result.tries > 50
    assert result.wrong == []
    assert result.kept >= count_unknown.LEAST_KEPT * result.true > 20


@pytest.mark.exhaustive
def test_the_count_of_all_rules_reaches_the_bar() -> None:
    result = count_unknown.count(count_unknown.cases())
    assert result.is_good, str(result)


def exchange(endpoint: str, request: dict[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    url = f"https://sandbox.plaid.com/link/token/{endpoint}"
    return {
        "request": {"method": "POST", "url": url, "postData": {"text": json.dumps(request)}},
        "response": {"status": 200, "content": {"text": json.dumps(response)}},
    }


TOKEN = "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"
CREATED = {**BASES["create-response"][1], "link_token": TOKEN}
METADATA = BASES["get-response"][1]["metadata"]


@pytest.mark.parametrize(
    ("request_", "differs"),
    [
        ({"language": "fr"}, ["/metadata/language"]),
        ({"language": "${LANGUAGE}"}, []),
        ({"language": "fr", "client_name": "${NAME}"}, ["/metadata/language"]),
        ({"language": "fr", "country_codes": ["${COUNTRY}"]}, ["/metadata/language"]),
        ({"language": METADATA["language"], "products": ["auth", "${PRODUCT}"]}, []),
    ],
)
def test_a_response_is_compared_with_what_is_known_of_its_request(
    tmp_path: Path, request_: dict[str, Any], differs: list[str]
) -> None:
    response = {**BASES["get-response"][1], "link_token": TOKEN}
    known = {
        "client_name": METADATA["client_name"],
        "country_codes": METADATA["country_codes"],
        "products": METADATA["initial_products"],
    }
    entries = [
        exchange("create", {**BODY, **known, **request_}, CREATED),
        exchange("get", {"link_token": TOKEN, "secret": "${SECRET}"}, response),
    ]
    found = documents(tmp_path, "a.har", json.dumps({"log": {"entries": entries}}))
    report = Checker().check_source(found[-1])
    assert found[-1].kind == "link-token-get-response"
    assert [v.pointer for v in report.violations if v.code == "LC842"] == differs
    assert not report.internal_errors
