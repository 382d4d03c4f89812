"""Custom JSON Schemas: the place and message of each violation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.config import ConfigError, load
from linkcheck.config.house_schemas import rule_of
from linkcheck.config.schema_entry import HouseSchema
from linkcheck.context import Context
from linkcheck.documents import BASES
from linkcheck.engine.view import View
from linkcheck.violation import Violation
from tests.config.files import REQUEST, as_json, config

CREATE = "link-token-create-request"


def found(folder: Path, schema: Any, body: Any, **facts: Any) -> tuple[Violation, ...]:
    """What a schema alone finds in a body."""
    path = as_json(folder / "house.json", schema)
    rule = rule_of(HouseSchema(facts.pop("document", CREATE), path, "ACME100", **facts))
    report = Checker(rules=[rule], select=["ACME"]).check(body, next(iter(rule.documents)))
    assert report.internal_errors == ()
    return report.violations


def props(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


# Schema, what it finds in BODY: pointer, missing member, on the key, message.
BODY = {
    **REQUEST,
    "client_name": "Wonderwallet",
    "products": ["auth", "identity"],
    "transactions": {"days_requested": 90},
    "user": {"client_user_id": "u-1001", "legal_name": "Jane Doe"},
}
NAME, DAYS = "/client_name", "/transactions/days_requested"
CASES: list[tuple[dict[str, Any], tuple[str, str | None, bool], str]] = [
    (
        props(client_name={"type": "integer"}),
        (NAME, None, False),
        "`client_name` must be an integer, not a string",
    ),
    (
        props(client_name={"type": ["boolean", "null"]}),
        (NAME, None, False),
        "`client_name` must be true or false or null, not a string",
    ),
    (
        props(client_name={"const": "Acme"}),
        (NAME, None, False),
        '`client_name` must be `"Acme"`',
    ),
    (
        props(client_name={"enum": ["A", "B"]}),
        (NAME, None, False),
        "Unknown value in `client_name`",
    ),
    (
        props(client_name={"enum": [str(n) for n in range(9)]}),
        (NAME, None, False),
        "Unknown value in `client_name`",
    ),
    (
        props(client_name={"const": "x" * 50}),
        (NAME, None, False),
        "`client_name` is not the value that the schema requires",
    ),
    (
        props(client_name={"pattern": "^A"}),
        (NAME, None, False),
        "`client_name` does not match `^A`",
    ),
    (
        props(client_name={"maxLength": 3}),
        (NAME, None, False),
        "`client_name` must have at most 3 characters",
    ),
    (
        props(client_name={"minLength": 30}),
        (NAME, None, False),
        "`client_name` must have at least 30 characters",
    ),
    (
        props(client_name=False),
        (NAME, None, True),
        "`client_name` is not allowed",
    ),
    (
        props(client_name={"not": {"pattern": "wallet"}}),
        (NAME, None, False),
        "`client_name` matches `not` of the schema",
    ),
    (
        props(client_name={"anyOf": [{"const": "A"}, {"const": "B"}]}),
        (NAME, None, False),
        "`client_name` matches no alternative in `anyOf` of the schema",
    ),
    (
        props(client_name={"oneOf": [{}, {}]}),
        (NAME, None, False),
        "`client_name` must match exactly one alternative in `oneOf` of the schema",
    ),
    (
        {"propertyNames": {"maxLength": 3}},
        ("", None, False),
        "The document must have at most 3 characters",
    ),
    (
        props(transactions=props(days_requested={"maximum": 30})),
        (DAYS, None, False),
        "`transactions.days_requested` must be at most 30",
    ),
    (
        props(transactions=props(days_requested={"minimum": 91})),
        (DAYS, None, False),
        "`transactions.days_requested` must be at least 91",
    ),
    (
        props(transactions=props(days_requested={"exclusiveMaximum": 90})),
        (DAYS, None, False),
        "`transactions.days_requested` must be less than 90",
    ),
    (
        props(transactions=props(days_requested={"exclusiveMinimum": 90})),
        (DAYS, None, False),
        "`transactions.days_requested` must be more than 90",
    ),
    (
        props(transactions=props(days_requested={"multipleOf": 7})),
        (DAYS, None, False),
        "`transactions.days_requested` must be a multiple of 7",
    ),
    (
        props(products={"maxItems": 1}),
        ("/products", None, False),
        "`products` must have at most 1 entry",
    ),
    (
        props(products={"minItems": 3}),
        ("/products", None, False),
        "`products` must have at least 3 entries",
    ),
    (
        props(products={"contains": {"const": "assets"}}),
        ("/products", None, False),
        "`products` has no entry that matches `contains` of the schema",
    ),
    (
        props(products={"items": {"const": "auth"}}),
        ("/products/1", None, False),
        '`products[1]` must be `"auth"`',
    ),
    (
        props(user={"maxProperties": 1}),
        ("/user", None, False),
        "`user` must have at most 1 field",
    ),
    (
        props(user={"minProperties": 3}),
        ("/user", None, False),
        "`user` must have at least 3 fields",
    ),
    (
        {"required": ["client_name", "webhook"]},
        ("", "webhook", False),
        "Missing `webhook`, which the schema requires",
    ),
    (
        props(user={"dependentRequired": {"legal_name": ["phone_number"], "ssn": ["x"]}}),
        ("/user", "phone_number", False),
        "Missing `user.phone_number`, which `legal_name` requires",
    ),
    (
        props(user={"additionalProperties": False, **props(client_user_id={})}),
        ("/user/legal_name", None, True),
        "`legal_name` is not allowed in `user`",
    ),
    (
        {
            "additionalProperties": False,
            "patternProperties": {"^(client|country|lang|user|products)": {}},
        },
        ("/transactions", None, True),
        "`transactions` is not allowed in the document",
    ),
    (
        {"unevaluatedProperties": False, "patternProperties": {"^[^t]": {}}},
        ("", None, False),
        "The document violates `unevaluatedProperties` of the schema",
    ),
    (
        {"if": props(transactions={"required": ["days_requested"]}), "then": {"required": ["x"]}},
        ("", "x", False),
        "Missing `x`, which the schema requires",
    ),
]


@pytest.mark.parametrize(
    ("schema", "place", "message"), CASES, ids=[f"{i}" for i in range(len(CASES))]
)
def test_each_keyword_has_its_place_and_words(
    tmp_path: Path, schema: Any, place: tuple[str, str | None, bool], message: str
) -> None:
    [violation] = found(tmp_path, schema, BODY)
    assert (violation.pointer, violation.missing, violation.on_key) == place
    assert violation.message == message
    assert (violation.code, violation.name, str(violation.severity)) == (
        "ACME100",
        "house",
        "error",
    )


@pytest.mark.parametrize(
    ("schema", "help_"),
    [
        ({"required": ["webhook"]}, "Add `webhook`"),
        (props(user={"required": ["phone_number"]}), "Add `user.phone_number`"),
        (props(client_name=False), "Remove it"),
        (props(client_name={"enum": ["A", "B"]}), 'Use `"A"` or `"B"`'),
        (
            props(client_name={"enum": [str(n) for n in range(9)]}),
            "Use one of the 9 values in the schema",
        ),
        (props(client_name={"type": "integer"}), None),
        (props(client_name={"enum": ["A"], "x-message": "We are Acme."}), None),
    ],
)
def test_the_help_of_a_message(tmp_path: Path, schema: Any, help_: str | None) -> None:
    violations = found(tmp_path, schema, BODY)
    assert [violation.help for violation in violations] == [help_] * len(violations)


def test_one_violation_for_each_member(tmp_path: Path) -> None:
    schema = {
        "required": ["webhook", "redirect_uri"],
        "allOf": [{"required": ["webhook"]}, props(client_name=False, products=False)],
    }
    places = {(v.pointer, v.missing) for v in found(tmp_path, schema, BODY)}
    assert places == {
        ("", "webhook"),
        ("", "redirect_uri"),
        ("/client_name", None),
        ("/products", None),
    }


def test_own_words(tmp_path: Path) -> None:
    schema = props(
        client_name={"const": "Acme", "x-message": "We are Acme."},
        user={"required": ["phone_number"], "x-message": {"required": "Ask for the phone."}},
        products={"maxItems": 1, "x-message": {"minItems": "Never said."}},
    )
    messages = {v.pointer: v.message for v in found(tmp_path, schema, BODY)}
    assert messages == {
        "/client_name": "We are Acme.",
        "/user": "Ask for the phone.",
        "/products": "`products` must have at most 1 entry",
    }


def test_values_and_personal_names_are_hidden(tmp_path: Path) -> None:
    schema = props(
        user={
            "additionalProperties": props(a={"const": 1}),
            "patternProperties": {"^(client|legal)": {"type": "integer"}},
        },
        products={"additionalProperties": False},
    )
    path = as_json(tmp_path / "house.json", schema)
    body = {
        "user": {"legal_name": "Jane Doe", "jane.doe@example.com": {"a": "Jane Doe"}},
        "products": {"Jane Doe": 1},
    }
    # Asked directly: the checker would say first that linkcheck's own schema has no such members.
    check = rule_of(HouseSchema(CREATE, path, "ACME100")).check
    messages = {finding.message for finding in check(View(body, Context())) or ()}
    assert messages == {
        "`user.legal_name` must be an integer, not a string",
        "`user.*.a` must be `1`",
        "A field whose name is not shown is not allowed in `products`",
    }


def test_null_is_absent_in_requests_only(tmp_path: Path) -> None:
    body = {**BODY, "webhook": None}
    schema = {**props(webhook={"type": "string"}), "required": ["webhook"]}
    assert [v.missing for v in found(tmp_path, schema, body)] == ["webhook"]
    answer = {**BASES["create-response"][1], "acme_note": None}
    kind = "link-token-create-response"
    schema = {**props(acme_note={"type": "string"}), "required": ["acme_note"]}
    [violation] = found(tmp_path, schema, answer, document=kind)
    assert violation.message == "`acme_note` must be a string, not null"


def test_the_schema_of_linkcheck_takes_precedence(tmp_path: Path) -> None:
    path = as_json(tmp_path / "house.json", props(client_name={"type": "string"}))
    checker = Checker(rules=[rule_of(HouseSchema(CREATE, path, "ACME100"))])
    report = checker.check({**REQUEST, "client_name": 1})
    assert [(v.code, v.pointer) for v in report.violations] == [("LC103", NAME)]


def test_tuples_and_hostile_values(tmp_path: Path) -> None:
    schema = props(products={"items": {"enum": ["auth"]}})
    assert found(tmp_path, schema, {**REQUEST, "products": ("auth",)}) == ()
    [violation] = found(tmp_path, schema, {**REQUEST, "products": ("identity",)})
    assert violation.pointer == "/products/0"
    hostile: list[Any] = [[], "x", {"a": float("nan")}, {"\ud800": 1}, {1: 2}]
    for body in hostile:  # unreadable documents are always reported
        codes = {v.code for v in found(tmp_path, schema, body)}
        assert codes <= {"LC001", "LC003", "LC004", "LC006", "LC007"}


def test_references(tmp_path: Path) -> None:
    as_json(tmp_path / "parts/names.json", {"$defs": {"ours": {"const": "Acme"}}})
    own = "urn:linkcheck:schemas:link-token-create-request.schema.json"
    schema = {
        "$defs": {"days": {"maximum": 30}},
        **props(
            client_name={"$ref": "parts/names.json#/$defs/ours"},
            transactions=props(days_requested={"$ref": "#/$defs/days"}),
            user={"$ref": own},
        ),
    }
    violations = found(tmp_path, schema, BODY)
    assert {v.pointer for v in violations} >= {NAME, DAYS, "/user"}
    assert ("/user", "client_name") in {(v.pointer, v.missing) for v in violations}


def test_a_schema_with_an_id_and_an_older_dialect(tmp_path: Path) -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://acme.example/house.json",
        "definitions": {"name": {"const": "Acme"}},
        **props(client_name={"$ref": "#/definitions/name"}),
    }
    assert [v.pointer for v in found(tmp_path, schema, BODY)] == [NAME]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read"),
        ("{\n,}", "not valid JSON"),
        ("[]", "a JSON Schema must be an object"),
        (
            '{"properties": {"a": {"type": "text"}}}',
            "not a valid JSON Schema at `properties/a/type`",
        ),
        ('{"$ref": "#/$defs/x"}', "cannot resolve `$ref` to `#/$defs/x`"),
        (
            '{"$ref": "https://example.com/s.json"}',
            "cannot resolve `$ref` to `https://example.com/s.json`",
        ),
        ('{"prefixItems": [{"$ref": "other.json"}]}', "cannot resolve `$ref` to `other.json`"),
    ],
)
def test_schemas_that_cannot_be_used(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "house.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        rule_of(HouseSchema(CREATE, path, "ACME100"))
    assert message in caught.value.message
    assert caught.value.file == str(path)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"code": "LC900"}, "must not start with LC"),
        ({"code": "acme1"}, "must be uppercase letters followed by digits"),
        ({"code": "A1", "name": "Not Kebab"}, "must be in kebab case"),
    ],
)
def test_codes_and_names(tmp_path: Path, facts: dict[str, str], message: str) -> None:
    path = as_json(tmp_path / "house.json", {})
    with pytest.raises(ConfigError, match=message):
        rule_of(HouseSchema(CREATE, path, **facts))


def test_a_schema_of_a_configuration(tmp_path: Path) -> None:
    as_json(tmp_path / "schemas/Acme_Policy.v2.json", props(client_name={"const": "Acme"}))
    path = config(
        tmp_path,
        f"""
        ignore = ["LC"]
        [[schemas]]
        document = "{CREATE}"
        path = "schemas/Acme_Policy.v2.json"
        code = "ACME100"
        severity = "warning"
        [severity]
        acme-policy = "error"
        """,
    )
    [violation] = load(path).checker().check(BODY).violations
    assert (violation.name, str(violation.severity)) == ("acme-policy", "error")
    assert violation.docs.endswith("#link-token-create-request-client-name")


def test_two_schemas_of_one_code_are_an_error(tmp_path: Path) -> None:
    as_json(tmp_path / "a.json", {})
    entry = f'[[schemas]]\ndocument = "{CREATE}"\npath = "a.json"\ncode = "ACME1"\n'
    path = config(tmp_path, entry + entry)
    with pytest.raises(ConfigError, match=r"ACME1 .* is taken") as caught:
        load(path).checker()
    assert caught.value.line == 4
