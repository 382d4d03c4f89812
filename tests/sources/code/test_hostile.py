"""Code that is broken, huge or hostile: it is read in bounded time, without an exception."""

from __future__ import annotations

import random

import pytest

from linkcheck.sources.code import merge, read
from tests.sources.code import read_in_bounded_time

_CALL = "client.link_token_create({'a': 1})\n"


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"link_token_create(\n", "Invalid Python syntax", 1),
        (b"x = 1\nlink_token_create(}\n", "Invalid Python syntax", 2),
        (b"link_token_create\x00", "Invalid Python syntax", None),
        (b"# coding: nonsense\nlink_token_create", "Unknown text encoding", 0),
        (b"link_token_create\xff", "Unknown text encoding", 0),
        (b"link_token_create(" + b"(" * 3000, None, None),
        (b"x = " + b"-" * 4000 + b"1\n" + _CALL.encode(), None, None),
        (b"x = (1" + b"\n+1" * 3000 + b")\n" + _CALL.encode(), None, None),
        (b"client.link_token_create({'a': (1" + b"\n+x" * 3000 + b")})\n", None, None),
        (b"client.link_token_create({'a': " + b"[" * 150 + b"]" * 150 + b"})\n", None, None),
        (b"client.link_token_create(x" + b"\n.y()" * 2000 + b")\n", None, None),
    ],
)
def test_broken_code(data: bytes, problem: str | None, line: int | None) -> None:
    found = read("app.py", data)
    if problem is not None:
        assert found.problem == problem
    if line is not None:
        assert found.line == line
    for site in found.sites:
        merge(site)


def test_other_files_have_no_sites() -> None:
    assert read("app.txt", _CALL.encode()).sites == ()
    assert read("app.py", b"import os\n").sites == ()


def test_generated_files_have_no_sites() -> None:
    assert read("app.py", f"x = '{'a' * 6000}'\n{_CALL}".encode()).sites == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines(newline: str) -> None:
    code = f"x = '\x0c'{newline}y = '\u2028'{newline}{_CALL}"
    (site,) = read("app.py", code.encode()).sites
    assert site.span[:2] == (3, 1)


def test_byte_order_mark_and_other_encodings() -> None:
    (site,) = read("app.py", b"\xef\xbb\xbf" + _CALL.encode()).sites
    assert site.span[:2] == (1, 1)
    data = f"# coding: latin-1\nx = 'é'; {_CALL}".encode("latin-1")
    (site,) = read("app.py", data).sites
    assert site.span[:2] == (2, 10)


_ASSIGN = "\n".join(f"    if c{i}: body['x{i}'] = c{i}" for i in range(40))
_CASCADE = "\n".join(f"def f{i}(x): return f{i + 1}(x) or f{i + 1}(not x)" for i in range(40))


@pytest.mark.parametrize(
    "code",
    [
        f"def f(client):\n    body = {{}}\n{_ASSIGN}\n    client.link_token_create(body)\n",
        f"{_CASCADE}\nclient.link_token_create({{'a': f0(1)}})\n",
        f"body = {{}}\n{'body = {**body, **{1: body}}' * 1}\nclient.link_token_create(body)\n",
        "x = []\n" + "x = x + x + ['a']\n" * 40 + "client.link_token_create({'a': x})\n",
        "x = 'a'\n" + "x = x + x\n" * 60 + "client.link_token_create({'a': x})\n",
        "x = {}\n" + "x = {'a': x, 'b': x}\n" * 40 + "client.link_token_create(x)\n",
        "x = 9 ** 9 ** 9\ny = 'a' * 10 ** 10\nclient.link_token_create({'a': x, 'b': y})\n",
        "for a in " + repr(list(range(49))) + ":\n"
        " for b in " + repr(list(range(49))) + ":\n"
        "  for c in " + repr(list(range(49))) + ":\n   x.append(c)\n"
        "client.link_token_create({'x': x})\n",
        "".join(f"def g{i}():\n    return 1\n" for i in range(3000)) + _CALL,
        _CALL * 2000,
    ],
    ids=range(10),
)
def test_hostile_code_takes_bounded_time(code: str) -> None:
    read_in_bounded_time("app.py", code)


def test_mutilated_code_is_read_without_exceptions() -> None:
    code = """\
import os, plaid
from plaid.models import *
NAME = os.getenv("X", "A")
class S:
    def body(self, a=None, *b, **c):
        x = {**c, "client_name": f"{NAME} x", "products": [Products(p) for p in b]}
        if a is not None and not b: x["webhook"] = a
        for y in b: x["products"].append(y)
        try: x |= {"language": "en"}
        except Exception as e: raise
        return x
    def token(self, client): return client.link_token_create(LinkTokenCreateRequest(**self.body(1)))
"""
    chance = random.Random(1)
    tokens = [*code.replace("(", " ( ").split(" ")]
    for _ in range(300):
        mutilated = list(tokens)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(mutilated))
            mutilated[place] = chance.choice([*tokens, "", "None", "[]", "*", "x"])
        found = read("app.py", " ".join(mutilated).encode())
        for site in found.sites:
            merge(site)


def test_many_functions_with_requests_are_refused() -> None:
    def code(number: int) -> bytes:
        return "".join(f"def f{i}():\n    {_CALL}" for i in range(number)).encode()

    assert len(read("app.py", code(1000)).sites) == 1000
    refused = read("app.py", code(1001))
    assert (refused.sites, refused.problem) == ((), "More than 1,000 functions send requests")
