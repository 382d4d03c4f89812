"""Which calls are checked, with what context, and what becomes of violations."""

from __future__ import annotations

import copy
import json
import logging
from typing import Any

import pytest

from linkcheck import Checker, InvalidPayload, Report
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import (
    BAD,
    BAD_RESPONSE,
    CLIENT_ID,
    CREDENTIALS,
    GET,
    GOOD,
    RESPONSE,
    SANDBOX,
    assert_nothing_leaks,
)
from tests.offenders import each

PRODUCTION = "https://production.plaid.com/link/token/create"


def _codes(report: Report) -> set[str]:
    return {violation.code for violation in report}


def _found(body: Any, url: str = SANDBOX, headers: Any = (), **options: Any) -> set[str]:
    """Return the codes that a callable gets for a call; an empty set if it is not called."""
    reports: list[Report] = []
    how = {name: options.pop(name) for name in ("is_plaid", "is_final") if name in options}
    preflight = Preflight(on_violation=reports.append, **options)
    call = preflight.call("POST", url, headers, **how)
    assert call is not None
    call.request(body)
    return set().union(*map(_codes, reports))


@each(
    ("method", "url", "is_link"),
    [
        ("POST", SANDBOX, True),
        ("post", SANDBOX, True),
        ("POST", f"{SANDBOX}/", True),
        ("POST", f"{SANDBOX}?trace=1", True),
        ("POST", "http://localhost:8080/link/token/create", True),
        ("POST", "http://user:pass@proxy/link/token/get", True),
        ("POST", GET, True),
        ("GET", SANDBOX, False),
        ("OPTIONS", SANDBOX, False),
        ("POST", "https://sandbox.plaid.com/item/public_token/exchange", False),
        ("POST", "https://sandbox.plaid.com/link/token/create/more", False),
        ("POST", "https://example.com/api/link/token/create", False),
        ("POST", "https://example.com/?next=/link/token/create", False),
        ("POST", "", False),
    ],
)
def test_the_path_and_the_method_identify_a_link_call(method: str, url: str, is_link: bool) -> None:
    assert (Preflight().call(method, url) is not None) is is_link


def test_behind_the_path_of_a_proxy_only_a_client_of_plaid_is_recognized() -> None:
    url = "https://example.com/plaid/link/token/create"
    assert Preflight().call("POST", url) is None
    assert Preflight().call("POST", url, is_plaid=True) is not None


@pytest.mark.parametrize("body", [BAD, json.dumps(BAD), json.dumps(BAD).encode()])
def test_violations_raise_by_default(body: Any) -> None:
    before = copy.deepcopy(body)
    call = Preflight().call("POST", SANDBOX)
    assert call is not None
    with pytest.raises(InvalidPayload) as caught:
        call.request(body)
    assert "LC301" in _codes(caught.value.report)
    assert caught.value.report.document == "link-token-create-request"
    assert_nothing_leaks([caught.value])
    assert body == before


def test_a_clean_request_is_let_through() -> None:
    assert _found(GOOD) == set()
    assert _found(json.dumps(GOOD)) == set()


@pytest.mark.parametrize("body", [b"", "client_name=Wonderwallet", b"[]", b"\xff"])
def test_a_body_that_is_not_a_json_object_is_a_violation(body: Any) -> None:
    assert _found(body)


def test_each_endpoint_has_its_own_rules() -> None:
    call = Preflight().call("POST", GET)
    assert call is not None
    call.request({"link_token": "link-sandbox-33792986-2b9c-4b80-b1f2-518caaac6183"})
    with pytest.raises(InvalidPayload) as caught:
        call.request(GOOD)
    assert caught.value.report.document == "link-token-get-request"


HTTP_WEBHOOK = {**GOOD, "redirect_uri": "http://localhost:3000/callback"}


def test_the_host_sets_the_environment_unless_the_user_does() -> None:
    assert _found(HTTP_WEBHOOK) == set()
    found = _found(HTTP_WEBHOOK, PRODUCTION)
    assert found
    assert _found(HTTP_WEBHOOK, PRODUCTION, environment="sandbox") == set()
    assert _found(HTTP_WEBHOOK, environment="production") == found
    assert _found(HTTP_WEBHOOK, "http://localhost/link/token/create") == set()


