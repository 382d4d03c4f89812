"""`user` (but for address and ID number), `user_id` and `user_token`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from linkcheck.engine.finding import Evidence, Fix, PlaidError, Related, Severity
from linkcheck.engine.relations import (
    Condition,
    equals,
    forbids,
    present,
    requires,
    requires_one_of,
)
from linkcheck.engine.rule import (
    Findings,
    at,
    member,
    missing,
    plaid_error,
    removal,
    replacement,
    rule,
)
from linkcheck.rules.data.idv import MINIMUM_AGE
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS
from linkcheck.rules.formats import dates, email, identifiers, phone
from linkcheck.rules.formats.tokens import TokenKind, is_placeholder, is_uuid, parse
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
    message="Neither `user` nor `user_id` is given; Plaid requires one of them. Add `user` with a "
    "`client_user_id`, your own id of the user.",
    doc="""Neither `user` nor `user_id` is given.

    Why: A Link token is made for one user, who is named by `user.client_user_id`, by the `user_id`
        from `/user/create`, or by both. A `user_token` does not stand in for them.
    Bad: request without user
    Bad: {"user": null}
    Good: request without user {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC221",
    "client-user-id-contact",
    on="~user.client_user_id",
    source=("user.client_user_id", INVALID_REQUEST),
    covers="C064 C065",
    plaid="INVALID_FIELD",
)
def client_user_id_contact(request: LinkRequest) -> Findings:
    """`user.client_user_id` is an e-mail address or a phone number.

    Why: The field shows up in logs and may hold no personal data; Plaid refuses an e-mail address.
        Phone numbers count with `+` or in North American notation, bare digits never do.
    Bad: {"user": {"client_user_id": "jane@example.com"}}
    Bad: {"user": {"client_user_id": "+14155550010"}}
    Good: {"user": {"client_user_id": "4155550010"}}
    Good: {"user": {"client_user_id": "2026-06-25 12:00:00.123456789 +0000 UTC m=+0.012345678"}}
    """
    kind = identifiers.personal_data(request.text("user", "client_user_id") or "")
    if kind in ("email", "phone"):
        what = "an e-mail address" if kind == "email" else "a phone number"
        yield at(
            "user",
            "client_user_id",
            message=f"`user.client_user_id` looks like {what}; personal data is not allowed there. "
            "Use your own id of the user, or a hash.",
        )


# Members of `user` that a client_user_id must not repeat.
_PERSONAL = (
    ("legal_name",),
    ("phone_number",),
    ("email_address",),
    ("date_of_birth",),
    ("ssn",),
    ("id_number", "value"),
)


@rule(
    "LC222",
    "client-user-id-personal",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~user.client_user_id",
    source="user.client_user_id",
    covers="C066",
)
def client_user_id_personal(request: LinkRequest) -> Findings:
    """`user.client_user_id` looks like a name or a social security number, or repeats such data.

    Why: The field shows up in logs and may hold no personal data, of whatever kind.
    Bad: {"user": {"client_user_id": "123-45-6789"}}
    Bad: {"user": {"client_user_id": "4155550010", "phone_number": "4155550010"}}
    Good: {"user": {"client_user_id": "u-1001"}}
    """
    value = request.text("user", "client_user_id")
    if not value:
        return
    kind = identifiers.personal_data(value)
    if kind in ("email", "phone"):
        return
    related: tuple[Related, ...] = ()
    if kind is not None:
        what = "looks like " + ("a person's name" if kind == "name" else "a social security number")
    else:
        same = _repeated(request, value)
        if same is None:
            return
        what = f"repeats `user.{'.'.join(same)}`"
        related = (Related("/user/" + "/".join(same), "the same value"),)
    yield at(
        "user",
        "client_user_id",
        message=f"`user.client_user_id` {what}; personal data does not belong there. Use your own "
        "id of the user, or a hash.",
        related=related,
    )


def _repeated(request: LinkRequest, value: str) -> tuple[str, ...] | None:
    """The member of ``user`` with personal data that has this value."""
    if len(request.obj("user") or ()) < 2:
        return None
    return next((path for path in _PERSONAL if request.get("user", *path) == value), None)


# What stands there when nobody has put in an id.
_CONSTANT = re.compile(
    r"test(?:[-_]?user|er|ing)?|(?:client_)?user(?:[-_]?id)?|demo|example|default|undefined|null|none",
    re.IGNORECASE,
)


