"""Every line with a comment has a mistake that type checkers must report."""

import aiohttp
import httpx
import requests

import linkcheck.aiohttp
import linkcheck.httpx
import linkcheck.plaid
import linkcheck.requests
from linkcheck import Checker, check, ensure
from linkcheck.preflight import Preflight

body = {"client_name": "Wonderwallet"}
client, session = httpx.Client(), requests.Session()

check(body, enviroment="sandbox")  # wrong
check(body, environment="prod")  # wrong
ensure(body, platform="windows")  # wrong
number: int = ensure(body)  # wrong
Checker(environment="prod")  # wrong
Checker(enabled_products=3)  # wrong
Checker(severity={"LC301": "fatal"})  # wrong
Checker(engine="steam")  # wrong
Checker().ensure(body, documnt="link-token-create-request")  # wrong
Checker.for_project(enviroment="sandbox")  # wrong

Preflight(on_violation="warn")  # wrong
Preflight(fail_on="never")  # wrong
Preflight(environment="prod")  # wrong
linkcheck.plaid.guard(object(), on_violation="warn")  # wrong
linkcheck.httpx.guard(client, on_violation="warn")  # wrong
linkcheck.httpx.guard(client, enviroment="sandbox")  # wrong
linkcheck.requests.guard(session, on_violation="warn")  # wrong
linkcheck.aiohttp.middleware(on_violation="warn")  # wrong
aiohttp.ClientSession(middlewares=[linkcheck.aiohttp.middleware(fail_on="errors")])  # wrong
