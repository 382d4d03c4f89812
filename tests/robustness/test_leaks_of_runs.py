"""Secrets in files of every kind: no command, format, baseline or debug output holds them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.shapes.loader import schema
from tests.cli.conftest import Run, run  # noqa: F401
from tests.output.test_planted_secrets import SECRETS, _planted

URL = "https://sandbox.plaid.com/link/token/create"
ANSWER = {"error_type": "INVALID_REQUEST", "error_code": "INVALID_FIELD", "request_id": "x"}


def _har(text: str) -> str:
    request = {"method": "POST", "url": URL, "postData": {"text": text}}
    response = {"status": 400, "content": {"text": json.dumps(ANSWER)}}
    return json.dumps({"log": {"entries": [{"request": request, "response": response}]}})


def _vcr(text: str) -> str:
    import yaml

    request = {"method": "POST", "uri": URL, "body": text, "headers": {}}
    response = {"status": {"code": 400}, "body": {"string": json.dumps(ANSWER)}, "headers": {}}
    return yaml.safe_dump(
        {"version": 1, "interactions": [{"request": request, "response": response}]}
    )


def _postman(text: str) -> str:
    request = {"method": "POST", "url": {"raw": URL}, "body": {"mode": "raw", "raw": text}}
    info = {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}
    return json.dumps({"info": info, "item": [{"name": "create", "request": request}]})


def _curl(text: str) -> str:
    return f"curl {URL} -d @- <<'EOF'\n{text}\nEOF\n"


FILES = {
    "body.json": lambda text: text,
    "broken.json": lambda text: text[:-3],
    "body.jsonl": lambda text: text.replace("\n", " ") + "\n" + text.replace("\n", " ")[:-2] + "\n",
    "body.yaml": lambda text: text,
    "calls.har": _har,
    "cassette.yaml": _vcr,
    "postman.json": _postman,
    "calls.sh": _curl,
    "readme.md": lambda text: f"# Calls\n\n```sh\n{_curl(text)}```\n\n```json\n{text}\n```\n",
}
COMMANDS = [
    *(["check", "--format", form] for form in ("text", "html", "sarif", "markdown", "jsonl")),
    ["check", "--statistics"],
    ["check", "--diff", "--unsafe-fixes", "-v"],
    ["explain"],
    ["explain", "--format", "json"],
    ["baseline", "--output-file", "known.json"],
    ["verify"],
    ["verify", "--format", "json"],
    ["check", "--fix", "--unsafe-fixes", "-v"],
]


@pytest.mark.parametrize("secret", sorted(set(SECRETS) - {"lone surrogate"}))
def test_no_secret_of_a_file_is_in_any_output(
    run: Run,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    secret: str,
) -> None:
    value, hidden = SECRETS[secret]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "500")
    body: dict[str, Any] = _planted(schema(Document.CREATE_REQUEST), value)
    body |= {"client_name": "Wonderwallet", "language": "EN", "country_codes": ["us"]}
    text = json.dumps(body, indent=1)
    assert hidden in text.lower()
    # A third of the kinds for each secret, so that each kind meets several of every sort.
    for name, write in list(FILES.items())[sorted(SECRETS).index(secret) % 3 :: 3]:
        (tmp_path / name).write_text(write(text), encoding="utf-8")
        for command in COMMANDS:
            outcome = run(*command, name)
            assert "internal error" not in outcome.err
            assert hidden not in (outcome.out + outcome.err).lower(), (name, command)
        known = tmp_path / "known.json"
        if known.exists():
            assert hidden not in known.read_text().lower()
            known.unlink()
        (tmp_path / name).unlink()
