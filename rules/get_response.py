"""The response of `/link/token/get`: times, callbacks and results of its sessions.

Accounts, errors, link events and the echo of the request have modules of their own. Values are open
sets: one that is not documented is a warning or an info, never an error.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
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
    """Return the point in time that a value names, if it does."""
    return parse_date_time(value) if isinstance(value, str) else None


# -- times -----------------------------------------------------------------------------------------


@rule(
    "LC820",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    on=("created_at", "link_sessions"),
    source=("created_at", "link_sessions[].finished_at"),
    covers="C501 C502",
)
def times_reversed(view: View) -> Findings:
    """A token expires before it was created, or a session ends before it began.

    Help: Check that this document comes from Plaid unaltered.
    Why: In an unaltered response the times are in order; otherwise one of them was edited, or
        shifted to another time zone.
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
                message=f"`{end}` is before `{start}`",
                related=(Related(to_pointer((*path, start)), "the earlier time"),),
            )


@rule(
    "LC821",
    document=GET,
    severity=INFO,
    on="link_sessions",
    source="link_sessions[].finished_at",
    covers="C503",
)
def session_not_finished(view: View) -> Findings:
    """The session is not finished, so its results are not final.

    Help: Call `/link/token/get` again later.
    Why: The results of a session without `finished_at` can change, and what is missing may follow.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1",
        "started_at": "2025-07-01T12:00:10Z", "finished_at": null}]}
    Good: get-response
    Note: Plaid was seen to leave `finished_at` out, instead of null, until the session is over.
    """
    for path, session in objects(view, SESSIONS):
        if session.get("finished_at") is None:
            place = at if "finished_at" in session else missing
            yield place(*path, "finished_at")


# -- callbacks of older integrations ---------------------------------------------------------------


@rule(
    "LC822",
    document=GET,
    severity=WARNING,
    on="link_sessions",
    source=("link_sessions[].on_success", "link_sessions[].on_exit"),
    covers="C504 C505",
)
def callback_deprecated(view: View) -> Findings:
    """`on_success` and `on_exit` are deprecated.

    Why: `results.item_add_results` replaces `on_success`, which holds one public token only, and
        `exit` replaces `on_exit`. Old integrations get both; if only the old one comes, Plaid
        Support can enable the new one for the account.
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
                    message=f"`{old}` is deprecated",
                    help=f"Use `{name}`" if new[old] else f"Ask Plaid Support to enable `{name}`",
                    severity=INFO if new[old] else None,
                )


@rule(
    "LC823",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    on="link_sessions",
    source="link_sessions[].on_success",
    covers="C506",
)
def callback_token_differs(view: View) -> Findings:
    """The token of `on_success` is not in `results.item_add_results`.

    Help: Use the tokens in `results.item_add_results`.
    Why: Both are about the same session; the results contain all its public tokens.
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
                related=(
                    Related(to_pointer((*path[:2], "results", "item_add_results")), "all tokens"),
                ),
            )


@rule(
    "LC824",
    document=GET,
    severity=WARNING,
    evidence=INFERRED,
    on="link_sessions",
    source="link_sessions[].exit.metadata.link_session_id",
    covers="C507",
)
def session_id_differs(view: View) -> Findings:
    """`link_session_id` differs from that of the session around it.

    Help: Check that your code does not mix parts of several sessions.
    Why: The metadata of a callback or an exit repeats the ID of the session that it belongs to.
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
    severity=WARNING,
    evidence=INFERRED,
    source="link_sessions[].results.payroll_income_results[].num_paystubs_retrieved",
    covers="C531",
    doc="""A count of documents is negative.

    Help: Check that this document comes from Plaid unaltered.
    Why: The counts start at zero.
    Bad: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"payroll_income_results": [{"num_paystubs_retrieved": -1}]}}]}
    Good: get-response {"link_sessions": [{"link_session_id": "s-1", "results":
        {"payroll_income_results": [{"num_paystubs_retrieved": 3}]}}]}
    """,
)


@rule(
    "LC840",
    document=GET,
    severity=INFO,
    needs=("link_sessions", "@today"),
    source=INVALID_INPUT,
    covers="C533",
)
def public_token_dead(view: View) -> Findings:
    """The public token has expired, as its session ended before today.

    Help: Ask the user to link again, unless you exchanged the token in time.
    Why: A public token lives for 30 minutes; one in a stored response is of no use.
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
            yield at(*path)
