"""Uses of every option that type checkers must accept."""

from datetime import date

import aiohttp
import httpx
import pydantic
import requests

import linkcheck.aiohttp
import linkcheck.httpx
import linkcheck.plaid
import linkcheck.requests
from linkcheck import Checker, Customization, LinkcheckError, Report, Severity, check, ensure
from linkcheck.preflight import Preflight


class Request(pydantic.BaseModel):
    client_name: str


body = {"client_name": "Wonderwallet"}
model = Request(client_name="Wonderwallet")
same_body: dict[str, str] = ensure(body)
same_model: Request = ensure(model, environment="production", platform="ios")
same_text: str = Checker().ensure("{}", "link-token-create-request", request=body)

checker = Checker(
    environment="sandbox",
    platform="web",
    today=date(2026, 1, 31),
    header_credentials=True,
    enabled_products=["auth"],
    approved_countries={"US"},
    redirect_uris=("https://example.com/oauth.html",),
    android_package_names=None,
    database_auth=False,
    customizations={"default": Customization("en", frozenset({"US"}))},
    select=["LC1"],
    ignore=("LC104",),
    extend_select={"LC208"},
    severity={"LC301": "warning", "LC5": "off", "LC4": Severity.ERROR},
    rules=(),
    pedantic=True,
    engine="compiled",
)
project = Checker.for_project(".", plugins=False, environment="sandbox", select=["LC1"])
report: Report = check(model, environment="sandbox", platform="web", ignore=["LC3"])
codes: list[str] = [violation.code for violation in report] if len(report) else []
is_ok: bool = report.ok


def stop(found: Report) -> None:
    """Handle a report."""


preflight = Preflight(checker, on_violation="log", fail_on="warning", responses=True)
client: httpx.Client = linkcheck.httpx.guard(httpx.Client(), preflight)
other: httpx.AsyncClient = linkcheck.httpx.guard(httpx.AsyncClient(), on_violation=stop)
session: requests.Session = linkcheck.requests.guard(requests.Session(), environment="sandbox")
guarded: object = linkcheck.plaid.guard(object(), checker=project, on_violation=print)
middleware: aiohttp.ClientMiddlewareType = linkcheck.aiohttp.middleware(fail_on="info")
try:
    client.post("https://sandbox.plaid.com/link/token/create", json=body)
except LinkcheckError as error:
    print(error)
