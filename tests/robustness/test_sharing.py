"""Nothing that a caller is given is shared with a memory: whatever is done to it, verdicts stay."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from benchmarks.payloads import FULL, MINIMAL, TEN_MISTAKES, TYPICAL, variants
from linkcheck.checker import Checker
from linkcheck.cli.explanation import explain
from linkcheck.context import Customization
from linkcheck.documents import BASES, Document
from linkcheck.integrations.logs import fields
from linkcheck.integrations.webhooks import parse_webhook
from linkcheck.report import Report
from linkcheck.sources.decode import decode
from linkcheck.sources.files import Source
from linkcheck.sources.json_lines import read_lines
from tests.robustness.bodies_alike import bodies

pytestmark = pytest.mark.exhaustive

_OTHERS = [body for _, body in BASES.values()]
BODIES = [MINIMAL, TYPICAL, FULL, TEN_MISTAKES, *_OTHERS]


def vandalize(value: Any) -> int:
    """Change every container that a value leads to, of whatever kind; how many there were."""
    count, seen, waiting = 0, {id(value)}, [value]
    kept = [value]  # so that no id is used twice
    while waiting:
        one = waiting.pop()
        inner: list[Any] = []
        if isinstance(one, dict):
            inner = [*one.values()]
            one.clear()
            one["vandal"] = ["vandal"]
            count += 1
        elif isinstance(one, list):
            inner = [*one]
            one[:] = ["vandal"]
            count += 1
        elif isinstance(one, tuple):
            inner = [*one]
        elif type(one).__module__.startswith("linkcheck") and not isinstance(one, str):
            names = getattr(type(one), "__dataclass_fields__", ())
            inner = [getattr(one, name) for name in names]
        new = [child for child in inner if id(child) not in seen]
        seen.update(map(id, new))
        kept += new
        waiting += new
    return count


def report(checker: Checker, payload: Any) -> Iterator[Any]:
    found = checker.check(payload)
    yield from _of_report(found)
    yield found


def _of_report(found: Report) -> Iterator[Any]:
    yield from (found.to_dict(), found.to_problem(), fields(found), found.fixed())
    yield found.fixed(unsafe=True)
    yield [violation.to_dict() for violation in found]


def fixed(checker: Checker, payload: Any) -> Iterator[Any]:
    for unsafe in (False, True):
        yield checker.fix(payload, unsafe=unsafe)


def webhook(checker: Checker, payload: Any) -> Iterator[Any]:
    yield parse_webhook(payload, checker=checker)


def decoded(_: Checker, payload: Any) -> Iterator[Any]:
    if not isinstance(payload, dict):
        yield decode(payload).value


def lines(checker: Checker, payload: Any, path: Any) -> Iterator[Any]:
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    path.write_bytes(text + b"\n")
    for found in read_lines(Source(str(path), str(path), named=True)):
        yield checker.check_source(found)  # type: ignore[arg-type]
        yield found.value  # type: ignore[union-attr]


def explained(checker: Checker, payload: Any) -> Iterator[Any]:
    if isinstance(payload, dict):
        yield [one.to_dict() for one in explain(payload, checker)]
        yield checker.view(payload, Document.CREATE_REQUEST).features


USES: list[Callable[[Checker, Any], Iterator[Any]]] = [report, fixed, webhook, decoded, explained]
OPTIONS: list[dict[str, Any]] = [
    {},
    {"pedantic": True},
    {
        "enabled_products": ["auth"],
        "customizations": {"default": Customization("en", frozenset({"US"}))},
    },
]


def forms(body: Any) -> Iterator[Any]:
    yield copy.deepcopy(body)
    yield json.dumps(body)
    yield json.dumps(body).encode()


def verdicts(checker: Checker) -> list[Any]:
    found = []
    for body in BODIES:
        every = variants(body, 3) if "client_user_id" in body.get("user", {}) else [body] * 3
        for one in every:
            for form in forms(one):
                report = checker.check(form)
                found.append((report, report.to_dict(), report.fixed(unsafe=True)))
    return found


@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_given_can_be_changed(options: dict[str, Any], tmp_path: Any) -> None:
    checker = Checker(**options)
    expected = copy.deepcopy(verdicts(checker))
    count = 0
    for _ in range(2):
        for body in BODIES:
            for form in forms(body):
                for use in USES:
                    for given in use(checker, form):
                        count += vandalize(given)
                for given in lines(checker, form, tmp_path / "log.jsonl"):
                    count += vandalize(given)
        assert verdicts(checker) == expected
        assert verdicts(Checker(**options)) == expected
    assert count > 2000


def test_what_was_given_to_a_check_can_be_changed() -> None:
    checker = Checker(pedantic=True)
    for body, is_json in bodies(Random(5), 1500):
        if is_json and isinstance(body, dict):
            expected = checker.check(copy.deepcopy(body)).violations
            given = copy.deepcopy(body)
            for _ in range(2):
                assert checker.check(given).violations == expected
            vandalize(given)
            assert checker.check(body).violations == expected
