"""Where in a TOML text a key stands."""

from __future__ import annotations

import pytest

from linkcheck.config.lines import Steps, mark_naming, mark_of
from tests.offenders import each

TEXT = """\
# select = ["LC999"]
select = [
    "LC1",
    "LC101, LC999",
]
a.b = 1
"per-file-ignores" = {"x" = []}

[severity]  # of rules
'LC301' = "off"

[[schemas]]
path = "a/one.json"
[[ schemas ]]
path = "a/two.json"

[customizations.default]
language = "en"
"""


@each(
    ("path", "word", "line"),
    [
        (("select",), None, 2),
        (("select", 1), None, 2),
        (("select", 1), "LC999", 4),
        (("select",), "LC99", 2),
        (("a", "b"), None, 6),
        (("per-file-ignores", "x"), None, 7),
        (("severity",), None, 9),
        (("severity", "LC301"), None, 10),
        (("severity", "LC302"), None, 9),
        (("schemas", 0, "path"), None, 13),
        (("schemas", 1), None, 14),
        (("schemas", 1, "path"), None, 15),
        (("customizations", "default", "language"), None, 18),
        (("nowhere",), None, None),
    ],
)
def test_the_line_of_a_key(path: Steps, word: str | None, line: int | None) -> None:
    mark = mark_of(TEXT, path, word)
    assert (mark and mark.line) == line
    assert mark_of(TEXT.replace("\n", "\r\n"), path, word) == mark


@pytest.mark.parametrize(
    ("word", "line"),
    [("LC999", 4), ("LC301", 10), ("one.json", 13), ("LC30", None), ("wo.json", None), ("x", 7)],
)
def test_the_line_that_names_something(word: str, line: int | None) -> None:
    mark = mark_naming(TEXT, word)
    assert (mark and mark.line) == line


@each(
    ("path", "word", "column"),
    [
        (("select",), None, 1),
        (("select", 1), "LC999", 5),
        (("a", "b"), None, 1),
        (("severity",), None, 1),
        (("severity", "LC301"), None, 1),
        (("schemas",), None, 1),
        (("nowhere",), None, None),
    ],
)
def test_the_column_of_a_key(path: Steps, word: str | None, column: int | None) -> None:
    mark = mark_of(TEXT, path, word)
    assert (mark and mark.column) == column
