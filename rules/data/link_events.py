"""The events of a Link session: names, views, and the fields of each event.

Sources: https://plaid.com/docs/link/web/ (read in March 2026), the Link endpoints reference on
``events`` and ``exit``, https://plaid.com/docs/link/returning-user/. Plaid adds names without
notice: these are open sets, so an unknown name is at most a warning.
"""

from __future__ import annotations

STABLE_EVENTS = frozenset(
    {
        "BANK_INCOME_INSIGHTS_COMPLETED",
        "ERROR",
        "EXIT",
        "HANDOFF",
        "IDENTITY_MATCH_FAILED",
        "IDENTITY_MATCH_PASSED",
        "IDENTITY_VERIFICATION_FAIL_SESSION",
        "IDENTITY_VERIFICATION_PASS_SESSION",
        "LAYER_AUTOFILL_NOT_AVAILABLE",
        "LAYER_NOT_AVAILABLE",
        "LAYER_READY",
        "OPEN",
        "SELECT_INSTITUTION",
    }
)
"""The names that Plaid promises not to change."""

EVENTS = STABLE_EVENTS | frozenset(
    {
        "AUTO_SUBMIT_PHONE",
        "CLOSE_OAUTH",
        "CONNECT_NEW_INSTITUTION",
        "FAIL_OAUTH",
        "IDENTITY_VERIFICATION_CLOSE_UI",
        "IDENTITY_VERIFICATION_CREATE_SESSION",
        "IDENTITY_VERIFICATION_FAIL_STEP",
        "IDENTITY_VERIFICATION_OPEN_UI",
        "IDENTITY_VERIFICATION_PASS_STEP",
        "IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION",
        "IDENTITY_VERIFICATION_PENDING_REVIEW_STEP",
        "IDENTITY_VERIFICATION_RESUME_SESSION",
        "IDENTITY_VERIFICATION_RESUME_UI",
        "IDENTITY_VERIFICATION_START_STEP",
        "MATCHED_SELECT_INSTITUTION",
        "MATCHED_SELECT_VERIFY_METHOD",
        "OPEN_MY_PLAID",
        "OPEN_OAUTH",
        "SEARCH_INSTITUTION",
        "SELECT_AUTH_TYPE",
        "SELECT_BRAND",
        "SELECT_DEGRADED_INSTITUTION",
        "SELECT_DOWN_INSTITUTION",
        "SELECT_FILTERED_INSTITUTION",
        "SKIP_SUBMIT_PHONE",
        "SUBMIT_ACCOUNT_NUMBER",
        "SUBMIT_CREDENTIALS",
        "SUBMIT_DOCUMENTS",
        "SUBMIT_DOCUMENTS_ERROR",
        "SUBMIT_DOCUMENTS_SUCCESS",
        "SUBMIT_MFA",
        "SUBMIT_OTP",
        "SUBMIT_PHONE",
        "SUBMIT_ROUTING_NUMBER",
        "TRANSITION_VIEW",
        "VERIFY_PHONE",
        "VIEW_DATA_TYPES",
    }
)
"""All documented names."""

VIEWS = frozenset(
    {
        "ACCEPT_TOS",
        "CONNECTED",
        "CONSENT",
        "CREDENTIAL",
        "DOCUMENTARY_VERIFICATION",
        "ERROR",
        "EXIT",
        "INSTANT_MICRODEPOSIT_AUTHORIZED",
        "KYC_CHECK",
        "LOADING",
        "MFA",
        "NUMBERS",
        "NUMBERS_SELECT_INSTITUTION",
        "OAUTH",
        "PROFILE_DATA_REVIEW",
        "RECAPTCHA",
        "RISK_CHECK",
        "SAME_DAY_MICRODEPOSIT_AUTHORIZED",
        "SCREENING",
        "SELECT_ACCOUNT",
        "SELECT_AUTH_TYPE",
        "SELECT_BRAND",
        "SELECT_INSTITUTION",
        "SELECT_SAVED_ACCOUNT",
        "SELECT_SAVED_INSTITUTION",
        "SELFIE_CHECK",
        "SUBMIT_PHONE",
        "UPLOAD_DOCUMENTS",
        "VERIFY_PHONE",
        "VERIFY_SMS",
    }
)
"""The documented values of ``view_name``."""

EXIT_STATUSES = frozenset(
    {
        "choose_device",
        "institution_not_found",
        "institution_not_supported",
        "requires_account_selection",
        "requires_code",
        "requires_credentials",
        "requires_oauth",
        "requires_questions",
        "requires_selections",
    }
)
"""The documented values of ``exit.metadata.status``."""

OBSERVED_EXIT_STATUSES = EXIT_STATUSES | {"connected"}
"""The same with values observed in Sandbox sessions."""

MFA_TYPES = frozenset({"code", "device", "questions", "selections"})
"""The documented values of ``mfa_type``."""

SELECTIONS: dict[str, frozenset[str]] = {
    "MATCHED_SELECT_VERIFY_METHOD": frozenset({"password", "phoneotp"}),
    "SELECT_AUTH_TYPE": frozenset({"flow_type_instant", "flow_type_manual"}),
}
"""The documented values of ``selection``, by event."""

MATCH_REASONS: dict[str, frozenset[str]] = {
    "MATCHED_SELECT_INSTITUTION": frozenset({"returning_user", "routing_number"}),
    "SELECT_INSTITUTION": frozenset(
        {"AUTO_SELECT_SAVED_INSTITUTION", "SAVED_ACCOUNT", "SAVED_INSTITUTION"}
    ),
}
"""The documented values of ``match_reason``, by event."""

EMITTED_BY: dict[str, frozenset[str]] = {
    "account_number_mask": frozenset({"SUBMIT_ACCOUNT_NUMBER"}),
    "error_code": frozenset({"ERROR", "EXIT"}),
    "error_message": frozenset({"ERROR", "EXIT"}),
    "error_type": frozenset({"ERROR", "EXIT"}),
    "exit_status": frozenset({"EXIT"}),
    "institution_search_query": frozenset({"SEARCH_INSTITUTION"}),
    "match_reason": frozenset(MATCH_REASONS),
    "mfa_type": frozenset({"SUBMIT_MFA", "TRANSITION_VIEW"}),
    "routing_number": frozenset({"SUBMIT_ROUTING_NUMBER"}),
    "selection": frozenset(SELECTIONS),
    "view_name": frozenset({"TRANSITION_VIEW"}),
}
"""The events of each field in ``event_metadata``; any event may have a field that is not listed.

``mfa_type`` comes with ``TRANSITION_VIEW`` only where ``view_name`` is ``MFA``.
"""
