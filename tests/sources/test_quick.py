"""orjson decodes to what ``json`` gives, or not at all."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from linkcheck.sources.decode import SourceError, decode
from linkcheck.sources.quick import UNSURE, certain_value
from tests.offenders import each

HOSTILE = [
    '{"a":1,"a":2}', '{"a" :1,"a":2}', '{"a":1,"b":{"c":1,"c":1}}', '{"a":"\\":","a":1}',
    '{"a":"b:c","d":"e\\u003a"}', "NaN", "[Infinity]", "1e400", "[-1e400]", "1.5", "-0", "-0.0",
    "123456789012345678901234567890", "18446744073709551616", "18446744073709551615",
    "-9223372036854775809", '"\\ud800"', '"\ud800"', '{"\ud800":1}', '"\\ud83d\\ude00"', "\ufeff1",
    "", " ", "{", "[1,]", "{'a':1}", "[1]x", "\x0c1", '"\t"', '"\x7f"', '"\x00"', "[" * 2000,
    "[" * 1500 + "]" * 1500, "01", "+1", ".5", "1.", "truE", "null", "true", '{"":""}', '{"a":{}}',
    '{"a":[],"b":[{}]}', '"a:b"', '{"a:b":"c:d"}', '{"a"\n:1,"a":1}', '{"a"\r:1,"a":1}',
    '{"a"\t:1,"a":1}', '{"\u00e9":"\u00e9","e\u0301":2}', "1" * 5000, "1E2", "[1,2 ,3]",
    '{"a":1,"a":2,"b":"\\u003ax"}', '{"a":1,"a":2,"\\u003Ax":1}', '{"a":1,"a":2,"b":":x"}',
    '{"a":1,"a":2,"b":"x\\u0022:"}', '{"a":1,"\\u0061":2}', '{"a":"\\\\","a":1}',
    '{"a\\\\":1,"b":2}',
    '{"a":1,"b":[],"b":{"c":":"}}', "[" * 300 + "]" * 300, "[" * 1010 + "]" * 1010, "1e22",
    "5e-324",
    "1234567890123456789", "0.1234567890123456789", "1e-400", "[1.0,-0]", "1.7976931348623159e308",
    '{"é":"\\u00e9","\\u00e9":1}', '{"a":"\\/\\b\\f\\n"}', '"\\ud83d\\ude00\\udc00"',
]  # fmt: skip


@pytest.fixture(scope="module")
def orjson() -> Any:
    return pytest.importorskip("orjson", reason="the extra `fast` is not installed")


@pytest.fixture(autouse=True)
def _json_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.sources.decode.quick_value", lambda _: UNSURE)


def plain(text: str) -> Any:
    try:
        decoded = decode(text)
    except SourceError:
        return UNSURE
    return UNSURE if decoded.duplicates else decoded.value


def same(first: Any, second: Any) -> bool:
    return type(first) is type(second) and repr(first) == repr(second)


def certain(text: str, orjson: Any) -> Any:
    return certain_value(text.encode("utf-8", "surrogatepass"), orjson.loads, orjson.dumps)


def agrees(text: str, orjson: Any) -> bool:
    value = certain(text, orjson)
    return value is UNSURE or same(value, plain(text))


@each("text", HOSTILE)
def test_hostile_text(text: str, orjson: Any) -> None:
    assert agrees(text, orjson)


def test_broken_and_shuffled_text(orjson: Any) -> None:
    draw = random.Random(3)
    pieces = ['{"a":1}', '"a":', ",", "{", "}", "[", "]", '"b"', " ", ":", "1", "null", "-", "\\"]
    pieces += ['":"', '"a"', "\\u003a", '\\"', "\\\\"]
    for _ in range(20_000):
        assert agrees("".join(draw.choices(pieces, k=draw.randint(1, 9))), orjson)


def test_everyday_text_is_certain(orjson: Any) -> None:
    body = {"webhook": "https://example.com/x", "products": ["auth"], "user": {"n": 1, "b": None}}
    for text in (json.dumps(body), json.dumps(body, indent=2)):
        assert same(certain(text, orjson), body)
    name = {"name": "Lucía", "ratio": 0.5, "street": "5/7\nB"}
    assert same(certain(json.dumps(name), orjson), name)
    for text in ('{"a":1,"a":2}', '{"a":12345678901234567890}', '{"a":"\\""}', '"\\u0022"'):
        assert certain(text, orjson) is UNSURE
