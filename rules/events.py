"""Link events: those of a session in the get response, and those of the EVENTS webhook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.documents import Document
from linkcheck.engine.finding import INFERRED, INFO, WARNING, Related
from linkcheck.engine.relations import each_value, known_values
from linkcheck.engine.rule import Findings, at, member, rule
from linkcheck.engine.view import View
from linkcheck.engine.wording import either, listed, quoted
from linkcheck.pointer import Path, to_pointer
from linkcheck.rules.data.link_events import (
    EMITTED_BY,
    EVENTS,
    MATCH_REASONS,
    MFA_TYPES,
    OBSERVED_EXIT_STATUSES,
    SELECTIONS,
)
from linkcheck.rules.formats.tokens import is_uuid
from linkcheck.rules.response import objects

DOCUMENTS = (Document.GET_RESPONSE, Document.EVENTS)
PLACES = ("link_sessions[].events[]", "events[]")
FEATURES = ("link_sessions", "events")
LISTS = tuple(place.removesuffix("[]") for place in PLACES)
SOURCE = "link_sessions[].events[]"
LINK_WEB = "https://plaid.com/docs/link/web/"


def fields(name: str) -> list[str]:
    """Return the patterns of a field of the events in both documents."""
    return [f"{place}.{name}" for place in PLACES]


def described(view: View) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield path, name and metadata of each event that has a name and metadata."""
    for path, event in objects(view, *PLACES):
        name, metadata = event.get("event_name"), event.get("event_metadata")
        if isinstance(name, str) and isinstance(metadata, dict):
            yield path, name, metadata


# -- the event itself ----------------------------------------------------------------------------

known_values(
    "LC860",
    "event-name-unknown",
    fields("event_name"),
    known=EVENTS,
    document=DOCUMENTS,
    severity=INFO,
    source=LINK_WEB,
    covers="C540",
    doc="""Unknown value in `event_name`.

    Help: Ignore events that your code does not know.
    Why: Plaid adds events without notice, so the document is not wrong; code that knows only the
        documented names should let others pass.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a", "event_name":
        "OPENED", "timestamp": "2025-07-01T12:00:00Z", "event_metadata": {}}]}
    Good: events
    """,
)
each_value(
    "LC861",
    "event-id-form",
    fields("event_id"),
    wrong=lambda value: isinstance(value, str) and not is_uuid(value),
    document=DOCUMENTS,
    severity=WARNING,
    source=f"{SOURCE}.event_id",
    covers="C543",
    doc="""`event_id` is not a valid UUID.

    Help: Check that this document comes from Plaid unaltered.
    Why: Plaid identifies events by UUIDs, so that your code can skip repeated ones.
    Bad: events {"events": [{"event_id": "1", "event_name": "OPEN", "timestamp":
        "2025-07-01T12:00:00Z", "event_metadata": {}}]}
    Good: events
    """,
)


@rule(
    "LC862",
    document=DOCUMENTS,
    severity=WARNING,
    on=FEATURES,
    source=f"{SOURCE}.event_id",
    covers="C543 C571",
)
def event_repeated(view: View) -> Findings:
    """`event_id` repeats that of an earlier event in the same array.

    Help: Skip events whose ID you have already processed.
    Why: The ID identifies an event. A later EVENTS webhook repeats the events of earlier ones, but
        one document contains each event once: lists were joined without dropping duplicates.
    Bad: events {"events": [
        {"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a", "event_name": "OPEN",
        "timestamp": "2025-07-01T12:00:00Z", "event_metadata": {}},
        {"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a", "event_name": "OPEN",
        "timestamp": "2025-07-01T12:00:00Z", "event_metadata": {}}]}
    Good: events
    """
    for place in LISTS:
        for path, events in view.each(place):
            first: dict[str, int] = {}
            for index, event in enumerate(events if isinstance(events, list) else ()):
                event_id = event.get("event_id") if isinstance(event, dict) else None
                if not isinstance(event_id, str) or not event_id:
                    continue
                if first.setdefault(event_id, index) == index:
                    continue
                before = to_pointer((*path, first[event_id], "event_id"))
                yield at(*path, index, "event_id", related=(Related(before, "the same ID"),))


# -- which event carries what --------------------------------------------------------------------


