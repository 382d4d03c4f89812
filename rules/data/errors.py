"""How Plaid words its refusals: documented codes, and messages that were seen.

Documented: https://plaid.com/docs/errors/invalid-request/, .../invalid-input/ and .../user/, read
in March 2026. Observed: public issue threads and code, each named with its message.
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


class Refusal(NamedTuple):
    """A refusal of ``/link/token/create`` that was seen, with Plaid's own words."""

    message: str
    """A ``{}`` stands for the names of fields."""
    error_code: str | None
    """None where the report does not quote it."""
    source: str


REFUSALS: dict[str, Refusal] = {
    "account-selection-with-assets": Refusal(
        "account select update is not supported for the assets product",
        None,
        "viceroypenguin/Going.Plaid issue 68",
    ),
    "android-package-not-registered": Refusal(
        "Android package name must be configured in the developer dashboard. "
        "See https://plaid.com/docs/link/android/#register-app-id",
        "INVALID_FIELD",
        "plaid/react-native-plaid-link-sdk issue 164",
    ),
    "assets-with-cra": Refusal(
        "cannot configure assets along with cra_* products", None, "thedmaj/demo-recorder"
    ),
    "client-id-malformed": Refusal(
        "client_id must be a properly formatted, non-empty string",
        "INVALID_FIELD",
        "recorded exchanges of plaid/plaid-ruby",
    ),
    "customization-not-found": Refusal(
        "link_customization_name was not found", "INVALID_FIELD", "thedmaj/demo-recorder"
    ),
    "hosted-mobile-without-redirect": Refusal(
        "redirect_uri and hosted_link.completion_redirect_uri must be set when "
        "hosted_link.is_mobile_app is set to true",
        None,
        "public code, September 2026",
    ),
    "identity-verification-not-alone": Refusal(
        "identity_verification should be the only configured product",
        None,
        "thedmaj/demo-recorder",
    ),
    "income-without-user-token": Refusal(
        "user_token is required for income_verification product.",
        None,
        "thedmaj/demo-recorder",
    ),
    "missing-fields": Refusal(
        "the following required fields are missing: {}",
        "MISSING_FIELDS",
        "kurtbuilds/plaid-rs issue 4",
    ),
    "multi-item-product": Refusal(
        "products not yet supported in the multi item link flow: [{}]",
        None,
        "thedmaj/demo-recorder",
    ),
    "no-product": Refusal(
        "must provide at least one product", "INVALID_FIELD", "plaid/plaid-node issue 563"
    ),
    "not-an-initial-product": Refusal(
        "some products cannot be included in initial_products",
        None,
        "public code, 2026",
    ),
    "redirect-uri-not-registered": Refusal(
        "OAuth redirect URI must be configured in the developer dashboard. "
        "See https://plaid.com/docs/#oauth-redirect-uris",
        "INVALID_FIELD",
        "plaid/plaid-postman issue 51, plaid/tiny-quickstart PR 65",
    ),
    "unknown-fields": Refusal(
        "the following fields are not recognized by this endpoint: {}",
        "UNKNOWN_FIELDS",
        "TomorrowIdeas/plaid-sdk-php PR 92",
    ),
    "webhook-not-a-url": Refusal(
        "webhook must be a non-empty string URL",
        "INVALID_FIELD",
        "plaid/plaid-python issue 378",
    ),
    "wrong-type": Refusal(
        "please ensure that the request body is formatted correctly",
        "INVALID_CONFIGURATION",
        "plaid/plaid-node issue 347",
    ),
}
"""Refusals that were seen, by what led to them."""
