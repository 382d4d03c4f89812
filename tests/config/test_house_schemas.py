"""JSON Schemas of the house: what is found where, in which words."""

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
        "`client_name` is a string, but must be an integer.",
    ),
    (
        props(client_name={"type": ["boolean", "null"]}),
        (NAME, None, False),
        "`client_name` is a string, but must be true or false or null.",
    ),
    (
        props(client_name={"const": "Acme"}),
        (NAME, None, False),
        '`client_name` must be `"Acme"`.',
    ),
    (
        props(client_name={"enum": ["A", "B"]}),
        (NAME, None, False),
        '`client_name` must be `"A"` or `"B"`.',
    ),
    (
        props(client_name={"enum": [str(n) for n in range(9)]}),
        (NAME, None, False),
        "`client_name` is none of the 9 values that the schema allows.",
    ),
    (
        props(client_name={"const": "x" * 50}),
        (NAME, None, False),
        "`client_name` is not the value that the schema wants.",
    ),
    (
        props(client_name={"pattern": "^A"}),
        (NAME, None, False),
        "`client_name` does not match `^A`.",
    ),
    (
        props(client_name={"maxLength": 3}),
        (NAME, None, False),
        "`client_name` must have 3 characters at most.",
    ),
    (
        props(client_name={"minLength": 30}),
        (NAME, None, False),
        "`client_name` must have 30 characters or more.",
    ),
    (
        props(client_name=False),
        (NAME, None, True),
        "`client_name` may not be given. Leave it out.",
    ),
    (
        props(client_name={"not": {"pattern": "wallet"}}),
        (NAME, None, False),
        "`client_name` is what the schema rules out.",
    ),
    (
        props(client_name={"anyOf": [{"const": "A"}, {"const": "B"}]}),
        (NAME, None, False),
        "`client_name` fits none of the alternatives of the schema.",
    ),
    (
        props(client_name={"oneOf": [{}, {}]}),
        (NAME, None, False),
        "`client_name` must fit exactly one of the alternatives of the schema.",
    ),
    (
        {"propertyNames": {"maxLength": 3}},
        ("", None, False),
        "The document must have 3 characters at most.",
    ),
    (
        props(transactions=props(days_requested={"maximum": 30})),
        (DAYS, None, False),
        "`transactions.days_requested` must be 30 or less.",
    ),
    (
        props(transactions=props(days_requested={"minimum": 91})),
        (DAYS, None, False),
        "`transactions.days_requested` must be 91 or more.",
    ),
    (
        props(transactions=props(days_requested={"exclusiveMaximum": 90})),
        (DAYS, None, False),
        "`transactions.days_requested` must be less than 90.",
    ),
    (
        props(transactions=props(days_requested={"exclusiveMinimum": 90})),
        (DAYS, None, False),
        "`transactions.days_requested` must be more than 90.",
    ),
    (
        props(transactions=props(days_requested={"multipleOf": 7})),
        (DAYS, None, False),
        "`transactions.days_requested` must be a multiple of 7.",
    ),
    (
        props(products={"maxItems": 1}),
        ("/products", None, False),
        "`products` must have 1 entries at most.",
    ),
    (
        props(products={"minItems": 3}),
        ("/products", None, False),
        "`products` must have 3 entries or more.",
    ),
    (
        props(products={"contains": {"const": "assets"}}),
        ("/products", None, False),
        "`products` lacks an entry of the kind that the schema asks for.",
    ),
    (
        props(products={"items": {"const": "auth"}}),
        ("/products/1", None, False),
        '`products[1]` must be `"auth"`.',
    ),
    (
        props(user={"maxProperties": 1}),
        ("/user", None, False),
        "`user` must have 1 members at most.",
    ),
    (
        props(user={"minProperties": 3}),
        ("/user", None, False),
        "`user` must have 3 members or more.",
    ),
    (
        {"required": ["client_name", "webhook"]},
        ("", "webhook", False),
        "The document lacks `webhook`. Add it.",
    ),
    (
        props(user={"dependentRequired": {"legal_name": ["phone_number"], "ssn": ["x"]}}),
        ("/user", "phone_number", False),
        "`user` lacks `phone_number`, which `legal_name` needs. Add it.",
    ),
    (
        props(user={"additionalProperties": False, **props(client_user_id={})}),
        ("/user/legal_name", None, True),
        "`legal_name` may not stand in `user`. Leave it out.",
    ),
    (
        {
            "additionalProperties": False,
            "patternProperties": {"^(client|country|lang|user|products)": {}},
        },
        ("/transactions", None, True),
        "`transactions` may not stand in the document. Leave it out.",
    ),
    (
        {"unevaluatedProperties": False, "patternProperties": {"^[^t]": {}}},
        ("", None, False),
        "The document breaks `unevaluatedProperties` of the schema.",
    ),
    (
        {"if": props(transactions={"required": ["days_requested"]}), "then": {"required": ["x"]}},
        ("", "x", False),
        "The document lacks `x`. Add it.",
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
        "/products": "`products` must have 1 entries at most.",
    }


def test_no_value_and_no_personal_name_is_told(tmp_path: Path) -> None:
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
        "`user.legal_name` is a string, but must be an integer.",
        "`user.*.a` must be `1`.",
        "A field whose name is not shown may not stand in `products`. Leave it out.",
    }


def test_null_is_absent_in_requests_only(tmp_path: Path) -> None:
    body = {**BODY, "webhook": None}
    schema = {**props(webhook={"type": "string"}), "required": ["webhook"]}
    assert [v.missing for v in found(tmp_path, schema, body)] == ["webhook"]
    answer = {**BASES["create-response"][1], "acme_note": None}
    kind = "link-token-create-response"
    schema = {**props(acme_note={"type": "string"}), "required": ["acme_note"]}
    [violation] = found(tmp_path, schema, answer, document=kind)
    assert violation.message == "`acme_note` is null, but must be a string."


def test_linkchecks_own_schema_goes_first(tmp_path: Path) -> None:
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
    for body in hostile:  # what cannot be read is told whatever is selected
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
        (None, "the schema cannot be read"),
        ("{\n,}", "the schema is no JSON"),
        ("[]", "the schema must be an object"),
        ('{"properties": {"a": {"type": "text"}}}', "no valid JSON Schema at `properties/a/type`"),
        ('{"$ref": "#/$defs/x"}', "`#/$defs/x` leads nowhere"),
        ('{"$ref": "https://example.com/s.json"}', "`https://example.com/s.json` leads nowhere"),
        ('{"prefixItems": [{"$ref": "other.json"}]}', "`other.json` leads nowhere"),
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
        ({"code": "LC900"}, "must not begin with LC"),
        ({"code": "acme1"}, "must be capital letters and then digits"),
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
