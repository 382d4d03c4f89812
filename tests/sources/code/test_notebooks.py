"""Requests in the code cells of Jupyter notebooks, with places in the text of the file."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from linkcheck.pointer import Span
from linkcheck.sources.code import notebooks, read, tokens_of
from linkcheck.sources.code.module import with_line_feeds
from linkcheck.sources.code.sites import Site
from linkcheck.sources.files import InputError, SomethingElse, Source, documents
from linkcheck.sources.lines import Lines

CALL = 'client.link_token_create({"products": ["auth"], "webhook": hook})'
PYTHON = {"language_info": {"name": "python"}}


def _notebook(*cells: str | list[str], **more: Any) -> dict[str, Any]:
    entries = [
        {"cell_type": "code", "metadata": {}, "outputs": [{"text": [CALL]}], "source": source}
        for source in cells
    ]
    return {"cells": entries, "metadata": PYTHON, "nbformat": 4, "nbformat_minor": 5, **more}


def _text(notebook: dict[str, Any], **options: Any) -> str:
    return json.dumps(notebook, **{"indent": 1, **options})


def _sites(text: str) -> tuple[Site, ...]:
    file = read("a.ipynb", text.encode())
    assert file.problem is None
    assert file.text == text.removeprefix("\ufeff")
    return file.sites


def _written(text: str, span: Span | None) -> str:
    """Return the source of a span in one line of a file."""
    assert span is not None
    assert span.line == span.end_line
    return Lines(text.removeprefix("\ufeff")).part(span.line, span.column - 1, span.end_column - 1)


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_places_are_those_of_the_file(start: str, indent: int | None, is_ascii: bool) -> None:
    lines = ['# é\t💥 \\ "quoted"\n', "hook = 'é'; x = \"💥\" and ", f"{CALL}  # é\n", "y = 1"]
    notebook = _notebook("import plaid", lines)
    text = start + _text(notebook, indent=indent, ensure_ascii=is_ascii)
    [site] = _sites(text)
    assert _written(text, site.span) == json.dumps(CALL)[1:-1]
    places = site.worlds[0].body.places
    assert _written(text, places["products",].key) == r"\"products\""
    assert _written(text, places["products", 0].value) == r"\"auth\""
    assert _written(text, places["webhook",].value) == "'é'".replace(
        "é", json.dumps("é", ensure_ascii=is_ascii)[1:-1]
    )


def test_a_value_of_several_lines_spans_those_of_the_file() -> None:
    text = _text(_notebook(["client.link_token_create(\n", "  {})\n"]))
    [site] = _sites(text)
    first = text.splitlines().index('    "client.link_token_create(\\n",') + 1
    assert site.span == Span(first, 6, first + 1, 11)


def test_cells_are_one_module_in_their_order() -> None:
    notebook = _notebook("hook = 'https://a.example/'", ["hook += 'b'\r\n", "\n"], CALL)
    notebook["cells"].insert(1, {"cell_type": "markdown", "source": ["hook = None"]})
    notebook["cells"].insert(1, {"cell_type": "code", "source": None})
    [site] = _sites(_text(notebook))
    assert site.worlds[0].body.value["webhook"] == "https://a.example/b"


@pytest.mark.parametrize("seed", range(40))
def test_each_character_is_found_in_the_file(seed: int) -> None:
    random = Random(seed)
    chars = "ab\\\"'/\t\n\r\x7fé\u2028💥\ud83d\udca5"
    cells = ["".join(random.choices(chars, k=random.randrange(12))) for _ in range(9)]
    notebook = _notebook(*cells[:3], cells[3:6], cells[6:])
    text = _text(notebook, indent=random.choice([None, 1]), ensure_ascii=random.random() < 0.5)
    found = notebooks.parse(text)
    assert found is not None
    for number, line in enumerate(found.lines, 1):
        for column, char in enumerate(line.text, 1):
            source = _written(text, found.place(Span(number, column, number, column + 1)))
            assert json.loads(f'"{source}"') == char
    sources = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    assert found.code == "\n".join(map(with_line_feeds, sources))


MAGICS = [
    "%matplotlib inline",
    "!pip install plaid-python",
    "!pip install \\\n  plaid-python \\\n  --upgrade",
    "!echo \"it's (open",
    "if hook:\n    !ls",
    "files = !ls '",
    "spent = %timeit -o print()",
    "client.link_token_create?",
    "?client",
    "%%time\nx = 1",
    "\n%%capture out\nx = 1",
    "%%bash\necho it's",
    "%%writefile app.py\nhook = 'other'",
    "x = 7 \\\n% 3\ny = (7\n% 3\n)\nz = '''\n%%time\n!ls\n'''",
    "%a\n%b\n!c\nx = 1\n%d",
    "%a\n" * 300,
    "%a\nx = '''\n%hook = 1\n'''\n%b",
]


@pytest.mark.parametrize("cell", MAGICS)
def test_commands_of_ipython_are_left_out(cell: str) -> None:
    [site] = _sites(_text(_notebook("hook = 'https://a.example/'", cell, CALL)))
    assert site.worlds[0].body.value == {"products": ["auth"], "webhook": "https://a.example/"}


def test_the_result_of_a_command_is_unknown() -> None:
    [site] = _sites(_text(_notebook("hook = 'x'\nhook = !cat hook", CALL)))
    assert ("webhook",) in site.worlds[0].body.unknown.values


@pytest.mark.parametrize(
    ("metadata", "count"),
    [
        ({}, 1),
        ({"kernelspec": {"language": "Python"}}, 1),
        ({"kernelspec": {"name": "python3"}}, 1),
        ({"language_info": {"name": "R"}}, 0),
        ({"kernelspec": {"language": "julia"}}, 0),
        ({"language_info": {"name": "javascript"}, "kernelspec": {"language": "python"}}, 0),
    ],
)
def test_only_python_is_read(metadata: dict[str, Any], count: int) -> None:
    assert len(_sites_or_none(_notebook(CALL, metadata=metadata))) == count


def test_a_cell_in_another_language_is_left_out() -> None:
    notebook = _notebook(CALL, CALL)
    notebook["cells"][0]["metadata"] = {"vscode": {"languageId": "sql"}}
    assert len(_sites_or_none(notebook)) == 1


def _sites_or_none(notebook: dict[str, Any]) -> tuple[Site, ...]:
    return read("a.ipynb", _text(notebook).encode()).sites


def test_long_lines_count_only_in_code() -> None:
    notebook = _notebook(CALL)
    notebook["cells"][0]["outputs"] = [{"data": {"image/png": "A" * 6000}}]
    assert len(_sites_or_none(notebook)) == 1
    assert not _sites_or_none(_notebook(CALL, f"x = '{'A' * 6000}'"))


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ('{"cells": [link_token_create', "String without quotes", 1),
        ('{"worksheets": ["link_token_create"]}', "Not a notebook in version 4 of its format", 0),
        ('["link_token_create"]', "Not a notebook in version 4 of its format", 0),
        (
            _text(_notebook("x = 1", ["y = 2\n", "link_token_create(\n"])),
            "Invalid Python syntax",
            27,
        ),
    ],
)
def test_broken_notebooks_have_a_problem(text: str, problem: str, line: int) -> None:
    file = read("a.ipynb", text.encode())
    assert file.problem is not None
    assert (file.problem.startswith(problem), file.line) == (True, line), file.problem


def test_a_notebook_is_not_read_as_json() -> None:
    text = _text(_notebook(CALL)).encode()
    [found] = documents(Source("a.ipynb", "a.ipynb", named=True, data=text))
    assert not isinstance(found, InputError)
    assert found.code is not None
    [other] = documents(Source("-", "-", named=True, data=text))
    assert isinstance(other, SomethingElse)
    assert other.reason.startswith("nothing to check: this is a Jupyter notebook")


def test_tokens_have_places_in_the_file() -> None:
    text = _text(_notebook('x = "é"  # \\'))
    shown = [_written(text, token.span) for token in tokens_of("a.ipynb", text)]
    assert shown == ["x", "=", r"\"", r"\u00e9", r"\"", "#", r" \\"]