@rule(
    "LC223",
    "client-user-id-constant",
    severity=Severity.INFO,
    on="+identity_verification",
    needs="user.client_user_id",
    source=IDV_PAGE,
    covers="C067",
)
def client_user_id_constant(request: LinkRequest) -> Findings:
    """Identity Verification gets a `client_user_id` that looks the same for all users.

    Why: Sessions are resumed and retries recognised by it, so it must be unique to the user and
        stay the same.
    Bad: idv {"user": {"client_user_id": "test"}}
    Good: idv
    """
    if _CONSTANT.fullmatch(request.text("user", "client_user_id") or ""):
        yield at(
            "user",
            "client_user_id",
            message="`user.client_user_id` looks like a constant. Identity Verification recognises "
            "a user by it: use an id that is unique to the user and never changes.",
        )


requires(
    "LC224",
    "oauth-without-client-user-id",
    "user.client_user_id",
    when=present("redirect_uri") & present("user_id") & ~present("user"),
    severity=Severity.INFO,
    source="https://plaid.com/docs/link/oauth/",
    covers="C069",
    message="`user.client_user_id` is missing; the OAuth guide asks for it along with "
    "`redirect_uri`. Add `user` with your own id of the user.",
    doc="""`redirect_uri` is given without `user.client_user_id`.

    Why: The OAuth guide asks for it; the newer pages on `user_id` say that `user` is not needed.
    Bad: request without user {"user_id": "usr_9nSp2KuZ2x4JDw",
        "redirect_uri": "https://example.com/oauth.html"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw", "redirect_uri": "https://example.com/oauth.html"}
    """,
)

# -- personal data that nothing asks for ---------------------------------------------------------


class _Use(NamedTuple):
    """What a member of ``user`` is good for: products, or another condition."""

    products: tuple[str, ...]
    other: Condition
    text: str

    @property
    def served(self) -> frozenset[str]:
        """The features that are a sure and quick sign that it is of use."""
        return frozenset(USING[product] for product in self.products)


_IDV = "identity_verification"
_DATA_USES = {
    "date_of_birth": _Use((_IDV,), uses_idv, "Identity Verification"),
    "address": _Use(
        (_IDV, "identity"),
        updates,
        "Identity Verification, and for Identity Match with the product `identity`",
    ),
}
_CONTACT_USES = {
    "legal_name": _Use(("auth", "transfer"), updates, "Auth and Transfer (micro-deposits)"),
    "email_address": _Use(
        (_IDV,),
        sends_email,
        "Identity Verification, and for a hosted link that is delivered by e-mail",
    ),
}


def _unused(request: LinkRequest, uses: dict[str, _Use]) -> Findings:
    for name, use in uses.items():
        if f"user.{name}" not in request.features:
            continue
        if not request.may_use(*use.products) and not use.other(request):
            yield member(
                "user",
                name,
                message=f"`user.{name}` has no use here: it is only for {use.text}. Leave "
                "personal data out that nothing needs.",
                fix=removal("user", name),
            )


def _only_if_unused(uses: dict[str, _Use]) -> dict[str, Any]:
    fields = {f"user.{name}": use.served for name, use in uses.items()}
    return {"on": tuple(fields), "unless": fields, "source": tuple(fields)}


@rule(
    "LC225",
    "personal-data-unused",
    severity=Severity.WARNING,
    covers="C082 C084",
    **_only_if_unused(_DATA_USES),
)
def personal_data_unused(request: LinkRequest) -> Findings:
    """A member of `user` holds personal data that no requested product uses.

    Why: The date of birth only prefills Identity Verification, the address serves that and Identity
        Match. Elsewhere they are sent for nothing.
    Bad: {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    """
    return _unused(request, _DATA_USES)


@rule(
    "LC252",
    "contact-data-unused",
    severity=Severity.INFO,
    covers="C070 C083",
    **_only_if_unused(_CONTACT_USES),
)
def contact_data_unused(request: LinkRequest) -> Findings:
    """The name or the e-mail address of the user serves no requested product.

    Why: They serve Identity Verification, micro-deposits and the delivery of a hosted link.
        Elsewhere they are sent for nothing.
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
    message="`user.name` is not allowed without the product `identity_verification`. Remove it; "
    "for micro-deposits there is `user.legal_name`.",
    removable=True,
    doc="""`user.name` is given without Identity Verification.

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
    """What is known of the phone number.

    A national number is looked up in the countries that the request names, then in the US.
    """
    number = request.text("user", "phone_number") or ""
    if phone.is_e164(number):
        return phone.judge(number)
    country = request.text("user", "address", "country")
    named = [country, *request.countries] if country else request.countries
    regions = [c for c in dict.fromkeys([*named, "US"]) if c == country or c in COUNTRY_CODES]
    return phone.judge(number, regions)


