"""Checks of documents that are given as source code."""

from __future__ import annotations

from typing import Any

from linkcheck.checker import Checker
from linkcheck.engine.ordering import in_order
from linkcheck.engine.ruledoc import Example
from linkcheck.report import Report
from linkcheck.sources.code import read
from linkcheck.sources.files import SourceDocument
from linkcheck.sources.readers import read_yaml
from linkcheck.violation import to_violations


def check_code(checker: Checker, code: str) -> Report:
    """Return the report on the only request in Python code, which has no branches."""
    file = read("app.py", code.encode())
    assert file.problem is None
    (site,) = file.sites
    (world,) = site.worlds
    body = world.body
    kind, found, crashes, value = checker._find(
        body.value,
        site.document,
        None,
        dict(world.facts),
        unknown=body.unknown,
        origins=body.origins,
    )
    return Report(str(kind), to_violations(in_order(value, found), kind), tuple(crashes))


def check_example(checker: Checker, example: Example, request: Any = None) -> Report:
    """Return the report on an example of a rule."""
    if example.is_code:
        return check_code(checker, example.text)
    if not example.is_yaml:
        return checker.check(example.body, example.document, request=request)
    [document] = read_yaml("body.yaml", example.text.encode())
    assert isinstance(document, SourceDocument)
    [report] = checker.check_comments([(document, checker.check_source(document))])
    return report
