"""The kind of document that a broken text was meant to be."""

from __future__ import annotations

import json

import pytest

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.sources.json_errors import kind_of_broken
from tests.offenders import each

REQUEST = {"client_name": "Wonderwallet", "language": "en", "user": {"client_user_id": "u"}}
WEBHOOK = {"webhook_type": "LINK", "webhook_code": "SESSION_FINISHED", "status": "SUCCESS"}


@each("value", [REQUEST, WEBHOOK, {"link_token": "link-sandbox-1"}, {"a": 1}])
@each("indent", [None, 2])
@each("end", [1, 2])
def test_a_document_that_was_cut_off(value: dict[str, object], indent: int, end: int) -> None:
    assert kind_of_broken(json.dumps(value, indent=indent)[:-end]) == detect(value)


@pytest.mark.parametrize(
    "text",
    [
        '{"client_name": "x",, "language": "en"}',
        '{"client_name": "x" "language": "en"}',
        '{"client_name": "x, "language": "en",\n"products": ["auth"], "user": {}}',
        '{"language": "en", "user": {"client_user_id": "1"}, "country_codes": ["US",]}',
        "// a note\n".join(["{", '"client_name": "x",', '"language": "en"}']),
        '\n {"client_name": NaN, "language": undefined}',
    ],
)
def test_requests_with_a_mistake(text: str) -> None:
    assert kind_of_broken(text) is Document.CREATE_REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"compilerOptions": {"strict": true,}}',
        '{"deep": {"client_name": "x", "language": "en",}}',
        '{"text": "\\"client_name\\": 1, \\"language\\": 2",}',
        '[{"client_name": "x", "language": "en",}]',
        '{"client_name": {{ name }}, "language": "en"}',
        '{"client_name": "x", {% if user %}"user": {}, {% endif %}"language": "en"}',
    ],
)
def test_what_is_none(text: str) -> None:
    assert kind_of_broken(text) is None
