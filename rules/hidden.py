"""Fields that the documentation hides: what their shape cannot say."""

from __future__ import annotations

from linkcheck.engine.finding import WARNING
from linkcheck.engine.rule import Finding, here, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse


@rule(
    "LC720",
    field="third_party_user_token",
    severity=WARNING,
    source="https://github.com/plaid/plaid-openapi",
    covers="C476",
)
def third_party_user_token_form(text: str) -> Finding | bool:
    """`third_party_user_token` does not have the form `third-party-user-<environment>-<id>`.

    Help: Use a third-party user token.
    Why: The API description shows these tokens in this form. A `user-...` token belongs in
        `user_token`.
    Bad: {"third_party_user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: {"third_party_user_token":
        "third-party-user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    if not text or is_placeholder(text):
        return False
    token = parse(text.strip())
    if token is None or token.kind != "third_party_user_token":
        is_user_token = token is not None and token.kind == "user_token"
        message = "`third_party_user_token` is a `user_token`, not a third-party user token"
        return here(message if is_user_token else "")
    return not token.well_formed
