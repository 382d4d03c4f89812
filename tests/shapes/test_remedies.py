"""Remedies for wrong types and values: what they lead to is right, or there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from linkcheck.checker import check
from linkcheck.documents import BASES, Document
from linkcheck.shapes import findings, replacements
from linkcheck.shapes.loader import Schema, describe, schema, walk
from tests.offenders import each
from tests.rules.examples import bodies, paths, with_value
from tests.rules.pair import words

SEPARATORS = (",", ", ", ";", " ; ", "|", "/", "+")


def closed_lists() -> Iterator[tuple[str, Schema, list[str]]]:
    """Each field with a closed list of texts."""
    for document in Document:
        for path, node in walk(schema(document)):
            for field in (node, node.get("items", {})):
                values = [v for v in field.get("enum", ()) if isinstance(v, str)]
                if values:
                    yield f"{document} {'.'.join(path)}", field, values


def test_several_values_in_one_string_are_separated_in_each_closed_list() -> None:
    offenders, tried = set(), 0
    for name, node, values in closed_lists():
        if len(values) < 2:
            continue
        blank = () if any(" " in value for value in values) else (" ",)
        for first, second in pairwise(values):
            for sign in (*SEPARATORS, *blank):
                for text in (f"{first}{sign}{second}", f"[{first}{sign}{second}]"):
                    for given in (text, text.upper(), text.lower(), text.title()):
                        tried += 1
                        found = {v.lower() for v in replacements.several(node, given)}
                        folded = (first + second).lower() in map(_bare, values)
                        if found != {first.lower(), second.lower()} and not folded:
                            offenders.add(f"{name}: {given} gives {sorted(found)}")
    assert tried > 1000
    assert sorted(offenders) == []


def test_an_array_in_a_string_is_reported_in_each_closed_list() -> None:
    for name, node, values in closed_lists():
        for value in values:
            for given in (f"[{value}]", f'["{value}"]', f"['{value}']", f"[{value.upper()}]"):
                assert [v.lower() for v in replacements.several(node, given)] == [value.lower()], (
                    name
                )


def test_one_value_is_never_taken_for_several() -> None:
    for _, node, values in closed_lists():
        words = ("x-aliases", "x-hints", "x-undocumented-values", "x-newer-values")
        others = [word for name in words for word in node.get(name, ())]
        for value in (*values, *others):
            for given in (value, value.upper(), value.title(), value.replace("_", " ")):
                assert replacements.several(node, given) == []


def _bare(text: str) -> str:
    return re.sub("[_ ]", "", text).lower()


TOGETHER: list[tuple[dict[str, Any], str]] = [
    ({"products": ["auth,transactions"]}, 'holds several values in one string. Write `"auth", "tr'),
    ({"products": ["Auth, Transactions"]}, 'Write `"auth", "transactions"`.'),
    ({"products": ["auth transactions"]}, 'Write `"auth", "transactions"`.'),
    ({"products": ["auth;identity"]}, 'Write `"auth", "identity"`.'),
    ({"products": ["[auth]"]}, 'holds an array in a string. Write `"auth"`.'),
    ({"products": ['["auth","identity"]']}, 'Write `"auth", "identity"`.'),
    ({"products": ["auth,transaction"]}, 'Write `"auth", "transactions"`.'),
    ({"products": "auth,transactions"}, 'Write `["auth", "transactions"]`.'),
    ({"products": "Auth"}, 'Write `["auth"]`.'),
    ({"products": "auth"}, "Wrap it in brackets."),
    ({"country_codes": ["us,ca"]}, 'Write `"US", "CA"`.'),
    ({"country_codes": ["UK;US"]}, 'Write `"GB", "US"`.'),
    ({"country_codes": "usa"}, 'Write `["US"]`.'),
    ({"language": "en,fr"}, "Use `en` or `fr`."),
]


@each(("changes", "remedy"), TOGETHER)
def test_what_to_write_for_several_values(changes: dict[str, Any], remedy: str) -> None:
    (violation,) = (v for v in found(changes) if v.code in ("LC103", "LC104"))
    assert remedy in words(violation)


RETYPED: list[tuple[dict[str, Any], str, str]] = [
    ({"client_name": 5}, "Write it in quotes.", "Convert it with `str(...)`."),
    ({"client_name": 1.5}, "Write it in quotes.", "Convert it with `str(...)`."),
    ({"client_name": True}, "must be a string, not true", "must be a string, not true"),
    ({"language": 1}, "must be a string, not an integer", "must be a string, not an integer"),
    ({"webhook": 5}, "must be a string, not an integer", "must be a string, not an integer"),
    ({"products": 5}, "strings, not an integer", "strings, not an integer"),
    ({"products": "xyz"}, "strings, not a string", "strings, not a string"),
    (
        {"transactions": {"days_requested": "14"}},
        "Write it without quotes.",
        "Convert it with `int(...)`.",
    ),
    ({"transactions": {"days_requested": "900"}}, "not a string", "not a string"),
    ({"transactions": {"days_requested": "abc"}}, "not a string", "not a string"),
    ({"transactions": {"days_requested": 9.5}}, "Use a whole number.", "Use a whole number."),
    (
        {"enable_multi_item_link": "yes"},
        "Write true or false without quotes.",
        "Write True or False without quotes.",
    ),
]


@pytest.mark.parametrize(("changes", "of_text", "of_dict"), RETYPED, ids=str)
def test_how_to_write_a_value_in_another_type(
    changes: dict[str, Any], of_text: str, of_dict: str
) -> None:
    body = {**BASES["request"][1], **changes}
    for payload, remedy in ((json.dumps(body), of_text), (body, of_dict)):
        (violation,) = (v for v in check(payload).violations if v.code == "LC103")
        assert words(violation).endswith(remedy)


PRISM: list[tuple[dict[str, Any], str]] = [
    ({"cashscore": 4}, "must be a string, not an integer. Convert it with `str(...)`."),
    ({"cashscore": 4.1}, "Convert it with `str(...)`."),
    ({"cashscore": 9}, 'must be a string, such as `"4"`, not an integer'),
    ({"firstdetect": 4}, 'must be a string, such as `"3"`, not an integer'),
    ({"firstdetect": 3}, "must be a string, not an integer. Convert it with `str(...)`."),
    ({"firstdetect": True}, 'must be a string, such as `"3"`, not true'),
    ({"firstdetect": "4"}, 'Use `"3"`.'),
    ({"cashscore": "9"}, 'Use one of `"4.1"`, `"4"`, `"3"`.'),
]


@pytest.mark.parametrize(("versions", "ending"), PRISM, ids=str)
def test_versions_of_prism(versions: dict[str, Any], ending: str) -> None:
    options = {"days_requested": 365, "partner_insights": {"prism_versions": versions}}
    (violation,) = (v for v in found({"cra_options": options}) if v.code in ("LC103", "LC104"))
    assert words(violation).endswith(ending)


@pytest.mark.exhaustive
def test_what_fits_a_field_is_what_the_schema_takes() -> None:
    values = ("", "x", "14", "auth", "US", "en", "2025-01-01", "https://example.com/x", 5, 900)
    odd = (-1, 1.5, True, None, ["auth"], ["x", "y"], [], ["US"], [5])
    offenders, tried = set(), 0
    for body in bodies():
        if body.document is not Document.CREATE_REQUEST or body.is_bad:
            continue
        for path in paths(body.value):
            node = describe(body.document, path)
            if node is None or "properties" in node or "properties" in node.get("items", {}):
                continue
            for value in (*values, *odd):
                if (path, repr(value)) in offenders:
                    continue
                wrong = {
                    finding.path[: len(path)]
                    for rule, finding in findings(
                        body.document, with_value(body.value, path, value)
                    )
                    if rule.code not in SET_ASIDE
                }
                tried += 1
                if replacements.fits(value, node) == (path in wrong):
                    offenders.add((path, repr(value)))
    assert tried > 1000
    assert offenders == set()


SET_ASIDE = {"LC111", "LC112", "LC113", "LC114", "LC115", "LC119"}
"""Rules about values that the schema takes."""


def found(changes: dict[str, Any]) -> Any:
    return check({**BASES["request"][1], **changes}).violations
