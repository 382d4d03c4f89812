"""Suppression comments: which findings they hide, and what is wrong with the comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.checker import Checker
from linkcheck.report import Report
from linkcheck.sites import without_repeats
from linkcheck.sources.files import InputError, Source, SourceDocument, documents
from tests.offenders import each
from tests.robustness.work import calls, is_linear

LINK = "https://sandbox.plaid.com/link/token/create"
HEAD = "client_name: Wonderwallet\nlanguage: en\nuser: {client_user_id: u-1001}\n"
TWICE = f"{HEAD}country_codes: [US, US]\nproducts: [auth, auth]\n"
JSON = '{"client_name": "W", "language": "en", "user": {"client_user_id": "u-1001"}, '
CURL = f'curl {LINK} -d \'{JSON}\n"country_codes": ["US", "US"],\n"products": ["auth"]}}\''

Place = tuple[str, int | None]


def reports(name: str, text: str, checker: Checker) -> list[Report]:
    every = list(documents(Source(name, name, named=True, data=text.encode())))
    assert not any(isinstance(one, InputError) for one in every)
    found = [one for one in every if isinstance(one, SourceDocument)]
    return checker.check_comments([(one, checker.check_source(one)) for one in found])


def found(name: str, text: str, **options: Any) -> tuple[list[Place], list[Place]]:
    """Code and line of the findings that are left in a file, and of those that are suppressed."""
    options = {"ignore": ["LC404"], "pedantic": True} | options
    every = reports(name, text, Checker(**options))
    return (
        [(v.code, v.line) for report in every for v in report.violations],
        [(v.code, v.line) for report in every for v in report.suppressed],
    )


def at(text: str, line: int, comment: str) -> str:
    """A text with a comment at the end of a line."""
    lines = text.split("\n")
    lines[line - 1] += f"  # linkcheck: ignore[{comment}]"
    return "\n".join(lines)


BOTH = [("LC111", 4), ("LC111", 5)]


@each(
    ("text", "left", "suppressed"),
    [
        (TWICE, BOTH, []),
        # At the end of a line: the findings on that line.
        (at(TWICE, 4, "LC111"), BOTH[1:], BOTH[:1]),
        (at(TWICE, 5, "lc111"), BOTH[:1], BOTH[1:]),
        (at(TWICE, 5, "repeated-item"), BOTH[:1], BOTH[1:]),
        (at(TWICE, 5, "Repeated-Item"), BOTH[:1], BOTH[1:]),
        (at(TWICE, 5, "LC1"), BOTH[:1], BOTH[1:]),
        (at(TWICE, 5, "ALL"), BOTH[:1], BOTH[1:]),
        (at(TWICE, 5, "LC111, LC111"), BOTH[:1], BOTH[1:]),
        (at(at(TWICE, 5, "LC111"), 4, "LC111"), [], BOTH),
        (at(TWICE, 5, "LC112"), [*BOTH, ("LC012", 5)], []),
        (at(TWICE, 3, "LC111"), [("LC012", 3), *BOTH], []),
        # On the first line, or directly above it: the whole document.
        (at(TWICE, 1, "LC111"), [], BOTH),
        (f"# linkcheck: ignore[LC111]\n{TWICE}", [], [("LC111", 5), ("LC111", 6)]),
        (f"# linkcheck: ignore[LC111]\n---\n{TWICE}", [], [("LC111", 6), ("LC111", 7)]),
        (f"# linkcheck: ignore[LC111]\n# why\n{TWICE}", [], [("LC111", 6), ("LC111", 7)]),
        (f"# linkcheck: ignore[LC111]\n\n{TWICE}", [("LC012", 1), ("LC111", 6), ("LC111", 7)], []),
        # On a line of its own within the document: nothing.
        (
            TWICE.replace("products", "# linkcheck: ignore[LC111]\nproducts"),
            [("LC111", 4), ("LC012", 5), ("LC111", 6)],
            [],
        ),
        # Two findings on one line.
        (
            at(f"{TWICE}x: 1, 2", 5, "LC111").replace("auth, auth", "auth, auth, foo"),
            [("LC111", 4), ("LC104", 5), ("LC101", 6)],
            [("LC111", 5)],
        ),
        # A value of several lines: its first line, and the last one of a string.
        (
            f"{HEAD}country_codes: [US]\nproducts: [auth,\n  auth]  # linkcheck: ignore[LC111]\n",
            [],
            [("LC111", 6)],
        ),
        (
            f'country_codes: [US]\nproducts: [auth]\n{HEAD}webhook: "http://a\n'
            '  .example"  # linkcheck: ignore[LC109]\n',
            [],
            [("LC109", 6)],
        ),
        (
            f"country_codes: [US]\nproducts: [auth]\n{HEAD}update:\n  foo: 1\n"
            "  bar: 1  # linkcheck: ignore[LC1]\n",
            [("LC380", 6), ("LC101", 7)],
            [("LC101", 8)],
        ),
        # A missing field, at the first line of the object.
        (HEAD, [("LC102", 1), ("LC300", 1)], []),
        (at(HEAD, 1, "LC102"), [("LC300", 1)], [("LC102", 1)]),
        # Several documents.
        (
            f"{TWICE}---\n{at(TWICE, 1, 'LC111')}",
            BOTH,
            [("LC111", 10), ("LC111", 11)],
        ),
        (
            f"[{JSON} country_codes: [US], products: [auth, auth]}},\n"
            f"{JSON} country_codes: [US], products: [auth, auth]}}]  # linkcheck: ignore[LC111]",
            [("LC111", 1)],
            [("LC111", 2)],
        ),
        (
            f"[{JSON} country_codes: [US], products: [auth, auth]}}, "
            f"{JSON} country_codes: [US], products: [auth, auth]}}]  # linkcheck: ignore[LC111]",
            [],
            [("LC111", 1), ("LC111", 1)],
        ),
    ],
)
def test_what_comments_suppress(text: str, left: list[Place], suppressed: list[Place]) -> None:
    assert found("a.yaml", text) == (left, suppressed)


@each(
    ("name", "text", "left", "suppressed"),
    [
        ("a.sh", CURL, [("LC111", 2)], []),
        ("a.sh", f"# linkcheck: ignore[LC111]\n{CURL}", [], [("LC111", 3)]),
        ("a.sh", f"{CURL} # linkcheck: ignore[LC111]", [], [("LC111", 2)]),
        ("a.sh", f"{CURL} |\n jq . # linkcheck: ignore[LC111]", [], [("LC111", 2)]),
        ("a.sh", f"{CURL}\n# linkcheck: ignore[LC111]", [("LC111", 2), ("LC012", 4)], []),
        ("a.sh", f"# linkcheck: ignore[LC111]\n{CURL}\n{CURL}", [("LC111", 6)], [("LC111", 3)]),
        (
            "a.md",
            f"<!-- linkcheck: ignore[LC111] -->\n\n```sh\n{CURL}\n{CURL}\n```",
            [],
            [("LC111", 5), ("LC111", 8)],
        ),
        (
            "a.md",
            f"<!-- linkcheck: ignore[LC111] -->\n\nText\n\n```sh\n{CURL}\n```",
            [("LC012", 1), ("LC111", 7)],
            [],
        ),
        (
            "a.http",
            f"# linkcheck: ignore[LC111]\nPOST {LINK}\n\n{JSON}\n"
            '"products": ["auth", "auth"], "country_codes": ["US"]}',
            [],
            [("LC111", 5)],
        ),
        # JSON has no comments.
        ("a.json", f'{JSON} "country_codes": ["US", "US"], "products": ["auth"]}}', None, []),
        ("a.json", f"# linkcheck: ignore[ALL]\n{JSON}", [("LC001", 1)], []),
    ],
    ids=lambda case: case[:2],
)
def test_what_comments_suppress_in_other_formats(
    name: str, text: str, left: list[Place] | None, suppressed: list[Place]
) -> None:
    assert found(name, text) == ([("LC111", 1)] if left is None else left, suppressed)


@each(
    ("text", "left"),
    [
        ("# linkcheck: ignore[ALL]\n- [", [("LC001", 2)]),
        ("# linkcheck: ignore[ALL, LC001]\na: [b, c", [("LC001", 2)]),
        (
            f"# linkcheck: ignore[LC0]\n- {JSON} country_codes: [US], products: [auth]}}\n- [1]",
            [("LC006", 3)],
        ),
    ],
)
def test_an_unreadable_document_is_always_reported(text: str, left: list[Place]) -> None:
    assert found("a.yaml", text) == (left, [])


@each(
    ("comment", "options", "expected"),
    [
        ("ignore", {}, ["LC010"]),
        ("ignore[]", {}, ["LC010"]),
        ("ignore LC111", {}, ["LC010"]),
        ("ignore[LC999]", {}, ["LC011"]),
        ("ignore[LC999, foo, LC111]", {}, ["LC011", "LC011"]),
        ("ignore[LC112]", {}, ["LC012"]),
        ("ignore[LC112, LC111, LC113]", {}, ["LC012", "LC012"]),
        ("ignore[ACME001]", {}, ["LC011"]),
        # Severities and selections apply to these rules, too.
        ("ignore[LC112]", {"pedantic": False}, []),
        ("ignore", {"ignore": ["LC010"]}, []),
        ("ignore[LC999]", {"ignore": ["LC011"]}, []),
        ("ignore[LC112]", {"ignore": ["LC012"]}, []),
        ("ignore", {"severity": {"LC010": "off"}}, []),
        ("ignore", {"select": ["LC1"]}, []),
        # A rule that does not run cannot be unused.
        ("ignore[LC112]", {"ignore": ["LC112"]}, []),
        ("ignore[LC112]", {"select": ["LC111", "LC012"]}, []),
        ("ignore[LC1]", {}, []),
        ("ignore[LC111]", {"ignore": ["LC111"]}, []),
        # Nor one that needs an unknown fact.
        ("ignore[product-not-enabled]", {}, []),
        ("ignore[product-not-enabled]", {"enabled_products": ["auth"]}, ["LC012"]),
        # A comment suppresses findings about itself.
        ("ignore[LC112, LC012]", {}, []),
        ("ignore[LC999, LC011]", {}, []),
        ("ignore[LC010] linkcheck: ignore", {}, []),
        ("ignore[LC012]", {}, []),
    ],
    ids=lambda case: case[:2],
)
def test_what_is_wrong_with_comments(
    comment: str, options: dict[str, Any], expected: list[str]
) -> None:
    text = f"{TWICE.rstrip()} # linkcheck: {comment}".replace("US, US", "US")
    left, _ = found("a.yaml", text, **options)
    assert [code for code, _ in left if code.startswith("LC01")] == expected


PYTHON = """\
NAME = "Wonderwallet Personal Finance Manager"{name}


