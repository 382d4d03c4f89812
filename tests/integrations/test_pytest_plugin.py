"""The pytest plug-in in runs of its own, with the real clients, mocks and recorders.

The runs are in this process, as starting one costs more than all that they do. What they import is
forgotten after each, so what is costly or may be loaded only once is loaded here.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integrations.bodies import BAD, GOOD, RESPONSE, SANDBOX, assert_nothing_leaks

pytest_plugins = ["pytester"]

for _name in ("aiohttp", "httpx", "plaid.api.plaid_api", "requests", "responses", "respx", "vcr"):
    importlib.import_module(_name)
for _name in (
    "linkcheck.integrations.interception",
    "linkcheck.integrations.pytest_watch",
    "tests.integrations.stubs",
):
    importlib.import_module(_name)

START = f"""
import asyncio, copy, json
import pytest
GOOD = {GOOD!r}
BAD = {BAD!r}
RESPONSE = {RESPONSE!r}
URL = {SANDBOX!r}
"""

# As aioresponses does it, which does not work with the newest aiohttp.
MOCKED = """
from unittest.mock import patch
import aiohttp
class Answer:
    status = 200
    async def json(self): return RESPONSE
    async def __aenter__(self): return self
    async def __aexit__(self, *_): pass
    def close(self): pass
async def answer(session, method, url, **options): return Answer()
def mocked():
    place = "aiohttp.client.ClientSession._request"
    return patch(place, side_effect=answer, autospec=True)
"""

# The ways a test sends a body, each with its replacement of the network.
WAYS = {
    "httpx, MockTransport": """
import httpx
def send(body):
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=RESPONSE))
    with httpx.Client(transport=transport) as client:
        assert client.post(URL, json=body).json() == RESPONSE
""",
    "httpx async, MockTransport": """
import httpx
def send(body):
    async def run():
        transport = httpx.MockTransport(lambda request: httpx.Response(200, json=RESPONSE))
        async with httpx.AsyncClient(transport=transport) as client:
            assert (await client.post(URL, json=body)).json() == RESPONSE
    asyncio.run(run())
""",
    "httpx, respx": """
import httpx, respx
def send(body):
    with respx.mock:
        respx.post(URL).mock(return_value=httpx.Response(200, json=RESPONSE))
        assert httpx.post(URL, json=body).json() == RESPONSE
""",
    "requests, responses": """
import requests, responses
@responses.activate
def send(body):
    responses.post(URL, json=RESPONSE)
    assert requests.post(URL, json=body).json() == RESPONSE
""",
    "aiohttp post, mock": MOCKED
    + """
def send(body):
    async def run():
        async with aiohttp.ClientSession() as session, session.post(URL, json=body) as response:
            assert await response.json() == RESPONSE
    with mocked():
        asyncio.run(run())
""",
    "aiohttp request, mock": MOCKED
    + """
def send(body):
    async def run():
        async with aiohttp.ClientSession("https://sandbox.plaid.com") as session:
            text = json.dumps(body)
            response = await session.request("POST", "/link/token/create", data=text)
            assert await response.json() == RESPONSE
    with mocked():
        asyncio.run(run())
""",
    "aiohttp function, mock": MOCKED
    + """
def send(body):
    async def run():
        async with aiohttp.request("POST", URL, json=body) as response:
            assert await response.json() == RESPONSE
    with mocked():
        asyncio.run(run())
""",
    "plaid-python, stub": """
import plaid
from plaid.api import plaid_api
from tests.integrations.stubs import StubPool
def send(body):
    client = plaid_api.PlaidApi(plaid.ApiClient(plaid.Configuration(host=URL.split("/link")[0])))
    client.api_client.rest_client.pool_manager = StubPool()
    body = {"client_id": "5e1f", "secret": "4f9d", **copy.deepcopy(body)}
    body["user"] = {"client_user_id": "u-1"}
    assert client.link_token_create(body).link_token == RESPONSE["link_token"]
""",
    "in a thread": """
