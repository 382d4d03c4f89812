"""All messages of the cases and examples, in one reviewed file.

``python -m tests.rules.snapshot`` rewrites it; the test only compares.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from linkcheck.checker import Checker
from linkcheck.engine import catalog
from linkcheck.engine.ruledoc import Example, parse
from tests.rules.code import check_example
from tests.rules.test_cases import CASES

FILE = Path(__file__).with_name("messages.txt")


@cache
def texts() -> str:
    """One line a message, in the order of the codes."""
    lines: set[str] = set()
    for case in CASES:
        lines |= _lines(case.code, case.example(), case.context)
    for rule in catalog.rules():
        doc = parse(rule)
        for example in doc.bad:
            lines |= _lines(rule.code, example, doc.context)
    return "\n".join(sorted(lines)) + "\n"


def _lines(code: str, example: Example, context: dict[str, Any]) -> set[str]:
    options = dict(context)
    request = options.pop("request", None)
    report = check_example(Checker(pedantic=True, **options), example, request)
    return {
        f"{v.code} {v.severity}: {v.message} / help: {v.help}"
        for v in report.violations
        if v.code == code
    }


if __name__ == "__main__":
    FILE.write_text(texts(), encoding="utf-8")
