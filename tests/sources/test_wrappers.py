"""Bodies inside what clients and mock servers write, and files that are something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document, detect
from linkcheck.sources.files import (
    InputError,
    SomethingElse,
    Source,
    SourceDocument,
    documents,
)

BODY: dict[str, Any] = {
    "client_name": "App",
    "language": "en",
    "country_codes": ["UK"],
    "user": {"client_user_id": "u-1"},
    "products": ["transactions"],
}
TEXT = json.dumps(BODY)
URL = "https://sandbox.plaid.com/link/token/create"
TOKEN = "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"
CREATED = {"link_token": TOKEN, "expiration": "2025-07-01T16:00:00Z", "request_id": "x"}
ERROR = {
    "display_message": None,
    "error_code": "INVALID_FIELD",
    "error_message": "",
    "error_type": "INVALID_REQUEST",
    "request_id": "x",
}
COLLECTION = {
    "info": {"name": "Link"},
    "item": [{"request": {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": TEXT}}}],
}
V1 = {"name": "Link", "requests": [{"url": URL, "method": "POST", "rawModeData": TEXT}]}
AXIOS = {"method": "post", "url": URL, "headers": {"PLAID-SECRET": "x"}, "data": TEXT}
RELATIVE = {"method": "post", "url": "link/token/create", "baseURL": "https://sandbox.plaid.com/"}
MOCK = {"method": "POST", "path": "/link/token/create"}
WRAPPERS = {
    "axios error": {"name": "AxiosError", "message": "", "config": AXIOS, "status": 400},
    "axios error with answer": {"config": AXIOS, "response": {"status": 400, "data": ERROR}},
    "axios, relative": {"config": {**RELATIVE, "data": BODY}},
    "MockServer": {"httpRequest": {**MOCK, "body": BODY}, "httpResponse": {}},
    "MockServer, typed": [{"httpRequest": {**MOCK, "body": {"type": "JSON", "json": BODY}}}],
    "MockServer, text": [{"httpRequest": {**MOCK, "body": {"type": "STRING", "string": TEXT}}}],
    "Postman API": {"collection": COLLECTION},
    "Postman v1": V1,
    "Postman API, v1": {"collection": V1},
    "array": [BODY],
}


def read(folder: Path, value: Any, name: str = "a.json") -> list[SourceDocument | InputError]:
    path = folder / name
    path.write_text(json.dumps(value, indent=1), "utf-8")
    return list(documents(Source(str(path), str(path), named=True)))


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_the_body_inside_is_checked_at_its_place(tmp_path: Path, wrapper: str, name: str) -> None:
    [found] = read(tmp_path, WRAPPERS[wrapper], name)
    assert isinstance(found, SourceDocument)
    assert found.kind is Document.CREATE_REQUEST
    [violation] = Checker().check_source(found).errors
    assert (violation.code, violation.pointer) == ("LC104", "/country_codes/0")
    line = (tmp_path / name).read_text("utf-8").splitlines()[(violation.line or 0) - 1]
    assert line[(violation.column or 0) :].lstrip('\\"').startswith("UK")


def test_the_host_of_an_axios_object_tells_the_environment(tmp_path: Path) -> None:
    for wrapper in ("axios error", "axios, relative"):
        [found] = read(tmp_path, WRAPPERS[wrapper])
        assert isinstance(found, SourceDocument)
        assert found.facts["environment"] == "sandbox"


def test_other_calls_inside_are_left_alone(tmp_path: Path) -> None:
    other = URL.replace("link/token/create", "item/get")
    assert read(tmp_path, {"config": {**AXIOS, "url": other}}) == []
    assert read(tmp_path, {"httpRequest": {**MOCK, "path": "/item/get", "body": BODY}}) == []


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_an_error_answer_is_something_else(tmp_path: Path, name: str) -> None:
    [found] = read(tmp_path, ERROR, name)
    assert isinstance(found, SomethingElse)


def test_an_array_without_a_body_is_not_split(tmp_path: Path) -> None:
    [found] = read(tmp_path, ["auth"])
    assert isinstance(found, SourceDocument)
    assert [v.code for v in Checker().check_source(found).violations] == ["LC006"]


def test_a_get_response_is_known_by_its_sessions_alone() -> None:
    assert detect({"link_sessions": []}) is Document.GET_RESPONSE
    assert detect({"link_sessions": [], "request_id": "x"}) is Document.GET_RESPONSE
    assert Checker().check({"link_sessions": []}).ok


def har(*calls: tuple[str, Any, Any]) -> dict[str, Any]:
    entries = [
        {
            "request": {
                "method": "POST",
                "url": f"https://sandbox.plaid.com/link/token/{name}",
                "headers": [],
                "postData": {"text": json.dumps(request)},
            },
            "response": {"status": 200, "content": {"text": json.dumps(response)}},
        }
        for name, request, response in calls
    ]
    return {"log": {"entries": entries}}


def echo(**metadata: Any) -> dict[str, Any]:
    known = {name: BODY[name] for name in ("client_name", "language", "country_codes")}
    rest = {"initial_products": BODY["products"], "webhook": None, "redirect_uri": None}
    return {
        **CREATED,
        "created_at": "2025-07-01T12:00:00Z",
        "metadata": {**known, **rest, **metadata},
    }


def codes(found: list[SourceDocument | InputError]) -> list[str]:
    [*_, last] = found
    assert isinstance(last, SourceDocument)
    assert last.kind is Document.GET_RESPONSE
    return [v.code for v in Checker().check_source(last).violations]


def test_metadata_are_compared_with_the_create_call_of_the_recording(tmp_path: Path) -> None:
    create, get = ("create", BODY, CREATED), {"link_token": TOKEN}
    assert "LC842" not in codes(read(tmp_path, har(create, ("get", get, echo()))))
    assert "LC842" in codes(read(tmp_path, har(create, ("get", get, echo(language="fr")))))
    # Of another token, or one that is hidden, nothing is known.
    other = ("create", BODY, {**CREATED, "link_token": TOKEN[:-1] + "0"})
    assert "LC842" not in codes(read(tmp_path, har(other, ("get", get, echo(language="fr")))))
    hidden = {"link_token": "<LINK_TOKEN>"}
    filtered = har(
        ("create", BODY, {**CREATED, **hidden}), ("get", hidden, {**echo(language="fr"), **hidden})
    )
    assert "LC842" not in codes(read(tmp_path, filtered))
    # A member that a filter replaced is not compared.
    masked = ("create", {**BODY, "language": "<LANGUAGE>"}, CREATED)
    assert "LC842" not in codes(read(tmp_path, har(masked, ("get", get, echo()))))
