"""Changes of a program that do not change its request never add a violation."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator

import pytest

from tests.sources.code.test_brute_force import about, found
from tests.sources.code.test_metamorphic import _CHANGES as CHANGES

LEAVES = {
    "client_name": "'Harbor Books, the ledger for small ports'",
    "language": "'EN'",
    "country_codes": "['us', 'US', 'US']",
    "products": "['auth', 'balance']",
    "webhook": "'hooks.example'",
    "redirect_uri": "'https://example.com/oauth?x=1'",
    "user": "{'phone_number': '415-555-0100'}",
    "other": "1",
}


def program(leaves: dict[str, str], before: str = "", steps: str = "pass") -> str:
    fields = ", ".join(f"'{name}': {text}" for name, text in leaves.items())
    return (
        f"import os\nCHOICE = load()\n{before}\ndef token(client, flag):\n    {steps}\n"
        f"    return client.link_token_create({{{fields}}})\n"
    )


def kinds(source: str) -> set[tuple[str, tuple[str, ...], str | None]]:
    return {about(violation) for violation in found(source)}


PLAIN = kinds(program(LEAVES))


def test_the_plain_program_has_violations() -> None:
    assert {code for code, _, _ in PLAIN} >= {"LC101", "LC102", "LC104", "LC109", "LC200", "LC409"}


@pytest.mark.parametrize("name", CHANGES)
def test_a_literal_that_is_written_elsewhere(name: str) -> None:
    for field, text in LEAVES.items():
        before, steps, changed = CHANGES[name](text)
        source = program({**LEAVES, field: changed}, before, steps or "pass")
        assert kinds(source) == PLAIN, source
        is_once = (before + steps + changed).count(text) == 1
        assert not is_once or all(v.when is None for v in found(source)), source


def parts(text: str) -> Iterator[str]:
    """Yield an expression with a part replaced by one that is not known."""
    yield "unknown"
    value = literal_eval(text)
    if isinstance(value, list):
        for index in range(len(value)):
            yield repr([*value[:index], "MARK", *value[index + 1 :]]).replace("'MARK'", "unknown")
        yield f"[*{text}, *unknown]"
    if isinstance(value, dict):
        for name in value:
            yield repr({**value, name: "MARK"}).replace("'MARK'", "unknown")
        yield f"{{**{text}, **unknown}}"


@pytest.mark.parametrize("field", LEAVES)
def test_a_part_that_is_not_known(field: str) -> None:
    for text in parts(LEAVES[field]):
        source = program({**LEAVES, field: text})
        assert kinds(source) <= PLAIN, source
