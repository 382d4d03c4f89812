"""What the shipped rules give is sound, so that nothing looks at it on every check.

The runner looks only at what house rules give. Here it looks at all.
"""

from __future__ import annotations

from random import Random

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.engine import catalog, runner
from linkcheck.engine.ruledoc import parse
from linkcheck.shapes.loader import schema
from tests.robustness.grow import CHECKERS, grown, spoilt
from tests.rules.code import check_example
from tests.rules.examples import bodies

DICE = Random(23)


@pytest.fixture(autouse=True)
def _look_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PREFIX", "none of ours")


def test_rules_give_sound_findings_on_their_examples() -> None:
    found = set()
    for body in bodies():
        for value in (body.value, spoilt(body.value, DICE)):
            report = body.checker.check(value, body.document, request=body.request)
            assert report.internal_errors == (), body.rule.code
            found |= {violation.code for violation in report.violations}
    for rule in catalog.rules():
        for example in (example for example in parse(rule).bad if example.is_code):
            report = check_example(Checker(pedantic=True), example)
            assert report.internal_errors == (), rule.code
            found |= {violation.code for violation in report.violations}
    shown = {rule.code for rule in catalog.rules() if not rule.shape}
    assert shown <= found


def test_rules_give_sound_findings_on_bodies_at_random() -> None:
    for document in Document:
        for _ in range(300):
            body = grown(schema(document), DICE, 0.3)
            for checker in CHECKERS:
                assert checker.check(body, document).internal_errors == ()
