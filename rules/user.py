"""`user` except its address and ID number, `user_id` and `user_token`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from linkcheck.engine.finding import ERROR, INFERRED, INFO, WARNING, Fix, Related
from linkcheck.engine.relations import (
    Condition,
    equals,
    forbids,
    present,
    requires,
    requires_one_of,
)
from linkcheck.engine.rule import (
    Finding,
    Findings,
    here,
    member,
    plaid_error,
    removal,
    replacement,
    rule,
)
from linkcheck.engine.wording import either, quoted
from linkcheck.rules.data.idv import MINIMUM_AGE
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.rules.formats import dates, email, identifiers, phone
from linkcheck.rules.formats.tokens import TokenKind, is_placeholder, parse
from linkcheck.rules.request import NO_USER, USING, LinkRequest, may_use, once, updates, uses
from linkcheck.schemas import API_DAY

INVALID_INPUT = "https://plaid.com/docs/errors/invalid-input/"
INVALID_REQUEST = "https://plaid.com/docs/errors/invalid-request/"
RETURNING_USER = "https://plaid.com/docs/link/returning-user/"
IDV_PAGE = "https://plaid.com/docs/identity-verification/"
REFUSED_DATA = plaid_error("INVALID_USER_IDENTITY_DATA")

uses_idv = uses("identity_verification")
sends_email = equals("hosted_link.delivery_method", "email")
sends_sms = equals("hosted_link.delivery_method", "sms")

# -- who the user is -----------------------------------------------------------------------------

requires_one_of(
    "LC220",
    "user-missing",
    ("user", "user_id"),
    when=Condition(lambda request: True, frozenset({NO_USER})),
    source=("user", "user_id"),
    covers="C062",
    plaid="MISSING_FIELDS",
    doc="""Missing `user`, which Plaid requires unless `user_id` is given.

    Help: Add `user` with a `client_user_id`, your own ID for the user.
    Why: A Link token is made for one user. `user.client_user_id`, the `user_id` from
        `/user/create`, or both identify that user; a `user_token` does not replace them.
    Bad: request without user
    Bad: {"user": null}
    Good: request without user {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)

_CONTACTS = {"email": "an email address", "phone": "a phone number"}


@rule(
    "LC221",
    field="user.client_user_id",
    on="~user.client_user_id",
    source=("user.client_user_id", INVALID_REQUEST),
    covers="C064 C065",
    plaid="INVALID_FIELD",
)
def client_user_id_contact(value: str) -> Finding | bool:
    """`user.client_user_id` looks like an email address or a phone number.

    Help: Use your own ID for the user, or a hash.
    Why: The field appears in logs and must not contain personal data; Plaid rejects email
        addresses. A phone number is recognized by `+` or by North American notation, never by
        digits alone.
    Bad: {"user": {"client_user_id": "jane@example.com"}}
    Bad: {"user": {"client_user_id": "+14155550010"}}
    Good: {"user": {"client_user_id": "4155550010"}}
    Good: {"user": {"client_user_id": "2026-06-25 12:00:00.123456789 +0000 UTC m=+0.012345678"}}
    """
    kind = identifiers.personal_data(value)
    return kind in _CONTACTS and _personal_id(f"looks like {_CONTACTS[kind]}")


def _personal_id(what: str, **more: Any) -> Finding:
    """Return a finding about a `client_user_id` with personal data."""
    return here(f"`user.client_user_id` {what}, but must not contain personal data", **more)


_PERSONAL = (
    ("legal_name",),
    ("phone_number",),
    ("email_address",),
    ("date_of_birth",),
    ("ssn",),
    ("id_number", "value"),
)
"""The fields of `user` that a `client_user_id` must not repeat."""


@rule(
    "LC222",
    field="user.client_user_id",
    severity=WARNING,
    evidence=INFERRED,
    on="~user.client_user_id",
    covers="C066",
)
def client_user_id_personal(value: str, request: LinkRequest) -> Finding | bool:
    """`user.client_user_id` looks like a name or a social security number, or repeats such data.

    Help: Use your own ID for the user, or a hash.
    Why: The field appears in logs and must not contain personal data of any kind.
    Bad: {"user": {"client_user_id": "123-45-6789"}}
    Bad: {"user": {"client_user_id": "4155550010", "phone_number": "4155550010"}}
    Good: {"user": {"client_user_id": "u-1001"}}
    """
    kind = identifiers.personal_data(value)
    if not value or kind in _CONTACTS:
        return False
    if kind is not None:
        what = "a person's name" if kind == "name" else "a social security number"
        return _personal_id(f"looks like {what}")
    same = _repeated(request, value)
    if same is None:
        return False
    related = Related("/user/" + "/".join(same), "the same value")
    return _personal_id(f"repeats `user.{'.'.join(same)}`", related=(related,))


