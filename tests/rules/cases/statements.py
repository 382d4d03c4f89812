"""Cases for rules/statements.py."""

from datetime import date

from tests.rules.case import Case

TODAY = {"today": date(2025, 7, 1)}
START = "/statements/start_date"
END = "/statements/end_date"


def period(start: object, end: object) -> dict[str, object]:
    """A request for the statements of this period."""
    return {"statements": {"start_date": start, "end_date": end}}


CASES = [
    Case("LC640", "statements", period("2025-06-30", "2025-01-01"), at=[START], severity="error"),
    Case("LC640", "statements", period("2025-06-30", "2025-06-29"), at=[START]),
    Case("LC640", "statements", period("2025-06-30", "2025-06-30")),
    Case("LC640", "statements"),
    Case("LC640", "statements", period("2025-06-30", None)),
    Case("LC640", "statements", period("30.06.2025", "2025-01-01")),
    Case("LC640", "statements", period(20250630, 20250101)),
    Case("LC640", "statements", {"statements": []}),
    Case("LC640", "statements", {**period("2025-06-30", "2025-01-01"), "products": ["auth"]}),
    Case(
        "LC640",
        "update",
        {"products": ["statements"], **period("2025-06-30", "2025-01-01")},
        at=[START],
    ),
    Case("LC641", "statements", period("2022-01-01", "2025-06-30"), at=[END], severity="error"),
    Case("LC641", "statements", period("2023-07-01", "2025-07-02"), at=[END]),
    Case("LC641", "statements", period("2023-07-01", "2025-07-01")),
    Case("LC641", "statements", period("2024-02-29", "2026-03-01")),
    Case("LC641", "statements", period("2024-02-29", "2026-03-02"), at=[END]),
    Case("LC641", "statements", period("2022-02-28", "2024-02-29"), at=[END]),
    Case("LC641", "statements", period("2025-06-30", "2021-01-01")),
    Case(
        "LC641",
        "statements",
        period("2022-01-01", "2025-06-30"),
        at=[END],
        severity="error",
        context=TODAY,
    ),
    Case(
        "LC641",
        "statements",
        period("2023-06-30", "2024-06-30"),
        at=[START],
        severity="warning",
        context=TODAY,
    ),
    Case("LC641", "statements", period("2023-06-30", "2024-06-30")),
    Case("LC641", "statements", period("2023-07-01", "2025-07-01"), context=TODAY),
    Case("LC642", "statements", period("2025-01-01", "2025-07-02"), at=[END], context=TODAY),
    Case(
        "LC642",
        "statements",
        period("2025-01-01", "2099-01-01"),
        at=[END],
        severity="warning",
        context=TODAY,
    ),
    Case("LC642", "statements", period("2025-01-01", "2025-07-01"), context=TODAY),
    Case("LC642", "statements", period("2025-01-01", "2025-02-30"), context=TODAY),
    Case("LC642", "statements", period("2025-01-01", "2099-01-01")),
    Case("LC643", "statements", period("2023-07-01", "2025-06-30"), at=[START], severity="info"),
    Case("LC643", "statements", period("2024-06-30", "2025-06-30")),
    Case("LC643", "statements", period("2022-01-01", "2025-06-30")),
    Case("LC643", "statements", period("2022-01-01", None)),
]
