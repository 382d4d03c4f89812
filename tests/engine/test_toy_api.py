"""The engine and the shapes know nothing of Plaid: a toy API runs on them alone."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linkcheck.shapes import ENGINES

ROOT = Path(__file__).resolve().parents[2]
TOY = Path(__file__).parent / "toy.py"
SCHEMAS: dict[str, dict[str, Any]] = {
    "order": {
        "required": ["pizza"],
        "properties": {
            "pizza": {
                "type": "string",
                "description": "What to bake.",
                "enum": ["margherita", "funghi"],
            },
            "extras": {"type": "array", "items": {"type": "string"}},
            "delivery": {"type": "boolean"},
            "address": {"type": "string", "minLength": 1},
            "tip": {"type": "integer", "minimum": 0},
            "coupon": {"type": "string"},
            "discount": {"type": "integer"},
        },
        "additionalProperties": False,
    },
    "receipt": {
        "properties": {"lines": {"type": "array", "items": {"type": "string"}}},
    },
}
CASES: list[tuple[str, Any, dict[str, Any], list[list[str | None]]]] = [
    ("order", {"pizza": "funghi"}, {}, []),
    ("order", {"pizza": "funghi", "delivery": True}, {}, [["PIZZA1", "", "address"]]),
    ("order", {"pizza": "margherita", "extras": ["ananas"]}, {}, [["PIZZA2", "extras", None]]),
    ("order", {"pizza": "funghi", "tip": 2}, {}, []),  # it is not known whether the shop delivers
    ("order", {"pizza": "funghi", "tip": 2}, {"delivers": True}, [["PIZZA3", "tip", None]]),
    (
        "order",
        {"pizza": "funghi", "discount": 5, "coupon": "X"},
        {},
        [["PIZZA4", "discount", None]],
    ),
    ("receipt", {"lines": ["funghi", "margherita"]}, {}, [["PIZZA5", "lines.1", None]]),
    # The shape, and the rules; a wrong type is reported once.
    ("order", {"pizza": "hawaii"}, {}, [["LC104", "pizza", None]]),
    ("order", {"pizza": "margherita", "extras": "x"}, {}, [["LC103", "extras", None]]),
    ("order", {"piza": "funghi"}, {}, [["LC101", "piza", None]]),
    ("order", ["funghi"], {}, [["LC006", "", None]]),
]
UNKNOWN: list[tuple[dict[str, Any], bool, list[list[str | None]]]] = [
    # A written field is there, whatever its value; so is an unknown field name.
    ({"pizza": "?", "discount": 5, "coupon": "?"}, False, [["PIZZA4", "discount", None]]),
    ({"pizza": "funghi", "discount": 5, "coupon": "?!"}, False, []),
    ({"pizza": "funghi", "delivery": True, "address": "?"}, False, []),
    ({"pizza": "funghi", "piza": "?"}, False, [["LC101", "piza", None]]),
    # What is concluded without the unknown value stays, what depends on it is not reported.
    ({"pizza": "?", "delivery": True}, False, [["PIZZA1", "", "address"]]),
    ({"pizza": "?", "extras": ["olives"]}, False, []),
    ({"pizza": "funghi", "tip": 2, "delivery": "?"}, False, []),
    # An open object may hold what is not written.
    ({"delivery": True}, True, []),
    ({"pizza": "margherita", "extras": ["olives"]}, True, [["PIZZA2", "extras", None]]),
    ({"pizza": "funghi", "tip": 2}, True, []),
    ({"pizza": "hawaii"}, True, [["LC104", "pizza", None]]),
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package, but without rules and schemas, and with the toy's schemas."""
    folder = tmp_path_factory.mktemp("toy")
    leave_out = shutil.ignore_patterns("__pycache__", "rules", "schemas")
    shutil.copytree(ROOT / "linkcheck", folder / "linkcheck", ignore=leave_out)
    # `shapes/rules.py` is the one file of that name to stay.
    shutil.copy(ROOT / "linkcheck/shapes/rules.py", folder / "linkcheck/shapes/rules.py")
    (folder / "toy_schemas").mkdir()
    for name, schema in SCHEMAS.items():
        head = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:linkcheck:schemas:{name}.schema.json",
            "type": "object",
        }
        file = folder / "toy_schemas" / f"{name}.schema.json"
        file.write_text(json.dumps({**head, **schema}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("engine", ENGINES)
def test_a_toy_api_runs_without_rules_and_schemas_of_plaid(package: Path, engine: str) -> None:
    cases = [(kind, value, facts, engine, False) for kind, value, facts, _ in CASES]
    cases += [
        ("order", value, {"delivers": True}, engine, is_open) for value, is_open, _ in UNKNOWN
    ]
    expected = [case[-1] for case in CASES] + [case[-1] for case in UNKNOWN]
    done = subprocess.run(
        [sys.executable, str(TOY), str(package / "toy_schemas")],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(package), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    home, found = done.stdout.splitlines()
    assert Path(home).is_relative_to(package)
    wrong = [
        f"{case[1]}: expected {wanted}, found {actual}"
        for case, wanted, actual in zip(cases, expected, json.loads(found), strict=True)
        if actual != wanted
    ]
    assert wrong == []


def test_it_imports_the_engine_and_the_shapes_alone() -> None:
    modules = set()
    for node in ast.walk(ast.parse(TOY.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = {module for module in modules if module.startswith("linkcheck")}
    allowed = ("linkcheck.engine.", "linkcheck.shapes")
    assert ours
    assert [module for module in ours if not module.startswith(allowed)] == []
