"""Plaid's documented error codes and messages. The rules have those observed in practice.

https://plaid.com/docs/errors/invalid-request/, .../invalid-input/ and .../user/, in March 2026.
"""

from __future__ import annotations

from typing import NamedTuple


class ErrorCode(NamedTuple):
    """A documented error."""

    error_type: str
    error_code: str
    message: str | None = None
    """The sample message of the page, where it has a usable one."""
    http: int = 400


_DOCUMENTED = (
    ErrorCode("INVALID_REQUEST", "INCOMPATIBLE_API_VERSION"),
    ErrorCode(
        "INVALID_REQUEST",
        "INVALID_ACCOUNT_NUMBER",
        "The provided account number was invalid.",
    ),
    ErrorCode("INVALID_REQUEST", "INVALID_BODY", "body could not be parsed as JSON"),
    ErrorCode(
        "INVALID_REQUEST",
        "INVALID_CONFIGURATION",
        "please ensure that the request body is formatted correctly",
    ),
    ErrorCode("INVALID_REQUEST", "INVALID_FIELD"),
    ErrorCode("INVALID_REQUEST", "INVALID_HEADERS"),
    ErrorCode("INVALID_REQUEST", "MISSING_FIELDS"),
    ErrorCode("INVALID_REQUEST", "NO_LONGER_AVAILABLE", http=404),
    ErrorCode("INVALID_REQUEST", "NOT_FOUND", "not found", http=404),
    ErrorCode("INVALID_REQUEST", "SANDBOX_ONLY"),
    ErrorCode("INVALID_REQUEST", "UNKNOWN_FIELDS"),
    ErrorCode(
        "INVALID_INPUT",
        "DIRECT_INTEGRATION_NOT_ENABLED",
        "your client ID is only authorized to use Plaid Link. head to the docs "
        "(https://plaid.com/docs) to get started.",
    ),
    ErrorCode("INVALID_INPUT", "INCORRECT_DEPOSIT_VERIFICATION"),
    ErrorCode("INVALID_INPUT", "INVALID_ACCESS_TOKEN", "could not find matching access token"),
    ErrorCode(
        "INVALID_INPUT",
        "INVALID_ACCOUNT_ID",
        "failed to find requested account ID for requested item",
    ),
    ErrorCode("INVALID_INPUT", "INVALID_API_KEYS", "invalid client_id or secret provided"),
    ErrorCode("INVALID_INPUT", "INVALID_AUDIT_COPY_TOKEN"),
    ErrorCode("INVALID_INPUT", "INVALID_INSTITUTION", "invalid institution_id provided"),
    ErrorCode(
        "INVALID_INPUT",
        "INVALID_LINK_CUSTOMIZATION",
        "requested link customization is not set to update account selection",
    ),
    ErrorCode("INVALID_INPUT", "INVALID_LINK_TOKEN", "invalid link_token provided"),
    ErrorCode("INVALID_INPUT", "INVALID_PROCESSOR_TOKEN"),
    ErrorCode("INVALID_INPUT", "INVALID_PRODUCT"),
    ErrorCode("INVALID_INPUT", "INVALID_USER_ID", "user.user_id must be a non-empty string"),
    ErrorCode("USER_ERROR", "INVALID_USER_IDENTITY_DATA", "Invalid email format.", http=403),
    ErrorCode(
        "INVALID_INPUT",
        "ADDITIONAL_CONSENT_REQUIRED",
        "client does not have user consent to access the PRODUCT_AUTH product",
    ),
    ErrorCode("INVALID_INPUT", "INVALID_PUBLIC_TOKEN", "could not find matching public token"),
    ErrorCode("INVALID_INPUT", "INVALID_STRIPE_ACCOUNT"),
    ErrorCode("INVALID_INPUT", "INVALID_USER_TOKEN", "could not find matching user token"),
    ErrorCode(
        "INVALID_INPUT",
        "INVALID_WEBHOOK_VERIFICATION_KEY_ID",
        "invalid key_id provided. note that key_ids are specific to Plaid environments, "
        "and verification requests must be made to the same environment that the webhook "
        "was sent from",
    ),
    ErrorCode(
        "INVALID_INPUT",
        "PROFILE_AUTHENTICATION_FAILED",
        "the profile could not be authenticated",
    ),
    ErrorCode("INVALID_INPUT", "TOO_MANY_VERIFICATION_ATTEMPTS"),
    ErrorCode(
        "INVALID_INPUT",
        "UNAUTHORIZED_ENVIRONMENT",
        "you are not authorized to create items in this api environment. Go to the "
        "Dashboard (https://dashboard.plaid.com) to see which environments you are "
        "authorized for.",
    ),
    ErrorCode(
        "INVALID_INPUT",
        "UNAUTHORIZED_ROUTE_ACCESS",
        "you are not authorized to access this route in this api environment.",
    ),
    ErrorCode(
        "INVALID_INPUT",
        "USER_PERMISSION_REVOKED",
        "the holder of this account has revoked their permission for your application to access it",
    ),
    ErrorCode(
        "USER_ERROR",
        "USER_NOT_FOUND",
        "The User you requested cannot be found. This User does not exist or has had "
        "access removed by the user.",
    ),
)

ERROR_CODES: dict[str, ErrorCode] = {row.error_code: row for row in _DOCUMENTED}
"""The documented errors by code."""

ERROR_TYPE: dict[str, str] = {row.error_code: row.error_type for row in _DOCUMENTED}
"""The ``error_type`` that goes with each code."""

SHAPE_ANSWERS = {
    "missing": "MISSING_FIELDS: the following required fields are missing: ",
    "unknown": "UNKNOWN_FIELDS: the following fields are not recognized by this endpoint: ",
    "object": "INVALID_CONFIGURATION: please ensure that the request body is formatted correctly",
    "type": "INVALID_FIELD",
}
"""Plaid's answers to a wrong shape; names of fields follow if a message ends with a space."""
