"""The guard of plaid-python, with the real package and a stub in place of its connections."""

from __future__ import annotations

import copy
import logging
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import plaid
import pytest
from plaid.api import plaid_api
from plaid.model.country_code import CountryCode
from plaid.model.depository_account_subtype import DepositoryAccountSubtype
from plaid.model.depository_account_subtypes import DepositoryAccountSubtypes
from plaid.model.depository_filter import DepositoryFilter
from plaid.model.link_token_account_filters import LinkTokenAccountFilters
from plaid.model.link_token_create_hosted_link import LinkTokenCreateHostedLink
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_statements import LinkTokenCreateRequestStatements
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.link_token_create_response import LinkTokenCreateResponse
from plaid.model.link_token_get_request import LinkTokenGetRequest
from plaid.model.link_token_get_response import LinkTokenGetResponse
from plaid.model.products import Products

import linkcheck
from linkcheck.documents import BASES
from linkcheck.integrations.plaid import guard, unguard
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import (
    BAD,
    BAD_RESPONSE,
    CLIENT_ID,
    GOOD,
    RESPONSE,
    SECRET,
    assert_nothing_leaks,
)
from tests.integrations.stubs import StubPool
from tests.offenders import each

KEYS = {"clientId": CLIENT_ID, "secret": SECRET}
TOKEN = RESPONSE["link_token"]
PUBLIC_TOKEN = "public-sandbox-zaphodine"


def client(
    pool: StubPool | None = None, host: str = "https://sandbox.plaid.com", keys: Any = KEYS
) -> Any:
    api_client = plaid.ApiClient(plaid.Configuration(host=host, api_key=dict(keys)))
    api_client.rest_client.pool_manager = pool or StubPool()
    return plaid_api.PlaidApi(api_client)


# plaid-python wants more members in a session than Plaid sends in some.
GET_RESPONSE = {**BASES["get-response"][1], "link_token": TOKEN, "link_sessions": []}


def pool_of(api: Any) -> StubPool:
    pool = api.api_client.rest_client.pool_manager
    assert isinstance(pool, StubPool)
    return pool


def model(**changes: Any) -> LinkTokenCreateRequest:
    values = {
        "client_name": "Wonderwallet",
        "language": "en",
        "country_codes": [CountryCode("US")],
        "products": [Products("auth"), Products("identity")],
        "user": LinkTokenCreateRequestUser(client_user_id="u-1001", phone_number="+14155550123"),
    }
    return LinkTokenCreateRequest(**{**values, **changes})


def overlapping() -> LinkTokenCreateRequest:
    user = LinkTokenCreateRequestUser(
        client_user_id="zaphodine@example.com", phone_number="(415) 555-0123"
    )
    return model(optional_products=[Products("identity")], user=user)


def codes(error: pytest.ExceptionInfo[linkcheck.InvalidPayload]) -> set[str]:
    return {violation.code for violation in error.value.report}


# -- the call --------------------------------------------------------------------------------------

REQUESTS = {
    "model": overlapping,
    "dict": lambda: copy.deepcopy(BAD) | {"user": {"client_user_id": "zaphodine@example.com"}},
    "model in a dict": lambda: copy.deepcopy(GOOD) | {"optional_products": [Products("identity")]},
    "dict in a model": lambda: model(
        optional_products=[Products("identity")],
        account_filters=LinkTokenAccountFilters(
            depository={"account_subtypes": ["checking"]}, _check_type=False
        ),
    ),
}


VARIANTS: list[dict[str, Any]] = [
    {},
    {"_return_http_data_only": False},
    {"_preload_content": False},
]


@each("how", REQUESTS)
@each("keyword", [False, True])
@each("options", [{}, {"_return_http_data_only": False}, {"_preload_content": False}])
def test_a_wrong_request_never_reaches_the_network(how: str, keyword: bool, options: Any) -> None:
    api = guard(client())
    request = REQUESTS[how]()
    arguments = () if keyword else (request,)
    named = {"link_token_create_request": request} if keyword else {}
    with pytest.raises(linkcheck.InvalidPayload) as caught:
        api.link_token_create(*arguments, **named, **options)
    assert "LC301" in codes(caught)
    assert pool_of(api).sent == []
    assert_nothing_leaks([caught.value])


def test_a_thread_of_async_req_raises_when_asked_for_its_result() -> None:
    api = guard(client())
    thread = api.link_token_create(overlapping(), async_req=True)
    with pytest.raises(linkcheck.InvalidPayload):
        thread.get(timeout=30)
    good = api.link_token_create(model(), async_req=True).get(timeout=30)
    assert good.link_token == TOKEN
    assert len(pool_of(api).sent) == 1


