"""Cases for rules/user.py."""

from datetime import date
from typing import Any

from tests.rules.case import Case

UUID = "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
USER_TOKEN = f"user-sandbox-{UUID}"
USER_ID = "usr_9nSp2KuZ2x4JDw"
TODAY = {"today": date(2025, 7, 1)}


def user(**members: Any) -> dict[str, Any]:
    """A request whose user has these members besides an id."""
    return {"user": {"client_user_id": "u-1001", **members}}


def phone(number: Any, *countries: str, **members: Any) -> dict[str, Any]:
    """A request whose user has this phone number."""
    codes = {"country_codes": list(countries)} if countries else {}
    return {**user(phone_number=number, **members), **codes}


ADDRESS = {
    "street": "1 Example St",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94105",
    "country": "US",
}
ID = "/user/client_user_id"
PHONE = "/user/phone_number"
BORN = "/user/date_of_birth"

CASES = [
    Case("LC220", "request", without=["user"], at=[""], missing="user", severity="error"),
    Case("LC220", "request", {"user": None, "user_id": None}, at=[""], missing="user"),
    Case("LC220", "request", {"user_token": USER_TOKEN}, without=["user"], at=[""]),
    Case("LC220", "update", without=["user"], at=[""]),
    Case("LC220", "request", {"user_id": USER_ID}, without=["user"]),
    Case("LC220", "request", {"user_id": USER_ID}),
    Case("LC220", "request", {"user": "u-1001"}),
    # -- client_user_id
    Case("LC221", "request", user(client_user_id="jane@example.com"), at=[ID], severity="error"),
    Case("LC221", "request", user(client_user_id="+14155550010"), at=[ID], message="phone number"),
    Case("LC221", "request", user(client_user_id="(415) 555-0010"), at=[ID]),
    Case("LC221", "request", user(client_user_id="415-555-0010"), at=[ID]),
    Case("LC221", "request", user(client_user_id="4155550010")),
    Case("LC221", "request", user(client_user_id="1623869898000")),
    Case("LC221", "request", user(client_user_id="1786924800.1234567")),
    Case(
        "LC221", "request", user(client_user_id="2020-08-03 17:48:36.123 -0700 PDT m=+0.012345678")
    ),
    Case("LC221", "request", user(client_user_id="9f86d081884c7d659a2feaa0c55ad015" * 2)),
    Case("LC221", "request", user(client_user_id="tenant@42:user-7")),
    Case("LC221", "request", user(client_user_id=UUID)),
    Case("LC221", "request", user(client_user_id=4155550010)),
    Case("LC222", "request", user(client_user_id="123-45-6789"), at=[ID], severity="warning"),
    Case("LC222", "request", user(client_user_id="Jane Doe"), at=[ID], message="name"),
    Case(
        "LC222",
        "request",
        user(client_user_id="4155550010", phone_number="4155550010"),
        at=[ID],
        message="`user.phone_number`",
    ),
    Case(
        "LC222",
        "idv",
        user(client_user_id="123456780", id_number={"type": "us_ssn", "value": "123456780"}),
        at=[ID],
        message="`user.id_number.value`",
    ),
    Case(
        "LC222",
        "request",
        user(client_user_id="jane@example.com", email_address="jane@example.com"),
    ),
    Case("LC222", "request", user(client_user_id="2020-08-03 17:48:36.123 -0700 PDT m=+0.01")),
    Case("LC222", "request", user(client_user_id="123-fake-user-id")),
    Case("LC222", "request", user(client_user_id="", email_address="")),
    Case("LC223", "idv", user(client_user_id="test"), at=[ID], severity="info"),
    Case("LC223", "idv", user(client_user_id="undefined"), at=[ID]),
    Case("LC223", "idv", user(client_user_id="test-7f3a")),
    Case("LC223", "request", user(client_user_id="test")),
    Case(
        "LC224",
        "request",
        {"user_id": USER_ID, "redirect_uri": "https://example.com/oauth.html"},
        without=["user"],
        at=[""],
        missing="user",
        severity="info",
    ),
    Case("LC224", "request", {"redirect_uri": "https://example.com/oauth.html"}),
    Case("LC224", "request", {"redirect_uri": "https://example.com/oauth.html"}, without=["user"]),
    # -- personal data
    Case("LC225", "request", user(date_of_birth="1990-01-01"), at=[BORN], severity="warning"),
    Case(
        "LC225",
        "request",
        {**user(address=ADDRESS), "products": ["transactions"]},
        at=["/user/address"],
        severity="warning",
    ),
    Case(
        "LC252",
        "request",
        user(email_address="jane@example.com"),
        at=["/user/email_address"],
        severity="info",
    ),
    Case(
        "LC252",
        "request",
        {**user(legal_name="Jane Doe"), "products": ["transactions"]},
        at=["/user/legal_name"],
        severity="info",
    ),
    Case(
        "LC225", "idv", user(date_of_birth="1990-01-01", address=ADDRESS, email_address="j@e.com")
    ),
    Case("LC225", "request", {**user(address=ADDRESS), "optional_products": ["identity"]}),
    Case("LC225", "update", user(address=ADDRESS)),
    Case(
        "LC252",
        "request",
        {**user(email_address="jane@example.com"), "hosted_link": {"delivery_method": "email"}},
    ),
    Case("LC252", "idv", user(email_address="j@e.com")),
    Case("LC252", "request", user(legal_name="Jane Doe")),
    Case("LC225", "request", user(legal_name="Jane Doe", date_of_birth=None, address=None)),
    Case(
        "LC226",
        "request",
        user(name={"given_name": "Jane", "family_name": "Doe"}),
        at=["/user/name"],
        severity="error",
    ),
    Case("LC226", "idv", user(name={"given_name": "Jane", "family_name": "Doe"})),
    Case("LC226", "request", user(name=None)),
    # -- phone number
    Case("LC227", "request", phone("(415) 555-0010"), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("+1-415-555-0010"), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("0014155550010"), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("+14155550010 ext. 5"), at=[PHONE], message="no extensions"),
    Case("LC227", "request", phone("+1 415 555 0123"), at=[PHONE], severity="warning"),
    Case("LC227", "request", phone("2025550165"), at=[PHONE], severity="warning"),
    Case("LC227", "request", phone("4155558888"), at=[PHONE], severity="warning"),
    Case("LC227", "request", phone("4155558888", "GB"), at=[PHONE], severity="warning"),
    Case("LC227", "request", phone("07911123456", "GB"), at=[PHONE], severity="warning"),
    Case("LC227", "request", phone("07911123456"), at=[PHONE], severity="error"),
    Case(
        "LC227",
        "idv",
        phone("0612345678", address={"country": "FR"}),
        at=[PHONE],
        severity="warning",
    ),
    Case("LC227", "request", phone("1234567890"), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("call me"), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("5" * 10_000), at=[PHONE], severity="error"),
    Case("LC227", "request", phone("+14155550010")),
    Case("LC227", "request", phone("+11234567890")),
    Case("LC227", "request", phone("+1 555 555 0123")),
    Case("LC227", "request", phone("${PHONE}")),
    Case("LC227", "request", phone("")),
    Case("LC227", "request", phone(None)),
    Case("LC227", "request", phone(4155550010)),
    Case("LC228", "request", phone("+11234567890"), at=[PHONE], severity="error"),
    Case("LC228", "request", phone("+1 123 456 7890"), at=[PHONE], severity="error"),
    Case("LC228", "request", phone("+15555550123"), at=[PHONE]),
    Case("LC228", "request", phone("+1415555"), at=[PHONE]),
    Case("LC228", "request", phone("+14155550010")),
    Case("LC228", "request", phone("+447911123456", "US")),
    Case("LC228", "request", phone("1234567890")),
    Case("LC228", "request", phone("+1 415 555 0123")),
    Case("LC229", "request", phone("+33612345678"), at=[PHONE], severity="info"),
    Case(
        "LC229",
        "request",
        phone("+12125551234"),
        at=[PHONE],
        message="Sandbox",
        context={"environment": "sandbox"},
    ),
    Case("LC229", "request", phone("+14155550011"), context={"environment": "sandbox"}),
    Case("LC229", "request", phone("+12125551234"), context={"environment": "production"}),
    Case("LC229", "request", phone("+447911123456")),
    Case("LC229", "request", phone("+99912345")),
    Case("LC229", "idv", phone("+33612345678")),
    Case("LC229", "request", {**phone("+33612345678"), "hosted_link": {"delivery_method": "sms"}}),
    # -- e-mail address and date of birth
    Case(
        "LC230",
        "idv",
        user(email_address="jane.example.com"),
        at=["/user/email_address"],
        severity="error",
    ),
    Case("LC230", "idv", user(email_address="jane@"), at=["/user/email_address"]),
    Case("LC230", "idv", user(email_address="jane doe@example.com"), at=["/user/email_address"]),
    Case("LC230", "idv", user(email_address="jane+plaid@mail.example.co.uk")),
    Case("LC230", "idv", user(email_address="jürgen@bücher.example")),
    Case("LC230", "idv", user(email_address="")),
    Case("LC231", "idv", user(date_of_birth="2090-01-01"), at=[BORN], context=TODAY),
    Case("LC231", "idv", user(date_of_birth="1890-01-01"), at=[BORN], context=TODAY),
    Case("LC231", "idv", user(date_of_birth="1990-01-01"), context=TODAY),
    Case("LC231", "idv", user(date_of_birth="2025-07-01"), context=TODAY),
    Case("LC231", "idv", user(date_of_birth="2090-13-01"), context=TODAY),
    *(
        Case("LC231", "idv", user(date_of_birth=day), at=[BORN])
        for day in ("2090-01-01", "9999-12-31", "0001-01-01", "1890-01-01")
    ),
    Case("LC231", "idv", user(date_of_birth="2026-01-01")),
    *(
        Case("LC239", "request", user(phone_number=number), at=[PHONE], severity="warning")
        for number in ("+4407911123456", "+49015112345678", "+330612345678")
    ),
    *(
        Case("LC239", "request", user(phone_number=number))
        for number in ("+447911123456", "+390612345678", "+14155550010", "+4407", "07911123456")
    ),
    Case("LC232", "idv", user(date_of_birth="2015-01-01"), at=[BORN], context=TODAY),
    Case("LC232", "idv", user(date_of_birth="2007-07-02"), at=[BORN], context=TODAY),
    Case("LC232", "idv", user(date_of_birth="2007-07-01"), context=TODAY),
    Case("LC232", "idv", user(date_of_birth="2090-01-01"), context=TODAY),
    Case("LC232", "request", user(date_of_birth="2015-01-01"), context=TODAY),
    # -- user_id and user_token
    Case("LC233", "request", {"user_id": "u-1001"}, at=["/user_id"], severity="error"),
    Case("LC233", "request", {"user_id": "usr_"}, at=["/user_id"]),
    Case("LC233", "request", {"user_id": UUID}, at=["/user_id"]),
    Case(
        "LC233", "request", {"user_id": f"access-sandbox-{UUID}"}, at=["/user_id"], message="access"
    ),
    Case("LC233", "request", {"user_id": USER_TOKEN}, at=["/user_id"], severity="info"),
    Case("LC233", "request", {"user_id": USER_ID}),
    Case("LC233", "request", {"user_id": "${USER_ID}"}),
    Case("LC233", "request", {"user_id": ""}),
    Case("LC233", "request", {"user_id": None}),
    Case("LC234", "income", {"user_token": USER_ID}, at=["/user_token"], severity="error"),
    Case("LC234", "income", {"user_token": UUID}, at=["/user_token"], severity="warning"),
    Case("LC234", "income", {"user_token": "abc"}, at=["/user_token"], severity="warning"),
    Case("LC234", "income"),
    Case("LC234", "income", {"user_token": f"user-development-{UUID}"}),
    Case("LC234", "income", {"user_token": "<user_token>"}),
    Case(
        "LC235",
        "income",
        {"user_id": USER_ID},
        at=["/user_token"],
        severity="warning",
    ),
    Case("LC235", "income", {"user_id": None}),
    Case(
        "LC236",
        "income",
        without=["user_token"],
        at=[""],
        missing="user_token",
        severity="error",
    ),
    Case(
        "LC236",
        "income",
        {"user_id": USER_ID},
        without=["user_token"],
        at=[""],
        missing="user_token",
        severity="info",
    ),
    Case("LC236", "income", {"user_id": USER_TOKEN}, without=["user_token"]),
    Case("LC236", "income"),
    Case("LC236", "request"),
    Case("LC237", "cra", without=["user_id"], at=[""], missing="user_id", severity="error"),
    Case(
        "LC237",
        "request",
        {"products": ["auth", "protect_linked_bank"]},
        at=[""],
        missing="user_id",
        severity="warning",
    ),
    Case("LC237", "cra"),
    Case("LC237", "cra", {"user_token": USER_TOKEN}, without=["user_id"]),
    Case("LC237", "request"),
    Case("LC237", "payment", without=["user_id"]),
    *(
        Case(
            "LC237", "cra", {"products": ["cra_base_report", product]}, at=[""], without=["user_id"]
        )
        for product in ("cra_home_lending", "cra_qualify")
    ),
    Case("LC238", "payment", at=[""], missing="user_id", severity="info"),
    Case("LC238", "payment", {"user_id": ""}, at=[""], missing="user_id"),
    Case("LC238", "payment", {"user_id": USER_ID}),
    Case("LC238", "payment", {"user_token": USER_TOKEN}),
    Case("LC238", "request"),
    Case("LC238", "cra", without=["user_id"]),
]
