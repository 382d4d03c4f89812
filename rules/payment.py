"""`payment_initiation`: the payment, or the consent, that a session is about."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Severity
from linkcheck.engine.relations import not_both, present, requires_one_of
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import LinkRequest

# Without its product the object as a whole is out of place, which is a rule of its own.
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
    message="`payment_initiation` names neither a payment nor a consent. Add the `payment_id` from "
    "`/payment_initiation/payment/create`, or the `consent_id` from "
    "`/payment_initiation/consent/create`.",
    doc="""`payment_initiation` has neither `payment_id` nor `consent_id`.

    Why: One of the two must be given, or Link has nothing for the user to approve.
    Bad: payment {"payment_initiation": {}}
    Good: payment
    """,
)
not_both(
    "LC501",
    "payment-and-consent",
    *(f"payment_initiation.{name}" for name in IDS),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=NEEDS,
    source="payment_initiation",
    covers="C316",
    message="`payment_id` and `consent_id` are both given, but a session approves only one of "
    "them. Remove the one that is not meant.",
    doc="""`payment_id` and `consent_id` are both given.

    Why: The reference says either the one or the other; which one wins is not documented.
    Bad: payment {"payment_initiation": {
        "payment_id": "payment-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "consent_id": "consent-id-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}}
    Good: payment
    """,
)


@rule(
    "LC502",
    "payment-id-form",
    severity=Severity.WARNING,
    needs=NEEDS,
    source=("payment_initiation.payment_id", "payment_initiation.consent_id"),
    covers="C317",
)
def payment_id_form(request: LinkRequest) -> Findings:
    """`payment_id` or `consent_id` does not have the form of such an id.

    Why: Payment ids read `payment-id-<environment>-<UUID>` and consent ids
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
            fix = None
            if not request.given("payment_initiation", other):
                move = {"op": "move", "from": "/".join(("", *path)), "path": f"/{path[0]}/{other}"}
                fix = Fix(f"Send it as `{other}`", (move,), safe=False)
            message = (
                f"`{name}` holds a `{other}`. Send it as `{other}`, or give the `{name}` here."
            )
            yield at(*path, message=message, fix=fix)
        else:
            form = name.replace("_", "-")
            yield at(
                *path,
                message=f"`{name}` does not have the form `{form}-<environment>-<UUID>`. Send the "
                "id just as Plaid returned it.",
            )
