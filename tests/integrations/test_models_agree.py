"""Our schemas and the models of plaid-python say the same of the shape of each field.

Both were made from descriptions of the same API, independently. Where they differ on purpose,
models_differ.toml says why; a difference that is gone must be removed there. It also names the
release of plaid-python that it is for; with another one nothing fails: a skip tells what differs.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from plaid.model_utils import ModelComposed, ModelNormal, ModelSimple

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.shapes.loader import Schema, schema
from tests.shapes.bodies import BODIES

MODELS = {
    Document.CREATE_REQUEST: "LinkTokenCreateRequest",
    Document.CREATE_RESPONSE: "LinkTokenCreateResponse",
    Document.GET_REQUEST: "LinkTokenGetRequest",
    Document.GET_RESPONSE: "LinkTokenGetResponse",
    Document.ITEM_ADD_RESULT: "ItemAddResultWebhook",
    Document.EVENTS: "LinkEventsWebhook",
    Document.SESSION_FINISHED: "LinkSessionFinishedWebhook",
}
JSON_TYPES = {
    str: "string",
    date: "string",
    datetime: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dict: "object",
    type(None): "null",
}
DEEPEST = 12


class Difference(NamedTuple):
    """A way in which a field of ours is not theirs. ``values`` are those it is about, if any."""

    document: str
    path: str
    what: str
    values: tuple[str, ...] = ()


def model(name: str) -> Any:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return getattr(importlib.import_module(f"plaid.model.{words[1:]}"), name)


def required(of: Any) -> set[str]:
    """The members that a model takes as positional arguments: the required ones."""
    parameters = inspect.signature(of._from_openapi_data).parameters
    return {of.attribute_map[name] for name in parameters if name in of.attribute_map}


def json_types(theirs: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for kind in theirs:
        if isinstance(kind, list):
            found.add("array")
        elif isinstance(kind, dict):
            found.add("object")
        elif kind in JSON_TYPES:
            found.add(JSON_TYPES[kind])
        elif issubclass(kind, ModelSimple):
            found |= json_types(kind.openapi_types["value"])
        else:
            found.add("object")
    return found


def allowed_values(kind: Any) -> set[str]:
    return {v for table in kind.allowed_values.values() for v in table.values() if v is not None}


def differences(document: str, theirs: Iterable[Any], ours: Schema, path: str = "") -> Any:
    """All differences at a place and below it."""
    theirs = tuple(theirs)
    types, own = json_types(theirs) - {"null"}, ours.get("type", [])
    own = {own} - {"null"} if isinstance(own, str) else set(own) - {"null"}
    if types and own and types != own:
        yield Difference(document, path, "type", tuple(sorted(types ^ own)))
    for kind in theirs:
        if isinstance(kind, list):
            inner = kind[0] if isinstance(kind[0], tuple) else (kind[0],)
            if "items" in ours:
                yield from differences(document, inner, ours["items"], f"{path}[]")
            elif "object" in json_types(inner):
                yield Difference(document, path, "items not described by us")
        elif isinstance(kind, type) and issubclass(kind, ModelSimple):
            yield from of_values(document, allowed_values(kind), ours, path)
        elif isinstance(kind, type) and issubclass(kind, (ModelNormal, ModelComposed)):
            yield from of_members(document, kind, ours, path)


def of_values(document: str, theirs: set[str], ours: Schema, path: str) -> Iterator[Difference]:
    own = {v for v in ours.get("enum", [ours.get("const")]) if v is not None}
    hidden = set(ours.get("x-undocumented-values", ()))
    if theirs - {"null"} and own:
        for what, values in (
            ("values not taken by us", theirs - own - hidden - {"null"}),
            ("values not taken by them", own - theirs),
        ):
            if values:
                yield Difference(document, path, what, tuple(sorted(values)))
    elif theirs - {"null"}:
        yield Difference(document, path, "values not listed by us")


def of_members(document: str, theirs: Any, ours: Schema, path: str) -> Iterator[Difference]:
    types = {theirs.attribute_map[name]: kinds for name, kinds in theirs.openapi_types.items()}
    if "properties" not in ours:
        if types:
            yield Difference(document, path, "members not described by us")
        return
    members = ours["properties"]
    must, own = required(theirs), set(ours.get("required", ()))
    for what, names in (
        ("not a member for us", types.keys() - members.keys()),
        ("not a member for them", members.keys() - types.keys()),
        ("not required by us", must - own),
        ("not required by them", own - must),
    ):
        for name in names:
            yield Difference(document, f"{path}.{name}", what)
    if path.count(".") < DEEPEST:
        for name in types.keys() & members.keys():
            yield from differences(document, types[name], members[name], f"{path}.{name}")


def found(document: Document) -> set[Difference]:
    return set(differences(str(document), (model(MODELS[document]),), schema(document)))


TABLE = tomllib.loads(Path(__file__).with_name("models_differ.toml").read_text("utf-8"))
INSTALLED = version("plaid-python")


def require(facts: Iterable[object]) -> None:
    """That there are none, if the installed models are those that are compared; else tell them."""
    told = sorted(map(str, facts))
    if told and TABLE["version"] != INSTALLED:
        text = "\n".join(told)
        pytest.skip(f"plaid-python {INSTALLED}, not {TABLE['version']}, and they differ:\n{text}")
    assert told == []


def listed() -> dict[Difference, str]:
    return {
        Difference(group["document"], path, group["what"], tuple(group.get("values", ()))): reason
        for group in TABLE["difference"]
        for reason in [group["reason"]]
        for path in group["paths"]
    }


@pytest.mark.parametrize("document", Document)
def test_models_agree(document: Document) -> None:
    known = {difference for difference in listed() if difference.document == document}
    require(found(document) ^ known)


def test_each_difference_has_a_reason() -> None:
    assert [d for d, reason in listed().items() if len(reason) < 20] == []


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


def test_what_plaid_python_refuses_is_an_error() -> None:
    """Each member of a full request left out, or of another type."""
    body = _without_null(next(b for kind, b in BODIES if kind is Document.CREATE_REQUEST))
    assert not refused(body)
    refusals = [spoilt for spoilt in _spoilt(body) if refused(spoilt)]
    assert len(refusals) > 100
    require(one for one in refusals if Checker().check(one, Document.CREATE_REQUEST).ok)


def test_another_release_is_told_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = Difference("link-token-create-request", ".acme", "not a member for us")
    with pytest.raises(AssertionError):
        require([fact])
    monkeypatch.setitem(TABLE, "version", "0.0.0")
    require([])
    with pytest.raises(pytest.skip.Exception, match=r"not 0\.0\.0, and they differ:\n.*acme"):
        require([fact])


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
