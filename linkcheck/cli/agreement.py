"""Compare the verdict of linkcheck with the recorded answer of Plaid.

It is a disagreement if Plaid refused a request in which linkcheck finds no error, or accepted one
in which linkcheck finds an error. Refusals for reasons outside of the request (keys, products of
the account, settings in the Dashboard) are ignored. Reports contain nothing personal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from linkcheck.documents import Document
from linkcheck.pointer import Path
from linkcheck.redaction import is_shown_name, mask_pointer, may_show
from linkcheck.sources.decode import Decoded
from linkcheck.sources.files import Answer, InputError, SourceDocument
from linkcheck.violation import PlaidError, Violation

if TYPE_CHECKING:
    from linkcheck.checker import Checker
    from linkcheck.report import Report

_HIDDEN = "***"
_DEEPEST = 50
_LONGEST = 300


class Verdict(StrEnum):
    """How linkcheck and Plaid disagree."""

    REFUSED = "refused-but-clean"
    TAKEN = "taken-but-error"


_HEADLINES = {
    Verdict.REFUSED: "Plaid refused the request, but linkcheck finds no error",
    Verdict.TAKEN: "Plaid accepted the request, but linkcheck finds an error",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A request about which linkcheck and Plaid disagree.

    ``file``, ``index``, ``origin`` and ``pointer`` are those of the ``SourceDocument``. ``body`` is
    the redacted request, None if it could not be decoded; ``answer`` is redacted too.
    ``violations`` are the errors if Plaid accepted the request, else all violations.
    """

    verdict: Verdict
    file: str
    index: int
    origin: str
    pointer: str
    document: str
    answer: Answer
    violations: tuple[Violation, ...]
    body: Any

    def to_dict(self) -> dict[str, Any]:
        """Return all members as JSON values."""
        error = self.answer.error
        return {
            "verdict": str(self.verdict),
            "file": self.file,
            "document_index": self.index,
            "origin": self.origin,
            "pointer": self.pointer,
            "document": self.document,
            "status": self.answer.status,
            "plaid_error": error.to_dict() if error else None,
            "violations": [
                {
                    "code": v.code,
                    "severity": str(v.severity),
                    "pointer": mask_pointer(v.pointer),
                    "missing": v.missing,
                    "message": v.message,
                    "help": v.help,
                    "line": v.line,
                    "column": v.column,
                }
                for v in self.violations
            ],
            "body": self.body,
        }


def verify(
    documents: Iterable[SourceDocument | InputError], checker: Checker
) -> list[Disagreement]:
    """Return the disagreements between a checker and recorded answers, in their order.

    Documents without an answer are skipped.
    """
    found = (compare(d, checker) for d in documents if isinstance(d, SourceDocument))
    return [disagreement for disagreement in found if disagreement is not None]


def compare(found: SourceDocument, checker: Checker) -> Disagreement | None:
    """Return the disagreement on one document; None if it has no answer, or the two agree."""
    if not has_verdict(found):
        return None
    assert found.answer is not None
    report = checker.check_source(found._replace(suppressions=None))
    is_taken = found.answer.status < 300
    if is_taken == report.ok or (not is_taken and not _is_static(found, found.answer)):
        return None
    return _disagreement(
        found, found.answer, report, Verdict.TAKEN if is_taken else Verdict.REFUSED
    )


def has_verdict(found: SourceDocument) -> bool:
    """Return whether Plaid judged a request: accepted it, or refused it as a bad request.

    Other errors (keys, rate limits, outages) say nothing about the body.
    """
    status = found.answer.status if found.answer else 0
    return (
        found.kind is not None and found.kind.is_request and (200 <= status < 300 or status == 400)
    )


def to_text(disagreements: Iterable[Disagreement]) -> Iterator[str]:
    """Yield the text report, in pieces that end with a line break."""
    from linkcheck.output.style import printable, printable_file, printable_json

    for found in disagreements:
        where = f"{found.file}: {found.origin}" if found.origin else found.file
        yield f"{printable_file(where)}: {_HEADLINES[found.verdict]}\n"
        yield f"  plaid: {printable(_answer_text(found.answer))}\n"
        for violation in found.violations:
            pointer = mask_pointer(violation.pointer) or "the top level"
            yield (
                f"  linkcheck: {violation.code} {violation.severity} at {pointer}: "
                f"{printable(violation.message)}\n"
            )
        if not found.violations:
            yield "  linkcheck: no violations\n"
        yield f"  body: {printable_json(json.dumps(found.body))}\n\n"


def to_json(disagreements: Iterable[Disagreement]) -> str:
    """Return the JSON report: an object with ``version`` and ``disagreements``."""
    from linkcheck.output.style import printable_json

    entries = [found.to_dict() for found in disagreements]
    return printable_json(json.dumps({"version": 1, "disagreements": entries}, indent=2)) + "\n"


def _answer_text(answer: Answer) -> str:
    if answer.error is None:
        return str(answer.status)
    codes = " / ".join(c for c in (answer.error.error_type, answer.error.error_code) if c)
    message = answer.error.error_message
    return f"{answer.status} {codes}" + (f': "{message}"' if message else "")


