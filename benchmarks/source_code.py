"""Measures how long it takes to find requests in source code: ``python benchmarks/source_code.py``.

``ast.parse`` and linkcheck take turns on the same file. With ``--write`` the table goes to
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.run import interleaved
from benchmarks.table import table, write_section
from linkcheck.sources.code import read
from linkcheck.sources.code.worlds import CAP

HEAD = """\
import os
from flask import Flask, jsonify, request
from plaid.api import plaid_api
from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products

PRODUCTS = [Products(name) for name in os.getenv("PLAID_PRODUCTS", "transactions").split(",")]
REDIRECT_URI = os.getenv("PLAID_REDIRECT_URI")
app = Flask(__name__)
client = plaid_api.PlaidApi(load_client())
"""
SITE = """

@app.post("/api/link_token/{number}")
def create_link_token_{number}():
    user = load_user(request.json.get("user_id"))
    if user is None:
        return jsonify({{"error": "unknown user"}}), 404
    body = LinkTokenCreateRequest(
        products=PRODUCTS,
        client_name="Wonderwallet",
        language="en",
        country_codes=[CountryCode("US")],
        user=LinkTokenCreateRequestUser(client_user_id=str(user.id)),
    )
    if REDIRECT_URI:
        body["redirect_uri"] = REDIRECT_URI
    return jsonify(client.link_token_create(body).to_dict())
"""
OTHER = """

@app.get("/api/accounts/{number}")
def accounts_{number}():
    try:
        user = load_user(request.args["user_id"])
        found = [account for account in client.accounts_get(user.token)["accounts"]]
        rows = [{{"id": row["account_id"], "name": row["name"]}} for row in found]
        total = sum(row["balances"]["current"] or 0 for row in found)
        return jsonify({{"accounts": rows, "total": f"{{total:.2f}}", "count": len(rows)}})
    except ApiException as error:
        app.logger.error("accounts %s", error)
        return jsonify({{"error": error.body}}), error.status
"""


def application(sites: int, others: int) -> str:
    """Return a web application with requests among other functions."""
    parts = [SITE.format(number=number) for number in range(sites)]
    return HEAD + "".join([*parts, *(OTHER.format(number=number) for number in range(others))])


def branches(count: int) -> str:
    """Return a request that depends on conditions."""
    steps = "".join(
        f"    if option_{number}:\n        body['field_{number}'] = 'value'\n"
        for number in range(count)
    )
    names = ", ".join(f"option_{number}" for number in range(count))
    return (
        f"def create(client, {names}):\n    body = {{'client_name': 'Wonderwallet'}}\n{steps}"
        "    return client.link_token_create(body)\n"
    )


FILES = {
    "an application, a request among 35 functions": application(1, 35),
    "an application, 5 requests among 25 functions": application(5, 25),
    "5 requests and nothing else": application(5, 0),
    f"a request in {CAP} worlds": branches(8),
    "a request with too many conditions": branches(12),
}


def measure(rounds: int, seconds: float) -> list[list[str]]:
    """The rows of the table."""
    rows = []
    for title, code in FILES.items():
        data = code.encode()
        works = {
            "ast": lambda data=data: ast.parse(data),
            "own": lambda data=data: read("a.py", data),
        }
        times = interleaved(works, rounds, seconds)
        lines = code.count("\n")
        ratio = times["own"] / times["ast"]
        rows.append([title, str(lines), f"{times['own'] * 1e3:.1f}", f"{ratio:.1f}x"])
    return rows


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; with ``--write`` also keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--milliseconds", type=float, default=50)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args(arguments)
    rows = measure(options.rounds, options.milliseconds / 1000)
    text = "CPU time to find the requests in Python code.\n\n" + table(
        ["file", "lines", "ms", "time to ast.parse"], rows
    )
    print(text)
    if options.write:
        write_section("source_code", text)


if __name__ == "__main__":
    main()
