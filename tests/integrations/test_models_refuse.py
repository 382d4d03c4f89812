"""What the models of plaid-python refuse to hold is an error here, too.

Only the release that tools/api_drift.lock.json names is asked: others describe another API.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from tests.shapes.bodies import BODIES

LOCK = Path(__file__).parents[2] / "tools" / "api_drift.lock.json"
RELEASE = json.loads(LOCK.read_text(encoding="utf-8"))["release"]


def model(name: str) -> Any:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return getattr(importlib.import_module(f"plaid.model.{words[1:]}"), name)


def required(of: Any) -> set[str]:
    """The members that a model takes as positional arguments: the required ones."""
    parameters = inspect.signature(of._from_openapi_data).parameters
    return {of.attribute_map[name] for name in parameters if name in of.attribute_map}


def refused(body: Any) -> bool:
    """plaid-python does not take a body for its model: a wrong type or value, an absent member."""
    try:
        _read(model("LinkTokenCreateRequest"), body)
    except Exception:
        return True
    return False


def _read(of: Any, body: Any) -> None:
    from plaid.configuration import Configuration

    missing = required(of) - body.keys()
    if missing:
        raise ValueError("missing")
    of._from_openapi_data(
        # Copies: it turns the values of lists into models in place.
        **{k: copy.deepcopy(body[v]) for k, v in of.attribute_map.items() if v in body},
        _configuration=Configuration(),
        _spec_property_naming=True,
    )


@pytest.mark.exhaustive
@pytest.mark.skipif(version("plaid-python") != RELEASE, reason=f"plaid-python {RELEASE} is asked")
def test_what_plaid_python_refuses_is_an_error() -> None:
    """Each member of a full request left out, or of another type."""
    body = _without_null(next(b for kind, b in BODIES if kind is Document.CREATE_REQUEST))
    assert not refused(body)
    refusals = [spoilt for spoilt in _spoilt(body) if refused(spoilt)]
    assert len(refusals) > 100
    checker = Checker()
    assert [one for one in refusals if checker.check(one, Document.CREATE_REQUEST).ok] == []


def _without_null(value: Any) -> Any:
    """We take null for an optional member, plaid-python mostly does not."""
    if isinstance(value, dict):
        return {name: _without_null(child) for name, child in value.items() if child is not None}
    return [_without_null(child) for child in value] if isinstance(value, list) else value


def _spoilt(body: Any) -> Iterator[Any]:
    for path in list(_paths(body)):
        for value in (..., 7, "seven", [3], {"x": 1}):
            copied = copy.deepcopy(body)
            place = copied
            for step in path[:-1]:
                place = place[step]
            if value is ...:
                del place[path[-1]]
            else:
                place[path[-1]] = value
            yield copied


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from _paths(child, (*path, key))
