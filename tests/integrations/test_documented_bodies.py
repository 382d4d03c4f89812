"""No error on a request that uses only what the API of plaid-python's version documents.

Each field, each member of an enum, each value list of a description, each bound, and null where
the models take it, is put alone into a request that is fit for it. What the rules of the
combinations say of such a request is not judged, as a single value cannot know its companions;
what the shape says is. Answers and webhooks are judged by all rules.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from plaid.model_utils import ModelComposed, ModelNormal, ModelSimple

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.rules.data.products import ALLOWED, ARRAYS
from tests.integrations.test_models_refuse import model
from tools.api_drift import MODELS

LISTED = re.compile(r"\(`'(\w+)'`\)|\"(\w+)\" or \"(\w+)\"")
"""The values that a description lists in its text: (`'da'`) or "success" or "exited"."""
SAMPLES: dict[Any, Any] = {
    bool: True,
    int: 180,
    float: 1.5,
    str: "text",
    date: "2026-02-03",
    datetime: "2026-02-03T04:05:06Z",
    dict: {},
}
FORMED = {
    "webhook": "https://example.com/plaid/webhook",
    "amount": "10.00",
    "hosted_link_url": "https://secure.plaid.com/hl/1",
    "timestamp": "2026-02-03T04:05:06Z",
}
"""Strings of which the description asks a form."""
OPEN = {
    "language": "en",
    "status": "success",
    "reroute_to_credentials": "OPTIONAL",
    "flow_type": "FLEXIBLE_AUTH",
    "product": "cra_income_complete",
    "template_id": "idvtmp_1",
    "consent": True,
    "scope": "CLIENT_USER",
    "webhook_type": "LINK",
}
"""Values for fields whose list the type does not show."""
CODES = {
    Document.ITEM_ADD_RESULT: "ITEM_ADD_RESULT",
    Document.EVENTS: "EVENTS",
    Document.SESSION_FINISHED: "SESSION_FINISHED",
}


class Place(NamedTuple):
    """A value of the models and the path at which it is put."""

    path: tuple[str | int, ...]
    value: Any


def samples(kinds: Any, name: str, path: tuple[str | int, ...]) -> Iterator[Place]:
    """The values of a field: each alone, with the members around it that it cannot do without."""
    if name in OPEN and str in kinds:
        yield Place(path, OPEN[name])
        return
    for kind in kinds:
        if isinstance(kind, list):
            inner = kind[0] if isinstance(kind[0], tuple) else (kind[0],)
            for below, value in samples(inner, name, (*path, 0)):
                yield Place(below, value)
        elif kind is type(None):
            yield Place(path, None)
        elif not isinstance(kind, type):
            continue
        elif issubclass(kind, ModelSimple):
            yield from of_enum(kind, name, path)
        elif issubclass(kind, (ModelNormal, ModelComposed)):
            yield from of_members(kind, path)
        elif kind in SAMPLES:
            yield Place(path, FORMED.get(name, SAMPLES[kind]) if kind is str else SAMPLES[kind])


def of_enum(kind: Any, name: str, path: tuple[str | int, ...]) -> Iterator[Place]:
    values = [v for table in kind.allowed_values.values() for v in table.values()]
    if not values:
        yield from samples(kind.openapi_types["value"], name, path)
    for value in values:
        # Both Nones are JSON's null; "null" is how the generator writes it once more.
        if value not in (None, "null"):
            yield Place(path, value)


def of_members(kind: Any, path: tuple[str | int, ...]) -> Iterator[Place]:
    for name, kinds in kind.openapi_types.items():
        key = kind.attribute_map[name]
        here = (*path, key)
        yield from samples(kinds, key, here)
        for bound in ("inclusive_minimum", "inclusive_maximum"):
            if bound in kind.validations.get((name,), {}):
                yield Place(here, kind.validations[(name,)][bound])
        for found in LISTED.finditer(described(kind, name)):
            yield from (Place(here, value) for value in found.groups() if value)


def described(kind: Any, name: str) -> str:
    text = f"{inspect.getdoc(kind._from_openapi_data)}\n"
    found = re.search(rf"^ *{name} \(.*?\): (.*)$", text, re.M)
    return found[1] if found else ""


def required(kind: Any, document: Document) -> dict[str, Any]:
    """A body of the required members, with a value for each."""
    body = {}
    parameters = inspect.signature(kind._from_openapi_data).parameters
    for name, kinds in kind.openapi_types.items():
        key = kind.attribute_map[name]
        if name in parameters or key in ALWAYS.get(kind.__name__, ()):
            body[key] = (
                CODES[document] if key == "webhook_code" else value_for(kinds, key, document)
            )
    return body


ALWAYS = {
    # Required by the reference, or in each of the models that plaid-python folds into one.
    "LinkTokenCreateRequestUserName": ("given_name", "family_name"),
    "LinkTokenCreateRequestUserAddress": ("country",),
    "LinkTokenCreateRequestUserIdNumber": ("value", "type"),
    "CraReportProduct": ("product", "version"),
}


def value_for(kinds: Any, key: str, document: Document) -> Any:
    if key in OPEN:
        return OPEN[key]
    kind = next(k for k in kinds if k is not type(None))
    if isinstance(kind, list):
        inner = kind[0] if isinstance(kind[0], tuple) else (kind[0],)
        return [value_for(inner, key, document)]
    if issubclass(kind, ModelSimple):
        values = [v for table in kind.allowed_values.values() for v in table.values() if v]
        return values[0] if values else value_for(kind.openapi_types["value"], key, document)
    if issubclass(kind, (ModelNormal, ModelComposed)):
        return required(kind, document)
    return FORMED.get(key, SAMPLES[kind]) if kind is str else SAMPLES[kind]


def put(document: Document, place: Place) -> Any:
    """The required members of a document with a value at its place."""
    kind = model(MODELS[document])
    body: Any = required(kind, document)
    here = body
    for step, following in zip(place.path, (*place.path[1:], None), strict=True):
        if isinstance(step, int):
            if following is None:
                here[:] = [place.value]
                break
            if not here:
                here.append(required(kind, document))
            here = here[0]
            continue
        kinds = kind.openapi_types[next(n for n, k in kind.attribute_map.items() if k == step)]
        if following is None:
            here[step] = place.value
            break
        kind = model_of(kinds)
        if isinstance(following, int):
            here = here.setdefault(step, [])
        else:
            here = here.setdefault(step, required(kind, document) if kind else {})
    return body


def model_of(kinds: Any) -> Any:
    """The model of an object, or of the entries of an array."""
    for kind in kinds:
        if isinstance(kind, list):
            return model_of(kind[0] if isinstance(kind[0], tuple) else (kind[0],))
        if isinstance(kind, type) and issubclass(kind, (ModelNormal, ModelComposed)):
            return kind
    return None


PLACES = [
    (document, place) for document in Document for place in of_members(model(MODELS[document]), ())
]


def is_refused_product(document: Document, place: Place) -> bool:
    """A product that an array does not document, as one enum serves all four."""
    array = place.path[0]
    if document is not Document.CREATE_REQUEST or array not in ARRAYS or len(place.path) != 2:
        return False
    return place.value not in (*ALLOWED[array], "cra_home_lending", "cra_qualify")


def test_there_is_much_to_try() -> None:
    assert len(PLACES) > 900
    tried = {(document, place.path, str(place.value)) for document, place in PLACES}
    for path, value in (
        (("language",), "nb"),
        (("language",), "ht"),
        (("cra_report_parameter", "days_requested"), "731"),
        (("institution_data", "institution_id"), "text"),
    ):
        assert (Document.CREATE_REQUEST, path, value) in tried
    assert (Document.SESSION_FINISHED, ("status",), "exited") in tried


def test_no_error_on_what_is_documented() -> None:
    check = Checker(pedantic=True).check
    wrong = set()
    for document, place in PLACES:
        if is_refused_product(document, place):
            continue
        report = check(put(document, place), document)
        wrong |= {
            (str(document), v.code, v.pointer, str(place.value))
            for v in report.errors
            if v.code.startswith("LC1") or not document.is_request
        }
    assert sorted(wrong) == []


def test_no_warning_about_a_value_that_an_answer_documents() -> None:
    check = Checker().check
    said = {
        (str(document), v.code, v.pointer, str(place.value))
        for document, place in PLACES
        if not document.is_request and isinstance(place.value, str)
        for v in check(put(document, place), document).violations
        if v.pointer.endswith(f"/{place.path[-1]}") and place.value.isupper()
    }
    assert sorted(said) == []
