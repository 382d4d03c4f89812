"""The bodies that are measured. All names, numbers and addresses are made up."""

from __future__ import annotations

import copy
from typing import Any

Body = dict[str, Any]

MINIMAL: Body = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth"],
}

TYPICAL: Body = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {
        "client_user_id": "u-1001",
        "legal_name": "Jane Doe",
        "phone_number": "+14155550123",
        "email_address": "jane@example.com",
        "address": {
            "street": "1098 Harrison St",
            "city": "San Francisco",
            "region": "CA",
            "postal_code": "94103",
            "country": "US",
        },
    },
    "products": ["auth", "transactions"],
    "required_if_supported_products": ["identity"],
    "additional_consented_products": ["investments"],
    "webhook": "https://wonderwallet.com/plaid/webhook",
    "redirect_uri": "https://wonderwallet.com/oauth.html",
    "account_filters": {"depository": {"account_subtypes": ["checking", "savings"]}},
    "transactions": {"days_requested": 180},
}
"""25 fields, credentials in the headers: what a backend sends for Auth and Transactions."""

FULL: Body = {
    **copy.deepcopy(TYPICAL),
    "products": ["transactions", "investments", "liabilities"],
    "required_if_supported_products": ["identity", "statements"],
    "optional_products": ["signal"],
    "additional_consented_products": ["auth"],
    "link_customization_name": "default",
    "user_id": "usr_9nSp2KuZ2x4JDw",
    "account_filters": {
        "depository": {"account_subtypes": ["checking", "savings"]},
        "credit": {"account_subtypes": ["all"]},
        "loan": {"account_subtypes": ["student", "mortgage"]},
        "investment": {"account_subtypes": ["401k", "brokerage"]},
    },
    "hosted_link": {
        "completion_redirect_uri": "https://wonderwallet.com/done",
        "url_lifetime_seconds": 3600,
    },
    "investments": {"allow_manual_entry": True},
    "statements": {"start_date": "2026-01-01", "end_date": "2026-03-31"},
}
"""Everything that fits into one valid request of this kind."""

TEN_MISTAKES: Body = {
    "client_name": "The Wonderful Wallet of Wonderland",
    "language": "en-US",
    "country_codes": ["US", "UK"],
    "user": {
        "client_user_id": "jo@wonderwallet.com",
        "phone_number": "+15555550123",
        "name": {"given_name": "Jo", "family_name": "Example"},
    },
    "products": ["auth", "balance"],
    "optional_products": ["auth"],
    "redirect_uri": "https://wonderwallet.com/oauth.html?user=1",
    "webhook": "wonderwallet.com/plaid/webhook",
}


def without_phone(body: Body) -> Body:
    """A copy of a body without the phone number."""
    found = copy.deepcopy(body)
    found["user"].pop("phone_number", None)
    return found


def changed(body: Body, **members: Any) -> Body:
    """A copy of a body with other members; ``user__phone_number`` is one of ``user``."""
    found = copy.deepcopy(body)
    for name, value in members.items():
        *above, last = name.split("__")
        place = found
        for step in above:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return found


def variants(body: Body, count: int) -> list[Body]:
    """Copies that differ in what differs between two users: ids, numbers and addresses."""
    found = []
    for index in range(count):
        one = copy.deepcopy(body)
        user = one["user"]
        user["client_user_id"] += str(index)
        for name, digits in (("phone_number", 2), ("email_address", 0)):
            if name in user and digits:
                user[name] = user[name][:-digits] + f"{index % 100:02}"
            elif name in user:
                user[name] = f"u{index}.{user[name]}"
        found.append(one)
    return found


def unlike(body: Body, count: int) -> list[Body]:
    """Return copies with different application names and addresses."""
    found = [copy.deepcopy(body) for _ in range(count)]
    for index, one in enumerate(found):
        user = one.get("user")
        if isinstance(user, dict) and isinstance(user.get("client_user_id"), str):
            user["client_user_id"] = str(index) + user["client_user_id"]
        for name in ("client_name", "webhook"):
            if isinstance(one.get(name), str):
                one[name] += str(index)
    return found


BODIES: dict[str, Body] = {
    "typical": TYPICAL,
    "typical without phone": without_phone(TYPICAL),
    "ten mistakes": TEN_MISTAKES,
    "minimal": MINIMAL,
    "full": FULL,
}

CLEAN: dict[str, Body] = {
    "typical": TYPICAL,
    "typical without phone": without_phone(TYPICAL),
    "minimal": MINIMAL,
    "full": FULL,
    "user without address": changed(TYPICAL, user__address=None),
    "in Canada": changed(
        TYPICAL,
        country_codes=["CA"],
        user__phone_number="+16135550123",
        user__address={
            "street": "1 Rideau St",
            "city": "Ottawa",
            "region": "ON",
            "postal_code": "K1N8S7",
            "country": "CA",
        },
    ),
    "investments": changed(MINIMAL, products=["investments"], webhook="https://example.com/hook"),
    "hosted": changed(
        MINIMAL,
        hosted_link={"completion_redirect_uri": "https://wonderwallet.com/done"},
        webhook="https://wonderwallet.com/plaid",
    ),
    "update mode": changed(
        MINIMAL,
        products=None,
        access_token="access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
    ),
}
"""Requests without a fault, as applications of several kinds send them."""

ODD: dict[str, Body] = {
    "port in `webhook`": changed(TYPICAL, webhook="https://wonderwallet.com:8443/plaid"),
    "capital in `redirect_uri`": changed(TYPICAL, redirect_uri="https://Wonderwallet.com/oauth"),
    "dots in `client_user_id`": changed(TYPICAL, user__client_user_id="a.b.c"),
    "two `country_codes`": changed(TYPICAL, country_codes=["US", "CA"]),
    "capital in `email_address`": changed(TYPICAL, user__email_address="jane@Example.com"),
    "phone number of Kenya": changed(TYPICAL, user__phone_number="+254712123456"),
    "two filters": changed(
        TYPICAL,
        products=["transactions"],
        account_filters={
            "depository": {"account_subtypes": ["checking"]},
            "credit": {"account_subtypes": ["all"]},
        },
    ),
}
"""Requests without a fault, with one value that is not of the plainest form."""

ONE_MISTAKE: dict[str, Body] = {
    "unknown value": changed(TYPICAL, country_codes=["UK"]),
    "unknown field": changed(TYPICAL, webhok="https://wonderwallet.com/plaid"),
    "wrong type": changed(TYPICAL, transactions__days_requested="180"),
    "out of range": changed(TYPICAL, transactions__days_requested=900),
    "missing field": changed(TYPICAL, language=None),
    "query in `redirect_uri`": changed(
        TYPICAL, redirect_uri="https://wonderwallet.com/oauth.html?user=1"
    ),
    "product in two arrays": changed(TYPICAL, optional_products=["auth"]),
    "name too long": changed(TYPICAL, client_name="The Wonderful Wallet of Wonderland"),
}
