"""A network that answers Link calls as Plaid does, for the clients that are built on urllib3."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from urllib3.response import HTTPResponse

from tests.integrations.bodies import RESPONSE


class StubPool:
    """Takes the place of a urllib3 pool manager. ``sent`` holds the bodies that got through."""

    def __init__(self, answer: Any = RESPONSE, status: int = 200) -> None:
        self.sent: list[Any] = []
        self.urls: list[str] = []
        self.answer = answer
        self.status = status

    def request(self, method: str, url: str, *, body: Any = None, **options: Any) -> HTTPResponse:
        self.urls.append(url)
        self.sent.append(json.loads(body))
        return HTTPResponse(
            body=BytesIO(json.dumps(self.answer).encode()),
            status=self.status,
            headers={"Content-Type": "application/json"},
            preload_content=options.get("preload_content", True),
        )
