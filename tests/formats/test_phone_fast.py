"""The extra ``fast`` and the short cut for North America change no verdict on a phone number."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from importlib.metadata import version
from itertools import product

import phonenumbers
import pytest
from packaging.version import Version

from linkcheck.rules.data import phone_plans
from linkcheck.rules.formats import phone

MADE_FROM = re.search(r"phonenumbers ([0-9.]+);", phone_plans.__doc__ or "")[1]  # type: ignore[index]
pytestmark = pytest.mark.skipif(
    Version(version("phonenumbers")) < Version(MADE_FROM),
    reason="the installed phonenumbers is older than the one that rules/data/phone_plans.py is of",
)


def numbers() -> Iterator[str]:
    """Example numbers of all regions and types with a few digits changed, and arbitrary ones."""
    draw = random.Random(11)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in phonenumbers.PhoneNumberType.values():
            example = phonenumbers.example_number_for_type(region, kind)
            if example is None:
                continue
            text = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            yield text
            for _ in range(2):
                place = draw.randrange(2, len(text))
                yield text[:place] + draw.choice("0123456789") + text[place + 1 :]
            yield text[:-1]
            yield text + "1"
    for _ in range(1500):
        yield "+1" + "".join(draw.choices("0123456789", k=draw.choice((9, 10, 10, 10, 11))))


def reference(text: str) -> str | None:
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def differences(limit: int) -> tuple[int, list[str]]:
    texts = list(dict.fromkeys(numbers()))
    random.Random(5).shuffle(texts)
    texts = texts[:limit]
    return len(texts), [t for t in texts if phone._valid_e164(t, None) != reference(t)]


def test_the_short_cut_for_north_america(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone, "_fast", lambda: None)
    compared, different = differences(4000)
    assert different == []
    assert compared == 4000


def test_certain_numbers_are_valid() -> None:
    is_certain, draw, compared = re.compile(phone_plans.CERTAIN).fullmatch, random.Random(3), 0
    for head, rest in product(range(10_000, 100_000), range(2, 11)):
        if not is_certain(f"+{head}{'0' * rest}"):
            continue
        for end in ("0" * rest, "9" * rest, "".join(draw.choices("0123456789", k=rest))):
            assert phone.is_certain(text := f"+{head}{end}")
            assert reference(text) == text
            compared += 1
    assert compared > 10_000


@pytest.mark.parametrize(
    "text",
    [
        "+11234567890",
        "+1415555012",
        "+141555501234",
        "+1415555012x",
        "+1415555012\u0663",
        "+1 415 555 0123",
        "14155550123",
        "+1415 5550123",
        "+15555550123",
        "+44 7400123456",
        "+4407400123456",
        "",
        "+",
    ],
)
def test_other_texts_are_not_certain(text: str) -> None:
    assert not phone.is_certain(text)


def test_rphonenumbers_agrees() -> None:
    pytest.importorskip("rphonenumbers", reason="the extra `fast` is not installed")
    compared, different = differences(6000)
    assert different == []
    assert compared > 5000


def test_national_numbers_agree_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rphonenumbers", reason="the extra `fast` is not installed")
    texts = ["2025550165", "(415) 555-0010", "020 7183 8750", "01 23 45 67 89", "0", "abc", "555"]
    fast = [phone.judge(text, ("US", "GB", "FR")) for text in texts]
    monkeypatch.setattr(phone, "_fast", lambda: None)
    assert [phone.judge(text, ("US", "GB", "FR")) for text in texts] == fast
