"""The directives in the comments of source code, with their places in the file."""

from __future__ import annotations

import json

import pytest

from linkcheck.sources.code import read

CALL = {".py": "client.link_token_create({})", ".ts": "client.linkTokenCreate({})"}
IGNORE = "linkcheck: ignore[LC5]"

# Code with a directive, the line and column of the directive, and the line that it is above.
CASES = [
    (".py", f"# {IGNORE}\nCALL", (1, 3, 2)),
    (".py", f"x = '# {IGNORE}'\nif x:\n    # é\n    # {IGNORE} as x\n    CALL", (4, 7, 5)),
    (".py", f"CALL  # noqa # {IGNORE}", (1, 40, None)),
    (".ts", f"// {IGNORE}\nCALL;", (1, 4, 2)),
    (
        ".ts",
        f"const x = `// {IGNORE}`, y = '/* {IGNORE} */';\nCALL; /* é💥 {IGNORE} */",
        (2, 35, None),
    ),
    (".ts", f"/*\n * {IGNORE}\n */\nCALL", (2, 4, 4)),
    (".vue", f"<!-- {IGNORE} -->\n<script>\n  // {IGNORE}\n  CALL\n</script>", (3, 6, 4)),
    (".tsx", f"const x = <p>// {IGNORE}</p>;\nCALL // {IGNORE}", (2, 31, None)),
]


@pytest.mark.parametrize(("suffix", "code", "expected"), CASES)
def test_directives_of_code(suffix: str, code: str, expected: tuple[int, int, int | None]) -> None:
    code = code.replace("CALL", CALL.get(suffix, CALL[".ts"]))
    found = read(f"a{suffix}", code.encode()).directives
    assert found is not None
    [directive] = found.every
    above = directive.starts and directive.starts[0]
    assert (*directive.span[:2], above) == expected


def _notebook(source: str | list[str]) -> bytes:
    cells = [{"cell_type": "code", "source": source}]
    return json.dumps({"cells": cells}, indent=1).encode()


def test_directives_of_a_notebook() -> None:
    lines = ['x = "é" # ', f"{IGNORE}\n", f"# {IGNORE}\n", f"{CALL['.py']}\n", "\n"]
    found = read("a.ipynb", _notebook(lines)).directives
    assert found is not None
    # The first comment ends in another string than it begins.
    [directive] = found.every
    assert (*directive.span[:2], directive.starts) == (8, 8, (9, 9))


def test_a_comment_on_a_line_of_the_file_with_other_code_has_no_directive() -> None:
    assert read("a.ipynb", _notebook(f"# {IGNORE}\n{CALL['.py']}")).directives is None
