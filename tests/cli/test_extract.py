"""``linkcheck extract``: the requests in files, as linkcheck sees them."""

from __future__ import annotations

import json
from pathlib import Path
from pprint import pformat
from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.redaction import may_list
from linkcheck.shapes.loader import schema
from tests.cli.conftest import CLEAN, Run
from tests.robustness.planting import OTHERS, SECRETS, planted

CODE = """\
import os
from plaid.model.link_token_create_request import LinkTokenCreateRequest

def create(client, user, mode):
    request = LinkTokenCreateRequest(
        **user.options,
        client_name="Harbor Books, the ledger for small ports",
        language="EN",
        country_codes=["US"],
        user={"client_user_id": str(user.id), "legal_name": "Jane Doe"},
        redirect_uri=f"https://harbor.example/{mode}",
    )
    if mode == "update":
        request["access_token"] = "access-sandbox-5e1f"
    else:
        request["products"] = ["auth"]
    return client.link_token_create(request)
"""


@pytest.fixture
def listed(run: Run) -> Any:
    """A function that returns the JSON list of a run without errors."""

    def listed(*arguments: str, stdin: bytes = b"") -> Any:
        outcome = run("extract", "--format", "json", *arguments, stdin=stdin)
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return listed


def test_a_request_in_code(files: Path, listed: Any) -> None:
    (files / "app.py").write_text(CODE)
    update = {"condition": 'mode == "update"', "is": True}
    assert listed("app.py") == [
        {
            "file": "app.py",
            "line": 17,
            "column": 12,
            "source_language": "python",
            "document": "link-token-create-request",
            "open": [""],
            "members": {
                "/client_name": {"value": "Harbor Books, the ledger for small ports"},
                "/language": {"value": "EN"},
                "/country_codes/0": {"value": "US"},
                "/user/client_user_id": {"unknown": True, "type": "string"},
                "/user/legal_name": {"masked": True},
                "/redirect_uri": {
                    "unknown": True,
                    "prefix": "https://harbor.example/",
                    "type": "string",
                },
                "/access_token": {"masked": True},
                "/products/0": {"value": "auth"},
            },
            "conditional": {
                "/access_token": [update],
                "/products/0": [{**update, "is": False}],
            },
        }
    ]


def test_text_shows_each_field_in_a_line(files: Path, run: Run) -> None:
    (files / "app.py").write_text(CODE)
    outcome = run("extract", "app.py")
    assert (
        outcome.out
        == """\
app.py:17:12: link-token-create-request
  /client_name = "Harbor Books, the ledger for small ports"
  /language = "EN"
  /country_codes/0 = "US"
  /user/client_user_id = ? (string)
  /user/legal_name = ***
  /redirect_uri = "https://harbor.example/?"
  /access_token = ***  (only if `mode == "update"` is true)
  /products/0 = "auth"  (only if `mode == "update"` is false)
  the top level may contain more

"""
    )
    assert outcome.err == "linkcheck: 1 document in 1 file\n"


def test_other_files_are_listed_too_in_the_order_of_their_places(files: Path, listed: Any) -> None:
    (files / "b.yaml").write_text("# saved\nclient_name: Harbor\nproducts: []\nlanguage: en\n")
    (files / "a.jsonl").write_text(f"{CLEAN}\n\n{CLEAN}\n")
    found = listed("b.yaml", "./a.jsonl")
    assert [(one["file"], one["line"], one["column"]) for one in found] == [
        ("a.jsonl", 1, 1),
        ("a.jsonl", 3, 1),
        ("b.yaml", 2, 1),
    ]
    assert {one["source_language"] for one in found} == {None}
    assert found[2]["members"]["/products"] == {"value": []}
    assert found[0]["conditional"] == {}
    assert found[0]["open"] == []


def test_a_search_lists_known_documents_that_are_not_excluded(files: Path, listed: Any) -> None:
    (files / "linkcheck.toml").write_text('exclude = ["error.json"]\n')
    assert [one["file"] for one in listed()] == ["clean.json", "warning.json"]
    assert [one["file"] for one in listed("--exclude", "clean*")] == ["warning.json"]
    assert listed("--skip-unknown", "foreign.json") == []
    assert [one["file"] for one in listed("foreign.json")] == ["foreign.json"]
    assert [one["file"] for one in listed("-", stdin=CLEAN.encode())] == ["<stdin>"]


