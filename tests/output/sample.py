"""A made-up run with one violation of every make, for the tests of the formats."""

from __future__ import annotations

from dataclasses import replace

from linkcheck.output.results import Result, Results
from linkcheck.pointer import Span
from linkcheck.report import Report
from linkcheck.violation import Evidence, Fix, PlaidError, Related, Severity, Violation

TEXT = """\
{
  "client_name": "Wonderwallet",
  "user": {"client_user_id": "u-1001", "phone_number": "4155550123"},
  "products": ["auth", "Transactions"],
  "optional_products": [
    "auth"
  ],
  "extra": {"note": "hunter2"}
}
"""
VALUE = {
    "client_name": "Wonderwallet",
    "user": {"client_user_id": "u-1001", "phone_number": "4155550123"},
    "products": ["auth", "Transactions"],
    "optional_products": ["auth"],
    "extra": {"note": "hunter2"},
}
DOCS = "https://plaid.com/docs/api/link/#link-token-create-request"


def violation(
    pointer: str, message: str, *, span: Span | None = None, **facts: object
) -> Violation:
    """A violation of a made-up rule."""
    members: dict[str, object] = {
        "code": "LC900",
        "name": "made-up",
        "severity": Severity.ERROR,
        "message": message,
        "pointer": pointer,
        "document": "link-token-create-request",
        "docs": DOCS,
        "evidence": Evidence.DOCUMENTED,
        **facts,
    }
    found = Violation(**members)  # type: ignore[arg-type]
    return at(found, span) if span else found


def at(found: Violation, span: Span) -> Violation:
    """The same violation at another place of a text."""
    return replace(
        found,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )


VIOLATIONS = (
    violation(
        "",
        "Missing required field `language`",
        help="Add a language of Link, such as `en`",
        missing="language",
        plaid_error=PlaidError("INVALID_REQUEST", "MISSING_FIELDS", "language is required"),
        span=Span(1, 1, 1, 2),
    ),
    violation(
        "/user/phone_number",
        "`user.phone_number` is not in E.164 form",
        help="Write the number in E.164 form",
        code="LC901",
        name="phone-form",
        severity=Severity.WARNING,
        evidence=Evidence.INFERRED,
        fix=Fix(
            "Write the number in E.164 form",
            ({"op": "replace", "path": "/user/phone_number", "value": "+14155550123"},),
        ),
        span=Span(3, 56, 3, 68),
    ),
    violation(
        "/products/1",
        "Unknown product `Transactions` in `products[1]`",
        help="Use `transactions`, or remove it",
        plaid_error=PlaidError("INVALID_INPUT", "INVALID_PRODUCT"),
        fix=Fix(
            "Write `transactions`",
            ({"op": "replace", "path": "/products/1", "value": "transactions"},),
        ),
        span=Span(4, 24, 4, 38),
    ),
    violation(
        "/optional_products",
        "All of `optional_products` is in `products`",
        severity=Severity.INFO,
        related=(Related("/products/0", "the same product", None, 4, 16, 4, 22),),
        span=Span(5, 24, 7, 4),
    ),
    violation("/extra", "Unknown field `extra`", on_key=True, span=Span(8, 3, 8, 10)),
)

RESULTS = Results(
    (
        Result.about(
            "a/body.json", 0, Report("link-token-create-request", VIOLATIONS), TEXT, VALUE
        ),
        Result.about("b.json", 0, Report("events-webhook"), "{}", {}),
    ),
    skipped=3,
)
CLEAN = Results((Result.about("b.json", 0, Report("events-webhook"), "{}", {}),))
