"""Reading the schemas: resolved trees, fields by path, names that may be shown."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from linkcheck.documents import Document
from linkcheck.shapes import loader
from tests.offenders import each
from tests.shapes import NO_WHEEL


@pytest.mark.parametrize("document", Document)
def test_bundle_is_complete_in_itself(document: Document) -> None:
    bundle = loader.bundle(document)
    assert bundle["$id"] == f"urn:linkcheck:schemas:{document}.schema.json"
    assert "$ref" not in json.dumps(bundle)
    Draft202012Validator.check_schema(bundle)
    jsonschema_rs = pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)
    jsonschema_rs.meta.validate(bundle)


def test_describe() -> None:
    described = loader.describe(Document.CREATE_REQUEST, ("products", 0))
    assert described is not None
    assert described["x-noun"] == "product"
    assert "auth" in described["enum"]
    assert "cra_qualify" in described["x-undocumented-values"]
    assert loader.describe(Document.CREATE_REQUEST, ()) is loader.schema(Document.CREATE_REQUEST)


@pytest.mark.parametrize("path", [("nope",), ("products", "x"), ("user", 0), ("webhook", "a", "b")])
def test_describe_knows_no_such_field(path: tuple[str | int, ...]) -> None:
    assert loader.describe(Document.CREATE_REQUEST, path) is None


def test_annotations_of_reference_and_target_are_merged() -> None:
    optional = loader.describe(Document.CREATE_REQUEST, ("optional_products", 0))
    assert optional is not None
    assert {"transfer", "balance"} <= optional["x-hints"].keys()


def test_members_and_places() -> None:
    members = loader.members(Document.CREATE_REQUEST, ("income_verification", "bank_income"))
    assert members == ("days_requested", "enable_multiple_items")
    assert "card_switch" not in loader.members(Document.CREATE_REQUEST, ())
    entry = loader.members(Document.GET_RESPONSE, ("link_sessions", "events"))
    assert "event_id" in entry
    places = loader.places(Document.CREATE_REQUEST)
    assert places["gse_options"] == ("cra_options.base_report.gse_options",)
    assert "card_bin" not in places


# Every member whose value must never be shown, found by reading the reference.
SENSITIVE = [
    "client_id",
    "secret",
    "access_token",
    "access_tokens",
    "public_token",
    "public_tokens",
    "link_token",
    "user_token",
    "third_party_user_token",
    "payment_profile_token",
    "hosted_link_url",
    "client_user_id",
    "legal_name",
    "given_name",
    "family_name",
    "name",
    "phone_number",
    "email_address",
    "date_of_birth",
    "street",
    "street2",
    "city",
    "region",
    "postal_code",
    "value",
    "ssn",
    "employer",
    "pay_per_cycle",
    "pay_annual",
    "mask",
    "account_number_mask",
    "institution_search_query",
    "card_bin",
    "phone_number_verified_time",
    "email_address_verified_time",
]


@each("name", SENSITIVE)
def test_sensitive_names(name: str) -> None:
    assert name in loader.sensitive_names(Document)
    assert name not in loader.safe_names(Document)


def test_safe_names() -> None:
    safe = loader.safe_names(Document)
    assert {"products", "webhook", "redirect_uri", "language", "type", "user_id", "id"} <= safe
    assert not safe & loader.sensitive_names(Document)
    suspicious = ("token", "secret", "phone", "email", "birth", "password", "number_mask", "ssn")
    named = {name for name in safe if any(part in name for part in suspicious)}
    assert named == set()
