"""Remedies of rules/statements.py."""

from tests.rules.pair import Pair

START, END = "/statements/start_date", "/statements/end_date"

PAIRS = [
    Pair("LC640", "Swap the two dates", {START: "2025-01-01", END: "2025-06-30"}),
    Pair("LC641", "Shorten the period", {START: "2025-01-01"}),
    Pair("LC641", "Start at most 2 years before today", {START: "2024-01-01"}, bad=1),
    Pair("LC642", "Set it to today or an earlier day", {END: "2025-07-01"}),
    Pair("LC643", "Start later if you need fewer statements", {START: "2025-01-01"}),
]
