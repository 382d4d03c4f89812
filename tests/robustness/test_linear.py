"""Work grows with the size of the document, not with its square.

Work is counted in function calls, of Python and of C, so that no busy machine disturbs. What a
single call of C does is not seen by that; test_patterns.py proves it of regular expressions.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES
from linkcheck.output import FORMATS, renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.snippet import snippets_of
from linkcheck.sources.files import Source, SourceDocument, documents
from tests.robustness.work import calls, is_linear

CHECKER = Checker(pedantic=True)
REQUEST = BASES["request"][1]
RESPONSE = BASES["get-response"][1]
SESSION = RESPONSE["link_sessions"][0]
EVENTS = BASES["events"][1]
EVENT = EVENTS["events"][0]
INCOME = BASES["income"][1]


def _request(**members: Any) -> dict[str, Any]:
    return {**REQUEST, **members}


def _user(**members: Any) -> dict[str, Any]:
    return _request(user={"client_user_id": "u", **members})


GROWING: dict[str, Callable[[int], Any]] = {
    "unknown members": lambda n: _request(**{f"zz{i}": 1 for i in range(n)}),
    "unknown members of user": lambda n: _user(**{f"zz{i}": 1 for i in range(n)}),
    "unknown products": lambda n: _request(products=[f"p{i}" for i in range(n)]),
    "misspelt products": lambda n: _request(products=[f"auht{i}" for i in range(n)]),
    "one product": lambda n: _request(products=["auth"] * n, optional_products=["auth"] * n),
    "numbers for products": lambda n: _request(products=list(range(n))),
    "countries": lambda n: _request(country_codes=["US"] * n),
    "unknown countries": lambda n: _request(country_codes=[f"X{i}" for i in range(n)]),
    "access tokens": lambda n: _request(access_tokens=[f"access-sandbox-{i}" for i in range(n)]),
    "subtypes": lambda n: _request(
        account_filters={"depository": {"account_subtypes": [f"x{i}" for i in range(n)]}}
    ),
    "income sources": lambda n: {
        **INCOME,
        "income_verification": {"stated_income_sources": [{"pay_annual": 1}] * n},
    },
    "sessions": lambda n: {
        **RESPONSE,
        "link_sessions": [{**SESSION, "link_session_id": f"s{i}"} for i in range(n)],
    },
    "one session": lambda n: {**RESPONSE, "link_sessions": [SESSION] * n},
    "empty sessions": lambda n: {**RESPONSE, "link_sessions": [{"a": 1}] * n},
    "events": lambda n: {**EVENTS, "events": [{**EVENT, "event_id": f"e{i}"} for i in range(n)]},
    "one event": lambda n: {**EVENTS, "events": [EVENT] * n},
    "unknown events": lambda n: {
        **EVENTS,
        "events": [{**EVENT, "event_name": f"FOO{i}", "timestamp": "x"} for i in range(n)],
    },
    "long name": lambda n: _request(client_name="x " * n),
    "braces": lambda n: _request(client_name="{{" * n),
    "long e-mail": lambda n: _user(email_address="a." * n + "@" + "b." * n),
    "long phone": lambda n: _user(phone_number="+1 " * n),
    "long URL": lambda n: _request(webhook="https://" + "a." * n),
    "long date": lambda n: _user(date_of_birth="1" * n),
}
BROKEN: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "[" * n,
    "nested objects": lambda n: '{"a":' * n + "1" + "}" * n,
    "repeated names": lambda n: "{" + ",".join(['"a":1'] * n) + "}",
    "commas": lambda n: '{"a":1' + "," * n,
    "blanks": lambda n: '{"a":' + " \n" * n + ",}",
    "backslashes": lambda n: '{"a":"' + "\\" * n,
    "digits": lambda n: '{"a":' + "1" * n + "}",
}


def _work(payload: Any) -> int:
    """The number of calls and returns in one check; a checker of all rules has no memo."""
    return calls(lambda: CHECKER.check(payload))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", GROWING)
@pytest.mark.parametrize("as_text", [False, True], ids=["dict", "text"])
def test_calls_are_linear(name: str, as_text: bool) -> None:
    payloads = [GROWING[name](n) for n in (150, 300, 600)]
    payloads = [json.dumps(p) if as_text else p for p in payloads]
    CHECKER.check(payloads[0])  # loads what is needed
    assert is_linear(*map(_work, payloads))


@pytest.mark.parametrize("name", BROKEN)
def test_calls_are_linear_for_broken_texts(name: str) -> None:
    CHECKER.check(BROKEN[name](10))
    assert is_linear(*(_work(BROKEN[name](n)) for n in (2000, 4000, 8000)))


def _recorded(text: str, is_compressed: bool) -> bytes:
    """A recording of a call with a body, on one line of the file."""
    data = {"text": base64.b64encode(text.encode()).decode()} if is_compressed else {"text": text}
    encoding = {"encoding": "base64"} if is_compressed else {}
    request = {"method": "POST", "url": "https://sandbox.plaid.com/link/token/get"}
    sent = {**request, "postData": {"text": '{"link_token": "link-sandbox-1"}'}}
    response = {"status": 200, "content": {**data, **encoding}}
    return json.dumps({"log": {"entries": [{"request": sent, "response": response}]}}).encode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("is_compressed", [False, True], ids=["text", "Base64"])
@pytest.mark.parametrize("name", FORMATS)
def test_calls_are_linear_for_outputs_of_one_long_line(name: str, is_compressed: bool) -> None:
    def work(n: int) -> int:
        session = {**SESSION, "started_at": "yesterday"}
        body = {**RESPONSE, "link_sessions": [session] * n}
        data = _recorded(json.dumps(body), is_compressed)
        *_, found = documents(Source("a.har", "a.har", named=True, data=data))
        assert isinstance(found, SourceDocument)
        report = CHECKER.check_source(found)
        assert len(report.violations) >= n

        def write() -> None:
            for _ in renderer(name)(
                Results((Result.of(found, report, snippets_of(found, report)),)), Options()
            ):
                pass

        return calls(write)

    work(2)
    assert is_linear(*map(work, (10, 20, 40)))
