"""Values in Plaid's responses and webhooks, for the rules about these documents.

Source: the Link endpoints reference; the longer lists add plaid-python
46.0.0. Plaid may add values at any time.
"""

from __future__ import annotations

ENVIRONMENTS = ("sandbox", "production")
"""The values of ``environment``."""

ERROR_TYPES = frozenset(
    {
        "API_ERROR",
        "ASSET_REPORT_ERROR",
        "BANK_TRANSFER_ERROR",
        "CHECK_REPORT_ERROR",
        "CONSUMER_REPORT_ERROR",
        "INCOME_VERIFICATION_ERROR",
        "INSTITUTION_ERROR",
        "INVALID_INPUT",
        "INVALID_REQUEST",
        "INVALID_RESULT",
        "ITEM_ERROR",
        "MICRODEPOSITS_ERROR",
        "OAUTH_ERROR",
        "PARTNER_ERROR",
        "PAYMENT_ERROR",
        "RATE_LIMIT_EXCEEDED",
        "RECAPTCHA_ERROR",
        "SANDBOX_ERROR",
        "SIGNAL_ERROR",
        "TRANSACTIONS_ERROR",
        "TRANSACTION_ERROR",
        "TRANSFER_ERROR",
        "USER_ERROR",
    }
)
"""The documented values of ``error_type``."""

NEWER_ERROR_TYPES = frozenset(
    {
        "ASSETS_ERROR",
        "BASE_REPORT_ERROR",
        "CRA_MONITORING_ERROR",
        "CRA_PARTNER_INSIGHTS_ERROR",
        "CRA_REPORT_ERROR",
        "CREDIT_PROFILE_REPORT_ERROR",
        "ENCOMPASS_ERROR",
        "ENRICH_ERROR",
        "FRAUD_INSIGHTS_ERROR",
        "FREDDIE_MAC_ERROR",
        "IDEMPOTENCY_ERROR",
        "LINK_DELIVERY_ERROR",
        "PROFILE_ERROR",
        "RECURRING_TRANSACTIONS_ERROR",
        "STATEMENTS_ERROR",
        "TRANSFER_RECURRING_ERROR",
        "TRANSFER_REFUND_ERROR",
    }
)
"""Values of ``error_type`` that are newer than the reference."""

OAUTH_ERROR_REASONS = frozenset(
    {"OAUTH_CONSENT_EXPIRED", "OAUTH_INVALID_TOKEN", "OAUTH_USER_REVOKED"}
)
"""The values of ``error_code_reason``, which comes with OAuth errors of an Item only; null in other
errors, or omitted in newer versions."""

ERROR_TYPES_WITH_CAUSES = frozenset({"ASSET_REPORT_ERROR", "CHECK_REPORT_ERROR", "USER_ERROR"})
"""The values of ``error_type`` that come with ``causes``; USER_ERROR by newer client libraries."""

VERIFICATION_STATUSES = frozenset(
    {
        "automatically_verified",
        "database_insights_fail",
        "database_insights_pass",
        "database_insights_pass_with_caution",
        "database_insights_pending",
        "database_matched",
        "manually_verified",
        "pending_automatic_verification",
        "pending_manual_verification",
        "unsent",
        "verification_expired",
        "verification_failed",
    }
)
"""The documented values of an account's ``verification_status``."""

TRANSFER_STATUSES = frozenset({"COMPLETE", "INCOMPLETE"})
"""The values of ``transfer_status``."""

INITIAL_PRODUCTS = frozenset(
    {
        "assets",
        "auth",
        "employment",
        "identity",
        "identity_verification",
        "income_verification",
        "investments",
        "liabilities",
        "payment_initiation",
        "standing_orders",
        "transactions",
        "transfer",
    }
)
"""The documented values of ``metadata.initial_products``; responses contain others too."""
