"""Account types and subtypes, and the ones that a product works with.

Sources: the Link endpoints reference for the filters; https://plaid.com/docs/api/accounts/ and the
subtype descriptions of plaid-openapi for the countries; the notes on the same page,
https://plaid.com/docs/statements/ and https://plaid.com/docs/transfer/creating-transfers/ for the
products. Read in March 2026. The full table of types by product is not public as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

ALL = "all"
"""The subtype of a filter that means every other one, except ``LIMITED_PURPOSE``."""

LIMITED_PURPOSE = "limited purpose checking"
"""Opt-in: shown only where a filter names it, and then with ``limited_purpose_types``."""

SUBTYPES: dict[str, dict[str, str | None]] = {
    "depository": {
        "checking": None,
        "savings": None,
        "hsa": "US",
        "cd": None,
        "money market": None,
        "paypal": None,
        "prepaid": None,
        "cash management": None,
        "ebt": "US",
        "limited purpose checking": None,
        "all": None,
    },
    "credit": {
        "credit card": None,
        "paypal": None,
        "all": None,
    },
    "loan": {
        "auto": None,
        "business": None,
        "commercial": None,
        "construction": None,
        "consumer": None,
        "home equity": None,
        "loan": None,
        "mortgage": None,
        "overdraft": None,
        "line of credit": None,
        "student": None,
        "other": None,
        "all": None,
    },
    "investment": {
        "529": "US",
        "401a": "US",
        "401k": "US",
        "403B": "US",
        "457b": "US",
        "brokerage": None,
        "cash isa": "GB",
        "crypto exchange": None,
        "education savings account": "US",
        "fhsa": "CA",
        "fixed annuity": None,
        "gic": "CA",
        "health reimbursement arrangement": "US",
        "hsa": "US",
        "ira": "US",
        "isa": "GB",
        "keogh": "US",
        "lif": "CA",
        "life insurance": None,
        "line of credit": None,
        "lira": "CA",
        "lrif": "CA",
        "lrsp": "CA",
        "mutual fund": None,
        "non-custodial wallet": None,
        "non-taxable brokerage account": None,
        "other": None,
        "other annuity": None,
        "other insurance": None,
        "pension": None,
        "prif": "CA",
        "profit sharing plan": None,
        "qshr": None,
        "rdsp": "CA",
        "resp": "CA",
        "retirement": None,
        "rlif": "CA",
        "roth": "US",
        "roth 401k": "US",
        "roth 403B": "US",
        "roth 457b": "US",
        "roth pension": None,
        "roth profit sharing plan": None,
        "roth thrift savings plan": "US",
        "rrif": "CA",
        "rrsp": "CA",
        "sarsep": "US",
        "sep ira": "US",
        "simple ira": "US",
        "sipp": "GB",
        "stock plan": None,
        "thrift savings plan": "US",
        "tfsa": "CA",
        "trust": None,
        "ugma": "US",
        "utma": "US",
        "variable annuity": None,
        "all": None,
    },
    "other": {
        "other": None,
        "all": None,
    },
}
"""The subtypes of each filter, each with the one country that has it, or None."""

NEWER_SUBTYPES: dict[str, frozenset[str]] = {
    "investment": frozenset({"prediction market"}),
    "loan": frozenset({"commercial line of credit", "home equity loan"}),
}
"""Subtypes that are in plaid-python 46.0.0 but not in the reference."""

WITHDRAWN_SUBTYPES: dict[str, frozenset[str]] = {
    "credit": frozenset({"charge card"}),
    "loan": frozenset({"installment"}),
}
"""Subtypes that the API description had from 2020-09-14_1.727 up to 1.761."""

FILTER_TYPES = tuple(SUBTYPES)
"""The account types that ``account_filters`` accepts."""

KNOWN_SUBTYPES = {
    name: SUBTYPES[name].keys() | NEWER_SUBTYPES.get(name, frozenset()) for name in FILTER_TYPES
}
"""The subtypes that each filter can name."""

ACCOUNT_TYPES = frozenset({*SUBTYPES, "payroll", "brokerage"})
"""The types that an account in a response may have; ``payroll`` has no filter, ``brokerage`` is the
name of ``investment`` up to API version 2018-05-22."""

OLD_TYPE_NAMES: dict[str, str] = {"brokerage": "investment"}
"""Former names of filters, each with today's."""

PRODUCT_ACCOUNTS: dict[str, Mapping[str, frozenset[str] | None]] = {
    "auth": {"depository": frozenset({"cash management", "checking", "savings"})},
    "investments": {"investment": None, "depository": frozenset({"cash management"})},
    "liabilities": {"credit": None, "loan": frozenset({"mortgage", "student"})},
    "statements": {"depository": None},
    "transfer": {
        # One page names money market, another cash management: either may work.
        "depository": frozenset({"cash management", "checking", "money market", "savings"})
    },
}
"""The accounts that a product works with: type to subtypes, None for all of the type.

Absent products work with more accounts than any page lists.
"""


_ALL_SUBTYPES: tuple[Mapping[str, Container[str]], ...] = (
    SUBTYPES,
    NEWER_SUBTYPES,
    WITHDRAWN_SUBTYPES,
)


def types_of(subtype: str) -> frozenset[str]:
    """Return the account types that have the subtype; empty if it is unknown."""
    return frozenset(
        name
        for name in SUBTYPES
        if subtype != ALL and any(subtype in known.get(name, ()) for known in _ALL_SUBTYPES)
    )
