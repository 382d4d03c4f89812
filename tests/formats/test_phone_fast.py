"""The extra ``fast`` and the short cut for North America change no verdict on a phone number."""

from __future__ import annotations

import random
from collections.abc import Iterator

import phonenumbers
import pytest

from linkcheck.rules.formats import phone


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
