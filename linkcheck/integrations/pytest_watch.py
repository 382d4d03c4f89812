"""The implementation of the pytest plug-in: check the Link calls of tests, and fail tests."""

from __future__ import annotations

from collections.abc import Collection, Generator
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.engine import catalog
from linkcheck.exceptions import LinkcheckError, LinkcheckWarning
from linkcheck.integrations.interception import Interception
from linkcheck.integrations.preflight import Preflight
from linkcheck.integrations.pytest_names import FIXTURE, MARKER
from linkcheck.report import Report

_CALLS = pytest.StashKey["LinkCalls"]()
_WRONG = (LinkcheckError, LinkcheckWarning)  # the second with `-W error`


class LinkCalls:
    """The Link calls that a test sends, including the setup of its fixtures."""

    def __init__(self, preflight: Preflight, expected: tuple[str, ...]) -> None:
        self.preflight = preflight
        self._expected: set[str] = set()
        self._reports: list[Report] = []
        self._settled = 0
        self.expect(*expected)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports on the requests sent so far, in order."""
        return tuple(self._reports)

    def expect(self, *rules: str) -> None:
        """Expect violations of rules: the test fails if one of the rules has none at its end.

        ``rules`` are codes, prefixes or names. Raises ValueError for an unknown one.
        """
        for rule in rules:
            self._codes([rule])
        self._expected.update(rules)

    def see(self, report: Report) -> None:
        """Record the report on a request."""
        self._reports.append(report)

    def complaint(self) -> str | None:
        """Return the failure for the invalid requests since the last failure, or None."""
        found, self._settled = self._reports[self._settled :], len(self._reports)
        expected = self._codes(self._expected)
        wrong = [r for r in (_without(r, expected) for r in found) if self.preflight.counts(r)]
        if not wrong:
            return None
        many = f"{len(wrong)} invalid Link requests" if wrong[1:] else "an invalid Link request"
        return "\n".join([f"The test sent {many}.", *map(str, wrong)])

    def lacking(self) -> str | None:
        """Return the failure for the expected rules without violations, or None."""
        codes = {violation.code for report in self._reports for violation in report}
        unmet = [rule for rule in sorted(self._expected) if codes.isdisjoint(self._codes([rule]))]
        if not unmet:
            return None
        return f"Expected violations not found in the Link requests: {', '.join(unmet)}"

    def _codes(self, rules: Collection[str]) -> frozenset[str]:
        return catalog.expand(rules, (*catalog.rules(), *self.preflight.checker.rules))


def _without(report: Report, codes: frozenset[str]) -> Report:
    violations = tuple(v for v in report.violations if v.code not in codes)
    return Report(report.document, violations, report.internal_errors)


class Watch:
    """The hooks that check the calls of each test, and fail it."""

    def __init__(self, config: pytest.Config, *, for_all: bool) -> None:
        self._for_all = for_all
        self._root = config.rootpath
        self._fail_on = config.getini("linkcheck_fail_on")
        try:
            self._preflight = self._preflight_with({})
        except (*_WRONG, ValueError) as error:
            raise pytest.UsageError(f"linkcheck: {error}") from None
        self._calls: LinkCalls | None = None
        self._interception = Interception(
            lambda: self._calls.preflight if self._calls is not None else None, self._see
        )
        self._interception.install()

    def calls_of(self, item: pytest.Item) -> LinkCalls:
        """The calls of a test."""
        return item.stash[_CALLS]

    def pytest_unconfigure(self) -> None:
        self._interception.remove()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        self._calls = None
        try:
            self._calls = self._begin(item)
        except (*_WRONG, TypeError, ValueError) as error:  # in the arguments of the mark
            pytest.fail(f"linkcheck: {error}", pytrace=False)
        yield

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from self._settle(item, "call")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        try:
            yield from self._settle(item, "teardown")
        finally:
            self._calls = None

    def _begin(self, item: pytest.Item) -> LinkCalls | None:
        marker = item.get_closest_marker(MARKER)
        options: dict[str, Any] = dict(marker.kwargs) if marker is not None else {}
        expected = options.pop("expect", ())
        asked = self._for_all or marker is not None or FIXTURE in getattr(item, "fixturenames", ())
        if not options.pop("enabled", True) or not asked:
            return None
        preflight = self._preflight_with(options) if options else self._preflight
        calls = LinkCalls(preflight, (expected,) if isinstance(expected, str) else tuple(expected))
        item.stash[_CALLS] = calls
        return calls

    def _settle(self, item: pytest.Item, when: str) -> Generator[None, None, None]:
        """Fail a phase of a test for the requests sent so far; extend its own failure, if any."""
        try:
            yield
        except BaseException:
            text = self._calls.complaint() if self._calls is not None else None
            if text is not None:
                item.add_report_section(when, "linkcheck", text)
            raise
        if self._calls is None:
            return
        lacking = self._calls.lacking() if when == "call" else None
        text = "\n".join(filter(None, [self._calls.complaint(), lacking]))
        if text:
            pytest.fail(text, pytrace=False)

    def _preflight_with(self, options: dict[str, Any]) -> Preflight:
        checker = Checker.for_project(self._root, **options)
        return Preflight(checker, fail_on=self._fail_on)

    def _see(self, report: Report) -> None:
        if self._calls is not None:
            self._calls.see(report)
