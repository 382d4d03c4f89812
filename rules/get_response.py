"""The response of `/link/token/get`: times, callbacks and results of its sessions.

Accounts, errors and the echo of the request have modules of their own, and so have link events.
Values there are open sets: what is not listed is worth a warning or a word, never an error.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linkcheck.engine.finding import Evidence, Related, Severity
from linkcheck.engine.relations import each_value
from linkcheck.engine.rule import Findings, at, member, missing, rule
from linkcheck.engine.view import View
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.formats.dates import Moment, parse_date_time
from linkcheck.rules.response import (
    EXITS,
    GET,
    ITEM_PUBLIC_TOKENS,
    ON_SUCCESS,
    RESULTS,
    SESSIONS,
    has_passed,
    objects,
)

PUBLIC_TOKEN_LIFETIME = timedelta(minutes=30)
INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"


def moment(value: Any) -> Moment | None:
    """The point in time that a member names, if it does."""
    return parse_date_time(value) if isinstance(value, str) else None


# -- times -----------------------------------------------------------------------------------------


@rule(
    "LC820",
    "times-reversed",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on=("created_at", "link_sessions"),
    source=("created_at", "link_sessions[].finished_at"),
    covers="C501 C502",
)
def times_reversed(view: View) -> Findings:
    """A token expires before it was made, or a session ends before it began.

    Why: The times of an unaltered answer run forward; otherwise one of them was edited, or shifted
        to another time zone.
    Bad: get-response {"created_at": "2025-07-01T21:00:00Z"}
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "started_at": "2025-07-01T12:30:00Z", "finished_at": "2025-07-01T12:24:05.330312653Z"}]}
    Good: get-response
    """
    pairs: list[tuple[Path, dict[str, Any], str, str]]
    pairs = [
        (path, session, "started_at", "finished_at") for path, session in objects(view, SESSIONS)
    ]
    pairs.append(((), view.payload, "created_at", "expiration"))
    for path, holder, start, end in pairs:
        began, ended = moment(holder.get(start)), moment(holder.get(end))
        if began is not None and ended is not None and ended < began:
            yield at(
                *path,
                end,
                message=f"`{end}` lies before `{start}`. Check that neither was altered.",
                related=(Related(to_pointer((*path, start)), "the earlier time"),),
            )


@rule(
    "LC821",
    "session-not-finished",
    document=GET,
    severity=Severity.INFO,
    on="link_sessions",
    source="link_sessions[].finished_at",
    covers="C503",
)
def session_not_finished(view: View) -> Findings:
    """A session has no `finished_at`: it still runs.

    Why: Results of a running session can change, and what is missing may still come.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "started_at": "2025-07-01T12:00:10Z", "finished_at": null}]}
    Good: get-response
    Note: `finished_at` was seen to be absent, not null, until the session is over.
    """
    for path, session in objects(view, SESSIONS):
        if session.get("finished_at") is None:
            message = (
                "The session is not finished, so its results are not final. Read it again later."
            )
            place = at if "finished_at" in session else missing
            yield place(*path, "finished_at", message=message)


# -- callbacks of older integrations ---------------------------------------------------------------


@rule(
    "LC822",
    "callback-deprecated",
    document=GET,
    severity=Severity.WARNING,
    on="link_sessions",
    source=("link_sessions[].on_success", "link_sessions[].on_exit"),
    covers="C504 C505",
)
def callback_deprecated(view: View) -> Findings:
    """A session carries `on_success` or `on_exit`, which are deprecated.

    Why: `results.item_add_results` replaces `on_success`, which holds one public token only, and
        `exit` replaces `on_exit`. Old integrations get both; where only the old one comes, Plaid's
        support can switch the account over.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "on_exit": {"error": null, "metadata": null}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1",
        "exit": {"error": null, "metadata": null}}]}
    """
    for path, session in objects(view, SESSIONS):
        results = session.get("results")
        new = {
            "on_success": isinstance(results, dict) and bool(results.get("item_add_results")),
            "on_exit": session.get("exit") is not None,
        }
        for old, name in (("on_success", "results.item_add_results"), ("on_exit", "exit")):
            if session.get(old) is not None:
                yield member(
                    *path,
                    old,
                    message=f"`{old}` is deprecated. Read `{name}` instead"
                    + (
                        "."
                        if new[old]
                        else "; ask Plaid's support to switch the account over to it."
                    ),
                    severity=Severity.INFO if new[old] else None,
                )


@rule(
    "LC823",
    "callback-token-differs",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="link_sessions",
    source="link_sessions[].on_success",
    covers="C506",
)
def callback_token_differs(view: View) -> Findings:
    """The token of `on_success` is none of those in `results.item_add_results`.

    Why: Both tell of the same session; the results have all its public tokens.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "on_success": {"public_token": "public-sandbox-44ba202e-bf6b-45c6-a5ba-d526765626a9",
        "metadata": null}, "results": {"item_add_results": [
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d", "accounts": []}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1",
        "on_success": {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "metadata": null}, "results": {"item_add_results": [
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d", "accounts": []}]}}]}
    """
    for path, token in view.each(f"{ON_SUCCESS}.public_token"):
        added = view.items(*path[:2], "results", "item_add_results")
        tokens = [result.get("public_token") for result in added if isinstance(result, dict)]
        if any(tokens) and token not in tokens:
            yield at(
                *path,
                message="The token of `on_success` is not among those of "
                "`results.item_add_results`, which has all tokens of the session.",
                related=(
                    Related(to_pointer((*path[:2], "results", "item_add_results")), "all tokens"),
                ),
            )


@rule(
    "LC824",
    "session-id-differs",
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="link_sessions",
    source="link_sessions[].exit.metadata.link_session_id",
    covers="C507",
)
def session_id_differs(view: View) -> Findings:
    """The `link_session_id` inside a callback or an exit is not that of the session.

    Why: The metadata repeat the id of the session that they belong to.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "exit": {"error": null, "metadata": {"link_session_id": "s-2"}}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1",
        "exit": {"error": null, "metadata": {"link_session_id": "s-1"}}}]}
    """
    for place in (ON_SUCCESS, *EXITS):
        for path, repeated in view.each(f"{place}.metadata.link_session_id"):
            session = view.text(*path[:2], "link_session_id")
            if session and repeated and repeated != session:
                yield at(
                    *path,
                    message="This `link_session_id` is not that of the session around it. Check "
                    "that parts of several sessions were not mixed.",
                    related=(Related(to_pointer((*path[:2], "link_session_id")), "the session"),),
                )


# -- results -------------------------------------------------------------------------------------

COUNTS = {
    "payroll_income_results[]": ("num_paystubs_retrieved", "num_w2s_retrieved"),
    "document_income_results": (
        "num_paystubs_uploaded",
        "num_w2s_uploaded",
        "num_bank_statements_uploaded",
        "num_1099s_uploaded",
        "num_i20s_uploaded",
    ),
    "cra_document_upload_results": ("num_bank_statements_uploaded",),
}
"""The results that count documents, each with its counts."""

each_value(
    "LC839",
    "negative-count",
    [f"{RESULTS}.{result}.{count}" for result, counts in COUNTS.items() for count in counts],
    wrong=lambda value: isinstance(value, (int, float)) and value < 0,
    document=GET,
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source="link_sessions[].results.payroll_income_results[].num_paystubs_retrieved",
    covers="C531",
    message="The count is negative. Check that the result is unaltered.",
    doc="""A count of documents is negative.

    Why: The counts start at zero.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"payroll_income_results": [{"num_paystubs_retrieved": -1}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"payroll_income_results": [{"num_paystubs_retrieved": 3}]}}]}
    """,
)


@rule(
    "LC840",
    "public-token-dead",
    document=GET,
    severity=Severity.INFO,
    needs=("link_sessions", "@today"),
    source=INVALID_INPUT,
    covers="C533",
)
def public_token_dead(view: View) -> Findings:
    """A public token was made before today, and lives for 30 minutes only.

    Why: Tokens must be exchanged at once; one in a stored response is of no use.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "started_at": "2024-07-29T20:22:36Z", "finished_at": "2024-07-29T20:24:05Z",
        "results": {"item_add_results": [
        {"public_token": "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}]}}]}
    Good: get-response
    Context: today=2025-07-01
    """
    today = view.context.today
    for path, _ in view.each(ITEM_PUBLIC_TOKENS):
        finished = moment(view.get(*path[:2], "finished_at"))
        if today is None or finished is None:
            continue
        end = Moment(
            finished.seconds + int(PUBLIC_TOKEN_LIFETIME.total_seconds()), finished.fraction
        )
        if has_passed(end, today):
            yield at(
                *path,
                message="The session ended before today, and a public token lives for 30 minutes. "
                "Unless it was exchanged in time, the user must link again.",
            )