def _repeated(request: LinkRequest, value: str) -> tuple[str, ...] | None:
    """Return the field of `user` with personal data that has this value."""
    if len(request.obj("user") or ()) < 2:
        return None
    return next((path for path in _PERSONAL if request.get("user", *path) == value), None)


# Text, so that it is compiled at first use: this keeps the start short.
_CONSTANT = (
    r"(?i)test(?:[-_]?user|er|ing)?|(?:client_)?user(?:[-_]?id)?|demo|example|default|undefined|null"
    r"|none"
)
"""What the field holds when nobody has filled in an ID."""


@rule(
    "LC223",
    field="user.client_user_id",
    severity=INFO,
    on="+identity_verification",
    needs="user.client_user_id",
    source=IDV_PAGE,
    covers="C067",
)
def client_user_id_constant(value: str) -> bool:
    """`user.client_user_id` looks like a constant, but must be unique to the user.

    Help: Use an ID that is unique to the user and never changes.
    Why: Identity Verification resumes sessions and recognizes retries by this ID, so it must be
        unique to the user and stay the same.
    Bad: idv {"user": {"client_user_id": "test"}}
    Good: idv
    """
    return re.fullmatch(_CONSTANT, value) is not None


requires(
    "LC224",
    "oauth-without-client-user-id",
    "user.client_user_id",
    when=present("redirect_uri") & present("user_id") & ~present("user"),
    severity=INFO,
    source="https://plaid.com/docs/link/oauth/",
    covers="C069",
    doc="""Missing `user.client_user_id`, which the OAuth guide asks for with `redirect_uri`.

    Help: Add `user` with your own ID for the user.
    Why: The OAuth guide asks for it; the newer pages on `user_id` say that `user` is not needed.
    Bad: request without user {"user_id": "usr_9nSp2KuZ2x4JDw",
        "redirect_uri": "https://example.com/oauth.html"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw", "redirect_uri": "https://example.com/oauth.html"}
    """,
)

# -- personal data that nothing asks for ---------------------------------------------------------


class _Use(NamedTuple):
    """What uses a field of `user`: products, or another condition."""

    products: tuple[str, ...]
    other: Condition
    also: tuple[str, ...] = ()
    """The other condition in words."""

    @property
    def served(self) -> frozenset[str]:
        """The features that show surely and quickly that the field is used."""
        return frozenset(USING[product] for product in self.products)


_IDV = "identity_verification"
_DATA_USES = {
    "date_of_birth": _Use((_IDV,), uses_idv),
    "address": _Use((_IDV, "identity"), updates),
}
_CONTACT_USES = {
    "legal_name": _Use(("auth", "transfer"), updates),
    "email_address": _Use((_IDV,), sends_email, ("a hosted link that is delivered by email",)),
}


def _unused(request: LinkRequest, uses: dict[str, _Use]) -> Findings:
    for name, use in uses.items():
        if f"user.{name}" not in request.features:
            continue
        if not request.may_use(*use.products) and not use.other(request):
            users = either([*quoted(use.products), *use.also])
            message = f"`user.{name}` has no effect without {users}"
            yield member("user", name, message=message, fix=removal("user", name))


def _only_if_unused(uses: dict[str, _Use]) -> dict[str, Any]:
    fields = {f"user.{name}": use.served for name, use in uses.items()}
    return {"on": tuple(fields), "unless": fields, "source": tuple(fields)}


@rule("LC225", severity=WARNING, covers="C082 C084", **_only_if_unused(_DATA_USES))
def personal_data_unused(request: LinkRequest) -> Findings:
    """A field of `user` contains personal data that no requested product uses.

    Help: Remove it; do not send personal data that nothing needs.
    Why: The date of birth only prefills Identity Verification. The address serves Identity
        Verification and Identity Match (the product `identity`). Nothing else uses them.
    Bad: {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    """
    return _unused(request, _DATA_USES)


