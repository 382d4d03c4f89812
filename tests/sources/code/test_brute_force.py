"""Violations of small programs agree with those of the requests that the programs really send."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

import pytest

from linkcheck import Checker, Violation
from linkcheck.sources.files import Source, SourceDocument, documents

CHECKER = Checker(ignore=["LC26"])
PARAMETERS: dict[str, tuple[Any, ...]] = {
    "a": (True, None),
    "b": (True, None),
    "c": (True, None),
    "uid": ("u-1001", "jane@example.org"),
    "url": ("https://example.com/x", "ftp://example.com"),
    "hook": ("https://example.com/x", "example", None),
    "word": ("auth", "en", "xx"),
    "names": (["auth"], ["identity", "identity"], []),
    "extra": ({}, {"language": "xx"}, {"products": ["auth"], "webhook": "x"}),
}
"""The parameters of each program, with values to try. Those that can be None have that default."""
VALUES = {
    "client_name": ("'Harbor'", "'Harbor Books, the ledger for small ports'", "word"),
    "language": ("'en'", "'xx'", "word", "word if a else 'xx'"),
    "country_codes": ("['US']", "['us']", "['US', 'US']", "[]"),
    "products": ("['auth']", "['auth', 'auth']", "['auht', word]", "names", "['auth', *names]"),
    "webhook": ("'https://example.com/x'", "'example'", "url", "hook", "hook or 'example'"),
    "redirect_uri": ("'https://example.com/x'", "'https://example.com/x?y=1'", "url"),
    "user": ("{'client_user_id': uid}", "{}", "{'client_user_id': uid, 'phone_number': '1'}"),
    "auth": ("{'automated_microdeposits_enabled': True}", "{'flow_type': 'x'}", "None"),
    "access_token": ("'access-sandbox-1'", "word"),
    "other": ("1", "word"),
}
CONDITIONS = ("a", "b", "c", "not a", "a and b", "b or c", "hook", "hook is None", "a is not None")


def program(seed: int) -> str:
    """Return the source of a program that sends a request."""
    choose = random.Random(seed)
    lines = ["body = {}"]
    for name in choose.sample([*VALUES], 6):
        lines.append(f"body['{name}'] = {choose.choice(VALUES[name])}")
    for _ in range(choose.randrange(4)):
        lines += step(choose, depth=0)
    lines.append("return client.link_token_create(body)")
    parameters = ", ".join(f"{n}=None" if None in v else n for n, v in ordered())
    return f"def send(client, {parameters}):\n" + "".join(f"    {line}\n" for line in lines)


def ordered() -> list[tuple[str, tuple[Any, ...]]]:
    return sorted(PARAMETERS.items(), key=lambda pair: None in pair[1])


def step(choose: random.Random, depth: int) -> list[str]:
    """Return the lines of a random step."""
    kind = choose.choice(("set", "if", "if", "if else", "spread", "update", "open", "exit"))
    name = choose.choice([*VALUES])
    value = choose.choice(VALUES[name])
    if kind == "set":
        return [f"body['{name}'] = {value}"]
    if kind == "spread":
        return [f"body = {{**body, '{name}': {value}}}"]
    if kind == "update":
        return [f"body.update({name}={value})"]
    if kind == "open":
        return ["body.update(extra)"]
    condition = choose.choice(CONDITIONS)
    if kind == "exit":
        return [f"if {condition}:", "    return None"]
    inner = [f"    {line}" for line in block(choose, depth)]
    lines = [f"if {condition}:", *inner]
    if kind == "if else":
        lines += ["else:", *(f"    {line}" for line in block(choose, depth))]
    return lines


def block(choose: random.Random, depth: int) -> list[str]:
    if depth < 2 and choose.random() < 0.4:
        return step(choose, depth + 1)
    name = choose.choice([*VALUES])
    return [f"body['{name}'] = {choose.choice(VALUES[name])}"]


class Client:
    """Keeps the request instead of sending it."""

    body: Any = None

    def link_token_create(self, body: Any) -> None:
        self.body = body


def runs(source: str, seed: int) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Yield the arguments of some runs of a program, with the requests that they send."""
    scope: dict[str, Any] = {}
    exec(source, scope)
    every = list(product(*PARAMETERS.values()))
    random.Random(seed).shuffle(every)
    for values in islice(every, 40):
        arguments = dict(zip(PARAMETERS, values, strict=True))
        client = Client()
        scope["send"](client, **arguments)
        if client.body is not None:
            yield arguments, client.body


def found(source: str) -> list[Violation]:
    """Return the violations in the source of a program."""
    file = Source("app.py", "app.py", named=True, data=source.encode())
    every = [one for one in documents(file) if isinstance(one, SourceDocument)]
    return [violation for one in every for violation in CHECKER.check_source(one).violations]


def about(violation: Violation) -> tuple[str, tuple[str, ...], str | None]:
    """Return what a violation is about; indexes may differ."""
    names = tuple(step for step in violation.pointer.split("/") if not step.isdecimal())
    return violation.code, names, violation.missing


def holds(violation: Violation, arguments: Mapping[str, Any]) -> bool:
    """Return whether the conditions of a violation hold in a run."""
    branches = violation.when or ()
    return all(bool(eval(text, dict(arguments))) is is_true for text, is_true in branches)


def false_violations(seed: int) -> tuple[list[str], int]:
    """Return the violations of a program that a run does not have, and how many others it has."""
    source = program(seed)
    reported = found(source)
    wrong = []
    for arguments, body in runs(source, seed):
        real = {about(violation) for violation in CHECKER.check(body)}
        for violation in reported:
            if holds(violation, arguments) and about(violation) not in real:
                wrong.append(
                    f"{seed}: {about(violation)} if {violation.when} with {arguments}\n{source}"
                )
    return wrong, len(reported)


def check(seeds: range) -> None:
    wrong: list[str] = []
    number = 0
    for seed in seeds:
        more, reported = false_violations(seed)
        wrong += more
        number += reported
    assert not wrong, f"{len(wrong)} false\n{wrong[0]}"
    assert number > len(seeds)  # the programs do have violations


def test_no_violation_is_false() -> None:
    check(range(300))


@pytest.mark.exhaustive
def test_no_violation_of_many_programs_is_false() -> None:
    check(range(300, 6000))
