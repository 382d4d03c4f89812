"""Remedies of rules/investments.py."""

from tests.rules.pair import Pair

PAIRS = [
    Pair("LC650", "Do not rely on the ownership of such holdings"),
    Pair("LC651", "Do not rely on such data"),
    Pair("LC652", "Check that this order is what you want"),
    Pair("LC653", "Request it in a separate session", {"/products/1": ...}),
    Pair(
        "LC654",
        "Add an `investment` filter",
        {"/account_filters/investment": {"account_subtypes": ["all"]}},
    ),
]
