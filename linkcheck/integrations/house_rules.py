"""Helpers for tests of custom rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linkcheck.checker import Checker
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse


def failing_examples(rules: Iterable[Rule]) -> Iterator[str]:
    """Return the mistakes in the examples of rules, as sentences; for tests.

    A rule must report its bad examples, and none of its good ones. A rule without a bad or a good
    example is a mistake too.
    """
    for one in rules:
        doc = parse(one)
        if not doc.bad or not doc.good:
            yield f"{one.code} needs a bad and a good example."
        options = {name: value for name, value in doc.context.items() if name != "request"}
        checker = Checker(rules=[one], select=[one.code], **options)
        for examples, is_bad in ((doc.bad, True), (doc.good, False)):
            for example in examples:
                report = checker.check(
                    example.body, example.document, request=doc.context.get("request")
                )
                if bool(report.violations) is not is_bad:
                    what = "bad example is not reported" if is_bad else "good example is reported"
                    yield f"{one.code}: the {what}: {example.written}"