# How numbers are written that Plaid is known to take.
_TAKEN = ("spaced", "national-digits")
_NOT_E164: dict[phone.PhoneForm, str] = {
    "national-digits": "without a country code it is no valid number",
    "formatted": "spaces, brackets, hyphens and a leading `00` do not belong there",
    "garbage": "it does not look like a phone number at all",
}


@rule(
    "LC227",
    "phone-not-e164",
    on="~user.phone_number",
    source="user.phone_number",
    covers="C074",
)
def phone_not_e164(request: LinkRequest) -> Findings:
    """`user.phone_number` is not written in E.164 form.

    Why: The reference asks for E.164: a plus sign, the country code and the number, digits only.
        Plaid was seen to take a number with spaces after the plus sign and one of bare digits, if
        they give a valid number: a warning then. Brackets, hyphens, extensions and the rest are
        errors.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "(415) 555-0010"}}
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+1 415 555 0123"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"}}
    """
    number = request.text("user", "phone_number")
    if not number or phone.is_e164(number) or is_placeholder(number):
        return
    verdict = phone_verdict(request)
    if verdict.form == "spaced" and not verdict.valid:
        return  # the next rule's: the spaces are the smaller fault
    taken = verdict.valid and verdict.form in _TAKEN
    if taken:
        why = "Plaid takes this form in practice, but only E.164 is documented"
    elif verdict.extension:
        why = "E.164 has no extensions"
    else:
        why = _digits_fault(number) or _NOT_E164[verdict.form]
    yield at(
        "user",
        "phone_number",
        message=f"`user.phone_number` is not in E.164 form: {why}. Write a plus sign, the "
        "country code and the number, digits only.",
        severity=Severity.WARNING if taken else None,
        plaid_error=None if taken else REFUSED_DATA,
        fix=_e164_fix(number, verdict),
    )


def _digits_fault(number: str) -> str | None:
    """What is wrong with a plus sign and digits."""
    if number[0] != "+" or not number[1:].isdecimal():
        return None
    if number[1] == "0":
        return "no country code begins with 0"
    return "it has too few digits" if len(number) < 8 else "it has more than 15 digits"


def _e164_fix(number: str, verdict: phone.PhoneVerdict) -> Fix | None:
    if verdict.e164 is None or verdict.extension:
        return None
    # A national number belongs to the country of the request only by presumption.
    return Fix(
        "Write the number in E.164 form",
        ({"op": "replace", "path": "/user/phone_number", "value": verdict.e164},),
        safe=number.lstrip().startswith("+"),
    )


@rule(
    "LC228",
    "phone-not-valid",
    on="~user.phone_number",
    source=("user.phone_number", INVALID_INPUT),
    covers="C075",
    plaid="INVALID_USER_IDENTITY_DATA",
)
def phone_not_valid(request: LinkRequest) -> Findings:
    """`user.phone_number` is in E.164 form, but no numbering plan has such a number.

    Why: Plaid checks the number against the plans of the world, even in Sandbox, with the same
        library as linkcheck (libphonenumber).
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+11234567890"}}
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+1 555 555 0123"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+14155550010"}}
    Note: Plans change: keep the package `phonenumbers` current.
    """
    number = request.text("user", "phone_number")
    if not number or phone.form_of(number)[0] not in ("e164", "spaced"):
        return
    if phone_verdict(request).valid:
        return
    yield at(
        "user",
        "phone_number",
        message="`user.phone_number` is no number of any country's numbering plan (wrong area "
        "code, prefix or length), and Plaid checks that even in Sandbox. Correct it.",
    )


