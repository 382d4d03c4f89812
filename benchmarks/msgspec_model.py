"""A small model of the request for msgspec."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """No other members, no conversions."""


Country = Literal[
    "US", "CA", "GB", "FR", "DE", "ES", "NL", "IE", "IT", "PL", "DK", "NO", "SE", "EE"
]
Language = Literal["en", "fr", "es", "nl", "de", "da", "et", "it", "lt", "lv", "no", "pl", "pt"]
Product = Literal[
    "assets",
    "auth",
    "identity",
    "income_verification",
    "investments",
    "liabilities",
    "signal",
    "statements",
    "transactions",
    "transfer",
]


class Address(Strict):
    country: str
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None


class User(Strict):
    client_user_id: str
    legal_name: str | None = None
    phone_number: str | None = None
    email_address: str | None = None
    address: Address | None = None


class Filter(Strict):
    account_subtypes: list[str]


class AccountFilters(Strict):
    depository: Filter | None = None
    credit: Filter | None = None
    loan: Filter | None = None
    investment: Filter | None = None


class Transactions(Strict):
    days_requested: int | None = None


class Request(Strict):
    client_name: str
    language: Language
    country_codes: list[Country]
    user: User | None = None
    user_id: str | None = None
    products: list[Product] | None = None
    required_if_supported_products: list[Product] | None = None
    optional_products: list[Product] | None = None
    additional_consented_products: list[Product] | None = None
    webhook: str | None = None
    redirect_uri: str | None = None
    link_customization_name: str | None = None
    account_filters: AccountFilters | None = None
    transactions: Transactions | None = None
    hosted_link: dict[str, Any] | None = None
    investments: dict[str, Any] | None = None
    statements: dict[str, Any] | None = None
