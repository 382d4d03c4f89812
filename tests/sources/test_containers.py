"""Documents in files of all kinds: which are found, and where in the outer file they stand."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.output import renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.snippet import snippets_of
from linkcheck.pointer import Span
from linkcheck.sources import tree, tree_bodies
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.files import Answer, InputError, Source, SourceDocument, documents
from linkcheck.sources.locate import offsets
from linkcheck.violation import Violation
from tests.offenders import each

DATA = Path(__file__).parents[1] / "data" / "containers"
CHECKER = Checker()
BODY = '{"client_name": "x", "language": "en", "country_codes": ["UK"]}'
LINK = "https://sandbox.plaid.com/link/token/create"

# File, then for each document: origin, kind, and code, place and source of each violation.
FOUND: dict[str, list[tuple[str, Document, list[tuple[str, Span, str]]]]] = {
    "bodies.jsonl": [
        ("line 1", Document.CREATE_REQUEST, []),
        ("line 3", Document.CREATE_REQUEST, [("LC001", Span(3, 32, 3, 33), "")]),
        ("line 4", Document.CREATE_REQUEST, [("LC104", Span(4, 75, 4, 79), '"UK"')]),
    ],
    "bodies.yaml": [
        ("entry 1 of the list", Document.CREATE_REQUEST, [("LC104", Span(4, 23, 4, 25), "UK")]),
        (
            "entry 2 of the list",
            Document.CREATE_REQUEST,
            [("LC104", Span(12, 7, 12, 9), "GR"), ("LC301", Span(14, 7, 14, 11), "auth")],
        ),
        ("", Document.CREATE_REQUEST, [("LC103", Span(21, 17, 21, 19), "NO")]),
    ],
    "calls.har": [
        (
            "request of entry 2",
            Document.CREATE_REQUEST,
            [("LC104", Span(61, 108, 61, 114), '\\"UK\\"')],
        ),
        ("request of entry 3", Document.CREATE_REQUEST, []),
        (
            "response of entry 3",
            Document.CREATE_RESPONSE,
            [("LC801", Span(101, 21, 101, 207), '"eyJsaW5rX…')],
        ),
    ],
    "create.sh": [
        (
            "request of the curl command on line 3",
            Document.CREATE_REQUEST,
            [("LC104", Span(7, 29, 7, 33), '"UK"')],
        ),
        (
            "request of the curl command on line 10",
            Document.CREATE_REQUEST,
            [("LC104", Span(13, 44, 13, 48), '"UK"')],
        ),
        (
            "request of the curl command on line 16",
            Document.GET_REQUEST,
            [("LC740", Span(16, 71, 16, 83), '\\"nonsense\\"')],
        ),
        (
            "request of the curl command on line 18",
            Document.GET_REQUEST,
            [("LC101", Span(19, 2, 19, 13), '"link_tokn"')],
        ),
        (
            "request of the curl command on line 21",
            Document.CREATE_REQUEST,
            [("LC104", Span(22, 69, 22, 73), '"UK"')],
        ),
    ],
    "link.postman_collection.json": [
        (
            "request of answer 1 of item 1.1",
            Document.CREATE_REQUEST,
            [("LC104", Span(57, 88, 57, 94), '\\"UK\\"')],
        ),
        (
            "response of answer 1 of item 1.1",
            Document.CREATE_RESPONSE,
            [("LC109", Span(72, 105, 72, 113), '\\"soon\\"')],
        ),
    ],
    "readme.md": [
        (
            "request of the curl command on line 8",
            Document.CREATE_REQUEST,
            [("LC104", Span(11, 30, 11, 34), '"UK"')],
        ),
        (
            "request of the curl command on line 17",
            Document.CREATE_REQUEST,
            [("LC104", Span(17, 102, 17, 106), '"xx"')],
        ),
    ],
    "ruby_vcr.yml": [
        (
            "request of entry 1",
            Document.CREATE_REQUEST,
            [("LC104", Span(12, 35, 12, 39), '"UK"')],
        ),
        ("response of entry 1", Document.CREATE_RESPONSE, [("LC801", Span(27, 22, 28, 189), "|")]),
    ],
    "vcr.json": [
        (
            "request of entry 1",
            Document.CREATE_REQUEST,
            [("LC104", Span(9, 100, 9, 106), '\\"UK\\"')],
        ),
    ],
    "vcrpy.yaml": [
        ("request of entry 1", Document.CREATE_REQUEST, [("LC104", Span(4, 37, 4, 41), '"UK"')]),
        (
            "response of entry 1",
            Document.CREATE_RESPONSE,
            [("LC109", Span(13, 37, 13, 51), '\\"2026-11-22\\"')],
        ),
    ],
}


def result_of(found: SourceDocument) -> Result:
    report = CHECKER.check_source(found)
    return Result.of(found, report, snippets_of(found, report))


def read(path: Path, *, named: bool = True) -> list[SourceDocument | InputError]:
    return list(documents(Source(path.name, str(path), named)))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


Found = list[tuple[str, Document | None, list[tuple[str, Span]]]]


def _found(path: Path) -> Found:
    return [
        (d.origin, d.kind, [(v.code, _span(v)) for v in CHECKER.check_source(d).violations])
        for d in read(path)
        if isinstance(d, SourceDocument)
    ]


def _span(v: Violation) -> Span:
    assert None not in (v.line, v.column, v.end_line, v.end_column)
    return Span(v.line or 0, v.column or 0, v.end_line or 0, v.end_column or 0)


def _expected(name: str) -> Found:
    return [
        (origin, kind, [(code, span) for code, span, _ in found])
        for origin, kind, found in FOUND[name]
    ]


def test_there_is_an_expectation_for_every_fixture() -> None:
    assert {path.name for path in DATA.iterdir()} == set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_documents_and_places(name: str) -> None:
    assert _found(DATA / name) == _expected(name)


@pytest.mark.parametrize("name", FOUND)
def test_the_places_are_those_of_the_values(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    for _, _, violations in FOUND[name]:
        for _, span, source in violations:
            end = span.end_column - 1 if span.line == span.end_line else None
            text = lines[span.line - 1][span.column - 1 : end]
            assert text == source or (source.endswith("…") and text.startswith(source[:-1]))


@pytest.mark.parametrize("name", FOUND)
def test_line_endings_and_a_byte_order_mark_move_nothing(name: str, tmp_path: Path) -> None:
    content = (DATA / name).read_bytes().replace(b"\n", b"\r\n")
    assert _found(write(tmp_path, name, b"\xef\xbb\xbf" + content)) == _expected(name)


def _requests(name: str) -> list[SourceDocument]:
    return [d for d in read(DATA / name) if isinstance(d, SourceDocument)]


def test_recordings_show_context_answers_and_requests() -> None:
    refused, taken, response = _requests("calls.har")
    assert refused.facts == {"environment": "sandbox", "header_credentials": True}
    assert taken.facts["environment"] == "production"
    assert taken.answer == Answer(200)
    assert refused.answer is not None
    assert refused.answer.status == 400
    assert refused.answer.error is not None
    assert refused.answer.error.error_code == "INVALID_FIELD"
    assert response.request == taken.value
    assert response.answer is None
    assert refused.pointer == "/log/entries/1/request/postData/text"


def test_facts_of_a_file_are_used_and_options_win() -> None:
    response = _requests("calls.har")[2]
    assert [v.code for v in CHECKER.check_source(response)] == ["LC801"]
    assert not Checker(environment="sandbox").check_source(response).violations


def test_values_that_a_file_leaves_open_are_not_judged() -> None:
    unknown = [
        sorted(d.content.unknown.values if d.content.unknown else ())
        for d in _requests("create.sh")
        if isinstance(d.content, Decoded)
    ]
    assert unknown[:3] == [
        [("user", "client_user_id")],
        [("client_id",), ("language",), ("secret",)],
        [],
    ]
    [request, _] = _requests("link.postman_collection.json")
    assert isinstance(request.content, Decoded)
    assert request.content.unknown
    assert request.content.unknown.values.keys() == {
        ("client_id",),
        ("language",),
        ("user", "client_user_id"),
    }


@pytest.mark.parametrize(
    ("value", "is_known"),
    [
        ("<CLIENT_ID>", False),
        ("MY_APP_CLIENT_ID", False),
        ("REDACTED", False),
        ("YOUR_CLIENT_ID", False),
        ("nonsense", True),
        ("", True),
    ],
)
def test_secrets_that_a_recorder_replaced_are_not_judged(
    tmp_path: Path, value: str, is_known: bool
) -> None:
    body = {**json.loads(BODY), "client_id": value}
    entry = {"request": {"postData": {"text": json.dumps(body)}}}
    [found] = read(write(tmp_path, "a.har", _har(entry)))
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, Decoded)
    unknown = found.content.unknown
    assert (unknown is None or ("client_id",) not in unknown.values) == is_known
    reported = [v.pointer for v in CHECKER.check_source(found).violations]
    assert ("/client_id" in reported) == is_known


def test_a_result_keeps_the_source_of_a_document_with_violations_only() -> None:
    clean, broken, wrong = _requests("bodies.jsonl")
    results = [result_of(d) for d in (clean, broken, wrong)]
    assert [bool(r.text) for r in results] == [False, True, True]
    assert [r.first_line for r in results] == [1, 3, 4]
    assert [r.origin for r in results] == ["line 1", "line 3", "line 4"]


# -- half-broken and hostile files -------------------------------------------------------------


def _har(*entries: object) -> str:
    return json.dumps({"log": {"entries": entries}})


def _entry(body: Any, **content: Any) -> dict[str, Any]:
    return {
        "request": {"method": "POST", "url": LINK, "postData": {"text": body}},
        "response": {"status": 200, "content": content},
    }


def test_what_can_be_checked_of_a_broken_recording_is_checked(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.har",
        _har(
            7,
            _entry(BODY),
            _entry(5),
            _entry(BODY, text="$$$", encoding="base64"),
            {"request": {"method": "POST", "url": LINK}},
            _entry('{"client_name": }'),
        ),
    )
    found, text = read(path), path.read_text()
    number, damaged = text.index(": 5}") + 3, text.index('"$$$') + 1
    assert [str(f) if isinstance(f, InputError) else f.origin for f in found] == [
        "a.har:1:22: entry 1 of the recording is not an object; not checked",
        "request of entry 2",
        f"a.har:1:{number}: entry 3: the request body is not a string",
        "request of entry 4",
        f"a.har:1:{damaged}: entry 4: the response body is not valid Base64",
        "a.har: entry 5: the request has no body",
        "request of entry 6",
    ]
    last = found[-1]
    assert isinstance(last, SourceDocument)
    assert isinstance(last.content, SourceError)
    assert last.kind is Document.CREATE_REQUEST
    assert last.content.column == text.rindex('}"') + 1


@pytest.mark.parametrize("count", [3, 30])
def test_a_recording_is_walked_once_for_all_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    walks: list[int] = []

    def counted(text: str, targets: Any) -> Any:
        walks.append(len(text))
        return offsets(text, targets)

    monkeypatch.setattr(tree, "offsets", counted)
    content = _har(*[_entry(BODY), 7, _entry(5)] * count)
    path = write(tmp_path, "a.har", content)
    for found in documents(Source("a.har", str(path), named=True)):
        if isinstance(found, SourceDocument):
            assert CHECKER.check_source(found).violations
    assert walks.count(len(content)) == 1


def test_a_har_file_with_other_content_is_reported(tmp_path: Path) -> None:
    [found] = read(write(tmp_path, "a.har", "{}"))
    assert str(found) == "a.har: not a HAR recording: the array `log.entries` is missing"


@each("name", ["a.har", "a.json", "a.jsonl", "a.yaml", "a.md", "a.sh", "a.txt", "a", "a.unknown"])
@each("content", [b"", b"\n\r\n", b"\x00\x01\xff", b"\xff\xfe{\x00", b"\x1f\x8b\x08", b"[" * 5000])
def test_empty_and_binary_files_are_survived(tmp_path: Path, name: str, content: bytes) -> None:
    for found in read(write(tmp_path, name, content)):
        assert isinstance(found, InputError) or isinstance(found.content, SourceError)


_WRONG: tuple[Any, ...] = (None, 7, True, "x", [], {}, [7], {"x": 7}, ["x"])


def _mutated(value: Any) -> Iterator[Any]:
    """The value with each part replaced by something wrong."""
    yield from _WRONG
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from ({**value, name: wrong} for wrong in _mutated(entry))
            yield {n: e for n, e in value.items() if n != name}
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from ([*value[:index], wrong, *value[index + 1 :]] for wrong in _mutated(entry))


def _small(name: str) -> Any:
    value = json.loads((DATA / name).read_text())
    if name == "calls.har":
        value["log"]["entries"] = value["log"]["entries"][2:]
        value["log"]["entries"][0]["request"]["headers"][1:] = []
    return value


@pytest.mark.parametrize("name", ["calls.har", "vcr.json", "link.postman_collection.json"])
def test_wrong_types_anywhere_are_survived(tmp_path: Path, name: str) -> None:
    count = 0
    for value in _mutated(_small(name)):
        for found in read(write(tmp_path, name, json.dumps(value))):
            assert isinstance(found, (InputError, SourceDocument))
            str(found)
        count += 1
    assert count > 100


def test_compressed_answers_are_decompressed_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_bodies, "_MOST_DECOMPRESSED", 1000)
    bomb = base64.b64encode(gzip.compress(b" " * 100_000)).decode()
    path = write(tmp_path, "a.har", _har(_entry(BODY, text=bomb, encoding="base64")))
    assert "is too large after decompression" in str(read(path)[1])


def test_other_formats_in_directories_need_a_sign_of_link(tmp_path: Path) -> None:
    other = write(tmp_path, "a.yaml", "a: [b\n")
    assert read(other, named=False) == []
    assert len(read(other)) == 1
    assert read(write(tmp_path, "b.md", "# Notes\n"), named=False) == []


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (BODY, [["UK"]]),
        ("client_name: x\nlanguage: en\ncountry_codes: [UK]\n", [["UK"]]),
        (f"$ curl {LINK} -d '{BODY}'\n", [["UK"]]),
    ],
)
def test_content_decides_where_a_name_does_not(
    tmp_path: Path, content: str, values: list[Any]
) -> None:
    found = read(write(tmp_path, "body", content))
    assert [d.value["country_codes"] for d in found if isinstance(d, SourceDocument)] == values


def test_a_webhook_is_found_by_its_shape_whatever_the_address(tmp_path: Path) -> None:
    hook = {"webhook_type": "LINK", "webhook_code": "EVENTS", "link_session_id": "x", "events": []}
    body = {"text": json.dumps(hook)}
    entry = {"request": {"method": "POST", "url": "https://example.com/h", "postData": body}}
    [found] = read(write(tmp_path, "a.har", _har(entry)))
    assert isinstance(found, SourceDocument)
    assert found.kind is Document.EVENTS


def test_a_request_without_an_address_is_found_by_its_shape(tmp_path: Path) -> None:
    entry = {"request": {"postData": {"text": BODY}}}
    other = {"request": {"postData": {"text": '{"a": 1}'}}}
    [found] = read(write(tmp_path, "a.har", _har(other, entry)))
    assert isinstance(found, SourceDocument)
    assert (found.kind, found.origin) == (Document.CREATE_REQUEST, "request of entry 2")


PLANTED = {
    "client_id": "5f0a1b2c3d4e5f6a7b8c9d0e",
    "secret": "d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5",
    "phone_number": "+14155550123",
    "legal_name": "Jane Doe",
    "email_address": "jane@example.com",
}
PLANTED_BODY = {
    "client_name": "x",
    "language": "en",
    "country_codes": ["UK"],
    "products": ["auth"],
    "client_id": PLANTED["client_id"],
    "secret": PLANTED["secret"],
    "user": {"client_user_id": "u", **{n: PLANTED[n] for n in list(PLANTED)[2:]}},
}
PLANTED_TEXT = json.dumps(PLANTED_BODY)
HEADER = "d1e2f3a4b5c6d7e8f9a0b1c2d3e4f6"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.har",
            _har({**_entry(PLANTED_TEXT), "headers": [{"name": "PLAID-SECRET", "value": HEADER}]}),
        ),
        ("a.sh", f"curl -H 'PLAID-SECRET: {HEADER}' {LINK} -d '{PLANTED_TEXT}'"),
        ("a.sh", f"curl {LINK} -d '{PLANTED_TEXT}' -H 'PLAID-SECRET: {HEADER}'"),
        ("b.sh", f"curl {LINK} -d {json.dumps(PLANTED_TEXT)} -H PLAID-SECRET:{HEADER}"),
        ("a.md", f"```\ncurl -u Jane:{HEADER} {LINK} -d '{PLANTED_TEXT}'\n```\n"),
        ("a.yaml", PLANTED_TEXT),
        ("b.yaml", PLANTED_TEXT.replace('"', "").replace("UK", "UK # Jane Doe")[:-1] + "\n}"),
        ("a.jsonl", PLANTED_TEXT),
    ],
)
def test_the_lines_that_are_shown_are_masked(tmp_path: Path, name: str, content: str) -> None:
    found = [d for d in read(write(tmp_path, name, content)) if isinstance(d, SourceDocument)]
    results = Results(tuple(map(result_of, found)))
    assert results.violations
    for render in ("text", "concise", "json", "html", "sarif"):
        shown = "".join(renderer(render)(results, Options()))
        assert [value for value in (*PLANTED.values(), HEADER, "Jane") if value in shown] == []