@rule(
    "LC239",
    "phone-trunk-zero",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~user.phone_number",
    source="user.phone_number",
    covers="C074",
)
def phone_trunk_zero(request: LinkRequest) -> Findings:
    """`user.phone_number` has a national prefix after the country code.

    Why: The zero that national numbers begin with is not part of an international number. Readers
        that know the numbering plans drop it; others dial a number that does not exist.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+4407911123456"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+447911123456"}}
    Note: The zero of numbers such as those of Italian landlines belongs to them.
    """
    number = request.text("user", "phone_number") or ""
    if not phone.is_e164(number):
        return
    verdict = phone_verdict(request)
    if verdict.e164 is not None and verdict.e164 != number:
        yield at(
            "user",
            "phone_number",
            message="`user.phone_number` has a national prefix after the country code, which is "
            "not part of an E.164 number. Remove it.",
            fix=replacement(
                *("user", "phone_number"),
                value=verdict.e164,
                description="Remove the national prefix",
                safe=False,
            ),
        )


SEEDED_NUMBERS = frozenset(f"+1415555001{digit}" for digit in range(6))
"""The numbers that start the returning-user flow in Sandbox."""


@rule(
    "LC229",
    "phone-no-returning-user",
    severity=Severity.INFO,
    on="user.phone_number",
    source=RETURNING_USER,
    covers="C076 C077",
)
def phone_no_returning_user(request: LinkRequest) -> Findings:
    """`user.phone_number` cannot start the returning-user flow.

    Why: The flow knows numbers with the country codes +1, +44 and +52, and in Sandbox only the
        seeded ones, +1 415 555 0010 to 0015.
    Bad: {"user": {"client_user_id": "u-1001", "phone_number": "+33612345678"}}
    Good: {"user": {"client_user_id": "u-1001", "phone_number": "+447911123456"}}
    Note: Silent where the number has another use, in Identity Verification or for a hosted link
        that is delivered by text message. Sandbox counts where it is told or tokens show it.
    """
    number = request.text("user", "phone_number") or ""
    if not phone.is_e164(number) or uses_idv(request) or sends_sms(request):
        return
    if request.environment == "sandbox":
        if number in SEEDED_NUMBERS:
            return
        why = "in Sandbox the flow knows only the seeded numbers, +1 415 555 0010 to 0015"
    elif number.startswith(("+1", "+44", "+52")):
        return
    else:
        why = "it knows only numbers with +1, +44 and +52"
    if phone_verdict(request).valid:
        yield at(
            "user",
            "phone_number",
            message=f"`user.phone_number` does not start the returning-user flow: {why}.",
        )


# -- e-mail address and date of birth ------------------------------------------------------------


@rule(
    "LC230",
    "email-address-malformed",
    on="~user.email_address",
    source=("user.email_address", INVALID_INPUT),
    covers="C078",
    plaid="INVALID_USER_IDENTITY_DATA",
)
def email_address_malformed(request: LinkRequest) -> Findings:
    """`user.email_address` is not an e-mail address.

    Why: Since January 2026 a malformed address makes the call fail.
    Bad: {"user": {"client_user_id": "u-1001", "email_address": "jane.example.com"}}
    Good: {"user": {"client_user_id": "u-1001", "email_address": "jane@example.com"}}
    """
    address = request.text("user", "email_address")
    if not address or is_placeholder(address):
        return
    fault = email.fault(address)
    if fault is not None:
        fix = None
        if email.fault(address.strip()) is None:
            fix = replacement(
                *("user", "email_address"),
                value=address.strip(),
                description="Remove the white space around it",
                safe=True,
            )
        yield at(
            "user",
            "email_address",
            message=f"`user.email_address` is not an e-mail address: {_EMAIL_FAULTS[fault]}. "
            "Correct it.",
            fix=fix,
        )


_EMAIL_FAULTS: dict[email.EmailFault, str] = {
    "no-at": "it has no `@`",
    "blank": "it has white space or control characters",
    "local-part": "what stands before the `@` is empty or has characters that may not be there",
    "domain": "what stands after the `@` is no domain",
    "length": "it is too long",
}

OLDEST = 120


@rule(
    "LC231",
    "date-of-birth-implausible",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="user.date_of_birth",
    source="user.date_of_birth",
    covers="C080",
)
def date_of_birth_implausible(request: LinkRequest) -> Findings:
    """`user.date_of_birth` is in the future, or more than 120 years ago.

    Why: Nobody alive was born then; years with two digits and swapped fields end there.
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "2090-01-01"}}
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "0001-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Note: If today's date is unknown, the date of the API description counts as today.
    """
    born = dates.parse_date(request.text("user", "date_of_birth") or "")
    if born is None:
        return
    age = dates.age(born, request.context.today or API_DAY)
    if not 0 <= age <= OLDEST:
        when = "in the future" if age < 0 else f"more than {OLDEST} years ago"
        yield at(
            "user",
            "date_of_birth",
            message=f"`user.date_of_birth` is {when}. Correct it.",
        )


