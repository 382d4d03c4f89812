"""Fields that the documentation hides: what their shape cannot say."""

from __future__ import annotations

from linkcheck.engine.finding import WARNING
from linkcheck.engine.rule import Findings, at, rule
from linkcheck.rules.formats.tokens import is_placeholder, parse
from linkcheck.rules.request import LinkRequest


@rule(
    "LC720",
    "third-party-user-token-form",
    severity=WARNING,
    on="third_party_user_token",
    source="https://github.com/plaid/plaid-openapi",
    covers="C476",
)
def third_party_user_token_form(request: LinkRequest) -> Findings:
    """`third_party_user_token` does not have the form of such a token.

    Why: The API description shows these tokens as `third-party-user-<environment>-<identifier>`. A
        `user-...` token belongs in `user_token`.
    Bad: {"third_party_user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: {"third_party_user_token":
        "third-party-user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    text = request.text("third_party_user_token")
    if not text or is_placeholder(text):
        return
    token = parse(text.strip())
    if token is None or token.kind != "third_party_user_token" or not token.well_formed:
        field = (
            " It looks like one for `user_token`." if token and token.kind == "user_token" else ""
        )
        yield at(
            "third_party_user_token",
            message="`third_party_user_token` is not of the form "
            f"`third-party-user-<environment>-<identifier>`.{field} Put the right token in.",
        )
