"""What linkcheck knows of Plaid beyond the shape of single fields: rules, one module an area.

A new rule module is entered in ``AREAS``; docs/writing-rules.md shows the rest.
"""

from __future__ import annotations

import importlib

AREAS: dict[str, str] = {
    "comments": "Comments that suppress findings",
    "envelope": "Envelope, credentials and secrets",
    "basics": "client_name, language and country_codes",
    "user": "user, user_id and user_token",
    "address": "user.address",
    "id_numbers": "user.id_number",
    "products": "The four product arrays",
    "product_objects": "Products and their option objects",
    "update_mode": "Update mode",
    "redirect": "redirect_uri, android_package_name and OAuth",
    "webhook": "webhook",
    "institution": "institution_data and institution_id",
    "account_filters": "account_filters",
    "payment": "payment_initiation",
    "income": "income_verification",
    "cra": "Plaid Check: cra_options and consumer_report_permissible_purpose",
    "auth": "auth",
    "transfer": "transfer",
    "identity_verification": "identity_verification",
    "statements": "statements",
    "investments": "investments and investments_auth",
    "hosted_link": "hosted_link",
    "transactions": "transactions",
    "document_upload": "identity: document upload",
    "multi_item": "enable_multi_item_link",
    "hidden": "Fields that the documentation hides",
    "source_code": "Requests in source code",
    "get_request": "The /link/token/get request",
    "create_response": "The /link/token/create response",
    "get_response": "The /link/token/get response: sessions and results",
    "session_accounts": "The /link/token/get response: accounts",
    "link_errors": "The /link/token/get response: exits and errors",
    "metadata_echo": "The /link/token/get response: the echo of the request",
    "events": "Link events, in responses and webhooks",
    "webhooks": "The three webhooks",
}
"""The modules of rules, in the order of their codes, with the titles of their areas."""


def load() -> None:
    """Import every module of rules, which enters its rules in ``linkcheck.engine.rule.RULES``."""
    importlib.import_module("linkcheck.shapes.unreadable")  # and those of shapes with them
    for name in AREAS:
        importlib.import_module(f"{__name__}.{name}")
