"""Dates, date-times and URLs."""

from __future__ import annotations

from linkcheck.shapes.formats import FORMATS
from tests.offenders import each

CASES: dict[str, tuple[list[str], list[str]]] = {
    "date": (
        ["2024-02-29", "2000-02-29", "1990-12-31", "0001-01-01"],
        [
            *("2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00"),
            *("2024-1-01", "24-01-01", "02/30/1990", "2024-01-01T00:00:00Z", "2024-01-01\n", ""),
            *("2024-01-01 ", "２０２４-01-01", "20240101"),
        ],
    ),
    "date-time": (
        [
            *("2024-07-29T20:22:21Z", "2024-07-29T20:24:05.330312653Z", "2024-07-29t20:22:21z"),
            *("2024-07-29T20:22:21+02:00", "2024-07-29T20:22:21.5-00:30", "2016-12-31T23:59:60Z"),
            *("0001-01-01T00:00:00Z", "2024-07-29T20:22:21." + "1" * 40 + "Z"),
        ],
        [
            *("2025-07-01 16:00", "2025-07-01T16:00Z", "2025-07-01T16:00:00", "2025-07-01", ""),
            *("2025-07-01 16:00:00Z", "29.07.2024 20:22", "yesterday", "2025-02-30T16:00:00Z"),
            *("2025-07-01T24:00:00Z", "2025-07-01T16:60:00Z", "2025-07-01T16:00:61Z"),
            *("2025-07-01T16:00:00.Z", "2025-07-01T16:00:00Z\n", "2025-07-01T16:00:00+25:00"),
            *("1719849600", "2025-07-01T16:00:00 Z", "2025-07-01T16:00:00+0200"),
        ],
    ),
    "url": (
        [
            *("https://example.com", "http://example.com/", "HTTPS://example.com/a?b=c#d"),
            *("http://localhost:3000/hook", "https://user:pw@example.com:443/x", "https://[::1]/"),
            *("https://xn--bcher-kva.example/", "https://bücher.example/", "http://10.0.0.1?x"),
            *("https://example.com:/", "https://hooks.example.com/plaid/{id}"),
        ],
        [
            *(
                "example.com/hook",
                "/webhooks/091e07ab",
                "ftp://example.com",
                "https://",
                "https:///x",
            ),
            *(
                "https://exa mple.com",
                " https://example.com",
                "https://example.com\n",
                "",
                "https:",
            ),
            *("https://example.com/a b", "https://:80/", "https://example.com:port/"),
            *("mailto:a@example.com", "https//example.com", "//example.com/x", "${WEBHOOK_URL}"),
        ],
    ),
    "https-url": (
        ["https://secure.plaid.com/hl/12345", "HTTPS://secure.plaid.com/"],
        ["http://secure.plaid.com/hl/12345", "secure.plaid.com/hl/12345", ""],
    ),
}


def test_all_formats_have_cases() -> None:
    assert CASES.keys() == FORMATS.keys()


@each(("name", "text"), [(n, t) for n, (good, _) in CASES.items() for t in good])
def test_good(name: str, text: str) -> None:
    assert FORMATS[name](text)


@each(("name", "text"), [(n, t) for n, (_, bad) in CASES.items() for t in bad])
def test_bad(name: str, text: str) -> None:
    assert not FORMATS[name](text)


@each("name", FORMATS)
@each("unit", ["1", "https://", "a@", ":", "[", "2024-01-01T00:00:00.", "/"])
def test_long_texts_take_linear_time(name: str, unit: str) -> None:
    # A quadratic expression would take minutes over this text.
    assert isinstance(FORMATS[name]("https://" + unit * 300_000 + "\n"), bool)
