"""Bodies inside what clients and mock servers write, and files that are something else."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.output import renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.snippet import snippets_of
from linkcheck.sources.files import (
    InputError,
    SomethingElse,
    Source,
    SourceDocument,
    documents,
)
from tests.offenders import each

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


POST = {"method": "POST", "url": URL}
COMMENTED = json.dumps(BODY, indent=1).replace("{\n", '{ // "a": {{x}}\n/* \n * "b" */', 1)
JSON_HEADER = [{"key": "Content-Type", "value": "application/json; charset=utf-8"}]


def item(body: Any, **request: Any) -> dict[str, Any]:
    return {"info": {}, "item": [{"request": {**POST, "body": body, **request}}]}


def v1(**request: Any) -> dict[str, Any]:
    return {"name": "", "requests": [{**POST, "rawModeData": TEXT, **request}]}


def raw(text: str, language: str | None = None) -> dict[str, Any]:
    options = {} if language is None else {"options": {"raw": {"language": language}}}
    return {"mode": "raw", "raw": text, **options}


@pytest.mark.parametrize(
    "value",
    [
        item(raw(COMMENTED, "json")),
        item(raw(COMMENTED), header=JSON_HEADER),
        v1(rawModeData=COMMENTED, dataOptions={"raw": {"language": "json"}}),
        v1(rawModeData=COMMENTED, headers="Accept: *\nContent-Type: application/json\n"),
        item(raw(COMMENTED.replace('"App"', "{{name}}"), "json")),
    ],
)
def test_comments_that_postman_removes_are_no_fault(tmp_path: Path, value: Any) -> None:
    [found] = read(tmp_path, value)
    assert isinstance(found, SourceDocument)
    [violation] = Checker().check_source(found).errors
    assert (violation.code, violation.pointer) == ("LC104", "/country_codes/0")
    line = (tmp_path / "a.json").read_text("utf-8").splitlines()[(violation.line or 0) - 1]
    assert line[(violation.column or 0) - 1 :].startswith('\\"UK')


@pytest.mark.parametrize(
    "value",
    [
        item(raw(COMMENTED)),
        item(raw(COMMENTED, "text"), header=JSON_HEADER),
        item(raw(COMMENTED), header=[{**JSON_HEADER[0], "disabled": True}]),
        v1(rawModeData=COMMENTED, headers="//Content-Type: application/json"),
        item(raw(TEXT.replace("{", "{ /* never closed", 1), "json")),
        har(("create", {}, {})) | {"x": 1},
    ],
)
def test_other_comments_are(tmp_path: Path, value: Any) -> None:
    if "log" in value:
        value["log"]["entries"][0]["request"]["postData"]["text"] = COMMENTED
    found = read(tmp_path, value)[0]
    assert isinstance(found, SourceDocument)
    [violation] = Checker().check_source(found).violations
    assert (violation.code, "comment" in violation.message) == ("LC001", True)


def test_what_looks_like_a_comment_in_a_string_is_none(tmp_path: Path) -> None:
    body = {**BODY, "webhook": "https://example.com/*x*/", "redirect_uri": 'https://e.com/"//'}
    [found] = read(tmp_path, item(raw(json.dumps(body), "json")))
    assert isinstance(found, SourceDocument)
    assert found.value == body


def test_comments_are_not_shown(tmp_path: Path) -> None:
    text = TEXT.replace("{", "{ /* hunter2 */", 1)
    [found] = read(tmp_path, item(raw(text, "json")))
    assert isinstance(found, SourceDocument)
    report = Checker().check_source(found)
    result = Result.of(found, report, snippets_of(found, report))
    shown = "".join(renderer("text")(Results((result,)), Options()))
    assert "hunter2" not in shown
    assert "UK" in shown


@pytest.mark.parametrize(
    "value",
    [
        item({**raw(TEXT), "disabled": True}),
        item({**raw(TEXT), "mode": "file"}),
        v1(dataMode="raw", dataDisabled=True),
        {"httpRequest": {**MOCK, "body": {"not": True, "type": "JSON", "json": BODY}}},
        {"httpRequest": {**MOCK, "body": BODY, "not": True}},
        {"httpRequest": {**MOCK, "body": {"type": "JSON_SCHEMA", "jsonSchema": {}}}},
    ],
)
def test_a_disabled_body_is_not_checked(tmp_path: Path, value: Any) -> None:
    assert read(tmp_path, value) == []


@pytest.mark.parametrize("mode", ["urlencoded", "formdata", "graphql"])
def test_a_raw_body_that_another_mode_replaces_is_not_checked(tmp_path: Path, mode: str) -> None:
    for value in (item({**raw(TEXT), "mode": mode}), v1(dataMode=mode)):
        [found] = read(tmp_path, value)
        assert isinstance(found, InputError)
        assert "has no body" in found.reason


def test_a_body_is_checked_although_its_saved_answer_has_it_disabled(tmp_path: Path) -> None:
    value = item(raw(TEXT))
    original = {**POST, "body": {**raw(TEXT), "disabled": True}}
    value["item"][0]["response"] = [{"originalRequest": original, "code": 200, "body": None}]
    [found] = read(tmp_path, value)
    assert isinstance(found, SourceDocument)
    assert found.origin == "request of item 1"


def answered(kind: str, status: Any, body: Any) -> dict[str, Any]:
    """A recording of a create request without fault and this answer to it."""
    request = json.dumps({**BODY, "country_codes": ["US"]})
    if kind == "HAR":
        recording = har(("create", {}, {}))
        recording["log"]["entries"][0]["request"]["postData"]["text"] = request
        recording["log"]["entries"][0]["response"] = {"status": status, "content": {"text": body}}
        return recording
    if kind == "VCR":
        answer = {"status": {"code": status}, "body": {"string": body}}
        call = {"request": {"method": "post", "uri": URL, "body": request}, "response": answer}
        return {"http_interactions": [call]}
    if kind == "Postman":
        value = item(raw(request))
        value["item"][0]["response"] = [{"code": status, "body": body}]
        return value
    return {"config": {**AXIOS, "data": request}, "response": {"status": status, "data": body}}


KINDS = ("HAR", "VCR", "Postman", "axios")


@each("kind", KINDS)
@each(
    ("status", "body"),
    [
        (0, ""),
        (0, '{"x": 1}'),
        (None, ""),
        (None, "x"),
        (204, ""),
        (200, ""),
        (200, " \r\n"),
        (200, None),
        (True, "x"),
        ("", "x"),
        (302, "x"),
        (502, "<html>"),
    ],
)
@each("name", ["a.json", "a.yaml"])
def test_a_value_other_than_an_answer_is_not_checked(
    tmp_path: Path, kind: str, status: Any, body: Any, name: str
) -> None:
    [found] = read(tmp_path, answered(kind, status, body), name)
    assert isinstance(found, SourceDocument)
    assert found.origin.startswith("request of")
    assert Checker().check_source(found).ok


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [200, 201, "200"])
def test_an_answer_is_checked(tmp_path: Path, kind: str, status: Any) -> None:
    _, found = read(tmp_path, answered(kind, status, json.dumps({**CREATED, "expiration": "x"})))
    assert isinstance(found, SourceDocument)
    assert [v.code for v in Checker().check_source(found).errors] == ["LC109"]


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0)])
def test_an_empty_answer_in_base64_is_not_checked(tmp_path: Path, content: bytes) -> None:
    recording = answered("HAR", 200, base64.b64encode(content).decode())
    recording["log"]["entries"][0]["response"]["content"]["encoding"] = "base64"
    assert len(read(tmp_path, recording)) == 1


def test_the_host_of_an_axios_object_shows_the_environment(tmp_path: Path) -> None:
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