def test_a_good_request_is_sent_as_it_is() -> None:
    plain, guarded = client(), guard(client())
    for request in (model(), copy.deepcopy(GOOD)):
        for options in VARIANTS:
            before = request.to_dict() if hasattr(request, "to_dict") else copy.deepcopy(request)
            expected = plain.link_token_create(copy.deepcopy(request), **options)
            got = guarded.link_token_create(request, **options)
            assert type(got) is type(expected)
            if isinstance(request, LinkTokenCreateRequest):
                assert request.to_dict() == before
    assert pool_of(guarded).sent == pool_of(plain).sent
    assert pool_of(guarded).urls == pool_of(plain).urls
    assert isinstance(guarded.link_token_create(model()), LinkTokenCreateResponse)


def test_a_body_that_is_not_preloaded_is_left_for_the_caller() -> None:
    api = guard(client(), responses=True)
    response = api.link_token_create(model(), _preload_content=False)
    assert TOKEN.encode() in response.read()


def test_get_is_checked_too() -> None:
    api = guard(client(StubPool(GET_RESPONSE)))
    assert isinstance(api.link_token_get(LinkTokenGetRequest(TOKEN)), LinkTokenGetResponse)
    with pytest.raises(linkcheck.InvalidPayload) as caught:
        api.link_token_get(LinkTokenGetRequest(PUBLIC_TOKEN))
    assert caught.value.report.document == "link-token-get-request"
    assert_nothing_leaks([caught.value])


def test_other_calls_are_left_alone() -> None:
    answer = {"item": {}, "request_id": "x"}
    api = guard(client(StubPool(answer)))
    api.item_get({"access_token": "not a token"}, _check_return_type=False)
    assert pool_of(api).sent == [{"access_token": "not a token"}]


def test_what_plaid_python_refuses_is_reported_as_a_whole() -> None:
    api = guard(client())
    for request in (
        {"client_name": "Wonderwallet"},
        {**BAD, "products": "auth"},
        {
            **BAD,
            "country_codes": [],
            "user": LinkTokenCreateRequestUser("u", phone_number="555-0123"),
        },
    ):
        with pytest.raises(linkcheck.InvalidPayload) as caught:
            api.link_token_create(copy.deepcopy(request))
        assert len(caught.value.report.errors) >= 2
        assert "LC008" not in codes(caught)
        assert_nothing_leaks([caught.value])
        assert caught.value.__context__ is None
    assert pool_of(api).sent == []


def test_a_refusal_for_other_reasons_is_kept() -> None:
    api = guard(client())
    with pytest.raises(plaid.ApiTypeError, match="unexpected"):
        api.link_token_create(model(), colour="red")
    with pytest.raises(TypeError, match="link_token_create_request"):
        api.link_token_create()
    with pytest.raises(plaid.ApiTypeError):
        api.link_token_create(None)


def test_an_answer_that_plaid_python_cannot_read_is_not_an_error_of_the_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    api = guard(client(StubPool(BAD_RESPONSE)), on_violation="log")
    with pytest.raises(plaid.ApiTypeError):
        api.link_token_create(overlapping())
    assert len([r for r in caplog.records if r.name == "linkcheck"]) == 1


def test_an_error_of_plaid_comes_through() -> None:
    api = guard(client(StubPool({"error_code": "INVALID_FIELD"}, status=400)), responses=True)
    with pytest.raises(plaid.ApiException) as caught:
        api.link_token_create(model())
    assert caught.value.status == 400


# -- what becomes of violations --------------------------------------------------------------------