import httpx, threading
def send(body):
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=RESPONSE))
    with httpx.Client(transport=transport) as client:
        thread = threading.Thread(target=client.post, args=(URL,), kwargs={"json": body})
        thread.start()
        thread.join()
""",
}
SEND = WAYS["httpx, MockTransport"]
TESTS = """
def test_good():
    send(GOOD)

def test_bad():
    send(BAD)
"""


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    # What the run of this suite has loaded would be loaded in runs within it, too.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makeini("[pytest]\nfilterwarnings = error\n")
    return pytester


def _run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    others = ("cacheprovider", "randomly", "hypothesispytest")  # the last one loads a lot
    without = [word for name in others for word in ("-p", f"no:{name}")]
    return pytester.runpytest_inprocess(*without, *options)


@pytest.mark.parametrize("way", WAYS)
def test_an_invalid_request_fails_the_test_that_sends_it(
    pytester: pytest.Pytester, way: str
) -> None:
    pytester.makepyfile(START + WAYS[way] + TESTS)
    result = _run(pytester, "--linkcheck")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["The test sent an invalid Link request.", "*LC301 error:*"])
    shown = [line for line in result.outlines if "LC" in line]
    assert_nothing_leaks(shown)


CASSETTE = f"""
version: 1
interactions:
- request:
    method: POST
    uri: {SANDBOX}
    body: null
    headers: {{}}
  response:
    status: {{code: 200, message: OK}}
    headers: {{Content-Type: [application/json]}}
    body: {{string: '{json.dumps(RESPONSE)}'}}
"""
RECORDED = {
    "requests": "import requests\ndef post(body): return requests.post(URL, json=body).json()\n",
    "httpx": "import httpx\ndef post(body): return httpx.post(URL, json=body).json()\n",
    "aiohttp": """
import aiohttp
def post(body):
    async def run():
        async with aiohttp.ClientSession() as session, session.post(URL, json=body) as response:
            return await response.json()
    return asyncio.run(run())
""",
    "plaid-python": """
import plaid
from plaid.api import plaid_api
def post(body):
    client = plaid_api.PlaidApi(plaid.ApiClient(plaid.Configuration(
        host=URL.split("/link")[0], api_key={"clientId": "5e1f", "secret": "4f9d"})))
    body = {**copy.deepcopy(body), "user": {"client_user_id": "u-1"}}
    client.link_token_create(body)
    return RESPONSE
""",
}


@pytest.mark.parametrize("client", RECORDED)
def test_cassettes_of_vcr_are_no_obstacle(pytester: pytest.Pytester, client: str) -> None:
    Path("cassette.yaml").write_text(CASSETTE, encoding="utf-8")
    played = """
import vcr
def send(body):
    with vcr.use_cassette("cassette.yaml", record_mode="none"):
        assert post(body) == RESPONSE
"""
    pytester.makepyfile(START + RECORDED[client] + played + TESTS)
    result = _run(pytester, "--linkcheck", "-W", "ignore::DeprecationWarning")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["The test sent an invalid Link request.", "*LC301 error:*"])


def test_nothing_fails_unless_asked_for_by_the_option_or_the_setting(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(START + SEND + TESTS)
    _run(pytester).assert_outcomes(passed=2)
    pytester.makeini("[pytest]\nlinkcheck = true\n")
    _run(pytester).assert_outcomes(passed=1, failed=1)


def test_a_fixture_or_a_mark_asks_for_one_test(pytester: pytest.Pytester) -> None:
    tests = """
def test_plain(): send(BAD)

def test_fixture(link_calls):
    send(BAD)
    assert [r.document for r in link_calls.reports] == ["link-token-create-request"]

@pytest.mark.linkcheck
def test_mark(): send(BAD)
"""
    pytester.makepyfile(START + SEND + tests)
    result = _run(pytester, "--strict-markers")
    result.assert_outcomes(passed=1, failed=2)


def test_what_is_expected_passes_and_what_is_missed_fails(pytester: pytest.Pytester) -> None:
    tests = """
ONE = {**GOOD, "optional_products": ["identity"]}

