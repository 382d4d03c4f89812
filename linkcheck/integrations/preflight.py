"""Checking calls of Plaid's Link endpoints on their way out, in whatever client sends them.

A ``Preflight`` holds how calls are checked and what becomes of violations. An integration
(``linkcheck.plaid``, ``linkcheck.httpx``, ...) shows it each call: ``call`` recognises those of
Link, and the ``LinkCall`` that it gives checks the request and, if asked for, the response.

Only violations ever break a call: a crash of linkcheck itself is logged, and the call goes on (see
``linkcheck.integrations.containment``). Nothing that is shown to a preflight is changed or kept.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from linkcheck.checker import Checker
from linkcheck.documents import CREDENTIAL_HEADERS, METHOD, Endpoint, endpoint_of, facts_of
from linkcheck.exceptions import InvalidPayload
from linkcheck.integrations.containment import contained
from linkcheck.integrations.logs import log_report
from linkcheck.report import Report
from linkcheck.tracebacks import discreet

RAISE: Final = "raise"
LOG: Final = "log"
_RANKS = {"error": 0, "warning": 1, "info": 2}
_MARK = "/link/token/"


class Preflight:
    """How calls of the Link endpoints are checked, and what becomes of violations.

    ``checker`` judges the documents, such as ``Checker.for_project()``; instead of it, options of
    ``Checker`` may be given by name. What the checker was told of the environment and of
    credentials in headers wins over what a call shows.

    ``on_violation`` is ``"raise"`` (raise ``InvalidPayload`` before the call is sent), ``"log"``
    (log the report with ``linkcheck.logs`` and let the call go on), or a function that takes the
    ``Report``; what it raises comes out of the call. ``fail_on`` is the least severity that counts
    for it: ``"error"``, ``"warning"`` or ``"info"``. With ``responses``, Plaid's answers are
    checked as well, together with the request that they answer. ``logger`` is that of the records;
    the one named ``linkcheck`` if left out.

    Thread-safe; one object may serve many clients. Raises ValueError for an unknown
    ``on_violation`` or ``fail_on``, and as ``Checker`` does; TypeError for options besides a
    checker.
    """

    def __init__(
        self,
        checker: Checker | None = None,
        *,
        on_violation: str | Callable[[Report], object] = RAISE,
        fail_on: str = "error",
        responses: bool = False,
        logger: logging.Logger | None = None,
        **options: Any,
    ) -> None:
        if isinstance(on_violation, str) and on_violation not in (RAISE, LOG):
            raise ValueError("on_violation is 'raise', 'log' or a function that takes a report")
        if fail_on not in _RANKS:
            raise ValueError(f"fail_on is one of {', '.join(_RANKS)}")
        if checker is not None and options:
            raise TypeError("give options to the checker, not besides it")
        if checker is None:
            checker = Checker(**options)
        self.checker = checker
        self.responses = responses
        self._on_violation = on_violation
        self._worst = _RANKS[fail_on]
        self.logger = logger
        # The calls of a client are alike.
        self._recognise = functools.lru_cache(maxsize=64)(self._recognised)

    def call(
        self,
        method: str,
        url: str,
        headers: Collection[str] = (),
        *,
        is_plaid: bool = False,
        is_final: bool = False,
    ) -> LinkCall | None:
        """What checks a call; None if it is not of a Link endpoint.

        ``headers`` are names, in any case. The path alone decides, on whatever host: on one that
        is not Plaid's, such as a proxy, the environment is unknown. ``is_plaid`` says that the
        call goes to Plaid's API, so that the path may stand behind that of a proxy. ``is_final``
        says that no header is added any more, so that a call to Plaid without credentials has
        none.
        """
        find = functools.partial(self.find, is_plaid=is_plaid, is_final=is_final)
        return contained(self.logger, find, method, url, headers)

    def find(
        self,
        method: str,
        url: str,
        headers: Collection[str] = (),
        *,
        is_plaid: bool = False,
        is_final: bool = False,
    ) -> LinkCall | None:
        """As ``call``, for guards, which contain crashes themselves."""
        if _MARK not in url or method.upper() != METHOD:
            return None
        return self._recognise(url, tuple(headers), is_plaid, is_final)

    def outcome(self, report: Report) -> BaseException | None:
        """Log or pass on a report if it holds anything that counts; return what it raises."""
        if not self.counts(report):
            if report.internal_errors:
                self._log(report)
            return None
        if self._on_violation == LOG:
            self._log(report)
            return None
        if callable(self._on_violation):
            try:
                self._on_violation(report)
            except BaseException as error:
                return error
            return None
        return InvalidPayload(report)

    def counts(self, report: Report) -> bool:
        """True if a violation of a report is at least as severe as ``fail_on``."""
        return any(v.severity.rank <= self._worst for v in report.violations)

    def _log(self, report: Report) -> None:
        log_report(report, self.logger)

    def _recognised(
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


# Of these headers, each may stand for credentials.
_AUTHORISING = CREDENTIAL_HEADERS | {"authorization"}


class LinkCall:
    """What checks the calls of a Link endpoint that show the same; ``Preflight.call`` gives it.

    A body is the text, the bytes or the JSON value that is sent. Violations have the effect that
    the preflight says: those of a request raise ``InvalidPayload`` before it is sent.
    """

    __slots__ = ("_checker", "_endpoint", "_preflight")

    def __init__(self, preflight: Preflight, endpoint: Endpoint, checker: Checker) -> None:
        self._preflight = preflight
        self._endpoint = endpoint
        self._checker = checker

    @property
    def wants_response(self) -> bool:
        """True if the response is to be checked as well."""
        return self._preflight.responses

    @discreet
    def request(self, body: Any) -> None:
        """Check a request, and act on violations."""
        stop = contained(self._preflight.logger, self.judge_request, body)
        if stop is not None:
            raise stop

    @discreet
    def report(self, body: Any) -> Report | None:
        """What is wrong with a request; None, and a record in the log, if linkcheck crashes."""
        return contained(self._preflight.logger, self.check_request, body)

    @discreet
    def response(self, status: int, body: Any, request: Any = None) -> None:
        """Check a response, if that is asked for and it is no error of Plaid's.

        ``request`` is the body that it answers, None if that is not known.
        """
        stop = contained(self._preflight.logger, self.judge_response, status, body, request)
        if stop is not None:
            raise stop

    # For guards, which contain crashes themselves.

    def check_request(self, body: Any) -> Report:
        """What is wrong with a request."""
        return self._checker.check(whole(body), self._endpoint.request)

    def judge_request(self, body: Any) -> BaseException | None:
        """Check a request; return what it raises."""
        return self._preflight.outcome(self.check_request(body))

    def wants(self, status: int) -> bool:
        """True if a response with this status is to be checked."""
        return self.wants_response and 200 <= status < 300

    def judge_response(self, status: int, body: Any, request: Any) -> BaseException | None:
        """Check a response; return what it raises."""
        if not self.wants(status):
            return None
        document, answered = self._endpoint.response, _object(request)
        report = self._checker.check(whole(body), document, request=answered)
        return self._preflight.outcome(report)


def preflight_of(preflight: Preflight | None, options: Mapping[str, Any]) -> Preflight:
    """The preflight that is given, or one with these options. Raises TypeError for both at once."""
    if preflight is None:
        return Preflight(**options)
    if options:
        raise TypeError("give options to the preflight, not besides it")
    return preflight


def is_plain(headers: Mapping[str, str | bytes]) -> bool:
    """False if headers say that a body is compressed or in parts, so that it is left alone.

    ``headers`` are to be found by their names in any case, as those of all clients are. All else
    is checked, whatever its type: Plaid takes nothing but JSON.
    """
    encoding, content = (_text(headers.get(n)) for n in ("Content-Encoding", "Content-Type"))
    return encoding in ("", "identity") and not content.startswith("multipart/")


def _text(value: str | bytes | None) -> str:
    """The value of a header in lower case, in which those that are read here are the same."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value or ""
    return text.strip().lower()


def whole(body: Any) -> Any:
    """A body as it is; one that is a buffer, such as a ``memoryview``, as bytes."""
    # isinstance would ask the body, which may raise.
    buffer = None if issubclass(type(body), (dict, str, bytes)) else _bytes(body)
    return body if buffer is None else buffer


def sent_whole(body: Any) -> str | bytes | None:
    """The body that a client was given, if it is text, bytes or a buffer; None for all others.

    Those are streamed, and could not be read twice.
    """
    if isinstance(body, (str, bytes)):
        return body
    # A file that has a buffer, such as a mmap, is sent from its position on.
    return None if hasattr(body, "read") else _bytes(body)


def _bytes(body: Any) -> bytes | None:
    try:
        return memoryview(body).tobytes()
    except TypeError:  # not a buffer
        return None


def _object(body: Any) -> Mapping[str, Any] | None:
    """A body as a dict, None if it is none."""
    body = whole(body)
    if issubclass(type(body), (str, bytes)):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError):  # the report on the request says so
            return None
    return body if issubclass(type(body), dict) else None
