"""Violations in source code: their places, their conditions, and their order."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from linkcheck import Checker, Violation
from linkcheck.report import Report
from linkcheck.sites import check_site, in_file_order, without_repeats
from linkcheck.sources.files import Source, SourceDocument, documents

MARK = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
CHECKER = Checker(ignore=["LC261"])
MODELS = """\
from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products
"""
REST = '"client_name": "A", "country_codes": ["US"], "user": {"client_user_id": uid}'
BODY = f'{REST}, "language": "en"'


def reports(code: str) -> list[Report]:
    """Return the reports on the sites of a Python file."""
    source = Source("app.py", "app.py", named=True, data=code.encode())
    found = [one for one in documents(source) if isinstance(one, SourceDocument)]
    return without_repeats([CHECKER.check_source(one) for one in found])


def violations(code: str) -> list[Violation]:
    """Return the violations in a Python file, in their order."""
    return [v for _, report in in_file_order(reports(code)) for v in report.violations]


def places(code: str) -> list[tuple[str, str]]:
    """Return the code of each violation, and what is written from its position on."""
    lines = code.splitlines()
    found = [(v.code, *v.span[:2]) for v in violations(code) if v.span]
    return [(rule, lines[line - 1][column - 1 :]) for rule, line, column in found]


PLACES: dict[str, tuple[str, str]] = {
    "value": (f'client.link_token_create({{{REST}, "language": {MARK}"xx"}})', "LC104"),
    "entry": (f'client.link_token_create({{{BODY}, "products": ["auth", {MARK}"auht"]}})', "LC104"),
    "constant": (
        f"""
        LANGUAGE = {MARK}"xx"
        client.link_token_create({{{REST}, "language": LANGUAGE}})
        """,
        "LC104",
    ),
    "assignment": (
        f"""
        body = {{{REST}}}
        body["language"] = {MARK}"xx"
        client.link_token_create(body)
        """,
        "LC104",
    ),
    "helper": (
        f"""
        def language():
            return {MARK}"xx"
        client.link_token_create({{{REST}, "language": language()}})
        """,
        "LC104",
    ),
    "enum": (
        f"""
        client.link_token_create(LinkTokenCreateRequest(
            client_name="A", language="en", user=LinkTokenCreateRequestUser(client_user_id=uid),
            country_codes=[CountryCode({MARK}"us")], products=[Products("auth")],
        ))
        """,
        "LC104",
    ),
    "concatenation": (
        f'client.link_token_create({{{BODY}, "webhook": {MARK}"hooks." + "example"}})',
        "LC109",
    ),
    "default of the environment": (
        f"""
        import os
        hook = os.getenv("HOOK", {MARK}"hooks.example")
        client.link_token_create({{{BODY}, "webhook": hook}})
        """,
        "LC109",
    ),
    "unknown field": (f'client.link_token_create({{{BODY}, {MARK}"webhooks": "x"}})', "LC101"),
    "unknown field set later": (
        f"""
        body = {{{BODY}}}
        body[{MARK}"webhooks"] = "x"
        client.link_token_create(body)
        """,
        "LC101",
    ),
    "unknown keyword": (
        f"""
        client.link_token_create(LinkTokenCreateRequest(
            client_name="A", language="en", user=LinkTokenCreateRequestUser(client_user_id=uid),
            country_codes=[CountryCode("US")], products=[Products("auth")], {MARK}webhooks="x",
        ))
        """,
        "LC101",
    ),
    "missing in an object": (
        f"""
        client.link_token_create({MARK}{{
            "client_name": "A", "country_codes": ["US"], "user": {{"client_user_id": uid}},
        }})
        """,
        "LC102",
    ),
    "missing in an inner object": (
        'client.link_token_create({"client_name": "A", "language": "en",'
        f' "country_codes": ["US"], "user": {MARK}{{}}}})',
        "LC102",
    ),
    "missing in a model": (
        f"""
        client.link_token_create({MARK}LinkTokenCreateRequest(
            client_name="A", language="en", user=LinkTokenCreateRequestUser(client_user_id=uid),
        ))
        """,
        "LC102",
    ),
    "missing in an inner model": (
        f"""
        client.link_token_create(LinkTokenCreateRequest(
            client_name="A", language="en", user={MARK}LinkTokenCreateRequestUser(),
            country_codes=[CountryCode("US")], products=[Products("auth")],
        ))
        """,
        "LC102",
    ),
    "missing in a model of a module": (
        f"""
        from plaid import models
        client.link_token_create(models.{MARK}LinkTokenCreateRequest(language="en"))
        """,
        "LC102",
    ),
    "missing in a dict that is called": (
        f"""
        body = {MARK}dict(client_name="A", country_codes=["US"], user={{"client_user_id": uid}})
        client.link_token_create(body)
        """,
        "LC102",
    ),
}


@pytest.mark.parametrize(("code", "rule"), PLACES.values(), ids=PLACES)
def test_places(code: str, rule: str) -> None:
    marked = dedent(code)
    line = next(line for line in marked.splitlines() if MARK in line)
    found = places(MODELS + marked.replace(MARK, ""))
    assert (rule, line.partition(MARK)[2]) in found


def test_every_violation_of_a_place_is_reported_once() -> None:
    for code, _ in PLACES.values():
        found = violations(MODELS + dedent(code).replace(MARK, ""))
        keys = [(v.code, v.span, v.missing) for v in found]
        assert len(keys) == len(set(keys))


CODE = """\
def token(client, uid, a, b):
    body = {"client_name": "A", "country_codes": ["US"], "user": {"client_user_id": uid}}
    body.update(language="en", products=["auth"], webhook="https://example.com/hook")