@rule(
    "LC232",
    "date-of-birth-minor",
    severity=Severity.WARNING,
    on="+identity_verification",
    needs=("user.date_of_birth", "@today"),
    source=IDV_PAGE,
    covers="C081",
)
def date_of_birth_minor(request: LinkRequest) -> Findings:
    """Identity Verification is requested for a user under 18.

    Why: The product is not meant for minors.
    Bad: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "2015-01-01"}}
    Good: idv {"user": {"client_user_id": "u-1001", "date_of_birth": "1990-01-01"}}
    Context: today=2025-07-01
    """
    age = _age(request)
    if age is not None and 0 <= age < MINIMUM_AGE:
        yield at(
            "user",
            "date_of_birth",
            message=f"By `user.date_of_birth` the user is under {MINIMUM_AGE}, and Identity "
            "Verification is not meant for minors. Do not send this user through it.",
        )


def _age(request: LinkRequest) -> int | None:
    """The user's age in years if today was told, negative if not born yet."""
    born = dates.parse_date(request.text("user", "date_of_birth") or "")
    today = request.context.today
    return dates.age(born, today) if born is not None and today is not None else None


# -- user_id and user_token ----------------------------------------------------------------------

KINDS: dict[TokenKind, str] = {
    "access_token": "an access token",
    "link_token": "a Link token",
    "processor_token": "a processor token",
    "public_token": "a public token",
    "user_id": "a `user_id`",
    "user_token": "a user token",
}


@rule(
    "LC233",
    "user-id-form",
    on="~user_id",
    source=("user_id", INVALID_INPUT),
    covers="C153",
)
def user_id_form(request: LinkRequest) -> Findings:
    """`user_id` does not begin with `usr_`.

    Why: `/user/create` of the new User APIs returns ids with this prefix; your own id of the user,
        or an id of the old APIs, is refused.
    Bad: {"user_id": "u-1001"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Note: By the migration guide the value of an old `user_token` may stand here: advice only.
    """
    text = request.text("user_id")
    if not text or is_placeholder(text):
        return
    token = parse(text)
    kind = token.kind if token is not None else None
    if kind == "user_id" and token is not None and token.identifier:
        return
    if kind == "user_token":
        yield at(
            "user_id",
            message="`user_id` holds a user token, which Plaid takes only from integrations that "
            "have migrated to the new User APIs. Others give it in `user_token`.",
            severity=Severity.INFO,
        )
        return
    what = f"it looks like {KINDS[kind]}; " if kind in KINDS and kind != "user_id" else ""
    yield at(
        "user_id",
        message=f"`user_id` does not have the form `usr_...`: {what}it must be the `user_id` that "
        "`/user/create` returned. Your own id of the user goes into `user.client_user_id`.",
        plaid_error=plaid_error("INVALID_USER_ID"),
    )


@rule(
    "LC234",
    "user-token-form",
    on="user_token",
    source=("user_token", INVALID_INPUT),
    covers="C154",
)
def user_token_form(request: LinkRequest) -> Findings:
    """`user_token` does not have the form of a user token.

    Why: User tokens read `user-<environment>-<uuid>`. A `user_id` or another kind of token is
        refused; any other text is a warning, as Plaid shows the form only in examples.
    Bad: income {"user_token": "usr_9nSp2KuZ2x4JDw"}
    Bad: income {"user_token": "b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: income {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    text = request.text("user_token")
    if not text or is_placeholder(text):
        return
    token = parse(text)
    if token is not None and token.kind == "user_token" and token.environment is not None:
        return
    answer: PlaidError | None = None
    if token is not None and token.kind != "user_token":
        what = f"is {KINDS.get(token.kind, 'another kind of token or id')}, not a user token"
        answer = plaid_error("INVALID_USER_TOKEN")
    elif is_uuid(text):
        what = "lacks the prefix `user-<environment>-`"
    else:
        what = "does not have the form `user-<environment>-<uuid>`"
    home = " A `usr_...` value goes into `user_id`." if text.startswith("usr_") else ""
    yield at(
        "user_token",
        message=f"`user_token` {what}. Send the `user_token` that `/user/create` returned.{home}",
        severity=None if answer else Severity.WARNING,
        plaid_error=answer,
    )


forbids(
    "LC235",
    "user-id-and-token",
    "user_token",
    when=present("user_id") & ~(equals("user_id", "") | equals("user_token", "")),
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    source=("user_id", "user_token"),
    covers="C155",
    message="`user_token` and `user_id` are both given; an integration has one or the other, "
    "depending on when it began (10 December 2025). Keep the one that you work with.",
    doc="""`user_id` and `user_token` are both given.

    Why: Integrations begun after 10 December 2025 use `user_id`, older ones `user_token`. No page
        says which one wins.
    Bad: {"user_id": "usr_9nSp2KuZ2x4JDw",
        "user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    Good: {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """,
)


