"""A user that is plain by its text is plain by its value, and sound by the schema."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.payloads import MINIMAL
from linkcheck.documents import Document
from linkcheck.rules.plain import is_plain_varying
from linkcheck.rules.plain_text import plain_user
from linkcheck.shapes.engine import engine_for
from tests.rules.test_plain import ADDRESSES, PLAIN_ADDRESS, TEXTS, VALUES, users

USER = {
    "client_user_id": "u-1001",
    "legal_name": "Jane O'Doe-Smith",
    "phone_number": "+14155550123",
    "email_address": "jane.d+x@mail.example.com",
    "address": PLAIN_ADDRESS,
}
NAMES = ["client_user_id", "legal_name", "phone_number", "email_address"]
PARTS = ["street", "street2", "city", "region", "postal_code", "country"]
ENGINE = engine_for(Document.CREATE_REQUEST, "compiled")


def value_of(text: str) -> Any:
    """The value of a JSON text; raises ValueError if a member is repeated."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("repeated")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=members)


def is_plain(text: str) -> bool:
    """True if the text of a user is taken for plain; then it is."""
    found = plain_user(text, 0)
    if found is None:
        return False
    members, end = found
    user = value_of(text[:end])
    assert is_plain_varying({"user": user}), text
    assert ENGINE.is_valid({**MINIMAL, "user": {"client_user_id": "u", **user}}), text
    address = user.get("address", {})
    present = [name in user for name in NAMES] + [part in address for part in PARTS]
    assert sorted(members) == sorted(present)
    return True


def texts(user: Any) -> Iterator[str]:
    yield json.dumps(user)
    yield json.dumps(user, separators=(",", ":"), ensure_ascii=False)
    yield json.dumps(user, indent=1)


def test_everyday_users_are_plain() -> None:
    for address in ADDRESSES[:4]:
        for user in (USER | {"address": address}, dict(reversed(USER.items()))):
            assert [is_plain(text) for text in texts(user)] == [True, True, False]
    for name in USER:
        assert is_plain(json.dumps({name: USER[name]}))
    for legal_name in ("Lucía García", "Zoë Ångström", "Łukasz Żak", "J. R. Doe"):
        assert all([is_plain(text) for text in texts({"legal_name": legal_name})][:2])


def test_the_members_of_two_users_tell_them_apart() -> None:
    singles = [{name: USER[name]} for name in NAMES]
    bare = {k: v for k, v in PLAIN_ADDRESS.items() if k != "region"} | {"country": "FR"}
    bare["postal_code"] = "75001"
    singles += [{"address": PLAIN_ADDRESS}, {"address": bare}]
    singles.append({"address": PLAIN_ADDRESS | {"street2": "Flat B"}})
    found = [plain_user(json.dumps(user), 0) for user in singles]
    assert len({members for members, _ in filter(None, found)}) == len(singles)


def test_users_that_are_plain_by_their_text_are_so_by_their_value() -> None:
    taken = 0
    for rest in users():
        if type(rest.get("user")) is dict:
            try:
                taken += sum([is_plain(text) for text in texts(rest["user"])])
            except TypeError:  # no member name of JSON
                continue
    assert taken > 200


ODD = [text for text in TEXTS if type(text) is str]
ODD += [*'"\\{}[]:, \t\n\x00\x7f\u00a0\u2028é\ud800']


def test_changed_users_are_plain_only_if_their_value_is() -> None:
    draw = random.Random(3)
    taken = refused = 0
    whole = json.dumps(USER | {"address": PLAIN_ADDRESS | {"street2": "Flat B"}})
    pieces = [*re.findall(r'"\w+": "[^"]*"(?:, )?', whole), *ODD, "null", "0", '"a": 1', ", "]
    for _ in range(20_000):
        at, length = draw.randrange(len(whole)), draw.choice([0, 0, 1, 2, 10])
        text = whole[:at] + draw.choice(pieces) + whole[at + length :]
        if is_plain(text):
            taken += 1
        else:
            refused += 1
    assert taken > 200
    assert refused > 10_000


@pytest.mark.parametrize("name", ["client_user_id", "legal_name", *PARTS])
def test_each_character_of_a_text(name: str) -> None:
    taken = 0
    for code in range(0x10000):
        for char in (chr(code), f"\\u{code:04x}"):
            if char in ('"', "\\"):
                continue
            for value in (char, f"a{char}", f"{char}a", f"{char} "):
                parts = PLAIN_ADDRESS | {name: "VALUE"} if name in PARTS else {}
                user = {"address": parts} if parts else {name: "VALUE"}
                taken += is_plain(json.dumps(user).replace("VALUE", value))
                if code > 0x2FF and name != "legal_name":
                    break  # nothing new
    assert taken >= {"region": 0, "country": 0, "postal_code": 0}.get(name, 60)


@pytest.mark.parametrize("name", ["client_user_id", "legal_name", "email_address", *PARTS])
@pytest.mark.parametrize("length", [0, 1, 49, 50, 51, 64, 65, 80, 81, 300])
def test_texts_of_any_length(name: str, length: int) -> None:
    value = "a" * length if name != "email_address" else "a" * (length - 12) + "@example.com"
    user = {"address": PLAIN_ADDRESS | {name: value}} if name in PARTS else {name: value}
    longest = {"street": 50, "street2": 50, "city": 50, "email_address": 64}
    longest |= dict.fromkeys(("region", "postal_code", "country"), 0)
    shortest = 13 if name == "email_address" else 1
    assert is_plain(json.dumps(user)) == (shortest <= length <= longest.get(name, 300))


def test_texts_that_begin_like_a_mark_of_a_template_are_not_plain() -> None:
    for mark in ("your", "TODO", "xxxx", "Enter", "insert", "put", "CHANGE", "replace", "$a", "%a"):
        for name in ("client_user_id", "legal_name", "email_address"):
            assert not is_plain(json.dumps({name: mark + ("@a.com" if name[0] == "e" else "-1")}))
        for part in PARTS:
            assert not is_plain(json.dumps({"address": PLAIN_ADDRESS | {part: mark}}))


def test_values_of_rules_that_look_closely_are_not_plain() -> None:
    for (_, name), values in ((path, v) for path, v in VALUES.items() if len(path) == 2):
        for value in values:
            is_plain(json.dumps({**USER, name: value}))
    assert not is_plain(json.dumps(USER | {"client_user_id": "Jane", "legal_name": "Jane"}))
    assert not is_plain(json.dumps(USER | {"phone_number": "+15555550123"}))
    assert not is_plain(json.dumps(USER | {"date_of_birth": "1990-01-01"}))
    assert not is_plain("{}")
    assert not is_plain(json.dumps({"address": {}}))
