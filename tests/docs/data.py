"""The schemas of the data in the documentation, selected by content."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import cfgv
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from pre_commit.clientlib import CONFIG_SCHEMA

import linkcheck.config
import linkcheck.output

_OURS = {
    "configuration": Path(linkcheck.config.__path__[0]) / "linkcheck.schema.json",
    "results": Path(linkcheck.output.__path__[0]) / "results.schema.json",
}


def schema(name: str) -> dict[str, Any]:
    """One of our schemas, or one that check-jsonschema has a copy of."""
    path = _OURS.get(name) or files("check_jsonschema") / f"builtin_schemas/vendor/{name}.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def check_toml(table: dict[str, Any]) -> None:
    """Check a configuration: a table of its own, or the part of a pyproject.toml."""
    tool = table.get("tool", {}).get("linkcheck", {})
    own = tool if "tool" in table or "project" in table else table
    Draft202012Validator(schema("configuration")).validate(own)


def check_json(value: Any) -> None:
    """Check a JSON Schema or our own results."""
    if isinstance(value, dict) and "$schema" in value:
        Draft202012Validator.check_schema(value)
    elif isinstance(value, dict) and {"version", "violations"} <= value.keys():
        Draft202012Validator(schema("results")).validate(value)


def check_yaml(text: str) -> None:
    """Check a workflow or action of GitHub, steps, a pipeline of GitLab or Azure, or hooks."""
    value = yaml.safe_load(text)
    if isinstance(value, list):
        value = {"jobs": {"a": {"runs-on": "ubuntu-latest", "steps": value}}, True: "push"}
    if not isinstance(value, dict):
        return
    if True in value:
        value["on"] = value.pop(True)  # what YAML 1.1 makes of `on`
    if "repos" in value:
        cfgv.validate(value, CONFIG_SCHEMA)
    elif kind := _kind(value):
        Draft7Validator(schema(kind)).validate(value)


def _kind(value: dict[str, Any]) -> str | None:
    keys = value.keys()
    if {"on", "jobs"} <= keys:
        return "github-workflows"
    if {"runs", "name"} <= keys:
        return "github-actions"
    if keys & {"steps", "pool", "trigger"}:
        return "azure-pipelines"
    if any(isinstance(job, dict) and "script" in job for job in value.values()):
        return "gitlab-ci"
    return None
