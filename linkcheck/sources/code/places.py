"""Where the parts of a request are written."""

from __future__ import annotations

from linkcheck.pointer import Path, Span, Target
from linkcheck.sources.code.bodies import Body
from linkcheck.sources.code.sites import Site
from linkcheck.sources.lines import Lines

_OPENING = ("{", "[")


def span_of(target: Target, body: Body, site: Site, lines: Lines) -> Span:
    """Return the span of a part of a request in one of its worlds.

    A value is where it is written, and a key where its field is named. The start of an object is
    its opening bracket, or the name of what constructs it. Without a place of its own, a part has
    that of the nearest value around it; the start of an object, and the request, that of the call.
    """
    path, part = target
    if part == "object-start":
        return _start(path, body, lines) or site.span
    for length in range(len(path), -1, -1):
        place = body.places.get(path[:length])
        if place is not None:
            spans = (place.key, place.value) if part == "key" else (place.value, place.key)
            found = spans[0] or spans[1]
            if found is not None:
                return found
    return site.span


def _start(path: Path, body: Body, lines: Lines) -> Span | None:
    place = body.places.get(path)
    span = place and place.value
    if span is None:
        return None
    is_bracket = lines.part(span.line, span.column - 1, span.column) in _OPENING
    return Span(*span[:2], span.line, span.column + 1) if is_bracket else span