@rule("LC252", severity=INFO, covers="C070 C083", **_only_if_unused(_CONTACT_USES))
def contact_data_unused(request: LinkRequest) -> Findings:
    """No requested product uses the name or the email address of the user.

    Help: Remove it; do not send personal data that nothing needs.
    Why: The name serves micro-deposits (Auth and Transfer). The email address serves Identity
        Verification and the delivery of a hosted link. Nothing else uses them.
    Bad: {"user": {"client_user_id": "u-1001", "legal_name": "Jane Doe"},
        "products": ["transactions"]}
    Good: {"user": {"client_user_id": "u-1001", "legal_name": "Jane Doe"}}
    """
    return _unused(request, _CONTACT_USES)


forbids(
    "LC226",
    "user-name-without-idv",
    "user.name",
    when=~may_use(_IDV),
    source="user.name",
    covers="C071",
    removable=True,
    doc="""`user.name` is not allowed without `identity_verification`.

    Help: Remove it; for micro-deposits, use `user.legal_name`.
    Why: The reference does not allow the field unless `identity_verification` is requested.
    Bad: {"user": {"client_user_id": "u-1001", "name": {"given_name": "Jane", "family_name":
        "Doe"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "name": {"given_name": "Jane", "family_name": "Doe"}}}
    """,
)

# -- phone number --------------------------------------------------------------------------------


@once
def phone_verdict(request: LinkRequest) -> phone.PhoneVerdict:
    """Judge the phone number.

    A national number is looked up in the countries that the request names, then in the US.
    """
    number = request.text("user", "phone_number") or ""
    if phone.is_e164(number):
        return phone.judge(number)
    country = request.text("user", "address", "country")
    named = [country, *request.countries] if country else request.countries
    regions = [c for c in dict.fromkeys([*named, "US"]) if c == country or c in COUNTRY_CODES]
    return phone.judge(number, regions)


_ACCEPTED = ("spaced", "national-digits")
"""The forms other than E.164 that Plaid is known to accept."""
_NOT_E164: dict[phone.PhoneForm, str] = {
    "national-digits": "it is not a valid number without a country code",
    "formatted": "it contains spaces, brackets, hyphens or a leading `00`",
    "garbage": "it does not look like a phone number",
}


@rule("LC227", field="user.phone_number", on="~user.phone_number", covers="C074")
def phone_not_e164(number: str, request: LinkRequest) -> Finding | bool:
    """`user.phone_number` is not in E.164 format.

    Help: Write a plus sign, the country code and the number, with digits only.
    Why: The reference asks for E.164: a plus sign, the country code and the number, with digits
        only. Plaid has been seen to accept spaces after the plus sign, and digits alone, if the
        number is valid: both are warnings. Brackets, hyphens, extensions and everything else are
        errors.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "(415) 555-0010"}}
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+1 415 555 0123"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"}}
    """
    if not number or phone.is_e164(number) or is_placeholder(number):
        return False
    verdict = phone_verdict(request)
    if verdict.form == "spaced" and not verdict.valid:
        return False  # `phone-not-valid` reports it: the spaces are the smaller mistake
    accepted = verdict.valid and verdict.form in _ACCEPTED
    return here(
        f"`user.phone_number` is not in E.164 format: {_e164_fault(number, verdict)}",
        severity=WARNING if accepted else None,
        plaid_error=None if accepted else REFUSED_DATA,
        fix=_e164_fix(number, verdict),
    )


def _e164_fault(number: str, verdict: phone.PhoneVerdict) -> str:
    if verdict.valid and verdict.form in _ACCEPTED:
        return "Plaid accepts this form, but documents only E.164"
    if verdict.extension:
        return "E.164 has no extensions"
    if number[0] != "+" or not number[1:].isdecimal():
        return _NOT_E164[verdict.form]
    if number[1] == "0":
        return "no country code begins with 0"
    return "it has too few digits" if len(number) < 8 else "it has more than 15 digits"


