"""A FastAPI server that checks what it sends to Plaid and what comes in as a webhook.

pip install . fastapi httpx uvicorn
PLAID_CLIENT_ID=... PLAID_SECRET=... uvicorn fastapi_app:app
"""

from __future__ import annotations

import os
from typing import Any

import httpx
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import linkcheck
from linkcheck.logs import log_report
from linkcheck.problem import MEDIA_TYPE
from linkcheck.webhooks import UnreadableWebhook, parse_webhook

app = FastAPI()
checker = linkcheck.Checker(environment="sandbox", header_credentials=True)
plaid = httpx.AsyncClient(
    base_url="https://sandbox.plaid.com",
    headers={
        "PLAID-CLIENT-ID": os.environ["PLAID_CLIENT_ID"],
        "PLAID-SECRET": os.environ["PLAID_SECRET"],
    },
)
public_tokens: dict[str, list[str]] = {}
"""The public tokens of each finished Link session, to be exchanged."""


class Visitor(BaseModel):
    """Whom a Link token is for."""

    id: str
    language: str = "en"
    phone_number: str | None = None


@app.exception_handler(linkcheck.InvalidPayload)
async def refuse(request: Request, error: linkcheck.InvalidPayload) -> JSONResponse:
    """Answer with a problem document instead of asking Plaid in vain."""
    log_report(error.report)
    problem = error.problem(status=422, instance=request.url.path)
    return JSONResponse(problem, status_code=422, media_type=MEDIA_TYPE)


@app.post("/link-token")
async def create_link_token(visitor: Visitor) -> dict[str, str]:
    """Make a Link token for a visitor."""
    user = {"client_user_id": visitor.id, "phone_number": visitor.phone_number}
    body = {
        "client_name": "Wonderwallet",
        "language": visitor.language,
        "country_codes": ["US"],
        "user": user,
        "products": ["auth"],
        "webhook": "https://wonderwallet.example/plaid/webhook",
    }
    answer = await plaid.post("/link/token/create", json=checker.ensure(body))
    answer.raise_for_status()
    return {"link_token": answer.json()["link_token"]}


@app.post("/plaid/webhook")
async def receive(request: Request) -> Response:
    """Take a webhook. Verify its Plaid-Verification header before, see docs/webhooks.md."""
    try:
        webhook = parse_webhook(await request.body(), checker=checker)
    except UnreadableWebhook as error:
        raise HTTPException(400, str(error)) from None
    if webhook.report is not None:
        log_report(webhook.report)
        if webhook.report.ok:
            keep(webhook.kind, webhook.body)
    return Response()


def keep(kind: linkcheck.Document | None, body: dict[str, Any]) -> None:
    """Note the tokens of a session that has ended."""
    if kind is linkcheck.Document.SESSION_FINISHED:
        public_tokens[body["link_session_id"]] = body.get("public_tokens") or []