@pytest.mark.linkcheck(expect=["LC301"])
def test_expected(): send(ONE)

@pytest.mark.linkcheck(expect="product-overlap")
def test_by_unknown_name(): send(ONE)

@pytest.mark.linkcheck(expect=["LC301"])
def test_others_still_fail(): send(BAD)

@pytest.mark.linkcheck(expect=["LC301"])
def test_missed(): send(GOOD)

def test_by_fixture(link_calls):
    link_calls.expect("LC30")
    send(ONE)

@pytest.mark.linkcheck(enabled=False)
def test_off(): send(BAD)
"""
    pytester.makepyfile(START + SEND + tests)
    result = _run(pytester, "--linkcheck", "-rA")
    result.assert_outcomes(passed=3, failed=2, errors=1)
    result.stdout.fnmatch_lines(["*Expected violations not found in the Link requests: LC301"])
    result.stdout.fnmatch_lines(["*FAILED*test_others_still_fail*"])
    result.stdout.fnmatch_lines(["*FAILED*test_missed*"])
    result.stdout.fnmatch_lines(["linkcheck: *product-overlap*"])


def test_context_comes_from_the_project_and_the_mark(pytester: pytest.Pytester) -> None:
    tests = """
LOCAL = {**GOOD, "redirect_uri": "http://localhost:3000/callback"}
ONE = {**GOOD, "optional_products": ["identity"]}

def test_sandbox(): send(LOCAL)

@pytest.mark.linkcheck(environment="production")
def test_production(): send(LOCAL)

def test_project(): send(ONE)
"""
    pytester.makepyfile(START + SEND + tests)
    Path("linkcheck.toml").write_text('ignore = ["LC301"]\n', encoding="utf-8")
    result = _run(pytester, "--linkcheck")
    result.assert_outcomes(passed=2, failed=1)


def test_warnings_fail_if_asked_to(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(START + SEND + "def test(): send({**GOOD, 'client_name': 'W' * 31})\n")
    _run(pytester, "--linkcheck").assert_outcomes(passed=1)
    _run(pytester, "--linkcheck", "-o", "linkcheck_fail_on=warning").assert_outcomes(failed=1)


@pytest.mark.parametrize("setting", ["linkcheck_fail_on=never", "config"])
def test_wrong_settings_stop_the_run(pytester: pytest.Pytester, setting: str) -> None:
    pytester.makepyfile("def test(): pass\n")
    Path("linkcheck.toml").write_text(
        "enviroment = 1\n" if setting == "config" else "", encoding="utf-8"
    )
    options = [] if setting == "config" else ["-o", setting]
    result = _run(pytester, "--linkcheck", *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*linkcheck: *"])


NEW_PRODUCT = """
import pytest

@pytest.mark.linkcheck(platform="ios")
def test():
    pass
"""


@pytest.mark.parametrize("action", ["default", "error"])
def test_an_unknown_product_is_a_warning(pytester: pytest.Pytester, action: str) -> None:
    pytester.makeini(f"[pytest]\nfilterwarnings = {action}\n")
    pytester.makepyfile(NEW_PRODUCT)
    Path("linkcheck.toml").write_text('enabled-products = ["quantum_ledger"]\n', encoding="utf-8")
    result = _run(pytester)
    text = "*linkcheck.toml:1:21: unknown product `quantum_ledger`; *"
    if action == "error":
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines([f"ERROR: linkcheck: {text}"])
    else:
        result.assert_outcomes(passed=1, warnings=2)  # of the run, and of the marker
        result.stdout.fnmatch_lines([text])


def test_fixtures_and_failures_of_a_test(pytester: pytest.Pytester) -> None:
    tests = """
@pytest.fixture
def early():
    send(BAD)
    yield

@pytest.fixture
def late():
    yield
    send(BAD)

def test_early(early): pass
def test_late(late): pass
def test_own_failure():
    send(BAD)
    assert 1 == 2