def _e164_fix(number: str, verdict: phone.PhoneVerdict) -> Fix | None:
    if verdict.e164 is None or verdict.extension:
        return None
    return replacement(
        *("user", "phone_number"),
        value=verdict.e164,
        description="Write the number in E.164 format",
        # That a national number belongs to a country of the request is only an assumption.
        safe=number.lstrip().startswith("+"),
    )


@rule(
    "LC228",
    field="user.phone_number",
    on="~user.phone_number",
    source=("user.phone_number", INVALID_INPUT),
    covers="C075",
    plaid="INVALID_USER_IDENTITY_DATA",
)
def phone_not_valid(number: str, request: LinkRequest) -> bool:
    """`user.phone_number` is not a valid number in any country, which Plaid checks even in Sandbox.

    Help: Correct the area code, prefix or length.
    Why: Plaid checks numbers against the numbering plans of the world, even in Sandbox, with the
        same library as linkcheck (libphonenumber).
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+11234567890"}}
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+1 555 555 0123"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"}}
    Note: Only numbers in E.164 format, with or without spaces, are checked. Numbering plans change:
        keep the package `phonenumbers` up to date.
    """
    verdict = phone_verdict(request)
    return verdict.form in ("e164", "spaced") and not verdict.valid


@rule(
    "LC239",
    field="user.phone_number",
    severity=WARNING,
    evidence=INFERRED,
    on="~user.phone_number",
    covers="C074",
)
def phone_trunk_zero(number: str, request: LinkRequest) -> Finding | bool:
    """`user.phone_number` has a national prefix after the country code.

    Help: Remove the prefix, which is not part of an international number.
    Why: National numbers often begin with a zero that is not part of the international number.
        Software that knows the numbering plans drops it; other software dials a number that does
        not exist.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+4407911123456"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+447911123456"}}
    Note: In some numbers, such as Italian landlines, the zero is part of the number.
    """
    verdict = phone_verdict(request)
    correct = verdict.e164
    if not verdict.is_e164 or correct is None or correct == number:
        return False
    fix = replacement(
        *("user", "phone_number"),
        value=correct,
        description="Remove the national prefix",
        safe=False,
    )
    return here(fix=fix)


SEEDED_NUMBERS = frozenset(f"+1415555001{digit}" for digit in range(6))
"""The numbers that start the returning-user flow in Sandbox."""


@rule("LC229", field="user.phone_number", severity=INFO, source=RETURNING_USER, covers="C076 C077")
def phone_no_returning_user(number: str, request: LinkRequest) -> Finding | bool:
    """`user.phone_number` cannot start the returning-user flow.

    Help: Remove it if you send it only for this flow.
    Why: The flow supports numbers with the country codes +1, +44 and +52, and in Sandbox only the
        seeded numbers, +1 415 555 0010 to 0015.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+33612345678"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+447911123456"}}
    Note: Not reported if the number has another use: in Identity Verification, or for a hosted link
        that is delivered by SMS. The environment comes from the configuration or from tokens.
    """
    if not phone.is_e164(number) or uses_idv(request) or sends_sms(request):
        return False
    remedy = None
    if request.environment == "sandbox":
        if number in SEEDED_NUMBERS:
            return False
        limit = "in Sandbox supports only the seeded numbers"
        remedy = "Use a seeded number, +1 415 555 0010 to 0015"
    elif number.startswith(("+1", "+44", "+52")):
        return False
    else:
        limit = "supports only +1, +44 and +52"
    if not phone_verdict(request).valid:
        return False
    message = f"`user.phone_number` cannot start the returning-user flow, which {limit}"
    return here(message, help=remedy)


# -- email address and date of birth -------------------------------------------------------------

_EMAIL_FAULTS: dict[email.EmailFault, str] = {
    "no-at": "it has no `@`",
    "blank": "it contains white space or control characters",
    "local-part": "the part before the `@` is empty or has invalid characters",
    "domain": "the part after the `@` is not a domain",
    "length": "it is too long",
}