def test_log_mode_sends_the_call(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    api = guard(client(), on_violation="log")
    assert api.link_token_create(overlapping()).link_token == TOKEN
    (record,) = [r for r in caplog.records if r.name == "linkcheck"]
    assert "LC301" in record.linkcheck["codes"]
    assert_nothing_leaks([caplog.text, str(record.__dict__)])


@pytest.mark.parametrize("responses", [False, True])
def test_responses_are_checked_on_request(responses: bool) -> None:
    reports: list[linkcheck.Report] = []
    api = guard(client(StubPool(BAD_RESPONSE)), on_violation=reports.append, responses=responses)
    api.link_token_create(model(), _check_return_type=False)
    assert [r.document for r in reports] == ["link-token-create-response"] * responses


# -- context ---------------------------------------------------------------------------------------

LOCAL = {"redirect_uri": "http://localhost:3000/callback"}


@pytest.mark.parametrize(
    ("host", "options", "refused"),
    [
        ("https://sandbox.plaid.com", {}, False),
        ("https://production.plaid.com", {}, True),
        ("https://production.plaid.com", {"environment": "sandbox"}, False),
        ("https://example.com/plaid", {}, False),
        ("https://example.com/plaid", {"environment": "production"}, True),
    ],
)
def test_the_host_sets_the_environment(host: str, options: Any, refused: bool) -> None:
    api = guard(client(host=host), **options)
    if refused:
        with pytest.raises(linkcheck.InvalidPayload):
            api.link_token_create(model(**LOCAL))
    else:
        api.link_token_create(model(**LOCAL))
        with pytest.raises(linkcheck.InvalidPayload):
            api.link_token_create(overlapping())


@pytest.mark.parametrize(
    ("keys", "missing"), [(KEYS, False), ({}, True), ({"secret": SECRET}, False)]
)
def test_the_configuration_shows_the_credentials(keys: Any, missing: bool) -> None:
    reports: list[linkcheck.Report] = []
    api = guard(client(keys=keys), on_violation=reports.append)
    api.link_token_create(model())
    found = {violation.code for report in reports for violation in report}
    assert ("LC020" in found) is missing


def test_credentials_in_the_body_are_enough() -> None:
    api = guard(client(keys={}))
    api.link_token_create(model(client_id=CLIENT_ID, secret=SECRET))


def test_settings_come_from_a_project(tmp_path: Any) -> None:
    (tmp_path / "linkcheck.toml").write_text('enabled-products = ["auth"]\n', encoding="utf-8")
    api = guard(client(), checker=linkcheck.Checker.for_project(tmp_path), fail_on="warning")
    with pytest.raises(linkcheck.InvalidPayload, match="identity"):
        api.link_token_create(model())


# -- guarding and undoing --------------------------------------------------------------------------


def test_guard_gives_the_client_back_and_can_be_undone() -> None:
    api = client()
    before = set(vars(api)), set(vars(api.api_client))
    assert guard(api) is api
    assert guard(api, on_violation="log") is api  # replaces the first
    api.link_token_create(overlapping())
    assert unguard(api) is api
    assert (set(vars(api)), set(vars(api.api_client)) - {"last_response"}) == before
    api.link_token_create(overlapping())
    assert unguard(api) is api


def test_what_was_there_before_comes_back() -> None:
    api = client()
    seen: list[str] = []

    def spying(*args: Any, **kwargs: Any) -> Any:
        seen.append(args[1])
        return type(api.api_client).request(api.api_client, *args, **kwargs)

    api.api_client.request = spying
    guard(api).link_token_create(model())
    assert len(seen) == 1
    unguard(api)
    assert api.api_client.request is spying


def test_an_api_client_can_be_guarded_alone() -> None:
    api = client()
    assert guard(api.api_client) is api.api_client
    with pytest.raises(linkcheck.InvalidPayload):
        api.link_token_create(overlapping())
    unguard(api.api_client)
    api.link_token_create(overlapping())


def test_methods_keep_their_names_and_texts() -> None:
    api = guard(client())
    assert api.link_token_create.__name__ == "link_token_create"
    assert "Create Link Token" in api.link_token_create.__doc__


def test_only_clients_can_be_guarded() -> None:
    for other in (object(), plaid.Configuration(), plaid_api):
        with pytest.raises(TypeError, match="PlaidApi"):
            guard(other)
    with pytest.raises(TypeError, match="not both"):
        guard(client(), Preflight(), environment="sandbox")


def test_a_guard_converts_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a guard is that of the check: the body is taken as plaid-python made it."""
    counted: list[object] = []
    sanitize = plaid.ApiClient.sanitize_for_serialization.__func__

    def counting(cls: Any, value: Any) -> Any:
        counted.append(value)
        return sanitize(cls, value)

    monkeypatch.setattr(plaid.ApiClient, "sanitize_for_serialization", classmethod(counting))
    api = client()
    counts = []
    for _ in range(2):
        counted.clear()
        api.link_token_create(model())
        counts.append(len(counted))
        guard(api)
    assert counts[0] == counts[1] > 0


def test_one_client_under_many_threads() -> None:
    api = guard(client())

    def call(number: int) -> bool:
        try:
            api.link_token_create(overlapping() if number % 2 else model())
        except linkcheck.InvalidPayload:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(call, range(200))) == [True, False] * 100
    assert len(pool_of(api).sent) == 100


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_guarded_api_client_cannot_be_copied(duplicate: Any) -> None:
    api = guard(client())
    with pytest.raises(TypeError, match="guard"):
        duplicate(api.api_client)
    if duplicate is not copy.copy:
        with pytest.raises(TypeError, match="guard"):
            duplicate(api)
    copied = copy.copy(api)  # shares the ApiClient
    with pytest.raises(linkcheck.InvalidPayload):
        copied.link_token_create(overlapping())
    assert pool_of(api).sent == []


def test_clients_that_share_an_api_client_give_one_report_for_a_call() -> None:
    first, second = client(), client()
    second.link_token_create_endpoint.api_client = second.api_client = first.api_client
    reports: list[linkcheck.Report] = []
    guard(first)
    guard(second, on_violation=reports.append)
    refused = {**BAD, "products": "auth"}
    for api in (first, second):
        api.link_token_create(overlapping())
        with pytest.raises(plaid.ApiTypeError):
            api.link_token_create(copy.deepcopy(refused))
    assert len(reports) == 4
    unguard(second)
    first.link_token_create(overlapping())
    assert len(reports) == 4


def test_a_replaced_api_client_changes_nothing_as_plaid_python_keeps_its_own() -> None:
    api = guard(client())
    kept = pool_of(api)
    api.api_client = client().api_client
    with pytest.raises(linkcheck.InvalidPayload):
        api.link_token_create(overlapping())
    assert kept.sent == []
    unguard(api)
    api.link_token_create(overlapping())
    assert len(kept.sent) == 1


def test_arguments_by_position_are_seen() -> None:
    api_client = guard(client()).api_client
    with pytest.raises(linkcheck.InvalidPayload):
        api_client.request(
            "POST", "https://sandbox.plaid.com/link/token/create", None, {}, None, BAD
        )


@pytest.mark.parametrize("mode", ["log", "raise"])
def test_hostile_values_raise_what_plaid_python_raises(mode: str) -> None:
    class Hostile(dict[str, Any]):
        def items(self) -> Any:
            raise RuntimeError("zaphodine")

    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    def outcome(api: Any, value: Any) -> Any:
        try:
            return api.link_token_create({**copy.deepcopy(GOOD), "user": value})["link_token"]
        except Exception as error:
            return type(error)

    outcomes = set()
    for value in (Hostile(client_user_id="u-1"), Hostile(), deep):
        expected = outcome(client(), value)
        got = outcome(guard(client(), on_violation=mode), value)
        assert got == expected or (mode == "raise" and got is linkcheck.InvalidPayload)
        outcomes.add(expected)
    assert TOKEN in outcomes
    assert len(outcomes) > 1


# -- models without a guard ------------------------------------------------------------------------

FILTERS = LinkTokenAccountFilters(
    depository=DepositoryFilter(
        account_subtypes=DepositoryAccountSubtypes([DepositoryAccountSubtype("checking")])
    )
)


def test_models_of_all_kinds_are_checked_as_they_are_sent() -> None:
    request = model(
        products=[Products("statements"), Products("identity_verification")],
        account_filters=FILTERS,
        hosted_link=LinkTokenCreateHostedLink(is_mobile_app=False),
        statements=LinkTokenCreateRequestStatements(
            start_date=date(2024, 1, 31), end_date=date(2024, 1, 1)
        ),
    )
    sent = plaid.ApiClient.sanitize_for_serialization(request)
    before = copy.deepcopy(request)
    report = linkcheck.check(request)
    assert report.violations == linkcheck.check(sent).violations
    assert any(v.pointer.startswith("/statements") for v in report)
    assert request == before


def test_models_within_a_dict_are_checked() -> None:
    body = {**GOOD, "products": [Products("auth"), Products("balance")]}
    assert [v.pointer for v in linkcheck.check(body).errors] == ["/products/1"]
    filters = {**GOOD, "account_filters": {"depository": FILTERS.depository}}
    assert linkcheck.check(filters).ok
    user = LinkTokenCreateRequestUser(
        client_user_id="u", phone_number="555", date_of_birth=date(1990, 1, 1)
    )
    report = linkcheck.check({**GOOD, "user": user})
    assert [v.pointer for v in report.errors] == ["/user/phone_number"]
    assert report.fixed()["user"]["date_of_birth"] == "1990-01-01"


def test_response_models_are_checked() -> None:
    api = client()
    response = api.link_token_create(model())
    report = linkcheck.check(response, "link-token-create-response", environment="sandbox")
    assert report.ok
    got = client(StubPool(GET_RESPONSE)).link_token_get(LinkTokenGetRequest(TOKEN))
    assert linkcheck.check(got).document == "link-token-get-response"
    assert linkcheck.check(got).ok
