"""Check calls to Plaid's Link endpoints before any client sends them.

A ``Preflight`` knows how to check calls and how to handle violations. An integration
(``linkcheck.plaid``, ``linkcheck.httpx``, ...) passes it each call: ``call`` recognizes the calls
to Link endpoints, and its ``LinkCall`` checks the request and, if wanted, the response.

Only violations stop a call: a crash of linkcheck itself is logged, and the call continues (see
``linkcheck.integrations.containment``). A preflight does not change or keep any call.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Collection
from typing import Any, Unpack

from linkcheck.checker import Checker
from linkcheck.documents import CREDENTIAL_HEADERS, METHOD, Endpoint, endpoint_of, facts_of
from linkcheck.integrations.bodies import object_of, whole
from linkcheck.integrations.containment import Journal, contained
from linkcheck.integrations.counters import COUNTERS, Counters
from linkcheck.integrations.posture import LOG, RAISE, OnViolation, Posture, UnknownMode
from linkcheck.options.arguments import (
    Argument,
    CheckerOptions,
    SeverityName,
    flag,
    refuse_unknown,
)
from linkcheck.report import Report
from linkcheck.tracebacks import discreet

_MARK = "/link/token/"


class PreflightOptions(CheckerOptions, total=False):
    """The types of the options of ``Preflight``, which the guards take."""

    checker: Checker | None
    on_violation: OnViolation
    fail_on: SeverityName
    unknown: UnknownMode
    responses: bool
    logger: logging.Logger | None
    counters: Counters


class Preflight:
    """Checks calls to Link endpoints and handles the violations.

    ``checker`` checks the documents, such as ``Checker.for_project()``; alternatively, pass options
    of ``Checker`` by name. The environment and the header credentials of the checker take
    precedence over those of a call.

    ``on_violation`` is ``"raise"`` (raise ``InvalidPayload`` before the call is sent), ``"log"``
    (log the report with ``linkcheck.logs`` and continue), or a function that takes the ``Report``
    and may raise to stop the call. ``fail_on`` is the lowest severity that triggers it:
    ``"error"``, ``"warning"`` or ``"info"``. With ``responses``, the responses of Plaid are checked
    too, together with their requests. ``logger`` defaults to the logger named ``linkcheck``,
    and ``counters`` to those of the process.

    ``unknown`` is ``"log"`` or ``"error"``. A field, product or other value that this release does
    not know may be newer. With ``"log"``, it is logged as a warning, unless it is a near miss of a
    known one, and the report is that on the body without it.

    The environment variable ``LINKCHECK_GUARD`` is read at each call and takes precedence over
    ``on_violation``: ``raise``, ``log``, or ``off`` to check nothing.

    Thread-safe; several clients can share one object. Raises ValueError for a wrong option, like
    ``Checker``; TypeError for options in addition to a checker.
    """

    def __init__(
        self,
        checker: Checker | None = None,
        *,
        on_violation: OnViolation = RAISE,
        fail_on: SeverityName = "error",
        unknown: UnknownMode = LOG,
        responses: bool = False,
        logger: logging.Logger | None = None,
        counters: Counters = COUNTERS,
        **options: Unpack[CheckerOptions],
    ) -> None:
        refuse_unknown(options, PreflightOptions.__optional_keys__)
        if not isinstance(counters, Counters):
            raise Argument("counters").wrong("`Counters`", counters)
        self.journal = Journal(logger, counters)
        self.posture = Posture(on_violation, fail_on, unknown, self.journal)
        if checker is not None and options:
            raise TypeError("pass either a checker or options, not both")
        if checker is None:
            checker = Checker(**options)
        self.checker = checker
        self.responses = flag("responses", responses)
        # The calls of a client have the same facts.
        self._recognize = functools.lru_cache(maxsize=64)(self._recognized)

    def call(
        self,
        method: str,
        url: str,
        headers: Collection[str] = (),
        *,
        is_plaid: bool = False,
        is_final: bool = False,
    ) -> LinkCall | None:
        """Return the check of a call; None if it does not go to a Link endpoint.

        ``headers`` are names, in any case. Only the path is compared, on any host; on a host that
        is not Plaid's, such as a proxy, the environment is unknown. ``is_plaid`` means that the
        call goes to Plaid's API, so that the path may have the prefix of a proxy. ``is_final``
        means that no more headers are added, so that missing credentials are really missing.
        """
        find = functools.partial(self.find, is_plaid=is_plaid, is_final=is_final)
        return contained(self.journal, find, method, url, headers)

    def find(
        self, method: str, url: str, headers: Collection[str] = (), **known: bool
    ) -> LinkCall | None:
        """Do the same as ``call``, for guards, which contain crashes themselves."""
        call = self.recognize(method, url, headers, **known)
        return None if call is None or self.posture.is_off() else call

    def recognize(
        self,
        method: str,
        url: str,
        headers: Collection[str] = (),
        *,
        is_plaid: bool = False,
        is_final: bool = False,
    ) -> LinkCall | None:
        """Do the same as ``find``, even if guards are off."""
        if _MARK not in url or method.upper() != METHOD:
            return None
        return self._recognize(url, tuple(headers), is_plaid, is_final)

    def counts(self, report: Report) -> bool:
        """Return whether a report has a violation of at least the severity ``fail_on``."""
        return self.posture.counts(report)

    def _recognized(
        self, url: str, headers: tuple[str, ...], is_plaid: bool, is_final: bool
    ) -> LinkCall | None:
        endpoint = endpoint_of(url[url.rindex(_MARK) :] if is_plaid else url)
        if endpoint is None:
            return None
        names = {name.lower() for name in headers}
        facts = facts_of(url, names)
        if is_final and "environment" in facts and names.isdisjoint(_AUTHORISING):
            facts["header_credentials"] = False
        return LinkCall(self, endpoint, self.checker.knowing(facts) if facts else self.checker)


# Any of these headers may carry credentials.
_AUTHORISING = CREDENTIAL_HEADERS | {"authorization"}


class LinkCall:
    """The check of a call to a Link endpoint, as returned by ``Preflight.call``.

    A body is the string, the bytes or the JSON value that is sent. The preflight handles the
    violations: by default, those of a request raise ``InvalidPayload`` before it is sent.
    """

    __slots__ = ("_checker", "_endpoint", "_preflight")

    def __init__(self, preflight: Preflight, endpoint: Endpoint, checker: Checker) -> None:
        self._preflight = preflight
        self._endpoint = endpoint
        self._checker = checker

    @property
    def wants_response(self) -> bool:
        """Whether the response is checked too."""
        return self._preflight.responses

    @discreet
    def request(self, body: Any) -> None:
        """Check a request and handle its violations."""
        stop = contained(self._preflight.journal, self.judge_request, body)
        if stop is not None:
            raise stop

    @discreet
    def report(self, body: Any) -> Report | None:
        """Return the report on a request; None, and a log record, if linkcheck crashes."""
        return contained(self._preflight.journal, self._report, body)

    @discreet
    def response(self, status: int, body: Any, request: Any = None) -> None:
        """Check a response, if wanted, unless it is an error of Plaid.

        ``request`` is the body that it answers, None if unknown.
        """
        stop = contained(self._preflight.journal, self.judge_response, status, body, request)
        if stop is not None:
            raise stop

    # For guards, which contain crashes themselves.

    def check_request(self, body: Any) -> Report:
        """Return the report on a request, with unknown fields and values as violations."""
        return self._checker.check(whole(body), self._endpoint.request)

    def judge_request(self, body: Any) -> BaseException | None:
        """Check a request; return the exception to raise, if any."""
        return self._preflight.posture.outcome(self._report(body))

    def wants(self, status: int) -> bool:
        """Return whether a response with this status is checked."""
        return self.wants_response and 200 <= status < 300

    def judge_response(self, status: int, body: Any, request: Any) -> BaseException | None:
        """Check a response; return the exception to raise, if any."""
        if not self.wants(status):
            return None
        document, answered = self._endpoint.response, object_of(request)
        posture = self._preflight.posture
        return posture.outcome(posture.report(self._checker, whole(body), document, answered))

    def _report(self, body: Any) -> Report:
        document = self._endpoint.request
        return self._preflight.posture.report(self._checker, whole(body), document, None)


def preflight_of(preflight: Preflight | None, options: PreflightOptions) -> Preflight:
    """Return the given preflight, or one with these options. Raises TypeError for both."""
    if preflight is None:
        return Preflight(**options)
    if options:
        raise TypeError("pass either a preflight or options, not both")
    return preflight