@pytest.mark.parametrize(
    ("name", "text", "note"),
    [
        ("a.json", '{"client_name": ', "a.json:1:17: "),
        ("a.py", "link_token_create(\n", "a.py:1: Invalid Python syntax\n"),
        ("missing.json", None, "missing.json: no such file or directory\n"),
    ],
)
def test_what_cannot_be_read_is_named(
    files: Path, run: Run, name: str, text: str | None, note: str
) -> None:
    if text is not None:
        (files / name).write_text(text)
    outcome = run("extract", "--format", "json", name, "clean.json")
    assert outcome.code == 2
    assert f"linkcheck: {note}" in outcome.err
    assert [one["file"] for one in json.loads(outcome.out)] == ["clean.json"]


def test_hidden_names_that_look_alike_are_all_listed(files: Path, listed: Any) -> None:
    (files / "a.json").write_text('{"client_name": "a", "jane@x": 1, "jose@x": {"US": []}}')
    [found] = listed("a.json")
    assert found["members"] == {
        "/client_name": {"value": "a"},
        "/******": {"value": 1},
        "/******/US": {"value": []},
    }
    (files / "a.json").write_text('{"client_name": "a", "jane@x": 1, "jose@x": 2}')
    [found] = listed("a.json")
    assert list(found["members"]) == ["/client_name", "/******", "/****** 2"]


def test_large_source_files_are_left_out_of_a_search(files: Path, listed: Any) -> None:
    (files / "linkcheck.toml").write_text("max-file-size = 100\n")
    (files / "app.py").write_text(CODE)
    assert "app.py" not in [one["file"] for one in listed()]
    assert [one["file"] for one in listed("app.py")] == ["app.py"]


def test_a_search_skips_broken_code(files: Path, run: Run) -> None:
    (files / "a.py").write_text("link_token_create(\n")
    outcome = run("extract", "--format", "json")
    assert outcome.code == 0
    assert "linkcheck: skipped a.py:1: Invalid Python syntax\n" in outcome.err


def test_a_crash_concerns_only_its_file(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any) -> Any:
        raise ValueError("hunter2")

    monkeypatch.setattr("linkcheck.sources.code.read", crash)
    (files / "a.py").write_text("link_token_create")
    outcome = run("extract", "--format", "json", "a.py", "clean.json")
    assert outcome.code == 3
    assert "linkcheck crashed on a.py (ValueError)" in outcome.err
    assert "hunter2" not in outcome.err
    assert [one["file"] for one in json.loads(outcome.out)] == ["clean.json"]


def test_a_file_without_a_request_is_an_empty_list(files: Path, run: Run) -> None:
    (files / "app.py").write_text("link_token_create = None\n")
    outcome = run("extract", "--format", "json", "app.py")
    assert (outcome.code, outcome.out) == (0, "[]\n")
    assert outcome.err == "linkcheck: no known documents found in app.py\n"


@pytest.mark.parametrize(
    ("path", "value", "is_shown"),
    [
        (("client_name",), "Harbor Books 2024, a ledger", True),
        (("client_name",), "access-sandbox-5e1f", False),
        (("language",), "klingon of the north", True),
        (("products", 0), "auth", True),
        (("products",), "auth", True),
        (("country_codes", 0), "US", True),
        (("user", "id_number", "type"), "us_ssn", True),
        (("user", "id_number", "value"), "auth", False),
        (("user", "phone_number"), 4155550123, False),
        (("user", "ssn"), 1120, False),
        (("transactions", "days_requested"), 730000000, True),
        (("transactions", "days_requested"), 1e400, False),
        (("unheard", "of"), 12, True),
        (("unheard", "of"), 78051120, False),
        (("unheard", "of"), "word", False),
        (("unheard", "of"), True, True),
        (("unheard", "of"), None, True),
        (("webhook",), "https://example.com/plaid", True),
        (("webhook",), "https://example.com/plaid?user=jane", False),
        (("access_token",), "access-sandbox-", False),
    ],
)
def test_which_values_are_listed(
    path: tuple[str | int, ...], value: object, is_shown: bool
) -> None:
    assert may_list(Document.CREATE_REQUEST, path, value) is is_shown


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_listed(files: Path, run: Run, secret: str, form: str) -> None:
    value, hidden = SECRETS[secret]
    body = planted(schema(Document.CREATE_REQUEST), iter(lambda: value, object()))
    body = {**body, "client_name": "Harbor", "language": "en"}  # which are never masked
    (files / "a.json").write_text(json.dumps(body))
    lines = [
        "import plaid, json",
        f"body = {pformat(body)}",
        "body['x'] = 'access-sandbox-5' + key",
    ]
    if secret in OTHERS:  # a plain word is shown
        lines += [f"if mode == {value!r}:", "    body['products'] = []"]
    (files / "a.py").write_text("\n".join([*lines, "client.link_token_create(body)"]))
    outcome = run("extract", "--format", form, "a.json", "a.py")
    assert outcome.code == 0
    assert "a.py" in outcome.out
    assert hidden not in (outcome.out + outcome.err).lower()
