"""Create requests as applications send them: mostly alike, and now and then odd in any way."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from benchmarks.payloads import BODIES
from linkcheck.documents import BASES, Document
from linkcheck.shapes.loader import schema
from tests.robustness.grow import TEXTS, grown, rubbish, spoilt

_REQUESTS = [body for kind, body in BASES.values() if kind is Document.CREATE_REQUEST]
_OTHERS = [body for kind, body in BASES.values() if kind is not Document.CREATE_REQUEST]
_CLEAN = [body for name, body in BODIES.items() if name != "ten mistakes"]
_APPLICATIONS = [*BODIES.values(), *_CLEAN, *_CLEAN, *_REQUESTS]
_NODES: dict[str, Any] = schema(Document.CREATE_REQUEST)["properties"]
_ADDRESS = BODIES["typical"]["user"]["address"]
_USER: dict[str, list[Any]] = {
    "legal_name": ["Jane Doe", "Omar", "{{ name }}", "", None, 7],
    "phone_number": ["+14155550123", "+442079460000", "415-555-0123", "", None],
    "email_address": ["jane@example.com", "jo@", "JO@EXAMPLE.COM", None],
    "date_of_birth": ["1990-01-31", "1990-02-30", 1990],
    "ssn": ["123-45-6789"],
    "address": [
        _ADDRESS,
        {**_ADDRESS, "country": "GB"},
        {"country": "US"},
        {**_ADDRESS, "street2": "Apt 5"},
        {**_ADDRESS, "region": None},
        "1098 Harrison St",
    ],
    "id_number": [{"type": "us_ssn", "value": "123456789"}],
    "zz": [1],
}
_USUAL = ("legal_name", "phone_number", "email_address", "address")
_TOP: dict[str, list[Any]] = {
    "user_id": ["usr_9nSp2KuZ2x4JDw", "usr_1", "user-1", "", None, 5],
    "user_token": ["user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"],
    "client_id": ["5f3a1d6c8e9b2a0011223344", "x"],
    "secret": ["0123456789abcdef0123456789abcd"],
    "access_token": ["access-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d", ""],
    "update": [{"user": True}],
    "zz": [None],
}


class Text(str):
    """A string of another class."""

    __slots__ = ()


class Model:
    """A request of a client library."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def to_dict(self) -> Any:
        return self._body


def bodies(dice: Random, count: int) -> Iterator[tuple[Any, bool]]:
    """So many bodies, each with whether JSON can carry it.

    A few applications change slowly; each sends some requests in turn that differ in the user, most
    of them by what most users have.
    """
    pool = [copy.deepcopy(dice.choice(_APPLICATIONS)) for _ in range(5)]
    place = 0
    for number in range(count):
        if dice.random() < 0.2:
            place = dice.randrange(len(pool))
        if dice.random() < 0.02:
            pool[place] = _changed(pool[place], dice)
        if dice.random() < 0.02:  # before too much is wrong with it
            pool[place] = copy.deepcopy(dice.choice(_APPLICATIONS))
        if dice.random() < 0.02:
            yield spoilt(dice.choice(_OTHERS), dice), True
            continue
        body = _request(pool[place], number, dice)
        if dice.random() < 0.03:
            body = spoilt(body, dice)
        if dice.random() < 0.05:
            yield dice.choice(_ODD)(body, dice), False
        else:
            yield body, True


def _changed(body: dict[str, Any], dice: Random) -> dict[str, Any]:
    """An application with another member at the top, one less, or another value."""
    body = dict(body)
    name = dice.choice(sorted(_NODES))
    if name in body and name not in ("user", "products") and dice.random() < 0.5:
        del body[name]
    elif name not in ("user", "user_id"):
        body[name] = grown(_NODES[name], dice, 0.4)
    if dice.random() < 0.3:
        members = list(body.items())
        dice.shuffle(members)
        body = dict(members)
    return body


def _request(application: dict[str, Any], number: int, dice: Random) -> dict[str, Any]:
    body = dict(application)
    user = body.get("user")
    if type(user) is dict:
        user = body["user"] = dict(user)
        user["client_user_id"] = f"u-{number}" if dice.random() < 0.95 else dice.choice(TEXTS)
        if dice.random() < 0.3:
            name = dice.choice(_USUAL)
            if user.pop(name, None) is None:
                user[name] = _USER[name][0]
        if dice.random() < 0.15:
            name = dice.choice(list(_USER))
            user[name] = dice.choice(_USER[name])
        if dice.random() < 0.02:
            del user["client_user_id"]
    what = dice.random()
    if what < 0.3:
        body["user_id"] = f"usr_{number}"
    elif what < 0.45:
        body.pop("user_id", None)
    elif what < 0.49:
        name = dice.choice(list(_TOP))
        body[name] = dice.choice(_TOP[name])
    elif what < 0.505:
        body["user"] = rubbish(dice)
    elif what < 0.51:
        body.pop("user", None)
    return body


# -- what only Python can hold --------------------------------------------------------------------


def _named(value: Any, dice: Random) -> Any:
    """A value in which some names and strings are of another class, and some objects."""
    if type(value) is dict:
        made = {_text(n, dice): _named(child, dice) for n, child in value.items()}
        return OrderedDict(made) if dice.random() < 0.1 else made
    if type(value) is list:
        entries = [_named(entry, dice) for entry in value]
        return tuple(entries) if dice.random() < 0.3 else entries
    return _text(value, dice) if type(value) is str else value


def _text(text: str, dice: Random) -> str:
    return Text(text) if dice.random() < 0.3 else text


def _in_user(body: Any, dice: Random) -> Any:
    """A body whose user has names of another class, and all else as before."""
    if type(body.get("user")) is dict:
        body = {**body, "user": {_text(n, dice): child for n, child in body["user"].items()}}
    return body


def _with(value: Callable[[], Any]) -> Callable[[Any, Random], Any]:
    def put(body: Any, dice: Random) -> Any:
        inner = body.get("user")
        if type(inner) is dict and dice.random() < 0.6:
            return {**body, "user": {**inner, dice.choice(sorted(_USER)): value()}}
        return {**body, dice.choice(sorted(body)): value()}

    return put


_ODD: list[Callable[[Any, Random], Any]] = [
    _named,
    _in_user,
    _in_user,
    lambda body, _: Model(body),
    lambda body, _: {**body, 5: 1},
    lambda body, _: {**body, "user": {None: "u-1"}},
    *map(
        _with,
        (
            lambda: float("nan"),
            lambda: 10**400,
            lambda: "\ud800",
            lambda: ("auth",),
            lambda: b"auth",
            lambda: Text("auth"),
            lambda: OrderedDict(country="US"),
            lambda: Model({"street": "1 A St", "country": "US"}),
            object,
        ),
    ),
]
