"""Remedies of rules/transactions.py."""

from tests.rules.pair import Pair

DAYS = "/transactions/days_requested"

PAIRS = [
    Pair("LC690", "Request at least 30 days", {DAYS: 30}),
    Pair("LC691", "Set it if you need more", {DAYS: 180}),
    Pair("LC692", "Request at least 180 days", {DAYS: 180}),
    Pair("LC693", "Request no more days than you use", {DAYS: 180}),
    Pair("LC694", "Remove it", {"/transactions": ...}),
]
