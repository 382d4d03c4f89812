"""Remedies of rules/hidden.py."""

from tests.rules.pair import Pair

TOKEN = "/third_party_user_token"
UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"

PAIRS = [
    # Plaid asked the reader to send the undocumented token.
    Pair(
        "LC720",
        "Use a third-party user token",
        {TOKEN: f"third-party-user-sandbox-{UUID}"},
        facts={"ignore": ["LC112"]},
    ),
    Pair(
        "LC720",
        "Use a third-party user token",
        {TOKEN: f"third-party-user-sandbox-{UUID}"},
        bad=f'{{"third_party_user_token": "{UUID}"}}',
        facts={"ignore": ["LC112"]},
    ),
]