@rule(
    "LC230",
    field="user.email_address",
    on="~user.email_address",
    source=("user.email_address", INVALID_INPUT),
    covers="C078",
    plaid="INVALID_USER_IDENTITY_DATA",
)
def email_address_malformed(address: str) -> Finding | bool:
    """`user.email_address` is not a valid email address.

    Help: Correct the address.
    Why: Since January 2026, a malformed address makes the call fail.
    Bad: {"user": {"client_user_id": "u-1001", "email_address": "jane.example.com"}}
    Good: {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"}}
    """
    fault = email.fault(address)
    if not address or fault is None or is_placeholder(address):
        return False
    fix = None
    if email.fault(address.strip()) is None:
        fix = replacement(
            *("user", "email_address"),
            value=address.strip(),
            description="Remove the surrounding white space",
            safe=True,
        )
    message = f"`user.email_address` is not a valid email address: {_EMAIL_FAULTS[fault]}"
    return here(message, fix=fix)


OLDEST = 120


@rule("LC231", field="user.date_of_birth", severity=WARNING, evidence=INFERRED, covers="C080")
def date_of_birth_implausible(value: str, request: LinkRequest) -> bool:
    """`user.date_of_birth` is in the future or more than 120 years ago.

    Help: Correct the date.
    Why: No user was born then; two-digit years and swapped fields often lead to such dates.
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "2090-01-01"}}
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "0001-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Note: If today's date is unknown, the date of the API description counts as today.
    """
    born = dates.parse_date(value)
    today = request.context.today or API_DAY
    return born is not None and not 0 <= dates.age(born, today) <= OLDEST


@rule(
    "LC232",
    field="user.date_of_birth",
    severity=WARNING,
    on="+identity_verification",
    needs=("user.date_of_birth", "@today"),
    source=IDV_PAGE,
    covers="C081",
)
def date_of_birth_minor(value: str, request: LinkRequest) -> bool:
    """`user.date_of_birth` is less than 18 years ago, but Identity Verification is for adults.

    Help: Do not send this user through Identity Verification.
    Why: The product is not meant for minors.
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "2015-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Context: today=2025-07-01
    """
    born, today = dates.parse_date(value), request.context.today
    return born is not None and today is not None and 0 <= dates.age(born, today) < MINIMUM_AGE


# -- user_id and user_token ----------------------------------------------------------------------

KINDS: dict[TokenKind, str] = {
    "access_token": "an access token",
    "link_token": "a Link token",
    "processor_token": "a processor token",
    "public_token": "a public token",
    "user_id": "a `user_id`",
    "user_token": "a user token",
}


@rule("LC233", field="user_id", on="~user_id", source=("user_id", INVALID_INPUT), covers="C153")
def user_id_form(value: str) -> Finding | bool:
    """`user_id` does not have the form `usr_...`.

    Help: Send the `user_id` that `/user/create` returned; your own ID for the user goes in
        `user.client_user_id`.
    Why: `/user/create` of the new User APIs returns IDs with this prefix. Your own ID for the user,
        or an ID from the old APIs, is rejected.
    Bad: {"user_id": "u-1001"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: The migration guide allows the value of an old `user_token` here: info only.
    """
    if not value or is_placeholder(value):
        return False
    token = parse(value)
    kind = token.kind if token is not None else None
    if kind == "user_token":
        return here(
            "`user_id` contains a user token, which Plaid accepts only after you migrate to the "
            "new User APIs",
            help="Send it as `user_token` unless you have migrated",
            severity=INFO,
        )
    if kind == "user_id" and token is not None and token.identifier:
        return False
    message = ""
    if kind in KINDS and kind != "user_id":
        message = f"`user_id` does not have the form `usr_...`, but looks like {KINDS[kind]}"
    return here(message, plaid_error=plaid_error("INVALID_USER_ID"))


