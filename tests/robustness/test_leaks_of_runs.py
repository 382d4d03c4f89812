"""Secrets in files of every kind: no command, format, baseline or debug output holds them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from linkcheck.documents import BASES, ENDPOINTS, Document
from linkcheck.output import FORMATS
from tests.cli.conftest import Run, _no_house_rules, run  # noqa: F401
from tests.robustness.planting import bodies, leaks

HOST = "https://sandbox.plaid.com"
SECRET = "access-sandbox-5e1f-zaphodine"
# A rule that fails as a careless one does: with the document in the texts of its exceptions.
PLUG_IN = '''
import json

from linkcheck.pointer import to_pointer
from linkcheck.engine.rule import at, member, rule
from linkcheck.violation import Fix, Related
from linkcheck.documents import Document

@rule("ACME100", "acme-careless", area="acme", document=tuple(Document))
def careless(request):
    """Reads what may not be there.

    Why: It does.
    """
    yield at(message="Found before.")
    for name in request.payload:
        text = f"{name}, {name!r}, {json.dumps(name)}"
        fix = Fix(f"Remove {name}", ({"op": "remove", "path": to_pointer((name,))},))
        related = Related(to_pointer((name,)), text)
        yield member(name, message=text, fix=fix, related=(related,))
    try:
        raise KeyError(repr(request.payload))
    except KeyError as error:
        raise ValueError(repr(request.payload)) from error
'''


RESPONSES = {endpoint.response for endpoint in ENDPOINTS.values()}


class Exchange(NamedTuple):
    """A call with what was sent and what came back, as texts; ``kind`` is what is planted in."""

    kind: Document
    url: str
    request: str
    status: int = 200
    response: str = "{}"

    @property
    def document(self) -> str:
        """The one that is planted in."""
        return self.response if self.kind in RESPONSES else self.request


def _exchanges() -> Iterator[Exchange]:
    refused = {
        "error_type": "INVALID_REQUEST",
        "error_code": "INVALID_FIELD",
        "error_message": "Zaphodine Q. Beeble, zaphodine@example.com: \x1b[31m(415) 555-0123",
    }
    asked = {kind: json.dumps(body) for kind, body in BASES.values() if kind.is_request}
    for kind in Document:
        for number, body in enumerate(bodies(kind)):
            text = json.dumps(body, indent=(None, 1)[number % 2])
            for path, endpoint in ENDPOINTS.items():
                if kind is endpoint.request:
                    taken = number % 3 == 0
                    answer = "{}" if taken else json.dumps(refused)
                    yield Exchange(kind, HOST + path, text, 200 if taken else 400, answer)
                if kind is endpoint.response:
                    yield Exchange(kind, HOST + path, asked[endpoint.request], 200, text)
            if not any(kind in endpoint for endpoint in ENDPOINTS.values()):
                yield Exchange(kind, "https://example.com/hook", text)


EXCHANGES = list(_exchanges())
Calls = list[Exchange]


def _json(calls: Calls) -> dict[str, str]:
    return {f"{number}.json": call.document for number, call in enumerate(calls)}


def _broken_json(calls: Calls) -> dict[str, str]:
    """Cut off, with a comma too many, in other quotes, with a member twice, as a list."""
    spoilt: list[Callable[[str], str]] = [
        lambda text: text[: len(text) // 2],
        lambda text: text[:-3],
        lambda text: text[:-1] + ",}",
        lambda text: text.replace('"', "'"),
        lambda text: text[:-1] + ', "client_name": "Zaphodine Q", "client_name": "Zaphodine Q"}',
        lambda text: f"[{text}]",
        lambda text: text + "12 Zaphodine Street",
    ]
    changes = zip(calls, cycle(spoilt), strict=False)
    return {f"{n}.json": change(call.document) for n, (call, change) in enumerate(changes)}


def _lines(calls: Calls) -> dict[str, str]:
    lines = [json.dumps(json.loads(call.document)) for call in calls]
    return {"log.jsonl": "\n".join([*lines, *(line[:-2] for line in lines[::7])]) + "\n"}


def _yaml(calls: Calls) -> dict[str, str]:
    styles: tuple[dict[str, Any], ...] = (
        {"default_flow_style": False},
        {"default_flow_style": True, "width": 50},
        {"default_style": "'", "default_flow_style": False},
        {"default_style": "|", "default_flow_style": False},
    )
    made = {}
    for number, call in enumerate(calls):
        body = json.loads(call.document)
        written = yaml.safe_dump(body, sort_keys=False, **styles[number % len(styles)])
        made[f"{number}.yaml"] = f"# of Zaphodine Q. Beeble\n{written}# {SECRET}\n"
    return made


def _har(calls: Calls, *, is_compressed: bool = False) -> dict[str, str]:
    entries = []
    for call in calls:
        content: dict[str, str] = {"text": call.response}
        if is_compressed:
            compressed = base64.b64encode(call.response.encode()).decode()
            content = {"text": compressed, "encoding": "base64"}
        request = {
            "method": "POST",
            "url": f"{call.url}?token={SECRET}",
            "headers": [{"name": "PLAID-SECRET", "value": SECRET}],
            "postData": {"text": call.request},
        }
        response = {"status": call.status, "content": content}
        entries.append({"request": request, "response": response})
    return {"calls.har": json.dumps({"log": {"entries": entries}}, indent=1)}


def _cassette(calls: Calls) -> dict[str, str]:
    made = []
    for call in calls:
        headers = {"Authorization": [f"Bearer {SECRET}"]}
        request = {"method": "POST", "uri": call.url, "body": call.request, "headers": headers}
        body = {"string": call.response}
        response = {"status": {"code": call.status}, "headers": headers, "body": body}
        made.append({"request": request, "response": response})
    return {"cassette.yaml": yaml.safe_dump({"version": 1, "interactions": made})}


def _postman(calls: Calls) -> dict[str, str]:
    items = []
    for call in calls:
        body = {"mode": "raw", "raw": call.request}
        request = {"method": "POST", "url": {"raw": call.url}, "body": body}
        answer = {"name": "an answer", "code": call.status, "body": call.response}
        items.append({"name": "create", "request": request, "response": [answer]})
    kind = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    made = {"info": {"name": "x", "schema": kind}, "item": items}
    return {"calls.postman_collection.json": json.dumps(made, indent=1)}


def _curl(calls: Calls) -> str:
    made = []
    for number, call in enumerate(calls):
        head = f"curl {call.url} -u zaphodine:{SECRET} -H 'PLAID-SECRET: {SECRET}' -d"
        quoted = call.request.replace("'", "'\\''")
        document = f"{head} @- <<'EOF'\n{call.request}\nEOF\n"
        made.append(f"{head} '{quoted}'\n" if number % 2 else document)
    return "# of Zaphodine Q. Beeble\n" + "\n".join(made)


def _markdown(calls: Calls) -> dict[str, str]:
    blocks = [f"Zaphodine Q. Beeble sends:\n\n```sh\n{_curl(calls)}```\n"]
    blocks += [f"```json\n{call.document}\n```\n" for call in calls[::5]]
    return {"readme.md": "# Calls of Zaphodine Q. Beeble\n\n" + "\n".join(blocks)}


FILES: dict[str, Callable[[Calls], dict[str, str]]] = {
    "JSON": _json,
    "broken JSON": _broken_json,
    "JSON Lines": _lines,
    "YAML": _yaml,
    "HAR": _har,
    "HAR in Base64": lambda calls: _har(calls, is_compressed=True),
    "cassette": _cassette,
    "Postman": _postman,
    "curl": lambda calls: {"calls.sh": _curl(calls)},
    "Markdown": _markdown,
}
REQUESTS_ONLY = {"curl", "Markdown"}
OUTPUTS = [f"--output-file={name}:out.{name}" for name in FORMATS]


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", FILES)
def test_no_secret_of_a_file_is_in_any_output(
    run: Run,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "500")
    Path("acme.py").write_text(PLUG_IN)
    Path("linkcheck.toml").write_text('plugins = ["acme.py"]\npedantic = true\n')
    Path("files").mkdir()
    start = list(FILES).index(kind) % 8
    calls = EXCHANGES[start::8]
    if kind in REQUESTS_ONLY:
        calls = [call for call in EXCHANGES if call.kind.is_request][start % 4 :: 4]
    for name, text in FILES[kind](calls).items():
        Path("files", name).write_text(text, encoding="utf-8")
    files = [str(file) for file in sorted(Path("files").iterdir())]
    assert leaks(Path(files[0]).read_text(encoding="utf-8"))
    for command in (
        ("check", *files, "-v", *OUTPUTS),
        ("check", *files, "--statistics"),
        ("check", *files, "--diff", "--unsafe-fixes", "--format", "concise"),
        ("explain", files[0]),
        ("explain", files[0], "--format", "json"),
        ("baseline", *files, "--output-file", "out.baseline"),
        ("verify", *files),
        ("verify", *files, "--format", "json"),
        ("check", *files, "--fix", "--unsafe-fixes", "-v", "--format", "text"),
    ):
        outcome = run(*command)
        assert leaks(outcome.out + outcome.err) == [], command
        crashes = [line for line in outcome.err.splitlines() if "internal error" in line]
        assert [line for line in crashes if "rule ACME100 crashed" not in line] == []
    for written in Path().glob("out.*"):
        assert leaks(written.read_text(encoding="utf-8")) == [], written
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert found["summary"]["documents"] >= len(calls) > 10
    assert len(found["violations"]) > (len(calls) if "broken" in kind else 5 * len(calls))
