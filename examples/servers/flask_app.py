"""A Flask server that checks what it sends to Plaid and what comes in as a webhook.

pip install . flask httpx
PLAID_CLIENT_ID=... PLAID_SECRET=... flask --app flask_app run
"""

from __future__ import annotations

import os
from typing import Any

import httpx
from flask import Flask, Response, abort, request

import linkcheck
from linkcheck.logs import log_report
from linkcheck.problem import MEDIA_TYPE
from linkcheck.webhooks import MAX_SIZE, UnreadableWebhook, parse_webhook

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = MAX_SIZE
checker = linkcheck.Checker(environment="sandbox", header_credentials=True)
plaid = httpx.Client(
    base_url="https://sandbox.plaid.com",
    headers={
        "PLAID-CLIENT-ID": os.environ["PLAID_CLIENT_ID"],
        "PLAID-SECRET": os.environ["PLAID_SECRET"],
    },
)
public_tokens: dict[str, list[str]] = {}
"""The public tokens of each finished Link session, to be exchanged."""


@app.errorhandler(linkcheck.InvalidPayload)
def refuse(error: linkcheck.InvalidPayload) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Answer with a problem document instead of asking Plaid in vain."""
    log_report(error.report)
    problem = error.problem(status=422, instance=request.path)
    return problem, 422, {"Content-Type": MEDIA_TYPE}


@app.post("/link-token")
def create_link_token() -> dict[str, str]:
    """Make a Link token for a visitor."""
    visitor = request.get_json()
    user = {"client_user_id": visitor.get("id"), "phone_number": visitor.get("phone_number")}
    body = {
        "client_name": "Wonderwallet",
        "language": visitor.get("language", "en"),
        "country_codes": ["US"],
        "user": user,
        "products": ["auth"],
        "webhook": "https://wonderwallet.example/plaid/webhook",
    }
    answer = plaid.post("/link/token/create", json=checker.ensure(body))
    answer.raise_for_status()
    return {"link_token": answer.json()["link_token"]}


@app.post("/plaid/webhook")
def receive() -> Response:
    """Take a webhook. Verify its Plaid-Verification header before, see docs/webhooks.md."""
    try:
        webhook = parse_webhook(request.get_data(), checker=checker)
    except UnreadableWebhook as error:
        abort(400, str(error))
    if webhook.report is not None:
        log_report(webhook.report)
        if webhook.report.ok:
            keep(webhook.kind, webhook.body)
    return Response()


def keep(kind: linkcheck.Document | None, body: dict[str, Any]) -> None:
    """Note the tokens of a session that has ended."""
    if kind is linkcheck.Document.SESSION_FINISHED:
        public_tokens[body["link_session_id"]] = body.get("public_tokens") or []
