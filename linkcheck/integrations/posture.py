"""How a guard handles violations: its arguments, and the environment variable LINKCHECK_GUARD."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.exceptions import InvalidPayload
from linkcheck.integrations.containment import Journal
from linkcheck.integrations.logs import callers_level, log_report, log_unknown, logger_or_default
from linkcheck.options.arguments import Argument, SeverityName
from linkcheck.options.kinds import Choice, unknown_name
from linkcheck.report import Report

RAISE: Final = "raise"
LOG: Final = "log"
OFF: Final = "off"

VARIABLE = "LINKCHECK_GUARD"
"""The environment variable that takes precedence over ``on_violation`` of all guards."""

_RANKS = {"error": 0, "warning": 1, "info": 2}
_SEVERITY = Choice(tuple(_RANKS), "severity")
_UNKNOWN = Choice(("error", LOG), "mode")
_FUNCTION = "a function that takes a report"

UnknownMode = Literal["error", "log"]
OnViolation = Literal["raise", "log"] | Callable[[Report], object]


class Posture:
    """The handling of violations. Raises ValueError for a wrong argument.

    The environment variable is read at each call, so that a running program can be switched.
    """

    def __init__(
        self,
        on_violation: OnViolation,
        fail_on: SeverityName,
        unknown: UnknownMode,
        journal: Journal,
    ) -> None:
        self.logger, self._counters = journal
        self._on_violation = _action(on_violation)
        self._worst = _RANKS[_SEVERITY.read(fail_on, Argument("fail_on"))]
        self._tolerates_unknown = _UNKNOWN.read(unknown, Argument("unknown")) == LOG

    def report(self, checker: Checker, body: Any, document: Document, request: Any) -> Report:
        """Return the report on a body; log what this release does not know of it, if wanted."""
        unknown: list[str] = []
        if self._tolerates_unknown:
            report, unknown = checker.check_known(body, document, request=request)
        else:
            report = checker.check(body, document, request=request)
        self._counters.add(*self._events(report, unknown))
        if unknown:
            log_unknown(report.document, unknown, self.logger)
        return report

    def _events(self, report: Report, unknown: list[str]) -> Iterator[str]:
        """Yield the counters that a report increases."""
        yield "checked"
        if self.counts(report):
            yield "violating"
        if unknown:
            yield "unknown"
        if report.internal_errors:
            yield "crashed"

    def is_off(self) -> bool:
        """Return whether guards check nothing at present."""
        return self._override() == OFF

    def outcome(self, report: Report) -> BaseException | None:
        """Handle a report; return the exception to raise, if any."""
        stop = self._handle(report)
        if stop is not None:
            self._counters.add("refused")
        return stop

    def _handle(self, report: Report) -> BaseException | None:
        if not self.counts(report):
            if report.internal_errors:
                log_report(report, self.logger)
            return None
        action = self._override() or self._on_violation
        if action == RAISE:
            return InvalidPayload(report)
        if not callable(action):  # LOG, or OFF since the call began
            log_report(report, self.logger)
            return None
        try:
            action(report)
        except BaseException as error:
            return error
        return None

    def counts(self, report: Report) -> bool:
        """Return whether a report has a violation of at least the severity ``fail_on``."""
        return any(v.severity.rank <= self._worst for v in report.violations)

    def _override(self) -> str | None:
        """Return the value of the environment variable; None if it is not set, or wrong."""
        value = os.environ.get(VARIABLE, "").strip().lower()
        if value in (RAISE, LOG, OFF):
            return value
        if value:
            _warn_once(value, self.logger)
        return None


def _action(value: Any) -> OnViolation:
    """Return the argument ``on_violation``."""
    if callable(value):
        return value  # type: ignore[no-any-return]
    place = Argument("on_violation")
    if not isinstance(value, str):
        raise place.wrong(f'"{RAISE}", "{LOG}" or {_FUNCTION}', value)
    if value not in (RAISE, LOG):
        raise place.error(unknown_name("on_violation", value, (RAISE, LOG, _FUNCTION)))
    return RAISE if value == RAISE else LOG


_warned: dict[str, object] = {}


def _warn_once(value: str, logger: logging.Logger | None) -> None:
    """Log once that a value of the environment variable is wrong."""
    first = object()
    if _warned.setdefault(value, first) is not first:
        return
    # The value is not shown: it may be that of another variable, such as a secret.
    template = "%s must be %s, %s or %s; its value is ignored"
    words = (VARIABLE, RAISE, LOG, OFF)
    logger_or_default(logger).warning(template, *words, stacklevel=callers_level())
