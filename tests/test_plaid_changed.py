"""The recipes of docs/plaid-changed.md, followed on a copy of the repository."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
BODY: dict[str, Any] = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
}

STATUS = (r"Will always be \"success\"", r"Will always be \"success\", \"paused\"")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout of its own."""
    for name in ("linkcheck", "rules", "schemas"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    shutil.copy(ROOT / "cli.py", tmp_path / "cli.py")
    return tmp_path


def found(copy: Path, body: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and pointer of what the copy reports."""
    done = subprocess.run(
        [sys.executable, "cli.py", "check", "--format", "json", "-"],
        input=json.dumps(body),
        capture_output=True,
        text=True,
        cwd=copy,
    )
    assert done.returncode in (0, 1), done.stderr
    return [(v["code"], v["pointer"]) for v in json.loads(done.stdout)["violations"]]


def edit(path: Path, old: str, new: str, times: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == times
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_field(copy: Path) -> None:
    body = {**BODY, "colour_scheme": "teal"}
    assert found(copy, body) == [("LC101", "/colour_scheme")]
    schema = copy / "schemas" / "link-token-create-request.schema.json"
    document = json.loads(schema.read_text(encoding="utf-8"))
    document["properties"]["colour_scheme"] = {
        "title": "Colour scheme",
        "description": "The colours of Link.",
        "type": ["string", "null"],
        "enum": ["red", "blue", None],
        "x-line": 9999,
    }
    schema.write_text(json.dumps(document), encoding="utf-8")
    assert found(copy, body) == [("LC104", "/colour_scheme")]
    assert found(copy, {**BODY, "colour_scheme": "blue"}) == []
    assert found(copy, {**BODY, "colour_scheme": None}) == []


def test_a_product(copy: Path) -> None:
    body = {**BODY, "products": ["pensions"]}
    assert found(copy, body) == [("LC104", "/products/0")]
    edit(
        copy / "rules" / "data" / "products.py",
        '    Product("standing_orders", "Standing Orders", _in("P")),\n',
        '    Product("standing_orders", "Standing Orders", _in("P")),\n'
        '    Product("pensions", "Pensions", _in("P"), countries=frozenset({"GB"}),\n'
        '        objects=("statements",), required_object="statements"),\n',
    )
    schema = copy / "schemas" / "common" / "products.schema.json"
    document = json.loads(schema.read_text(encoding="utf-8"))
    document["$defs"]["products"]["items"]["enum"].append("pensions")
    schema.write_text(json.dumps(document), encoding="utf-8")
    assert found(copy, body) == [("LC340", ""), ("LC206", "/products/0")]
    dates = {"start_date": "2025-01-01", "end_date": "2025-06-30"}
    assert found(copy, {**body, "country_codes": ["GB"], "statements": dates}) == []
    in_update = {**body, "country_codes": ["GB"], "access_token": "access-sandbox-abc"}
    assert ("LC370", "/products/0") in found(copy, in_update)


def test_a_kind_of_document(copy: Path) -> None:
    """A new webhook: its row, its schema and its example, and nothing else."""
    body = {"webhook_type": "LINK", "webhook_code": "SESSION_EXPIRED", "link_session_id": 5}
    assert _kind_and_findings(copy, body) == (None, [])
    edit(
        copy / "linkcheck" / "documents.py",
        "    @classmethod\n    def schema_folder",
        "    SESSION_EXPIRED = Row(\n"
        '        "session-expired-webhook",\n'
        '        webhook_code="SESSION_EXPIRED",\n'
        "    )\n\n"
        "    @classmethod\n    def schema_folder",
    )
    fields = ("webhook_type", "webhook_code", "link_session_id", "environment")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:linkcheck:schemas:session-expired-webhook.schema.json",
        "title": "SESSION_EXPIRED webhook",
        "description": "Made up for a test.",
        "type": "object",
        "required": ["link_session_id"],
        "properties": {
            name: {"title": name, "description": "Text.", "type": "string"} for name in fields
        },
    }
    file = copy / "schemas" / "session-expired-webhook.schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    edit(
        copy / "rules" / "examples.py",
        "BODIES: dict[str, tuple[str, dict[str, Any]]] = {\n",
        "BODIES: dict[str, tuple[str, dict[str, Any]]] = {\n"
        '    "session-expired": ("session-expired-webhook", _webhook("SESSION_EXPIRED")),\n',
    )
    kind = "session-expired-webhook"
    assert _kind_and_findings(copy, body) == (kind, [("LC103", "/link_session_id")])
    assert _kind_and_findings(copy, {**body, "link_session_id": "s-1"}) == (kind, [])
    printed = subprocess.run(
        [sys.executable, "cli.py", "schema", kind], capture_output=True, text=True, cwd=copy
    )
    assert json.loads(printed.stdout)["title"] == "SESSION_EXPIRED webhook"
    program = (
        "from linkcheck.documents import BASES\n"
        "from linkcheck.webhooks import parse_webhook\n"
        "import json\n"
        "print(parse_webhook(json.dumps(BASES['session-expired'][1])).kind)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=copy)
    assert (done.stdout, done.stderr) == (f"{kind}\n", "")


def _kind_and_findings(
    copy: Path, body: dict[str, Any]
) -> tuple[str | None, list[tuple[str, str]]]:
    """The kind that a copy detects, and what it reports of a saved body."""
    folder = copy / "bodies"
    folder.mkdir(exist_ok=True)
    (folder / "body.json").write_text(json.dumps(body), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "cli.py", "check", "--format", "json", "bodies"],
        capture_output=True,
        text=True,
        cwd=copy,
    )
    assert done.returncode in (0, 1), done.stderr
    documents = subprocess.run(
        [sys.executable, "-c", f"import linkcheck; print(linkcheck.detect({body!r}))"],
        capture_output=True,
        text=True,
        cwd=copy,
    )
    kind = documents.stdout.strip()
    violations = json.loads(done.stdout)["violations"]
    return None if kind == "None" else kind, [(v["code"], v["pointer"]) for v in violations]


def test_a_constraint(copy: Path) -> None:
    body = {**BODY, "webhook": "https://example.com/hook", "link_customization_name": "plain"}
    assert found(copy, body) == []
    with (copy / "rules" / "webhook.py").open("a", encoding="utf-8") as file:
        file.write(
            """

from linkcheck.engine.relations import forbids, present

forbids(
    "LC434",
    "webhook-with-customization",
    "webhook",
    when=present("link_customization_name"),
    source="webhook",
    message="`webhook` and `link_customization_name` exclude each other. Keep one.",
    doc='''`webhook` is set together with `link_customization_name`.

    Why: Made up for a test.
    Bad: {"webhook": "https://example.com/hook", "link_customization_name": "plain"}
    Good: {"webhook": "https://example.com/hook"}
    ''',
)
"""
        )
    assert found(copy, body) == [("LC434", "/webhook")]


def _drift(copy: Path, *options: str) -> tuple[int, list[str]]:
    """Run the tool of the copy as the page shows it."""
    done = subprocess.run(
        [sys.executable, "tools/api_drift.py", *options], capture_output=True, text=True, cwd=copy
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


@pytest.mark.exhaustive
def test_a_new_version_of_the_api(copy: Path) -> None:
    """The commands of the page, on a plaid-python with a new field and another list in a text."""
    page = (ROOT / "docs" / "plaid-changed.md").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "tools", copy / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    spec = importlib.util.find_spec("plaid")
    assert spec is not None
    assert spec.origin is not None
    models = copy / "new" / "plaid" / "model"
    models.mkdir(parents=True)
    for file in (Path(spec.origin).parent / "model").glob("*.py"):
        (models / file.name).symlink_to(file)
    shutil.copy(spec.origin, copy / "new" / "plaid")
    for name in ("link_token_create_request.py", "link_session_finished_webhook.py"):
        (models / name).unlink()
        shutil.copy(Path(spec.origin).parent / "model" / name, models)
    _drift(copy, "--plaid-python", "new", "--lock")  # whatever release is installed
    table = copy / "tools" / "api_drift.toml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('reason = ""', 'reason = "Another release."'), encoding="utf-8")
    assert _drift(copy, "--plaid-python", "new") == (0, [])

    request = models / "link_token_create_request.py"
    edited = request.read_text(encoding="utf-8")
    for place, added in (
        ("        return {\n            'c", "            'colour_scheme': ([str],),\n"),
        ("    attribute_map = {\n", "        'colour_scheme': 'colour_scheme',\n"),
    ):
        assert place in edited
        start = edited.index("\n", edited.index(place)) + 1
        edited = edited[:start] + added + edited[start:]
    request.write_text(edited, encoding="utf-8")
    edit(models / "link_session_finished_webhook.py", *STATUS, times=2)
    assert _drift(copy, "--plaid-python", "new") == (
        1,
        [
            "link-token-create-request .colour_scheme: field: +",
            "session-finished-webhook .status: description: +paused",
        ],
    )

    assert found(copy, {**BODY, "colour_scheme": ["teal"]}) == [("LC101", "/colour_scheme")]
    _, lines = _drift(copy, "--plaid-python", "new", "--write", "--lock")
    assert lines[0].startswith("wrote link-token-create-request .colour_scheme: ")
    assert "link-token-create-request .colour_scheme: unfinished: +TODO" in lines
    assert found(copy, {**BODY, "colour_scheme": ["teal"]}) == []
    assert found(copy, {**BODY, "colour_scheme": "teal"}) == [("LC103", "/colour_scheme")]
    schema = copy / "schemas" / "link-token-create-request.schema.json"
    schema.write_text(schema.read_text("utf-8").replace("TODO: ", ""), encoding="utf-8")
    status = copy / "schemas" / "session-finished-webhook.schema.json"
    values = json.loads(status.read_text(encoding="utf-8"))
    values["properties"]["status"]["enum"].append("paused")
    status.write_text(json.dumps(values), encoding="utf-8")
    code, lines = _drift(copy, "--plaid-python", "new", "--lock")
    assert (lines, code) == ([], 0)
    for option in ("--plaid-python", "--openapi", "--write", "--lock"):
        assert f"`{option}`" in page or f"api_drift.py {option}" in page
