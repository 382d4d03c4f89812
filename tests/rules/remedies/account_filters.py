"""Remedies of rules/account_filters.py."""

from tests.rules.pair import Pair

FILTERS = "/account_filters"
DEPOSITORY = f"{FILTERS}/depository"
SUBTYPES = f"{DEPOSITORY}/account_subtypes"
TWO_FILTERS = (
    '{"products": ["transactions"], "account_filters": {"depository": {"account_subtypes": []}, '
    '"credit": {"account_subtypes": ["all"]}}}'
)
TWO_SUBTYPES = (
    '{"products": ["investments"], "account_filters": {"investment": {"account_subtypes": '
    '["tfsa", "401k"]}}}'
)
MORE_PRODUCTS = (
    '{"products": ["auth", "transactions"], "account_filters": {"depository": '
    '{"account_subtypes": ["checking", "money market"]}, "credit": {"account_subtypes": ["all"]}}}'
)

PAIRS = [
    Pair("LC445", "Remove the other subtypes", {SUBTYPES: ["all"]}),
    Pair("LC445", "remove `all` if you mean only those", {SUBTYPES: ["checking"]}),
    Pair("LC446", 'Use `["all"]` to show every subtype', {SUBTYPES: ["all"]}),
    Pair("LC446", 'Use `["all"]` to show every subtype', {SUBTYPES: ["all"]}, bad=TWO_FILTERS),
    Pair("LC446", "remove the filter to show none", {DEPOSITORY: ...}, bad=TWO_FILTERS),
    Pair("LC447", "Remove it", {FILTERS: ...}),
    Pair(
        "LC448",
        "Remove the subtype",
        {f"{FILTERS}/investment/account_subtypes/0": ...},
        bad=TWO_SUBTYPES,
    ),
    Pair("LC448", "add the country", {"/country_codes/-": "CA"}, bad=TWO_SUBTYPES),
    Pair("LC448", "Replace the subtype", {f"{FILTERS}/investment/account_subtypes/0": "401k"}),
    Pair("LC448", "add the country", {"/country_codes/-": "CA"}),
    Pair("LC449", "Filter instead for `depository` accounts", {SUBTYPES: ["checking"]}),
    Pair(
        "LC449",
        "Filter instead for `credit` accounts (any subtype) or `loan` accounts",
        {f"{FILTERS}/loan/account_subtypes": ["student"]},
        bad=1,
    ),
    Pair(
        "LC449",
        "Filter instead for `credit` accounts (any subtype) or `loan` accounts",
        {f"{FILTERS}/loan": ..., f"{FILTERS}/credit": {"account_subtypes": ["all"]}},
        bad=1,
    ),
    Pair(
        "LC449",
        "Filter instead for `depository` accounts",
        {SUBTYPES: ["checking"], f"{FILTERS}/credit": ...},
        bad='{"account_filters": {"credit": {"account_subtypes": ["all"]}}}',
    ),
    Pair("LC450", "Remove the subtype", {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...}),
    Pair("LC450", "Remove the filter", {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...}),
    Pair(
        "LC450",
        "Remove the subtype",
        {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...},
        bad=MORE_PRODUCTS,
    ),
    Pair(
        "LC450",
        "Remove the filter",
        {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...},
        bad=MORE_PRODUCTS,
    ),
    Pair(
        "LC450",
        "move `auth` to `optional_products`",
        {"/products/0": ..., "/optional_products": ["auth"]},
        bad=MORE_PRODUCTS,
    ),
    Pair(
        "LC451",
        'Add a `credit` filter with `["all"]`',
        {f"{FILTERS}/credit": {"account_subtypes": ["all"]}},
    ),
    Pair(
        "LC452",
        'Set it to `["RENT_MORTGAGE"]`',
        {f"{DEPOSITORY}/limited_purpose_types": ["RENT_MORTGAGE"]},
    ),
    Pair(
        "LC452",
        "replace the subtype",
        {SUBTYPES: ["checking"]},
        bad='{"account_filters": {"depository": {"account_subtypes": '
        '["checking", "limited purpose checking"]}}}',
    ),
    Pair("LC452", "replace the subtype", {SUBTYPES: ["checking"]}),
    Pair("LC453", "Add that subtype", {f"{SUBTYPES}/-": "limited purpose checking"}),
    Pair("LC453", "Add that subtype", {f"{SUBTYPES}/-": "limited purpose checking"}, bad=1),
    Pair("LC453", "remove the field", {f"{DEPOSITORY}/limited_purpose_types": ...}),
    Pair(
        "LC454",
        "Add the subtype `non-custodial wallet` to the `investment` filter",
        {f"{FILTERS}/investment/account_subtypes/-": "non-custodial wallet"},
    ),
    Pair("LC454", "remove the flag", {"/investments": ...}),
    Pair(
        "LC449",
        "Add a filter for `credit` accounts",
        {"/account_filters/credit": {"account_subtypes": ["all"]}},
        bad='{"products": ["liabilities"], "account_filters": {"other": {"account_subtypes": '
        '["all"]}}}',
    ),
    Pair(
        "LC449",
        "Add a filter for `investment` accounts",
        {"/account_filters/investment": {"account_subtypes": ["all"]}},
        bad='{"products": ["investments"], "account_filters": {"credit": {"account_subtypes": '
        '["all"]}}}',
    ),
    Pair(
        "LC449",
        "or `depository` accounts (`cash management`)",
        {SUBTYPES: ["cash management"]},
        bad='{"products": ["investments"], "account_filters": {"depository": {"account_subtypes": '
        '["checking"]}}}',
    ),
    Pair(
        "LC449",
        "Add a filter for `depository` accounts (any subtype)",
        {DEPOSITORY: {"account_subtypes": ["all"]}},
        bad='statements {"account_filters": {"credit": {"account_subtypes": ["all"]}}}',
    ),
]
