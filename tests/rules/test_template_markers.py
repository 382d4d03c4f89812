"""Template markers in URLs are markers: no rule concludes anything from them."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document

MARKERS = ("{x}", "#{x}", "%X%", "${x}", "{{x}}", "<x>", "$x", ":x", "%(x)s", "%s", "{0}", "{x.y}")
PLACES = (
    "https://{}/path",
    "https://{}.example.com/path",
    "https://api.example.com/{}",
    "https://api.example.com/{}/oauth",
    "https://example.com/path?a={}",
    "https://example.com/path?a=1&b={}",
    "{}/path",
    "{}://example.com/path",
)
FIELDS = ("redirect_uri", "webhook", "hosted_link.completion_redirect_uri")
SOUND = (
    "https://example.com:443/oauth",
    "https://example.com/caf%C3%A9%20b",
    "https://example.com/%AB%CD",
    "https://example.com/a:b",
    "https://example.com/12:30",
    "https://example.com/%7Bx%7D",
    "http://localhost:3000/accounts",
)


@pytest.mark.parametrize("field", FIELDS)
def test_a_marker_in_a_url_explains_all_that_is_wrong_with_it(field: str) -> None:
    offenders = []
    for url in (place.format(marker) for place in PLACES for marker in MARKERS):
        found = at_url(field, url)
        if found != {"LC023"}:
            offenders.append(f"{url}: {sorted(found)}")
    assert offenders == []


@pytest.mark.parametrize("url", SOUND)
def test_signs_that_belong_to_a_url_are_no_marker(url: str) -> None:
    assert "LC023" not in at_url("redirect_uri", url)
    assert "LC023" not in at_url("webhook", url)


def test_long_runs_of_x_are_names_that_try_out_a_limit() -> None:
    for name in ("client_name", "link_customization_name"):
        assert "LC023" in codes({name: "x" * 30})
        assert "LC023" not in codes({name: "x" * 31})
        assert "LC023" not in codes({name: "x" * 40})


def at_url(field: str, url: str) -> set[str]:
    """The codes that are found at a field that holds a URL."""
    name, _, below = field.partition(".")
    return codes({name: {below: url} if below else url}, "/" + field.replace(".", "/"))


def codes(changes: dict[str, Any], pointer: str | None = None) -> set[str]:
    """The codes that are found with some changes, all or those at one place."""
    body = {**BASES["request"][1], **changes}
    report = Checker().check(body, Document.CREATE_REQUEST)
    return {v.code for v in report.violations if pointer in (None, v.pointer)}
