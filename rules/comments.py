"""Comments that suppress findings: what is wrong with the comments themselves.

The pipeline applies the comments; ``findings`` returns what is wrong with those of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Set

from linkcheck import redaction
from linkcheck.engine.catalog import UnknownRuleError
from linkcheck.engine.finding import Evidence, Finding, Severity
from linkcheck.engine.rule import Found, Rule, define
from linkcheck.engine.suppression import Directive, Directives, Selector
from linkcheck.pointer import Span
from linkcheck.shapes.rules import nothing

_BODY = (
    "{client_name: Wonderwallet, language: en, country_codes: [US], "
    "user: {client_user_id: u-1001}, products: [auth]}"
)


def _comment_rule(code: str, name: str, doc: str, severity: Severity = Severity.WARNING) -> Rule:
    return define(
        code,
        name,
        nothing,
        doc,
        area=__name__.rpartition(".")[2],
        severity=severity,
        evidence=Evidence.INFERRED,
        shape=True,
    )


WITHOUT_RULES = _comment_rule(
    "LC010",
    "suppression-without-rules",
    f"""A `linkcheck: ignore` comment names no rules in brackets, so it suppresses nothing.

    Help: Name the rules, as in `linkcheck: ignore[LC301]`.
    Why: A comment that suppressed everything would also hide mistakes that are made later.
    Bad: yaml '{_BODY}  # linkcheck: ignore'
    Bad: yaml '{_BODY}  # linkcheck: ignore[]'
    Good: yaml '{_BODY.replace("auth", "auth, auth")}  # linkcheck: ignore[LC111]'
    """,
)
UNKNOWN_RULE = _comment_rule(
    "LC011",
    "suppression-of-unknown-rule",
    f"""A `linkcheck: ignore` comment names a rule that does not exist.

    Help: Use the code, prefix or name of a rule.
    Why: The comment suppresses nothing.
    Bad: yaml '{_BODY}  # linkcheck: ignore[LC999]'
    Bad: yaml '{_BODY}  # linkcheck: ignore[client-name-to-long]'
    Good: yaml '{_BODY.replace("auth", "auth, auth")}  # linkcheck: ignore[repeated-item]'
    """,
)
UNUSED = _comment_rule(
    "LC012",
    "unused-suppression",
    f"""A `linkcheck: ignore` comment names a rule that has no finding here.

    Help: Remove the rule from the comment, or move the comment to the line of the finding, or
        directly above the request.
    Why: A comment that is left over would hide the next mistake of its kind.
    Bad: yaml '{_BODY}  # linkcheck: ignore[LC111]'
    Good: yaml '{_BODY.replace("auth", "auth, auth")}  # linkcheck: ignore[LC111]'
    Note: It is reported only if it is certain: not for rules that are not selected, or that need
        an unknown fact or value.
    """,
    severity=Severity.INFO,
)

_OWN = frozenset({WITHOUT_RULES.code, UNKNOWN_RULE.code, UNUSED.code})


def findings(
    directives: Directives,
    codes_of: Callable[[str], frozenset[str]],
    used: Collection[Selector],
    certain: Set[str],
) -> Iterator[tuple[Directive, Found, Span]]:
    """Yield what is wrong with the suppression comments of a file: the comment, what, and where.

    ``codes_of`` returns the codes of the rules that a selector matches, or raises UnknownRuleError.
    ``used`` are the selectors that suppress something, and ``certain`` the rules that would have
    reported all that is wrong.
    """
    for directive in directives.every:
        if not directive.selectors:
            yield directive, (WITHOUT_RULES, Finding(())), directive.span
        for selector in directive.selectors:
            try:
                codes = codes_of(selector.text)
            except UnknownRuleError as error:
                unknown = _unknown(selector.text, error.suggestion)
                yield directive, (UNKNOWN_RULE, unknown), selector.span
                continue
            if selector not in used and codes <= certain - _OWN:
                message = f"Unused suppression: `{selector.text}` has no finding here"
                yield directive, (UNUSED, Finding((), message)), selector.span


def _unknown(selector: str, suggestion: str | None) -> Finding:
    shown = f"rule `{selector}`" if redaction.is_shown_name(selector) else "rule"
    remedy = f"Use `{suggestion}`" if suggestion else None
    return Finding((), f"Unknown {shown} in a `linkcheck: ignore` comment", help=remedy)
