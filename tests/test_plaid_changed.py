"""The recipes of docs/plaid-changed.md, followed on a copy of the repository."""

from __future__ import annotations

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


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
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


def test_a_constraint(copy: Path) -> None:
    body = {**BODY, "webhook": "https://example.com/hook", "link_customization_name": "plain"}
    assert found(copy, body) == []
    with (copy / "rules" / "webhook.py").open("a", encoding="utf-8") as file:
        file.write(
            """

from linkcheck.relations import forbids, present

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
