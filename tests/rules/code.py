"""Checks of documents that are given as source code."""

from __future__ import annotations

from typing import Any

from linkcheck.checker import Checker
from linkcheck.engine.ruledoc import Example
from linkcheck.report import Report
from linkcheck.sources.files import SourceDocument
from linkcheck.sources.readers import read_yaml


def check_example(checker: Checker, example: Example, request: Any = None) -> Report:
    """Return the report on an example of a rule."""
    if not example.is_yaml:
        return checker.check(example.body, example.document, request=request)
    every = read_yaml("body.yaml", example.text.encode())
    (report,) = checker.check_file(d for d in every if isinstance(d, SourceDocument))
    return report
