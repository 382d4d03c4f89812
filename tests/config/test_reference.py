"""What is made from the table of keys: JSON Schema and reference."""

from __future__ import annotations

import json
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from linkcheck.config import load
from linkcheck.config.keys import KEYS
from linkcheck.config.reference import json_schema
from tests.config.files import as_json, config
from tests.config.test_loader import MISTAKES
from tests.offenders import each

ROOT = Path(__file__).parents[2]
GENERATOR = runpy.run_path(str(ROOT / "tools" / "generate_config.py"))
SCHEMA = json.loads(json_schema())
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
# What only a look at other files, at the calendar or at the TOML text itself shows.
BEYOND_THE_SCHEMA = ("cannot extend", "not valid TOML")


def test_generated_files_are_what_the_generator_writes() -> None:
    for path, text in GENERATOR["wanted"]():
        assert path.read_text(encoding="utf-8") == text, f"{path}: run tools/generate_config.py"


def test_the_generator_wants_the_marks_of_its_part() -> None:
    with pytest.raises(ValueError, match="marks"):
        GENERATOR["page"]("# Configuration\n")


def test_the_schema_is_one_and_ships_with_the_package() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    import linkcheck.config

    file = Path(linkcheck.config.__path__[0]) / "linkcheck.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == SCHEMA


def valid(table: Any) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(table)


@each("key", KEYS, ids=lambda key: key.name)
def test_the_schema_takes_the_example_of_each_key(key: Any) -> None:
    assert valid(tomllib.loads(key.example))


@each("text", [text for text, _, message in MISTAKES if not message.startswith(BEYOND_THE_SCHEMA)])
def test_the_schema_refuses_what_reading_refuses(text: str) -> None:
    assert not valid(tomllib.loads(text))


def test_every_key_of_the_schema_has_a_description() -> None:
    assert set(SCHEMA["properties"]) == {key.name for key in KEYS}
    assert all(entry["description"] for entry in SCHEMA["properties"].values())


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_rules_and_names_of_the_examples_exist(tmp_path: Path, key: Any) -> None:
    as_json(tmp_path / "acme.schema.json", {})
    if key.name not in ("extend", "plugins"):
        load(config(tmp_path, key.example)).check_selectors()
