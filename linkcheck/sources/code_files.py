"""Source code: a document for each request that it builds."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.engine.suppression import Suppressions
from linkcheck.sources import code
from linkcheck.sources.content import Decoded
from linkcheck.sources.lines import Lines
from linkcheck.sources.model import BrokenCode, InputError, MissingExtra, SourceDocument


def read_code(name: str, data: bytes) -> Iterator[SourceDocument | InputError]:
    """Yield the requests of a source file, in the order of their calls."""
    file = code.read(name, data)
    if file.problem is not None:
        yield BrokenCode(name, file.problem, file.line or None)
    if file.needs is not None:
        yield MissingExtra(name, file.needs)
    lines = Lines(file.text)
    for index, site in enumerate(file.sites):
        first = site.worlds[0].body
        content = Decoded(file.text, first.value, lines=lines, unknown=first.unknown)
        line = site.span.line
        yield SourceDocument(
            name,
            index,
            content,
            site.document,
            f"request in line {line}",
            is_fixable=False,
            code=site,
            suppressions=(Suppressions(file.directives, (line, line)) if file.directives else None),
        )