def one(client):
    {above}
    return client.link_token_create({at_call}
        {{
            "client_name": NAME,
            "language": "en",
            "country_codes": ["US", "US"],{at_value}
            "user": {{"client_user_id": "u-1001"}},
            "products": ["auth"],
        }}
    )


def two(client):
    return client.link_token_create({{"client_name": NAME, "language": "en", "products": ["auth"],
        "country_codes": ["US"], "user": {{"client_user_id": "u-1001"}}}})
"""


@each(
    ("comments", "left", "suppressed"),
    [
        ({}, [("LC200", 1), ("LC111", 10)], []),
        ({"at_value": "LC111"}, [("LC200", 1)], [("LC111", 10)]),
        ({"above": "LC111"}, [("LC200", 1)], [("LC111", 10)]),
        ({"at_call": "LC111"}, [("LC200", 1)], [("LC111", 10)]),
        ({"name": "LC200"}, [("LC111", 10)], [("LC200", 1)]),
        # The other request has the same name.
        ({"above": "LC200, LC111"}, [("LC200", 1)], [("LC111", 10)]),
        ({"at_call": "LC2", "name": "LC112"}, [("LC111", 10), ("LC200", 1)], []),
    ],
)
def test_comments_in_source_code(
    comments: dict[str, str], left: list[Place], suppressed: list[Place]
) -> None:
    made = {
        place: f"  # linkcheck: ignore[{comments[place]}]" if place in comments else ""
        for place in ("name", "above", "at_call", "at_value")
    }
    every = without_repeats(reports("app.py", PYTHON.format(**made), Checker(ignore=["LC26"])))
    assert [(v.code, v.line) for report in every for v in report.violations] == left
    assert [(v.code, v.line) for report in every for v in report.suppressed] == suppressed


def test_a_comment_of_source_code_is_reported_in_its_language() -> None:
    code = PYTHON.format(name="  # linkcheck: ignore", above="", at_call="", at_value="")
    [first, _] = reports("app.py", code, Checker(select=["LC010"]))
    assert [(v.line, v.column, v.source_language) for v in first.violations] == [(1, 51, "python")]


HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "above": ("a.yaml", lambda n: "# linkcheck: ignore[LC111]\n" * n + TWICE),
    "documents": ("a.yaml", lambda n: f"# linkcheck: ignore[LC111]\n---\n{TWICE}" * n),
    "one comment": ("a.yaml", lambda n: f"{TWICE}# " + "linkcheck: ignore[LC111] " * n),
    "unknown": ("a.yaml", lambda n: f"{TWICE}# linkcheck: ignore[" + "LC999," * n + "]"),
    "script": ("a.sh", lambda n: f"# linkcheck: ignore[LC111]\n{CURL}\n" * n),
    "a block": (
        "a.md",
        lambda n: f"{'<!-- linkcheck: ignore[LC111] -->' * n}\n```sh\n" + f"{CURL}\n" * n + "```",
    ),
    "requests": ("a.http", lambda n: f"# linkcheck: ignore[LC1]\nPOST {LINK}\n\n{{}}\n###\n" * n),
}


@each("kind", HOSTILE)
def test_hostile_comments_take_linear_time(kind: str) -> None:
    name, text = HOSTILE[kind]
    checker = Checker(select=["LC010", "LC011", "LC111"])

    def work(n: int) -> int:
        content = text(n)
        reports(name, content, checker)
        return calls(lambda: reports(name, content, checker))

    assert is_linear(*map(work, (40, 80, 160)))


def messages(comment: str) -> list[tuple[str, str | None]]:
    [report] = reports("a.yaml", f"{HEAD}# linkcheck: {comment}", Checker(pedantic=True))
    return [(v.message, v.help) for v in report.violations if v.code.startswith("LC01")]


@each(
    ("comment", "message", "remedy"),
    [
        ("ignore[LC3700]", "Unknown rule `LC3700` in a `linkcheck: ignore` comment", "Use `LC700`"),
        (
            "ignore[client_name_to_long]",
            "Unknown rule `client_name_to_long` in a `linkcheck: ignore` comment",
            "Use `client-name-too-long`",
        ),
        (
            "ignore[access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6]",
            "Unknown rule in a `linkcheck: ignore` comment",
            "Use the code, prefix or name of a rule",
        ),
    ],
)
def test_an_unknown_rule_gets_a_suggestion(comment: str, message: str, remedy: str) -> None:
    assert messages(comment) == [(message, remedy)]


@each(
    ("text", "expected"),
    [
        # The value is not known, so neither is whether the rule would report it.
        ('"client_name": "$NAME"', []),
        ('"client_name": "Wonderwallet"', [("LC012", 1)]),
    ],
)
def test_a_rule_that_reads_an_unknown_value_is_not_unused(text: str, expected: list[Place]) -> None:
    body = f'{JSON} {text}, "products": ["auth"], "country_codes": ["US"]}}'
    body = body.replace('"client_name": "W", ', "")
    command = f'curl {LINK} -d "{body.replace(chr(34), chr(92) + chr(34))}"'
    left, _ = found("a.sh", f"{command} # linkcheck: ignore[client-name-too-long]")
    assert left == expected


def test_a_comment_is_unused_only_if_all_documents_were_checked() -> None:
    text = f"{at(TWICE, 5, 'LC112')}---\n{TWICE}"
    every = list(documents(Source("a.yaml", "a.yaml", named=True, data=text.encode())))
    checker = Checker(pedantic=True)
    checked = [(d, checker.check_source(d)) for d in every if isinstance(d, SourceDocument)]
    for is_complete, expected in ((True, 1), (False, 0)):
        made = checker.check_comments(checked, is_complete=is_complete)
        assert sum(v.code == "LC012" for report in made for v in report.violations) == expected


def test_a_report_counts_and_shows_only_what_is_not_suppressed() -> None:
    [report] = reports("a.yaml", f"# linkcheck: ignore[LC102, LC300]\n{HEAD}", Checker())
    assert report.ok
    assert len(report) == 0
    assert report.to_dict()["violations"] == []
    assert {violation.code for violation in report.suppressed} == {"LC102", "LC300"}