@rule("LC234", field="user_token", source=("user_token", INVALID_INPUT), covers="C154")
def user_token_form(value: str) -> Finding | bool:
    """`user_token` does not have the form `user-<environment>-<uuid>`.

    Help: Send the `user_token` that `/user/create` returned.
    Why: User tokens have the form `user-<environment>-<uuid>`. A `user_id` or another kind of token
        is rejected. Any other string is a warning, as Plaid shows the form only in examples.
    Bad: income {"user_token": "usr_9nSp2KuZ2x4JDw"}
    Bad: income {"user_token": "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: income {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    if not value or is_placeholder(value):
        return False
    token = parse(value)
    if token is None or (token.kind == "user_token" and token.environment is None):
        return here(severity=WARNING)
    if token.kind == "user_token":
        return False
    remedy = None
    if token.kind == "user_id":
        remedy = "Send it as `user_id`, or send the `user_token` that `/user/create` returned"
    return here(
        f"`user_token` is {KINDS.get(token.kind, 'another kind of token or ID')}, not a user token",
        help=remedy,
        plaid_error=plaid_error("INVALID_USER_TOKEN"),
    )


forbids(
    "LC235",
    "user-id-and-token",
    "user_token",
    when=present("user_id") & ~(equals("user_id", "") | equals("user_token", "")),
    severity=WARNING,
    evidence=INFERRED,
    source=("user_id", "user_token"),
    covers="C155",
    doc="""`user_token` and `user_id` are both given, but an integration uses only one of them.

    Help: Keep `user_id` if your integration began after December 10, 2025; otherwise keep
        `user_token`.
    Why: Integrations that began after December 10, 2025 use `user_id`, older ones `user_token`. No
        page says which takes precedence.
    Bad: {"user_id": "usr_9nSp2KuZ2x4JDw",
        "user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC236",
    missing="user_token",
    on="+income_verification",
    source="https://plaid.com/docs/income/bank-income/",
    covers="C158",
)
def income_without_user_token(request: LinkRequest) -> Finding | bool:
    """Missing `user_token`, which `income_verification` requires.

    Help: Add the `user_token` that `/user/create` returned, or the `user_id` if your integration
        began after December 10, 2025.
    Why: The results belong to a user, and Plaid rejects the request without one. Integrations that
        began after December 10, 2025 have a `user_id` instead, which the Income endpoints
        (`/credit/*`) accept. The Income guide still asks for the token, so this is info only with a
        `user_id`.
    Bad: income without user_token
    Bad: income without user_token {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: income
    """
    user_id = request.get("user_id") or None
    if user_id is None:
        answer = "?: user_token is required for income_verification product."
        return here(plaid_error=plaid_error(answer))
    token = parse(user_id) if isinstance(user_id, str) else None
    if token and token.kind == "user_token":
        return False
    return here(
        "Missing `user_token`, which the Income guide asks for even with `user_id`",
        help="Make sure that Plaid has enabled your account for `user_id`",
        severity=INFO,
    )


NEED_USER = {
    p.name: WARNING if p.family == "protect" else ERROR
    for p in PRODUCTS.values()
    if p.needs_user == "user_id or user_token"
}
NEED_USER_IF_NEW = tuple(p.name for p in PRODUCTS.values() if p.needs_user == "user_id if new")


@rule(
    "LC237",
    missing="user_id",
    on=tuple("+" + name for name in NEED_USER),
    source=("user_id", "user_token"),
    covers="C159 C160",
)
def product_without_user_id(request: LinkRequest) -> Finding | bool:
    """Missing `user_id` or `user_token`, which Plaid Check and Plaid Protect products require.

    Help: Add the `user_id` that `/user/create` returned, or the `user_token` if your integration
        began before December 10, 2025.
    Why: The results belong to a user that `/user/create` made. Integrations that began after
        December 10, 2025 send its `user_id`, older ones its `user_token`. For Plaid Protect this is
        a warning, as the reference does not say which products that is.
    Bad: cra without user_id
    Bad: {"products": ["protect_linked_bank"]}
    Good: cra
    Good: cra without user_id {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    if request.is_filled("user_token"):
        return False
    needing = [name for name in request.products if name in NEED_USER]
    product = min(needing, key=lambda name: NEED_USER[name].rank)
    message = f"Missing `user_id` or `user_token`, which `{product}` requires"
    return here(message, severity=NEED_USER[product])


@rule(
    "LC238",
    missing="user_id",
    severity=INFO,
    on=tuple("+" + name for name in NEED_USER_IF_NEW),
    source="https://github.com/plaid/plaid-python",
)
def new_integration_without_user_id(request: LinkRequest) -> bool:
    """Missing `user_id`, which new integrations with Payment Initiation require.

    Help: Add the `user_id` that `/user/create` returned if your integration is new.
    Why: The newer API description requires the field for new integrations with Payment
        Initiation, Variable Recurring Payments or Virtual Accounts. Older ones work without it, and
        the request does not show when an integration began.
    Bad: payment
    Good: payment {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    return not request.get("user_token")