"""
SEND = "    return client.link_token_create(body)\n"

CONDITIONS: dict[str, tuple[str, list[tuple[str, list[tuple[str, bool]] | None]]]] = {
    "no condition": ('body["language"] = "xx"', [("LC104", None)]),
    "one branch": ('if a: body["language"] = "xx"', [("LC104", [("a", True)])]),
    "the other branch": (
        """
        if a:
            body["language"] = "fr"
        else:
            body["language"] = "xx"
        """,
        [("LC104", [("a", False)])],
    ),
    "both branches, two literals": (
        'body["language"] = "xx" if a else "yy"',
        [("LC104", [("a", True)]), ("LC104", [("a", False)])],
    ),
    "both branches, one literal": (
        """
        wrong = "xx"
        if a:
            body["language"] = wrong
        else:
            body["language"] = wrong
        """,
        [("LC104", None)],
    ),
    "nested": (
        """
        if a:
            if b:
                body["language"] = "xx"
        """,
        [("LC104", [("a", True), ("b", True)])],
    ),
    "and": ('if a and b: body["language"] = "xx"', [("LC104", [("a", True), ("b", True)])]),
    "or": ('if a or b: body["language"] = "xx"', [("LC104", [("a", True)])]),
    "written as a negation": (
        'if a is None: body["language"] = "xx"',
        [("LC104", [("a is None", True)])],
    ),
    "unrelated condition": (
        """
        if a: body["redirect_uri"] = a
        if b: body["language"] = "xx"
        """,
        [("LC104", [("b", True)])],
    ),
    "of two independent conditions": (
        """
        if a: body["products"] = ["transactions"]
        if b: body["auth"] = {"automated_microdeposits_enabled": True}
        """,
        [],
    ),
    "of two conditions, only one is open": (
        """
        body["products"] = ["transactions"]
        if b: body["auth"] = {"automated_microdeposits_enabled": True}
        """,
        [("LC342", [("b", True)])],
    ),
    "that leads to the call": (
        """
        if not a:
            return
        body["language"] = "xx"
        """,
        [("LC104", None)],
    ),
    "default of the environment": (
        """
        import os
        body["language"] = os.environ.get("LANGUAGE") or "xx"
        """,
        [("LC104", [('os.environ.get("LANGUAGE")', False)])],
    ),
    "index that depends on it": (
        """
        products = ["identity"] if a else []
        body["products"] = products + ["auht"]
        """,
        [("LC104", None)],
    ),
    "case": (
        """
        match a:
            case "update":
                body["language"] = "xx"
        """,
        [("LC104", [('a == "update"', True)])],
    ),
    "in a loop": ('for one in a: body["language"] = "xx"', []),
}


def indented(steps: str) -> str:
    return "".join(f"    {line}\n" for line in dedent(steps).strip().splitlines())


@pytest.mark.parametrize(("steps", "expected"), CONDITIONS.values(), ids=CONDITIONS)
def test_conditions(steps: str, expected: list[tuple[str, list[tuple[str, bool]] | None]]) -> None:
    found = violations(CODE + indented(steps) + SEND)
    conditions = [(v.code, None if v.when is None else [tuple(b) for b in v.when]) for v in found]
    assert conditions == expected


def test_what_depends_on_more_conditions_than_are_tried() -> None:
    names = [f"a{number}" for number in range(12)]
    steps = "".join(f"if {name}: body['{name}'] = 1\n" for name in names)
    found = violations(CODE + indented(f"body['language'] = 'xx'\n{steps}") + SEND)
    assert [(v.code, v.when) for v in found] == [("LC104", None)]


def test_a_request_that_several_worlds_have_is_checked_once() -> None:
    steps = "url = None\nif a: url = 'x'\nif b: url = 'x'\nbody['webhook'] = url"
    source = Source("app.py", "app.py", named=True, data=(CODE + indented(steps) + SEND).encode())
    (document,) = (one for one in documents(source) if isinstance(one, SourceDocument))
    assert document.code is not None
    checked: list[Any] = []

    def find(value: Any, kind: Any, *_: Any, **__: Any) -> tuple[Any, list[Any], list[Any], Any]:
        checked.append(value["webhook"])
        return kind, [], [], value

    check_site(document.code, document.content, document.code.document, find)
    assert len(document.code.worlds) == 4
    assert sorted(checked, key=str) == [None, "x"]


def test_the_call_is_a_related_place() -> None:
    value, key = violations(CODE + indented('body["language"] = "xx"; body["other"] = 1') + SEND)
    for violation in (value, key):
        (call,) = violation.related
        assert (call.pointer, call.file, call.line, call.column) == ("", None, 5, 12)
        assert violation.source_language == "python"


def test_a_key_in_the_call_needs_no_related_place() -> None:
    (violation,) = violations(
        f'client.link_token_create({{{BODY}, "products": ["auth"], "other": 1}})'
    )
    assert (violation.code, violation.related) == ("LC101", ())


def test_related_places_of_rules_have_positions() -> None:
    (found,) = violations(
        CODE
        + indented("""
            first = "auth"
            body["products"] = [first, "auth"]
        """)
        + SEND
    )
    assert found.code == "LC111"
    assert [(place.pointer, place.line, place.column) for place in found.related] == [
        ("/products/0", 4, 13),
        ("", 6, 12),
    ]


def test_facts_of_the_code() -> None:
    code = f"""
        import requests
        requests.post("https://{{host}}.plaid.com/link/token/create", json={{
            {BODY}, "products": ["auth"], "redirect_uri": "http://localhost:3000/oauth"}})
    """
    found = {
        host: [v.code for v in violations(dedent(code).replace("{host}", host))]
        for host in ("sandbox", "production")
    }
    assert found == {"sandbox": [], "production": ["LC407"]}


@pytest.mark.parametrize("value", ["os.getenv('X')", "a", "b.get('x')", "b.x"])
def test_a_legacy_field_that_may_be_null(value: str) -> None:
    code = CODE.replace("a, b", "b, a=None") + indented(f"body['institution_id'] = {value}") + SEND
    assert violations(f"import os\n{code}") == []


def test_a_legacy_field_that_is_sent() -> None:
    found = violations(CODE + indented("body['institution_id'] = f'ins_{a}'") + SEND)
    assert [v.code for v in found] == ["LC114"]


SHARED = """\
from plaid.model.link_token_create_request import LinkTokenCreateRequest
LANGUAGE = "xx"
def one(client, uid):
    return client.link_token_create({"client_name": "A", "country_codes": ["us"],
        "user": {"client_user_id": uid}, "language": LANGUAGE, "products": ["auth"]})
