"""Suppression comments: found by the grammar of each format, never in its strings."""

from __future__ import annotations

import pytest
import yaml

from linkcheck.engine.suppression import Directive
from linkcheck.sources.code import read
from linkcheck.sources.comments import Comment, directives
from linkcheck.sources.files import Source, SourceDocument, documents
from linkcheck.sources.yaml_comments import comments
from tests.offenders import each

LINK = "https://sandbox.plaid.com/link/token/create"
CURL = f"curl {LINK} -d"

Expected = tuple[str, tuple[int, int] | None]
"""The selector of a directive, and where the documents below it begin."""

Found = tuple[str, int, int, tuple[int, int] | None]
"""The same with the line and column of the directive."""


def shown(directive: Directive) -> Found:
    """What is expected of a directive."""
    names = " ".join(selector.text for selector in directive.selectors)
    return names, directive.span.line, directive.span.column, directive.starts


def placed(text: str, expected: list[Expected]) -> list[Found]:
    """What is expected, with the places of the directives in a text."""
    starts = [text.index(f"linkcheck: ignore[{name}]") for name, _ in expected]
    return [
        (name, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), below)
        for start, (name, below) in zip(starts, expected, strict=True)
    ]


def found(name: str, text: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """The directives of a file, and for each document the lines that are about all of it."""
    every = list(documents(Source(name, name, named=True, data=text.encode())))
    assert all(isinstance(one, SourceDocument) for one in every)
    suppressions = [one.suppressions for one in every if isinstance(one, SourceDocument)]
    known = [one for one in suppressions if one is not None]
    assert len(known) in (0, len(every))
    made = known[0].directives.every if known else ()
    return list(map(shown, made)), [one.lines for one in known]


def in_comment(text: str) -> list[tuple[str, int]]:
    """The selectors and column of the directives in a comment."""
    made = directives([Comment(1, 1, text, is_alone=False)])
    return [shown(directive)[:3:2] for directive in made.every] if made else []


@each(
    ("text", "expected"),
    [
        ("# linkcheck: ignore[LC301]", [("LC301", 3)]),
        ("#linkcheck:ignore[LC301]", [("LC301", 2)]),
        ("# LinkCheck :  Ignore [ lc301 ,a-name,, LC5\t] as agreed [1]", [("lc301 a-name LC5", 3)]),
        ("# noqa: E501  # linkcheck: ignore[LC301]", [("LC301", 17)]),
        ("# type: ignore # linkcheck: ignore[LC301]", [("LC301", 18)]),
        ("# see #12, linkcheck: ignore[LC301]", [("LC301", 12)]),
        ("# linkcheck: ignore[A] linkcheck: ignore[B]", [("A", 3), ("B", 24)]),
        ("# linkcheck: ignore", [("", 3)]),
        ("# linkcheck: ignore[]", [("", 3)]),
        ("# linkcheck: ignore[ , ]", [("", 3)]),
        ("# linkcheck: ignore LC301", [("", 3)]),
        ("# linkcheck: ignore[LC301", [("", 3)]),
        ("# linkcheck: ignore(LC301)", [("", 3)]),
        ("# linkcheck: ignored", []),
        ("# linkcheck: ignore-file", []),
        ("# linkcheck ignores LC301", []),
        ("# linkcheck: disable[LC301]", []),
        ("# not-linkcheck: ignore[LC301]", []),
        ("# my_linkcheck: ignore[LC301]", []),
        ("# ruff: ignore[LC301]", []),
    ],
)
def test_the_form_of_a_directive(text: str, expected: list[tuple[str, int]]) -> None:
    assert in_comment(text) == expected


def test_the_places_of_selectors() -> None:
    text = "/*\n  linkcheck: ignore[LC1,\n   LC22]\n*/"
    made = directives([Comment(7, 5, text, is_alone=True)])
    assert made is not None
    [directive] = made.every
    assert directive.span == (8, 3, 9, 9)
    assert [selector.span for selector in directive.selectors] == [(8, 21, 8, 24), (9, 4, 9, 8)]
    assert (directive.line, directive.starts) == (7, (11, 11))


YAML = """\
# linkcheck: ignore[A]
# about this file

# linkcheck: ignore[B]
---
a: "x # linkcheck: ignore[no]" # linkcheck: ignore[C]
b: |  # linkcheck: ignore[D]
  # linkcheck: ignore[no]
c: 'quoted
  # linkcheck: ignore[no]
  to here' # linkcheck: ignore[E]
d: plain#linkcheck:ignore[no]
e: [1, # linkcheck: ignore[F]
  2]
# linkcheck: ignore[G]
--- # linkcheck: ignore[H]
- # linkcheck: ignore[I]
  client_name: x
- client_name: y # linkcheck: ignore[J]
"""
CASSETTE = f"""\
version: 1
interactions:
# linkcheck: ignore[A]
- request:
    uri: {LINK} # linkcheck: ignore[B]
    method: POST
    body: '{{"client_name":
      "# linkcheck: ignore[no]"}}' # linkcheck: ignore[C]
  response: # linkcheck: ignore[D]
    status: {{code: 200}}
    body: {{string: '{{"link_token": "x"}}'}} # linkcheck: ignore[E]
"""
SCRIPT = f"""\
#!/bin/sh
# linkcheck: ignore[A]
# Creates a token
{CURL} '{{
  "client_name": "# linkcheck: ignore[no]"
}}' | # linkcheck: ignore[B]
  jq . # linkcheck: ignore[C]
echo "# linkcheck: ignore[no]" x#linkcheck:ignore[no]
cat <<END |
{{"client_name": "
# linkcheck: ignore[no]
"}}
END
{CURL} @- # linkcheck: ignore[D]
TOKEN=$(
  # linkcheck: ignore[E]
  {CURL} '{{}}' # linkcheck: ignore[F]
)
TOKEN=`{CURL} '{{}}' |
  jq .` # linkcheck: ignore[G]
"""
HTTP = f"""\
@client = x
### First, linkcheck: ignore[A]
# linkcheck: ignore[B]
// linkcheck: ignore[C]
POST {LINK}
# linkcheck: ignore[D]
Content-Type: application/json

{{"client_name": "
# linkcheck: ignore[no]
"}}

### linkcheck: ignore[E]
# linkcheck: ignore[F]
{CURL} '{{}}' # linkcheck: ignore[G]
"""
MARKDOWN = f"""\
# Notes, linkcheck: ignore[no]
<!-- linkcheck: ignore[A] -->

<!--
linkcheck: ignore[B]
-->

```sh
export A=1 # linkcheck: ignore[C]
# linkcheck: ignore[D]
{CURL} '{{}}'
```

Text <!-- linkcheck: ignore[no] -->
<!-- linkcheck: ignore[E] -->
Text

> - <!-- linkcheck: ignore[F] -->
>
>   ```http
>   # linkcheck: ignore[G]
>   POST {LINK}
>
>   {{}}
>   ```

```console
$ # linkcheck: ignore[H]
$ {CURL} '{{}}' # linkcheck: ignore[I]
# linkcheck: ignore[no]
```

```html
<!-- linkcheck: ignore[no] -->
```
"""
NOTES = f"""\
To create a token:
# linkcheck: ignore[A]
  # linkcheck: ignore[B]
  {CURL} '{{}}' # linkcheck: ignore[C]
# linkcheck: ignore[no]
and again
{CURL} '{{}}' # linkcheck: ignore[D]
"""
MDX = f"""\
{{/* linkcheck: ignore[A] */}}
```sh
{CURL} '{{}}'
```
<!-- linkcheck: ignore[no] -->
"""

FORMATS: list[tuple[str, str, list[Expected], list[tuple[int, int]]]] = [
    (
        "a.yaml",
        YAML,
        [
            ("A", (3, 3)),
            ("B", (6, 6)),
            ("C", None),
            ("D", None),
            ("E", None),
            ("F", None),
            ("G", (18, 18)),
            ("H", (18, 18)),
            ("I", (18, 18)),
            ("J", None),
        ],
        [(6, 6), (18, 18), (19, 19)],
    ),
    (
        "cassette.yaml",
        CASSETTE,
        [
            ("A", (4, 4)),
            ("B", None),
            ("C", None),
            ("D", None),
            ("E", None),
        ],
        [(4, 8), (11, 11)],
    ),
    (
        "a.sh",
        SCRIPT,
        [
            ("A", (4, 4)),
            ("B", None),
            ("C", None),
            ("D", None),
            ("E", (17, 17)),
            ("F", None),
            ("G", None),
        ],
        [(4, 7), (9, 14), (17, 17), (19, 20)],
    ),
    (
        "a.http",
        HTTP,
        [
            ("A", (5, 5)),
            ("B", (5, 5)),
            ("C", (5, 5)),
            ("D", (7, 7)),
            ("E", (15, 15)),
            ("F", (15, 15)),
            ("G", None),
        ],
        [(5, 5), (15, 15)],
    ),
    (
        "a.md",
        MARKDOWN,
        [
            ("A", (8, 12)),
            ("B", (8, 12)),
            ("C", None),
            ("D", (11, 11)),
            ("E", None),
            ("F", (20, 25)),
            ("G", (22, 22)),
            ("H", (29, 29)),
            ("I", None),
        ],
        [(11, 11), (22, 22), (29, 29)],
    ),
    (
        "notes.txt",
        NOTES,
        [("A", (4, 4)), ("B", (4, 4)), ("C", None), ("D", None)],
        [(4, 4), (7, 7)],
    ),
    ("a.mdx", MDX, [("A", (2, 4))], [(3, 3)]),
]


@each(("name", "text", "expected", "lines"), FORMATS, ids=lambda case: case[0])
def test_comments_of_a_format(
    name: str, text: str, expected: list[Expected], lines: list[tuple[int, int]]
) -> None:
    wanted = placed(text, expected), lines
    assert found(name, text) == wanted
    assert found(name, text.replace("\n", "\r\n")) == wanted


@each(
    ("name", "text"),
    [
        ("a.json", '{"client_name": "# linkcheck: ignore[LC301]"}'),
        ("a.jsonl", '{"client_name": "# linkcheck: ignore[LC301]"}\n'),
        ("a.yaml", "client_name: '# linkcheck: ignore[LC301]'"),
        ("a.yaml", "client_name: x # not about linkcheck"),
        ("a.sh", f'{CURL} \'{{"client_name": "# linkcheck: ignore[LC301]"}}\''),
    ],
)
def test_files_without_directives(name: str, text: str) -> None:
    every = list(documents(Source(name, name, named=True, data=text.encode())))
    assert [getattr(one, "suppressions", "no document") for one in every] == [None]


def test_both_loaders_of_yaml_find_the_same_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = list(comments(YAML))
    assert len(fast) > 10
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert list(comments(YAML)) == fast


def test_a_comment_shows_no_text() -> None:
    assert repr(Comment(1, 2, "# secret", is_alone=True)) == "Comment(1, 2, True)"


PYTHON = '''\
import plaid
text = "# linkcheck: ignore[no]"  # linkcheck: ignore[A]
doc = """
# linkcheck: ignore[no]
"""
# linkcheck: ignore[B]
client.link_token_create(  # noqa  # linkcheck: ignore[C]
    {
        # linkcheck: ignore[D]
        "client_name": f"{name} # linkcheck: ignore[no]",  # linkcheck: ignore[E]
    }
)
'''


@each("code", [PYTHON, "\ufeff" + PYTHON, PYTHON.replace("\n", "\r\n"), PYTHON.replace("\n", "\r")])
def test_comments_of_python(code: str) -> None:
    made = read("app.py", code.encode()).directives
    assert made is not None
    expected: list[Expected] = [
        ("A", None),
        ("B", (7, 7)),
        ("C", None),
        ("D", (10, 10)),
        ("E", None),
    ]
    assert list(map(shown, made.every)) == placed(PYTHON, expected)


def test_python_without_directives() -> None:
    code = 'client.link_token_create({"client_name": "# linkcheck: ignore"})'
    assert read("app.py", code.encode()).directives is None
