"""What guards count."""

from __future__ import annotations

import copy
from contextlib import nullcontext, suppress
from typing import Any

import pytest

from linkcheck import Checker, InvalidPayload
from linkcheck.integrations.counters import COUNTERS, Counters
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import BAD_RESPONSE, GOOD, SANDBOX
from tests.integrations.clients import CLIENTS, GIVEN, WRONG, Answer

NEW = {**GOOD, "user": {**GOOD["user"], "quantum_id": 1}}
ODD: Answer = 200, {**BAD_RESPONSE, "request_id": 1}

TABLE: list[tuple[dict[str, Any], Any, Answer, dict[str, int]]] = [
    ({}, GOOD, GIVEN, {"checked": 1}),
    ({}, WRONG, GIVEN, {"checked": 1, "violating": 1, "refused": 1}),
    ({"on_violation": "log"}, WRONG, GIVEN, {"checked": 1, "violating": 1}),
    ({"on_violation": lambda report: None}, WRONG, GIVEN, {"checked": 1, "violating": 1}),
    ({}, NEW, GIVEN, {"checked": 1, "unknown": 1}),
    ({"responses": True}, GOOD, GIVEN, {"checked": 2}),
    ({"responses": True}, GOOD, ODD, {"checked": 2, "violating": 1, "refused": 1}),
]


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_counted(client: str) -> None:
    for options, body, answer, counted in TABLE:
        if client == "plaid" and body is NEW:
            continue  # plaid-python does not send it
        counters = Counters()
        with suppress(InvalidPayload):
            preflight = Preflight(counters=counters, **options)
            CLIENTS[client](preflight, copy.deepcopy(body), answer, nullcontext())
        assert {name: n for name, n in counters.values().items() if n} == counted


def test_crashes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(Checker, "check", crash)
    counters = Counters()
    CLIENTS["requests"](Preflight(counters=counters), GOOD, GIVEN, nullcontext())
    assert {name: n for name, n in counters.values().items() if n} == {"crashed": 1}


def test_by_default_all_guards_of_the_process_count_together() -> None:
    before = COUNTERS.values()["checked"]
    for preflight in (Preflight(), Preflight(on_violation="log")):
        preflight.call("POST", SANDBOX).request(GOOD)  # type: ignore[union-attr]
    assert COUNTERS.values()["checked"] == before + 2
