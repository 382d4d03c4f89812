"""The formats of the output, by name. A format is a module with one function, ``render``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from linkcheck.output.results import Options, Results

Render = Callable[[Results, Options], Iterator[str]]

FORMATS: dict[str, str] = {
    "text": "linkcheck.output.text",
    "concise": "linkcheck.output.concise",
    "json": "linkcheck.output.json_",
    "jsonl": "linkcheck.output.jsonl",
    "sarif": "linkcheck.output.sarif",
    "github": "linkcheck.output.github",
    "gitlab": "linkcheck.output.gitlab",
    "junit": "linkcheck.output.junit",
    "markdown": "linkcheck.output.markdown",
    "html": "linkcheck.output.html_",
}
"""The modules of the formats, by the names that ``--format`` takes."""


def renderer(name: str) -> Render:
    """The function that writes a format, in pieces of text. Raises KeyError if there is none."""
    render: Render = import_module(FORMATS[name]).render
    return render
