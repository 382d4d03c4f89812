"""Identity Verification: `identity_verification`, and what has no meaning beside it."""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import flag_advice, present, requires
from linkcheck.engine.rule import Findings, at, member, removal, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import LinkRequest, uses

GUIDE = "https://plaid.com/docs/identity-verification/"
PRODUCT = "identity_verification"
OTHER_IDS = {
    "idv_id": "it looks like the id of one verification",
    "layer_template_id": "it looks like the id of a Layer template",
}
BANK_OPTIONS = ("account_filters", "institution_data", "enable_multi_item_link")
"""Options for choosing a bank and its accounts that no other rule finds without a product.

The option objects of products, such as `auth`, are reported as objects without their product.
"""


@rule(
    "LC630",
    "idv-template-id-form",
    severity=Severity.WARNING,
    on="identity_verification",
    needs="+identity_verification",
    source="identity_verification.template_id",
    covers="C412",
)
def idv_template_id_form(request: LinkRequest) -> Findings:
    """`identity_verification.template_id` does not look like the id of a template.

    Why: Ids of templates begin with `idvtmp_` in Plaid's examples, and they are case-sensitive. The
        id of a verification (`idv_`) or of a Layer template (`template_`) is something else.
    Bad: idv {"identity_verification": {"template_id": "idv_52xR9LKo77r1Np"}}
    Bad: idv {"identity_verification": {"template_id": "IDVTMP_4FrXJvfQU3zGUR"}}
    Good: idv
    """
    text = request.text("identity_verification", "template_id")
    if not text or is_placeholder(text):
        return
    token = parse(text.strip())
    if token is not None and token.kind == "idv_template_id" and token.well_formed:
        return
    other = OTHER_IDS.get(token.kind) if token else None
    yield at(
        "identity_verification",
        "template_id",
        message="`identity_verification.template_id` does not look like the id of a template"
        f"{f': {other}' if other else ''}. Copy the id that begins with `idvtmp_` from the "
        "template in the Dashboard.",
    )


flag_advice(
    "LC631",
    "idv-gave-consent",
    "identity_verification.gave_consent",
    severity=Severity.INFO,
    needs="+identity_verification",
    source="identity_verification.gave_consent",
    covers="C413",
    message="`gave_consent` marks the step `accept_tos` as skipped. Set it only if the user has "
    "agreed to a privacy policy that names the sharing of data with Plaid.",
    doc="""`identity_verification.gave_consent` is set.

    Why: The user is then not asked for consent any more, so your own policy must have covered it.
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
    severity=Severity.INFO,
    source=GUIDE,
    covers="C415",
    message="`user.email_address` is not given. It is optional, but Identity Verification uses it "
    "to find fraud: send it if you know it.",
    doc="""Identity Verification is requested without the e-mail address of the user.

    Why: Plaid highly recommends the address, which its fraud checks use.
    Bad: idv
    Good: idv {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"}}
    Note: Silent with `user_id`, where Plaid may know the address from `/user/create`.
    """,
)


@rule(
    "LC633",
    "idv-bank-option",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=BANK_OPTIONS,
    needs="+identity_verification",
    source="https://plaid.com/docs/link/initializing-products/",
    covers="C416",
)
def idv_bank_option(request: LinkRequest) -> Findings:
    """An option about banks and accounts stands in an Identity Verification request.

    Why: Identity Verification runs alone and links no bank, so there is nothing to filter, to find
        or to link several times.
    Bad: idv {"account_filters": {"depository": {"account_subtypes": ["checking"]}}}
    Bad: idv {"enable_multi_item_link": true, "user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: idv
    """
    if request.products != [PRODUCT]:
        return  # Identity Verification beside other products is a mistake of its own
    for name in BANK_OPTIONS:
        if request.get(name):  # an empty object or `false` asks for nothing
            yield member(
                name,
                message=f"`{name}` has no effect: the request is for Identity Verification, which "
                "links no bank account. Remove it.",
                fix=removal(name),
            )