@rule(
    "LC863",
    document=DOCUMENTS,
    severity=INFO,
    on=FEATURES,
    source=f"{SOURCE}.event_metadata",
    covers="C544 C545 C546 C547 C548 C549 C550 C551 C552 C553 C554",
)
def event_member_unexpected(view: View) -> Findings:
    """A field of `event_metadata` is documented only for other events.

    Help: Do not rely on the field here.
    Why: Which fields there are depends on the event; one that belongs to another event is
        unexpected, but not wrong. The rule ignores events with unknown names.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "OPEN", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"exit_status": "requires_code"}}]}
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "TRANSITION_VIEW", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"view_name": "CONSENT", "mfa_type": "code"}}]}
    Good: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "EXIT", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"exit_status": "requires_code"}}]}
    """
    for path, event, metadata in described(view):
        for name, events in EMITTED_BY.items():
            if event not in EVENTS or metadata.get(name) in (None, ""):
                continue
            if event not in events or (name == "mfa_type" and _is_other_view(event, metadata)):
                view_name = " (with the view `MFA`)" if name == "mfa_type" else ""
                message = f"`{name}` is documented only for {listed(sorted(events))}{view_name}"
                yield member(*path, "event_metadata", name, message=message)


def _is_other_view(event: str, metadata: dict[str, Any]) -> bool:
    """True if the event shows a view other than MFA. Plaid's samples leave ``view_name`` out."""
    return event == "TRANSITION_VIEW" and metadata.get("view_name") not in (None, "", "MFA")


known_values(
    "LC864",
    "event-mfa-type-unknown",
    fields("event_metadata.mfa_type"),
    known=MFA_TYPES,
    document=DOCUMENTS,
    source=f"{SOURCE}.event_metadata.mfa_type",
    covers="C556",
    doc="""Unknown value in `mfa_type`.

    Help: Treat it as an unknown type.
    Why: Plaid documents `code`, `device`, `questions` and `selections`. Code that distinguishes
        these does not know this one.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SUBMIT_MFA", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"mfa_type": "sms"}}]}
    Good: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SUBMIT_MFA", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"mfa_type": "code"}}]}
    """,
)
known_values(
    "LC865",
    "event-exit-status-unknown",
    fields("event_metadata.exit_status"),
    known=OBSERVED_EXIT_STATUSES,
    document=DOCUMENTS,
    evidence=INFERRED,
    source=f"{SOURCE}.event_metadata.exit_status",
    covers="C560",
    doc="""Unknown value in `exit_status`.

    Help: Treat it as an unknown status.
    Why: The status says at which point the user left. Code that distinguishes the documented ones
        does not know this one.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "EXIT", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"exit_status": "bye"}}]}
    Good: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "EXIT", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"exit_status": "requires_credentials"}}]}
    """,
)


@rule(
    "LC866",
    document=DOCUMENTS,
    severity=WARNING,
    on=FEATURES,
    source=(f"{SOURCE}.event_metadata.selection", f"{SOURCE}.event_metadata.match_reason"),
    covers="C557 C558",
)
def event_value_of_other_event(view: View) -> Findings:
    """`selection` or `match_reason` has a value that is not documented for its event.

    Why: Two events carry each of these fields, and each event has its own values. A value of the
        other event points to a mix-up; one that is not documented at all is an info only.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SELECT_AUTH_TYPE", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"selection": "password"}}]}
    Good: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SELECT_AUTH_TYPE", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"selection": "flow_type_instant"}}]}
    """
    for path, event, metadata in described(view):
        for name, values in (("selection", SELECTIONS), ("match_reason", MATCH_REASONS)):
            value = metadata.get(name)
            if event not in values or not isinstance(value, str) or not value:
                continue
            if value not in values[event]:
                known = any(value in others for others in values.values())
                unexpected = f"`{name}` has a value of another event than `{event}`"
                yield at(
                    *path,
                    "event_metadata",
                    name,
                    message=unexpected if known else f"Unknown value in `{name}` of `{event}`",
                    help=f"Expect {either(quoted(sorted(values[event])))}",
                    severity=None if known else INFO,
                )


each_value(
    "LC867",
    "event-account-number-unmasked",
    fields("event_metadata.account_number_mask"),
    wrong=lambda value: isinstance(value, str) and len(value) > 4,
    document=DOCUMENTS,
    severity=WARNING,
    evidence=INFERRED,
    source=f"{SOURCE}.event_metadata.account_number_mask",
    covers="C559",
    doc="""`account_number_mask` has more than four characters and may be a full account number.

    Help: Store and log only the last four characters.
    Why: A mask contains the last digits of an account number; a longer string may be the number
        itself, which should not be stored.
    Bad: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SUBMIT_ACCOUNT_NUMBER", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"account_number_mask": "123456789"}}]}
    Good: events {"events": [{"event_id": "8b2b5d28-79ec-468b-bbce-f8bd34be635a",
        "event_name": "SUBMIT_ACCOUNT_NUMBER", "timestamp": "2025-07-01T12:00:00Z",
        "event_metadata": {"account_number_mask": "6789"}}]}
    """,
)
