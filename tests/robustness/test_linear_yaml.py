"""Time grows with the size of a YAML file, whatever the file is made of.

Most of the work is done in C, so that it is measured as time of the processor, not in calls: four
times the size may take eight times as long, and a square law would make it sixteen.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
import yaml

from linkcheck.checker import Checker
from linkcheck.sources import yaml_parser, yaml_scalars
from linkcheck.sources.decode import SourceError
from linkcheck.sources.files import InputError, Source, documents
from tests.offenders import each

CHECKER = Checker(pedantic=True)
REQ = "client_name: A\nlanguage: en\ncountry_codes: [US]\nproducts: [auth]\n"
CALL = "- request: {method: POST, uri: 'https://sandbox.plaid.com/link/token/create', body: "
LONGEST = 300_000


def _id(value: str) -> str:
    return f"{REQ}user:\n  client_user_id: {value}\n"


GROWING: dict[str, Callable[[int], str]] = {
    "sexagesimal": lambda n: _id("1" + ":59" * n),
    "sexagesimal float": lambda n: _id("1" + ":59" * n + ".5"),
    "many sexagesimal": lambda n: (
        REQ + "x: [" + ", ".join(["1" + ":59" * 100] * (n // 300 + 1)) + "]"
    ),
    "hex": lambda n: _id("0x" + "f" * n),
    "bin": lambda n: _id("0b" + "1" * n),
    "oct": lambda n: _id("0" + "7" * n),
    "dec": lambda n: _id("9" * n),
    "under": lambda n: _id("1" + "_" * n + "1"),
    "many dec": lambda n: REQ + "x: [" + ", ".join(["9" * 4000] * (n // 4000 + 1)) + "]",
    "float": lambda n: _id("1." + "3" * n),
    "exp": lambda n: _id("1.0e+" + "3" * n),
    "floatunder": lambda n: _id("1_" * n + ".5"),
    "int tag": lambda n: _id("!!int '" + "1:" * n + "1'"),
    "many tags": lambda n: REQ + "x: [" + ",".join(["!!int 7"] * n) + "]",
    "date": lambda n: _id("2001-01-01" + " " * n + "1:2:3"),
    "datefrac": lambda n: _id("2001-01-01 01:02:03." + "1" * n + " x"),
    "TAG": lambda n: "".join(f"%TAG !e{i}! tag:x{i},2000:\n" for i in range(n)) + "---\n" + REQ,
    "TAG docs": lambda n: "".join(f"%TAG !e! tag:x{i},2000:\n---\n{REQ}...\n" for i in range(n)),
    "TAG comment": lambda n: (
        "".join(f"%TAG !e{i}! tag:x{i},2000:\n#\n" for i in range(n)) + "---\n" + REQ
    ),
    "TAG nel": lambda n: (
        "".join(f"%TAG !e{i}! tag:x{i},2000:\x85" for i in range(n)) + "---\n" + REQ
    ),
    "YAML dirs": lambda n: "%YAML 1.1\n" * n + "---\n" + REQ,
    "reserved": lambda n: "%FOO x\n" * n + "---\n" + REQ,
    "YAML version": lambda n: "%YAML 1." + "1" * n + "\n---\n" + REQ,
    "use tags": lambda n: (
        "".join(f"%TAG !e{i}! tag:x{i},2000:\n" for i in range(90))
        + "---\n"
        + REQ
        + "x: ["
        + ",".join(["!e89!a 7"] * n)
        + "]"
    ),
    "merge": lambda n: (
        "a: &a {" + ",".join(f"k{i}: 1" for i in range(n)) + "}\n" + REQ + "<<: *a\n"
    ),
    "merges": lambda n: (
        REQ + "a: &a {x: 1}\nb:\n" + "".join(f" - <<: *a\n   y: {i}\n" for i in range(n))
    ),
    "merge list": lambda n: REQ + "a: &a {x: 1}\nb: {<<: [" + ",".join(["*a"] * n) + "]}\n",
    "merge chain": lambda n: (
        REQ
        + "a0: &a0 {x: 1}\n"
        + "".join(f"a{i + 1}: &a{i + 1} {{<<: *a{i}, k{i}: 1}}\n" for i in range(n // 10))
    ),
    "merge wide": lambda n: (
        REQ + "a: &a {" + ",".join(f"k{i}: 1" for i in range(n)) + "}\nb:\n" + " - <<: *a\n" * n
    ),
    "anchors": lambda n: REQ + "x: [" + ",".join(f"&a{i} 1" for i in range(n)) + "]",
    "aliases": lambda n: REQ + "a: &a 1\nx: [" + ",".join(["*a"] * n) + "]",
    "same anchor": lambda n: REQ + "x: [" + ",".join("&a [1]" for i in range(n)) + "]",
    "bomb": lambda n: (
        "a: &a0 [1,1]\n" + "".join(f"b{i}: &a{i + 1} [*a{i},*a{i}]\n" for i in range(n // 10)) + REQ
    ),
    "big alias": lambda n: REQ + "a: &a " + "x" * n + "\nx: [" + ",".join(["*a"] * (n // 3)) + "]",
    "big alias key": lambda n: (
        "a: &a " + "x" * n + "\n" + REQ + "x: [" + ",".join(["{*a : 1}"] * (n // 8)) + "]"
    ),
    "big alias products": lambda n: (
        "a: &a " + "x" * n + "\nclient_name: A\nproducts: [" + ",".join(["*a"] * (n // 3)) + "]"
    ),
    "anchor comments": lambda n: REQ + "x: &a\n" + "# c\n" * n + "  y: 1\n",
    "long anchor": lambda n: REQ + "x: &" + "a" * n + " 1",
    "long tag": lambda n: REQ + "x: !" + "a" * n + " 1",
    "tag esc": lambda n: REQ + "x: !" + "%41" * n + " 1",
    "verb tag": lambda n: REQ + "x: !<" + "a" * n + "> 1",
    "nested anchors": lambda n: REQ + "x:\n" + "".join("  - &a\n" for _ in range(n)),
    "anchor keys": lambda n: REQ + "x:\n" + "".join(f"  &k{i} k{i}: &v{i} 1\n" for i in range(n)),
    "long key": lambda n: REQ + "? " + "k" * n + "\n: 1\n",
    "quoted long key": lambda n: REQ + '? "' + "k" * n + '"\n: 1\n',
    "unicode key": lambda n: REQ + '? "' + "\\u00e9" * n + '"\n: 1\n',
    "dup keys": lambda n: REQ + "client_name: B\n" * n,
    "dup bodies": lambda n: "- {client_name: a, client_name: b, country_codes: [US]}\n" * n,
    "dup big first": lambda n: "".join(
        "- {client_name: a, country_codes: [US], zz: [{b: 1, b: 2}]}\n" for i in range(n)
    ),
    "int keys": lambda n: REQ + "".join(f"{i}: 1\n" for i in range(n)),
    "comments": lambda n: "# c\n" * n + REQ + "# c\n" * n,
    "long comment": lambda n: "#" * n + "\n" + REQ,
    "blank": lambda n: "\n" * n + REQ + "\n" * n,
    "spaces": lambda n: REQ + " " * n,
    "markers": lambda n: "---\n" * n + REQ,
    "docs": lambda n: ("---\n" + REQ) * n,
    "ends": lambda n: "...\n" * n + REQ,
    "bad docs": lambda n: ("---\nclient_name: 1\nproducts: [zz]\n") * n,
    "list of bodies": lambda n: "- {client_name: 1, products: [zz]}\n" * n,
    "flow nest": lambda n: REQ + "x: " + "[" * n,
    "flow closed": lambda n: REQ + "x: " + "[" * 190 + "]" * 190,
    "flow map nest": lambda n: REQ + "x: " + "{a: " * n,
    "block nest": lambda n: REQ + "x:\n " + "- " * n,
    "q nest": lambda n: REQ + "x:\n " + "? " * n,
    "flow seq": lambda n: REQ + "x: [" + "1," * n + "]",
    "flow unclosed": lambda n: REQ + "x: [" + "1," * n,
    "flow one line pairs": lambda n: REQ + "x: [" + "a: 1," * n + "]",
    "flow nested small": lambda n: REQ + "x: [" + "[{a: [1]}]," * n + "]",
    "flow deep tokens": lambda n: REQ + "x: " + "[" * 180 + "1," * n + "]" * 180,
    "lit": lambda n: REQ + "x: |\n" + "  a b\n" * n,
    "fold": lambda n: REQ + "x: >\n" + "  a b\n\n" * n,
    "lit blank": lambda n: REQ + "x: |\n" + "\n" * n + "  a\n",
    "lit trail": lambda n: REQ + "x: |+\n  a\n" + "\n" * n,
    "many lits": lambda n: REQ + "x:\n" + "  - |\n    a\n" * n,
    "fold in error": lambda n: REQ.replace("client_name: A", "client_name: >\n" + "  {{x}} \n" * n),
    "plain multi": lambda n: REQ + "x: a\n" + "  b c\n" * n,
    "plain blank": lambda n: REQ + "x: a\n" + "\n" * n + "  b\n",
    "plain colons": lambda n: REQ + "x: " + "a:b" * n,
    "plain hash": lambda n: REQ + "x: " + "a#" * n,
    "dq": lambda n: REQ + 'x: "' + "\\n" * n + '"',
    "dq breaks": lambda n: REQ + 'x: "' + "a\n  " * n + '"',
    "sq": lambda n: REQ + "x: '" + "''" * n + "'",
    "dq open": lambda n: REQ + 'x: "' + "a" * n,
    "dq esc breaks": lambda n: REQ + 'x: "' + "a\\\n  " * n + '"',
    "tabs": lambda n: REQ + "x:" + "\t" * n + "1",
    "colons": lambda n: REQ + ":" * n,
    "dashes": lambda n: "-" * n,
    "q": lambda n: "?\n" * n,
    "commas": lambda n: "{" + "," * n,
    "percent": lambda n: "%" * n,
    "at": lambda n: "@" * n,
    "bang": lambda n: "! " * n,
    "amps": lambda n: "&a " * n,
    "null vals": lambda n: REQ + "x:\n" + "".join(f"  k{i}:\n" for i in range(n)),
    "empty flow": lambda n: REQ + "x: [" + "{}," * n + "]",
    "empty block seq": lambda n: REQ + "x:\n" + "-\n" * n,
    "binary": lambda n: REQ + "x: !!binary " + "QUJD" * n,
    "surrog": lambda n: REQ + "x: " + "é😀" * n,
    "bom": lambda n: "\ufeff" * n + REQ,
    "cr": lambda n: REQ + "x: a\r" * n,
    "cassette": lambda n: (
        "interactions:\n"
        + CALL
        + "'{\"client_name\": 1}'}\n  response: {status: {code: 200}, body: {string: '{}'}}\n" * n
    ),
    "cassette alias": lambda n: (
        "b: &b '"
        + json.dumps({"client_name": "x" * n})
        + "'\ninteractions:\n"
        + CALL
        + "*b}\n" * (n // 60)
    ),
    "cassette inline dups": lambda n: (
        "interactions:\n" + CALL + "{client_name: 1, client_name: 2}}\n" * n
    ),
}
"""A text of each kind of token, in any number."""

BOUNDED = frozenset(
    {"merge wide", "merge chain", "bomb", "big alias", "big alias key", "big alias products"}
    | {"cassette alias", "flow nest"}
)
"""Documents that expand to the square of their size, up to a limit: compare only large ones."""


def _seconds(text: str) -> float:
    """The time of the processor for a file."""
    data = text.encode()
    start = time.process_time()
    for found in documents(Source("a.yaml", "a.yaml", named=True, data=data)):
        assert not isinstance(found, InputError)
        for violation in CHECKER.check_source(found).violations[:50]:
            assert violation.line
    return time.process_time() - start


@pytest.mark.exhaustive
@pytest.mark.parametrize("loader", ["libyaml", "pure Python"])
@pytest.mark.parametrize("name", GROWING)
def test_time_is_linear(monkeypatch: pytest.MonkeyPatch, name: str, loader: str) -> None:
    longest, is_bounded = LONGEST, name in BOUNDED
    if loader == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
        longest //= 1 if is_bounded else 10
    make = GROWING[name]
    size = longest
    # Of what takes long anyway, less shows as much.
    while len(make(size)) > longest or (
        (small := _seconds(make(size // 4))) > 0.03 and not is_bounded
    ):
        size //= 2
    # Other processes and the collection of garbage may slow one attempt down, but not each.
    assert any(
        _seconds(make(size)) <= 8 * max(small, _seconds(make(size // 4))) + 0.1 for _ in range(4)
    )


@each("as_key", [False, True])
@each("start", ["", "-", "0", "0b1", "0x", "1_", "1:", "+1:"])
@each("length", [3499, 3500, 3501, 4300, 4301, 20_000])
def test_integers_of_any_form_are_read_or_refused(length: int, start: str, as_key: bool) -> None:
    digit = "1:" if ":" in start else "1"
    number = (start + digit * length)[: length - 1] + "1"
    text = f"? {number}\n: 1\n" if as_key else f"a: {number}\n"
    if length <= yaml_scalars.MAX_DIGITS:
        (tree,) = yaml_parser.read(text)
        assert json.dumps(tree.value)
        return
    with pytest.raises(SourceError, match="characters, which is too long to read") as error:
        list(yaml_parser.read(text))
    assert (error.value.line, error.value.column) == (1, 3 if as_key else 4)


def test_anything_but_a_number_may_be_long() -> None:
    for text in ("'1:" + "59:" * 5000 + "59'", "1" * 5000 + "x", "1." + "1" * 5000):
        (tree,) = yaml_parser.read(f"a: {text}\n")
        assert tree.value["a"] == (text.strip("'") if text[-1] in "'x" else float(text))


def test_directives_of_several_documents_are_counted_apart() -> None:
    directives = "".join(f"%TAG !e{n}! tag:x{n},2000:\n" for n in range(yaml_parser.MAX_TAGS))
    text = f"{directives}---\na: 1\n...\n"
    assert len(list(yaml_parser.read(text * 3))) == 3
    with pytest.raises(SourceError, match="more than 100 `%TAG` directives"):
        list(yaml_parser.read("%TAG !f! tag:f,2000:\n" + text))


def test_aliases_of_a_long_string_are_bounded() -> None:
    text = f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 100}]\n"
    (tree,) = yaml_parser.read(text)
    assert len(tree.value["b"]) == 100
    with pytest.raises(SourceError, match="aliases of the document expand to more"):
        list(yaml_parser.read(text.replace("[", "[" + "*a, " * 100)))