HALF = {**GOOD, "client_id": CLIENT_ID}


@pytest.mark.parametrize(
    ("headers", "how", "missing"),
    [
        (CREDENTIALS, {}, False),
        ([], {}, False),
        ([], {"is_final": True}, True),
        (["PLAID-CLIENT-ID"], {"is_final": True}, False),
        (["authorization"], {"is_final": True}, False),
        ([name.lower() for name in CREDENTIALS], {"is_final": True}, False),
        (CREDENTIALS, {"header_credentials": False}, True),
    ],
)
def test_headers_show_the_credentials(headers: Any, how: dict[str, Any], missing: bool) -> None:
    assert ("LC020" in _found(HALF, headers=headers, **how)) is missing


def test_a_proxy_may_add_the_credentials() -> None:
    assert "LC020" not in _found(HALF, "http://localhost/link/token/create", is_final=True)


WARNED = {**GOOD, "client_name": "W" * 31}


def test_only_what_is_as_severe_as_asked_counts() -> None:
    assert [str(v.severity) for v in Checker().check(WARNED)] == ["warning"]
    assert _found(WARNED) == set()
    assert _found(WARNED, fail_on="warning")
    assert _found(WARNED, fail_on="info")
    with pytest.raises(InvalidPayload):
        Preflight(fail_on="warning").call("POST", SANDBOX).request(WARNED)  # type: ignore[union-attr]


def test_responses_are_checked_if_asked_for() -> None:
    for responses in (False, True):
        reports: list[Report] = []
        preflight = Preflight(on_violation=reports.append, responses=responses)
        for status, body in ((200, RESPONSE), (400, {"error_code": 1}), (200, BAD_RESPONSE)):
            call = preflight.call("POST", SANDBOX)
            assert call is not None
            assert call.wants_response is responses
            call.request(json.dumps(GOOD))
            call.response(status, json.dumps(body), json.dumps(GOOD))
        assert [r.document for r in reports] == ["link-token-create-response"] * responses


def test_a_response_is_judged_with_its_request() -> None:
    hosted = {**GOOD, "hosted_link": {}}
    found = []
    for request in (GOOD, hosted, b"broken"):
        reports: list[Report] = []
        preflight = Preflight(
            on_violation=reports.append, responses=True, pedantic=True, fail_on="info"
        )
        call = preflight.call("POST", SANDBOX)
        assert call is not None
        call.response(200, RESPONSE, request)
        found.append(set().union(*map(_codes, reports)))
    assert found[1] - found[0]
    assert found[0] == found[2]


def test_log_mode_logs_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    call = Preflight(on_violation="log").call("POST", SANDBOX)
    assert call is not None
    call.request(BAD)
    (record,) = caplog.records
    assert record.name == "linkcheck"
    assert "LC301" in record.linkcheck["codes"]  # type: ignore[attr-defined]
    assert_nothing_leaks([caplog.text, str(record.__dict__)])


UNKNOWN = {
    **GOOD,
    "products": ["auth", "quantum_ledger"],
    "quantum_mode": True,
    "zaphodine@example.com": 1,
}


