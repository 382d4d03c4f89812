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
    Pair("LC445", "Remove the others", {SUBTYPES: ["all"]}),
    Pair("LC445", "remove `all` if only those are meant", {SUBTYPES: ["checking"]}),
    Pair("LC446", 'Send `["all"]` to show every subtype', {SUBTYPES: ["all"]}),
    Pair("LC446", 'Send `["all"]` to show every subtype', {SUBTYPES: ["all"]}, bad=TWO_FILTERS),
    Pair("LC446", "leave the filter out to show none", {DEPOSITORY: ...}, bad=TWO_FILTERS),
    Pair("LC447", "Leave it out", {FILTERS: ...}),
    Pair(
        "LC448",
        "Remove the subtype",
        {f"{FILTERS}/investment/account_subtypes/0": ...},
        bad=TWO_SUBTYPES,
    ),
    Pair("LC448", "add the country", {"/country_codes/-": "CA"}, bad=TWO_SUBTYPES),
    Pair("LC448", "Replace the subtype", {f"{FILTERS}/investment/account_subtypes/0": "401k"}),
    Pair("LC448", "add the country", {"/country_codes/-": "CA"}),
    Pair("LC449", "Filter for one of them instead", {SUBTYPES: ["checking"]}),
    Pair(
        "LC449",
        "Filter for one of them instead",
        {f"{FILTERS}/loan/account_subtypes": ["student"]},
        bad=1,
    ),
    Pair(
        "LC449",
        "Filter for one of them instead",
        {f"{FILTERS}/loan": ..., f"{FILTERS}/credit": {"account_subtypes": ["all"]}},
        bad=1,
    ),
    Pair(
        "LC449",
        "Filter for them instead",
        {SUBTYPES: ["checking"], f"{FILTERS}/credit": ...},
        bad='{"account_filters": {"credit": {"account_subtypes": ["all"]}}}',
    ),
    Pair("LC450", "Remove the subtype", {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...}),
    Pair("LC450", "Remove it", {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...}),
    Pair(
        "LC450",
        "Remove the subtype",
        {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...},
        bad=MORE_PRODUCTS,
    ),
    Pair("LC450", "Remove it", {f"{SUBTYPES}/1": ..., f"{FILTERS}/credit": ...}, bad=MORE_PRODUCTS),
    Pair(
        "LC450",
        "move `auth` to `optional_products`",
        {"/products/0": ..., "/optional_products": ["auth"]},
        bad=MORE_PRODUCTS,
    ),
    Pair("LC451", 'Add one with `["all"]`', {f"{FILTERS}/credit": {"account_subtypes": ["all"]}}),
    Pair(
        "LC452",
        'Add `["RENT_MORTGAGE"]`',
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
    Pair("LC453", "remove this member", {f"{DEPOSITORY}/limited_purpose_types": ...}),
    Pair(
        "LC454",
        "Add the subtype to the `investment` filter",
        {f"{FILTERS}/investment/account_subtypes/-": "non-custodial wallet"},
    ),
    Pair("LC454", "remove the flag", {"/investments": ...}),
    Pair(
        "LC449",
        "Add a filter for them",
        {"/account_filters/credit": {"account_subtypes": ["all"]}},
        bad='{"products": ["liabilities"], "account_filters": {"other": {"account_subtypes": '
        '["all"]}}}',
    ),
]
