"""Remedies of rules/auth.py."""

from tests.rules.pair import Pair

SAME_DAY = "/auth/same_day_microdeposits_enabled"
ONLY_SAME_DAY = {"same_day_microdeposits_enabled": True}
KEPT = {"ignore": ["LC605"]}
"""The reader keeps a deprecated flow."""
INSTANT = (
    '{"products": ["transactions"], "optional_products": ["auth"], "auth": '
    '{"instant_match_enabled": true}}'
)

PAIRS = [
    Pair("LC600", 'Set it to `["US"]`', {"/country_codes": ["US"]}),
    Pair("LC600", "turn the flow off", {SAME_DAY: ...}),
    Pair("LC601", "Set it to one of the two", {"/country_codes": ["US"]}, facts=KEPT),
    Pair("LC601", "Set it to one of the two", {"/country_codes": ["CA"]}, bad=1, facts=KEPT),
    Pair("LC601", "turn the flow off", {"/auth/database_insights_enabled": ...}),
    Pair(
        "LC602",
        "Move it to `required_if_supported_products`",
        {"/products/1": ..., "/required_if_supported_products": ["identity"]},
    ),
    Pair("LC602", "`optional_products`", {"/products/1": ..., "/optional_products": ["identity"]}),
    Pair(
        "LC602",
        "`additional_consented_products`",
        {"/products/1": ..., "/additional_consented_products": ["identity"]},
    ),
    Pair(
        "LC603",
        "Move `auth` to `products` and the other products out of it",
        {"/products": ["auth"], "/optional_products": ["transactions"]},
    ),
    Pair(
        "LC602",
        "Request it in a separate session",
        {"/products/1": ...},
        bad='{"products": ["auth", "assets"], "auth": {"same_day_microdeposits_enabled": true}}',
    ),
    Pair(
        "LC603",
        "Move `auth` to `products`",
        {"/products": ["auth", "transactions"], "/optional_products": ...},
        bad=INSTANT,
    ),
    Pair("LC603", "turn the flow off", {"/auth": ...}, bad=INSTANT),
    Pair("LC603", "turn the flow off", {SAME_DAY: ...}),
    Pair("LC604", "Remove one of the two flags", {"/auth": ONLY_SAME_DAY}),
    Pair("LC605", "Remove it", {"/auth/database_match_enabled": ...}),
    Pair("LC605", "Remove it", {"/auth/database_insights_enabled": ...}, bad=1),
    Pair(
        "LC606",
        "If you keep the flag, set `auth.same_day_microdeposits_enabled` too",
        {SAME_DAY: True},
        facts=KEPT,
    ),
    Pair("LC607", "Set `auth.same_day_microdeposits_enabled` to `true`", {SAME_DAY: True}),
    Pair("LC607", "remove it", {"/auth/reroute_to_credentials": ...}),
    Pair("LC608", "Set `auth.same_day_microdeposits_enabled` to `true`", {SAME_DAY: True}),
    Pair("LC608", "remove the flag", {"/auth/sms_microdeposits_verification_enabled": ...}),
    Pair("LC609", "Verify the micro-deposit in Link"),
    Pair("LC610", "Set `auth.same_day_microdeposits_enabled` too", {SAME_DAY: True}),
    Pair("LC610", "remove the flag", {"/auth/auth_type_select_enabled": ...}),
    Pair("LC611", "Use `OPTIONAL`", {"/auth/reroute_to_credentials": "OPTIONAL"}),
    Pair("LC611", "`OFF`", {"/auth/reroute_to_credentials": "OFF"}),
    Pair(
        "LC611", "remove `auth.auth_type_select_enabled`", {"/auth/auth_type_select_enabled": ...}
    ),
    Pair("LC612", "Set it to `true` or `false`", {"/auth/instant_microdeposits_enabled": True}),
    Pair("LC612", "Set it to `true` or `false`", {"/auth/instant_microdeposits_enabled": False}),
    Pair("LC613", "Add `checking`", {"/account_filters/depository/account_subtypes/-": "checking"}),
    Pair("LC613", "`savings`", {"/account_filters/depository/account_subtypes/-": "savings"}),
    Pair("LC613", "turn the flow off", {SAME_DAY: ...}),
    Pair(
        "LC600",
        "Set it to one of the two",
        {"/country_codes": ["CA"]},
        bad='{"country_codes": ["US", "CA"]}',
        context={"database_auth": True},
    ),
]
