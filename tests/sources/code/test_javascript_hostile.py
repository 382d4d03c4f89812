"""JavaScript that is broken, huge or hostile: it is read in bounded time, without an exception."""

from __future__ import annotations

import random
import sys
import time

import pytest

from linkcheck.sources.code import grammars, merge, read
from tests.sources.code import UNKNOWN, Seen, read_in_bounded_time, see_site

_CALL = "client.linkTokenCreate({ a: 1 });\n"


@pytest.mark.parametrize(
    "code", ["if (", "}", "const x = ;", "f(}", "class {", "`", "let x = 'a\nb"]
)
@pytest.mark.parametrize("suffix", ["ts", "js", "tsx"])
def test_code_before_an_error_is_read(code: str, suffix: str) -> None:
    (site,) = read(f"app.{suffix}", f"{_CALL}{code}".encode()).sites
    assert site.span[:2] == (1, 1)
    assert see_site(site).members in ({"/a": 1}, {"/a": UNKNOWN}, {})


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("client.linkTokenCreate({ a: 1, b: });", Seen({}, {}, [""])),
        ("client.linkTokenCreate({ a: 1 b: 2 });", Seen({}, {}, [""])),
        ("const x = [1, ;\nclient.linkTokenCreate({ a: 1, x });", None),
        ("const x = ?;\nclient.linkTokenCreate({ a: 1 });", Seen({"/a": 1}, {}, [])),
        ("function f() { return {; }\nclient.linkTokenCreate({ a: 1 });", None),
    ],
)
def test_broken_part_of_a_request_is_unknown(code: str, seen: Seen | None) -> None:
    for site in read("app.ts", code.encode()).sites:
        found = see_site(site)
        assert found == seen if seen else found.members.get("/a", 1) in (1, UNKNOWN)


@pytest.mark.parametrize(
    "data",
    [
        b"linkTokenCreate\x00",
        b"client.linkTokenCreate(" + b"(" * 3000,
        b"client.linkTokenCreate({ a: " + b"[" * 1000 + b"]" * 1000 + b"});",
        b"client.linkTokenCreate(x" + b"\n.y()" * 3000 + b");",
        b"x = (1" + b"\n+1" * 3000 + b");\n" + _CALL.encode(),
        b"\n{" * 3000 + _CALL.encode() + b"}" * 3000,
        b"\nif (a)" * 3000 + _CALL.encode(),
        b"\nx => " * 2000 + _CALL.encode(),
        b"\na ? b :" * 2000 + _CALL.encode(),
        b"\n!" * 3000 + b"x;\n" + _CALL.encode(),
        b"\n<a>" * 2000 + _CALL.encode(),
    ],
)
@pytest.mark.parametrize("suffix", ["ts", "tsx", "js", "vue"])
def test_deep_nesting(data: bytes, suffix: str) -> None:
    start = time.process_time()
    if suffix == "vue":
        data = b"<script>" + data + b"</script>"
    for site in read(f"app.{suffix}", data).sites:
        merge(site)
    assert time.process_time() - start < 5


def test_unknown_text_encoding() -> None:
    found = read("app.js", b"// \xff\n" + _CALL.encode())
    assert (found.sites, found.problem) == ((), "Unknown text encoding")


def test_generated_files_have_no_sites() -> None:
    assert read("app.js", f"x = '{'a' * 6000}';\n{_CALL}".encode()).sites == ()


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    grammars._parser.cache_clear()
    monkeypatch.setitem(sys.modules, "tree_sitter_javascript", None)
    try:
        found = read("app.js", _CALL.encode())
        assert (found.sites, found.problem, found.needs) == ((), None, "code")
        assert read("app.js", b"const x = 1;").needs is None
        assert read("app.py", b"client.link_token_create({})").needs is None
    finally:
        grammars._parser.cache_clear()


_ASSIGN = "\n".join(f"  if (c{i}) body.x{i} = c{i};" for i in range(40))
_CASCADE = "\n".join(f"const f{i} = (x) => f{i + 1}(x) || f{i + 1}(!x);" for i in range(40))


@pytest.mark.parametrize(
    "code",
    [
        f"function f() {{\n  const body = {{}};\n{_ASSIGN}\n  client.linkTokenCreate(body);\n}}\n",
        f"{_CASCADE}\nclient.linkTokenCreate({{ a: f0(1) }});\n",
        "let x = ['a'];\n" + "x = x.concat(x);\n" * 40 + "client.linkTokenCreate({ a: x });\n",
        "let x = 'a';\n" + "x = x + x;\n" * 60 + "client.linkTokenCreate({ a: x });\n",
        "let x = {};\n" + "x = { a: x, b: x };\n" * 40 + "client.linkTokenCreate(x);\n",
        "const x = {}; x.x = x; x.y = [x];\nclient.linkTokenCreate(x);\n",
        "const x = [];\nconst xs = [" + "1," * 49 + "];\n"
        "for (const a of xs) for (const b of xs) for (const c of xs) x.push(c);\n"
        "client.linkTokenCreate({ x });\n",
        "".join(f"function g{i}() {{ return 1; }}\n" for i in range(3000)) + _CALL,
        _CALL * 2000,
        "const x = 'a,'.split(',').map((a) => a.split(''));\nclient.linkTokenCreate({ x });\n",
        "fetch('/a');\nclient.post(`/b/${c}`);\n" * 500 + _CALL,
        "class A {" + "".join(f"m{i}() {{ return this.m{i + 1}(); }}\n" for i in range(500)) + "}\n"
        "client.linkTokenCreate({ x: new A().m0() });\n",
    ],
    ids=range(12),
)
def test_hostile_code_takes_bounded_time(code: str) -> None:
    read_in_bounded_time("app.ts", code)


def test_mutilated_code_is_read_without_exceptions() -> None:
    code = """\
import { Products , type LinkTokenCreateRequest } from 'plaid' ;
const NAME = process.env.X ?? 'A' ;
export class S extends T < U > {
  private list : Products [ ] = [ Products.Auth ] ;
  constructor ( private readonly client : any ) { super ( ) ; }
  async body ( a ? : string , { b , ...c } = { } , ...d ) : Promise < LinkTokenCreateRequest > {
    const x : LinkTokenCreateRequest = { ...c , client_name : `${ NAME } x` , products : d } ;
    if ( a !== null && ! b ) x.webhook = a ; else { delete x . webhook ; }
    for ( const y of this.list ) x.products.push ( y ) ;
    switch ( a ) { case 'x' : break ; default : x.language ||= 'en' ; }
    try { x [ b ] = 1 ; } catch ( e ) { throw e ; } finally { }
    return x as any ;
  }
  token = async ( ) => this.client ?. linkTokenCreate ( await this.body ( 'x' ) ) ;
}
"""
    chance = random.Random(1)
    tokens = code.split(" ")
    names = ("app.ts", "app.js", "app.svelte")
    for turn in range(240):
        mutilated = list(tokens)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(mutilated))
            mutilated[place] = chance.choice([*tokens, "", "null", "[]", "=>", "x"])
        for site in read(names[turn % 3], " ".join(mutilated).encode()).sites:
            merge(site)
