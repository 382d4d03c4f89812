"""Exits and errors in the sessions of a `/link/token/get` response."""

from __future__ import annotations

import re

from linkcheck.engine.finding import Evidence, Severity
from linkcheck.engine.relations import each_value, known_values
from linkcheck.engine.rule import Findings, at, member, rule
from linkcheck.engine.view import View
from linkcheck.rules.data.link_events import OBSERVED_EXIT_STATUSES
from linkcheck.rules.data.responses import (
    ERROR_TYPES,
    ERROR_TYPES_WITH_CAUSES,
    NEWER_ERROR_TYPES,
    OAUTH_ERROR_REASONS,
)
from linkcheck.rules.response import (
    EXITS,
    GET,
    objects,
)
from linkcheck.suggestions import closest

ERRORS = tuple(f"{place}.error" for place in EXITS)
ERROR = "link_sessions[].exit.error"
_ENUM = r"[A-Z][A-Z0-9_]*"


# -- exits and errors ----------------------------------------------------------------------------

known_values(
    "LC834",
    "exit-status-unknown",
    [f"{place}.metadata.status" for place in EXITS],
    known=OBSERVED_EXIT_STATUSES,
    document=GET,
    source="link_sessions[].exit.metadata.status",
    covers="C526",
    message="`status` is no exit status that Plaid documents. Treat it as unknown.",
    doc="""The status of an exit is none of the documented ones.

    Why: It says at which point the user left; code that tells the points apart will not know it.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "exit": {"error": null, "metadata": {"status": "closed"}}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1",
        "exit": {"error": null, "metadata": {"status": "requires_oauth"}}}]}
    Note: `connected` is not documented but was seen, after an exit on the last pane.
    """,
)


@rule(
    "LC835",
    "error-type-unknown",
    document=GET,
    severity=Severity.WARNING,
    on="link_sessions",
    source=f"{ERROR}.error_type",
    covers="C518",
)
def error_type_unknown(view: View) -> Findings:
    """`error_type` is no error type of Plaid.

    Why: Plaid writes its error types in capitals. New ones may come at any time: one that is only
        unknown is worth a word, one in another form is not Plaid's.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "item_error", "error_code": "INVALID_CREDENTIALS",
        "error_message": "not correct", "display_message": null}, "metadata": null}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "INVALID_CREDENTIALS",
        "error_message": "not correct", "display_message": null}, "metadata": null}}]}
    """
    known = ERROR_TYPES | NEWER_ERROR_TYPES
    for path, error in objects(view, *ERRORS):
        name = error.get("error_type")
        if isinstance(name, str) and name not in known:
            meant = closest(name, known)
            yield at(
                *path,
                "error_type",
                message="`error_type` is no error type that Plaid documents."
                + (f" Did you mean `{meant}`?" if meant else " Treat it as unknown."),
                severity=Severity.INFO if re.fullmatch(_ENUM, name) else None,
            )


each_value(
    "LC836",
    "error-code-form",
    [f"{place}.error_code" for place in ERRORS],
    wrong=lambda value: isinstance(value, str) and not re.fullmatch(_ENUM, value),
    document=GET,
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    source=f"{ERROR}.error_code",
    covers="C521",
    message="`error_code` is not a name in capitals, as all of Plaid's codes are. It is the one "
    "text of an error to tell errors apart by; messages may change.",
    doc="""`error_code` is empty or not in capitals.

    Why: Errors are told apart by type and code, as the messages may change at any time.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "", "error_message": "not correct",
        "display_message": null}, "metadata": null}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "INVALID_CREDENTIALS",
        "error_message": "not correct", "display_message": null}, "metadata": null}}]}
    """,
)


@rule(
    "LC837",
    "error-reason-unexpected",
    document=GET,
    severity=Severity.WARNING,
    on="link_sessions",
    source=f"{ERROR}.error_code_reason",
    covers="C520",
)
def error_reason_unexpected(view: View) -> Findings:
    """`error_code_reason` comes with an error that has no reasons, or is not a documented one.

    Why: Reasons exist for errors of OAuth Items only; elsewhere the member is null or absent. An
        unknown reason of such an error is only worth a word.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "API_ERROR", "error_code": "INTERNAL_SERVER_ERROR",
        "error_message": "sorry", "display_message": null,
        "error_code_reason": "OAUTH_USER_REVOKED"}, "metadata": null}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "ITEM_LOGIN_REQUIRED",
        "error_message": "log in", "display_message": null,
        "error_code_reason": "OAUTH_USER_REVOKED"}, "metadata": null}}]}
    """
    for path, error in objects(view, *ERRORS):
        reason = error.get("error_code_reason")
        has_reasons = error.get("error_type") in ("ITEM_ERROR", "OAUTH_ERROR")
        if not isinstance(reason, str) or not reason:
            continue
        if has_reasons and reason in OAUTH_ERROR_REASONS:
            continue
        yield at(
            *path,
            "error_code_reason",
            message="`error_code_reason` is no reason that Plaid documents. Treat it as unknown."
            if has_reasons
            else "`error_code_reason` is filled only for errors of OAuth Items, not for this one. "
            "Do not rely on it here.",
            severity=Severity.INFO if has_reasons else None,
        )


@rule(
    "LC838",
    "error-detail-unexpected",
    document=GET,
    severity=Severity.INFO,
    on="link_sessions",
    source=ERROR,
    covers="C522 C524 C525",
)
def error_detail_unexpected(view: View) -> Findings:
    """An error carries a detail that is documented for other errors only.

    Why: `status` comes with errors in webhooks, `causes` with report errors, and the lists of
        account subtypes with `NO_ACCOUNTS`. Elsewhere they are a surprise, though no fault.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "INVALID_CREDENTIALS",
        "error_message": "not correct", "display_message": null, "status": 400},
        "metadata": null}}]}
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "INVALID_CREDENTIALS", "error_message":
        "not correct", "display_message": null, "required_account_subtypes": ["ira"]},
        "metadata": null}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "exit": {"error":
        {"error_type": "ITEM_ERROR", "error_code": "NO_ACCOUNTS", "error_message": "none",
        "display_message": null, "causes": [], "required_account_subtypes": ["ira"]},
        "metadata": null}}]}
    """
    for path, error in objects(view, *ERRORS):
        no_accounts = error.get("error_code") == "NO_ACCOUNTS"
        details = {
            "status": (False, "errors in webhooks"),
            "causes": (
                str(error.get("error_type")) in ERROR_TYPES_WITH_CAUSES,
                "errors of Asset Reports and Plaid Check reports",
            ),
            "required_account_subtypes": (no_accounts, "the error `NO_ACCOUNTS`"),
            "provided_account_subtypes": (no_accounts, "the error `NO_ACCOUNTS`"),
        }
        for name, (fits, where) in details.items():
            if error.get(name) and not fits:
                yield member(
                    *path, name, message=f"`{name}` is documented for {where}, not for this one."
                )
