"""Run rules safely: everything a rule returns is checked before it counts.

A rule that raises, returns something other than findings, or yields findings without end is listed
as an internal error. Its earlier findings and those of the other rules are kept. A rule that loops
without yielding anything is stopped only if there is a ``time_limit``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from linkcheck.engine.finding import Finding, Fix, PlaidError, Related, Severity
from linkcheck.engine.rule import PREFIX, Found, Rule, origin
from linkcheck.engine.unknown import UnknownValue
from linkcheck.engine.values import copied
from linkcheck.pointer import Path

MOST_FINDINGS = 1000
"""Maximum findings per rule; on a document with more values, two for each value."""

_MEMBERS: tuple[tuple[str, Any], ...] = (
    ("path", tuple),
    ("message", str),
    ("key", bool),
    ("missing", str | None),
    ("related", tuple),
    ("fix", Fix | None),
    ("severity", Severity | None),
    ("plaid_error", PlaidError | None),
)
# The usual types of the attributes, in the same order: comparing all at once is faster.
_USUAL = frozenset(
    (tuple, str, bool, missing, tuple, fix, severity, answer)
    for missing in (str, type(None))
    for fix in (Fix, type(None))
    for severity in (Severity, type(None))
    for answer in (PlaidError, type(None))
)
_types_of = attrgetter(*(f"{name}.__class__" for name, _ in _MEMBERS))


class TooLong(BaseException):
    """Raised in a rule that takes too long; not an Exception, so that few rules catch it."""


time_limit: Callable[[], AbstractContextManager[None]] = nullcontext
"""Returns a context that raises TooLong if it takes too long. The command line sets one. A library
cannot, as only signals can stop a rule, and signals belong to the program."""


class Misbehavior(Exception):
    """A rule did something that rules must not do. The message says what, without any values."""


@dataclass(frozen=True, slots=True)
class InternalError:
    """A rule that crashed. The violations of the other rules are kept.

    ``error`` names the exception and the place in the rule's code, never a value. ``origin`` is the
    name, module and plug-in of a custom rule; it is empty for a shipped rule.
    """

    rule: str
    error: str
    origin: str = ""

    @property
    def subject(self) -> str:
        """The rule as the subject of a sentence."""
        return f"house rule {self.rule}" if self.origin else f"rule {self.rule}"

    @property
    def text(self) -> str:
        """The error, with the origin of a custom rule."""
        return f"{self.error} ({self.origin})" if self.origin else self.error

    @property
    def remedy(self) -> str:
        """What to do about the crash."""
        if self.origin:
            return f"It is your rule {self.origin}: fix it there, or ignore {self.rule}."
        return "Please report it."

    def to_dict(self) -> dict[str, str]:
        """Rule and error."""
        return {"rule": self.rule, "error": self.error}


Undecided = tuple[Rule, Path | None, bool]
"""A rule that read something unknown, and what: see ``UnknownValue``."""


class Run:
    """One run of rules over a document; ``value`` consists of plain types only."""

    __slots__ = ("_count", "_most", "_rule", "_value", "crashes", "found", "undecided")

    def __init__(self, value: Any) -> None:
        self.found: list[Found] = []
        self.crashes: list[InternalError] = []
        self.undecided: list[Undecided] = []
        self._value = value
        self._rule: Rule | None = None
        self._count = 0
        self._most = MOST_FINDINGS

    def run(self, rules: Iterable[Rule], view: Any) -> None:
        """Run rules over a view of the document. Raises MemoryError only."""
        for rule in rules:
            try:
                for finding in rule.check(view) or ():
                    self._take(rule, finding)
            except UnknownValue as unknown:
                # findings from before the rule read an unknown value count
                self.undecided.append((rule, unknown.path, unknown.is_open))
            except MemoryError:
                raise  # not the rule's fault: the document is too large
            except Misbehavior as fault:
                self._crash(rule, str(fault))
            except (Exception, SystemExit) as error:
                self._crash(rule, _where(error))

    def run_foreign(self, rules: Iterable[Rule], view_of: Callable[[Any], Any]) -> None:
        """Run custom rules, each over its own view of a copy.

        So none can change the caller's document or what the next rule sees; one that tries is
        reported. ``view_of`` returns a view of a value. Raises KeyboardInterrupt only.
        """
        copy = copied(self._value)
        for rule in rules:
            try:
                with time_limit():
                    self.run((rule,), view_of(copy))
            except KeyboardInterrupt:
                raise
            except TooLong:
                self._crash(rule, "took too long and was stopped")
            except BaseException as error:
                self._crash(rule, _where(error))
            if _differs(copy, self._value):
                self._crash(rule, "changed the document that it read")
                copy = copied(self._value)

    def _crash(self, rule: Rule, what: str) -> None:
        self.crashes.append(InternalError(rule.code, what, origin(rule)))

    def _take(self, rule: Rule, finding: Any) -> None:
        if rule is not self._rule:
            self._rule, self._count = rule, 0
        self._count += 1
        if self._count > self._most:
            self._most = max(MOST_FINDINGS, 2 * _size(self._value))
            if self._count > self._most:
                raise Misbehavior(f"gave more than {self._most:,} findings; the rest is left out")
        # A test checks the findings of the shipped rules (tests/rules/test_findings.py).
        fault = "" if rule.code.startswith(PREFIX) else _fault(finding, self._value)
        if fault:
            raise Misbehavior(fault)
        self.found.append((rule, finding))


def undecided(rules: Iterable[Rule], view: Any) -> frozenset[str]:
    """Return the codes of the rules that might find something if more were known.

    They need a fact that is not known or a field that may exist, or read an unknown value.
    """
    found = set()
    for rule in rules:
        wanted: Set[str] = rule.on | rule.needs
        if view.unknown is None:
            wanted = {feature for feature in wanted if feature.startswith("@")}
        if not rule.applies(view.features):
            is_undecided = rule.applies(view.features | wanted)
        else:
            is_undecided = view.unknown is not None and (rule.shape or _reads_unknown(rule, view))
        if is_undecided:
            found.add(rule.code)
    return frozenset(found)


def _reads_unknown(rule: Rule, view: Any) -> bool:
    run = Run(view.written)
    view.skipped.clear()
    run.run((rule,), view)
    return bool(run.undecided or view.skipped or run.crashes)


def _differs(copy: Any, value: Any) -> bool:
    try:
        return bool(copy != value)
    except Exception:  # a rule put something into the copy that cannot be compared
        return True


def _fault(finding: Any, value: Any) -> str:
    """Return what is wrong with the result of a rule; empty if nothing is."""
    if not isinstance(finding, Finding):
        return f"gave a `{type(finding).__name__}`, which is not a finding"
    if _types_of(finding) not in _USUAL:
        for name, kinds in _MEMBERS:
            member = getattr(finding, name)
            if not isinstance(member, kinds):
                return f"gave a finding whose `{name}` is a `{type(member).__name__}`"
    if not _leads_somewhere(finding, value):
        return "gave a finding about a place that the document does not have"
    if finding.related and not all(
        isinstance(r, Related) and _is_pointer(r.pointer) for r in finding.related
    ):
        return "gave a finding whose `related` holds something else than places"
    if finding.fix is not None and not _is_patch(finding.fix.patch):
        return "gave a finding whose `fix` holds no JSON Patch"
    return ""


def _leads_somewhere(finding: Finding, value: Any) -> bool:
    for step in finding.path:
        is_member = isinstance(value, dict) and isinstance(step, str) and step in value
        is_entry = isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)
        if not (is_member or is_entry):
            return False
        value = value[step]
    return finding.missing is None or isinstance(value, dict)


def _is_pointer(text: Any) -> bool:
    return isinstance(text, str) and (not text or text[0] == "/")


def _is_patch(patch: Any) -> bool:
    return isinstance(patch, tuple) and all(
        isinstance(operation, dict)
        and "op" in operation
        and _is_pointer(operation.get("path"))
        and _is_pointer(operation.get("from", ""))
        for operation in patch
    )


def _size(value: Any) -> int:
    """Return the number of values in a document."""
    count, level = 1, [value]
    while level:
        below = [v.values() if isinstance(v, dict) else v for v in level]
        level = [child for children in below for child in children]
        count += len(level)
        level = [child for child in level if isinstance(child, (dict, list))]
    return count


def _where(error: BaseException) -> str:
    """Return the name and place of an exception, without its message, which may hold a value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} in {code.co_name}, line {trace.tb_lineno}"
