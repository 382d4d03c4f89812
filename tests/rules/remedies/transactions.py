"""Remedies of rules/transactions.py."""

from tests.rules.pair import Pair

DAYS = "/transactions/days_requested"

PAIRS = [
    Pair("LC690", "Ask for 30 days or more", {DAYS: 30}),
    Pair("LC691", "Set it if you need more", {DAYS: 180}),
    Pair("LC692", "ask for 180 days or more", {DAYS: 180}),
    Pair("LC693", "ask for no more than you use", {DAYS: 180}),
    Pair("LC694", "Set `days_requested` there", {"/transactions": ...}),
]
