"""Work grows with the size of the document, not with its square.

Work is counted in function calls, of Python and of C, so that no busy machine disturbs. What a
single call of C does is not seen by that, hence a second test with a clock and a wide margin.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.rules.examples import BASES
from linkcheck.shapes import recurring
from tests.robustness.work import calls

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
    """The number of calls and returns in one check of a request that was not met before."""
    recurring.forget()
    return calls(lambda: CHECKER.check(payload))


@pytest.mark.parametrize("name", GROWING)
@pytest.mark.parametrize("as_text", [False, True], ids=["dict", "text"])
def test_calls_are_linear(name: str, as_text: bool) -> None:
    payloads = [GROWING[name](n) for n in (150, 300, 600)]
    payloads = [json.dumps(p) if as_text else p for p in payloads]
    CHECKER.check(payloads[0])  # loads what is needed
    small, middle, large = map(_work, payloads)
    # Twice the size is twice the growth; a square law would make it four times.
    assert large - middle <= 2.8 * (middle - small) + 200


@pytest.mark.parametrize("name", BROKEN)
def test_calls_are_linear_for_broken_texts(name: str) -> None:
    CHECKER.check(BROKEN[name](10))
    small, middle, large = (_work(BROKEN[name](n)) for n in (2000, 4000, 8000))
    assert large - middle <= 2.8 * (middle - small) + 200


@pytest.mark.parametrize("name", ["unknown members of user", "one product", "events", "long URL"])
def test_time_is_near_linear(name: str) -> None:
    def seconds(n: int) -> float:
        payload = GROWING[name](n)
        start = time.process_time()
        CHECKER.check(payload)
        return time.process_time() - start

    small = min(seconds(1000) for _ in range(3))
    # Eight times the size: a square law would take 64 times as long.
    assert seconds(8000) < 32 * max(small, 0.001)