@rule(
    "LC236",
    "income-without-user-token",
    on="+income_verification",
    source="https://plaid.com/docs/income/bank-income/",
    covers="C158",
)
def income_without_user_token(request: LinkRequest) -> Findings:
    """`income_verification` is requested without a `user_token`.

    Why: The results belong to a user, and Plaid refuses the request without one. Integrations begun
        after 10 December 2025 have a `user_id` instead, which the Income endpoints (`/credit/*`)
        take; the page on Income still asks for the token, so that this is only advice.
    Bad: income without user_token
    Bad: income without user_token {"user_id": "usr_9nSp2KuZ2x4JDw"}
    Good: income
    """
    user_id = request.get("user_id") or None
    migrated = parse(user_id) if isinstance(user_id, str) else None
    if request.is_filled("user_token") or (migrated and migrated.kind == "user_token"):
        return
    if user_id is not None:
        yield missing(
            "user_token",
            message="`income_verification` is given a `user_id`, where the page on Income asks for "
            "a `user_token`. Make sure that Plaid has enabled your account for it.",
            severity=Severity.INFO,
        )
        return
    yield missing(
        "user_token",
        message="`income_verification` needs the user that it is for. Add the `user_token` that "
        "`/user/create` returned (or the `user_id`, if your integration began after 10 December "
        "2025).",
        plaid_error=plaid_error("?: user_token is required for income_verification product."),
    )


NEED_USER = {
    p.name: Severity.WARNING if p.family == "protect" else Severity.ERROR
    for p in PRODUCTS.values()
    if p.needs_user == "user_id or user_token"
}
NEED_USER_IF_NEW = tuple(p.name for p in PRODUCTS.values() if p.needs_user == "user_id if new")


@rule(
    "LC237",
    "product-without-user-id",
    on=tuple("+" + name for name in NEED_USER),
    source=("user_id", "user_token"),
    covers="C159 C160",
)
def product_without_user_id(request: LinkRequest) -> Findings:
    """A Plaid Check or Plaid Protect product is requested without `user_id` or `user_token`.

    Why: Their results belong to a user made by `/user/create`. Integrations begun after
        10 December 2025 give its `user_id`, older ones its `user_token`. For Plaid Protect it is a
        warning, as the reference does not say which products that is.
    Bad: cra without user_id
    Bad: {"products": ["protect_linked_bank"]}
    Good: cra
    Good: cra without user_id {"user_token": "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"}
    """
    if request.is_filled("user_id") or request.is_filled("user_token"):
        return
    needing = [name for name in request.products if name in NEED_USER]
    product = min(needing, key=lambda name: NEED_USER[name].rank)
    yield missing(
        "user_id",
        message=f"`{product}` needs the user that it is for: add the `user_id` that `/user/create` "
        "returned (or, if your integration began before 10 December 2025, the `user_token`).",
        severity=NEED_USER[product],
    )


@rule(
    "LC238",
    "new-integration-without-user-id",
    severity=Severity.INFO,
    on=tuple("+" + name for name in NEED_USER_IF_NEW),
    source="https://github.com/plaid/plaid-python",
)
def new_integration_without_user_id(request: LinkRequest) -> Findings:
    """Payment Initiation is requested without `user_id`.

    Why: The newer API description requires the field for new integrations with Payment
        Initiation, Variable Recurring Payments or Virtual Accounts. Older ones work without it, and
        the request does not show when an integration began.
    Bad: payment
    Good: payment {"user_id": "usr_9nSp2KuZ2x4JDw"}
    """
    if request.get("user_id") or request.get("user_token"):
        return
    product = next(name for name in request.products if name in NEED_USER_IF_NEW)
    yield missing(
        "user_id",
        message=f"New integrations with `{product}` need a `user_id`. If yours is one, add the one "
        "that `/user/create` returned.",
    )