# -- refusals for reasons outside of the request -----------------------------------------------


@dataclass(frozen=True, slots=True)
class _OutsideReason:
    """An answer that is not about the body. ``code`` and ``message`` are patterns."""

    code: str
    message: str = ""

    def matches(self, error: PlaidError) -> bool:
        return bool(
            re.fullmatch(self.code, error.error_code or "")
            and re.search(self.message, error.error_message or "", re.IGNORECASE)
        )


# Source: the errors pages of Plaid's documentation and public reports of refused requests.
_OUTSIDE_REASONS = (
    _OutsideReason(r"INVALID_API_KEYS|UNAUTHORIZED_\w+|DIRECT_INTEGRATION_NOT_ENABLED"),
    _OutsideReason(r"PRODUCT_NOT_ENABLED|PRODUCTS_NOT_SUPPORTED|COUNTRY_NOT_SUPPORTED"),
    _OutsideReason(r"INVALID_LINK_CUSTOMIZATION|ITEM_\w+|NO_\w+"),
    _OutsideReason(r"INVALID_(?:ACCESS|LINK|USER)_TOKEN", r"^(?!.*(?:invalid format|wrong type))"),
    _OutsideReason(r".*", r"must be configured in the developer dashboard"),
    _OutsideReason(r".*", r"client is not authorized|not enabled for|was not found"),
    _OutsideReason(r".*", r"account select update is not supported"),
)
_CREDENTIALS = re.compile(r"fields are missing: (?:client_id|secret)(?:, (?:client_id|secret))*\s*")
_OTHER_TYPES = frozenset({"RATE_LIMIT_EXCEEDED", "API_ERROR", "INSTITUTION_ERROR", "ITEM_ERROR"})


def _is_static(found: SourceDocument, answer: Answer) -> bool:
    """Return whether the reason of a refusal is in the body, according to the answer."""
    error = answer.error
    if error is None:
        return True
    message = error.error_message or ""
    if error.error_type in _OTHER_TYPES or any(
        reason.matches(error) for reason in _OUTSIDE_REASONS
    ):
        return False
    if _CREDENTIALS.search(message) and found.facts.get("header_credentials") is None:
        return False
    # The value that caused the refusal may be a placeholder in the recording.
    unknown = found.content.unknown if isinstance(found.content, Decoded) else None
    words = set(re.findall(r"[\w.]+", message))
    return unknown is None or not any(_dotted(path) in words for path in unknown.values)


def _dotted(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


# -- redaction ---------------------------------------------------------------------------------


def _disagreement(
    found: SourceDocument, answer: Answer, report: Report, verdict: Verdict
) -> Disagreement:
    document = Document(report.document)
    return Disagreement(
        verdict,
        found.file,
        found.position,
        found.origin,
        mask_pointer(found.pointer, of_file=True),
        report.document,
        _masked_answer(answer, found.value, document),
        report.errors if verdict is Verdict.TAKEN else report.violations,
        _masked(found.value, document, ()),
    )


def _masked(value: Any, document: Document, path: Path) -> Any:
    """Return a value with everything hidden that may not be shown."""
    if len(path) > _DEEPEST:
        return _HIDDEN
    if isinstance(value, dict):
        return {
            name if is_shown_name(name) else f"{_HIDDEN} {number}": _masked(
                entry, document, (*path, name)
            )
            for number, (name, entry) in enumerate(value.items(), 1)
        }
    if isinstance(value, list):
        return [_masked(entry, document, (*path, index)) for index, entry in enumerate(value)]
    is_shown = value is None or isinstance(value, bool) or may_show(document, path, value)
    return value if is_shown else _HIDDEN


def _masked_answer(answer: Answer, value: Any, document: Document) -> Answer:
    error = answer.error
    if error is None:
        return answer
    hidden = {
        text for path, text in _texts(value, ()) if not may_show(document, path, text) and text
    }
    return Answer(
        answer.status,
        PlaidError(
            _code(error.error_type), _code(error.error_code), _message(error.error_message, hidden)
        ),
    )


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the strings in a value with their paths."""
    waiting: list[tuple[Path, Any]] = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, name), entry) for name, entry in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, index), entry) for index, entry in enumerate(value)]
        elif isinstance(value, str):
            yield path, value


def _code(text: str | None) -> str | None:
    return text if text is None or re.fullmatch(r"[A-Z][A-Z_]{0,60}", text) else _HIDDEN


_ODD = re.compile(r"@|(?:\d\D*){5}|(?=\S{0,99}\d)[\w+/=-]{16,}")


def _message(message: str | None, hidden: set[str]) -> str | None:
    """Return Plaid's message without values that may not be shown, or that look personal."""
    if message is None:
        return None
    for text in sorted(hidden, key=lambda text: (-len(text), text)):
        message = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", _HIDDEN, message)
    words = (
        _HIDDEN if _ODD.search(word) and not word.startswith("https://plaid.com/") else word
        for word in message[:_LONGEST].split()
    )
    return " ".join(words)
