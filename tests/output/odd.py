"""Runs that are hard to write: odd file names, odd texts, no positions, a crash, every rule."""

from __future__ import annotations

import json
from functools import cache

from linkcheck.checker import Checker
from linkcheck.engine import catalog
from linkcheck.engine.ruledoc import parse
from linkcheck.engine.runner import InternalError
from linkcheck.output import renderer
from linkcheck.output.results import Options, Result, Results
from linkcheck.pointer import Span
from linkcheck.report import Report
from linkcheck.sources.decode import SourceError, decode
from linkcheck.violation import Severity
from tests.output import sample

KIND = "link-token-create-request"
NAMES = (
    "a b.json",
    "100%,x:y;z.json",
    'quo"te<b>&amp;.json',
    "ümläut/日本.json",
    "line\nfeed\r.json",
    "escape\x1b[31m\x00.json",
    "not utf-8 \udcff.json",
    "#hash?query.json",
    "<stdin>",
    "../outside.json",
    "/somewhere/else.json",
    "./dot/../dotted.json",
)


def written(name: str, results: Results) -> str:
    """What a format writes."""
    return "".join(renderer(name)(results, Options()))


def odd() -> Results:
    """Two equal violations without a position in each file, and a crashed rule in the last."""
    found = sample.violation(
        "/a~1b/ä%,:", "100%: a, b::c\r\nsecond line ](x) {0} ]]> & <b>\x07 \ufffe", name="odd-one"
    )
    reports = [Report(KIND, (found, found))] * (len(NAMES) - 1)
    crashed = Report(KIND, (), (InternalError("LC342", "NameError in <lambda>, line 3"),))
    return Results(
        tuple(
            Result.about(name, 0, report, "", {})
            for name, report in zip(NAMES, [*reports, crashed], strict=True)
        )
    )


def many(severity: Severity, number: int) -> tuple[Result, ...]:
    """One document with this many violations of one severity, each on its own line."""
    found = tuple(
        sample.violation(
            f"/products/{i}", "Wrong.", severity=severity, span=Span(i + 1, 1, i + 1, 2)
        )
        for i in range(number)
    )
    return (Result.about(f"{severity}.json", 0, Report(KIND, found), "", {}),)


@cache
def every_rule() -> Results:
    """What the checker makes of the first bad example of every rule."""
    checker = Checker(pedantic=True)
    results = []
    for rule in catalog.rules():
        example = parse(rule).bad[0]
        if example.written.startswith("python "):
            continue
        body = example.body
        text = body if isinstance(body, str) else json.dumps(body, indent=2)
        file = f"payloads/{rule.area}/{rule.code}.json"
        try:
            decoded = decode(text)
        except SourceError as error:
            results.append(
                Result.about(file, 0, checker.undecodable(error, example.document), text)
            )
        else:
            report = checker.check_decoded(decoded, example.document)
            results.append(Result.about(file, 0, report, decoded.text, decoded.value))
    return Results(tuple(results))


RUNS = {"sample": sample.RESULTS, "clean": sample.CLEAN, "nothing": Results(), "odd": odd()}