"""
    pytester.makepyfile(START + SEND + tests)
    result = _run(pytester, "--linkcheck")
    result.assert_outcomes(passed=1, failed=2, errors=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*", "*Captured linkcheck call*", "*LC301 error:*"])


def test_what_a_guard_stops_was_not_sent(pytester: pytest.Pytester) -> None:
    tests = """
import aiohttp, httpx, requests
import linkcheck, linkcheck.aiohttp, linkcheck.httpx, linkcheck.requests

def test_httpx():
    with httpx.Client() as client, pytest.raises(linkcheck.InvalidPayload):
        linkcheck.httpx.guard(client).post(URL, json=BAD)

def test_requests():
    with requests.Session() as session, pytest.raises(linkcheck.InvalidPayload):
        linkcheck.requests.guard(session).post(URL, json=BAD)

def test_aiohttp():
    async def run():
        middlewares = [linkcheck.aiohttp.middleware()]
        async with aiohttp.ClientSession(middlewares=middlewares) as session:
            with pytest.raises(linkcheck.InvalidPayload):
                await session.post(URL, json=BAD)
    asyncio.run(run())
"""
    pytester.makepyfile(START + tests)
    _run(pytester, "--linkcheck").assert_outcomes(passed=3)


def test_bodies_that_cannot_be_read_are_left_alone(pytester: pytest.Pytester) -> None:
    tests = """
import io
import httpx

def test_httpx():
    def answer(request):
        return httpx.Response(200, content=request.read())
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        assert client.post(URL, content=iter([b"a", b"b"])).content == b"ab"

@pytest.mark.parametrize("options", [{"data": io.BytesIO(b"a")}, {"data": b"a", "compress": True}])
def test_aiohttp(options):
    async def run():
        async with aiohttp.ClientSession() as session, session.post(URL, **options) as response:
            assert response.status == 200
    with mocked():
        asyncio.run(run())
"""
    pytester.makepyfile(START + MOCKED + tests)
    _run(pytester, "--linkcheck").assert_outcomes(passed=3)


@pytest.mark.matrix
def test_workers_of_xdist_fail_the_same_tests(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(START + SEND + TESTS + TESTS.replace("test_", "test_again_"))
    result = _run(pytester, "--linkcheck", "-n", "2")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["*LC301 error:*"])


def test_patches_are_gone_after_the_run(pytester: pytest.Pytester) -> None:
    program = """
import sys, pytest, httpx, requests, aiohttp
from plaid.api_client import ApiClient
def state():
    owners = [(httpx.Client, "send"), (httpx.AsyncClient, "send"), (requests.Session, "send"),
              (aiohttp.ClientSession, "post"), (aiohttp, "request"), (ApiClient, "request")]
    return [getattr(owner, name) for owner, name in owners]
before = state()
assert pytest.main(["-q", "--linkcheck", "-p", "no:cacheprovider"]) == 0
assert state() == before
"""
    pytester.makepyfile(START + SEND + "def test(): send(GOOD)\n")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("is_used", [False, True])
def test_the_plug_in_loads_nothing_until_it_is_used(
    pytester: pytest.Pytester, is_used: bool
) -> None:
    pytester.makepyfile("def test(): pass\n")
    program = "import sys, pytest; pytest.main(sys.argv[1:]); print(); print(*sys.modules)"
    # Other plug-ins of this machine load all kinds of things.
    alone = ["-p", "linkcheck.integrations.pytest_plugin", *("--linkcheck" for _ in range(is_used))]
    command = [sys.executable, "-c", program, "-q", "-p", "no:cacheprovider", *alone]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    loaded = set(done.stdout.splitlines()[-1].split())
    ours = {name for name in loaded if name.startswith("linkcheck")}
    if is_used:
        assert "linkcheck.integrations.interception" in ours
    else:
        assert ours == {
            "linkcheck",
            "linkcheck._exports",
            "linkcheck._version",
            "linkcheck.integrations",
            "linkcheck.integrations.pytest_names",
            "linkcheck.integrations.pytest_plugin",
        }
        assert not loaded & {"httpx", "requests", "aiohttp", "plaid", "jsonschema_rs", "yaml"}