def two(client, uid, a):
    return client.link_token_create({"client_name": "A", "country_codes": ["us"],
        "user": {"client_user_id": uid}, "language": LANGUAGE, "products": ["auth"]})
"""


def test_two_requests_with_one_literal() -> None:
    found = violations(SHARED)
    assert [(v.code, v.line) for v in found] == [("LC104", 2), ("LC104", 4), ("LC104", 7)]
    assert [place.line for place in found[0].related] == [4, 7]
    assert [len(report.violations) for report in reports(SHARED)] == [2, 1]


def test_two_requests_with_one_literal_under_a_condition() -> None:
    code = SHARED.replace('"language": LANGUAGE', '"language": LANGUAGE if uid else "en"', 1)
    found = violations(code)
    assert [(v.code, v.line, v.when) for v in found[:1]] == [("LC104", 2, None)]


def test_order_is_that_of_the_file() -> None:
    code = """\
        ONE = "xx"
        TWO = "yy"
        def one(client, uid):
            return client.link_token_create({"client_name": "A", "country_codes": ["us"],
                "user": {"client_user_id": uid}, "language": TWO, "products": ["auth"]})
        def two(client, uid):
            return client.link_token_create({"client_name": "A", "country_codes": ["us"],
                "user": {"client_user_id": uid}, "language": ONE, "products": ["auth"]})
    """
    found = [(i, v.line) for i, report in in_file_order(reports(dedent(code))) for v in report]
    assert found == [(1, 1), (0, 2), (0, 4), (1, 7)]
