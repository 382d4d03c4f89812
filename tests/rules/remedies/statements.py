"""Remedies of rules/statements.py."""

from tests.rules.pair import Pair

START, END = "/statements/start_date", "/statements/end_date"

PAIRS = [
    Pair("LC640", "Swap the two dates", {START: "2025-01-01", END: "2025-06-30"}),
    Pair("LC641", "Shorten the period", {START: "2025-01-01"}),
    Pair("LC641", "begin later", {START: "2024-01-01"}, bad=1),
    Pair("LC642", "End the period today or earlier", {END: "2025-07-01"}),
    Pair("LC643", "Begin later if fewer statements will do", {START: "2025-01-01"}),
]
