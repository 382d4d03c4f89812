"""`payment_initiation`: the payment, or the consent, that a session is about."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, WARNING, Fix
from linkcheck.engine.relations import not_both, present, requires_one_of
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import LinkRequest

# Another rule reports the object without its product.
NEEDS = ("payment_initiation", "+payment_initiation")
IDS = ("payment_id", "consent_id")

requires_one_of(
    "LC500",
    "payment-without-id",
    [f"payment_initiation.{name}" for name in IDS],
    when=present("payment_initiation"),
    needs=NEEDS,
    source="payment_initiation",
    covers="C315",
    doc="""Missing `payment_id` or `consent_id`, which `payment_initiation` requires.

    Help: Add the ID that `/payment_initiation/payment/create` or
        `/payment_initiation/consent/create` returned.
    Why: Without either of them, Link has nothing for the user to approve.
    Bad: payment {"payment_initiation": {}}
    Good: payment
    """,
)
not_both(
    "LC501",
    "payment-and-consent",
    *(f"payment_initiation.{name}" for name in IDS),
    severity=WARNING,
    evidence=INFERRED,
    needs=NEEDS,
    source="payment_initiation",
    covers="C316",
    doc="""`consent_id` is not allowed with `payment_id`.

    Help: Keep the one that the user should approve.
    Why: The reference allows one or the other; which one wins is not documented.
    Bad: payment {"payment_initiation": {
        "payment_id": "payment-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "consent_id": "consent-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}}
    Good: payment
    """,
)


@rule(
    "LC502",
    severity=WARNING,
    needs=NEEDS,
    source=("payment_initiation.payment_id", "payment_initiation.consent_id"),
    covers="C317",
)
def payment_id_form(request: LinkRequest) -> Findings:
    """`payment_id` or `consent_id` does not have the form of such an ID.

    Why: Payment IDs have the form `payment-id-<environment>-<UUID>` and consent IDs
        `consent-id-<environment>-<UUID>`. The usual mistake is to swap the two.
    Bad: payment {"payment_initiation": {
        "payment_id": "consent-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}}
    Bad: payment {"payment_initiation": {"payment_id": "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}}
    Good: payment {"payment_initiation": {
        "consent_id": "consent-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}}
    """
    for name, other in (IDS, IDS[::-1]):
        value = (request.text("payment_initiation", name) or "").strip()
        token = parse(value)
        if not value or is_placeholder(value):
            continue
        if token is not None and token.kind == name and token.well_formed:
            continue
        path = ("payment_initiation", name)
        if token is not None and token.kind == other:
            yield at(
                *path,
                message=f"`{name}` contains a `{other}`",
                help=f"Send it as `{other}`, or replace it with a `{name}`",
                fix=None if request.given("payment_initiation", other) else _move(name, other),
            )
        else:
            form = name.replace("_", "-")
            yield at(
                *path,
                message=f"`{name}` does not have the form `{form}-<environment>-<UUID>`",
                help="Send the ID exactly as Plaid returned it",
            )


def _move(name: str, other: str) -> Fix:
    source, target = f"/payment_initiation/{name}", f"/payment_initiation/{other}"
    return Fix(f"Send it as `{other}`", ({"op": "move", "from": source, "path": target},), False)
