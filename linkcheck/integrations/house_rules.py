"""What tests of house rules call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linkcheck.checker import Checker
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse


def failing_examples(rules: Iterable[Rule]) -> Iterator[str]:
    """What is wrong with the examples in the docstrings of rules, a sentence each; for tests.

    A bad example must break its rule, a good one must keep it. A rule without a bad and a good
    example is named, too.
    """
    for one in rules:
        doc = parse(one)
        if not doc.bad or not doc.good:
            yield f"{one.code} needs an example of each, bad and good."
        options = {name: value for name, value in doc.context.items() if name != "request"}
        checker = Checker(rules=[one], select=[one.code], **options)
        for examples, is_bad in ((doc.bad, True), (doc.good, False)):
            for example in examples:
                report = checker.check(
                    example.body, example.document, request=doc.context.get("request")
                )
                if bool(report.violations) is not is_bad:
                    what = "bad example finds nothing" if is_bad else "good example is reported"
                    yield f"{one.code}: the {what}: {example.written}"