@pytest.mark.parametrize("body", [UNKNOWN, json.dumps(UNKNOWN), json.dumps(UNKNOWN).encode()])
def test_what_this_release_does_not_know_is_logged(
    body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    before = copy.deepcopy(body)
    Preflight().call("POST", SANDBOX).request(body)  # type: ignore[union-attr]
    (record,) = caplog.records
    texts = [
        "unknown product `quantum_ledger` in `products`",
        "unknown field `quantum_mode`",
        "unknown field (not shown)",
    ]
    assert record.levelno == logging.WARNING
    assert record.linkcheck["unknown"] == texts  # type: ignore[attr-defined]
    assert record.getMessage().endswith(": " + " | ".join(texts))
    assert_nothing_leaks([caplog.text, str(record.__dict__)])
    assert body == before


def test_the_report_is_that_of_the_body_without_it() -> None:
    body = {**UNKNOWN, "optional_products": ["quantum_ledger", "auth"], "webhok": "x"}
    reports: list[Report] = []
    Preflight(on_violation=reports.append).call("POST", SANDBOX).request(body)  # type: ignore[union-attr]
    places = [(v.code, v.pointer) for v in reports[0].violations]
    assert places == [("LC301", "/optional_products/0"), ("LC101", "/webhok")]


def test_what_is_unknown_is_an_error_on_request(caplog: pytest.LogCaptureFixture) -> None:
    assert _found(UNKNOWN) == set()
    caplog.clear()
    assert _found(UNKNOWN, unknown="error") == {"LC101", "LC104"}
    assert not caplog.records


def test_many_unknown_fields_are_one_record(caplog: pytest.LogCaptureFixture) -> None:
    names = {f"quantum{letter}": 1 for letter in "abcdefghijklmnopqrstuvwxyz"}
    Preflight().call("POST", SANDBOX).request({**GOOD, **names})  # type: ignore[union-attr]
    (record,) = caplog.records
    assert record.getMessage().endswith(" | and 6 more")


def test_a_logger_of_your_own(caplog: pytest.LogCaptureFixture) -> None:
    preflight = Preflight(on_violation="log", logger=logging.getLogger("app.plaid"))
    preflight.call("POST", SANDBOX).request(BAD)  # type: ignore[union-attr]
    assert [record.name for record in caplog.records] == ["app.plaid"]


def test_what_a_function_raises_comes_out() -> None:
    def refuse(report: Report) -> None:
        raise LookupError(report.document)

    call = Preflight(on_violation=refuse).call("POST", SANDBOX)
    assert call is not None
    with pytest.raises(LookupError, match="link-token-create-request"):
        call.request(BAD)


class _Crashing(Checker):
    def check(self, *_: Any, **__: Any) -> Report:
        raise KeyError("zaphodine")

    def knowing(self, facts: Any) -> Checker:
        return self


@pytest.mark.parametrize("mode", ["raise", "log"])
def test_a_crash_breaks_no_call_and_shows_no_value(
    mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    call = Preflight(_Crashing(), on_violation=mode).call("POST", SANDBOX)
    assert call is not None
    call.request(BAD)
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "KeyError" in record.getMessage()
    assert_nothing_leaks([caplog.text, str(record.__dict__)])


def test_a_log_that_fails_breaks_no_call(caplog: pytest.LogCaptureFixture) -> None:
    class Failing(logging.Logger):
        def log(self, *_: Any, **__: Any) -> None:
            raise OSError("zaphodine")

    logger = Failing("failing", logging.DEBUG)
    logger.addHandler(caplog.handler)
    Preflight(on_violation="log", logger=logger).call("POST", SANDBOX).request(BAD)  # type: ignore[union-attr]
    assert "OSError" in caplog.text
    assert_nothing_leaks([caplog.text])


def test_a_rule_that_crashes_is_logged_though_nothing_is_found(
    caplog: pytest.LogCaptureFixture,
) -> None:
    from linkcheck.engine.rule import RULES, define, withdraw

    def check(request: Any) -> Any:
        raise KeyError(request.payload["user"]["legal_name"])
        yield

    define("HX901", "crashing-call", check, "Crashes.", source="products", area="test")
    try:
        rule = RULES["HX901"]
    finally:
        withdraw("HX901")
    Preflight(rules=[rule]).call("POST", SANDBOX).request(GOOD)  # type: ignore[union-attr]
    assert "HX901" in caplog.text
    assert_nothing_leaks([caplog.text])


def test_a_preflight_takes_a_checker_or_options(tmp_path: Any) -> None:
    (tmp_path / "linkcheck.toml").write_text('ignore = ["LC301"]\n', encoding="utf-8")
    bad = {**GOOD, "optional_products": ["identity"]}
    assert "LC301" in _found(bad)
    assert _found(bad, checker=Checker.for_project(tmp_path)) == set()
    assert _found(bad, ignore=["LC301"]) == set()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"on_violation": "ignore"}, ValueError),
        ({"fail_on": "never"}, ValueError),
        ({"environment": "development"}, ValueError),
        ({"checker": Checker(), "environment": "sandbox"}, TypeError),
        ({"enviroment": "sandbox"}, TypeError),
    ],
)
def test_wrong_options_are_refused_at_once(options: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Preflight(**options)
