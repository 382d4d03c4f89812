"""The output formats by name. A format is a module with one function, ``render``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.output.exception_text import text_of
    from linkcheck.output.markdown import markdown_of
    from linkcheck.output.problem import problem_of
    from linkcheck.output.results import Options, Results
    from linkcheck.output.style import printable, printable_json

Render = Callable[["Results", "Options"], Iterator[str]]

_HOMES = {
    "markdown_of": "markdown",
    "printable": "style",
    "printable_json": "style",
    "problem_of": "problem",
    "text_of": "exception_text",
}

__all__ = [
    "FORMATS",
    "markdown_of",
    "printable",
    "printable_json",
    "problem_of",
    "renderer",
    "text_of",
]

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
"""The modules of the formats, by the values of ``--format``."""


def renderer(name: str) -> Render:
    """Return the function that writes a format in pieces of text. Raises KeyError if unknown."""
    render: Render = import_module(FORMATS[name]).render
    return render


__getattr__ = exporter(__name__, _HOMES)
