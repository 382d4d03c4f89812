"""Tracebacks hold no values: what each public function raises, and the frames that it leaves."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.cli.explanation import explain
from linkcheck.exceptions import InvalidPayload
from linkcheck.integrations.webhooks import UnreadableWebhook, parse_webhook
from linkcheck.sources.decode import SourceError, decode
from tests.offenders import each
from tests.robustness.frames import leaks, our_frames, raised_by

PLANTED = "zaphodine"
NAME = f"{PLANTED}@example.com"  # of a member
BAD: dict[str, Any] = {
    "client_name": "Zaphod",
    "products": ["auth", {NAME: PLANTED}],
    "user": {"client_user_id": f"{PLANTED}@example.com", "legal_name": PLANTED, NAME: [PLANTED]},
    "secret": PLANTED,
    NAME: "{{x}}",
}
TEXT = json.dumps(BAD)
BODIES: dict[str, Any] = {
    "dict": BAD,
    "text": TEXT,
    "bytes": TEXT.encode(),
    "bytearray": bytearray(TEXT.encode()),
    "broken text": TEXT[:-1],
    "no UTF-8": TEXT.encode()[:-1] + b"\xff}",
    "deep text": '{"zaphodine": ' + "[" * 100_000,
    "list": [PLANTED, BAD],
    "object": object,
}
WEBHOOK = {"webhook_type": "LINK", "webhook_code": "EVENTS", "link_session_id": PLANTED}

Call = Callable[[Any], object]
_checker = Checker(today=None)
REFUSING: dict[str, Call] = {
    "linkcheck.ensure": linkcheck.ensure,
    "linkcheck.Checker.ensure": _checker.ensure,
}
"""The functions that raise InvalidPayload."""
MISUSED: dict[str, Call] = {
    "linkcheck.check": lambda body: linkcheck.check(body, "no such kind"),
    "linkcheck.ensure": lambda body: linkcheck.ensure(body, "no such kind"),
    "linkcheck.Checker.check": lambda body: _checker.check(body, "no such kind"),
    "linkcheck.Checker.ensure": lambda body: _checker.ensure(body, "no such kind"),
    "linkcheck.Checker.fix": lambda body: _checker.fix(body, "no such kind"),
    "linkcheck.Report.fixed": lambda body: linkcheck.Report("no such kind").fixed(),
    "linkcheck.cli.explanation.explain": lambda body: explain(body, _checker, "no such kind"),
}
"""The functions that raise for a wrong argument."""
_SCREEN = "linkcheck.shapes.screen"
CRASHING: dict[str, Call] = {
    "linkcheck.check": linkcheck.check,
    "linkcheck.ensure": linkcheck.ensure,
    "linkcheck.Checker.check": _checker.check,
    "linkcheck.Checker.ensure": _checker.ensure,
    "linkcheck.Checker.fix": _checker.fix,
    "linkcheck.Checker.view": lambda body: _checker.view(body, linkcheck.Document.CREATE_REQUEST),
    "linkcheck.cli.explanation.explain": lambda body: explain(body, _checker),
    "linkcheck.webhooks.parse_webhook": lambda body: parse_webhook({**body, **WEBHOOK}),
}
"""The functions that let out what is raised in the middle of the check, such as a Ctrl-C."""


@each("name", REFUSING)
@each("body", BODIES)
def test_a_refusal_leaves_no_values(name: str, body: str) -> None:
    error = raised_by(lambda: REFUSING[name](BODIES[body]))
    assert isinstance(error, InvalidPayload)
    assert our_frames(error)
    assert leaks(error, PLANTED) == []
    assert error.__context__ is None


@each("name", MISUSED)
@each("body", BODIES)
def test_a_wrong_argument_leaves_no_values(name: str, body: str) -> None:
    error = raised_by(lambda: MISUSED[name](BODIES[body]))
    assert isinstance(error, ValueError)
    assert our_frames(error)
    assert leaks(error, PLANTED) == []


@pytest.mark.parametrize("name", CRASHING)
@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError, ZeroDivisionError])
def test_an_interrupt_leaves_no_values(
    name: str, kind: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        try:
            json.loads(f'"{PLANTED}')
        except ValueError:
            raise kind from None

    for place in ("linkcheck.pipeline.shapes.examine", "linkcheck.pipeline.Run.run"):
        monkeypatch.setattr(place, stop)
    error = raised_by(lambda: CRASHING[name](BAD))
    assert isinstance(error, kind)
    assert our_frames(error)
    assert [leak for leak in leaks(error, PLANTED) if not leak.startswith("doc of")] == []


def test_a_crash_while_fixes_are_applied_leaves_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    report = linkcheck.check(BAD)

    def stop(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("linkcheck.fixes.fix_value", stop)
    error = raised_by(report.fixed)
    assert isinstance(error, ZeroDivisionError)
    assert our_frames(error)
    assert leaks(error, PLANTED) == []


@pytest.mark.parametrize("body", BODIES)
def test_an_unreadable_webhook_leaves_no_values(body: str) -> None:
    if body in ("dict", "text", "bytes", "bytearray", "object"):
        return  # read, or no body at all
    payload = json.dumps(BODIES[body]) if body == "list" else BODIES[body]
    error = raised_by(lambda: parse_webhook(payload))
    assert isinstance(error, UnreadableWebhook)
    assert leaks(error, PLANTED) == []


@each("cut", range(1, len(TEXT), 7))
def test_a_broken_text_leaves_no_values(cut: int) -> None:
    text = TEXT[:cut]
    for data in (text, text.encode(), text.encode() + b"\xff", "\ufeff" + text):
        error = raised_by(lambda data=data: decode(data))  # type: ignore[misc]
        assert isinstance(error, SourceError)
        assert leaks(error, PLANTED) == []


def test_what_the_caller_was_handling_stays() -> None:
    def handle() -> None:
        try:
            json.loads("[")
        except ValueError:
            linkcheck.ensure(BAD)

    error = raised_by(handle)
    assert isinstance(error.__context__, json.JSONDecodeError)
    assert "handle" in [frame.name for frame in _summary(error)]


def test_lines_and_names_of_functions_stay() -> None:
    names = [frame.name for frame in _summary(raised_by(lambda: linkcheck.ensure(BAD, "x")))]
    assert "ensure" in names
    assert "_check" in names


def _summary(error: BaseException) -> Any:
    import traceback

    return traceback.extract_tb(error.__traceback__)


# -- no public function is forgotten -----------------------------------------------------------

_PAYLOADS = {"payload", "body", "value", "decoded", "found", "data", "text"}
_SILENT = {
    "linkcheck.detect": "raises nothing",
    "linkcheck.Checker.check_value": "raises nothing; what `check` calls",
    "linkcheck.Checker.check_text": "raises nothing; what `check` calls",
    "linkcheck.Checker.check_decoded": "raises nothing; what `check` calls",
    "linkcheck.Checker.check_source": "raises nothing; `SourceDocument` shows no values",
    "linkcheck.Checker.check_known": "raises nothing; what guards call",
    "linkcheck.Checker.known_clean": "raises nothing",
}
_ELSEWHERE = (
    "linkcheck.spark",  # gets no document of the caller's process
    "linkcheck.preflight",  # tests/integrations/test_tracebacks.py
)


def _public() -> set[str]:
    """The documented functions that take a payload, and those that know one."""
    pages = Path(__file__).parents[2].glob("docs/reference/*.md")
    names = [n for page in pages for n in re.findall(r"^::: (\S+)", page.read_text(), re.M)]
    found = {"linkcheck.Report.fixed", "linkcheck.cli.explanation.explain"}
    for name in names:
        if name.startswith(_ELSEWHERE):
            continue
        owner, _, last = name.rpartition(".")
        try:
            thing = getattr(importlib.import_module(owner), last)
        except (ImportError, AttributeError):
            continue
        functions = {name: thing}
        if inspect.isclass(thing):
            functions = {f"{name}.{n}": f for n, f in inspect.getmembers(thing, inspect.isfunction)}
        for full, function in functions.items():
            if "._" in full or not inspect.isfunction(function):
                continue
            if _PAYLOADS & set(inspect.signature(function).parameters):
                found.add(full)
    return found


def test_the_tables_name_each_public_function() -> None:
    assert _public() == {*REFUSING, *MISUSED, *CRASHING, *_SILENT}
