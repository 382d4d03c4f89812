"""Identity Verification: `identity_verification`, and options that have no effect with it."""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING
from linkcheck.engine.relations import flag_advice, present, requires
from linkcheck.engine.rule import Finding, Findings, here, member, removal, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import LinkRequest, uses

GUIDE = "https://plaid.com/docs/identity-verification/"
PRODUCT = "identity_verification"
OTHER_IDS = {
    "idv_id": "of a verification",
    "layer_template_id": "of a Layer template",
}
"""Kinds of token that are sent by mistake, and what they are the ID of."""
BANK_OPTIONS = ("account_filters", "institution_data", "enable_multi_item_link")
"""Options for selecting a bank and its accounts that no other rule reports without a product.

The option objects of products, such as `auth`, are reported as objects without their product.
"""


@rule(
    "LC630",
    field="identity_verification.template_id",
    severity=WARNING,
    on="identity_verification",
    needs="+identity_verification",
    covers="C412",
)
def idv_template_id_form(value: str) -> Finding | bool:
    """`identity_verification.template_id` does not look like the ID of a template.

    Help: Copy the ID that begins with `idvtmp_` from the template in the Dashboard.
    Why: In Plaid's examples, template IDs begin with `idvtmp_`, and they are case-sensitive. The ID
        of a verification (`idv_`) or of a Layer template (`template_`) is something else.
    Bad: idv {"identity_verification": {"template_id": "idv_52xR9LKo77r1Np"}}
    Bad: idv {"identity_verification": {"template_id": "IDVTMP_4FrXJvfQU3zGUR"}}
    Good: idv
    """
    if not value or is_placeholder(value):
        return False
    token = parse(value.strip())
    if token is None:
        return True
    if token.kind == "idv_template_id" and token.well_formed:
        return False
    message = ""
    if token.kind in OTHER_IDS:
        other = OTHER_IDS[token.kind]
        message = f"`identity_verification.template_id` looks like the ID {other}"
    return here(message)


flag_advice(
    "LC631",
    "idv-gave-consent",
    "identity_verification.gave_consent",
    severity=INFO,
    needs="+identity_verification",
    source="identity_verification.gave_consent",
    covers="C413",
    doc="""`identity_verification.gave_consent` makes Link skip the consent step (`accept_tos`).

    Help: Set it only if the user has agreed to a privacy policy that covers sharing data with
        Plaid.
    Why: Link no longer asks the user for consent, so your own policy must have covered it.
    Bad: idv {"identity_verification": {
        "template_id": "idvtmp_4FrXJvfQU3zGUR", "gave_consent": true}}
    Good: idv
    """,
)
requires(
    "LC632",
    "idv-without-email",
    "user.email_address",
    when=uses(PRODUCT) & present("user") & ~present("user_id"),
    severity=INFO,
    source=GUIDE,
    covers="C415",
    doc="""Missing `user.email_address`, which Identity Verification uses to detect fraud.

    Help: Add it if you know it.
    Why: The address is optional, but Plaid highly recommends it.
    Bad: idv
    Good: idv {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"}}
    Note: Not reported with `user_id`, as Plaid may know the address from `/user/create`.
    """,
)


@rule(
    "LC633",
    severity=WARNING,
    evidence=INFERRED,
    on=BANK_OPTIONS,
    needs="+identity_verification",
    source="https://plaid.com/docs/link/initializing-products/",
    covers="C416",
)
def idv_bank_option(request: LinkRequest) -> Findings:
    """An option about banks and accounts has no effect in Identity Verification.

    Help: Remove it.
    Why: Identity Verification runs alone and links no bank account, so there is nothing to filter,
        to preselect or to link several times.
    Bad: idv {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Bad: idv {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: idv
    """
    if request.products != [PRODUCT]:
        return  # Identity Verification with other products is a mistake of its own
    for name in BANK_OPTIONS:
        if request.get(name):  # an empty object or `false` asks for nothing
            message = (
                f"`{name}` has no effect in Identity Verification, which links no bank account"
            )
            yield member(name, message=message, fix=removal(name))
